"""A session of the Allotment Committee is opened, its attendance corrected, its ceilings written (S0-38)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hamtaraz.allotments import queries
from hamtaraz.allotments.models import AllotmentSession, Ceiling, CentralAllotment
from hamtaraz.allotments.operations.drafts import asks, draft, keep
from hamtaraz.allotments.operations.rows import CeilingRow, Member, coded, known, positive
from hamtaraz.allotments.refusals import Twice
from hamtaraz.allotments.workflow.effects import convene_key
from hamtaraz.budget.models import Chapter, CreditSource
from hamtaraz.kernel import text
from hamtaraz.kernel.refusals import Missing
from hamtaraz.letters.operations import next_number
from hamtaraz.people.actors import Actor
from hamtaraz.people.roles import Role
from hamtaraz.workflow.tasks import close_tasks
from hamtaraz.workflow.walker import begin


def open_session(
    actor: Actor,
    day: datetime.date,
    *,
    held_on: datetime.date,
    place: str,
    attendance: Sequence[Member],
    central: CentralAllotment | None = None,
    number: str = "",
) -> AllotmentSession:
    """Open a session of the Allotment Committee (S0-38); without `central` it rests on the latest confirmed notice.

    Without `number` it takes the next of the year. The task to convene is closed. Refuses `Missing`.
    """
    asks(actor, Role.ALLOTMENT_SECRETARY)
    with transaction.atomic():
        central = central or queries.latest_central(actor.province, actor.fiscal_year)
        session = AllotmentSession(province=actor.province, fiscal_year=actor.fiscal_year, central=central)
        taken = next_number(actor.province, actor.fiscal_year, "allotment_session")
        session.number = text.clean(number) or f"{actor.fiscal_year}/{taken}"
        _write_session(session, held_on, place, attendance)
        taken_up = begin(session, "open", actor=actor, day=day, basis="S0-38")
        if central is not None:
            close_tasks(convene_key(central.pk), actor=actor, act=taken_up.act, day=day)
        return taken_up.subject


def revise_session(
    session: AllotmentSession,
    *,
    actor: Actor,
    day: datetime.date,
    held_on: datetime.date,
    place: str,
    attendance: Sequence[Member],
    central: CentralAllotment | None = None,
    seen_version: int | None = None,
) -> AllotmentSession:
    """Correct day, place, attendance or the centre's notice of a session that has not decided yet."""
    with transaction.atomic():
        locked = draft(session, ("draft",), Role.ALLOTMENT_SECRETARY, actor, seen_version)
        locked.central = central or locked.central
        _write_session(locked, held_on, place, attendance)
        return keep(locked, "revise", actor, day, "S0-38")


def set_ceilings(
    session: AllotmentSession,
    *,
    actor: Actor,
    day: datetime.date,
    rows: Iterable[CeilingRow | tuple[Any, ...]],
    seen_version: int | None = None,
) -> AllotmentSession:
    """Write all ceilings of a session that has not decided yet, in place of those before (W10).

    Refuses `UnknownCode`, `AmountNotPositive`, `Twice`, `ChangedMeanwhile`.
    """
    with transaction.atomic():
        locked = draft(session, ("draft",), Role.ALLOTMENT_SECRETARY, actor, seen_version)
        sources, chapters = coded(CreditSource, actor), coded(Chapter, actor)
        made: dict[tuple[str, str], Ceiling] = {}
        for row in map(CeilingRow._make, rows):
            source, chapter = known(sources, row.source), known(chapters, row.chapter)
            if (row.source, row.chapter) in made:
                raise Twice(chapter=str(chapter), source=str(source))
            made[row.source, row.chapter] = Ceiling(
                session=locked, source=source, chapter=chapter, amount_rial=positive(row.amount_rial)
            )
        locked.ceilings.all().delete()
        Ceiling.objects.bulk_create(made.values())
        return keep(locked, "set_ceilings", actor, day, "S0-38")


def _write_session(session: AllotmentSession, held_on: datetime.date, place: str, attendance: Sequence[Member]) -> None:
    if not text.clean(place):
        raise Missing(field=_("Place"))
    members = [Member._make(member) for member in attendance]
    if not members:
        raise Missing(field=_("Attendance"))
    session.held_on, session.place = held_on, text.clean(place)
    session.attendance = [
        member._replace(title=text.clean(member.title), organisation=text.clean(member.organisation))._asdict()
        for member in members
    ]
