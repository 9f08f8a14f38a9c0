"""Search over the whole house: each room adds what it can find; nobody finds what they may not read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from hamtaraz.kernel import text
from hamtaraz.people.actors import Actor


@dataclass(frozen=True)
class Found:
    """One thing found: its kind, title, a second line, and its page."""

    kind: Any
    title: str
    line: str
    url: str


Finder = Callable[[Actor, str, int], Iterable[Found]]
FINDERS: list[Finder] = []


def add_finder(finder: Finder) -> None:
    """Let a room take part in the search: `finder(actor, key, most)` where `key` is a search key."""
    FINDERS.append(finder)


def matches(key: str, field: str = "search_key") -> Q:
    """What a row's search key must hold: every word of `key`, in whatever order and place."""
    held = Q()
    for word in key.split():
        held &= Q(**{f"{field}__contains": word})
    return held


def find(actor: Actor, words: str, most: int = 12) -> list[Found]:
    """What the house finds for `words`, at most `most` per room; «كارون», «کارون» and «کارو» find the same."""
    key = text.search_key(words)
    if len(key) < 2:
        return []
    return [found for finder in FINDERS for found in finder(actor, key, most)]
