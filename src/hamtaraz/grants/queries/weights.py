"""Weights as a person reads them: kilograms are kept, tonnes are shown."""

from __future__ import annotations

from hamtaraz.kernel.text import persian_digits


def tonnes(kilograms: int, language: str = "fa") -> str:
    """A weight in tonnes with three places at most: 285,714 kg is «۲۸۵٫۷۱۴»."""
    whole, rest = divmod(kilograms, 1000)
    shown = f"{whole:,}" + (f".{rest:03d}".rstrip("0") if rest else "")
    return shown if language == "en" else persian_digits(shown.replace(",", "٬").replace(".", "٫"))
