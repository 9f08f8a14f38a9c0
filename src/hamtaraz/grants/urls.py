"""The addresses of the room."""

from django.urls import path

from hamtaraz.grants.views import county_split, machines, payments, projects, recipients, shares, sites, waivers

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
    path("projects/", projects.overview, name="projects"),
    path("projects/propose/", projects.propose, name="propose"),
    path("projects/reckon/<slug:part>/", projects.reckon, name="reckon"),
    path("projects/realised/", payments.realised, name="realised"),
    path("projects/ceiling/", payments.province_ceiling, name="ceiling"),
    path("projects/payments/<int:pk>/", payments.payment, name="payment"),
    path("projects/codes/", sites.codes, name="codes"),
    path("projects/codes/<slug:part>/", sites.codes, name="codes"),
    path("projects/table-2/<slug:part>/", projects.table_two, name="table_two"),
    path("projects/<slug:part>/", projects.overview, name="projects"),
    path("projects/<slug:part>/<int:pk>/", projects.project_page, name="project"),
    path("projects/<slug:part>/<int:pk>/change/", projects.change, name="change_project"),
    path("projects/<slug:part>/<int:pk>/document/", sites.document, name="document"),
    path("projects/<slug:part>/<int:pk>/photo/", sites.photo, name="photo"),
    path("projects/<slug:part>/<int:pk>/visit/", sites.visit, name="visit"),
    path("projects/<slug:part>/<int:pk>/aid/", sites.aid, name="aid"),
    path("waivers/", waivers.waivers, name="waivers"),
    path("recipients/", recipients.recipients, name="recipients"),
    path("recipients/<int:pk>/", recipients.recipient, name="recipient"),
]
