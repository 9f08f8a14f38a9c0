"""What a distribution does to the bodies: who gains and who loses, how unequal it is, which weight moves whom."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from functools import cache
from itertools import compress
from typing import Literal, NamedTuple

from hamtaraz.kernel.refusals import N_, Refused
from hamtaraz.kernel.rial import Rial

THEIL_PLACES = 12
Order = Literal["rial", "part", "per_head"]


class NobodyToMeasure(Refused):
    """Inequality is between amounts per head; without any population there is none."""

    key = "nobody_to_measure"
    sentence = N_("None of the bodies has a population, so no amount per head can be measured.")
    remedy = N_("Give the population of the bodies, with its year and source.")


class ShareBelowZero(Refused):
    """A share below zero has no place in a measure of inequality."""

    key = "share_below_zero"
    sentence = N_("The share of “%(code)s” is below zero (%(share_rial)s rial).")
    remedy = N_("Correct the share of “%(code)s” before the distribution is measured.")


class WeightsNotWhole(Refused):
    """Weights of one family are not below zero and add up to one."""

    key = "weights_not_whole"
    sentence = N_("The weights of one family add up to %(sum)s, not to 1, or one of them is below zero.")
    remedy = N_("Change the weights so that none is below zero and they add up to 1.")


class WeightOutOfRange(Refused):
    """A weight moved past zero or one."""

    key = "weight_out_of_range"
    sentence = N_("The weight “%(weight)s” would be %(value)s; a weight lies between 0 and 1.")
    remedy = N_("Move the weight by a smaller step.")


# --- who gains and who loses -------------------------------------------------------------------


class Difference(NamedTuple):
    """What one body had and has, in whole rials; `population` is None where it is not known or nobody lives there."""

    code: str
    before_rial: Rial
    after_rial: Rial
    population: int | None

    @property
    def change_rial(self) -> Rial:
        """How many rials more (below zero: fewer) the body has than before."""
        return self.after_rial - self.before_rial

    @property
    def part(self) -> Fraction | None:
        """The change as a part of what was before (1/4 is 25 percent more); None where nothing was before."""
        return Fraction(self.change_rial, self.before_rial) if self.before_rial else None

    @property
    def per_head_rial(self) -> Fraction | None:
        """The change for each person; None where there is no population."""
        return Fraction(self.change_rial, self.population) if self.population else None


@dataclass(frozen=True)
class Differences:
    """All bodies of two distributions: who gains (most first), who loses (most first), who stays (by code)."""

    winners: Sequence[Difference]
    losers: Sequence[Difference]
    unchanged: Sequence[Difference]
    gained_rial: Rial
    lost_rial: Rial

    @property
    def change_rial(self) -> Rial:
        """How much more is shared out in all."""
        return self.gained_rial - self.lost_rial

    def of(self, code: str) -> Difference:
        """The difference of one body."""
        return next(one for rows in (self.winners, self.losers, self.unchanged) for one in rows if one.code == code)


def differences(
    before: Mapping[str, Rial],
    after: Mapping[str, Rial],
    population: Mapping[str, int] | None = None,
    *,
    by: Order = "rial",
) -> Differences:
    """Hold two distributions against each other; a body that is in one of them only has zero in the other.

    `by` says what the most is: rials, the part of what was before, or rials per head. Ties go to the
    lower code. By part, a body that had nothing comes first among the winners; per head, a body
    without a population comes last.
    """
    people = population or {}
    winners, losers, unchanged = [], [], []
    gained = lost = 0
    for code in sorted(before if before.keys() == after.keys() else before.keys() | after.keys()):
        had, has = before.get(code, 0), after.get(code, 0)
        one = Difference(code, had, has, people.get(code) or None)
        change = has - had
        if change > 0:
            winners.append(one)
            gained += change
        elif change < 0:
            losers.append(one)
            lost -= change
        else:
            unchanged.append(one)
    return Differences(_most_first(winners, by), _most_first(losers, by), unchanged, gained, lost)


def _most_first(rows: list[Difference], by: Order) -> list[Difference]:
    """Sort by the size of the change; the rows come in order of code and the sort is stable."""
    keys = [abs(one.after_rial - one.before_rial) for one in rows]
    if by == "part":
        keys = _ranks(keys, [one.before_rial for one in rows])
        first = max(keys, default=0) + 1
        keys = [key if one.before_rial else first for key, one in zip(keys, rows, strict=True)]
    elif by == "per_head":
        keys = _ranks(keys, [one.population or 0 for one in rows])
    return [rows[place] for place in sorted(range(len(rows)), key=keys.__getitem__, reverse=True)]


def _ranks(above: Sequence[int], below: Sequence[int]) -> list[int]:
    """Whole numbers in the exact order of the quotients; -1 where the divisor is zero."""
    bits = 2 * max((one.bit_length() for one in below), default=0)
    # Unequal quotients of divisors below 2^n differ by more than 2^-2n, so their scaled floors differ too.
    return [(a << bits) // b if b else -1 for a, b in zip(above, below, strict=True)]


# --- how unequal -------------------------------------------------------------------------------


class PerHead(NamedTuple):
    """What each person of a body has, in rials."""

    code: str
    rial: Fraction


@dataclass(frozen=True)
class Inequality:
    """How unequally a distribution treats persons; see `inequality` for each definition."""

    gini: Fraction
    theil: Decimal
    max_over_min: Fraction | None
    highest: PerHead
    lowest: PerHead
    mean_rial: Fraction
    left_out: tuple[str, ...]


def inequality(shares: Mapping[str, Rial], population: Mapping[str, int]) -> Inequality:
    """Measure the inequality of the amount per head between bodies; every person counts alike.

    With amounts xᵢ, persons pᵢ, their sums X and P, and a body's amount per head xᵢ/pᵢ:

    `gini` is Σᵢ Σⱼ |xᵢpⱼ − xⱼpᵢ| / (2XP): half the mean difference between two persons, as a part of
    the mean. 0 where everybody has the same; below 1 always; exact.

    `theil` is Σᵢ (xᵢ/X) ln((xᵢ/X) / (pᵢ/P)), natural logarithm, a body without money counting 0 (Theil's
    first measure, T). 0 where everybody has the same; rounded once, to 12 decimals, half to even.

    `max_over_min` is the highest amount per head over the lowest, exact, with the bodies where they are
    (ties to the lower code); None where the lowest is zero. Where X is zero everybody has the same.

    Bodies of `shares` whose population is zero or not known have no amount per head: they are in
    `left_out`, and in none of the measures. Refuses shares below zero, and bodies none of which
    has a population.
    """
    codes = sorted(shares)
    amounts = list(map(shares.__getitem__, codes))
    if amounts and min(amounts) < 0:
        code = next(code for code in codes if shares[code] < 0)
        raise ShareBelowZero(code=code, share_rial=shares[code])
    people = [population.get(code) or 0 for code in codes]
    left_out: tuple[str, ...] = ()
    if 0 in people:
        left_out = tuple(code for code, persons in zip(codes, people, strict=True) if not persons)
        codes, amounts = list(compress(codes, people)), list(compress(amounts, people))
        people = list(compress(people, people))
    if not codes:
        raise NobodyToMeasure()
    ranks = _ranks(amounts, people)
    order = sorted(range(len(codes)), key=ranks.__getitem__)
    extremes = (ranks.index(ranks[order[0]]), ranks.index(ranks[order[-1]]))
    low, high = (PerHead(codes[at], Fraction(amounts[at], people[at])) for at in extremes)
    return Inequality(
        gini=_gini([amounts[place] for place in order], [people[place] for place in order]),
        theil=_theil(amounts, people),
        max_over_min=Fraction(high.rial, low.rial) if low.rial else Fraction(1) if not high.rial else None,
        highest=high,
        lowest=low,
        mean_rial=Fraction(sum(amounts), sum(people)),
        left_out=left_out,
    )


def _gini(amounts: list[Rial], people: list[int]) -> Fraction:
    """The Gini coefficient of bodies in order of their amount per head, the lowest first."""
    rial_below = people_below = apart = 0
    for amount, persons in zip(amounts, people, strict=True):
        apart += amount * people_below - persons * rial_below
        rial_below += amount
        people_below += persons
    return Fraction(apart, rial_below * people_below) if rial_below else Fraction(0)


def _theil(amounts: list[Rial], people: list[int]) -> Decimal:
    """Theil's T in fixed point: the same digits on every machine, and for any unit of money."""
    unit = math.gcd(*amounts) or 1
    amounts = [amount // unit for amount in amounts]
    rials, persons = sum(amounts), sum(people)
    if not rials:
        return Decimal(0)
    total = sum(a * _ln(a * persons, p * rials) for a, p in zip(amounts, people, strict=True) if a)
    places = Decimal(1).scaleb(-THEIL_PLACES)
    exact = Context(prec=60, rounding=ROUND_HALF_EVEN)
    return max(Decimal(0), exact.quantize(exact.divide(Decimal(total), Decimal(rials << _BITS)), places))


_BITS = 56
_STEP = 47


def _ln(above: int, below: int) -> int:
    """The natural logarithm of a quotient of whole numbers, times 2^56; right to 2^-50.

    The quotient is brought between 1/2 and 2 by a power of two; from the middle m of one of 768 steps,
    ln(q) = ln(m) + 2(z + z³/3 + …) with z = (q − m)/(q + m), which is below 2^-9.
    """
    twos = above.bit_length() - below.bit_length()
    quotient = (above << _BITS) // (below << twos) if twos > 0 else (above << (_BITS - twos)) // below
    middle = (quotient >> _STEP << _STEP) + _HALF_STEP
    z = ((quotient - middle) << _BITS) // (quotient + middle)
    return _logarithms()[middle] + 2 * z + (2 * z * z * z >> 2 * _BITS) // 3 + twos * _LN_2


@cache
def _logarithms() -> dict[int, int]:
    """The logarithm of the middle of every step, times 2^56; decimal's logarithm is correctly rounded everywhere."""
    exact = Context(prec=40, rounding=ROUND_HALF_EVEN)
    unit = Decimal(1 << _BITS)
    middles = range((1 << (_BITS - 1)) + _HALF_STEP, 2 << _BITS, 1 << _STEP)
    logarithms = {middle: exact.ln(exact.divide(Decimal(middle), unit)) for middle in middles}
    return {middle: int(exact.multiply(ln, unit).to_integral_value()) for middle, ln in logarithms.items()}


_HALF_STEP = 1 << (_STEP - 1)
_LN_2 = 49_946_518_145_322_874  # ln(2) × 2^56, rounded


# --- which weight moves whom -------------------------------------------------------------------


class Moved(NamedTuple):
    """What happens when one weight moves by `step` (the others of its family giving way): each body's change."""

    weight: str
    step: Fraction
    weights: dict[str, Fraction]
    changes: dict[str, Rial]

    def most(self, count: int) -> tuple[list[tuple[str, Rial]], list[tuple[str, Rial]]]:
        """The `count` bodies that gain most and those that lose most; ties to the lower code."""
        gain = sorted(
            ((code, rial) for code, rial in self.changes.items() if rial > 0), key=lambda one: (-one[1], one[0])
        )
        lose = sorted(
            ((code, rial) for code, rial in self.changes.items() if rial < 0), key=lambda one: (one[1], one[0])
        )
        return gain[:count], lose[:count]


def move_weight(weights: Mapping[str, Fraction], weight: str, step: Fraction) -> dict[str, Fraction]:
    """Move one weight of a family by `step`; the others keep their proportions and all add up to one again.

    Where the others are all zero they take up what is left in equal parts. Refuses weights that do not
    add up to one, and a step past zero or one. A family of one weight cannot move.
    """
    _hold_to_whole(weights)
    moved = weights[weight] + step
    others = [key for key in weights if key != weight]
    if not 0 <= moved <= 1 or (not others and step):
        raise WeightOutOfRange(weight=weight, value=str(moved))
    rest = 1 - weights[weight]
    return {
        key: moved if key == weight else Fraction(was * (1 - moved), rest) if rest else Fraction(1 - moved, len(others))
        for key, was in weights.items()
    }


def sensitivity(
    shares_at: Callable[[Mapping[str, Fraction]], Mapping[str, Rial]],
    weights: Mapping[str, Fraction],
    step: Fraction = Fraction(1, 100),
    *,
    at_present: Mapping[str, Rial] | None = None,
) -> dict[str, Moved]:
    """Which weight moves whom: each weight of a family in turn up by `step`, and what every body then gains or loses.

    `shares_at` gives the shares for weights, and is asked once for each weight (and once for `weights` as
    they are unless `at_present` has these shares). A weight that would pass one is moved down instead; its
    `Moved.step` says so. A family of one weight moves nobody and is left out.
    """
    _hold_to_whole(weights)
    if len(weights) < 2:
        return {}
    now = shares_at(weights) if at_present is None else at_present
    told = {}
    for weight, present in weights.items():
        move = step if present + step <= 1 else -step
        moved = move_weight(weights, weight, move)
        then = shares_at(moved)
        changes = {code: then.get(code, 0) - now.get(code, 0) for code in sorted(now.keys() | then.keys())}
        told[weight] = Moved(weight, move, moved, changes)
    return told


def _hold_to_whole(weights: Mapping[str, Fraction]) -> None:
    if sum(weights.values()) != 1 or min(weights.values()) < 0:
        raise WeightsNotWhole(sum=str(sum(weights.values())))
