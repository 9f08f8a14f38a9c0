"""The second layer of a cell: what somebody changed beside the formula, why, and back again."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from hamtaraz.distribution.models import Distribution, DistributionCell
from hamtaraz.distribution.operations.editing import computed, keep, next_version, note_act
from hamtaraz.distribution.refusals import BelowZero, NoSuchCell, NothingAdjusted
from hamtaraz.kernel import text
from hamtaraz.kernel.refusals import Missing
from hamtaraz.kernel.rial import Rial
from hamtaraz.people.actors import Actor


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
    session: str = "",
    seen_version: int | None = None,
) -> Distribution:
    """Give one county another amount of one line, with a reason; the formula's amount stays beside it."""
    change = (source, programme, county, amount_rial)
    return adjust_cells(
        distribution, actor, day, changes=[change], reason=reason, session=session, seen_version=seen_version
    )


def adjust_cells(
    distribution: Distribution,
    actor: Actor,
    day: datetime.date,
    *,
    changes: Iterable[tuple[str, str, str, Rial]],
    reason: str,
    session: str = "",
    seen_version: int | None = None,
) -> Distribution:
    """Give cells (source, programme, county) other amounts in whole rials, in one act with one reason.

    `session` is the number of the session that asked for it, if one did.
    The residual of a line may stand until the distribution is proposed. Refuses `Missing` without a reason,
    `NoSuchCell`, `BelowZero`, `NothingAdjusted`, and everything while the distribution does not stand at "computed".
    """
    with transaction.atomic():
        locked = computed(distribution, actor, seen_version)
        why = text.clean(reason)
        if not why:
            raise Missing(field=_("Reason"))
        changed = _changed_cells(locked, list(changes))
        cells = [
            {"cell": f"{cell.line}/{cell.county}", "from": str(before), "to": str(cell.amount_rial)}
            for cell, before in changed
        ]
        act = note_act(locked, "adjust", actor, day, {"cells": cells, "session": text.clean(session)}, reason=why)
        for cell, _before in changed:
            cell.reason = why if cell.adjustment_rial else ""
            cell.session = text.clean(session)[:40] if cell.adjustment_rial else ""
            cell.adjusted_by_act = act if cell.adjustment_rial else None
        DistributionCell.objects.bulk_update(
            [cell for cell, _before in changed],
            ["adjustment_rial", "amount_rial", "reason", "session", "adjusted_by_act"],
        )
        _keep_in_scenario(locked)
        return next_version(locked)


def restore_formula(
    distribution: Distribution, actor: Actor, day: datetime.date, seen_version: int | None = None
) -> Distribution:
    """Take every adjustment back: each cell is what the formula gave. Refuses `NothingAdjusted` where it is already."""
    return _restore(distribution, actor, day, seen_version, {})


def restore_cell(
    distribution: Distribution,
    actor: Actor,
    day: datetime.date,
    *,
    source: str,
    programme: str,
    county: str,
    seen_version: int | None = None,
) -> Distribution:
    """Take the adjustment of one cell back. Refuses `NothingAdjusted` where it is what the formula gave already."""
    one = {"line__source": source, "line__programme": programme, "county": county}
    return _restore(distribution, actor, day, seen_version, one)


def _restore(
    distribution: Distribution, actor: Actor, day: datetime.date, seen_version: int | None, which: dict[str, str]
) -> Distribution:
    with transaction.atomic():
        locked = computed(distribution, actor, seen_version)
        rows = locked.cells.filter(**which).exclude(adjustment_rial=0).values_list("pk", flat=True)
        count = DistributionCell.objects.filter(pk__in=list(rows)).update(
            adjustment_rial=0, amount_rial=F("formula_rial"), reason="", session="", adjusted_by_act=None
        )
        if not count:
            raise NothingAdjusted()
        _keep_in_scenario(locked)
        return keep(locked, "restore", actor, day, {"cells": count, **which})


def _keep_in_scenario(locked: Distribution) -> None:
    """The chosen scenario keeps its adjustments, so that choosing another and coming back loses nothing."""
    scenario = locked.scenario
    scenario.adjustments = [
        {"line": str(cell.line), "county": cell.county, "delta_rial": str(cell.adjustment_rial),
         "reason": cell.reason, "session": cell.session, "act": str(cell.adjusted_by_act or "")}
        for cell in locked.cells.exclude(adjustment_rial=0).select_related("line").order_by("line", "county")
    ]  # fmt: skip
    scenario.save(update_fields=["adjustments"])


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
