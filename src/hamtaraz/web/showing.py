"""Numbers as the reader writes them: digits, exact decimals, a part as percent."""

from __future__ import annotations

from fractions import Fraction

from hamtaraz.kernel.text import persian_digits
from hamtaraz.web.refusing import language


def digits(text: str) -> str:
    """The digits of a text as the reader writes them."""
    return persian_digits(text.replace(",", "٬").replace(".", "٫")) if language() == "fa" else text


def decimals(value: Fraction, places: int) -> str:
    """A number that is not below zero in decimals, rounded half to even; exact arithmetic all the way."""
    whole, rest = divmod(round(value * 10**places), 10**places)
    return f"{whole:,}.{rest:0{places}d}" if places else f"{whole:,}"


def part(share: Fraction | None, places: int = 2, *, signed: bool = False) -> str:
    """A part of a whole as percent, rounded half to even to `places`; a dash where there is none."""
    if share is None:
        return "—"
    text = decimals(abs(share) * 100, places)
    sign = "" if not text.strip("0.") else "−" if share < 0 else "+" if signed else ""
    mark = "\u200e" if sign and language() == "fa" else ""
    return mark + sign + digits(text) + ("٪" if language() == "fa" else "%")
