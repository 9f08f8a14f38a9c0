"""What may be asked of the room: the version in force on a day, every version of a key, what is shipped."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hamtaraz.directives.models import DirectiveVersion
from hamtaraz.directives.refusals import NothingActive
from hamtaraz.kernel import text
from hamtaraz.law.directive import Directive, read
from hamtaraz.law.shipped import shipped
from hamtaraz.people.actors import Actor
from hamtaraz.trail.queries import acts_of
from hamtaraz.web.finding import Found


def in_force(province: str, day: datetime.date) -> QuerySet[DirectiveVersion]:
    """The version of each key that is in force on a day, by key."""
    rows = DirectiveVersion.objects.filter(province=province, activated_on__lte=day)
    return rows.filter(Q(replaced_on__isnull=True) | Q(replaced_on__gt=day)).order_by("key")


def active(province: str, key: str, day: datetime.date) -> DirectiveVersion:
    """The version of `key` in force on a day; refuses `NothingActive` where there is none."""
    found = in_force(province, day).filter(key=key).first()
    if found is None:
        raise NothingActive(name=key, day_on=day)
    return found


def versions(province: str, key: str) -> QuerySet[DirectiveVersion]:
    """Every version of a key, the latest first."""
    return DirectiveVersion.objects.filter(province=province, key=key).order_by("-number")


def directive_of(version: DirectiveVersion) -> Directive:
    """The directive a version holds; refuses what the law says of a draft with faults."""
    return read(version.text)


def shipped_directives() -> dict[str, Directive]:
    """The directives that come with Hamtaraz, by key."""
    return {key: read(words) for key, words in shipped().items()}


def shipped_text(key: str) -> str:
    """The text that comes with Hamtaraz for a key; empty where none does."""
    return shipped().get(key, "")


def examples_at_activation(version: DirectiveVersion) -> list[dict[str, Any]]:
    """What became of the examples when the version was activated, as its act keeps it; none before that."""
    acts = acts_of(version.province, version.subject_kind, version.pk).filter(verb__startswith="directive.activate")
    act = acts.last()
    return list(act.details["examples"]) if act else []


def find(actor: Actor, key: str, most: int) -> list[Found]:
    """Versions whose title or key holds the search key (there are a few)."""
    return [
        Found(_("Directive"), one.title(), one.key, one.get_absolute_url())
        for one in DirectiveVersion.visible_to(actor).defer("text")
        if key in text.search_key(f"{one.heading} {one.heading_en} {one.key}")
    ][:most]
