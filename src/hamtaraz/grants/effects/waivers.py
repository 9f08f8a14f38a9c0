"""Keeps exceptions: a clause that was passed over, with its reason."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from hamtaraz.grants.models import Waiver
from hamtaraz.grants.queries.deadlines import last_day
from hamtaraz.grants.queries.rules import rules_in_force
from hamtaraz.kernel import text
from hamtaraz.people.actors import Actor
from hamtaraz.workflow.tables import Taking


def waive(taking: Taking, clause: str, reason: str) -> Waiver:
    """Record that a step passed over a clause, and why; part of the step's own transaction."""
    about = taking.subject
    return keep_waiver(
        taking.actor, taking.act, taking.day, clause=clause, reason=reason, title=about.title(),
        about=(about.subject_kind, about.pk, about.get_absolute_url()),
    )  # fmt: skip


def keep_waiver(
    actor: Actor, act: int, day: datetime.date, *, clause: str, reason: str, title: str, about: tuple[str, int, str]
) -> Waiver:
    """Record an exception where no step was taken; `about` is the kind, number and page of what it was made for."""
    about_kind, about_id, url = about
    return Waiver.objects.create(
        province=actor.province, fiscal_year=actor.fiscal_year, clause=clause, about_kind=about_kind, about_id=about_id,
        title=title, url=url, reason=text.clean_lines(reason), day=day, act=act,
    )  # fmt: skip


@dataclass(frozen=True)
class keeps_waiver:
    """A reason that stands for lateness is kept in the register of waivers."""

    deadline: str
    clause: str
    says: str = "a late step keeps its reason in the register of waivers"

    def __call__(self, taking: Taking) -> None:
        rules = rules_in_force(taking.subject.province, taking.subject.fiscal_year, taking.day)
        reason = text.clean_lines(str(taking.given.get("reason", "")))
        if reason and taking.day > last_day(rules, self.deadline):
            waive(taking, self.clause, reason)
