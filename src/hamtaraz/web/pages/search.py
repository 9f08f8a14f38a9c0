"""Search over the whole house, as far as the person may read."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hamtaraz.web.doors import SIGNED_IN, door
from hamtaraz.web.finding import find


@door(SIGNED_IN)
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """What was found for the words in `q`."""
    words = request.GET.get("q", "").strip()
    found = find(request.actor, words) if words else []  # type: ignore[attr-defined]
    return render(request, "web/search.html", {"query": words, "found": found})
