"""Finds who acts in a request, under which mandate and in which year, and holds every page to its door."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from hamtaraz.people import second_factor
from hamtaraz.people.actors import actor_of
from hamtaraz.people.models import Mandate
from hamtaraz.people.roles import MONEY_ROLES
from hamtaraz.web import clock, wall
from hamtaraz.web.doors import OPEN, SIGNED_IN, door_of

MANDATE, YEAR = "mandate", "fiscal_year"
CHANGES_PASSWORD = frozenset({"web:account_password"})
"""What is open to somebody who must choose a password of their own first."""
SETS_SECOND_FACTOR = CHANGES_PASSWORD | {"web:account_second_factor", "web:recovery_codes", "web:choose_mandate"}
"""What is open to somebody who must set up a second factor first."""


class ActingMiddleware:
    """Sets `request.actor` (or None), `request.mandates`, `request.fiscal_years`, and asks the door of each page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.actor, request.mandates, request.fiscal_years = None, [], []
        try:
            return self.get_response(request)
        finally:
            if request.mandates:
                wall.stand_aside()

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Find the actor, then let in, send to sign in, or refuse."""
        door = door_of(view)
        if door is None:
            raise ImproperlyConfigured(f"{view.__module__}.{view.__name__} does not say who may open it")
        if door == (OPEN,):
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        self._find_actor(request)
        page = request.resolver_match.view_name
        if request.actor is None:
            return redirect("web:no_mandate") if page != "web:no_mandate" else None
        if request.user.must_change_password and page not in CHANGES_PASSWORD:
            return redirect("web:account_password")
        if page not in SETS_SECOND_FACTOR and self._lacks_second_factor(request):
            return redirect("web:account_second_factor")
        if door != (SIGNED_IN,) and request.actor.role not in door:
            raise PermissionDenied
        return None

    @staticmethod
    def _lacks_second_factor(request: Any) -> bool:
        """Whether this installation asks a second factor of the acting role and the person has none."""
        asked = settings.REQUIRE_SECOND_FACTOR and request.actor.role in MONEY_ROLES
        return asked and not second_factor.is_on(request.user)

    @staticmethod
    def _find_actor(request: Any) -> None:
        """The mandate chosen in this session if it is in force, otherwise the first; the year chosen, or the latest."""
        in_force = Mandate.objects.in_force(clock.today()).filter(person=request.user)
        request.mandates = list(in_force.select_related("organisation").order_by("id"))
        for mandate in request.mandates:
            mandate.person = request.user
        if not request.mandates:
            return
        chosen = request.session.get(MANDATE)
        mandate = next((m for m in request.mandates if m.pk == chosen), request.mandates[0])
        years = wall.stand_behind(actor_of(mandate, 0))
        request.fiscal_years = [year for year in years if mandate.fiscal_year in (None, year.year)]
        year = request.session.get(YEAR)
        if year not in [y.year for y in request.fiscal_years]:
            year = request.fiscal_years[0].year if request.fiscal_years else 0
        request.mandate = mandate
        request.actor = actor_of(mandate, year)
