"""Share out within a least and a greatest amount for each: what one may not have goes to the others, to the last rial."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from hamtaraz.kernel.refusals import N_, Refused
from hamtaraz.kernel.rial import Rial
from hamtaraz.law.share_out import NegativePoints, share_out

RATE_BITS = 64

type Code = str
type Side = Literal["minimum", "maximum"]


class MinimumsTooHigh(Refused):
    """The least amounts together are more than there is."""

    key = "minimums_too_high"
    sentence = N_("The least amounts add up to %(minimums_rial)s rial, but only %(total_rial)s rial is there to share.")
    remedy = N_("Lower the least amounts, or share out at least %(minimums_rial)s rial.")


class MaximumsTooLow(Refused):
    """The greatest amounts together are less than there is: somebody would have to get more than they may."""

    key = "maximums_too_low"
    sentence = N_(
        "All %(count)s recipients together may get no more than %(maximums_rial)s rial, but %(total_rial)s rial is"
        " to be shared."
    )
    remedy = N_("Raise the greatest amounts, share out less, or look whether all who should receive do.")


class BoundsCross(Refused):
    """Somebody's least amount is above their greatest."""

    key = "bounds_cross"
    sentence = N_(
        "The least amount of “%(body)s” (%(minimum_rial)s rial) is above the greatest (%(maximum_rial)s rial)."
    )
    remedy = N_("Correct one of the two for “%(body)s”.")


@dataclass(frozen=True, slots=True)
class Sharing:
    """One sharing out as it happened: amounts, the points they went by, and whom a bound held.

    `held` gives those who stand at their least or greatest amount; the others share the rest of `total_rial` in
    proportion to their points, so the exact share of one is `rest_rial × points ÷ rest_points` (see `quotient`).
    """

    total_rial: Rial
    unit_rial: Rial
    points: Mapping[Code, int]
    shares: Mapping[Code, Rial]
    held: Mapping[Code, Side] = field(default_factory=dict)
    rest_rial: Rial = 0
    rest_points: int = 0

    def quotient(self, code: Code) -> Fraction:
        """The exact share before rounding, in rials."""
        if code in self.held or not self.rest_points:
            return Fraction(self.shares[code])
        return Fraction(self.rest_rial * self.points[code], self.rest_points)


def share_within(
    total: Rial,
    points: Mapping[Code, int],
    minimums: Mapping[Code, Rial] | None = None,
    maximums: Mapping[Code, Rial] | None = None,
    *,
    unit: Rial = 1,
) -> Sharing:
    """Share `total` in proportion to points, nobody below a minimum or above a maximum, exactly.

    Whoever would fall below or rise above is held at the bound, the rest is shared again among the others, until
    nothing changes; the answer is the one in which all who are not held get the same for each point. Amounts are
    whole multiples of `unit` rials: minimums count as the next multiple above, maximums as the next below. Refuses
    `MinimumsTooHigh`, `MaximumsTooLow`, `BoundsCross`, and what `share_out` refuses.
    """
    whole = total // unit
    if not minimums and not maximums:
        shares = share_out(whole, points)
        return Sharing(total, unit, points, _times(shares, unit), {}, total, sum(points.values()))
    codes = sorted(points)
    least = [amount or 0 for amount in _in_units(minimums or {}, codes, unit, up=True)]
    most = _in_units(maximums or {}, codes, unit, up=False)
    weights = [points[code] for code in codes]
    _check(whole, codes, weights, least, most, unit)
    sides = _hold(whole, weights, least, most)
    fixed = {codes[place]: (least if side == "minimum" else most)[place] or 0 for place, side in sides.items()}
    free = {code: points[code] for code in codes if code not in fixed} if fixed else points
    rest = whole - sum(fixed.values())
    shares = fixed | (share_out(rest, free) if free else {})
    found = {code: shares[code] for code in codes}
    held = {codes[place]: sides[place] for place in sorted(sides)}
    return Sharing(total, unit, points, _times(found, unit), held, rest * unit, sum(free.values()))


def _in_units(amounts: Mapping[Code, Rial], codes: Sequence[Code], unit: Rial, *, up: bool) -> list[int | None]:
    """Bounds by the place of their codes, in whole units: the next multiple above, or below."""
    found = list(map(amounts.get, codes))
    if unit == 1:
        return found
    return [amount and (-(-amount // unit) if up else amount // unit) for amount in found]


def _times(shares: Mapping[Code, int], unit: int) -> Mapping[Code, Rial]:
    return shares if unit == 1 else {code: amount * unit for code, amount in shares.items()}


def _check(
    whole: int,
    codes: Sequence[Code],
    weights: Sequence[int],
    least: Sequence[int],
    most: Sequence[int | None],
    unit: Rial,
) -> None:
    if min(weights, default=0) < 0:
        code, weight = next((code, weight) for code, weight in zip(codes, weights, strict=True) if weight < 0)
        raise NegativePoints(code=code, points=weight)
    crossing = [place for place, high in enumerate(most) if high is not None and least[place] > high]
    if crossing:
        low, high = least[crossing[0]], most[crossing[0]] or 0
        raise BoundsCross(body=codes[crossing[0]], minimum_rial=low * unit, maximum_rial=high * unit)
    minimums = sum([amount for amount in least if amount > 0])
    if minimums > whole:
        raise MinimumsTooHigh(minimums_rial=minimums * unit, total_rial=whole * unit)
    if codes and all(high is not None or not weight for high, weight in zip(most, weights, strict=True)):
        greatest = [
            high if weight and high is not None else max(0, low)
            for high, low, weight in zip(most, least, weights, strict=True)
        ]
        maximums = sum(greatest)
        if any(weights) and maximums < whole:
            raise MaximumsTooLow(count=len(codes), maximums_rial=maximums * unit, total_rial=whole * unit)


def _hold(whole: int, weights: Sequence[int], least: Sequence[int], most: Sequence[int | None]) -> dict[int, Side]:
    """Find who is held at which bound: each round holds the side that is further off, until nobody is off.

    Somebody is off where their bound for each point (`low ÷ p`) lies beyond what all who are free get for each
    (`rest ÷ points`). Both are compared as whole numbers of 2⁻⁶⁴, cut, so only where these are equal do the products
    decide. Who has no points is below every amount above zero, and above none.
    """
    held: dict[int, Side] = {}
    rest, points = whole, sum(weights)
    beyond = (whole + sum(map(abs, least)) + 1) << RATE_BITS
    highs = [0 if high is None else high for high in most]
    floors = [(low << RATE_BITS) // p if p else beyond for low, p in zip(least, weights, strict=True)]
    tops = [(high << RATE_BITS) // p if p else beyond for high, p in zip(highs, weights, strict=True)]
    may_lack = [place for place, low in enumerate(least) if low > 0]
    may_exceed = [place for place, high in enumerate(most) if high is not None]

    def summed(amounts: Sequence[int], places: Sequence[int]) -> int:
        return sum(map(amounts.__getitem__, places))

    while points:
        rate = (rest << RATE_BITS) // points
        near = [place for place in may_lack if floors[place] >= rate]
        below = [place for place in near if floors[place] > rate or least[place] * points > rest * weights[place]]
        near = [place for place in may_exceed if tops[place] <= rate]
        above = [place for place in near if tops[place] < rate or highs[place] * points < rest * weights[place]]
        if not below and not above:
            break
        lacking = points * summed(least, below) - rest * summed(weights, below)
        surplus = rest * summed(weights, above) - points * summed(highs, above)
        side: Side = "minimum" if lacking >= surplus else "maximum"
        now, amounts = (below, least) if side == "minimum" else (above, highs)
        held.update(dict.fromkeys(now, side))
        points -= summed(weights, now)
        rest -= summed(amounts, now)
        may_lack = [place for place in may_lack if place not in held]
        may_exceed = [place for place in may_exceed if place not in held]
    return held
