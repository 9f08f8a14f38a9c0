"""The addresses of loading from Excel."""

from django.urls import path

from hamtaraz.intake import views

app_name = "intake"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("<slug:kind>/template.xlsx", views.template, name="template"),
    path("<slug:kind>/send/", views.send, name="send"),
    path("file/<int:pk>/", views.show_upload, name="upload"),
    path("file/<int:pk>/refused.xlsx", views.refused_rows, name="refused"),
    path("file/<int:pk>/record/", views.record, name="record"),
    path("file/<int:pk>/discard/", views.discard, name="discard"),
]
