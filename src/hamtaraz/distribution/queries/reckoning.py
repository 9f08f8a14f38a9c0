"""How the model reckons: figures of the counties, a run of the law, and the frozen working read back (S0-12)."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hamtaraz.distribution.models import Distribution, DistributionLine
from hamtaraz.distribution.refusals import FigureMissing
from hamtaraz.kernel.rial import Rial
from hamtaraz.law import index_model
from hamtaraz.law.index_model import GapPolicy, Model, Working
from hamtaraz.law.matrix import BudgetLine, distribute_matrix
from hamtaraz.places.models import County, IndicatorValue

INDICATORS: dict[str, Any] = {
    "population": _("Population"),
    "area": _("Area"),
    "unemployment": _("Unemployment rate"),
}
"""The indicators of the model, as a person reads them."""
MULTIPLIED_BY = {"unemployment": "population"}
"""A rate counts in proportion to the people it is about."""
FIGURES: dict[str, Any] = {
    "population": _("Population"),
    "area_km2": _("Area"),
    "unemployed": _("Unemployed persons"),
    "labour_force": _("Labour force"),
}
"""The figures of a county the indicators are made of."""


@dataclass(frozen=True)
class Run:
    """A run of the model over the figures of one year, and who measured them."""

    working: Working
    indicator_year: int
    origins: tuple[str, ...]


def counties_on(province: str, day: datetime.date) -> QuerySet[County]:
    """The counties of a province as they stand on a day, in the order of their names."""
    return County.objects.filter(Q(until__isnull=True) | Q(until__gt=day), province=province, since__lte=day)


def run_of(
    distribution: Distribution,
    day: datetime.date,
    *,
    total_rial: Rial,
    weights_ppm: Mapping[str, int] | None = None,
    counties: Iterable[County] | None = None,
) -> Run:
    """Run the model over `total_rial` with the figures as they stand now; nothing is saved.

    Refuses `FigureMissing`, and what the law refuses of weights.
    """
    if counties is None:
        counties = counties_on(distribution.province, day)
    figures, origins = _figures(distribution, list(counties))
    model = Model(weights_ppm=dict(weights_ppm or distribution.weights_ppm), multiplied_by=dict(MULTIPLIED_BY))
    return Run(index_model.run(total_rial, figures, model), distribution.indicator_year, origins)


def _figures(
    distribution: Distribution, counties: list[County]
) -> tuple[dict[str, dict[str, int | Fraction | None]], tuple[str, ...]]:
    """The indicators of every county: persons, square kilometres, unemployed over labour force."""
    rows = IndicatorValue.objects.filter(
        province=distribution.province, year=distribution.indicator_year, key__in=FIGURES
    ).values_list("county__code", "key", "value", "origin")
    given: dict[tuple[str, str], int] = {}
    origins = set()
    for code, key, value, origin in rows:
        given[code, key] = value
        origins.add(origin)
    found: dict[str, dict[str, int | Fraction | None]] = {key: {} for key in INDICATORS}
    for county in counties:
        for key, label in FIGURES.items():
            if not given.get((county.code, key)):
                raise FigureMissing(figure=label, county=str(county), year=distribution.indicator_year)
        found["population"][county.code] = given[county.code, "population"]
        found["area"][county.code] = given[county.code, "area_km2"]
        found["unemployment"][county.code] = Fraction(
            given[county.code, "unemployed"], given[county.code, "labour_force"]
        )
    return found, tuple(sorted(origins))


def share_out_lines(points: Mapping[str, int], lines: Iterable[DistributionLine]) -> dict[int, dict[str, Rial]]:
    """Share every line among the counties by points, exact to the rial: line number → county → rials (INV-01)."""
    by_source: dict[str, list[DistributionLine]] = {}
    for line in lines:
        by_source.setdefault(line.source, []).append(line)
    shares: dict[int, dict[str, Rial]] = {}
    for of_source in by_source.values():
        numbers = {BudgetLine(line.chapter, line.programme): line for line in of_source}
        amounts = {key: line.county_part_rial for key, line in numbers.items()}
        matrix = distribute_matrix(sum(amounts.values()), points, amounts)
        for cell, amount in matrix.cells.items():
            line = numbers[BudgetLine(cell.chapter, cell.programme)]
            shares.setdefault(line.pk, {})[cell.county] = amount
    return shares


def freeze(run: Run, lines: Iterable[DistributionLine]) -> tuple[dict[str, Any], str]:
    """The working of a run with the lines it shared out, as JSON, and the SHA-256 of its one spelling."""
    working = {
        "model": run.working.as_json(),
        "indicator_year": str(run.indicator_year),
        "origins": list(run.origins),
        "lines": [
            {
                "source": line.source,
                "chapter": line.chapter,
                "programme": line.programme,
                "county_part_rial": str(line.county_part_rial),
            }
            for line in lines
        ],
    }
    return working, digest_of(working)


def digest_of(working: Mapping[str, Any]) -> str:
    """The SHA-256 of a frozen working, in hexadecimal; it is the distribution's `digest` or somebody changed it."""
    spelled = json.dumps(working, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(spelled.encode()).hexdigest()


def working_of(distribution: Distribution) -> Working:
    """The frozen working as the law knows it: the law run again on the frozen figures gives the same (S0-12)."""
    frozen = distribution.working["model"]
    figures: dict[str, dict[str, int | Fraction | None]] = {key: {} for key in frozen["weights_ppm"]}
    for code, county in frozen["counties"].items():
        for key, one in county["indicators"].items():
            figures[key][code] = None if one["given"] is None else Fraction(one["given"])
    model = Model(
        weights_ppm={key: int(weight) for key, weight in frozen["weights_ppm"].items()},
        multiplied_by=frozen["multiplied_by"],
        gap_policies={key: GapPolicy(policy) for key, policy in frozen["gap_policies"].items()},
    )
    return index_model.run(int(frozen["total_rial"]), figures, model)
