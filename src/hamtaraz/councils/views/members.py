"""The seats of the bodies: who sits in them, by position."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hamtaraz.councils import operations, queries
from hamtaraz.councils.forms import MembersSieve, SeatForm, kept_of
from hamtaraz.councils.models import SECRETARY_OF, SEES_SESSIONS, Body, BodySeat
from hamtaraz.kernel.refusals import Refused
from hamtaraz.people.actors import Actor
from hamtaraz.people.roles import Role
from hamtaraz.web import clock
from hamtaraz.web.doors import door
from hamtaraz.web.fields import complain

KEEPERS = (*SECRETARY_OF.values(), Role.ADMINISTRATOR)


@door(*SEES_SESSIONS, Role.ADMINISTRATOR)
@require_GET
def members(request: HttpRequest) -> HttpResponse:
    """The seats of a body in force today."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    body, county = _body(request, actor)
    sieve = MembersSieve(actor, initial={"body": body, "county": county})
    seats = list(queries.seats_on(actor.province, body, county, clock.today()))
    return render(request, "councils/members.html", {
        "seats": seats,
        "body": body,
        "named": Body(body).label,
        "county": county,
        "sieve": sieve,
        "quorum": queries.Quorum(sum(seat.voting for seat in seats), 0),
        "sees_sessions": actor.role in SEES_SESSIONS,
        "chooses": actor.role != Role.COUNTY_SECRETARY,
        "may_seat": operations.may_seat(actor, body, county) and (county or body != Body.COUNTY_COMMITTEE),
        "lacks_county": body == Body.COUNTY_COMMITTEE and not county,
    })  # fmt: skip


@door(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def seat_member(request: HttpRequest) -> HttpResponse:
    """Give a position its seat."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    body, county = _body(request, actor)
    form = SeatForm(actor, request.POST or None, initial={"since": clock.today()})
    del form.fields["until"]
    if request.method == "POST" and form.is_valid():
        try:
            operations.seat_member(actor=actor, day=clock.today(), body=body, county=county, **form.cleaned_data)
        except Refused as refused:
            complain(form, refused)
        else:
            messages.success(request, _("The seat is given."))
            return redirect(_members_url(body, county))
    return _form(request, form, body, county)


@door(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def change_seat(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a seat, or end it."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    seat = get_object_or_404(BodySeat, province=actor.province, pk=pk)
    if not operations.may_seat(actor, seat.body, seat.county):
        raise Http404
    form = SeatForm(actor, request.POST or None, initial=kept_of(seat))
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_seat(seat, actor=actor, day=clock.today(), **form.cleaned_data)
        except Refused as refused:
            complain(form, refused)
        else:
            messages.success(request, _("The seat is changed."))
            return redirect(_members_url(seat.body, seat.county))
    return _form(request, form, seat.body, seat.county, seat)


def _body(request: HttpRequest, actor: Actor) -> tuple[str, str]:
    """The body and county the address names; a county's secretary has one."""
    if actor.role == Role.COUNTY_SECRETARY:
        return Body.COUNTY_COMMITTEE.value, actor.county
    body = request.GET.get("body", Body.COUNCIL.value)
    if body not in Body.values:
        raise Http404
    return body, request.GET.get("county", "") if body == Body.COUNTY_COMMITTEE else ""


def _members_url(body: str, county: str) -> str:
    return f"{reverse('councils:members')}?body={body}&county={county}"


def _form(request: HttpRequest, form: SeatForm, body: str, county: str, seat: BodySeat | None = None) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "seat": seat,
        "named": Body(body).label,
        "back": _members_url(body, county),
    }
    return render(request, "councils/seat.html", context, status=409 if form.non_field_errors() else 200)
