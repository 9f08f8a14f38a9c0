"""The addresses of the room of directives."""

from django.urls import path

from hamtaraz.directives.views import editing, pages

app_name = "directives"
urlpatterns = [
    path("", pages.list_all, name="list"),
    path("write/", editing.write, name="write"),
    path("check/", editing.check, name="check"),
    path("take-over/<slug:key>/", editing.take_over, name="take_over"),
    path("<int:pk>/", pages.version, name="version"),
    path("<int:pk>/text/", pages.text, name="text"),
    path("<int:pk>/file/", pages.file, name="file"),
    path("<int:pk>/compare/", pages.comparison, name="compare"),
    path("<int:pk>/history/", pages.history, name="history"),
    path("<int:pk>/edit/", editing.edit, name="edit"),
    path("<int:pk>/next/", editing.begin_next, name="next"),
]
