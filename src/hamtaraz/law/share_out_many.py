"""Divide an amount among millions of rows: the answer of `share_out`, reckoned on columns of 64-bit integers."""

import numpy as np
from numpy.typing import NDArray

from hamtaraz.kernel.rial import LARGEST_RIAL, Rial
from hamtaraz.law.share_out import NegativePoints, NegativeTotal, NothingToShareBy, share_out

type Column = NDArray[np.int64]

LIMB = 22
"""Bits of one digit of the multiplier: points below 2⁴¹ times a digit, and a carry, stay below 2⁶⁴."""

LIMBS = 3
LARGEST_POINTS = 2 ** (2 * LIMB - 3) - 1
"""Points of one row that the columns can reckon with: about 2.2 × 10¹²."""

AT_ONCE = 2**15
"""Rows reckoned at a time, so that the columns between stay in the processor's own memory."""


def share_out_many(total: Rial, points: Column) -> Column:
    """Divide `total` in proportion to `points`, to the last rial, as `share_out` does (INV-14).

    Rows stand in order of code; ties go to the earlier row. Every step is on whole numbers. Where
    they outgrow 64 bits (points above `LARGEST_POINTS` or adding up to 2⁶³, a total above
    `LARGEST_RIAL`) `share_out` itself gives the answer. Refuses what `share_out` refuses; negative
    points are named by their row, counted from zero.
    """
    if points.dtype != np.int64 or points.ndim != 1:
        raise TypeError("points are not one column of 64-bit integers")
    if total < 0:
        raise NegativeTotal(total_rial=total)
    if len(points) and points.min() < 0:
        row = int(np.argmax(points < 0))
        raise NegativePoints(code=row, points=int(points[row]))
    whole = _sum(points)
    if whole == 0:
        if total:
            raise NothingToShareBy(total_rial=total)
        return np.zeros_like(points)
    if total > LARGEST_RIAL or whole > LARGEST_RIAL or points.max() > LARGEST_POINTS:
        return np.array(list(share_out(total, dict(enumerate(points.tolist()))).values()), dtype=np.int64)
    shares, remainders = _divide(total, points, whole)
    _give(shares, remainders, total - _sum(shares))
    return shares


def _sum(column: Column) -> int:
    """Add up a column of numbers from zero; the sum may outgrow 64 bits."""
    return (int((column >> 32).sum()) << 32) + int((column & 0xFFFFFFFF).sum())


def _divide(total: Rial, points: Column, whole: int) -> tuple[Column, NDArray[np.uint64]]:
    """Give `total × points ÷ whole` of each row, rounded down, and the remainder.

    With total = a × whole + b the share is a × points + ⌊b × points ÷ whole⌋. The second part is
    points × ⌊b × 2⁶⁶ ÷ whole⌋ ÷ 2⁶⁶, multiplied digit by digit: too low by less than points ÷ 2⁶⁶,
    so after rounding down right or one too low. The remainder, which 64 bits hold even of two
    wholes, tells which.
    """
    times, rest = divmod(total, whole)
    multiplier = (rest << (LIMB * LIMBS)) // whole
    digits = [np.uint64((multiplier >> (LIMB * place)) & (2**LIMB - 1)) for place in range(LIMBS)]
    shift, divisor, repeated, product = np.uint64(LIMB), np.uint64(whole), np.uint64(times), np.uint64(total)
    shares, remainders = np.empty_like(points), np.empty(len(points), dtype=np.uint64)
    carry, partial = np.empty(AT_ONCE, dtype=np.uint64), np.empty(AT_ONCE, dtype=np.uint64)
    for start in range(0, len(points), AT_ONCE):
        some = points[start : start + AT_ONCE].view(np.uint64)
        share = shares[start : start + AT_ONCE].view(np.uint64)
        remainder = remainders[start : start + AT_ONCE]
        high, low = carry[: len(some)], partial[: len(some)]
        high[:] = 0
        for digit in digits:
            np.multiply(some, digit, out=low)
            high += low
            high >>= shift
        np.multiply(some, repeated, out=share)
        share += high
        np.multiply(some, product, out=remainder)  # modulo 2⁶⁴, as is the next: their difference is small
        np.multiply(share, divisor, out=low)
        remainder -= low
        is_one_low = remainder >= divisor
        share += is_one_low
        np.multiply(is_one_low, divisor, out=low)
        remainder -= low
    return shares, remainders


def _give(shares: Column, remainders: NDArray[np.uint64], left_over: int) -> None:
    """Add the rials left over, one each, to the largest remainders; of equal ones to the earlier row."""
    if not left_over:
        return
    last = np.partition(remainders, len(remainders) - left_over)[len(remainders) - left_over]
    larger = remainders > last
    shares += larger
    equal = np.flatnonzero(remainders == last)
    shares[equal[: left_over - int(np.count_nonzero(larger))]] += 1
