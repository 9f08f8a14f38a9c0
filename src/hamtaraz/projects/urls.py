"""The addresses of the projects room."""

from django.urls import path

from hamtaraz.projects import views

app_name = "projects"
urlpatterns = [
    path("", views.projects, name="list"),
    path("new/", views.register, name="new"),
    path("excel/", views.excel, name="excel"),
    path("<int:pk>/", views.project, name="project"),
    path("<int:pk>/change/", views.change, name="change"),
]
