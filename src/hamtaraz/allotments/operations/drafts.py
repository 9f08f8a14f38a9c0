"""How drafts are kept: who may write them, in which state, and the act that tells of it."""

from __future__ import annotations

import datetime

from hamtaraz.allotments.models import AllotmentNotice, CentralAllotment
from hamtaraz.kernel.refusals import NotYours
from hamtaraz.people.actors import Actor
from hamtaraz.people.roles import Role
from hamtaraz.trail.record import record
from hamtaraz.workflow.models import Subject
from hamtaraz.workflow.refusals import CorrectionWaits, NotFromHere
from hamtaraz.workflow.walker import lock, workflow_of


def asks(actor: Actor, role: Role) -> None:
    """Refuse `NotYours` unless the actor holds `role`."""
    if actor.role != role:
        raise NotYours()


def draft[S: Subject](subject: S, states: tuple[str, ...], role: str, actor: Actor, seen_version: int | None) -> S:
    """The subject, locked, if it stands in one of `states` and the actor holds the role that writes it."""
    locked = lock(subject, actor=actor, seen_version=seen_version)
    if locked.state not in states:
        raise NotFromHere(state=workflow_of(locked).state(locked.state).label)
    asks(actor, Role(role))
    return locked


def keep[S: Subject](subject: S, verb: str, actor: Actor, day: datetime.date, basis: str) -> S:
    """Save a changed draft with its next version and the act that tells of it."""
    subject.version += 1
    subject.save()
    record(
        f"{workflow_of(subject).name}.{verb}",
        actor=actor,
        day=day,
        basis=basis,
        subject_kind=subject.subject_kind,
        subject_id=subject.pk,
        subject_title=subject.title(),
    )
    return subject


def check_correctable(subject: CentralAllotment | AllotmentNotice, states: tuple[str, ...]) -> None:
    """Refuse what has its correction already (`CorrectionWaits`) or stands in none of `states`."""
    if type(subject).objects.filter(corrects_id=subject.pk).exists():
        raise CorrectionWaits()
    if subject.state not in states:
        raise NotFromHere(state=workflow_of(subject).state(subject.state).label)
