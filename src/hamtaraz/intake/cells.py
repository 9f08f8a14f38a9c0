"""Reads one cell at the door: what a sheet holds becomes a value of the house, or a refusal that says why not."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from hamtaraz.intake.refusals import (
    ChoiceUnknown,
    CodeUnreadable,
    CountBeyond,
    CountUnreadable,
    DayIsADateCell,
    DegreeUnreadable,
    LooksLikeAFormula,
    NotText,
    TextTooLong,
    YesOrNo,
    ZerosLost,
)
from hamtaraz.intake.sheet import CellKind, Choices, Column
from hamtaraz.kernel import jalali, rial, text

_CODE = re.compile(r"[\w./-]+")
_GROUPED = re.compile(r"[0-9]{1,3}(?:([٬,،' ])[0-9]{3})(?:\1[0-9]{3})*|[0-9]+")
_DEGREE = re.compile(r"[0-9]{1,3}(?:[.٫/][0-9]{1,4}0*)?")
_YES, _NO = (
    frozenset({"بله", "بلی", "yes", "y", "1", "true", "درست"}),
    frozenset({"خیر", "نه", "no", "n", "0", "false", "نادرست"}),
)
UNIT = rial.Unit.MILLION
"""The unit amounts are typed in: a sheet keeps 15 digits, which in million rial is enough for any budget."""


def is_empty(cell: Any) -> bool:
    """Whether nobody wrote anything in the cell."""
    if isinstance(cell, str):
        return not (cell[:1].isalnum() or text.clean(cell))
    return cell is None


def read_cell(column: Column, cell: Any, choices: Choices | None = None, coming: frozenset[str] = frozenset()) -> Any:
    """The value of a cell that is not empty; refuses what its kind does not allow, never guesses.

    `choices` is the list of a column that has one; `coming` are codes of rows in the same workbook.
    """
    if column.kind == "choice":
        return _choice(column, cell, choices or Choices(()), coming)
    return _READ[column.kind](column, cell)


def _words(cell: Any) -> str:
    """The cell as clean text; refuses dates, times and truth values, which Excel makes unasked."""
    if isinstance(cell, bool | datetime.date | datetime.time | datetime.timedelta):
        raise NotText(text=str(cell))
    return text.clean(cell if isinstance(cell, str) else plain(cell))


def plain(number: Any) -> str:
    """A number of a sheet as a person would write it: 601.0 is 601."""
    written = repr(number)
    return written.removesuffix(".0")


def _text(column: Column, cell: Any) -> str:
    words = _words(cell)
    if words[:1] in set("=+-@") and not words[1:2].isdigit():
        raise LooksLikeAFormula(text=words[:40])
    if len(words) > column.most:
        raise TextTooLong(length=len(words), most=column.most)
    return words


def _code(column: Column, cell: Any) -> str:
    words = text.digits(_words(cell))
    if not _CODE.fullmatch(words) or (not isinstance(cell, str) and not words.isdigit()):
        raise CodeUnreadable(text=words[:40])
    if len(words) > column.most:
        raise TextTooLong(length=len(words), most=column.most)
    if words[0] in "-":
        raise LooksLikeAFormula(text=words[:40])
    return words


def _rial(column: Column, cell: Any) -> rial.Rial:
    if isinstance(cell, bool | datetime.date | datetime.time | datetime.timedelta):
        raise rial.AmountUnreadable(text=str(cell))
    return rial.parse_cell(cell, UNIT)


def _count(column: Column, cell: Any) -> int:
    words = text.digits(_words(cell))
    if not _GROUPED.fullmatch(words) or len(words) > 24:
        raise CountUnreadable(text=words[:40])
    number = int(re.sub("[^0-9]", "", words))
    if not column.least <= number <= column.most:
        raise CountBeyond(text=words[:40], least=str(column.least), most=str(column.most))
    return number


def _percent(column: Column, cell: Any) -> int:
    words = text.digits(_words(cell)).removesuffix("%").removesuffix("٪").strip()
    if not re.fullmatch("[0-9]{1,3}", words):
        raise CountUnreadable(text=words[:40])
    if int(words) > 100:
        raise CountBeyond(text=words, least="0", most="100")
    return int(words)


def _degree(column: Column, cell: Any) -> Decimal:
    words = text.digits(_words(cell))
    if not _DEGREE.fullmatch(words):
        raise DegreeUnreadable(text=words[:40])
    degrees = Decimal(words.replace("٫", ".").replace("/", "."))
    if degrees > column.most:
        raise DegreeUnreadable(text=words[:40])
    return degrees.quantize(Decimal("0.0001"))


def _day(column: Column, cell: Any) -> datetime.date:
    if isinstance(cell, datetime.date | datetime.time | datetime.timedelta):
        raise DayIsADateCell(text=str(cell))
    return jalali.parse(_words(cell))


def _yes_no(column: Column, cell: Any) -> bool:
    words = str(cell).lower() if isinstance(cell, bool) else text.search_key(_words(cell))
    if words in _YES or words in _NO:
        return words in _YES
    raise YesOrNo(text=words[:40])


def _choice(column: Column, cell: Any, choices: Choices, coming: frozenset[str]) -> str:
    words = _words(cell)
    found = choices.find(words)
    if found is not None:
        return found
    code = text.digits(words.partition(" – ")[0])
    if code in coming:
        return code
    meant = choices.without_zeros.get(code) if choices.coded else None
    if meant is not None:
        raise ZerosLost(text=words[:40], meant=meant)
    raise ChoiceUnknown(text=words[:80], column=column.title)


_READ: dict[CellKind, Callable[[Column, Any], Any]] = {
    "text": _text, "code": _code, "rial": _rial, "count": _count, "percent": _percent, "degree": _degree,
    "day": _day, "yes_no": _yes_no,
}  # fmt: skip
