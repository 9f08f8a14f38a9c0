"""Writes facts the way a reader reads them: amounts, days, decimals and digits in the paper's language."""

from collections.abc import Callable
from datetime import date
from typing import Any

from hamtaraz.kernel import jalali, rial
from hamtaraz.kernel.text import digits, persian_digits

UNITS = {
    "rial": rial.Unit.RIAL,
    "thousand_rial": rial.Unit.THOUSAND,
    "million_rial": rial.Unit.MILLION,
}


class Voice:
    """How one paper speaks: its language, the unit of its tables, and the letters its font has."""

    def __init__(self, language: str, unit: str, printable: Callable[[str], str]) -> None:
        self.language = language
        self.unit = UNITS[unit]
        self.printable = printable

    def speak(self, value: Any, name: str = "") -> Any:
        """Give a copy of `value` with every text as it is printed; `name` is the field it stands in."""
        if isinstance(value, dict):
            return {key: self.speak(inner, key) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.speak(inner, name) for inner in value]
        if not isinstance(value, str):
            return value
        if name == "sha256":
            return value
        if name.endswith("_rial"):
            return rial.show(int(value), self.unit, self.language)
        if name.endswith("_on"):
            return jalali.show(date.fromisoformat(value), language=self.language)
        if name.endswith(("_percent", "_quantity")):
            return self.decimal(value)
        if self.language != "fa" and name.endswith(("number", "code")):
            return self.printable(digits(value))
        return self.text(value)

    def text(self, text: str) -> str:
        """Give a text letter by letter, its digits Persian on a Persian paper."""
        return self.printable(persian_digits(text) if self.language == "fa" else text)

    def decimal(self, number: str) -> str:
        """Give a decimal written with a point as «۷۲٫۵»."""
        return persian_digits(number.replace(".", "٫")) if self.language == "fa" else number

    def words(self, amount: int) -> str:
        """Give an amount of whole rials in words, without the unit."""
        return rial.in_words(amount) if self.language == "fa" else rial.in_words_en(amount)
