"""Finds who acts in a request, under which mandate and in which year, and holds every page to its door."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from hamtaraz.budget.models import FiscalYear
from hamtaraz.people.actors import actor_of
from hamtaraz.people.models import Mandate
from hamtaraz.people.roles import Role
from hamtaraz.web import clock
from hamtaraz.web.doors import OPEN, SIGNED_IN, door_of

MANDATE, YEAR = "mandate", "fiscal_year"
FOREIGN_OPEN = ("allauth.",)
"""Views of the sign-in library guard themselves."""


class ActingMiddleware:
    """Sets `request.actor` (or None), `request.mandates`, `request.fiscal_years`, and asks the door of each page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.actor, request.mandates, request.fiscal_years = None, [], []
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Find the actor, then let in, send to sign in, or refuse."""
        door = door_of(view)
        if door is None:
            if view.__module__.startswith(FOREIGN_OPEN):
                return None
            raise ImproperlyConfigured(f"{view.__module__}.{view.__name__} does not say who may open it")
        if door == (OPEN,):
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        self._find_actor(request)
        if request.user.must_change_password and request.path not in settings.OPEN_WHILE_PASSWORD_IS_OLD:
            return redirect("account_change_password")
        if request.actor is None:
            return redirect("web:no_mandate") if request.path != "/no-mandate/" else None
        if door != (SIGNED_IN,) and request.actor.role not in door:
            raise PermissionDenied
        return None

    @staticmethod
    def _find_actor(request: Any) -> None:
        """The mandate chosen in this session if it is in force, otherwise the first; the year chosen, or the latest."""
        in_force = Mandate.objects.in_force(clock.today()).filter(person=request.user)
        request.mandates = list(in_force.select_related("person", "organisation").order_by("id"))
        if not request.mandates:
            return
        chosen = request.session.get(MANDATE)
        mandate = next((m for m in request.mandates if m.pk == chosen), request.mandates[0])
        years = FiscalYear.objects.filter(province=mandate.province)
        if mandate.fiscal_year:
            years = years.filter(year=mandate.fiscal_year)
        request.fiscal_years = list(years.order_by("-year"))
        year = request.session.get(YEAR)
        if year not in [y.year for y in request.fiscal_years]:
            year = request.fiscal_years[0].year if request.fiscal_years else 0
        request.mandate = mandate
        request.actor = actor_of(mandate, year)


def is_administrator(request: Any) -> bool:
    """Whether the acting mandate is the system administrator's."""
    return request.actor is not None and request.actor.role == Role.ADMINISTRATOR
