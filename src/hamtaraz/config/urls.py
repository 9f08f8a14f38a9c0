"""Every page's address; a room lists its own."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("hamtaraz.web.urls")),
    path("agreements/", include("hamtaraz.agreements.urls")),
    path("allotments/", include("hamtaraz.allotments.urls")),
    path("councils/", include("hamtaraz.councils.urls")),
    path("directives/", include("hamtaraz.directives.urls")),
    path("distribution/", include("hamtaraz.distribution.urls")),
    path("grants/", include("hamtaraz.grants.urls")),
    path("projects/", include("hamtaraz.projects.urls")),
    path("intake/", include("hamtaraz.intake.urls")),
    path("monitoring/", include("hamtaraz.monitoring.urls")),
    path("notices/", include("hamtaraz.notices.urls")),
]
