"""The addresses of the room."""

from django.urls import path

from hamtaraz.grants.views import recipients, shares

app_name = "grants"
urlpatterns = [
    path("", shares.overview, name="shares"),
    path("compute/<slug:part>/", shares.compute, name="compute"),
    path("runs/<int:pk>/", shares.run, name="run"),
    path("shares/<int:pk>/", shares.why, name="why"),
    path("recipients/", recipients.recipients, name="recipients"),
    path("recipients/<int:pk>/", recipients.recipient, name="recipient"),
]
