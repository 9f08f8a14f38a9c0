"""The addresses of the allotments room."""

from django.urls import path

from hamtaraz.allotments.views import central, decisions, downloads, notice, overview, session

app_name = "allotments"
urlpatterns = [
    path("", overview.overview, name="list"),
    path("notices.xlsx", downloads.notices, name="notices_xlsx"),
    path("central/new/", central.record, name="record"),
    path("central/<int:pk>/", central.central, name="central"),
    path("central/<int:pk>/edit/", central.revise, name="revise_central"),
    path("central/<int:pk>/correct/", central.correct, name="correct_central"),
    path("sessions/new/", session.open_new, name="open_session"),
    path("sessions/<int:pk>/", session.session, name="session"),
    path("sessions/<int:pk>/edit/", session.revise, name="revise_session"),
    path("sessions/<int:pk>/ceilings/", decisions.ceilings, name="ceilings"),
    path("sessions/<int:pk>/lines/<str:chapter>/", decisions.lines, name="lines"),
    path("sessions/<int:pk>/propose/", decisions.propose, name="propose"),
    path("sessions/<int:pk>/lines.xlsx", downloads.session, name="session_xlsx"),
    path("notices/<int:pk>/", notice.notice, name="notice"),
    path("notices/<int:pk>/edit/", notice.revise, name="revise_notice"),
    path("notices/<int:pk>/correct/", notice.correct, name="correct_notice"),
    path("notices/<int:pk>/lines.xlsx", downloads.notice, name="notice_xlsx"),
]
