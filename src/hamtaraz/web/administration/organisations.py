"""Organisations of the province, as the administrator keeps them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from hamtaraz.kernel import text
from hamtaraz.kernel.refusals import Missing
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Mandate, Organisation, OrganisationKind
from hamtaraz.people.roles import SectorGroup
from hamtaraz.web import refusals
from hamtaraz.web.administration.recording import (
    ORGANISATION,
    Row,
    administrator,
    check_county,
    given_reason,
    record_act,
    record_many,
)


def add_organisation(actor: Actor, day: datetime.date, **fields: Any) -> Organisation:
    """A new organisation of the province.

    Fields: `code`, `kind`, `name`; may have `name_en`, `short_name`, `head_title`, `parent` (an
    Organisation), `sector_group`, `county` (a county's code), `since` (by default the day).
    """
    with transaction.atomic():
        made = _new_organisation(administrator(actor), day, fields)
        _about_organisation("add_organisation", actor, day, made)
    return made


def add_organisations(actor: Actor, day: datetime.date, rows: Iterable[Row]) -> list[Organisation]:
    """Many organisations under one act; each row as the fields of `add_organisation`."""
    with transaction.atomic():
        administrator(actor)
        made = [_new_organisation(actor, day, row) for row in rows]
        record_many("add_organisations", actor, day, ORGANISATION, [one.code for one in made])
    return made


def edit_organisation(actor: Actor, day: datetime.date, organisation: Organisation, **fields: Any) -> Organisation:
    """Change names, title, group or county; code and kind stay, since the book and the mandates lean on them."""
    changeable = {"name", "name_en", "short_name", "head_title", "sector_group", "county"}
    assert fields.keys() <= changeable, fields.keys() - changeable
    with transaction.atomic():
        held = _held_organisation(administrator(actor), organisation.pk)
        cleaned = _checked(actor, fields)
        before = {name: getattr(held, name) for name, value in cleaned.items() if getattr(held, name) != value}
        if not before:
            raise refusals.NothingToDo()
        for name, value in cleaned.items():
            setattr(held, name, value)
        held.save()
        details = {name: {"from": earlier, "to": cleaned[name]} for name, earlier in before.items()}
        _about_organisation("edit_organisation", actor, day, held, details=details)
    return held


def close_organisation(
    actor: Actor, day: datetime.date, organisation: Organisation, *, until: datetime.date, reason: str
) -> Organisation:
    """The organisation is no more from `until` on; refused while mandates in it go on."""
    with transaction.atomic():
        held = _held_organisation(administrator(actor), organisation.pk)
        if held.until is not None:
            raise refusals.EndedAlready(until_on=held.until)
        if until < held.since:
            raise refusals.PeriodUpsideDown(since_on=held.since, until_on=until)
        count = Mandate.objects.filter(Q(until__isnull=True) | Q(until__gt=until), organisation=held).count()
        if count:
            raise refusals.SomebodyStillSitsThere(count=count, organisation=held.name)
        held.until = until
        held.save()
        _about_organisation(
            "close_organisation", actor, day, held, reason=given_reason(reason), details={"until": until.isoformat()}
        )
    return held


def reopen_organisation(actor: Actor, day: datetime.date, organisation: Organisation, *, reason: str) -> Organisation:
    """The organisation goes on after all."""
    with transaction.atomic():
        held = _held_organisation(administrator(actor), organisation.pk)
        if held.until is None:
            raise refusals.NothingToDo()
        held.until = None
        held.save()
        _about_organisation("reopen_organisation", actor, day, held, reason=given_reason(reason))
    return held


def _new_organisation(actor: Actor, day: datetime.date, fields: Row) -> Organisation:
    fields = {"since": day, **_checked(actor, fields)}
    code = text.digits(text.clean(fields["code"]))
    if not code:
        raise Missing(field=_("Code"))
    if fields["kind"] not in OrganisationKind.values:
        raise refusals.Unknown(what=fields["kind"])
    if Organisation.objects.filter(province=actor.province, code=code).exists():
        raise refusals.AlreadyThere(what=code)
    return Organisation.objects.create(**{**fields, "code": code, "province": actor.province})


def _checked(actor: Actor, fields: Row) -> dict[str, Any]:
    """The fields with their texts cleaned; refused where a group or a county is not known."""
    cleaned = {name: text.clean(value) if isinstance(value, str) else value for name, value in fields.items()}
    if "name" in cleaned and not cleaned["name"]:
        raise Missing(field=_("Name"))
    if cleaned.get("sector_group", "") not in ("", *SectorGroup.values):
        raise refusals.Unknown(what=cleaned["sector_group"])
    check_county(actor, cleaned.get("county", ""))
    return cleaned


def _held_organisation(actor: Actor, pk: int) -> Organisation:
    held = Organisation.objects.select_for_update().filter(province=actor.province, pk=pk).first()
    if held is None:
        raise refusals.Unknown(what=str(pk))
    return held


def _about_organisation(
    verb: str, actor: Actor, day: datetime.date, one: Organisation, *, reason: str = "", details: Row | None = None
) -> None:
    record_act(verb, actor, day, ORGANISATION, one.pk, one.name, reason, {"code": one.code, **(details or {})})
