"""What every change of people, organisations and mandates shares: who may make it, its reason, its act in the trail."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from hamtaraz.kernel import text
from hamtaraz.kernel.refusals import Missing, NotYours
from hamtaraz.people.actors import Actor
from hamtaraz.people.roles import Role
from hamtaraz.places.models import County
from hamtaraz.trail.record import record
from hamtaraz.web import refusals

BASIS = "S0-45"
PERSON, ORGANISATION, MANDATE = "people.person", "people.organisation", "people.mandate"
EVERY_YEAR = 0
Row = Mapping[str, Any]


def administrator(actor: Actor) -> Actor:
    """The actor, who must be the administrator; refuses anybody else."""
    if actor.role != Role.ADMINISTRATOR:
        raise NotYours()
    return actor


def given_reason(words: str) -> str:
    """The reason as it is kept; refuses an empty one."""
    if not words.strip():
        raise Missing(field=_("Reason"))
    return text.clean_lines(words)


def check_county(actor: Actor, code: str) -> None:
    """Refuse a county the province does not have; empty is none."""
    if code and not County.objects.filter(province=actor.province, code=code).exists():
        raise refusals.Unknown(what=code)


def record_act(
    verb: str, actor: Actor, day: datetime.date, kind: str, pk: int, title: str, reason: str, details: Row
) -> None:
    """Write one act; these belong to no budget year."""
    record(
        f"people.{verb}", actor=replace(actor, fiscal_year=EVERY_YEAR), day=day, basis=BASIS, subject_kind=kind,
        subject_id=pk, subject_title=title, reason=reason, details=dict(details),
    )  # fmt: skip


def record_many(verb: str, actor: Actor, day: datetime.date, kind: str, named: list[str]) -> None:
    """One act for many rows, on the kind of thing they are; their names are in its details."""
    record_act(verb, actor, day, kind, 0, f"{len(named)}", "", {"rows": named})
