"""How every verb of the room takes hold of a distribution: locked, by its expert, in a state that may change."""

from __future__ import annotations

import datetime
from typing import Any

from hamtaraz.distribution.models import Distribution
from hamtaraz.distribution.refusals import Locked
from hamtaraz.distribution.workflow import DISTRIBUTION
from hamtaraz.kernel.refusals import NotYours
from hamtaraz.people.actors import Actor
from hamtaraz.people.roles import Role
from hamtaraz.trail.record import record
from hamtaraz.workflow import walker
from hamtaraz.workflow.refusals import NotFromHere

EXPERT = Role.CONSOLIDATION_EXPERT
BASIS = "S0-12"


def open_draft(distribution: Distribution, actor: Actor, day: datetime.date, seen_version: int | None) -> Distribution:
    """Lock a distribution for editing; a computed one goes back to draft with its own act.

    Refuses `ChangedMeanwhile`, `NotYours`, `Locked` after the Council's approval, `NotFromHere` while others review it.
    """
    locked = locked_for(distribution, actor, seen_version)
    if locked.state == "computed":
        return walker.take(locked, "revise", actor=actor, day=day).subject
    if locked.state != "draft":
        raise NotFromHere(state=DISTRIBUTION.state(locked.state).label)
    return locked


def computed(distribution: Distribution, actor: Actor, seen_version: int | None) -> Distribution:
    """Lock a distribution whose cells may be adjusted; refuses the same, and `NotFromHere` before it is computed."""
    locked = locked_for(distribution, actor, seen_version)
    if locked.state != "computed":
        raise NotFromHere(state=DISTRIBUTION.state(locked.state).label)
    return locked


def locked_for(distribution: Distribution, actor: Actor, seen_version: int | None) -> Distribution:
    """Lock a distribution for its expert; refuses `ChangedMeanwhile`, `NotYours`, `Locked`."""
    locked = walker.lock(distribution, actor=actor, seen_version=seen_version)
    if not walker.holds(EXPERT, locked, actor):
        raise NotYours()
    if locked.state == "approved":
        raise Locked(title=locked.heading, resolution=locked.resolution_number)
    return locked


def keep(
    locked: Distribution, verb: str, actor: Actor, day: datetime.date, details: dict[str, Any], reason: str = ""
) -> Distribution:
    """Record what was done and save the distribution as its next version."""
    note_act(locked, verb, actor, day, details, reason)
    return next_version(locked)


def next_version(locked: Distribution) -> Distribution:
    """Save a locked distribution so that whoever still sees the version before is told."""
    locked.version += 1
    locked.save()
    return locked


def note_act(
    locked: Distribution, verb: str, actor: Actor, day: datetime.date, details: dict[str, Any], reason: str = ""
) -> int:
    """Record an act about a distribution and return its number."""
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
