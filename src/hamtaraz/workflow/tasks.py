"""Opens and closes the tasks of inboxes; always inside the transaction of the act that causes it."""

from __future__ import annotations

import datetime

from hamtaraz.kernel.rial import Rial
from hamtaraz.people.actors import Actor
from hamtaraz.workflow.models import Seat, Task
from hamtaraz.workflow.tables import TaskKind


def open_task(
    kind: TaskKind,
    *,
    actor: Actor,
    act: int,
    day: datetime.date,
    key: str,
    title: str,
    url: str,
    role: str,
    seat: Seat | None = None,
    days: int | None = None,
    amount_rial: Rial | None = None,
) -> Task:
    """Put a task into the inbox of `role` at `seat`; due `days` calendar days after `day` (none: no deadline)."""
    seat = seat or Seat()
    return Task.objects.create(
        province=actor.province,
        fiscal_year=actor.fiscal_year,
        kind=kind.key,
        key=key,
        title=title,
        url=url,
        amount_rial=amount_rial,
        role=role,
        organisation_id=seat.organisation_id,
        county=seat.county,
        opened_on=day,
        due_on=day + datetime.timedelta(days=days) if days is not None else None,
        opened_by_act=act,
    )


def restate_tasks(key: str, amount_rial: Rial, *, actor: Actor, kind: TaskKind) -> int:
    """Let what waits under `key` name the amount that remains; its days stay; return how many were restated."""
    waiting = Task.objects.filter(province=actor.province, key=key, kind=kind.key, closed_on__isnull=True)
    return waiting.update(amount_rial=amount_rial)


def close_tasks(key: str, *, actor: Actor, act: int, day: datetime.date, kind: TaskKind | None = None) -> int:
    """Close what still waits under `key` (of one `kind`, or all of them); return how many were closed."""
    waiting = Task.objects.filter(province=actor.province, key=key, closed_on__isnull=True)
    if kind is not None:
        waiting = waiting.filter(kind=kind.key)
    return waiting.update(closed_on=day, closed_by_act=act)
