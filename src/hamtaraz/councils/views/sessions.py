"""The list of sessions, and the form that calls one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hamtaraz.councils import operations, queries
from hamtaraz.councils.forms import ConveneForm
from hamtaraz.councils.models import SECRETARY_OF, SEES_SESSIONS, Body
from hamtaraz.kernel.refusals import Refused
from hamtaraz.people.actors import Actor
from hamtaraz.people.roles import Role
from hamtaraz.places.models import County
from hamtaraz.web import clock
from hamtaraz.web.doors import door
from hamtaraz.web.fields import complain
from hamtaraz.workflow.walker import workflow_of

ROWS_A_PAGE = 30


@door(*SEES_SESSIONS)
@require_GET
def sessions(request: HttpRequest) -> HttpResponse:
    """The sessions of one body, newest first; a county's people see those of their own committee."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    bodies = _bodies(actor)
    body = request.GET.get("body", "")
    if body not in bodies:
        body = next((one for one in bodies if SECRETARY_OF[one] == actor.role), bodies[0])
    county = request.GET.get("county", "") if body == Body.COUNTY_COMMITTEE else ""
    found = queries.sessions_for(actor).filter(body=body).order_by("-held_on", "-pk")
    page = Paginator(found.filter(county=county) if county else found, ROWS_A_PAGE).get_page(request.GET.get("page"))
    for one in page:
        one.stands = workflow_of(one).state(one.state)  # type: ignore[attr-defined]
    return render(request, "councils/list.html", {
        "page": page,
        "tabs": [{"key": one, "label": Body(one).label, "current": one == body} for one in bodies],
        "body": body,
        "county": county,
        "counties": _counties(actor, body),
        "waiting": _waiting(actor) if body == Body.COUNTY_COMMITTEE else [],
        "distributions": _distributions(actor) if body == Body.COUNCIL else [],
        "may_convene": SECRETARY_OF[body] == actor.role,
        "may_see_members": operations.may_seat(actor, body, actor.county) or actor.reads_province,
    })  # fmt: skip


@door(*SECRETARY_OF.values())
@require_http_methods(["GET", "HEAD", "POST"])
def convene(request: HttpRequest) -> HttpResponse:
    """Call a session of one's own body."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    body = next(one for one, role in SECRETARY_OF.items() if role == actor.role)
    county = actor.county if body == Body.COUNTY_COMMITTEE else ""
    form = ConveneForm(actor, body, request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        when = {name: form.cleaned_data[name] for name in ("held_on", "hour", "place")}
        try:
            made = operations.convene(
                actor=actor, day=clock.today(), body=body, county=county, items=form.matters(), **when
            )
        except Refused as refused:
            complain(form, refused)
            status = 409
        else:
            messages.success(request, _("The session is called: %(title)s.") % {"title": made.heading()})
            return redirect(made)
    context = {"form": form, "body": Body(body), "committee": body == Body.COUNTY_COMMITTEE}
    return render(request, "councils/convene.html", context, status=status)


def _bodies(actor: Actor) -> list[str]:
    """The bodies whose sessions this mandate may read."""
    if actor.role == Role.COUNTY_SECRETARY:
        return [Body.COUNTY_COMMITTEE.value]
    return [one.value for one in Body]


def _counties(actor: Actor, body: str) -> Any:
    if body != Body.COUNTY_COMMITTEE or not actor.reads_province:
        return []
    return County.objects.filter(province=actor.province)


def _waiting(actor: Actor) -> list[dict[str, Any]]:
    """Counties with credit notified to them that no committee has given to projects yet, the own one first of all."""
    counties = {actor.county} if actor.role == Role.COUNTY_SECRETARY else None
    return queries.counties_with_credit(actor.province, actor.fiscal_year, counties)


def _distributions(actor: Actor) -> Any:
    return queries.distributions_waiting(actor.province, actor.fiscal_year)
