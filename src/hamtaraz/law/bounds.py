"""Share out within a least and a greatest amount for each: what one may not have goes to the others, to the last rial."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from hamtaraz.kernel.refusals import N_, Refused
from hamtaraz.kernel.rial import Rial
from hamtaraz.law.share_out import share_out

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
    least = [-(-amount // unit) if (amount := (minimums or {}).get(code)) is not None else 0 for code in codes]
    most = [amount // unit if (amount := (maximums or {}).get(code)) is not None else None for code in codes]
    weights = [points[code] for code in codes]
    _check(whole, codes, weights, least, most, unit)
    held = _hold(whole, weights, least, most)
    fixed = {codes[place]: amount for place, (_side, amount) in held.items()}
    free = {code: points[code] for code in codes if code not in fixed}
    rest = whole - sum(fixed.values())
    shares = share_out(rest, free) if free else {}
    found = {code: fixed[code] if code in fixed else shares[code] for code in codes}
    sides = {codes[place]: side for place, (side, _amount) in sorted(held.items())}
    return Sharing(total, unit, points, _times(found, unit), sides, rest * unit, sum(free.values()))


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
    for code, low, high in zip(codes, least, most, strict=True):
        if high is not None and low > high:
            raise BoundsCross(body=code, minimum_rial=low * unit, maximum_rial=high * unit)
    minimums = sum(amount for amount in least if amount > 0)
    if minimums > whole:
        raise MinimumsTooHigh(minimums_rial=minimums * unit, total_rial=whole * unit)
    if codes and all(high is not None or not weight for high, weight in zip(most, weights, strict=True)):
        maximums = sum(
            high if weight and high is not None else max(0, low)
            for high, low, weight in zip(most, least, weights, strict=True)
        )
        if any(weights) and maximums < whole:
            raise MaximumsTooLow(count=len(codes), maximums_rial=maximums * unit, total_rial=whole * unit)


def _hold(
    whole: int, weights: Sequence[int], least: Sequence[int], most: Sequence[int | None]
) -> dict[int, tuple[Side, int]]:
    """Find who is held at which bound: each round holds the side that is further off, until nobody is off."""
    held: dict[int, tuple[Side, int]] = {}
    rest, points = whole, sum(weights)
    unbounded = max(whole, *least) + 1
    free = [(p, low, unbounded if high is None else high, place)
            for place, (p, low, high) in enumerate(zip(weights, least, most, strict=True))]  # fmt: skip
    while free:
        below = [(low * points - rest * p, place) for p, low, _high, place in free if low * points > rest * p]
        above = [(rest * p - high * points, place) for p, _low, high, place in free if high * points < rest * p]
        if not below and not above:
            break
        is_below = sum(off for off, _place in below) >= sum(off for off, _place in above)
        side: Side = "minimum" if is_below else "maximum"
        now = {place for _off, place in (below if is_below else above)}
        for p, low, high, place in free:
            if place in now:
                amount = low if is_below else high
                held[place] = side, amount
                points -= p
                rest -= amount
        free = [one for one in free if one[3] not in now]
    return held
