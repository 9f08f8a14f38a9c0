"""Amounts of money: whole rials, shown in the reader's unit and read from what people type."""

import re
from enum import Enum

from hamtaraz.kernel.refusals import N_, Missing, Refused
from hamtaraz.kernel.text import clean, digits, persian_digits
from hamtaraz.kernel.words import in_words, in_words_en

__all__ = [
    "LARGEST_RIAL",
    "Rial",
    "Unit",
    "in_words",
    "in_words_en",
    "parse",
    "parse_cell",
    "show",
]

type Rial = int

LARGEST_RIAL = 2**63 - 1
"""The largest amount the book can hold (a signed 64-bit integer)."""


class Unit(Enum):
    """The unit an amount is shown and typed in; the value is its size as a power of ten."""

    RIAL = 0
    THOUSAND = 3
    MILLION = 6
    MILLIARD = 9

    @property
    def size_rial(self) -> Rial:
        """How many rials one of this unit is."""
        return 10**self.value

    @property
    def label(self) -> str:
        """The unit's name, an English msgid."""
        return _UNIT_LABELS[self]


_UNIT_LABELS = {
    Unit.RIAL: N_("rial"),
    Unit.THOUSAND: N_("thousand rial"),
    Unit.MILLION: N_("million rial"),
    Unit.MILLIARD: N_("milliard rial"),
}


class AmountMissing(Missing):
    """No amount was typed."""

    key = "amount_missing"
    sentence = N_("No amount is written.")
    remedy = N_("Write the amount in digits; write 0 where there is none.")

    def __init__(self) -> None:
        super().__init__()


class AmountUnreadable(Refused):
    """The text is not one number with its digits in groups of three."""

    key = "amount_unreadable"
    sentence = N_("“%(text)s” is not an amount.")
    remedy = N_("Write digits only; separate thousands in groups of three, decimals by «٫» or “.”.")


class AmountNegative(Refused):
    """Amounts are typed positive; direction is said by the entry, not by a sign."""

    key = "amount_negative"
    sentence = N_("“%(text)s” is below zero.")
    remedy = N_("Write a positive amount; to take back a recorded amount, issue a correction.")


class AmountTooFine(Refused):
    """The amount has a part smaller than one rial."""

    key = "amount_too_fine"
    sentence = N_("“%(text)s” has a part smaller than one rial.")
    remedy = N_("Write at most %(places)s decimal places in this unit.")


class AmountTooLarge(Refused):
    """The amount is beyond what the book can hold."""

    key = "amount_too_large"
    sentence = N_("“%(text)s” is larger than any amount the book can hold.")
    remedy = N_("Check the unit: the amount may be in rial and the unit in million rial.")


class AmountLostDigits(Refused):
    """The amount passed through a form of number that keeps about 15 digits only."""

    key = "amount_lost_digits"
    sentence = N_("“%(text)s” may have lost its last digits.")
    remedy = N_("Write the amount in a larger unit, or set the cell's format to text.")


def show(amount_rial: Rial, unit: Unit = Unit.RIAL, language: str = "fa", *, rounded: bool = False) -> str:
    """Write an amount in `unit`: exact to the last rial, or whole units when `rounded` (half to even).

    Persian digits with «٬» and «٫» when `language` is "fa", otherwise “,” and “.”; a negative
    amount stands in parentheses.
    """
    whole, rest = divmod(abs(amount_rial), unit.size_rial)
    if rounded:
        whole, rest = whole + _rounds_up(whole, rest, unit.size_rial), 0
    fraction = str(rest).zfill(unit.value).rstrip("0") if rest else ""
    text = f"{whole:,}" + (f".{fraction}" if fraction else "")
    if amount_rial < 0 and (whole or rest):
        text = f"({text})"
    if language != "fa":
        return text
    return persian_digits(text.replace(",", "٬").replace(".", "٫"))


def _rounds_up(whole: int, rest: int, size: int) -> int:
    """Answer 1 when `rest` of `size` rounds half-even to one more, else 0."""
    return int(2 * rest > size or (2 * rest == size and whole % 2 == 1))


_GROUPED = re.compile(r"[0-9]{1,3}(?:([٬,،' ])[0-9]{3})(?:\1[0-9]{3})*|[0-9]+")


def parse(text: str, unit: Unit = Unit.RIAL) -> Rial:
    """Read an amount typed in `unit`: digits of any of the three scripts, `٬ , ،` or space between
    thousands, `٫` or `.` before decimals.

    Refuses what is empty, unclear, negative, finer than a rial, larger than the book holds, or
    written as a power of ten (1E+15), where digits are already lost. It never guesses.
    """
    if not isinstance(text, str):
        raise AmountLostDigits(text=repr(text))
    typed = digits(clean(text))
    if not typed:
        raise AmountMissing()
    if re.fullmatch(r"[-−–].*|.*-|\(.*\)", typed):
        raise AmountNegative(text=text)
    if re.fullmatch(r"[0-9.,٫]+[eE][+-]?[0-9]+|#+", typed):
        raise AmountLostDigits(text=text)
    whole, _, fraction = typed.replace("٫", ".").partition(".")
    if not _GROUPED.fullmatch(whole) or not re.fullmatch("[0-9]*", fraction):
        raise AmountUnreadable(text=text)
    fraction = fraction.rstrip("0")
    if len(fraction) > unit.value:
        raise AmountTooFine(text=text, places=unit.value)
    plain = re.sub("[^0-9]", "", whole).lstrip("0")
    if len(plain) > len(str(LARGEST_RIAL)):
        raise AmountTooLarge(text=text)
    amount = int(plain or "0") * unit.size_rial
    amount += int(fraction.ljust(unit.value, "0") or "0")
    if amount > LARGEST_RIAL:
        raise AmountTooLarge(text=text)
    return amount


def parse_cell(cell: object, unit: Unit) -> Rial:
    """Read an amount from a spreadsheet cell: text, whole number or the sheet's binary number.

    A sheet keeps 15 digits of a number and silently zeroes the rest, so a number of 16 digits or
    more is refused; as text it is read in full.
    """
    if cell is None:
        raise AmountMissing()
    if isinstance(cell, str):
        return parse(cell, unit)
    text = repr(cell)
    if len(text.partition(".")[0]) > 15:
        raise AmountLostDigits(text=text)
    return parse(text, unit)
