"""Every page's address; a room lists its own."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("hamtaraz.web.urls")),
    path("agreements/", include("hamtaraz.agreements.urls")),
    path("councils/", include("hamtaraz.councils.urls")),
    path("distribution/", include("hamtaraz.distribution.urls")),
    path("monitoring/", include("hamtaraz.monitoring.urls")),
]
