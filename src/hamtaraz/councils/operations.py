"""Convenes sessions, records who came and what was decided, and keeps a committee's list and the seats of bodies."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from hamtaraz.councils import queries
from hamtaraz.councils.effects import DAYS_TO_NOTIFY, ISSUE_AGENCY_NOTICES, PREPARE_COUNTY_NOTICES, next_resolution
from hamtaraz.councils.models import (
    SECRETARY_OF,
    AgendaItem,
    Attendance,
    Body,
    BodySeat,
    CommitteeItem,
    Decision,
    ItemKind,
    Meeting,
)
from hamtaraz.councils.refusals import AlreadyDecided, DistributionNotEndorsed, NotAProjectOfTheCounty
from hamtaraz.councils.rules import check_votes
from hamtaraz.councils.workflow import HOLD_SESSION
from hamtaraz.distribution.models import Distribution, Scenario
from hamtaraz.distribution.operations import approve_by_resolution, return_by_resolution
from hamtaraz.kernel import text
from hamtaraz.kernel.refusals import Missing, NotYours, OutOfOrder, TooLong
from hamtaraz.kernel.rial import Rial
from hamtaraz.ledger import queries as book
from hamtaraz.ledger.accounts import CREDIT
from hamtaraz.letters.operations import next_number
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Organisation
from hamtaraz.people.roles import Role
from hamtaraz.projects.models import Origin, Project
from hamtaraz.trail.record import record
from hamtaraz.workflow.refusals import NotFromHere
from hamtaraz.workflow.tasks import close_tasks, open_task
from hamtaraz.workflow.walker import begin, holds, lock, subject_key, workflow_of

BASIS = {Body.COUNCIL: "S0-13", Body.COUNTY_COMMITTEE: "S0-15"}
LONGEST_ITEM = 400
BEFORE_DECIDING = ("convened", "in_session")


@dataclass(frozen=True)
class Matter:
    """An item to be put on an agenda."""

    text: str
    kind: str = ItemKind.OTHER
    distribution: Distribution | None = None


@dataclass(frozen=True)
class Listed:
    """A project in a committee's list: this year's credit from one source, in whole rials above zero."""

    project: Project
    source: str
    amount_rial: Rial


def convene(
    *,
    actor: Actor,
    day: datetime.date,
    body: str,
    held_on: datetime.date,
    hour: str = "",
    place: str = "",
    county: str = "",
    items: Sequence[Matter] = (),
) -> Meeting:
    """Call a session of a body for `held_on`, with its number from the register and its agenda.

    A county committee needs its `county` (code) and credit notified to it (S0-42); its list of projects is
    always on its agenda. Refuses `NotYours`, `OutOfOrder`, `DistributionNotEndorsed`.
    """
    with transaction.atomic():
        meeting = Meeting(
            province=actor.province, fiscal_year=actor.fiscal_year, body=body, county=county, held_on=held_on,
            hour=text.clean(hour), place=text.clean(place),
        )  # fmt: skip
        if not holds(meeting.secretary, meeting, actor):
            raise NotYours()
        if body == Body.COUNTY_COMMITTEE:
            _needs_county_notice(meeting)
            with override("fa"):
                items = [Matter(str(_("Projects of the county and their credit")), ItemKind.PROJECTS), *items]
        number = next_number(actor.province, actor.fiscal_year, f"sessions {body} {county}".strip())
        meeting.session_number = f"{actor.fiscal_year}/{number}"
        taken = begin(meeting, "convene", actor=actor, day=day, basis=BASIS[Body(body)])
        for position, matter in enumerate(items, 1):
            _put_on_agenda(meeting, matter, position)
        close_tasks(f"convene:{actor.fiscal_year}:{county}", actor=actor, act=taken.act, day=day)
        _wait_for_the_day(meeting, actor, taken.act, day)
    return meeting


def reschedule(
    meeting: Meeting,
    *,
    actor: Actor,
    day: datetime.date,
    held_on: datetime.date,
    hour: str,
    place: str,
    seen_version: int | None = None,
) -> Meeting:
    """Call a convened session for another day, hour or place."""
    with _keeping(meeting, actor, ("convened",), seen_version) as kept:
        kept.held_on, kept.hour, kept.place = held_on, text.clean(hour), text.clean(place)
        act = _record("reschedule", kept, actor, day, {"held_on": held_on.isoformat()})
        close_tasks(subject_key(kept), actor=actor, act=act, day=day)
        _wait_for_the_day(kept, actor, act, day)
    return kept


def record_attendance(
    meeting: Meeting,
    *,
    actor: Actor,
    day: datetime.date,
    present_seat_ids: Collection[int],
    seen_version: int | None = None,
) -> queries.Quorum:
    """Write down which seats were present, in place of what was written before; gives the quorum."""
    with _keeping(meeting, actor, BEFORE_DECIDING, seen_version) as kept:
        seats = list(queries.seats_of(kept))
        assert set(present_seat_ids) <= {seat.pk for seat in seats}, "a seat that is not of this body"
        Attendance.objects.filter(meeting=kept).delete()
        Attendance.objects.bulk_create(
            Attendance(province=kept.province, meeting=kept, seat=seat, present=seat.pk in present_seat_ids)
            for seat in seats
        )
        _record("record_attendance", kept, actor, day, {"present": len(set(present_seat_ids)), "seats": len(seats)})
        return queries.quorum(kept)


def add_matter(
    meeting: Meeting, matter: Matter, *, actor: Actor, day: datetime.date, seen_version: int | None = None
) -> AgendaItem:
    """Put one more item on the agenda of a session that is not concluded."""
    with _keeping(meeting, actor, (*BEFORE_DECIDING, "approved"), seen_version) as kept:
        last = kept.agenda.aggregate(last=Max("position"))["last"] or 0
        item = _put_on_agenda(kept, matter, last + 1)
        _record("add_matter", kept, actor, day, {"text": item.text})
    return item


def drop_matter(item: AgendaItem, *, actor: Actor, day: datetime.date, seen_version: int | None = None) -> None:
    """Take an undecided item off the agenda; the committee's list stays on it."""
    with _keeping(item.meeting, actor, BEFORE_DECIDING, seen_version) as kept:
        dropped = _undecided(item)
        if dropped.kind == ItemKind.PROJECTS:
            raise NotYours()
        _record("drop_matter", kept, actor, day, {"text": dropped.text})
        dropped.delete()


def decide(
    item: AgendaItem,
    *,
    actor: Actor,
    day: datetime.date,
    decision: str,
    votes_for: int | None = None,
    votes_against: int = 0,
    resolution_text: str = "",
    reason: str = "",
    scenario: Scenario | None = None,
    seen_version: int | None = None,
) -> AgendaItem:
    """Record what a session in progress decided on an item: approved, returned (with a reason) or noted.

    An approval takes the next resolution number; that of a distribution moves its credit, locks it (S0-13) and
    tells the consolidation group; where several scenarios of it were put to the vote, `scenario` is the one that
    was approved. `votes_for` left out means everybody present. A committee's list is decided by
    the step `approve_projects` instead. Refuses `AlreadyDecided`, `Missing`, `NotByMajority`, `MoreVotesThanVoters`.
    """
    with _keeping(item.meeting, actor, ("in_session", "approved"), seen_version) as kept:
        decided = _undecided(item)
        assert decided.kind != ItemKind.PROJECTS, "the list is approved by its step"
        present = queries.quorum(kept).present
        decided.votes_for = present if votes_for is None and decision == Decision.APPROVED else votes_for or 0
        decided.votes_against = votes_against
        decided.decision = decision
        decided.resolution_text, decided.reason = text.clean_lines(resolution_text), text.clean_lines(reason)
        if decision == Decision.RETURNED and not decided.reason:
            raise Missing(field=_("Reason"))
        if decision == Decision.APPROVED:
            check_votes(decided.votes_for, votes_against, present)
        if decision != Decision.NOTED:
            decided.resolution_number = next_resolution(kept)
        decided.save()
        details = {"item": decided.text, "decision": decision, "resolution": decided.resolution_number}
        act = _record("decide", kept, actor, day, details, reason=decided.reason)
        if decided.distribution:
            _settle_distribution(decided, kept, actor, act, day, scenario)
    return decided


def set_list(
    meeting: Meeting,
    rows: Sequence[Listed],
    *,
    actor: Actor,
    day: datetime.date,
    seen_version: int | None = None,
) -> Meeting:
    """Put this list in place of the committee's list so far; ceilings are held at approval (INV-02).

    Refuses a project that the county's committee does not decide on, and `ChangedMeanwhile` when another person
    saved the list since `seen_version`.
    """
    with _keeping(meeting, actor, BEFORE_DECIDING, seen_version) as kept:
        for row in rows:
            county = row.project.county.code if row.project.county else ""
            if row.project.origin != Origin.COUNTY or county != kept.county:
                raise NotAProjectOfTheCounty(title=row.project.title)
        before = sum(item.amount_rial for item in kept.items.all())
        kept.items.all().delete()
        CommitteeItem.objects.bulk_create(
            CommitteeItem(
                province=kept.province, meeting=kept, project=row.project, source=row.source,
                amount_rial=row.amount_rial,
            )
            for row in rows
        )  # fmt: skip
        after = sum(row.amount_rial for row in rows)
        _record("set_list", kept, actor, day, {"rows": len(rows), "from_rial": str(before), "to_rial": str(after)})
    return kept


def seat_member(
    *,
    actor: Actor,
    day: datetime.date,
    body: str,
    title: str,
    county: str = "",
    title_en: str = "",
    organisation: Organisation | None = None,
    organisation_name: str = "",
    voting: bool = True,
    is_chair: bool = False,
    is_secretary: bool = False,
    since: datetime.date | None = None,
) -> BodySeat:
    """Give a position its seat in a body, from `since` on (`day` where left out)."""
    with transaction.atomic():
        if not may_seat(actor, body, county):
            raise NotYours()
        if not text.clean(title):
            raise Missing(field=_("Position"))
        seat = BodySeat.objects.create(
            province=actor.province, body=body, county=county, title=title, title_en=title_en,
            organisation=organisation, organisation_name=organisation_name, voting=voting, is_chair=is_chair,
            is_secretary=is_secretary, since=since or day,
        )  # fmt: skip
        _record_seat("seat", seat, actor, day)
    return seat


def change_seat(seat: BodySeat, *, actor: Actor, day: datetime.date, **changes: Any) -> BodySeat:
    """Correct a seat's position, organisation, vote or days; `until` is the first day it no longer sits."""
    with transaction.atomic():
        kept = BodySeat.objects.select_for_update(of=("self",)).get(pk=seat.pk)
        if kept.province != actor.province or not may_seat(actor, kept.body, kept.county):
            raise NotYours()
        for name, value in changes.items():
            setattr(kept, name, value)
        if not text.clean(kept.title):
            raise Missing(field=_("Position"))
        kept.save()
        _record_seat("change_seat", kept, actor, day)
    return kept


def may_seat(actor: Actor, body: str, county: str) -> bool:
    """Whether this mandate keeps the seats of a body: the administrator, or the body's own secretary."""
    own = actor.role == SECRETARY_OF[body] and (body != Body.COUNTY_COMMITTEE or actor.county == county)
    return own or actor.role == Role.ADMINISTRATOR


@contextmanager
def _keeping(meeting: Meeting, actor: Actor, states: Sequence[str], seen_version: int | None) -> Iterator[Meeting]:
    """The session locked for its secretary in one of `states`; saved with its next version when the block ends."""
    with transaction.atomic():
        kept = lock(meeting, actor=actor, seen_version=seen_version)
        if not holds(kept.secretary, kept, actor):
            raise NotYours()
        if kept.state not in states:
            raise NotFromHere(state=workflow_of(kept).state(kept.state).label)
        yield kept
        kept.version += 1
        kept.save()


def _needs_county_notice(meeting: Meeting) -> None:
    """A committee meets on credit that was notified to its county (S0-42: 6 needs 5)."""
    if not book.total(meeting.province, meeting.fiscal_year, CREDIT, "county_noticed", county=meeting.county):
        raise OutOfOrder(step=_("Session of the county committee"), needs=_("Credit notice to the county"))


def _put_on_agenda(meeting: Meeting, matter: Matter, position: int) -> AgendaItem:
    if matter.distribution and matter.distribution.state != "endorsed":
        raise DistributionNotEndorsed(title=matter.distribution.title())
    words = text.clean(matter.text)
    if not words:
        raise Missing(field=_("Text of the item"))
    if len(words) > LONGEST_ITEM:
        raise TooLong(field=_("Text of the item"), most=LONGEST_ITEM)
    return AgendaItem.objects.create(
        province=meeting.province,
        meeting=meeting,
        position=position,
        text=words,
        kind=ItemKind.DISTRIBUTION if matter.distribution else matter.kind,
        distribution=matter.distribution,
    )


def _undecided(item: AgendaItem) -> AgendaItem:
    """The item as it stands now, in the locked session; refuses one that was decided."""
    found = AgendaItem.objects.select_related("distribution").get(pk=item.pk)
    if found.decision != Decision.PENDING:
        raise AlreadyDecided(text=found.text)
    return found


def _wait_for_the_day(meeting: Meeting, actor: Actor, act: int, day: datetime.date) -> None:
    open_task(
        HOLD_SESSION, actor=actor, act=act, day=day, key=subject_key(meeting), title=meeting.title(),
        url=meeting.get_absolute_url(), role=meeting.secretary, seat=meeting.seat(meeting.secretary),
        days=(meeting.held_on - day).days,
    )  # fmt: skip


def _settle_distribution(
    item: AgendaItem, meeting: Meeting, actor: Actor, act: int, day: datetime.date, scenario: Scenario | None
) -> None:
    """Tell the distribution what the Council decided; once approved, tell the consolidation group (S0-14, S0-17)."""
    assert item.distribution is not None
    if item.decision == Decision.RETURNED:
        return_by_resolution(
            item.distribution, actor=actor, day=day, resolution_number=item.resolution_number,
            session_number=meeting.session_number, held_on=meeting.held_on, reason=item.reason,
        )  # fmt: skip
    if item.decision != Decision.APPROVED:
        return
    approve_by_resolution(
        item.distribution, actor=actor, day=day, resolution_number=item.resolution_number,
        session_number=meeting.session_number, held_on=meeting.held_on, scenario=scenario,
    )  # fmt: skip
    for stage, kind, key in (
        ("county_share", PREPARE_COUNTY_NOTICES, "county_notices"),
        ("province_line", ISSUE_AGENCY_NOTICES, "province"),
    ):
        close_tasks(key, actor=actor, act=act, day=day, kind=kind)
        rests = book.total(meeting.province, meeting.fiscal_year, CREDIT, stage)
        if rests:
            open_task(
                kind, actor=actor, act=act, day=day, key=key, title=item.text, url=reverse("notices:list"),
                role=Role.CONSOLIDATION_EXPERT, days=DAYS_TO_NOTIFY, amount_rial=rests,
            )  # fmt: skip


def _record(
    verb: str, meeting: Meeting, actor: Actor, day: datetime.date, details: dict[str, Any], reason: str = ""
) -> int:
    return record(
        f"councils.{verb}",
        actor=actor,
        day=day,
        basis=BASIS[Body(meeting.body)],
        subject_kind=meeting.subject_kind,
        subject_id=meeting.pk,
        subject_title=meeting.title(),
        reason=reason,
        details=details,
    )


def _record_seat(verb: str, seat: BodySeat, actor: Actor, day: datetime.date) -> int:
    details = {"body": seat.body, "county": seat.county, "voting": seat.voting, "since": seat.since.isoformat()}
    details |= {"until": seat.until.isoformat()} if seat.until else {}
    return record(
        f"councils.{verb}",
        actor=actor,
        day=day,
        basis=BASIS[Body(seat.body)],
        subject_kind="councils.bodyseat",
        subject_id=seat.pk,
        subject_title=seat.title,
        details=details,
    )
