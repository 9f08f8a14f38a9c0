"""What a scenario gives every county: reckoned now, or read back from what was computed and adjusted."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from django.db.models import BigIntegerField, Subquery, Sum
from django.db.models.functions import Coalesce

from hamtaraz.distribution.models import Distribution, DistributionLine, Scenario
from hamtaraz.distribution.queries.earlier import Earlier, shares_before
from hamtaraz.distribution.queries.reckoning import (
    Figures,
    figures_for,
    persons_of,
    run_again,
    run_of,
    terms_of,
)
from hamtaraz.distribution.queries.standing import county_names, sums_by_county
from hamtaraz.distribution.refusals import NothingToShareOut
from hamtaraz.kernel.rial import Rial
from hamtaraz.law.measures import Moved, sensitivity
from hamtaraz.law.run import Run, distribute
from hamtaraz.law.why import Origins
from hamtaraz.places.models import County


@dataclass(frozen=True)
class Picture:
    """A run with what was adjusted beside it: whole rials by county, persons, who measured, and last year's amounts."""

    run: Run
    persons: Mapping[str, int]
    adjusted: Mapping[str, Rial]
    origins: Origins
    earlier: Earlier
    counties: Mapping[str, County]

    @property
    def formula(self) -> Mapping[str, Rial]:
        """What the directive gives each county."""
        return self.run.shares

    @property
    def shares(self) -> dict[str, Rial]:
        """Formula and adjustment together."""
        return {code: amount + self.adjusted.get(code, 0) for code, amount in self.run.shares.items()}

    def moved(self) -> dict[str, Moved]:
        """Which weight moves whom: every weight of a family in turn up by its step, the others giving way."""
        found: dict[str, Moved] = {}
        for keys in self.run.directive.families().values():
            weights = {key: self.run.parameters[key] for key in keys}
            found |= sensitivity(self._shares_at, weights, STEP, at_present=self.run.shares)
        return found

    def _shares_at(self, weights: Mapping[str, Fraction]) -> Mapping[str, Rial]:
        return try_again(self.run, weights).shares


STEP = Fraction(1, 100)
"""How far a weight is moved to see whom it moves: one percent of the whole."""


def try_again(run: Run, parameters: Mapping[str, Fraction]) -> Run:
    """The same figures with other parameters; those not named keep their values."""
    return distribute(
        run.directive, run.bodies, run.pool_rial, parameters={**run.parameters, **parameters},
        last_year=run.last_year, overrides=run.evaluation.overrides,
    )  # fmt: skip


def scenarios_of(distribution: Distribution) -> list[Scenario]:
    """The scenarios of a distribution, deleted ones included, each with `pool_rial`, what counties share in all."""
    lines = DistributionLine.objects.filter(distribution=distribution).order_by().values("distribution")
    pool = lines.annotate(sum=Sum("county_part_rial")).values("sum")
    sums = Coalesce(Subquery(pool), 0, output_field=BigIntegerField())
    found: list[Scenario] = []
    for one in distribution.scenarios.annotate(shared_rial=sums):
        one.pool_rial = one.shared_rial
        found.append(one)
    return found


def picture_of(
    distribution: Distribution,
    scenario: Scenario,
    day: datetime.date,
    parameters: Mapping[str, Fraction] | None = None,
) -> Picture:
    """What a scenario (of `scenarios_of`) would give now, or with other `parameters`; nothing is saved.

    Refuses `NothingToShareOut` without lines, and what the law refuses.
    """
    return pictures_of(distribution, [scenario], day, parameters)[scenario.pk]


def pictures_of(
    distribution: Distribution,
    scenarios: list[Scenario],
    day: datetime.date,
    parameters: Mapping[str, Fraction] | None = None,
) -> dict[int, Picture]:
    """What several scenarios (of `scenarios_of`) would give now, by the number of the scenario."""
    if not scenarios[0].pool_rial:
        raise NothingToShareOut(title=distribution.heading)
    earlier = shares_before(distribution.province, distribution.fiscal_year, distribution)
    known: dict[str, Figures] = {}
    found = {}
    for scenario in scenarios:
        terms = terms_of(scenario, earlier.shares)
        if parameters:
            terms = replace(terms, parameters={**terms.parameters, **parameters})
        text = scenario.directive_text
        if text not in known:
            known[text] = figures_for(terms.directive, distribution.province, day)
        figures = known[text]
        run = run_of(terms, figures.bodies, day, scenario.pool_rial)
        persons = persons_of(figures.bodies)
        found[scenario.pk] = Picture(
            run, persons, adjusted_in(scenario), figures.origins, earlier, {one.code: one for one in figures.counties}
        )
    return found


def picture_kept(distribution: Distribution, *, compared: bool = True) -> Picture:
    """What was computed and adjusted, from the frozen working and the cells; where `compared`, with the year so far."""
    working = distribution.working
    run = run_again(working)
    adjusted = {county: delta for county, (_formula, delta) in sums_by_county(distribution).items() if delta}
    persons = {code: int(count) for code, count in working["persons"].items()}
    origins = {key: (int(one["year"]), one["by"]) for key, one in working["origins"].items()}
    year = shares_before(distribution.province, distribution.fiscal_year, distribution) if compared else None
    already = year.already if year else {}
    earlier = Earlier(distribution.fiscal_year - 1, run.last_year, working.get("last_year_by", ""), already)
    return Picture(
        run, persons, adjusted, origins, earlier, {one.code: one for one in county_names(distribution.province)}
    )


def adjusted_in(scenario: Scenario) -> dict[str, Rial]:
    """The sum of a scenario's adjustments of every county."""
    found: dict[str, Rial] = {}
    for one in scenario.adjustments:
        found[one["county"]] = found.get(one["county"], 0) + int(one["delta_rial"])
    return {county: delta for county, delta in found.items() if delta}
