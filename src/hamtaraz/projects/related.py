"""What the rooms above know of a project: each adds a function that links its sessions, notices or agreements."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from hamtaraz.kernel.rial import Rial
from hamtaraz.people.actors import Actor
from hamtaraz.projects.models import Project


@dataclass(frozen=True, slots=True)
class Link:
    """One thing of the year that carries the project: its name, page, day and the amount it carries."""

    title: str
    url: str
    day: datetime.date | None = None
    amount_rial: Rial | None = None


Teller = Callable[[Actor, Project], Iterable[Link]]
TELLERS: list[Teller] = []


def add_teller(teller: Teller) -> None:
    """Let a room link what it has of a project (one query each); called from `AppConfig.ready`."""
    TELLERS.append(teller)


def links_of(actor: Actor, project: Project) -> list[Link]:
    """Everything of the year that carries the project and that this actor may read."""
    return [link for teller in TELLERS for link in teller(actor, project)]
