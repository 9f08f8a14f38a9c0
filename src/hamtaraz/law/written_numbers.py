"""Numbers as a directive writes them, exactly, and figures as they are spelled."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from hamtaraz.kernel.text import digits

LARGEST_NUMBER, FINEST = 10**30, -30
"""A number of a directive is smaller than this, and has no more decimals."""


def exact_number(value: object) -> Fraction | None:
    """A number as a directive writes it: whole or decimal, exactly; a fraction or percentage in quotation marks."""
    if isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        within = isinstance(exponent, int) and exponent >= FINEST and -LARGEST_NUMBER < value < LARGEST_NUMBER
        return Fraction(value) if within else None
    if isinstance(value, int) and not isinstance(value, bool):
        return Fraction(value) if -LARGEST_NUMBER < value < LARGEST_NUMBER else None
    if not isinstance(value, str) or len(value) > 2 * len(str(LARGEST_NUMBER)):
        return None
    text = digits(value).replace("٬", "").replace("_", "").replace("٫", ".").strip()
    found = re.fullmatch(r"([-+]?\d+(?:\.\d+)?)(?:\s*/\s*(\d+(?:\.\d+)?))?\s*([%٪])?", text)
    if not found or (found[2] and not Fraction(found[2])):
        return None
    number = Fraction(found[1]) / Fraction(found[2] or 1)
    return Fraction(number) / 100 if found[3] else number


def cell_of(value: object) -> object:
    """A figure of an example: numbers in quotation marks are numbers, other texts stay texts."""
    if isinstance(value, str):
        number = exact_number(value)
        return value if number is None or re.match(r"0\d", value) else number
    return value


def spelled(value: Fraction) -> str:
    """A figure as a decimal where it is one, else as a fraction."""
    if value.denominator == 1:
        return str(value.numerator)
    if 10**18 % value.denominator == 0:
        digits = next(places for places in range(1, 19) if 10**places % value.denominator == 0)
        sign = "-" if value < 0 else ""
        scaled = abs(value.numerator) * 10**digits // value.denominator
        whole, rest = divmod(scaled, 10**digits)
        return f"{sign}{whole}.{rest:0{digits}d}"
    return f"{value.numerator}/{value.denominator}"
