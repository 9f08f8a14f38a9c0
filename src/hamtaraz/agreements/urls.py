"""The addresses of the agreements room."""

from django.urls import path

from hamtaraz.agreements.views import acting, downloads, editing, reading

app_name = "agreements"
urlpatterns = [
    path("", reading.agreements, name="list"),
    path("draft/", acting.draft, name="draft"),
    path("<int:pk>/", reading.agreement, name="agreement"),
    path("<int:pk>/edit/", editing.edit, name="edit"),
    path("<int:pk>/split/", editing.split, name="split"),
    path("<int:pk>/bring-in/", editing.bring_in, name="bring_in"),
    path("<int:pk>/return/", acting.return_for_correction, name="return"),
    path("<int:pk>/remark/", acting.remark, name="remark"),
    path("<int:pk>/answers/", acting.answer, name="answers"),
    path("<int:pk>/draft.pdf", downloads.draft_pdf, name="draft_pdf"),
    path("<int:pk>/lines.xlsx", downloads.lines_xlsx, name="lines_xlsx"),
]
