"""What every page's frame needs: who acts, the year, the unit, the navigation, and how much waits."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from hamtaraz.web import clock
from hamtaraz.web.navigation import navigation_for
from hamtaraz.workflow.queries import waiting_for


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context of the frame; one query (the inbox count) beyond those that found the actor."""
    actor = getattr(request, "actor", None)
    context: dict[str, Any] = {"demo": settings.DEMO, "today": clock.today(), "actor": actor, "unit": "million"}
    if actor is None:
        return context
    count = waiting_for(actor).count()
    return context | {
        "person": request.user,
        "mandate": request.mandate,  # type: ignore[attr-defined]
        "mandates": request.mandates,  # type: ignore[attr-defined]
        "fiscal_year": actor.fiscal_year,
        "fiscal_years": [y.year for y in request.fiscal_years],  # type: ignore[attr-defined]
        "unit": request.session.get("unit", request.user.unit),  # type: ignore[union-attr]
        "inbox_count": count,
        "navigation": navigation_for(actor, request.path, count),
    }
