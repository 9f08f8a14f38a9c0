"""Columns of exact figures: whole numbers over whole numbers, a figure for each body, fast for 40,000 of them.

A figure for all bodies is a `Fraction`; a column has numerators, and one denominator for all or one for each.
Nothing is reduced or rounded here except by `rounded` and the functions that say so.
"""

from __future__ import annotations

import decimal
import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import repeat
from math import isqrt, lcm

from hamtaraz.kernel.refusals import N_, Refused

MOST_BITS = 20_000
"""How long the figures of a power may become, in binary digits."""
LONGEST_FIGURE = 2**512
"""Figures of a name, and amounts, are smaller than this over their scale, so that nothing made of them is endless."""
LOG_DIGITS = 30
"""Decimals kept of a logarithm or a root; the last one is rounded half to even."""
_LOG = decimal.Context(prec=60, rounding=decimal.ROUND_HALF_EVEN)


class DividesByZero(Refused):
    """A formula would divide by zero; `body` is the first body it happens to."""

    key = "divides_by_zero"
    sentence = N_("The formula of “%(clause)s” divides by zero for “%(body)s”.")
    remedy = N_("Correct the figure, choose a policy for zeros of it, or write the case with if(…).")


class OutsideFunction(Refused):
    """A root of a figure below zero, or a logarithm of one not above zero."""

    key = "outside_function"
    sentence = N_("“%(name)s” in “%(clause)s” has no value for “%(body)s”: its figure is too small.")
    remedy = N_("Correct the figure, or write the case with if(…).")


class FigureTooLarge(Refused):
    """A figure would have more digits than anybody could check."""

    key = "figure_too_large"
    sentence = N_("A figure in “%(clause)s” is too large to be worked out for “%(body)s”.")
    remedy = N_("Write a smaller exponent, or divide the figure first.")


class LargeAt(Exception):
    """A figure that is too large, at a row."""

    def __init__(self, row: int) -> None:
        super().__init__(row)
        self.row = row


class ZeroAt(Exception):
    """A division by zero at a row; the caller knows which body that is."""

    def __init__(self, row: int) -> None:
        super().__init__(row)
        self.row = row


class OutsideAt(Exception):
    """A function without a value at a row."""

    def __init__(self, name: str, row: int) -> None:
        super().__init__(name, row)
        self.name, self.row = name, row


@dataclass(frozen=True, slots=True)
class Column:
    """A figure for each row: `nums[i]` over `den`, or over `den[i]`; denominators are above zero."""

    nums: list[int]
    den: int | list[int]

    def __len__(self) -> int:
        return len(self.nums)

    def at(self, row: int) -> Fraction:
        """The figure of one row."""
        return Fraction(self.nums[row], self.den if isinstance(self.den, int) else self.den[row])

    def dens(self) -> list[int]:
        """A denominator for each row."""
        return [self.den] * len(self.nums) if isinstance(self.den, int) else self.den

    def pick(self, rows: Sequence[int]) -> Column:
        """The figures of some rows, in that order."""
        den = self.den
        nums = self.nums
        return Column([nums[row] for row in rows], den if isinstance(den, int) else [den[row] for row in rows])

    def fractions(self) -> list[Fraction]:
        """Every figure as a fraction."""
        return [Fraction(num, den) for num, den in zip(self.nums, self.dens(), strict=True)]


type Figure = Column | Fraction
"""A figure for each body, or one for all."""


def full(figure: Figure, length: int) -> Column:
    """A column of `length` rows, whatever the figure was."""
    if isinstance(figure, Column):
        return figure
    return Column([figure.numerator] * length, figure.denominator)


def of_fractions(values: Sequence[Fraction]) -> Column:
    """A column of fractions, each with its own denominator unless all have the same."""
    dens = {value.denominator for value in values}
    if len(dens) == 1:
        return Column([value.numerator for value in values], dens.pop())
    return Column([value.numerator for value in values], [value.denominator for value in values])


def add(left: Figure, right: Figure) -> Figure:
    """The sum, row by row."""
    if isinstance(left, Fraction):
        return left + right if isinstance(right, Fraction) else add(right, left)
    nums, den = left.nums, left.den
    if isinstance(right, Fraction):
        if isinstance(den, int):
            common = lcm(den, right.denominator)
            times, plus = common // den, right.numerator * (common // right.denominator)
            return Column([num * times + plus for num in nums], common)
        n, d = right.numerator, right.denominator
        return Column([num * d + n * e for num, e in zip(nums, den, strict=True)], [e * d for e in den])
    if isinstance(den, int) and isinstance(right.den, int):
        common = lcm(den, right.den)
        a, b = common // den, common // right.den
        return Column([x * a + y * b for x, y in zip(nums, right.nums, strict=True)], common)
    ours, theirs = left.dens(), right.dens()
    return Column(
        [x * d + y * c for x, c, y, d in zip(nums, ours, right.nums, theirs, strict=True)],
        list(map(operator.mul, ours, theirs)),
    )


def negative(figure: Figure) -> Figure:
    """The figure with its sign turned."""
    if isinstance(figure, Fraction):
        return -figure
    return Column(list(map(operator.neg, figure.nums)), figure.den)


def multiply(left: Figure, right: Figure) -> Figure:
    """The product, row by row."""
    if isinstance(left, Fraction):
        return left * right if isinstance(right, Fraction) else multiply(right, left)
    if isinstance(right, Fraction):
        times, over = right.numerator, right.denominator
        nums = [num * times for num in left.nums]
        return Column(nums, left.den * over if isinstance(left.den, int) else [den * over for den in left.den])
    nums = list(map(operator.mul, left.nums, right.nums))
    if isinstance(left.den, int) and isinstance(right.den, int):
        return Column(nums, left.den * right.den)
    return Column(nums, list(map(operator.mul, left.dens(), right.dens())))


def divide(left: Figure, right: Figure) -> Figure:
    """The quotient, row by row; raises `ZeroAt` with the first row whose divisor is zero."""
    return multiply(left, _inverse(right))


def _inverse(figure: Figure) -> Figure:
    if isinstance(figure, Fraction):
        if not figure:
            raise ZeroAt(0)
        return Fraction(1) / figure
    if 0 in figure.nums:
        raise ZeroAt(figure.nums.index(0))
    if min(figure.nums, default=1) > 0:
        return Column(figure.dens(), figure.nums)
    return Column(
        [den if num > 0 else -den for num, den in zip(figure.nums, figure.dens(), strict=True)],
        list(map(abs, figure.nums)),
    )


_COMPARES: dict[str, Callable[[int, int], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "==": operator.eq, "!=": operator.ne,
}  # fmt: skip


def compare(sign: str, left: Figure, right: Figure) -> list[bool] | bool:
    """Compare row by row, exactly."""
    difference = add(left, negative(right))
    if isinstance(difference, Fraction):
        return bool(_COMPARES[sign](difference.numerator, 0))
    return list(map(_COMPARES[sign], difference.nums, repeat(0)))


def choose(condition: Sequence[bool], yes: Figure, no: Figure) -> Column:
    """Row by row the one figure or the other."""
    length = len(condition)
    first, second = full(yes, length), full(no, length)
    if isinstance(first.den, int) and isinstance(second.den, int):
        common = lcm(first.den, second.den)
        a, b = common // first.den, common // second.den
        return Column(
            [x * a if chosen else y * b for chosen, x, y in zip(condition, first.nums, second.nums, strict=True)],
            common,
        )
    return Column(
        [x if chosen else y for chosen, x, y in zip(condition, first.nums, second.nums, strict=True)],
        [x if chosen else y for chosen, x, y in zip(condition, first.dens(), second.dens(), strict=True)],
    )


def extreme(least: bool, first: Figure, second: Figure) -> Figure:
    """The lesser (`least`) or the greater of two figures, row by row."""
    if isinstance(first, Fraction) and isinstance(second, Fraction):
        return min(first, second) if least else max(first, second)
    chosen = compare("<=" if least else ">=", first, second)
    return choose(chosen, first, second)  # type: ignore[arg-type]


def absolute(figure: Figure) -> Figure:
    """The figure without its sign."""
    if isinstance(figure, Fraction):
        return abs(figure)
    return Column(list(map(abs, figure.nums)), figure.den)


def hold_to_length(nums: Sequence[int]) -> None:
    """Raise `LargeAt` with the first row whose figure is longer than anybody could check."""
    if nums and (max(nums) >= LONGEST_FIGURE or min(nums) <= -LONGEST_FIGURE):
        raise LargeAt(next(row for row, num in enumerate(nums) if abs(num) >= LONGEST_FIGURE))


def half_even(num: int, den: int) -> int:
    """The whole number nearest to `num` over `den`, halves to the even one."""
    whole, rest = divmod(num, den)
    return whole + (2 * rest > den or (2 * rest == den and whole & 1))


def rounded(figure: Figure, scale: int, length: int) -> Column:
    """Round every figure once, half to even, to a whole number over `scale`: what a named indicator holds."""
    column = full(figure, length)
    den, nums, twice = column.den, column.nums, 2 * scale
    # Half a unit more, cut, is the nearest; where nothing is left to cut it was a half, and the odd one goes down again.
    if isinstance(den, int):
        if scale % den == 0:
            times = scale // den
            return Column([num * times for num in nums] if times != 1 else nums, scale)
        halved = map(divmod, [num * twice + den for num in nums], repeat(2 * den))
    else:
        halved = map(divmod, [num * twice + d for num, d in zip(nums, den, strict=True)], [2 * d for d in den])
    return Column([whole if rest or not whole & 1 else whole - 1 for whole, rest in halved], scale)


def whole_steps(figure: Figure, step: Fraction, way: str) -> Figure:
    """Round to a multiple of `step`: "round" half to even, "floor" down, "ceil" up. `step` is above zero."""
    turned: dict[str, Callable[[int, int], int]] = {
        "round": half_even,
        "floor": lambda num, den: num // den,
        "ceil": lambda num, den: -(-num // den),
    }
    take = turned[way]
    if isinstance(figure, Fraction):
        parts = Fraction(figure) / step
        return take(parts.numerator, parts.denominator) * step
    n, d = step.numerator, step.denominator
    nums = [take(num * d, den * n) for num, den in zip(figure.nums, figure.dens(), strict=True)]
    return multiply(Column(nums, 1), step)


def each(figure: Figure, known: Callable[[Fraction], Fraction]) -> Figure:
    """Apply a slow exact function to each different figure once."""
    if isinstance(figure, Fraction):
        return known(figure)
    seen: dict[tuple[int, int], Fraction] = {}
    values = []
    for row, pair in enumerate(zip(figure.nums, figure.dens(), strict=True)):
        if pair not in seen:
            try:
                seen[pair] = known(Fraction(*pair))
            except OutsideAt as outside:
                raise OutsideAt(outside.name, row) from None
        values.append(seen[pair])
    return of_fractions(values)


def logarithm(value: Fraction) -> Fraction:
    """The natural logarithm to `LOG_DIGITS` decimals, the same on every machine."""
    if value <= 0:
        raise OutsideAt("log", 0)
    found = _LOG.subtract(_LOG.ln(decimal.Decimal(value.numerator)), _LOG.ln(decimal.Decimal(value.denominator)))
    scale = 10**LOG_DIGITS
    exact = Fraction(found)
    return Fraction(half_even(exact.numerator * scale, exact.denominator), scale)


def root(value: Fraction) -> Fraction:
    """The square root to `LOG_DIGITS` decimals, cut; exact where the root is a fraction of so many digits."""
    if value < 0:
        raise OutsideAt("sqrt", 0)
    scale = 10**LOG_DIGITS
    return Fraction(isqrt(value.numerator * scale * scale // value.denominator), scale)
