"""Say a refusal to a person: its sentence and its way out, with figures as the reader writes them."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from hamtaraz.kernel import jalali, percent, rial
from hamtaraz.kernel.refusals import Refused
from hamtaraz.kernel.text import persian_digits


class Said(NamedTuple):
    """What happened, and what would make it pass."""

    sentence: str
    remedy: str


def say(refused: Refused, translate: Callable[[str], str], language: str) -> Said:
    """Word a refusal in the reader's language; `translate` is gettext, or str for English.

    Values named `_rial` are shown as grouped rials (sentences say the unit), `_on` as Jalali days,
    `_ppm` as percent, other whole numbers in the reader's digits; `needs` is words of ours and is translated.
    The rest is shown as it is.
    """
    shown = {name: _shown(name, value, language) for name, value in refused.values.items()}
    if shown.get("needs"):
        shown["needs"] = translate(shown["needs"])
    return Said(translate(refused.sentence) % shown, translate(refused.remedy) % shown)


def _shown(name: str, value: object, language: str) -> str:
    if isinstance(value, int):
        if name.endswith("_rial"):
            return rial.show(value, rial.Unit.RIAL, language)
        if name.endswith("_ppm"):
            return percent.show(value, language)
    if isinstance(value, date):
        return jalali.show(value, "short", language)
    if isinstance(value, int) and language == "fa":
        return persian_digits(str(value))
    return str(value)
