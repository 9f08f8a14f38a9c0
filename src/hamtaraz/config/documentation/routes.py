"""The page of addresses: every route of the site and the door it stands behind."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from hamtaraz.config.documentation.markdown import table
from hamtaraz.web.doors import OPEN, SIGNED_IN, door_of

DOORS = {OPEN: "open to everybody", SIGNED_IN: "anyone with a mandate in force"}


def page() -> str:
    """A table of all routes, by address."""
    rows = [
        (f"`{address}`", f"`{name}`", ", ".join(DOORS.get(who, who) for who in door), says)
        for address, name, door, says in routes()
    ]
    return (
        "# Routes\n\nA page without a door is never opened. `GET` never writes; what a person may read of a page's "
        "subjects is narrowed further by `visible_to` of the subject.\n\n"
        + table(("address", "name", "who", "what"), rows)
    )


def routes() -> list[tuple[str, str, tuple[str, ...], str]]:
    """Address, name, door and sentence of every route."""
    found = []
    for address, name, pattern in _walk(get_resolver(), "/", ""):
        door = door_of(pattern.callback)
        assert door, f"{address} has no door"
        said = inspect.getdoc(inspect.unwrap(pattern.callback)) or ""
        found.append((address, name, tuple(sorted(door)), said.split("\n")[0]))
    return sorted(found)


def _walk(resolver: URLResolver, before: str, space: str) -> Iterator[tuple[str, str, URLPattern]]:
    for pattern in resolver.url_patterns:
        address = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, address, f"{pattern.namespace}:" if pattern.namespace else space)
        else:
            yield address, f"{space}{pattern.name}", pattern
