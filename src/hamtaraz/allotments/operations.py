"""What else may be done with allotments: record the centre's notice, hold a session, write ceilings and lines, correct."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from hamtaraz.allotments import queries
from hamtaraz.allotments.models import (
    AllotmentNotice,
    AllotmentSession,
    Ceiling,
    CentralAllotment,
    CentralAllotmentLine,
    Means,
    SessionLine,
)
from hamtaraz.allotments.refusals import (
    AmountNotPositive,
    BeingCorrected,
    BillUnnamed,
    NoLines,
    NothingToSpread,
    NumberTaken,
    Twice,
    UnknownCode,
)
from hamtaraz.allotments.workflow.effects import convene_key
from hamtaraz.budget.models import Chapter, CreditSource
from hamtaraz.kernel import text
from hamtaraz.kernel.refusals import Missing, NotYours
from hamtaraz.kernel.rial import Rial
from hamtaraz.law.share_out import share_out
from hamtaraz.letters.operations import next_number
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Organisation
from hamtaraz.people.roles import Role
from hamtaraz.projects.models import Project
from hamtaraz.trail.record import record
from hamtaraz.workflow.models import Subject
from hamtaraz.workflow.refusals import NotFromHere
from hamtaraz.workflow.tasks import close_tasks
from hamtaraz.workflow.walker import begin, lock, workflow_of


class CentralRow(NamedTuple):
    """A line of the centre's notice: source code, whole rials, means, and the bill's symbol and due day."""

    source: str
    amount_rial: Rial
    means: str = Means.CASH
    symbol: str = ""
    due_on: datetime.date | None = None
    percent: str = ""


class CeilingRow(NamedTuple):
    """A ceiling: source code, chapter code, whole rials."""

    source: str
    chapter: str
    amount_rial: Rial


class LineRow(NamedTuple):
    """A line: the codes of the agreed credit it rests on (`county` empty for the province), whole rials, means, bill."""

    source: str
    county: str
    chapter: str
    programme: str
    agency: str
    project: str
    amount_rial: Rial
    means: str = Means.CASH
    symbol: str = ""
    due_on: datetime.date | None = None


class Member(NamedTuple):
    """A seat of the Committee at a session (domain.md 2.1)."""

    title: str
    organisation: str
    voting: bool = True
    present: bool = True


def record_central_allotment(
    actor: Actor,
    day: datetime.date,
    *,
    number: str,
    dated_on: datetime.date,
    subject: str,
    lines: Sequence[CentralRow],
    corrects: CentralAllotment | None = None,
) -> CentralAllotment:
    """Record the centre's allotment notice (S0-22); it counts when the head of the group has confirmed it.

    With `corrects` it is the numbered correction of a confirmed notice, which is set aside when this is confirmed.
    Refuses `NumberTaken`, `NoLines`, `BillUnnamed`, `UnknownCode`, `AmountNotPositive`, `BeingCorrected`.
    """
    _asks(actor, Role.CONSOLIDATION_EXPERT)
    with transaction.atomic():
        if corrects is not None:
            _check_correctable(lock(corrects, actor=actor, seen_version=None), ("confirmed",))
        central = CentralAllotment(province=actor.province, fiscal_year=actor.fiscal_year, corrects=corrects)
        _write_head(central, number, dated_on, subject)
        central.save()
        _write_central_lines(central, lines)
        return begin(central, "record", actor=actor, day=day, basis="S0-22").subject


def revise_central_allotment(
    central: CentralAllotment,
    *,
    actor: Actor,
    day: datetime.date,
    number: str,
    dated_on: datetime.date,
    subject: str,
    lines: Sequence[CentralRow],
    seen_version: int | None = None,
) -> CentralAllotment:
    """Write a recorded notice anew before it is confirmed; refuses as `record_central_allotment`, and `ChangedMeanwhile`."""
    with transaction.atomic():
        locked = _draft(central, ("draft",), Role.CONSOLIDATION_EXPERT, actor, seen_version)
        _write_head(locked, number, dated_on, subject)
        locked.rows.all().delete()
        _write_central_lines(locked, lines)
        return _keep(locked, "revise", actor, day, "S0-22")


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
    _asks(actor, Role.ALLOTMENT_SECRETARY)
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
        locked = _draft(session, ("draft",), Role.ALLOTMENT_SECRETARY, actor, seen_version)
        locked.central = central or locked.central
        _write_session(locked, held_on, place, attendance)
        return _keep(locked, "revise", actor, day, "S0-38")


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
        locked = _draft(session, ("draft",), Role.ALLOTMENT_SECRETARY, actor, seen_version)
        sources, chapters = _coded(CreditSource, actor), _coded(Chapter, actor)
        made: dict[tuple[str, str], Ceiling] = {}
        for row in map(CeilingRow._make, rows):
            source, chapter = _known(sources, row.source), _known(chapters, row.chapter)
            if (row.source, row.chapter) in made:
                raise Twice(chapter=str(chapter), source=str(source))
            made[row.source, row.chapter] = Ceiling(
                session=locked, source=source, chapter=chapter, amount_rial=_positive(row.amount_rial)
            )
        locked.ceilings.all().delete()
        Ceiling.objects.bulk_create(made.values())
        return _keep(locked, "set_ceilings", actor, day, "S0-38")


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
        return _keep(locked, "set_lines", actor, day, "S0-38")


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
        return _keep(locked, "propose_lines", actor, day, "S0-38")


def draft_correction(
    notice: AllotmentNotice, *, actor: Actor, day: datetime.date, reason: str
) -> AllotmentNotice:
    """Draft the numbered correction of an issued notice, with its lines to change; issued, it sets that notice aside.

    Refuses `Missing` without a reason, `BeingCorrected`, `NotFromHere`.
    """
    _asks(actor, Role.CONSOLIDATION_EXPERT)
    if not reason.strip():
        raise Missing(field=_("Reason"))
    with transaction.atomic():
        wrong = lock(notice, actor=actor, seen_version=None)
        _check_correctable(wrong, ("issued", "acknowledged"))
        correction = AllotmentNotice(
            province=wrong.province,
            fiscal_year=wrong.fiscal_year,
            session=wrong.session,
            agency=wrong.agency,
            corrects=wrong,
        )
        correction.save()
        copies = list(wrong.rows.all())
        for line in copies:
            line.pk, line.notice, line.agreed_rial, line.before_rial = None, correction, None, None
        SessionLine.objects.bulk_create(copies)
        begun = begin(correction, "draft", actor=actor, day=day, basis="S0-39")
        record(
            "allotment_notice.draft_correction",
            actor=actor,
            day=day,
            basis="S0-39",
            subject_kind=wrong.subject_kind,
            subject_id=wrong.pk,
            subject_title=wrong.title(),
            reason=text.clean_lines(reason),
            details={"correction": correction.pk},
        )
        return begun.subject


def revise_notice(
    notice: AllotmentNotice,
    *,
    actor: Actor,
    day: datetime.date,
    amounts: Mapping[int, Rial],
    seen_version: int | None = None,
) -> AllotmentNotice:
    """Change amounts of a drafted notice by the keys of its lines; a line at 0 is taken out.

    Refuses `NoLines` when nothing would be left, `ChangedMeanwhile`.
    """
    with transaction.atomic():
        locked = _draft(notice, ("draft",), Role.CONSOLIDATION_EXPERT, actor, seen_version)
        lines = list(locked.rows.all())
        kept = [line for line in lines if amounts.get(line.pk, line.amount_rial)]
        if not kept:
            raise NoLines()
        for line in kept:
            line.amount_rial = _positive(amounts.get(line.pk, line.amount_rial))
        locked.rows.exclude(pk__in=[line.pk for line in kept]).delete()
        SessionLine.objects.bulk_update(kept, ["amount_rial"])
        return _keep(locked, "revise", actor, day, "S0-39")


# --- how drafts are kept -----------------------------------------------------------------------


def _asks(actor: Actor, role: Role) -> None:
    if actor.role != role:
        raise NotYours()


def _draft[S: Subject](
    subject: S, states: tuple[str, ...], role: str, actor: Actor, seen_version: int | None
) -> S:
    """The subject, locked, if it stands in one of `states` and the actor holds the role that writes it."""
    locked = lock(subject, actor=actor, seen_version=seen_version)
    if locked.state not in states:
        raise NotFromHere(state=workflow_of(locked).state(locked.state).label)
    _asks(actor, Role(role))
    return locked


def _keep[S: Subject](subject: S, verb: str, actor: Actor, day: datetime.date, basis: str) -> S:
    subject.version += 1
    subject.save()
    record(
        f"{workflow_of(subject).name}.{verb}",
        actor=actor,
        day=day,
        basis=basis,
        subject_kind=subject.subject_kind,
        subject_id=subject.pk,
        subject_title=subject.title(),
    )
    return subject


def _writable_lines(session: AllotmentSession, actor: Actor, seen_version: int | None) -> AllotmentSession:
    draft = session.state == "draft"
    role = Role.ALLOTMENT_SECRETARY if draft else Role.CONSOLIDATION_EXPERT
    return _draft(session, ("draft",) if draft else ("decided", "notified"), role, actor, seen_version)


def _check_correctable(subject: CentralAllotment | AllotmentNotice, states: tuple[str, ...]) -> None:
    if type(subject).objects.filter(corrects_id=subject.pk).exists():
        raise BeingCorrected()
    if subject.state not in states:
        raise NotFromHere(state=workflow_of(subject).state(subject.state).label)


# --- how rows are read -------------------------------------------------------------------------


def _write_head(central: CentralAllotment, number: str, dated_on: datetime.date, subject: str) -> None:
    if not text.clean(number):
        raise Missing(field=_("Number"))
    others = CentralAllotment.objects.filter(
        province=central.province, fiscal_year=central.fiscal_year, number=text.clean(number)
    ).exclude(pk__in=[pk for pk in (central.pk, central.corrects_id) if pk])
    if others.exclude(state__in=("corrected", "withdrawn")).exists():
        raise NumberTaken(number=number)
    central.number, central.dated_on, central.subject = text.clean(number), dated_on, text.clean(subject)


def _write_central_lines(central: CentralAllotment, lines: Sequence[CentralRow]) -> None:
    if not lines:
        raise NoLines()
    sources = {row.code: row for row in CreditSource.objects.filter(
        province=central.province, fiscal_year=central.fiscal_year)}  # fmt: skip
    CentralAllotmentLine.objects.bulk_create(
        CentralAllotmentLine(
            central=central,
            place=place,
            source=_known(sources, row.source),
            amount_rial=_positive(row.amount_rial),
            percent=text.clean(row.percent),
            **_paid_with(row),
        )
        for place, row in enumerate(map(CentralRow._make, lines), 1)
    )


def _write_session(
    session: AllotmentSession, held_on: datetime.date, place: str, attendance: Sequence[Member]
) -> None:
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


def _lines(session: AllotmentSession, actor: Actor, rows: Iterable[LineRow]) -> list[SessionLine]:
    wanted = list(rows)
    sources, chapters = _coded(CreditSource, actor), _coded(Chapter, actor)
    agencies = {one.code: one for one in Organisation.objects.filter(
        province=actor.province, code__in={row.agency for row in wanted})}  # fmt: skip
    projects = {one.code: one for one in Project.objects.filter(
        province=actor.province, code__in={row.project for row in wanted})}  # fmt: skip
    return [
        SessionLine(
            session=session,
            source=_known(sources, row.source),
            county=row.county,
            chapter=_known(chapters, row.chapter),
            programme=row.programme,
            agency=_known(agencies, row.agency),
            project=_known(projects, row.project),
            amount_rial=_positive(row.amount_rial),
            **_paid_with(row),
        )
        for row in wanted
    ]


def _paid_with(row: CentralRow | LineRow) -> dict[str, Any]:
    means, symbol = Means(row.means), text.clean(row.symbol)
    if means == Means.TREASURY_BILL and not (symbol and row.due_on):
        raise BillUnnamed()
    return {"means": means, "symbol": symbol, "due_on": row.due_on}


def _coded(model: Any, actor: Actor) -> dict[str, Any]:
    rows = model.objects.filter(province=actor.province, fiscal_year=actor.fiscal_year)
    return {row.code: row for row in rows}


def _known(found: Mapping[str, Any], code: str) -> Any:
    if code not in found:
        raise UnknownCode(code=code)
    return found[code]


def _positive(amount_rial: Rial) -> Rial:
    if amount_rial <= 0:
        raise AmountNotPositive()
    return amount_rial


# --- how a ceiling is spread -------------------------------------------------------------------


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
            total = min(total, agreed * percent_ppm // queries.WHOLE_PPM)
        if total <= 0:
            continue
        for dims, share in share_out(total, points).items():
            for (means, symbol, due_on), amount in _parted(share, parts.get(source)):
                spread.append(LineRow(*dims, amount, means, symbol, due_on))
    return spread


def parts_by_source(session: AllotmentSession) -> dict[str, Counter[tuple[str, str, Any]]]:
    """How the centre parted each source by means: the amounts its notice gives to cash, to each bill, to advance."""
    parts: dict[str, Counter[tuple[str, str, Any]]] = {}
    rows = CentralAllotmentLine.objects.filter(central_id=session.central_id).select_related("source")
    for row in rows:
        parts.setdefault(row.source.code, Counter())[row.part] += row.amount_rial
    return parts


def _parted(share: Rial, parts: Counter[tuple[str, str, Any]] | None) -> list[tuple[tuple[str, str, Any], Rial]]:
    """A share divided as the centre divided the source; all of it in cash where the centre says nothing."""
    if not parts:
        return [((Means.CASH, "", None), share)] if share else []
    keys = sorted(parts, key=str)
    shares = share_out(share, {place: parts[key] for place, key in enumerate(keys)})
    return [(keys[place], amount) for place, amount in shares.items() if amount]
