"""The addresses of the room."""

from django.urls import path

from hamtaraz.grants.views import (
    county_split,
    locks,
    machines,
    plans,
    recipients,
    shares,
    village_machines,
    waivers,
)

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
    path("machines/locks/", locks.locks, name="locks"),
    path("machines/<int:pk>/", machines.request_page, name="request"),
    path("machines/<int:pk>/slip/", machines.slip, name="slip"),
    path("villages/", village_machines.overview, name="village_machines"),
    path("villages/ask/", village_machines.ask, name="village_ask"),
    path("villages/table-1/", village_machines.table_one, name="village_table_one"),
    path("villages/least-orders/", village_machines.least_orders, name="least_orders"),
    path("villages/least-orders/announce/", village_machines.announce, name="announce_purchasable"),
    path("villages/<int:pk>/", village_machines.machine, name="village_machine"),
    path("villages/<int:pk>/slip/", village_machines.slip, name="village_slip"),
    path("villages/<int:pk>/substitute/", village_machines.substitute, name="village_substitute"),
    path("waivers/", waivers.waivers, name="waivers"),
    path("recipients/", recipients.recipients, name="recipients"),
    path("recipients/<int:pk>/", recipients.recipient, name="recipient"),
    path("planning/", plans.plans, name="plans"),
    path("planning/requests.xlsx", plans.blank, name="plan_file"),
    path("planning/<int:pk>/", plans.plan, name="plan"),
    path("planning/<int:pk>/accept/", plans.accept, name="plan_accept"),
]
