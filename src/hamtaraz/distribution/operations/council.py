"""What the Council decides of a distribution: approved and posted, or sent back (S0-13)."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction

from hamtaraz.distribution import papers
from hamtaraz.distribution.models import Distribution, Scenario
from hamtaraz.distribution.operations.editing import note_act
from hamtaraz.people.actors import Actor
from hamtaraz.workflow import walker
from hamtaraz.workflow.walker import Taken


def approve_by_resolution(
    distribution: Distribution,
    actor: Actor,
    day: datetime.date,
    resolution_number: str,
    session_number: str,
    held_on: datetime.date,
    scenario: Scenario | None = None,
) -> Taken[Distribution]:
    """Record the Council's approval: post every cell and project in one call, lock, and issue table and certificate (S0-13, INV-01).

    `scenario` is the one the Council voted for, where it is not the chosen one: its shares then fill the cells first.
    Called by the room of the Council, by its secretary. Refuses what the step "approve" and the book refuse.
    """
    given: dict[str, Any] = {
        "resolution_number": resolution_number, "session_number": session_number, "held_on": held_on,
    }  # fmt: skip
    with transaction.atomic():
        if scenario is not None and not scenario.chosen:
            given["scenario"] = distribution.scenarios.get(pk=scenario.pk, removed=False).pk
            note_act(distribution, "choose_scenario", actor, day, {"scenario": scenario.name})
        taken = walker.take(distribution, "approve", actor=actor, day=day, given=given)
        if taken.subject.cells.exists():  # province-wide projects alone make no table
            papers.issue_table(taken.subject, actor=actor, act=taken.act, day=day)
            papers.issue_certificate(taken.subject, actor=actor, act=taken.act, day=day)
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
