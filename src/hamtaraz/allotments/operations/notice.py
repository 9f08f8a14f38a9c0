"""A drafted notice is changed, and the numbered correction of an issued one is drafted (S0-39)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from hamtaraz.allotments.models import AllotmentNotice, SessionLine
from hamtaraz.allotments.operations.drafts import asks, check_correctable, draft, keep
from hamtaraz.allotments.operations.rows import positive
from hamtaraz.allotments.refusals import NoLines
from hamtaraz.kernel import text
from hamtaraz.kernel.refusals import Missing
from hamtaraz.kernel.rial import Rial
from hamtaraz.people.actors import Actor
from hamtaraz.people.roles import Role
from hamtaraz.trail.record import record
from hamtaraz.workflow.walker import begin, lock


def draft_correction(notice: AllotmentNotice, *, actor: Actor, day: datetime.date, reason: str) -> AllotmentNotice:
    """Draft the numbered correction of an issued notice, with its lines to change; issued, it sets that notice aside.

    Refuses `Missing` without a reason, `CorrectionWaits`, `NotFromHere`.
    """
    asks(actor, Role.CONSOLIDATION_EXPERT)
    if not reason.strip():
        raise Missing(field=_("Reason"))
    with transaction.atomic():
        wrong = lock(notice, actor=actor, seen_version=None)
        check_correctable(wrong, ("issued", "acknowledged"))
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
        locked = draft(notice, ("draft",), Role.CONSOLIDATION_EXPERT, actor, seen_version)
        lines = list(locked.rows.all())
        kept = [line for line in lines if amounts.get(line.pk, line.amount_rial)]
        if not kept:
            raise NoLines()
        for line in kept:
            line.amount_rial = positive(amounts.get(line.pk, line.amount_rial))
        locked.rows.exclude(pk__in=[line.pk for line in kept]).delete()
        SessionLine.objects.bulk_update(kept, ["amount_rial"])
        return keep(locked, "revise", actor, day, "S0-39")
