"""The verbs of the room: start, set lines and weights, compute, adjust, and what the Council decides."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from hamtaraz.budget.models import CreditSource, Programme
from hamtaraz.distribution import papers
from hamtaraz.distribution.models import Distribution, DistributionCell, DistributionLine, ProvinceLine
from hamtaraz.distribution.queries.reckoning import INDICATORS
from hamtaraz.distribution.refusals import (
    BelowZero,
    Locked,
    NoSuchCell,
    NothingAdjusted,
    NotProvinceWide,
    TwiceInList,
    UnknownCode,
)
from hamtaraz.distribution.workflow import DISTRIBUTION
from hamtaraz.kernel import text
from hamtaraz.kernel.percent import WHOLE_PPM
from hamtaraz.kernel.refusals import Missing, NotYours
from hamtaraz.kernel.rial import Rial
from hamtaraz.law.index_model import IndicatorUnknown, WeightNegative, WeightsDoNotAddUp
from hamtaraz.people.actors import Actor
from hamtaraz.people.roles import Role
from hamtaraz.projects.models import Origin, Project
from hamtaraz.trail.record import record
from hamtaraz.workflow import walker
from hamtaraz.workflow.refusals import NotFromHere
from hamtaraz.workflow.tasks import close_tasks
from hamtaraz.workflow.walker import Taken

EXPERT = Role.CONSOLIDATION_EXPERT
BASIS = "S0-12"


def start_distribution(actor: Actor, day: datetime.date, title: str) -> Distribution:
    """Begin a distribution of the credit received and not yet shared out, with the usual weights (S0-12).

    Refuses `NotYours` to all but an expert of the Consolidation group, and `Missing` without a title.
    """
    if actor.role != EXPERT:
        raise NotYours()
    heading = text.clean(title)
    if not heading:
        raise Missing(field=_("Title"))
    begun = Distribution(province=actor.province, fiscal_year=actor.fiscal_year, heading=heading)
    with transaction.atomic():
        taken = walker.begin(begun, "start", actor=actor, day=day, basis=BASIS)
        close_tasks(f"prepare_distribution:{actor.fiscal_year}", actor=actor, act=taken.act, day=day)
    return taken.subject


def set_lines(
    distribution: Distribution,
    actor: Actor,
    day: datetime.date,
    lines: Iterable[tuple[str, str, str, Rial]],
    seen_version: int | None = None,
) -> Distribution:
    """Put `lines` (source, chapter, programme, county part in whole rials) in the place of those that stand there.

    A line of zero rials has nothing to share out and is left out. A computed distribution goes back to draft.
    Refuses `UnknownCode`, `TwiceInList`, `BelowZero`, and what `_open` refuses.
    """
    with transaction.atomic():
        locked = _open(distribution, actor, day, seen_version)
        kept = _checked_lines(locked, list(lines))
        locked.budget_lines.all().delete()
        DistributionLine.objects.bulk_create(
            DistributionLine(distribution=locked, source=source, chapter=chapter, programme=programme,
                             county_part_rial=amount, position=position)
            for position, (source, chapter, programme, amount) in enumerate(kept, 1)
        )  # fmt: skip
        total = sum(amount for *_codes, amount in kept)
        return _save(locked, "set_lines", actor, day, {"lines": len(kept), "total_rial": str(total)})


def set_province_lines(
    distribution: Distribution,
    actor: Actor,
    day: datetime.date,
    rows: Iterable[tuple[str, str, Rial]],
    seen_version: int | None = None,
) -> Distribution:
    """Put `rows` (project code, source, whole rials) in the place of the province-wide projects there (S0-43).

    A row of zero rials is left out. A computed distribution goes back to draft. Refuses `UnknownCode`,
    `NotProvinceWide`, `TwiceInList`, `BelowZero`, and what `_open` refuses.
    """
    with transaction.atomic():
        locked = _open(distribution, actor, day, seen_version)
        kept = _checked_projects(locked, list(rows))
        locked.province_lines.all().delete()
        ProvinceLine.objects.bulk_create(
            ProvinceLine(distribution=locked, project=project, source=source, amount_rial=amount)
            for project, source, amount in kept
        )
        total = sum(amount for *_names, amount in kept)
        return _save(locked, "set_province_lines", actor, day, {"projects": len(kept), "total_rial": str(total)})


def set_weights(
    distribution: Distribution,
    actor: Actor,
    day: datetime.date,
    weights_ppm: Mapping[str, int],
    indicator_year: int | None = None,
    seen_version: int | None = None,
) -> Distribution:
    """Weigh population, area and unemployment, in parts per million that add up to a whole.

    A computed distribution goes back to draft. Refuses `IndicatorUnknown`, `WeightNegative`, `WeightsDoNotAddUp`,
    and what `_open` refuses.
    """
    with transaction.atomic():
        locked = _open(distribution, actor, day, seen_version)
        check_weights(weights_ppm)
        locked.weights_ppm = dict(weights_ppm)
        locked.indicator_year = indicator_year or locked.indicator_year
        told = {key: str(weight) for key, weight in weights_ppm.items()}
        return _save(locked, "set_weights", actor, day, {"weights_ppm": told, "year": locked.indicator_year})


def check_weights(weights_ppm: Mapping[str, int]) -> None:
    """Refuse weights that are not those of the model's indicators, or that do not add up to a whole."""
    for key in sorted(set(weights_ppm) ^ set(INDICATORS)):
        raise IndicatorUnknown(indicator=key)
    for key, weight in weights_ppm.items():
        if weight < 0:
            raise WeightNegative(indicator=str(INDICATORS[key]))
    whole = sum(weights_ppm.values())
    if whole != WHOLE_PPM:
        raise WeightsDoNotAddUp(sum_ppm=whole, difference_ppm=abs(WHOLE_PPM - whole))


def compute(
    distribution: Distribution, actor: Actor, day: datetime.date, seen_version: int | None = None
) -> Distribution:
    """Share every line among the counties by the model and freeze the working: the step "compute" of the table."""
    return walker.take(distribution, "compute", actor=actor, day=day, seen_version=seen_version).subject


def adjust_cell(
    distribution: Distribution,
    actor: Actor,
    day: datetime.date,
    *,
    source: str,
    programme: str,
    county: str,
    amount_rial: Rial,
    reason: str,
    seen_version: int | None = None,
) -> Distribution:
    """Give one county another amount of one line, with a reason; the formula's amount stays beside it."""
    change = (source, programme, county, amount_rial)
    return adjust_cells(distribution, actor, day, changes=[change], reason=reason, seen_version=seen_version)


def adjust_cells(
    distribution: Distribution,
    actor: Actor,
    day: datetime.date,
    *,
    changes: Iterable[tuple[str, str, str, Rial]],
    reason: str,
    seen_version: int | None = None,
) -> Distribution:
    """Give cells (source, programme, county) other amounts in whole rials, in one act with one reason.

    The residual of a line may stand until the distribution is proposed. Refuses `Missing` without a reason,
    `NoSuchCell`, `BelowZero`, `NothingAdjusted`, and everything while the distribution does not stand at "computed".
    """
    with transaction.atomic():
        locked = _computed(distribution, actor, seen_version)
        why = text.clean(reason)
        if not why:
            raise Missing(field=_("Reason"))
        changed = _changed_cells(locked, list(changes))
        told = [
            {"cell": f"{cell.line}/{cell.county}", "from": str(before), "to": str(cell.amount_rial)}
            for cell, before in changed
        ]
        act = _record(locked, "adjust", actor, day, {"cells": told}, reason=why)
        for cell, _before in changed:
            cell.reason = why if cell.adjustment_rial else ""
            cell.adjusted_by_act = act if cell.adjustment_rial else None
        DistributionCell.objects.bulk_update(
            [cell for cell, _before in changed], ["adjustment_rial", "amount_rial", "reason", "adjusted_by_act"]
        )
        return _next_version(locked)


def restore_formula(
    distribution: Distribution, actor: Actor, day: datetime.date, seen_version: int | None = None
) -> Distribution:
    """Take every adjustment back: each cell is what the formula gave. Refuses `NothingAdjusted` where it is already."""
    with transaction.atomic():
        locked = _computed(distribution, actor, seen_version)
        count = (
            locked.cells.exclude(adjustment_rial=0)
            .update(adjustment_rial=0, amount_rial=F("formula_rial"), reason="", adjusted_by_act=None)
        )  # fmt: skip
        if not count:
            raise NothingAdjusted()
        _record(locked, "restore", actor, day, {"cells": count})
        return _next_version(locked)


def approve_by_resolution(
    distribution: Distribution,
    actor: Actor,
    day: datetime.date,
    resolution_number: str,
    session_number: str,
    held_on: datetime.date,
) -> Taken[Distribution]:
    """Record the Council's approval: post every cell and project in one call, lock, and issue the table (S0-13, INV-01).

    Called by the room of the Council, by its secretary. Refuses what the step "approve" and the book refuse.
    """
    given = {"resolution_number": resolution_number, "session_number": session_number, "held_on": held_on}
    with transaction.atomic():
        taken = walker.take(distribution, "approve", actor=actor, day=day, given=given)
        if taken.subject.cells.exists():  # province-wide projects alone make no table
            papers.issue_table(taken.subject, actor=actor, act=taken.act, day=day)
    return taken


def return_by_resolution(
    distribution: Distribution,
    actor: Actor,
    day: datetime.date,
    resolution_number: str,
    session_number: str,
    held_on: datetime.date,
    reason: str,
) -> Taken[Distribution]:
    """Record that the Council sent the distribution back, with its reason: it stands at "computed" again (S0-?7)."""
    given = {
        "resolution_number": resolution_number,
        "session_number": session_number,
        "held_on": held_on,
        "reason": reason,
    }
    return walker.take(distribution, "decline", actor=actor, day=day, given=given)


def _open(distribution: Distribution, actor: Actor, day: datetime.date, seen_version: int | None) -> Distribution:
    """Lock a distribution for editing; a computed one goes back to draft with its own act.

    Refuses `ChangedMeanwhile`, `NotYours`, `Locked` after the Council's approval, `NotFromHere` while others review it.
    """
    locked = _locked(distribution, actor, seen_version)
    if locked.state == "computed":
        return walker.take(locked, "revise", actor=actor, day=day).subject
    if locked.state != "draft":
        raise NotFromHere(state=DISTRIBUTION.state(locked.state).label)
    return locked


def _computed(distribution: Distribution, actor: Actor, seen_version: int | None) -> Distribution:
    """Lock a distribution whose cells may be adjusted; refuses the same, and `NotFromHere` before it is computed."""
    locked = _locked(distribution, actor, seen_version)
    if locked.state != "computed":
        raise NotFromHere(state=DISTRIBUTION.state(locked.state).label)
    return locked


def _locked(distribution: Distribution, actor: Actor, seen_version: int | None) -> Distribution:
    locked = walker.lock(distribution, actor=actor, seen_version=seen_version)
    if not walker.holds(EXPERT, locked, actor):
        raise NotYours()
    if locked.state == "approved":
        raise Locked(title=locked.heading, resolution=locked.resolution_number)
    return locked


def _save(locked: Distribution, verb: str, actor: Actor, day: datetime.date, details: dict[str, Any]) -> Distribution:
    _record(locked, verb, actor, day, details)
    return _next_version(locked)


def _next_version(locked: Distribution) -> Distribution:
    locked.version += 1
    locked.save()
    return locked


def _record(
    locked: Distribution, verb: str, actor: Actor, day: datetime.date, details: dict[str, Any], reason: str = ""
) -> int:
    return record(
        f"distribution.{verb}",
        actor=actor,
        day=day,
        basis=BASIS,
        subject_kind=locked.subject_kind,
        subject_id=locked.pk,
        subject_title=locked.heading,
        reason=reason,
        details=details,
    )


def _sources(distribution: Distribution) -> dict[str, CreditSource]:
    rows = CreditSource.objects.filter(province=distribution.province, fiscal_year=distribution.fiscal_year)
    return {row.code: row for row in rows}


def _checked_lines(
    distribution: Distribution, lines: list[tuple[str, str, str, Rial]]
) -> list[tuple[str, str, str, Rial]]:
    """The lines that hold an amount, each of them known to the year's classification, none twice."""
    sources = _sources(distribution)
    programmes = {
        row.code: row
        for row in Programme.objects.filter(
            province=distribution.province, fiscal_year=distribution.fiscal_year
        ).select_related("chapter")
    }
    seen = set()
    for source, chapter, programme, amount in lines:
        _known(source, sources, _("Source"))
        _known(programme, programmes, _("Programme"))
        if programmes[programme].chapter.code != chapter:
            raise UnknownCode(code=chapter, what=_("Chapter"))
        name = f"{programmes[programme]}، {sources[source]}"
        if amount < 0:
            raise BelowZero(name=name)
        if (source, programme) in seen:
            raise TwiceInList(name=name)
        seen.add((source, programme))
    return [line for line in lines if line[3]]


def _checked_projects(distribution: Distribution, rows: list[tuple[str, str, Rial]]) -> list[tuple[Project, str, Rial]]:
    """The rows that hold an amount with their projects, all of them province-wide, none twice of a source."""
    sources = _sources(distribution)
    wanted = {code for code, _source, _amount in rows}
    projects = {row.code: row for row in Project.objects.filter(province=distribution.province, code__in=wanted)}
    seen = set()
    for code, source, amount in rows:
        _known(source, sources, _("Source"))
        _known(code, projects, _("Project"))
        project = projects[code]
        if project.origin != Origin.PROVINCE or project.county_id:
            raise NotProvinceWide(title=project.title)
        if amount < 0:
            raise BelowZero(name=project.title)
        if (code, source) in seen:
            raise TwiceInList(name=f"{project.title}، {sources[source]}")
        seen.add((code, source))
    return [(projects[code], source, amount) for code, source, amount in rows if amount]


def _known(code: str, rows: Mapping[str, object], what: object) -> None:
    if code not in rows:
        raise UnknownCode(code=code, what=what)


def _changed_cells(
    distribution: Distribution, changes: list[tuple[str, str, str, Rial]]
) -> list[tuple[DistributionCell, Rial]]:
    """The cells whose amount changes, with what they held before; the new amount is already in them, unsaved."""
    wanted = {county for _source, _programme, county, _amount in changes}
    cells = {
        (cell.line.source, cell.line.programme, cell.county): cell
        for cell in distribution.cells.filter(county__in=wanted).select_related("line")
    }
    changed = []
    for source, programme, county, amount in changes:
        cell = cells.get((source, programme, county))
        if cell is None:
            raise NoSuchCell(line=f"{source}/{programme}", county=county)
        if amount < 0:
            raise BelowZero(name=f"{cell.line}/{county}")
        if amount != cell.amount_rial:
            changed.append((cell, cell.amount_rial))
            cell.amount_rial, cell.adjustment_rial = amount, amount - cell.formula_rial
    if not changed:
        raise NothingAdjusted()
    return changed
