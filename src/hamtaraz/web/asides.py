"""What stands beside the inbox: rooms above add a card for those who may read it; at most one query each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hamtaraz.people.actors import Actor

Aside = Callable[[Actor], dict[str, Any] | None]
"""Gives the card's context with its `template`, or None for an actor it is not for."""

ASIDES: list[Aside] = []


def add_aside(aside: Aside) -> None:
    """Let a room put a card beside the inbox; called from its `AppConfig.ready`."""
    ASIDES.append(aside)


def asides_for(actor: Actor) -> list[dict[str, Any]]:
    """The cards this actor sees, in the order the rooms added them."""
    return [card for aside in ASIDES if (card := aside(actor)) is not None]
