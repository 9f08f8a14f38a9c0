"""Turns what the queries give into what the pages draw: tiles, layers, the working in words, the matrix."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from hamtaraz.distribution.models import Distribution, DistributionCell, DistributionLine
from hamtaraz.distribution.queries.reckoning import INDICATORS
from hamtaraz.distribution.queries.standing import CountyShare, Names
from hamtaraz.kernel import percent, rial
from hamtaraz.kernel.percent import WHOLE_PPM
from hamtaraz.law import explain
from hamtaraz.law.index_model import Working
from hamtaraz.places.models import County
from hamtaraz.web.refusing import language

TONES = 8


def per_head(amount_rial: rial.Rial, unit: rial.Unit) -> str:
    """An amount for each person, cut to a tenth of the reader's unit: short enough for a tile."""
    tenths = amount_rial * 10 // unit.size_rial
    return rial.show(tenths * 100_000, rial.Unit.MILLION, language())


def tiles(shares: Sequence[CountyShare], distribution: Distribution, unit: rial.Unit) -> list[dict[str, Any]]:
    """One tile a county, the deeper the more for each person; only counties that have a place on the map."""
    ranks = sorted({share.per_head_rial for share in shares})
    page = reverse("distribution:distribution", args=[distribution.pk])
    return [
        {
            "code": share.code,
            "name": share.name,
            "col": share.county.tile_column,
            "row": share.county.tile_row,
            "value": per_head(share.per_head_rial, unit),
            "tone": ranks.index(share.per_head_rial) * TONES // len(ranks),
            "url": f"{page}?county={share.code}#working",
        }
        for share in shares
        if share.county.tile_column is not None and share.county.tile_row is not None
    ]


def sums_of(shares: Mapping[int, Mapping[str, int]]) -> dict[str, tuple[int, int]]:
    """Formula and no adjustment of every county, of lines that are not saved yet."""
    sums: dict[str, int] = {}
    for of_line in shares.values():
        for county, amount in of_line.items():
            sums[county] = sums.get(county, 0) + amount
    return {county: (amount, 0) for county, amount in sums.items()}


def population_of(working: Working) -> dict[str, int]:
    """The persons of every county as the working has them."""
    return {code: int(county.indicators["population"].used) for code, county in working.counties.items()}


def layers(shares: Sequence[CountyShare]) -> dict[str, Any]:
    """The rows of the shares table with each county's part of the whole, and the sums under them."""
    total = sum(share.amount_rial for share in shares)
    return {
        "rows": [
            {"share": share, "share_ppm": share.amount_rial * WHOLE_PPM // total if total else 0} for share in shares
        ],
        "population": sum(share.population for share in shares),
        "formula_rial": sum(share.formula_rial for share in shares),
        "adjustment_rial": sum(share.adjustment_rial for share in shares),
        "amount_rial": total,
    }


@dataclass(frozen=True)
class Reason:
    """One line of a working: a sentence and the share it leads to, in parts per million."""

    words: str
    share_ppm: int


def reasons(working: Working, county: str) -> list[Reason]:
    """Why a county has its part of the whole, in sentences, from the figures to the sum of the indicators (S0-12)."""
    lines = explain.why(working, county)
    of = {line.indicator: line for line in lines if line.label == "indicator"}
    (whole,) = (line for line in lines if line.label == "share_of_total")
    indicators = [Reason(_indicator_words(of[key]), _ppm(of[key].figures["contribution"])) for key in INDICATORS]
    return [*indicators, Reason(_("The indicators together"), _ppm(whole.figures["share"]))]


def _indicator_words(line: explain.Line) -> str:
    """One indicator's sentence: its figure of what, times which weight."""
    figures = line.figures
    weight = percent.show(_ppm(figures["weight"]), language())
    name = INDICATORS[str(line.indicator)]
    if line.words:
        rate = percent.show(_ppm(figures["figure"]) // 100 * 100, language())
        return _("%(name)s %(rate)s, in proportion to population, × %(weight)s") % {
            "name": name, "rate": rate, "weight": weight,
        }  # fmt: skip
    return _("%(name)s %(figure)s of %(whole)s × %(weight)s") % {
        "name": name,
        "figure": rial.show(int(figures["measure"]), rial.Unit.RIAL, language()),
        "whole": rial.show(int(figures["measure_total"]), rial.Unit.RIAL, language()),
        "weight": weight,
    }


def _ppm(share: int | Fraction) -> int:
    return int(share * WHOLE_PPM)


def line_shares(
    working: Working, county: str, given: Iterable[tuple[DistributionLine, int, int]], named: Names
) -> list[dict[str, Any]]:
    """A county's share of each line (line, formula, adjustment): the exact quotient, and what rounding made of it."""
    points = working.counties[county].points
    whole = working.counties[county].points_total
    rows = []
    for line, formula, adjustment in given:
        hundredths = line.county_part_rial * points * 100 // whole
        rows.append(
            {
                "name": named.programme(line.programme),
                "source": named.source(line.source),
                "quotient": rial.show(hundredths * 10_000, rial.Unit.MILLION, language()),
                "formula_rial": formula,
                "adjustment_rial": adjustment,
            }
        )
    return rows


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
