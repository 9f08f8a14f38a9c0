"""The addresses of the overview."""

from django.urls import path

from hamtaraz.monitoring import views

app_name = "monitoring"
urlpatterns = [
    path("river/", views.show_river, name="river"),
    path("why/<int:entry>/", views.why_entry, name="why"),
    path("project/<str:code>/", views.project, name="project"),
    path("stage/<str:book>/<str:stage>/", views.stage, name="stage"),
    path("account/", views.account, name="account"),
    path("verify/", views.verdict, name="verdict"),
]
