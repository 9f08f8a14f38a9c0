"""What functions of the language give for figures: powers, measures of many, and what stands in a table."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from hamtaraz.law import columns
from hamtaraz.law.columns import Figure, LargeAt, OutsideAt


def measure_of(name: str, nums: Sequence[int], percentile: int) -> Fraction:
    """One figure of many: a median of an even number is the mean of the middle two, a percentile the nearest rank."""
    if name == "sum":
        return Fraction(sum(nums))
    if name == "mean":
        return Fraction(sum(nums), len(nums))
    if name == "smallest":
        return Fraction(min(nums))
    if name == "largest":
        return Fraction(max(nums))
    ordered = sorted(nums)
    if name == "median":
        half = len(ordered) // 2
        return Fraction(ordered[half]) if len(ordered) % 2 else Fraction(ordered[half - 1] + ordered[half], 2)
    assert name == "percentile"
    rank = max(1, -(-percentile * len(ordered) // 100))
    return Fraction(ordered[min(rank, len(ordered)) - 1])


def power(figure: Figure, exponent: Figure) -> Figure:
    """A figure to a whole power of at most twelve; raises `OutsideAt`, and `LargeAt` where it would be endless."""
    if not isinstance(exponent, Fraction) or exponent.denominator != 1 or abs(exponent) > 12:
        raise OutsideAt("power", 0)
    for row, (num, den) in enumerate(_parts(figure)):
        if max(num.bit_length(), den.bit_length()) * abs(int(exponent)) > columns.MOST_BITS:
            raise LargeAt(row)
    found: Figure = Fraction(1)
    for _time in range(abs(int(exponent))):
        found = columns.multiply(found, figure)
    return columns.divide(Fraction(1), found) if exponent < 0 else found


def _parts(figure: Figure) -> Iterable[tuple[int, int]]:
    """Numerators with their denominators."""
    if isinstance(figure, Fraction):
        return [(figure.numerator, figure.denominator)]
    return zip(figure.nums, figure.dens(), strict=True)


type Lines = Sequence[tuple[Fraction, Fraction]]


def _step(value: Fraction, lines: Lines) -> Fraction:
    place = bisect_right(lines, value, key=lambda line: line[0])
    if not place:
        raise OutsideAt("step", 0)
    return lines[place - 1][1]


def _bracket(value: Fraction, lines: Lines) -> Fraction:
    if value < lines[0][0]:
        raise OutsideAt("bracket", 0)
    found = Fraction(0)
    for place, (since, rate) in enumerate(lines):
        if value <= since:
            break
        until = lines[place + 1][0] if place + 1 < len(lines) else value
        found += (min(value, until) - since) * rate
    return found


def _interpolate(value: Fraction, lines: Lines) -> Fraction:
    place = bisect_right(lines, value, key=lambda line: line[0])
    if not place:
        return lines[0][1]
    if place == len(lines):
        return lines[-1][1]
    (x0, y0), (x1, y1) = lines[place - 1], lines[place]
    return y0 + (value - x0) * Fraction(y1 - y0) / (x1 - x0)


LOOKED_UP: dict[str, Callable[[Fraction, Lines], Fraction]] = {
    "step": _step,
    "bracket": _bracket,
    "interpolate": _interpolate,
}
"""The functions that look a figure up in the rows of a table."""
