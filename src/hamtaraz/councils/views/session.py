"""The page of a session: who came, what is on the agenda, what was decided."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hamtaraz.councils import operations, queries
from hamtaraz.councils.forms import DecisionForm, WhenForm
from hamtaraz.councils.models import SECRETARY_OF, SEES_SESSIONS, AgendaItem, Body, Decision, ItemKind, Meeting
from hamtaraz.councils.operations import Matter
from hamtaraz.councils.queries import Quorum
from hamtaraz.distribution.models import Scenario
from hamtaraz.distribution.queries.standing import scenarios_beside
from hamtaraz.kernel import text
from hamtaraz.kernel.refusals import Refused
from hamtaraz.kernel.text import whole_number
from hamtaraz.people.actors import Actor
from hamtaraz.web import clock
from hamtaraz.web.doors import door
from hamtaraz.web.fields import complain
from hamtaraz.web.refusing import say
from hamtaraz.web.stepping import seen_version
from hamtaraz.workflow.walker import holds

SECRETARIES = tuple(SECRETARY_OF.values())


@door(*SEES_SESSIONS)
@require_GET
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """A session as its table, its agenda and its attendance stand."""
    return show(request, session_of(request, pk))


@door(*SECRETARIES)
@require_POST
def record_attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down who came."""
    found = session_of(request, pk)
    ticked = {seat for one in request.POST.getlist("present") if (seat := whole_number(one)) is not None}
    present = ticked & set(queries.seats_of(found).values_list("pk", flat=True))
    try:
        counted = operations.record_attendance(
            found, actor=request.actor, day=clock.today(), present_seat_ids=present, seen_version=seen_version(request)  # type: ignore[attr-defined]
        )  # fmt: skip
    except Refused as refused:
        return show(request, session_of(request, pk), refused=refused, ticked=ticked)
    messages.success(request, _quorum_said(counted))
    return redirect(found)


@door(*SECRETARIES)
@require_POST
def add_matter(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an item on the agenda: an endorsed distribution, or any other matter."""
    found = session_of(request, pk)
    actor: Actor = request.actor  # type: ignore[attr-defined]
    words = request.POST.get("text", "")
    matter = Matter(words)
    if chosen := whole_number(request.POST.get("distribution", "")):
        one = get_object_or_404(queries.distributions_waiting(actor.province, actor.fiscal_year), pk=chosen)
        matter = Matter(text.clean(words) or one.title(), distribution=one)
    try:
        operations.add_matter(found, matter, actor=actor, day=clock.today(), seen_version=seen_version(request))
    except Refused as refused:
        return show(request, session_of(request, pk), refused=refused, words=words)
    return redirect(found)


@door(*SECRETARIES)
@require_POST
def drop_matter(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an undecided item off the agenda."""
    item = _item_of(request, pk)
    actor: Actor = request.actor  # type: ignore[attr-defined]
    operations.drop_matter(item, actor=actor, day=clock.today(), seen_version=seen_version(request))
    return redirect(item.meeting)


@door(*SECRETARIES)
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what was decided on an item; a refused form comes back as it was written."""
    item = _item_of(request, pk)
    actor: Actor = request.actor  # type: ignore[attr-defined]
    form = DecisionForm(request.POST, auto_id=f"item-{pk}-%s")
    if not form.is_valid():
        return show(request, session_of(request, item.meeting_id), deciding={pk: form})
    try:
        operations.decide(
            item, actor=actor, day=clock.today(), seen_version=seen_version(request), scenario=_voted_for(request, item),
            **form.given(),
        )  # fmt: skip
    except Refused as refused:
        complain(form, refused)
        return show(request, session_of(request, item.meeting_id), deciding={pk: form})
    messages.success(request, _("The decision is recorded."))
    return redirect(item.meeting)


def _voted_for(request: HttpRequest, item: AgendaItem) -> Scenario | None:
    """The scenario of the item's distribution that the Council voted for, where the form names one."""
    wanted = whole_number(request.POST.get("scenario", ""))
    if item.distribution is None or wanted is None:
        return None
    return get_object_or_404(item.distribution.scenarios, pk=wanted, removed=False)


@door(*SECRETARIES)
@require_POST
def reschedule(request: HttpRequest, pk: int) -> HttpResponse:
    """Call the session for another day, hour or place."""
    found = session_of(request, pk)
    actor: Actor = request.actor  # type: ignore[attr-defined]
    form = WhenForm(request.POST)
    if not form.is_valid():
        return show(request, found, when=form)
    try:
        operations.reschedule(
            found, actor=actor, day=clock.today(), seen_version=seen_version(request), **form.cleaned_data
        )
    except Refused as refused:
        complain(form, refused)
        return show(request, session_of(request, pk), when=form)
    messages.success(request, _("The session is called for another time."))
    return redirect(found)


def session_of(request: HttpRequest, pk: int) -> Meeting:
    """The session, for whoever may see it; 404 for others."""
    return get_object_or_404(queries.with_next_distribution(queries.sessions_for(request.actor)), pk=pk)  # type: ignore[attr-defined]


def show(
    request: HttpRequest,
    found: Meeting,
    *,
    refused: Refused | None = None,
    ticked: set[int] | None = None,
    words: str = "",
    deciding: dict[int, DecisionForm] | None = None,
    when: WhenForm | None = None,
) -> HttpResponse:
    """The page; with what was refused above it, and every input as the person left it (409)."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    deciding = deciding or {}
    keeps = holds(found.secretary, found, actor)
    seats = queries.seats_with_presence(found)
    voting = [seat for seat in seats if seat.voting]
    quorum = Quorum(members=len(voting), present=sum(seat.came is True for seat in voting))  # type: ignore[attr-defined]
    for seat in seats:
        seat.ticked = seat.pk in ticked if ticked is not None else bool(seat.came)  # type: ignore[attr-defined]
    agenda = list(found.agenda.select_related("distribution").annotate(scenarios=scenarios_beside("distribution")))
    for item in agenda:
        item.form = deciding.get(item.pk) or _empty_decision(item, found, quorum) if keeps else None  # type: ignore[attr-defined]
        item.unfolded = item.pk in deciding  # type: ignore[attr-defined]
    context: dict[str, Any] = {
        "meeting": found,
        "committee": found.body == Body.COUNTY_COMMITTEE,
        "keeps": keeps,
        "seats": seats,
        "recorded": any(seat.came is not None for seat in seats),  # type: ignore[attr-defined]
        "quorum": quorum,
        "agenda": agenda,
        "offers_distribution": keeps and found.body == Body.COUNCIL and found.waiting_pk,  # type: ignore[attr-defined]
        "words": words,
        "refused": say(refused) if refused else None,
        "before_deciding": found.state in operations.BEFORE_DECIDING,
        "when": when or WhenForm(initial={"held_on": found.held_on, "hour": found.hour, "place": found.place}),
    }
    amiss = bool(refused or deciding or when)
    return render(request, "councils/session.html", context, status=409 if amiss else 200)


def _empty_decision(item: AgendaItem, found: Meeting, quorum: Quorum) -> DecisionForm | None:
    """The form of an item that waits for its decision in a session in progress."""
    in_progress = found.state in ("in_session", "approved")
    if item.decision != Decision.PENDING or item.kind == ItemKind.PROJECTS or not in_progress:
        return None
    return DecisionForm(auto_id=f"item-{item.pk}-%s", initial={"votes_for": quorum.present, "votes_against": 0})


def _item_of(request: HttpRequest, pk: int) -> AgendaItem:
    item = get_object_or_404(AgendaItem.objects.select_related("meeting"), pk=pk)
    if not Meeting.visible_to(request.actor).filter(pk=item.meeting_id).exists():  # type: ignore[attr-defined]
        raise Http404
    return item


def _quorum_said(counted: Quorum) -> str:
    figures = {"present": counted.present, "members": counted.members, "lacking": counted.lacking}
    if counted.lacking:
        return _("Attendance is recorded; %(lacking)s more voting members are needed for a quorum.") % figures
    return _("Attendance is recorded; with %(present)s of %(members)s votes there is a quorum.") % figures
