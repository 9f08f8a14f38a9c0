"""Records the letters by which the centre tells the province of its credit (S0-11)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hamtaraz.budget.models import CreditSource
from hamtaraz.kernel import text
from hamtaraz.kernel.refusals import Missing, NotYours
from hamtaraz.kernel.rial import Rial
from hamtaraz.letters.refusals import RecordedBefore
from hamtaraz.notices.models import CreditNotice, NoticeKind, NoticeLine
from hamtaraz.notices.refusals import DayAhead, UnknownSource
from hamtaraz.people.actors import Actor
from hamtaraz.people.roles import Role
from hamtaraz.trail.record import record
from hamtaraz.workflow.refusals import NotFromHere
from hamtaraz.workflow.walker import begin, holds, lock, workflow_of

BASIS = "S0-11"


def record_central_notice(
    *,
    actor: Actor,
    day: datetime.date,
    number: str,
    dated_on: datetime.date,
    amounts_rial: Mapping[str, Rial],
    subject: str,
) -> CreditNotice:
    """Record a letter of the centre as a draft: `number` and `dated_on` are the letter's, `amounts_rial` whole rials by
    the code of the credit source (sources left out or zero are not in the letter).

    By the consolidation expert; another hand confirms it (`walker.take(notice, "issue", …)`). Refuses `NotYours`,
    `Missing`, `RecordedBefore`, `UnknownSource`, `DayAhead`. S0-11, S0-31.
    """
    notice = CreditNotice(
        province=actor.province, fiscal_year=actor.fiscal_year, kind=NoticeKind.CENTRAL, state="draft"
    )
    with transaction.atomic():
        write_letter(notice, actor, day, number=number, dated_on=dated_on, subject=subject)
        check_sources(actor, amounts_rial)
        notice.total_rial = sum(amounts_rial.values())
        begin(notice, "record", actor=actor, day=day, basis=BASIS)
        write_lines(notice, amounts_rial)
    return notice


def change_central_notice(
    notice: CreditNotice,
    *,
    actor: Actor,
    day: datetime.date,
    number: str,
    dated_on: datetime.date,
    amounts_rial: Mapping[str, Rial],
    subject: str,
    seen_version: int | None = None,
) -> CreditNotice:
    """Change a central notice that is still a draft; arguments as in `record_central_notice`.

    Refuses what that refuses, and `ChangedMeanwhile`, `NotFromHere`.
    """
    with transaction.atomic():
        locked = lock(notice, actor=actor, seen_version=seen_version)
        if locked.state != "draft" or locked.kind != NoticeKind.CENTRAL or locked.corrects_id:
            raise NotFromHere(state=workflow_of(locked).state(locked.state).label)
        write_letter(locked, actor, day, number=number, dated_on=dated_on, subject=subject)
        check_sources(actor, amounts_rial)
        locked.total_rial = sum(amounts_rial.values())
        locked.version += 1
        locked.save()
        locked.notice_lines.all().delete()
        write_lines(locked, amounts_rial)
        record(
            f"{locked.workflow_name}.change", actor=actor, day=day, basis=BASIS, subject_kind=locked.subject_kind,
            subject_id=locked.pk, subject_title=locked.title(),
        )  # fmt: skip
    return locked


def write_letter(
    notice: CreditNotice, actor: Actor, day: datetime.date, *, number: str, dated_on: datetime.date, subject: str
) -> None:
    """Put the centre's letter into an unsaved or locked notice; refuses what `record_central_notice` refuses of it."""
    if not holds(Role.CONSOLIDATION_EXPERT, notice, actor):
        raise NotYours()
    number, subject = text.clean(text.digits(number)), text.clean(subject)
    for label, value in ((_("Number of the letter"), number), (_("Subject"), subject)):
        if not value:
            raise Missing(field=label)
    if dated_on > day:
        raise DayAhead(dated_on=dated_on)
    same = CreditNotice.objects.filter(
        province=notice.province, fiscal_year=notice.fiscal_year, kind=NoticeKind.CENTRAL, letter_number=number,
        state__in=("draft", "issued"),
    )  # fmt: skip
    if same.exclude(pk__in=[notice.pk or 0, notice.corrects_id or 0]).exists():
        raise RecordedBefore(number=number)
    notice.letter_number, notice.letter_on, notice.about = number, dated_on, subject


def check_sources(actor: Actor, amounts_rial: Mapping[str, Rial], *, may_be_zero: bool = False) -> None:
    """Refuses a source the year does not know, and (unless a correction cancels) a letter without any amount."""
    known = set(
        CreditSource.objects.filter(province=actor.province, fiscal_year=actor.fiscal_year).values_list(
            "code", flat=True
        )
    )
    unknown = sorted(set(amounts_rial) - known)
    if unknown:
        raise UnknownSource(code=unknown[0])
    if not may_be_zero and not any(amounts_rial.values()):
        raise Missing(field=_("Amount"))


def write_lines(notice: CreditNotice, amounts_rial: Mapping[str, Rial]) -> None:
    """One line per source with an amount."""
    NoticeLine.objects.bulk_create(
        NoticeLine(province=notice.province, notice=notice, source=source, amount_rial=amount)
        for source, amount in amounts_rial.items()
        if amount
    )
