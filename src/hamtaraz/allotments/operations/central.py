"""The centre's allotment notice is recorded, revised until it is confirmed, and corrected by another (S0-22)."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from hamtaraz.allotments.models import CentralAllotment, CentralAllotmentLine
from hamtaraz.allotments.operations.drafts import asks, check_correctable, draft, keep
from hamtaraz.allotments.operations.rows import CentralRow, known, paid_with, positive
from hamtaraz.allotments.refusals import NoLines
from hamtaraz.budget.models import CreditSource
from hamtaraz.kernel import text
from hamtaraz.kernel.refusals import Missing
from hamtaraz.letters.refusals import RecordedBefore
from hamtaraz.people.actors import Actor
from hamtaraz.people.roles import Role
from hamtaraz.workflow.walker import begin, lock


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
    Refuses `RecordedBefore`, `NoLines`, `BillUnnamed`, `UnknownCode`, `AmountNotPositive`, `CorrectionWaits`.
    """
    asks(actor, Role.CONSOLIDATION_EXPERT)
    with transaction.atomic():
        if corrects is not None:
            check_correctable(lock(corrects, actor=actor, seen_version=None), ("confirmed",))
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
        locked = draft(central, ("draft",), Role.CONSOLIDATION_EXPERT, actor, seen_version)
        _write_head(locked, number, dated_on, subject)
        locked.rows.all().delete()
        _write_central_lines(locked, lines)
        return keep(locked, "revise", actor, day, "S0-22")


def _write_head(central: CentralAllotment, number: str, dated_on: datetime.date, subject: str) -> None:
    if not text.clean(number):
        raise Missing(field=_("Number"))
    others = CentralAllotment.objects.filter(
        province=central.province, fiscal_year=central.fiscal_year, number=text.clean(number)
    ).exclude(pk__in=[pk for pk in (central.pk, central.corrects_id) if pk])
    if others.exclude(state__in=("corrected", "withdrawn")).exists():
        raise RecordedBefore(number=number)
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
            source=known(sources, row.source),
            amount_rial=positive(row.amount_rial),
            percent=text.clean(row.percent),
            **paid_with(row),
        )
        for place, row in enumerate(map(CentralRow._make, lines), 1)
    )
