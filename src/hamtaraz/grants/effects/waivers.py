"""Keeps exceptions: a clause that was passed over, with its reason."""

from __future__ import annotations

from dataclasses import dataclass

from hamtaraz.grants.models import Waiver
from hamtaraz.grants.queries.deadlines import last_day
from hamtaraz.grants.queries.rules import rules_in_force
from hamtaraz.workflow.tables import Taking


def waive(taking: Taking, clause: str, reason: str) -> Waiver:
    """Record that a step passed over a clause, and why; part of the step's own transaction."""
    about = taking.subject
    return Waiver.objects.create(
        province=about.province, fiscal_year=about.fiscal_year, clause=clause, about_kind=about.subject_kind,
        about_id=about.pk, title=about.title(), url=about.get_absolute_url(), reason=reason.strip(), day=taking.day,
        act=taking.act,
    )  # fmt: skip


@dataclass(frozen=True)
class keeps_waiver:
    """A reason that stands for lateness is kept in the register of waivers."""

    deadline: str
    clause: str
    says: str = "a late step keeps its reason in the register of waivers"

    def __call__(self, taking: Taking) -> None:
        rules = rules_in_force(taking.subject.province, taking.subject.fiscal_year, taking.day)
        reason = str(taking.given.get("reason", "")).strip()
        if reason and taking.day > last_day(rules, self.deadline):
            waive(taking, self.clause, reason)
