"""Turns what the queries give into what the pages draw: map, layers, gains and losses, sentences, the matrix."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from hamtaraz.distribution.models import Distribution, DistributionCell, DistributionLine
from hamtaraz.distribution.queries.picture import Picture
from hamtaraz.distribution.queries.standing import Names
from hamtaraz.kernel import rial
from hamtaraz.law.measures import Inequality, Moved, differences, inequality
from hamtaraz.places.models import County
from hamtaraz.web.refusing import language
from hamtaraz.web.showing import decimals, digits, part

TONES = 8
SHOWN_FIRST = 4
"""How many of those who gain and of those who lose most the card of changes shows."""
HALF_BAR = 100
MOST_ROWS = 500
"""As many rows as anybody looks at; with more bodies the page shows the largest shares, the files hold all."""
FINE = 10**6
"""Amounts per head are told apart to a millionth of a rial when the map is coloured."""


def money(amount_rial: rial.Rial, unit: rial.Unit) -> str:
    """An amount in the reader's unit, rounded to it; what is less stands in brackets."""
    return rial.show(amount_rial, unit, language(), rounded=True)


def per_head(amount_rial: Fraction | int, unit: rial.Unit) -> str:
    """An amount for each person, cut to a tenth of the reader's unit: short enough for a tile."""
    tenths = int(amount_rial * 10) // unit.size_rial
    return rial.show(tenths * 100_000, rial.Unit.MILLION, language())


def rows(
    picture: Picture,
    names: Mapping[str, str],
    unit: rial.Unit,
    before: Mapping[str, int],
    already: Mapping[str, int] | None = None,
) -> list[dict[str, Any]]:
    """The counties, the largest share first, as the reader reads it: the same words fill the page and the answer."""
    shares = picture.shares
    given = already or {}
    total = sum(shares.values())
    heads = {code: shares[code] * FINE // count for code, count in picture.persons.items() if code in shares}
    ranks = sorted(set(heads.values()))
    place = {value: at * TONES // len(ranks) for at, value in enumerate(ranks)}
    largest_first = sorted(sorted(shares), key=shares.__getitem__, reverse=True)
    return [
        {
            "code": code,
            "name": names.get(code, code),
            "amount_rial": str(shares[code]),
            "population": rial.show(picture.persons.get(code, 0), rial.Unit.RIAL, language()),
            "part": part(Fraction(shares[code], total)) if total else "—",
            "formula": money(picture.formula[code], unit),
            "adjustment": money(picture.adjusted[code], unit) if picture.adjusted.get(code) else "—",
            "amount": money(shares[code], unit),
            "per_head": per_head(Fraction(shares[code], picture.persons[code]), unit) if code in heads else "—",
            "tone": place[heads[code]] if code in heads else 0,
            "change": part(Fraction(shares[code] + given.get(code, 0) - before[code], before[code]), 1, signed=True)
            if before.get(code)
            else "—",
        }
        for code in largest_first[:MOST_ROWS]
    ]


def sums(picture: Picture, unit: rial.Unit) -> dict[str, str]:
    """The last row of the shares table."""
    adjusted = sum(picture.adjusted.values())
    return {
        "population": rial.show(sum(picture.persons.values()), rial.Unit.RIAL, language()),
        "formula": money(sum(picture.formula.values()), unit),
        "adjustment": money(adjusted, unit) if adjusted else "—",
        "amount": money(sum(picture.shares.values()), unit),
    }


def tiles(
    drawn: Sequence[Mapping[str, Any]], counties: Mapping[str, County], distribution: Distribution, query: str = ""
) -> list[dict[str, Any]]:
    """One place on the map a county, the deeper the more for each person."""
    page = reverse("distribution:distribution", args=[distribution.pk])
    return [
        {
            "code": row["code"],
            "name": row["name"],
            "col": counties[row["code"]].tile_column,
            "row": counties[row["code"]].tile_row,
            "value": row["per_head"],
            "tone": row["tone"],
            "url": f"{page}?{query}county={row['code']}#working",
        }
        for row in drawn
        if row["code"] in counties
    ]


def changes(
    before: Mapping[str, int], after: Mapping[str, int], names: Mapping[str, str], persons: Mapping[str, int], unit: rial.Unit
) -> dict[str, Any]:  # fmt: skip
    """Who gains and who loses against `before`: those at both ends, bars from the mean, and how many stand between."""
    told = differences(before, after, persons, by="part")
    known = [one for one in (*told.winners, *told.unchanged, *reversed(told.losers)) if one.before_rial]
    whole = sum(one.before_rial for one in known)
    mean = Fraction(sum(one.after_rial for one in known), whole) - 1 if whole else Fraction(0)
    ends = known if len(known) <= 2 * SHOWN_FIRST + 1 else [*known[:SHOWN_FIRST], *known[-SHOWN_FIRST:]]
    widest = max((abs(one.part - mean) for one in ends if one.part is not None), default=Fraction(0))
    return {
        "mean": part(mean, 1, signed=True),
        "more": digits(str(len(known) - len(ends))) if len(known) > len(ends) else "",
        "gap_after": SHOWN_FIRST,
        "winners": digits(str(len(told.winners))),
        "losers": digits(str(len(told.losers))),
        "rows": [
            {
                "code": one.code,
                "name": names.get(one.code, one.code),
                "part": part(one.part, 1, signed=True),
                "rial": money(one.change_rial, unit),
                "per_head": money(int(one.per_head_rial), unit) if one.per_head_rial is not None else "—",
                **_bar(one.part - mean if one.part is not None else Fraction(0), widest),
            }
            for one in ends
        ],
    }


def _bar(off: Fraction, widest: Fraction) -> dict[str, Any]:
    """A bar from the middle line: where it begins and how long it is, and its colour."""
    length = int(Fraction(abs(off) * HALF_BAR) / widest) if widest else 0
    return {
        "x": HALF_BAR if off >= 0 else HALF_BAR - length,
        "length": max(length, 1),
        "tone": "teal" if off >= 0 else "gold",
    }


def measured(shares: Mapping[str, int], persons: Mapping[str, int]) -> Inequality | None:
    """The inequality of a distribution; None where nobody's number is known."""
    known = {code: amount for code, amount in shares.items() if persons.get(code)}
    return inequality(known, persons) if known and min(known.values()) >= 0 else None


def inequality_words(
    after: Inequality | None, before: Inequality | None, names: Mapping[str, str], against: str
) -> str:
    """One sentence on how unequal the amounts per head are, and whether that is more or less than `against`."""
    if after is None:
        return ""
    told = {
        "after": digits(decimals(after.gini, 3)),
        "theil": digits(f"{after.theil:.3f}"),
        "highest": names.get(after.highest.code, after.highest.code),
        "lowest": names.get(after.lowest.code, after.lowest.code),
        "times": digits(decimals(after.max_over_min, 1)) if after.max_over_min is not None else "∞",
        "against": against,
        "before": digits(decimals(before.gini, 3)) if before else "",
        "theil_before": digits(f"{before.theil:.3f}") if before else "",
    }
    ends = _("A person in %(highest)s gets %(times)s times what a person in %(lowest)s gets.") % told
    if before is None:
        return (
            _("The inequality of the credit per head is %(after)s by Gini and %(theil)s by Theil.") % told + " " + ends
        )
    if after.gini < before.gini:
        first = _(
            "The credit per head becomes more equal than in %(against)s: Gini falls from %(before)s to %(after)s, Theil from %(theil_before)s to %(theil)s."
        )
    elif after.gini > before.gini:
        first = _(
            "The credit per head becomes less equal than in %(against)s: Gini rises from %(before)s to %(after)s, Theil from %(theil_before)s to %(theil)s."
        )
    else:
        first = _("The credit per head is as unequal as in %(against)s: Gini %(after)s, Theil %(theil)s.")
    return first % told + " " + ends


def sensitivities(
    moved: Mapping[str, Moved], picture: Picture, names: Mapping[str, str], unit: rial.Unit
) -> list[dict[str, Any]]:
    """Of every weight: what one percent more of it gives the two who gain most and takes from the two who lose most."""
    return [
        {
            "weight": picture.run.directive.parameters[key].called(language()),
            "step": part(one.step, 0, signed=True),
            "gain": [{"name": names.get(code, code), "rial": money(amount, unit)} for code, amount in one.most(2)[0]],
            "lose": [{"name": names.get(code, code), "rial": money(amount, unit)} for code, amount in one.most(2)[1]],
        }
        for key, one in moved.items()
    ]


def in_words(amount_rial: int) -> str:
    """An amount in the reader's words."""
    say = rial.in_words if language() == "fa" else rial.in_words_en
    return say(amount_rial)


@dataclass(frozen=True)
class Grid:
    """The matrix: a column a line, a row a county, sums both ways, and what each line leaves over."""

    columns: list[dict[str, Any]]
    groups: list[dict[str, Any]]
    rows: list[dict[str, Any]]
    total_rial: int


def grid(
    lines: Sequence[DistributionLine],
    cells: Mapping[tuple[int, str], DistributionCell],
    counties: Iterable[County],
    named: Names,
) -> Grid:
    """Lay lines and cells out as a matrix; a column says its residual, which is zero when all is shared (INV-01)."""
    rows: list[dict[str, Any]] = []
    for county in counties:
        own = [cells.get((line.pk, county.code)) for line in lines]
        if any(own):
            rows.append({"county": county, "cells": own, "sum_rial": sum(cell.amount_rial for cell in own if cell)})
    columns = []
    groups: list[dict[str, Any]] = []
    for place, line in enumerate(lines):
        given = sum(row["cells"][place].amount_rial for row in rows if row["cells"][place])
        columns.append(
            {
                "line": line,
                "title": named.programme(line.programme),
                "chapter": named.chapter(line.chapter),
                "source": named.source(line.source),
                "sum_rial": given,
                "residual_rial": line.county_part_rial - given if rows else 0,
            }
        )
        if groups and groups[-1]["code"] == line.source:
            groups[-1]["width"] += 1
        else:
            groups.append({"code": line.source, "name": named.source(line.source), "width": 1})
    return Grid(columns, groups, rows, sum(row["sum_rial"] for row in rows))


def effects(grid: Grid, unit: rial.Unit) -> list[dict[str, Any]]:
    """What the adjustments do to everybody: each county's sum and part of the whole by the formula, and as adjusted.

    Those who give or get most come first; a county nobody touched is left out.
    """
    total = grid.total_rial
    whole = total - sum(cell.adjustment_rial for one in grid.rows for cell in one["cells"] if cell)
    rows = []
    for row in grid.rows:
        delta = sum(cell.adjustment_rial for cell in row["cells"] if cell)
        formula = row["sum_rial"] - delta
        if delta and whole and total:
            rows.append((delta, row["county"], formula, Fraction(formula, whole), Fraction(row["sum_rial"], total)))
    return [
        {
            "county": county,
            "formula": money(formula, unit),
            "delta_rial": delta,
            "before": part(before, 3),
            "after": part(after, 3),
            "moved": part(after - before, 3, signed=True),
            "of_formula": part(Fraction(delta, formula), 1, signed=True) if formula else "—",
        }
        for delta, county, formula, before, after in sorted(rows, key=lambda one: (-abs(one[0]), one[1].code))
    ]
