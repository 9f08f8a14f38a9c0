"""The provincial capital model: weighted indicators of counties become shares of a credit (S0-12)."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from hamtaraz.kernel.refusals import N_, Refused
from hamtaraz.kernel.rial import Rial
from hamtaraz.law.share_out import share_out

type Code = str
type IndicatorKey = str

VERSION = "provincial-capital/1"
"""Names the arithmetic below; it changes when the same inputs would give another result."""

WHOLE_PPM = 1_000_000
SHARE_SCALE = 10**12
"""Each county's share of an indicator is rounded once, half to even, to this many parts of a whole."""


class GapPolicy(StrEnum):
    """What stands in for a figure that is missing or zero; shown in the working wherever used."""

    REFUSE = "refuse"
    NO_SHARE = "no_share"
    AVERAGE_OF_OTHERS = "average_of_others"
    SMALLEST_OF_OTHERS = "smallest_of_others"


class WeightsDoNotAddUp(Refused):
    """The weights are not a whole."""

    key = "weights_do_not_add_up"
    sentence = N_("The weights add up to %(sum_ppm)s, not to one hundred percent.")
    remedy = N_("Raise or lower the weights by %(difference_ppm)s in all.")


class WeightNegative(Refused):
    """An indicator weighs less than nothing."""

    key = "weight_negative"
    sentence = N_("The weight of “%(indicator)s” is below zero.")
    remedy = N_("Give “%(indicator)s” a weight of zero or more.")


class IndicatorUnknown(Refused):
    """A weight, a multiplier or a policy names an indicator without figures, or the reverse."""

    key = "indicator_unknown"
    sentence = N_("“%(indicator)s” has a weight without figures, or figures without a weight.")
    remedy = N_("Give “%(indicator)s” both figures and a weight, or leave it out.")


class IndicatorMissing(Refused):
    """A county's figure is missing or zero and no policy says what stands in for it."""

    key = "indicator_missing"
    sentence = N_("“%(indicator)s” of “%(county)s” is missing or zero.")
    remedy = N_("Enter the figure, or choose a policy for missing figures of “%(indicator)s”.")


class IndicatorNegative(Refused):
    """A figure is below zero."""

    key = "indicator_negative"
    sentence = N_("“%(indicator)s” of “%(county)s” is below zero.")
    remedy = N_("Correct the figure.")


class IndicatorEmpty(Refused):
    """No county has a figure above zero for an indicator."""

    key = "indicator_empty"
    sentence = N_("No county has a figure above zero for “%(indicator)s”.")
    remedy = N_("Enter the figures of “%(indicator)s”, or take it out of the model.")


@dataclass(frozen=True, kw_only=True)
class Model:
    """What the planner decides: weights, which indicator multiplies a rate, what fills gaps."""

    weights_ppm: Mapping[IndicatorKey, int]
    multiplied_by: Mapping[IndicatorKey, IndicatorKey] = field(default_factory=dict)
    gap_policies: Mapping[IndicatorKey, GapPolicy] = field(default_factory=dict)

    def policy(self, indicator: IndicatorKey) -> GapPolicy:
        """Give the policy for gaps of an indicator; refusing is the policy where none is named."""
        return self.gap_policies.get(indicator, GapPolicy.REFUSE)


@dataclass(frozen=True, kw_only=True)
class IndicatorWorking:
    """How one figure of one county became points.

    `used` is `given`, or what its policy put there (`filled`). `measure` is `used`, times the
    figure of the multiplying indicator where there is one. `share` is `measure` over the sum of
    the indicator's measures, in parts of `SHARE_SCALE`; `points` is `share` times `weight_ppm`.
    """

    given: Fraction | None
    used: Fraction
    filled: bool
    measure: Fraction
    weight_ppm: int
    share: int
    points: int


@dataclass(frozen=True, kw_only=True)
class CountyWorking:
    """How one county's points became rials: `floor_rial` and a `remainder` over `points_total`."""

    indicators: Mapping[IndicatorKey, IndicatorWorking]
    points: int
    points_total: int
    floor_rial: Rial
    remainder: int
    amount_rial: Rial

    @property
    def quotient(self) -> Fraction:
        """The exact share before rounding, in rials."""
        return self.floor_rial + Fraction(self.remainder, self.points_total)

    @property
    def rounded_up(self) -> bool:
        """Whether one of the left-over rials came here."""
        return self.amount_rial > self.floor_rial


@dataclass(frozen=True, kw_only=True)
class Working:
    """A run of the model with everything it used, so that "why this amount?" has an answer."""

    total_rial: Rial
    model: Model
    measure_totals: Mapping[IndicatorKey, Fraction]
    counties: Mapping[Code, CountyWorking]

    @property
    def shares(self) -> dict[Code, Rial]:
        """Rials of each county; they add up to `total_rial`."""
        return {code: county.amount_rial for code, county in self.counties.items()}

    @property
    def points(self) -> dict[Code, int]:
        """Points of each county, by which each line of a matrix is shared out."""
        return {code: county.points for code, county in self.counties.items()}

    def as_json(self) -> dict[str, object]:
        """Give the whole working as JSON values; every number is a string, fractions are `a/b`."""
        model = self.model
        keys = sorted(model.weights_ppm)
        return {
            "version": VERSION,
            "share_scale": str(SHARE_SCALE),
            "total_rial": str(self.total_rial),
            "weights_ppm": {key: str(model.weights_ppm[key]) for key in keys},
            "multiplied_by": dict(sorted(model.multiplied_by.items())),
            "gap_policies": {key: model.policy(key).value for key in keys},
            "measure_totals": {key: str(self.measure_totals[key]) for key in keys},
            "counties": {code: _county_json(county) for code, county in self.counties.items()},
        }

    def canonical(self) -> str:
        """Give `as_json` as one string with one possible spelling."""
        return json.dumps(self.as_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def digest(self) -> str:
        """Give the SHA-256 of inputs, weights, version and result together, in hexadecimal."""
        return hashlib.sha256(self.canonical().encode()).hexdigest()


def _county_json(county: CountyWorking) -> dict[str, object]:
    return {
        "indicators": {
            key: {
                "given": None if one.given is None else str(one.given),
                "used": str(one.used),
                "filled": one.filled,
                "measure": str(one.measure),
                "weight_ppm": str(one.weight_ppm),
                "share": str(one.share),
                "points": str(one.points),
            }
            for key, one in sorted(county.indicators.items())
        },
        "points": str(county.points),
        "points_total": str(county.points_total),
        "floor_rial": str(county.floor_rial),
        "remainder": str(county.remainder),
        "amount_rial": str(county.amount_rial),
    }


def run(
    total: Rial,
    indicators: Mapping[IndicatorKey, Mapping[Code, int | Fraction | None]],
    model: Model,
) -> Working:
    """Share `total` among the counties that appear in any indicator, by the model's indicators.

    Weights are parts per million and add up to a whole. A rate (unemployment) is multiplied by
    another indicator (population) where the model says so. Each county's share of each indicator
    is rounded once to `SHARE_SCALE`; from there on all is whole numbers (style.md 5). Refuses
    weights that do not add up, a weight without figures, negative figures, and a missing or zero
    figure for which no policy is named (S0-12, domain.md 2.4).
    """
    _check_weights(indicators, model)
    counties = sorted({code for figures in indicators.values() for code in figures})
    used = {key: _fill_gaps(key, indicators[key], counties, model.policy(key)) for key in sorted(model.weights_ppm)}
    measures = {key: _measures(key, used, model) for key in used}
    measure_totals = {key: sum(column.values(), Fraction(0)) for key, column in measures.items()}
    workings: dict[Code, dict[IndicatorKey, IndicatorWorking]] = {code: {} for code in counties}
    for key, column in measures.items():
        weight = model.weights_ppm[key]
        for code, measure in column.items():
            # Half to even, exact on fractions; the only rounding before rials.
            share = round(Fraction(measure * SHARE_SCALE) / measure_totals[key])
            given = indicators[key].get(code)
            workings[code][key] = IndicatorWorking(
                given=None if given is None else Fraction(given),
                used=used[key][code],
                filled=not given,
                measure=measure,
                weight_ppm=weight,
                share=share,
                points=share * weight,
            )
    return Working(
        total_rial=total,
        model=model,
        measure_totals=measure_totals,
        counties=_share_out_by(total, workings),
    )


def _share_out_by(
    total: Rial, workings: Mapping[Code, Mapping[IndicatorKey, IndicatorWorking]]
) -> dict[Code, CountyWorking]:
    """Turn each county's points into rials, keeping what was rounded."""
    points = {code: sum(one.points for one in found.values()) for code, found in workings.items()}
    amounts = share_out(total, points)
    whole = sum(points.values())
    return {
        code: CountyWorking(
            indicators=found,
            points=points[code],
            points_total=whole,
            floor_rial=total * points[code] // whole,
            remainder=total * points[code] % whole,
            amount_rial=amounts[code],
        )
        for code, found in workings.items()
    }


def _check_weights(indicators: Iterable[IndicatorKey], model: Model) -> None:
    weights = model.weights_ppm
    named = {*model.multiplied_by, *model.multiplied_by.values(), *model.gap_policies}
    for key in sorted(set(indicators) ^ set(weights) | named - set(weights)):
        raise IndicatorUnknown(indicator=key)
    for key in sorted(weights):
        if weights[key] < 0:
            raise WeightNegative(indicator=key)
    whole = sum(weights.values())
    if whole != WHOLE_PPM:
        raise WeightsDoNotAddUp(sum_ppm=whole, difference_ppm=abs(WHOLE_PPM - whole))


def _fill_gaps(
    key: IndicatorKey,
    figures: Mapping[Code, int | Fraction | None],
    counties: Iterable[Code],
    policy: GapPolicy,
) -> dict[Code, Fraction]:
    """Give every county a figure: its own, or what the named policy puts in the place of a gap."""
    known: dict[Code, Fraction] = {}
    gaps: list[Code] = []
    for code in counties:
        figure = Fraction(figures.get(code) or 0)
        if figure < 0:
            raise IndicatorNegative(indicator=key, county=code)
        if figure == 0 and policy is GapPolicy.REFUSE:
            raise IndicatorMissing(indicator=key, county=code)
        if figure:
            known[code] = figure
        else:
            gaps.append(code)
    if not known:
        raise IndicatorEmpty(indicator=key)
    return known | dict.fromkeys(gaps, _stand_in(known, policy))


def _stand_in(known: Mapping[Code, Fraction], policy: GapPolicy) -> Fraction:
    if policy is GapPolicy.AVERAGE_OF_OTHERS:
        return sum(known.values(), Fraction(0)) / len(known)
    if policy is GapPolicy.SMALLEST_OF_OTHERS:
        return min(known.values())
    return Fraction(0)


def _measures(
    key: IndicatorKey, used: Mapping[IndicatorKey, Mapping[Code, Fraction]], model: Model
) -> dict[Code, Fraction]:
    """Give what is compared between counties: the figure, or the rate times what it multiplies."""
    multiplier = model.multiplied_by.get(key)
    if multiplier is None:
        return dict(used[key])
    measures = {code: rate * used[multiplier][code] for code, rate in used[key].items()}
    if not any(measures.values()):
        raise IndicatorEmpty(indicator=key)
    return measures
