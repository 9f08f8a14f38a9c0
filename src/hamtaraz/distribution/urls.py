"""The addresses of the distribution room."""

from django.urls import path

from hamtaraz.distribution.views import editing, pages

app_name = "distribution"
urlpatterns = [
    path("", pages.list_all, name="list"),
    path("start/", editing.start, name="start"),
    path("<int:pk>/", pages.shares, name="distribution"),
    path("<int:pk>/preview/", pages.preview, name="preview"),
    path("<int:pk>/matrix/", pages.matrix, name="matrix"),
    path("<int:pk>/lines/", editing.lines, name="lines"),
    path("<int:pk>/projects/", editing.projects, name="projects"),
    path("<int:pk>/weights/", editing.weights, name="weights"),
    path("<int:pk>/adjust/", editing.adjust, name="adjust"),
    path("<int:pk>/restore/", editing.restore, name="restore"),
    path("<int:pk>/history/", pages.history, name="history"),
]
