"""The addresses of the room."""

from django.urls import path

from hamtaraz.grants.views import (
    bitumen,
    bitumen_around,
    county_split,
    machines,
    plans,
    recipients,
    shares,
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
    path("machines/locks/", machines.locks, name="locks"),
    path("machines/<int:pk>/", machines.request_page, name="request"),
    path("machines/<int:pk>/slip/", machines.slip, name="slip"),
    path("waivers/", waivers.waivers, name="waivers"),
    path("bitumen/", bitumen.overview, name="bitumen"),
    path("bitumen/compute/", bitumen.compute, name="bitumen_compute"),
    path("bitumen/runs/<int:pk>/", bitumen.run, name="bitumen_run"),
    path("bitumen/<int:pk>/", bitumen.aid, name="bitumen_aid"),
    path("bitumen/<int:pk>/<slug:form>/", bitumen.post, name="bitumen_post"),
    path("bitumen/rates/", bitumen_around.rates, name="bitumen_rates"),
    path("bitumen/orders/", bitumen_around.orders, name="bitumen_orders"),
    path("bitumen/joint/<int:pk>/", bitumen_around.joint, name="bitumen_joint"),
    path("bitumen/reports/", bitumen_around.reports, name="bitumen_reports"),
    path("bitumen/reports/<int:pk>/", bitumen_around.report, name="bitumen_report"),
    path("recipients/", recipients.recipients, name="recipients"),
    path("recipients/<int:pk>/", recipients.recipient, name="recipient"),
    path("planning/", plans.plans, name="plans"),
    path("planning/requests.xlsx", plans.blank, name="plan_file"),
    path("planning/<int:pk>/", plans.plan, name="plan"),
    path("planning/<int:pk>/accept/", plans.accept, name="plan_accept"),
]
