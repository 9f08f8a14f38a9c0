"""Share out within a least and a greatest amount for each: what one may not have goes to the others, to the last rial."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from hamtaraz.kernel.refusals import N_, Refused
from hamtaraz.kernel.rial import Rial
from hamtaraz.law.share_out import share_out

type Code = str


class MinimumsTooHigh(Refused):
    """The least amounts together are more than there is."""

    key = "minimums_too_high"
    sentence = N_("The least amounts add up to %(minimums_rial)s rial, but only %(total_rial)s rial is there to share.")
    remedy = N_("Lower the least amounts, or share out at least %(minimums_rial)s rial.")


class MaximumsTooLow(Refused):
    """The greatest amounts together are less than there is: somebody would have to get more than they may."""

    key = "maximums_too_low"
    sentence = N_("All together may get no more than %(maximums_rial)s rial, but %(total_rial)s rial is to be shared.")
    remedy = N_("Raise the greatest amounts, or share out no more than %(maximums_rial)s rial.")


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
    held: Mapping[Code, Literal["minimum", "maximum"]] = field(default_factory=dict)
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
    least = {code: -(-amount // unit) for code, amount in (minimums or {}).items() if code in points}
    most = {code: amount // unit for code, amount in (maximums or {}).items() if code in points}
    _check(whole, points, least, most, unit)
    held = _hold(whole, points, least, most, unit)
    fixed = {code: least[code] if side == "minimum" else most[code] for code, side in held.items()}
    free = {code: points[code] for code in points if code not in held}
    rest = whole - sum(fixed.values())
    shares = share_out(rest, free) if free else {}
    found = {code: fixed[code] if code in held else shares[code] for code in sorted(points)}
    return Sharing(total, unit, points, _times(found, unit), held, rest * unit, sum(free.values()))


def _times(shares: Mapping[Code, int], unit: int) -> Mapping[Code, Rial]:
    return shares if unit == 1 else {code: amount * unit for code, amount in shares.items()}


def _check(
    whole: int, points: Mapping[Code, int], least: Mapping[Code, int], most: Mapping[Code, int], unit: Rial
) -> None:
    for code in sorted(set(least) & set(most)):
        if least[code] > most[code]:
            raise BoundsCross(body=code, minimum_rial=least[code] * unit, maximum_rial=most[code] * unit)
    minimums = sum(amount for amount in least.values() if amount > 0)
    if minimums > whole:
        raise MinimumsTooHigh(minimums_rial=minimums * unit, total_rial=whole * unit)
    if all(code in most or not points[code] for code in points):
        maximums = sum(most[code] if points[code] else max(0, least.get(code, 0)) for code in points)
        if points and maximums < whole:
            raise MaximumsTooLow(maximums_rial=maximums * unit, total_rial=whole * unit)


def _hold(
    whole: int, points: Mapping[Code, int], least: Mapping[Code, int], most: Mapping[Code, int], unit: Rial
) -> dict[Code, Literal["minimum", "maximum"]]:
    """Find who is held at which bound: each round holds the side that is further off, until nobody is off."""
    held: dict[Code, Literal["minimum", "maximum"]] = {}
    free = dict(points)
    rest, all_points = whole, sum(points.values())
    while free:
        below = {c: least[c] for c in free if c in least and least[c] * all_points > rest * free[c]}
        above = {c: most[c] for c in free if c in most and most[c] * all_points < rest * free[c]}
        if not below and not above:
            break
        short = sum(amount * all_points - rest * free[c] for c, amount in below.items())
        over = sum(rest * free[c] - amount * all_points for c, amount in above.items())
        side: Literal["minimum", "maximum"] = "minimum" if short >= over else "maximum"
        for code, amount in (below if side == "minimum" else above).items():
            held[code] = side
            all_points -= free.pop(code)
            rest -= amount
    return held
