"""Presents the slips of what a municipality or dehyari pays itself."""

from __future__ import annotations

import datetime

from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hamtaraz.grants.models import DepositSlip
from hamtaraz.grants.queries.amounts import OTHER_UNITS
from hamtaraz.grants.queries.deposits import deposited_rial
from hamtaraz.grants.refusals.deposits import SlipAhead, SlipBeyondContribution, SlipInAnotherUnit, SlipTwice
from hamtaraz.kernel import text
from hamtaraz.kernel.refusals import Missing, NotYours
from hamtaraz.kernel.rial import Rial
from hamtaraz.letters.operations import attach
from hamtaraz.people.actors import Actor
from hamtaraz.trail.record import record
from hamtaraz.workflow import walker
from hamtaraz.workflow.models import Subject
from hamtaraz.workflow.refusals import NotFromHere
from hamtaraz.workflow.walker import workflow_of

WAITS = "announced"
"""The state in which a subject waits for its slips; the step `deposit` leads on from it."""


def present_slip[S: Subject](
    subject: S,
    actor: Actor,
    day: datetime.date,
    *,
    number: str,
    paid_on: datetime.date,
    amount_rial: Rial,
    name: str,
    content: bytes,
) -> S:
    """Present a deposit slip with its scan (PDF or photo); the slip that completes what is due ends the waiting.

    The subject has a `recipient` and `due_rial`. `number` is the bank's, `paid_on` the day on the slip, `amount_rial`
    in whole rials, `name` and `content` the file. Refuses `NotYours`, `NotFromHere`, `SlipTwice`,
    `SlipBeyondContribution`, `SlipInAnotherUnit`, `SlipAhead`, and a file that is no scan (S4-035, S4-045, S4-099).
    """
    cleaned = text.digits(text.clean(number))
    if not cleaned:
        raise Missing(field=_("Number of the slip"))
    if paid_on > day:
        raise SlipAhead(paid_on=paid_on)
    with transaction.atomic():
        locked = walker.lock(subject, actor=actor, seen_version=None)
        if not actor.is_recipient or not walker.holds(actor.role, locked, actor):
            raise NotYours()
        if locked.state != WAITS:
            raise NotFromHere(state=workflow_of(locked).state(locked.state).label)
        _refuse_twice(locked.province, cleaned)
        due = (locked.due_rial or 0) - deposited_rial(locked)  # type: ignore[attr-defined]
        if not 0 < amount_rial <= due:
            raise SlipBeyondContribution(amount_rial=amount_rial, due_rial=due)
        if due in (amount_rial * unit for unit in OTHER_UNITS):
            raise SlipInAnotherUnit(amount_rial=amount_rial, due_rial=due)
        _keep(locked, actor, day, number=cleaned, paid_on=paid_on, amount_rial=amount_rial, name=name, content=content)
        if amount_rial == due:
            return walker.take(locked, "deposit", actor=actor, day=day).subject
    return locked


def _refuse_twice(province: str, number: str) -> None:
    earlier = DepositSlip.objects.filter(province=province, number=number).first()
    if earlier is not None:
        paid_for: Subject = apps.get_model(earlier.about_kind)._default_manager.get(pk=earlier.about_id)
        raise SlipTwice(number=number, title=paid_for.title())


def _keep(
    locked: Subject, actor: Actor, day: datetime.date, *, number: str, paid_on: datetime.date, amount_rial: Rial,
    name: str, content: bytes,
) -> None:  # fmt: skip
    scan = attach(
        actor=actor, day=day, about_kind=locked.subject_kind, about_id=locked.pk, about_title=locked.title(),
        name=name, content=content,
    )  # fmt: skip
    try:
        with transaction.atomic():
            DepositSlip.objects.create(
                province=locked.province, about_kind=locked.subject_kind, about_id=locked.pk,
                recipient_id=locked.recipient_id, number=number, paid_on=paid_on, amount_rial=amount_rial, scan=scan,  # type: ignore[attr-defined]
            )  # fmt: skip
    except IntegrityError as twice:  # a slip of somebody whose rows this person does not see
        raise SlipTwice(number=number, title=_("the payment of another recipient")) from twice
    record(
        f"{locked.workflow_name}.present_slip", actor=actor, day=day, basis=getattr(locked, "slip_basis", "S4-035"),
        subject_kind=locked.subject_kind, subject_id=locked.pk, subject_title=locked.title(),
        details={"number": number, "amount_rial": amount_rial, "paid_on": paid_on.isoformat()},
    )  # fmt: skip
