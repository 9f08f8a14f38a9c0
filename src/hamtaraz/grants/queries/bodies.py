"""The bodies an index is run over: municipalities with their figures, or counties with those of their villages."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from django.db.models import Q, QuerySet

from hamtaraz.grants.models import Recipient, RecipientFigure, RecipientKind
from hamtaraz.grants.models.recipients import AMOUNTS
from hamtaraz.law.bodies import Bodies, Code, Value
from hamtaraz.law.directive import Directive
from hamtaraz.law.one_case import figures_of

MILLION = 1_000_000
IN_MILLIONS = "million rial"


@dataclass(frozen=True)
class Gathered:
    """Bodies as the law takes them, and the codes whose figures were generated for an example."""

    bodies: Bodies
    generated: frozenset[Code]
    found: Mapping[Code, Recipient] = field(default_factory=dict)


def standing(province: str, kind: str, day: datetime.date) -> QuerySet[Recipient]:
    """The recipients of a kind that exist on a day, by code."""
    rows = Recipient.objects.filter(Q(until=None) | Q(until__gt=day), province=province, kind=kind, since__lte=day)
    return rows.select_related("county").order_by("code")


def municipalities(directive: Directive, province: str, day: datetime.date) -> Gathered:
    """Every municipality with the figures the directive asks for; what was not measured is a gap for its policies."""
    rows = list(standing(province, RecipientKind.MUNICIPALITY, day))
    measured, generated = _measured(directive, rows)
    names = {one.code: one.name for one in rows}
    columns: dict[str, list[Value]] = {
        key: [province if key == "province" else measured.get((one.pk, key)) for one in rows] for key in directive.data
    }
    codes = [one.code for one in rows]
    return Gathered(Bodies(codes, names, columns), frozenset(one.code for one in rows if one.pk in generated),
                    {one.code: one for one in rows})  # fmt: skip


def counties(index: Directive, rules: Directive, province: str, day: datetime.date) -> Gathered:
    """Every county that has qualifying villages (S4-080), its figures the sums over them, its villages counted."""
    rows = list(standing(province, RecipientKind.VILLAGE, day))
    measured, generated = _measured(rules, rows)
    summed, _generated = _measured(index, rows)
    large = qualifying(rules, rows, measured)
    totals: dict[Code, dict[str, Fraction | int]] = {}
    names: dict[Code, str] = {}
    for one in rows:
        if one.pk not in large:
            continue
        county = totals.setdefault(one.county.code, {"villages": 0})
        names[one.county.code] = one.county.name
        county["villages"] += 1
        for key in ("population", "receipts"):
            value = summed.get((one.pk, key))
            if value is not None:
                county[key] = county.get(key, 0) + value
    codes = sorted(totals)
    columns: dict[str, list[Value]] = {
        key: [province if key == "province" else totals[code].get(key) for code in codes] for key in index.data
    }
    made_up = frozenset(one.county.code for one in rows if one.pk in large and one.pk in generated)
    return Gathered(Bodies(codes, names, columns), made_up)


def qualifying(
    rules: Directive, rows: Iterable[Recipient], measured: Mapping[tuple[int, str], int | Fraction]
) -> set[int]:
    """The villages large enough to be villages of the directive (S4-080, INV-22), by their numbers."""
    listed = list(rows)
    keys = ("population", "households")
    columns: dict[str, list[Value]] = {key: [measured.get((one.pk, key)) for one in listed] for key in keys}
    columns["kind"] = ["dehyari"] * len(listed)
    bodies = Bodies([one.code for one in listed], {}, columns)
    holds = figures_of(rules, bodies, "eligible") if listed else {}
    return {one.pk for one in listed if holds[one.code] == 1}


def _measured(directive: Directive, rows: list[Recipient]) -> tuple[dict[tuple[int, str], int | Fraction], set[int]]:
    """Figures by recipient and key, of the year the directive names or the latest; and whose are generated."""
    found: dict[tuple[int, str], int | Fraction] = {}
    generated: set[int] = set()
    wanted = {one.pk for one in rows}
    province = rows[0].province if rows else ""
    figures = RecipientFigure.objects.filter(province=province, key__in=list(directive.data)).order_by("year")
    for pk, key, year, value, made_up in figures.values_list("recipient_id", "key", "year", "value", "generated"):
        datum = directive.data[key]
        if pk not in wanted or (datum.year is not None and datum.year != year):
            continue
        in_millions = key in AMOUNTS and datum.unit == IN_MILLIONS
        found[pk, key] = Fraction(value, MILLION) if in_millions else value
        if made_up:
            generated.add(pk)
    return found, generated
