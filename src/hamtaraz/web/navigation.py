"""The side navigation: rooms add their items when they are loaded; each person sees those their role may open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hamtaraz.people.actors import Actor
from hamtaraz.people.roles import GRANT_ROLES

GROUPS: dict[str, Any] = {
    "first": "",
    "cycle": _("Budget cycle"),
    "grants": _("Aid to municipalities and dehyaris"),
    "records": _("Records and letters"),
    "administration": _("Administration"),
}


@dataclass(frozen=True)
class Item:
    """One line of the navigation; `place` orders it within its group, empty `roles` means everyone."""

    group: str
    place: int
    title: Any
    url_name: str
    icon: str = ""
    roles: frozenset[str] = frozenset()


ITEMS: list[Item] = []


def add(group: str, place: int, title: Any, url_name: str, *, icon: str = "", roles: tuple[str, ...] = ()) -> None:
    """Add an item to the navigation; called from a room's `AppConfig.ready`."""
    assert group in GROUPS, group
    ITEMS.append(Item(group, place, title, url_name, icon, frozenset(roles)))


def navigation_for(actor: Actor, path: str, inbox_count: int) -> list[dict[str, Any]]:
    """The groups and items this actor may open; the current one is the longest address the path begins with."""
    seen = [(item, reverse(item.url_name)) for item in ITEMS if _opens(item, actor)]
    current = max(
        (url for _item, url in seen if path == url or (path.startswith(url) and url != "/")), key=len, default=""
    )
    groups = []
    for key, title in GROUPS.items():
        items = [
            {
                "title": item.title,
                "url": url,
                "icon": item.icon,
                "current": url == current,
                "badge": inbox_count if item.url_name == "web:inbox" else 0,
                "hot": item.url_name == "web:inbox",
            }
            for item, url in sorted(seen, key=lambda pair: pair[0].place)
            if item.group == key
        ]
        if items:
            groups.append({"title": title, "items": items})
    return groups


def _opens(item: Item, actor: Actor) -> bool:
    """Whether the item is shown to this actor; whose work is aid alone has nothing to do in the budget cycle."""
    if item.roles:
        return actor.role in item.roles
    return item.group != "cycle" or actor.role not in GRANT_ROLES
