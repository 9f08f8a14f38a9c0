"""Records the budget law, rules and instructions of the year (S0-10)."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hamtaraz.kernel import text as words
from hamtaraz.kernel.refusals import Missing, NotYours
from hamtaraz.notices.models import BudgetRule, RuleKind
from hamtaraz.notices.refusals import DayAhead
from hamtaraz.people.actors import Actor
from hamtaraz.people.roles import Role
from hamtaraz.trail.record import record
from hamtaraz.workflow.refusals import NotFromHere
from hamtaraz.workflow.walker import begin, holds, lock, workflow_of

BASIS = "S0-10"


def record_rule(
    *,
    actor: Actor,
    day: datetime.date,
    kind: str,
    name: str,
    number: str = "",
    dated_on: datetime.date,
    issuer: str,
    text: str = "",
) -> BudgetRule:
    """Record a document the year rests on; `kind` is a `RuleKind`, `day` today, `dated_on` the document's own day.

    By the consolidation expert; its announcement is another hand's (`walker.take(rule, "announce", …)`). Refuses
    `NotYours`, `Missing`, `DayAhead`. S0-10.
    """
    rule = BudgetRule(province=actor.province, fiscal_year=actor.fiscal_year, state="recorded")
    _write(rule, actor, day, kind=kind, name=name, number=number, dated_on=dated_on, issuer=issuer, text=text)
    return begin(rule, "record", actor=actor, day=day, basis=BASIS).subject


def change_rule(
    rule: BudgetRule,
    *,
    actor: Actor,
    day: datetime.date,
    seen_version: int | None = None,
    **written: object,
) -> BudgetRule:
    """Change a rule that is not announced yet; `written` is what `record_rule` takes.

    Refuses `NotYours`, `ChangedMeanwhile`, `NotFromHere`, `Missing`, `DayAhead`.
    """
    with transaction.atomic():
        locked = lock(rule, actor=actor, seen_version=seen_version)
        if locked.state != "recorded":
            raise NotFromHere(state=workflow_of(locked).state(locked.state).label)
        _write(locked, actor, day, **written)  # type: ignore[arg-type]
        locked.version += 1
        locked.save()
        record(
            "budget_rule.change", actor=actor, day=day, basis=BASIS, subject_kind=locked.subject_kind,
            subject_id=locked.pk, subject_title=locked.title(),
        )  # fmt: skip
    return locked


def _write(
    rule: BudgetRule,
    actor: Actor,
    day: datetime.date,
    *,
    kind: str,
    name: str,
    number: str,
    dated_on: datetime.date,
    issuer: str,
    text: str,
) -> None:
    if not holds(Role.CONSOLIDATION_EXPERT, rule, actor):
        raise NotYours()
    for label, value in ((_("Title"), name), (_("Issuer"), issuer)):
        if not words.clean(value):
            raise Missing(field=label)
    if dated_on > day:
        raise DayAhead(dated_on=dated_on)
    rule.kind, rule.name, rule.number = RuleKind(kind), name, words.clean(words.digits(number))
    rule.dated_on, rule.issuer, rule.text = dated_on, issuer, text
