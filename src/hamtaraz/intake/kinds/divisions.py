"""The workbook of divisions: the counties of the province and what was measured of them."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from hamtaraz.intake.checking import Plan
from hamtaraz.intake.sheet import Choices, Column, Desk, Kind, Option, Sheet, in_each_language, named, nothing_more
from hamtaraz.people.actors import Actor
from hamtaraz.people.roles import Role
from hamtaraz.places.models import County, IndicatorValue
from hamtaraz.web import year_setup

INDICATORS = {
    "population": _("Population"),
    "labour_force": _("Labour force"),
    "unemployed": _("Unemployed"),
    "area_km2": _("Area in square kilometres"),
}
"""The figures the distribution model divides by; a province may have measured others besides."""

COUNTIES = Sheet(
    "counties",
    _("Counties"),
    (
        Column("code", _("Code of the county"), "code", required=True, most=4, example="0601",
               help=_("Four digits, as in the national coding of divisions.")),
        Column("name", _("Name of the county"), required=True, most=80, example="آبادان"),
        Column("name_en", _("Name in English"), most=80, blank="", example="Abadan"),
        Column("lat", _("Latitude"), "degree", most=90, example="30.3393"),
        Column("lon", _("Longitude"), "degree", most=180, example="48.2934"),
        Column("tile_column", _("Column on the tile map"), "count", most=40, keeps=True, example="2",
               help=_("Where the county stands on the map of equal tiles, counted from zero.")),
        Column("tile_row", _("Row on the tile map"), "count", most=40, keeps=True, example="6"),
    ),
    identity=("code",),
)  # fmt: skip
FIGURES = Sheet(
    "figures",
    _("Indicators"),
    (
        Column("county", _("County"), "choice", required=True, choices="counties", also="counties",
               example="0601 – آبادان"),
        Column("key", _("Indicator"), "choice", required=True, choices="indicators", example="جمعیت"),
        Column("year", _("Year of measurement"), "count", required=True, least=1300, most=1499, example="1395"),
        Column("value", _("Figure"), "count", required=True, most=2**62, example="298090",
               help=_("A whole number; a rate is written as its two figures.")),
        Column("origin", _("Who measured"), required=True, example="سرشماری ۱۳۹۵"),
    ),
    identity=("county", "key", "year"),
)  # fmt: skip


def _desk(actor: Actor, day: datetime.date) -> Desk:
    counties = list(County.objects.filter(province=actor.province))
    figures = IndicatorValue.objects.filter(province=actor.province).select_related("county")
    figures = figures.order_by("county__sort_key", "key", "year")
    keys = [*INDICATORS, *sorted({one.key for one in figures} - INDICATORS.keys())]
    told = [(key, INDICATORS.get(key, key)) for key in keys]
    indicators = tuple(Option(key, str(label), tuple(in_each_language(label))) for key, label in told)
    return Desk(
        actor,
        day,
        {"counties": named(counties), "indicators": Choices(indicators, coded=False)},
        {
            "counties": {(one.code,): _values(one) for one in counties},
            "figures": {
                (one.county.code, one.key, one.year): {
                    "county": one.county.code, "key": one.key, "year": one.year, "value": one.value,
                    "origin": one.origin,
                }
                for one in figures
            },
        },
    )  # fmt: skip


def _values(county: County) -> dict[str, Any]:
    return {column.key: getattr(county, column.key) for column in COUNTIES.columns}


def _write(actor: Actor, day: datetime.date, plan: Plan) -> None:
    new = [_named(row.values) for row in plan.standing("counties", "new")]
    changed = [{"code": row.values["code"], **_after(row.changes)} for row in plan.standing("counties", "changed")]
    figures = [row.values for row in plan.standing("figures", "new", "changed")]
    if new:
        year_setup.add_counties(actor, day, new)
    if changed:
        year_setup.change_counties(actor, day, changed)
    if figures:
        year_setup.record_indicators(actor, day, figures)


def _named(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


def _after(changes: dict[str, tuple[Any, Any]]) -> dict[str, Any]:
    return {key: after for key, (_before, after) in changes.items()}


DIVISIONS = Kind(
    key="divisions",
    label=_("Divisions and indicators"),
    tells=_("The counties of the province, and the figures the distribution model divides by."),
    basis="S0-12",
    version=1,
    roles=frozenset({Role.ADMINISTRATOR, Role.OPERATOR}),
    sheets=(COUNTIES, FIGURES),
    desk=_desk,
    write=_write,
    look=nothing_more,
)
