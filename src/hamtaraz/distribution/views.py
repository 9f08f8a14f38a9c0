"""The pages of the distribution room: each asks once and shows the answer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from hamtaraz.distribution.models import Distribution
from hamtaraz.web.doors import SIGNED_IN, door


@door(SIGNED_IN)
@require_GET
def list_all(request: HttpRequest) -> HttpResponse:
    """x"""
    return render(request, "distribution/list.html", {})


@door(SIGNED_IN)
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """x"""
    distribution = get_object_or_404(Distribution.visible_to(request.actor), pk=pk)
    return render(request, "distribution/distribution.html", {"distribution": distribution})
