"""Keeps the list of municipalities and villages and their figures, with an act for every change."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hamtaraz.grants.models import FIGURES, Recipient, RecipientFigure, RecipientKind
from hamtaraz.grants.refusals.recipients import (
    FigureUnknown,
    MunicipalityTwice,
    OfAnotherKind,
    OutsideItsCounty,
    RecipientTwice,
    RecipientUnknown,
)
from hamtaraz.kernel import text
from hamtaraz.kernel.refusals import Missing, NotYours
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Organisation, OrganisationKind
from hamtaraz.people.roles import Role
from hamtaraz.places.models import County
from hamtaraz.trail.record import record

BASIS = "S4-012"
EVERY_YEAR = 0
KEEPS = frozenset({Role.ADMINISTRATOR, Role.OPERATOR, Role.RESOURCE_EXPERT})
ROWS_AT_ONCE = 2_000
MAYORS_OWN, VILLAGES_OWN = ("first_mayor_year",), ("has_dehyari",)
CHANGEABLE = frozenset({"name", "name_en", "district", "has_dehyari", "first_mayor_year", "cold", "border", "coastal",
                        "until"})  # fmt: skip
Row = Mapping[str, Any]


def add_recipients(actor: Actor, day: datetime.date, rows: Iterable[Row]) -> list[Recipient]:
    """Municipalities and villages under one act.

    A row has `code`, `kind`, `name`, `county` (its code) and may have `name_en`, `district`, `has_dehyari`,
    `first_mayor_year`, `cold`, `border`, `coastal`, `since` (by default the day). A municipality or
    dehyari becomes an organisation too, to be written to. Refuses `NotYours`, `Missing`, `OutsideItsCounty`, `RecipientTwice`,
    `MunicipalityTwice`, `RecipientUnknown` (the county), `OfAnotherKind`. S4-010, S4-080.
    """
    with transaction.atomic():
        _may(actor)
        counties = {one.code: one for one in County.objects.filter(province=actor.province)}
        known = dict(Recipient.objects.filter(province=actor.province).values_list("code", "name"))
        towns = _towns(actor.province)
        made: list[Recipient] = []
        for row in rows:
            one = _made(actor, day, row, counties)
            if one.code in known:
                raise RecipientTwice(code=one.code, name=known[one.code])
            known[one.code] = one.name
            if one.kind == RecipientKind.MUNICIPALITY:
                twin = towns.setdefault((one.county.code, text.search_key(one.name)), one.code)
                if twin != one.code:
                    raise MunicipalityTwice(name=one.name, code=twin)
            made.append(one)
        _become_organisations(made)
        Recipient.objects.bulk_create(made, batch_size=ROWS_AT_ONCE)
        _told("add_recipients", actor, day, made[0] if made else None, {"codes": [one.code for one in made]})
    return made


def _towns(province: str) -> dict[tuple[str, str], str]:
    """The codes of the municipalities by county and name; two villages of a county may be called the same."""
    rows = Recipient.objects.filter(province=province, kind=RecipientKind.MUNICIPALITY, until=None)
    return {
        (county, text.search_key(name)): code for county, name, code in rows.values_list("county__code", "name", "code")
    }


def change_recipients(actor: Actor, day: datetime.date, rows: Iterable[Row]) -> None:
    """Change names, flags or the last day of recipients; a row has `code` and what changes. Code, kind and county stay.

    Refuses `NotYours`, `RecipientUnknown`, `OfAnotherKind`; what was before stays in the act.
    """
    with transaction.atomic():
        _may(actor)
        for row in rows:
            one = Recipient.objects.select_for_update().filter(province=actor.province, code=row["code"]).first()
            if one is None:
                raise RecipientUnknown(code=row["code"])
            changes = {key: value for key, value in row.items() if key in CHANGEABLE}
            before = {key: getattr(one, key) for key in changes}
            for key, value in changes.items():
                setattr(one, key, value)
            _held_to_its_kind(one)
            if one.has_dehyari and one.organisation is None:
                one.organisation = _organisation_of(one)
                one.organisation.save()
            one.save()
            _told("change_recipient", actor, day, one,
                  {key: [str(before[key]), str(value)] for key, value in changes.items()})  # fmt: skip


def record_figures(actor: Actor, day: datetime.date, rows: Iterable[Row]) -> int:
    """Figures of recipients, new or put right, under one act; return how many.

    A row has `recipient` (its code), `key` (of `FIGURES`), `year`, `value` (a whole number; amounts in whole rials),
    `origin` (who measured), and may say it is `generated`. Refuses `NotYours`, `RecipientUnknown`, `FigureUnknown`.
    """
    with transaction.atomic():
        _may(actor)
        ids = dict(Recipient.objects.filter(province=actor.province).values_list("code", "pk"))
        made = []
        for row in rows:
            if row["recipient"] not in ids:
                raise RecipientUnknown(code=row["recipient"])
            if row["key"] not in FIGURES:
                raise FigureUnknown(figure=row["key"], known="، ".join(str(one) for one in FIGURES.values()))
            made.append(
                RecipientFigure(
                    province=actor.province, recipient_id=ids[row["recipient"]], key=row["key"], year=row["year"],
                    value=row["value"], origin=text.clean(row["origin"]), generated=bool(row.get("generated")),
                )
            )  # fmt: skip
        before = _figures_before(actor.province, made)
        RecipientFigure.objects.bulk_create(
            made, batch_size=ROWS_AT_ONCE, update_conflicts=True, unique_fields=["recipient", "key", "year"],
            update_fields=["value", "origin", "generated"],
        )  # fmt: skip
        _told("record_figures", actor, day, None, {"figures": len(made), "before": before})
    return len(made)


def _figures_before(province: str, made: list[RecipientFigure]) -> dict[str, int]:
    """What stood where a figure is put right, by recipient, key and year."""
    wanted = {(one.recipient_id, one.key, one.year): one.value for one in made}
    kept = RecipientFigure.objects.filter(province=province).values_list("recipient_id", "key", "year", "value")
    return {
        f"{recipient}/{key}/{year}": value
        for recipient, key, year, value in kept
        if wanted.get((recipient, key, year), value) != value
    }


def _may(actor: Actor) -> None:
    if actor.role not in KEEPS:
        raise NotYours()


def _made(actor: Actor, day: datetime.date, row: Row, counties: Mapping[str, County]) -> Recipient:
    if row["county"] not in counties:
        raise RecipientUnknown(code=row["county"])
    if not text.clean(row["name"]):
        raise Missing(field=_("Name"))
    one = Recipient(
        province=actor.province, code=text.digits(text.clean(row["code"])), kind=row["kind"], name=row["name"],
        name_en=text.clean(row.get("name_en") or ""), county=counties[row["county"]],
        district=text.clean(row.get("district") or ""), has_dehyari=bool(row.get("has_dehyari")),
        first_mayor_year=row.get("first_mayor_year"), cold=bool(row.get("cold")), border=bool(row.get("border")),
        coastal=bool(row.get("coastal")), since=row.get("since") or day,
    )  # fmt: skip
    if not one.code.startswith(one.county.code):
        raise OutsideItsCounty(name=one.name, code=one.code, county=one.county.code)
    _held_to_its_kind(one)
    one.fill_keys()
    return one


def _held_to_its_kind(one: Recipient) -> None:
    """A village has no mayor, a municipality no dehyari."""
    foreign = VILLAGES_OWN if one.kind == RecipientKind.MUNICIPALITY else MAYORS_OWN
    for name in foreign:
        if getattr(one, name):
            label = {"first_mayor_year": _("Year of the first mayor's decree"), "has_dehyari": _("Has a dehyari")}[name]
            raise OfAnotherKind(name=one.name, kind=RecipientKind(one.kind).label, field=label)


def _become_organisations(made: list[Recipient]) -> None:
    """Every municipality and every dehyari is an organisation of its own, whose code is the recipient's."""
    bodies = [one for one in made if one.kind == RecipientKind.MUNICIPALITY or one.has_dehyari]
    for one in bodies:
        one.organisation = _organisation_of(one)
    Organisation.objects.bulk_create([one.told_at for one in bodies], batch_size=ROWS_AT_ONCE)
    for one in bodies:
        assert one.organisation is not None
        one.organisation_id = one.organisation.pk


def _organisation_of(one: Recipient) -> Organisation:
    town = one.kind == RecipientKind.MUNICIPALITY
    name = f"شهرداری {one.name}" if town else f"دهیاری {one.name}"
    name_en = (f"Municipality of {one.name_en}" if town else f"Dehyari of {one.name_en}") if one.name_en else ""
    return Organisation(
        province=one.province, code=one.code, kind=OrganisationKind.MUNICIPALITY if town else OrganisationKind.DEHYARI,
        name=name, name_en=name_en, head_title="شهردار" if town else "دهیار", since=one.since,
        search_key=text.search_key(f"{name} {one.name_en} {one.code}"),
        sort_key=text.sort_key(name),
    )  # fmt: skip


def _told(verb: str, actor: Actor, day: datetime.date, about: Recipient | None, details: dict[str, Any]) -> None:
    record(
        f"grants.{verb}", actor=replace(actor, fiscal_year=EVERY_YEAR), day=day, basis=BASIS,
        subject_kind="grants.recipient", subject_id=about.pk if about and about.pk else 0,
        subject_title=about.name if about else "", details=details,
    )  # fmt: skip
