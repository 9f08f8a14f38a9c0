"""The addresses of the room."""

from django.urls import path

from hamtaraz.grants.views import county_split, machines, recipients, shares, waivers

app_name = "grants"
urlpatterns = [
    path("", shares.overview, name="shares"),
    path("compute/<slug:part>/", shares.compute, name="compute"),
    path("runs/<int:pk>/", shares.run, name="run"),
    path("shares/<int:pk>/", shares.why, name="why"),
    path("split/", county_split.splits, name="splits"),
    path("split/<int:pk>/", county_split.split, name="split"),
    path("split/<int:pk>/edit/", county_split.edit, name="split_edit"),
    path("machines/", machines.overview, name="machines"),
    path("machines/ask/", machines.ask, name="ask"),
    path("machines/prices/", machines.set_prices, name="prices"),
    path("machines/table-1/", machines.table_one, name="table_one"),
    path("machines/locks/", machines.locks, name="locks"),
    path("machines/<int:pk>/", machines.request_page, name="request"),
    path("machines/<int:pk>/slip/", machines.slip, name="slip"),
    path("waivers/", waivers.waivers, name="waivers"),
    path("recipients/", recipients.recipients, name="recipients"),
    path("recipients/<int:pk>/", recipients.recipient, name="recipient"),
]
