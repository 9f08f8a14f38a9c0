"""The lines of a session are written, or proposed by spreading what is left of its ceilings (W11)."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from hamtaraz.allotments import queries
from hamtaraz.allotments.models import AllotmentSession, CentralAllotmentLine, Means, SessionLine
from hamtaraz.allotments.operations.drafts import draft, keep
from hamtaraz.allotments.operations.rows import LineRow, coded, known, paid_with, positive
from hamtaraz.allotments.refusals import NothingToSpread
from hamtaraz.budget.models import Chapter, CreditSource
from hamtaraz.kernel.percent import WHOLE_PPM
from hamtaraz.kernel.rial import Rial
from hamtaraz.law.share_out import share_out
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Organisation
from hamtaraz.people.roles import Role
from hamtaraz.projects.models import Project


def set_lines(
    session: AllotmentSession,
    *,
    actor: Actor,
    day: datetime.date,
    rows: Iterable[LineRow | tuple[Any, ...]],
    chapter: str = "",
    seen_version: int | None = None,
) -> AllotmentSession:
    """Write the lines that no notice carries yet, in place of those before; only those of `chapter` if it is named.

    The Committee's secretary writes them until the session decides, the consolidation expert after it (W11).
    Refuses `UnknownCode`, `AmountNotPositive`, `BillUnnamed`, `ChangedMeanwhile`.
    """
    with transaction.atomic():
        locked = _writable_lines(session, actor, seen_version)
        made = _lines(locked, actor, map(LineRow._make, rows))
        before = locked.lines_drafted.filter(notice__isnull=True)
        (before.filter(chapter__code=chapter) if chapter else before).delete()
        SessionLine.objects.bulk_create(made)
        return keep(locked, "set_lines", actor, day, "S0-38")


def propose_lines(
    session: AllotmentSession,
    *,
    actor: Actor,
    day: datetime.date,
    percent_ppm: int | None = None,
    seen_version: int | None = None,
) -> AllotmentSession:
    """Spread what is left of the ceilings over agreed lines in proportion to what is left of each, to the last rial.

    With `percent_ppm` at most that part of the agreed credit left is spread. Each project's share is parted by means
    as the centre parted its source. Lines that wait are replaced. Refuses `NothingToSpread`.
    """
    with transaction.atomic():
        locked = _writable_lines(session, actor, seen_version)
        made = _lines(locked, actor, _spread(locked, percent_ppm))
        if not made:
            raise NothingToSpread()
        locked.lines_drafted.filter(notice__isnull=True).delete()
        SessionLine.objects.bulk_create(made)
        return keep(locked, "propose_lines", actor, day, "S0-38")


def parts_by_source(session: AllotmentSession) -> dict[str, Counter[tuple[str, str, Any]]]:
    """How the centre parted each source by means: the amounts its notice gives to cash, to each bill, to advance."""
    parts: dict[str, Counter[tuple[str, str, Any]]] = {}
    rows = CentralAllotmentLine.objects.filter(central_id=session.central_id).select_related("source")
    for row in rows:
        parts.setdefault(row.source.code, Counter())[row.part] += row.amount_rial
    return parts


def _writable_lines(session: AllotmentSession, actor: Actor, seen_version: int | None) -> AllotmentSession:
    if session.state == "draft":
        return draft(session, ("draft",), Role.ALLOTMENT_SECRETARY, actor, seen_version)
    return draft(session, ("decided", "notified"), Role.CONSOLIDATION_EXPERT, actor, seen_version)


def _lines(session: AllotmentSession, actor: Actor, rows: Iterable[LineRow]) -> list[SessionLine]:
    wanted = list(rows)
    sources, chapters = coded(CreditSource, actor), coded(Chapter, actor)
    agencies = {one.code: one for one in Organisation.objects.filter(
        province=actor.province, code__in={row.agency for row in wanted})}  # fmt: skip
    projects = {one.code: one for one in Project.objects.filter(
        province=actor.province, code__in={row.project for row in wanted})}  # fmt: skip
    return [
        SessionLine(
            session=session,
            source=known(sources, row.source),
            county=row.county,
            chapter=known(chapters, row.chapter),
            programme=row.programme,
            agency=known(agencies, row.agency),
            project=known(projects, row.project),
            amount_rial=positive(row.amount_rial),
            **paid_with(row),
        )
        for row in wanted
    ]


def _spread(session: AllotmentSession, percent_ppm: int | None) -> list[LineRow]:
    left = queries.left_for(session)
    parts = parts_by_source(session)
    spread: list[LineRow] = []
    for (source, chapter), ceiling in sorted(left.ceiling.items()):
        points = {
            dims: amount
            for dims, amount in left.agreed.items()
            if (dims[0], dims[2]) == (source, chapter) and amount > 0
        }
        agreed = sum(points.values())
        total = min(ceiling, agreed)
        if percent_ppm is not None:
            total = min(total, agreed * percent_ppm // WHOLE_PPM)
        if total <= 0:
            continue
        for dims, share in share_out(total, points).items():
            for (means, symbol, due_on), amount in _parted(share, parts.get(source)):
                spread.append(LineRow._make((*dims, amount, means, symbol, due_on)))
    return spread


def _parted(share: Rial, parts: Counter[tuple[str, str, Any]] | None) -> list[tuple[tuple[str, str, Any], Rial]]:
    """A share divided as the centre divided the source; all of it in cash where the centre says nothing."""
    if not parts:
        return [((Means.CASH, "", None), share)] if share else []
    keys = sorted(parts, key=str)
    shares = share_out(share, {place: parts[key] for place, key in enumerate(keys)})
    return [(keys[place], amount) for place, amount in shares.items() if amount]
