"""What a budget year stands on, set up by the administrator or the data operator, with an act for every change.

The fiscal year, its sources, chapters and programmes, the counties and their measured figures. Plural
operations take many rows under one act (an import, the example); singular ones are one row of them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from hamtaraz.budget.models import Chapter, CreditSource, FiscalYear, Programme
from hamtaraz.kernel import jalali, text
from hamtaraz.kernel.refusals import Missing, NotYours
from hamtaraz.people.actors import Actor
from hamtaraz.people.roles import SETS_UP, SectorGroup
from hamtaraz.places import tiles
from hamtaraz.places.models import County, IndicatorValue
from hamtaraz.trail.record import record
from hamtaraz.web import refusals

BASIS = "S0-10"
EVERY_YEAR = 0
REVIEWING_GROUPS = frozenset({SectorGroup.SOCIAL, SectorGroup.INFRASTRUCTURE, SectorGroup.PRODUCTION})
Row = Mapping[str, Any]


def open_fiscal_year(
    actor: Actor, day: datetime.date, year: int, *, service_days: int = 15, slogan: str = ""
) -> FiscalYear:
    """Open a Jalali budget year of the actor's province, from its first day to the first day of the next.

    `slogan` is the year's, which letters carry under «بسمه تعالی» (S4-002).
    """
    since, until = jalali.fiscal_year_bounds(year)
    with transaction.atomic():
        _may(actor)
        if FiscalYear.objects.filter(province=actor.province, year=year).exists():
            raise refusals.AlreadyThere(what=str(year))
        made = FiscalYear.objects.create(
            province=actor.province, year=year, since=since, until=until, service_days=service_days,
            slogan=text.clean(slogan),
        )  # fmt: skip
        _record("open_fiscal_year", actor, day, year, "budget.fiscalyear", made.pk, str(year), {})
    return made


def add_source(actor: Actor, day: datetime.date, year: int, **row: Any) -> CreditSource:
    """One credit source; see `add_sources`."""
    return add_sources(actor, day, year, [row])[0]


def add_sources(actor: Actor, day: datetime.date, year: int, rows: Iterable[Row]) -> list[CreditSource]:
    """Credit sources of a year; a row has `code`, `name`, `legal_basis` and may have `name_en`."""
    made = [CreditSource(**_classified(actor, year, row), legal_basis=_required(row, "legal_basis")) for row in rows]
    return _keep("add_sources", actor, day, year, made)


def add_chapter(actor: Actor, day: datetime.date, year: int, **row: Any) -> Chapter:
    """One chapter; see `add_chapters`."""
    return add_chapters(actor, day, year, [row])[0]


def add_chapters(actor: Actor, day: datetime.date, year: int, rows: Iterable[Row]) -> list[Chapter]:
    """Chapters of a year; a row has `code`, `name`, `sector_group` and may have `name_en`, `function`.

    A chapter is reviewed by one of the three expert groups, never by budget consolidation (S0-45).
    """
    made = []
    for row in rows:
        if row["sector_group"] not in REVIEWING_GROUPS:
            raise refusals.Unknown(what=str(row["sector_group"]))
        made.append(
            Chapter(
                **_classified(actor, year, row),
                sector_group=row["sector_group"],
                function=text.clean(row.get("function", "")),
            )
        )
    return _keep("add_chapters", actor, day, year, made)


def add_programme(actor: Actor, day: datetime.date, year: int, **row: Any) -> Programme:
    """One programme; see `add_programmes`."""
    return add_programmes(actor, day, year, [row])[0]


def add_programmes(actor: Actor, day: datetime.date, year: int, rows: Iterable[Row]) -> list[Programme]:
    """Programmes of a year; a row has `code`, `name`, `chapter` (a chapter's code of that year), may have `name_en`."""
    chapters = {one.code: one for one in Chapter.objects.filter(province=actor.province, fiscal_year=year)}
    made = []
    for row in rows:
        if row["chapter"] not in chapters:
            raise refusals.Unknown(what=str(row["chapter"]))
        made.append(Programme(**_classified(actor, year, row), chapter=chapters[row["chapter"]]))
    return _keep("add_programmes", actor, day, year, made)


def add_county(actor: Actor, day: datetime.date, **row: Any) -> County:
    """One county; see `add_counties`."""
    return add_counties(actor, day, [row])[0]


def add_counties(actor: Actor, day: datetime.date, rows: Iterable[Row]) -> list[County]:
    """Counties of the province.

    A row has `code`, `name`, and may have `name_en`, `since` (by default the day), `lat`, `lon`,
    `tile_column`, `tile_row` (by default the place on the shipped map of tiles, where that is free).
    """
    allowed = ("lat", "lon", "tile_column", "tile_row")
    made = [
        County(
            province=actor.province, code=_code(row), name=_required(row, "name"),
            name_en=text.clean(row.get("name_en", "")), since=row.get("since") or day,
            **{name: row[name] for name in allowed if name in row},
        )
        for row in rows
    ]  # fmt: skip
    _give_tiles(actor, made)
    return _keep("add_counties", actor, day, EVERY_YEAR, made)


def record_indicator(actor: Actor, day: datetime.date, **row: Any) -> IndicatorValue:
    """One measured figure of a county; see `record_indicators`."""
    return record_indicators(actor, day, [row])[0]


def record_indicators(actor: Actor, day: datetime.date, rows: Iterable[Row]) -> list[IndicatorValue]:
    """Whole-number figures of counties, new or put right; what they were before stays in the act.

    A row has `county` (its code), `key`, `year` of measurement, `value` (a whole number), `origin` (who measured).
    """
    counties = {one.code: one for one in County.objects.filter(province=actor.province)}
    with transaction.atomic():
        _may(actor)
        kept, told = [], []
        for row in rows:
            if row["county"] not in counties:
                raise refusals.Unknown(what=str(row["county"]))
            county = counties[row["county"]]
            which = {"province": actor.province, "county": county, "key": row["key"], "year": row["year"]}
            before = IndicatorValue.objects.filter(**which).values_list("value", flat=True).first()
            value = int(row["value"])
            one, _made = IndicatorValue.objects.update_or_create(
                **which, defaults={"value": value, "origin": _required(row, "origin")}
            )
            kept.append(one)
            told.append([county.code, row["key"], row["year"], before, value])
        _record("record_indicators", actor, day, EVERY_YEAR, "places.indicatorvalue", 0, str(len(kept)), {"rows": told})
    return kept


def change_sources(actor: Actor, day: datetime.date, year: int, rows: Iterable[Row]) -> int:
    """Put credit sources right; a row has `code` and what changes of `name`, `name_en`, `legal_basis`."""
    return _change("change_sources", actor, day, year, CreditSource, rows, {"name", "name_en", "legal_basis"})


def change_chapters(actor: Actor, day: datetime.date, year: int, rows: Iterable[Row]) -> int:
    """Put chapters right; a row has `code` and what changes of `name`, `name_en`, `function`, `sector_group`."""
    rows = list(rows)
    for row in rows:
        if "sector_group" in row and row["sector_group"] not in REVIEWING_GROUPS:
            raise refusals.Unknown(what=str(row["sector_group"]))
    allowed = {"name", "name_en", "function", "sector_group"}
    return _change("change_chapters", actor, day, year, Chapter, rows, allowed)


def change_programmes(actor: Actor, day: datetime.date, year: int, rows: Iterable[Row]) -> int:
    """Put the names of programmes right; the chapter stays, since the book leans on it."""
    return _change("change_programmes", actor, day, year, Programme, rows, {"name", "name_en"})


def change_counties(actor: Actor, day: datetime.date, rows: Iterable[Row]) -> int:
    """Put counties right; a row has `code` and what changes of names, `lat`, `lon`, `tile_column`, `tile_row`."""
    allowed = {"name", "name_en", "lat", "lon", "tile_column", "tile_row"}
    return _change("change_counties", actor, day, EVERY_YEAR, County, rows, allowed)


# --- inside ------------------------------------------------------------------------------------


def _may(actor: Actor) -> None:
    if actor.role not in SETS_UP:
        raise NotYours()


def _give_tiles(actor: Actor, made: list[County]) -> None:
    """Put new counties that say no place of their own onto the map of tiles; nobody is put where somebody stands."""
    kept = County.objects.filter(province=actor.province, until__isnull=True)
    taken = {(one.tile_column, one.tile_row) for one in (*kept, *made)}
    lacking = {one.code: one for one in made if one.tile_column is None and one.tile_row is None}
    for code, placed in tiles.find(actor.province, [(one.code, one.name) for one in lacking.values()]).items():
        if placed.tile not in taken:
            lacking[code].tile_column, lacking[code].tile_row = placed.tile
            taken.add(placed.tile)


def _code(row: Row) -> str:
    return text.digits(_required(row, "code"))


def _required(row: Row, name: str) -> str:
    words = text.clean(str(row.get(name, "")))
    if not words:
        raise Missing(field={"code": _("Code"), "name": _("Name"), "legal_basis": _("Legal basis")}.get(name, name))
    return words


def _classified(actor: Actor, year: int, row: Row) -> dict[str, Any]:
    return {
        "province": actor.province,
        "fiscal_year": year,
        "code": _code(row),
        "name": _required(row, "name"),
        "name_en": text.clean(row.get("name_en", "")),
    }


def _keep[Kept: models.Model](verb: str, actor: Actor, day: datetime.date, year: int, made: list[Kept]) -> list[Kept]:
    """Save new rows under one act; refused where a code is taken, by another row of the same batch too."""
    with transaction.atomic():
        _may(actor)
        if not made:
            return []
        if year and not FiscalYear.objects.filter(province=actor.province, year=year).exists():
            raise refusals.Unknown(what=str(year))
        of_year = {"fiscal_year": year} if year else {}
        taken = set(
            type(made[0])._default_manager.filter(province=actor.province, **of_year).values_list("code", flat=True)
        )
        for one in made:
            code = one.code  # type: ignore[attr-defined]
            if code in taken:
                raise refusals.AlreadyThere(what=code)
            taken.add(code)
            one.save()
        codes = [one.code for one in made]  # type: ignore[attr-defined]
        _record(verb, actor, day, year, made[0]._meta.label_lower, 0, str(len(made)), {"codes": codes})
    return made


def _change(
    verb: str,
    actor: Actor,
    day: datetime.date,
    year: int,
    model: type[models.Model],
    rows: Iterable[Row],
    allowed: set[str],
) -> int:
    """Change kept rows under one act, which tells before and after; gives how many have changed."""
    of_year = {"fiscal_year": year} if year else {}
    wanted = {str(row["code"]): row for row in rows}
    told = {}
    with transaction.atomic():
        _may(actor)
        kept = model._default_manager.select_for_update().filter(province=actor.province, code__in=wanted, **of_year)
        held: dict[str, Any] = {one.code: one for one in kept}  # type: ignore[attr-defined]
        for code, row in wanted.items():
            if code not in held:
                raise refusals.Unknown(what=code)
            fields = {name: text.clean(value) if isinstance(value, str) else value for name, value in row.items()}
            fields.pop("code")
            assert fields.keys() <= allowed, fields.keys() - allowed
            for name in fields.keys() & {"name", "legal_basis"}:
                _required(fields, name)
            before = {name: getattr(held[code], name) for name in fields if getattr(held[code], name) != fields[name]}
            if not before:
                continue
            for name in before:
                setattr(held[code], name, fields[name])
            held[code].save()
            told[code] = {name: [_told(was), _told(fields[name])] for name, was in before.items()}
        if told:
            _record(verb, actor, day, year, model._meta.label_lower, 0, str(len(told)), {"changed": told})
    return len(told)


def _told(value: object) -> str:
    return "" if value is None else str(value)


def _record(
    verb: str, actor: Actor, day: datetime.date, year: int, kind: str, pk: int, title: str, details: Row
) -> None:
    record(
        f"setup.{verb}", actor=replace(actor, fiscal_year=year), day=day, basis=BASIS, subject_kind=kind,
        subject_id=pk, subject_title=title, details=dict(details),
    )  # fmt: skip
