"""Says of every page who may open it; a page that says nothing is never opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]

OPEN = "open"
SIGNED_IN = "signed_in"


def door(*roles: str) -> Callable[[View], View]:
    """Classify a view: `door(OPEN)`, `door(SIGNED_IN)` (anyone with a mandate in force), or the roles that may enter."""
    assert roles, "a door names who may enter"

    def hang(view: View) -> View:
        view.door = roles  # type: ignore[attr-defined]
        return view

    return hang


def door_of(view: Any) -> tuple[str, ...] | None:
    """The classification of a view, or None where it has none."""
    found = getattr(view, "door", None) or getattr(getattr(view, "view_class", None), "door", None)
    return tuple(found) if found else None


class ActingRequest(HttpRequest):
    """A request behind a door: `actor` is set by the middleware (for types alone)."""

    actor: Any
