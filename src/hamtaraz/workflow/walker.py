"""Walks the tables: one door through which every subject of the house changes its state."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from hamtaraz.kernel.refusals import ChangedMeanwhile, Missing, NotYours
from hamtaraz.people.actors import Actor
from hamtaraz.trail.record import record
from hamtaraz.workflow.models import Seat, Subject
from hamtaraz.workflow.refusals import NotFromHere
from hamtaraz.workflow.tables import WORKFLOWS, Step, Taking, Workflow
from hamtaraz.workflow.tasks import close_tasks, open_task


@dataclass(frozen=True)
class Taken[S: Subject]:
    """The answer of a step: the subject as it stands now, and the act that says so."""

    subject: S
    act: int


def workflow_of(subject: Subject | type[Subject]) -> Workflow:
    """The table a subject walks."""
    return WORKFLOWS[subject.workflow_name]


def take[S: Subject](
    subject: S,
    verb: str,
    *,
    actor: Actor,
    day: datetime.date,
    given: Mapping[str, Any] | None = None,
    seen_version: int | None = None,
) -> Taken[S]:
    """Take a step: lock the subject, ask every rule, record the act, move the money, change the state, tell the next.

    Everything happens in one transaction, or nothing does. `seen_version` is the version the person looked at.
    Refuses `NotYours`, `ChangedMeanwhile`, `NotFromHere`, `Missing`, whatever the step's rules and the book refuse.
    """
    with transaction.atomic():
        locked = lock(subject, actor=actor, seen_version=seen_version)
        workflow = workflow_of(locked)
        step = workflow.step(verb, locked.state)
        if step is None:
            raise NotFromHere(state=workflow.state(locked.state).label)
        taking = Taking(locked, step, workflow, actor, day, given or {})
        check(taking)
        act = record(
            f"{workflow.name}.{verb}",
            actor=actor,
            day=day,
            basis=step.basis,
            subject_kind=locked.subject_kind,
            subject_id=locked.pk,
            subject_title=locked.title(),
            reason=str(taking.given.get("reason", "")).strip(),
            details={"from": locked.state, "to": step.target, **(step.tells(taking) if step.tells else {})},
        )
        locked.state = step.target
        locked.version += 1
        taking = replace(taking, act=act)
        for effect in step.effect:
            effect(taking)
        locked.save()
        _hand_over(taking)
    return Taken(locked, act)


def begin[S: Subject](subject: S, verb: str, *, actor: Actor, day: datetime.date, basis: str) -> Taken[S]:
    """Save a new subject in its first state with the act of its making, and tell whom it waits for."""
    with transaction.atomic():
        workflow = workflow_of(subject)
        subject.state = subject.state or workflow.states[0].key
        subject.save()
        act = record(
            f"{workflow.name}.{verb}",
            actor=actor,
            day=day,
            basis=basis,
            subject_kind=subject.subject_kind,
            subject_id=subject.pk,
            subject_title=subject.title(),
            details={"to": subject.state},
        )
        step = Step(verb, "", subject.state, actor.role, verb, basis)
        _hand_over(Taking(subject, step, workflow, actor, day, {}, act))
    return Taken(subject, act)


def lock[S: Subject](subject: S, *, actor: Actor, seen_version: int | None) -> S:
    """The subject as the database holds it now, locked until the transaction ends.

    Refuses `ChangedMeanwhile` when its version is not the one the person saw, `NotYours` in another province or year.
    """
    locked = type(subject).objects.select_for_update().get(pk=subject.pk)  # type: ignore[attr-defined]
    if (locked.province, locked.fiscal_year) != (actor.province, actor.fiscal_year):
        raise NotYours()
    if seen_version is not None and seen_version != locked.version:
        raise ChangedMeanwhile()
    return locked


def check(taking: Taking) -> None:
    """Ask everything a step asks before it is taken: mandate, seat, what the step asks, rules; change nothing."""
    if not holds(taking.step.by, taking.subject, taking.actor):
        raise NotYours()
    for ask in taking.step.asks:
        if ask.required and not str(taking.given.get(ask.name) or "").strip():
            raise Missing(field=ask.label)
    for rule in taking.step.unless:
        rule(taking)


def holds(role: str, subject: Subject, actor: Actor) -> bool:
    """Whether the actor's mandate is the one `role` names, at the seat it has for this subject."""
    seat = subject.seat(role)
    return (
        actor.role == role
        and (actor.province, actor.fiscal_year) == (subject.province, subject.fiscal_year)
        and seat.organisation_id in (None, actor.organisation_id)
        and seat.county in ("", actor.county)
    )


def offered(subject: Subject, actor: Actor) -> list[Step]:
    """The steps this actor's mandate may take now: the buttons of the page, the main one first."""
    steps = [step for step in workflow_of(subject).steps_from(subject.state) if holds(step.by, subject, actor)]
    return sorted(steps, key=lambda step: not step.primary)


def subject_key(subject: Subject) -> str:
    """The key of a subject's tasks."""
    return f"{subject.subject_kind}:{subject.pk}"


def _hand_over(taking: Taking) -> None:
    """Close the tasks of the state that is left and open the one of the state that is reached."""
    subject, state = taking.subject, taking.workflow.state(taking.subject.state)
    close_tasks(subject_key(subject), actor=taking.actor, act=taking.act, day=taking.day)
    if state.task is None:
        return
    seat: Seat = subject.seat(state.waits_for)
    open_task(
        state.task,
        actor=taking.actor,
        act=taking.act,
        day=taking.day,
        key=subject_key(subject),
        title=subject.title(),
        url=subject.get_absolute_url(),
        role=state.waits_for,
        seat=seat,
        days=state.days,
        amount_rial=subject.worth_rial(),
    )
