"""The addresses of the distribution room."""

from django.urls import path

from hamtaraz.distribution import views

app_name = "distribution"
urlpatterns = [
    path("", views.list_all, name="list"),
    path("<int:pk>/", views.show, name="distribution"),
]
