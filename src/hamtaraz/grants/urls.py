"""The addresses of the room."""

from django.urls import path

from hamtaraz.grants.views import machines, recipients, shares

app_name = "grants"
urlpatterns = [
    path("", shares.overview, name="shares"),
    path("compute/<slug:part>/", shares.compute, name="compute"),
    path("runs/<int:pk>/", shares.run, name="run"),
    path("shares/<int:pk>/", shares.why, name="why"),
    path("machines/", machines.overview, name="machines"),
    path("machines/ask/", machines.ask, name="ask"),
    path("machines/prices/", machines.set_prices, name="prices"),
    path("machines/table-1/", machines.table_one, name="table_one"),
    path("machines/locks/", machines.locks, name="locks"),
    path("machines/<int:pk>/", machines.request_page, name="request"),
    path("machines/<int:pk>/slip/", machines.slip, name="slip"),
    path("recipients/", recipients.recipients, name="recipients"),
    path("recipients/<int:pk>/", recipients.recipient, name="recipient"),
]
