"""Reads the table of a draft as it was typed: every cell that cannot be read is named, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from hamtaraz.agreements.models import AgreementLine
from hamtaraz.agreements.operations import LineEdit
from hamtaraz.agreements.refusals import NotWholeNumber, PercentBeyond
from hamtaraz.budget.models import EconomicChapter, ExecutionMethod
from hamtaraz.kernel import rial
from hamtaraz.kernel.refusals import Refused
from hamtaraz.kernel.text import clean, digits, persian_digits

FIELDS = (
    "amount_rial",
    "economic_chapter",
    "execution_method",
    "planned_percent",
    "target_quantity",
    "target_unit",
)


@dataclass
class Typed:
    """What was typed: the edits it means, the refused cells by line and field, and every word as it stood."""

    edits: dict[int, LineEdit] = field(default_factory=dict)
    refused: dict[tuple[int, str], Refused] = field(default_factory=dict)
    words: dict[tuple[int, str], str] = field(default_factory=dict)


def read(fields: Mapping[str, str], lines: Iterable[AgreementLine], unit: rial.Unit) -> Typed:
    """Read the cells named `field-line`; a line or a cell that was not sent (locked) is left as it is."""
    typed = Typed()
    for line in lines:
        edit = LineEdit()
        for name in FIELDS:
            words = fields.get(f"{name}-{line.pk}")
            if words is None:
                continue
            typed.words[line.pk, name] = words
            try:
                edit[name] = _read(name, words, unit, line)  # type: ignore[literal-required]
            except Refused as refused:
                typed.refused[line.pk, name] = refused
        if edit:
            typed.edits[line.pk] = edit
    return typed


def _read(name: str, words: str, unit: rial.Unit, line: AgreementLine) -> int | str | None:
    match name:
        case "amount_rial":
            return rial.parse(words, unit)
        case "planned_percent":
            percent = _whole(words.rstrip("٪% ") or "0")
            if percent > 100:
                raise PercentBeyond(line=str(line))
            return percent
        case "target_quantity":
            return _whole(words) if words.strip() else None
        case "economic_chapter":
            return words if words in EconomicChapter.values else ""
        case "execution_method":
            return words if words in ExecutionMethod.values else line.execution_method
        case _:
            return clean(words)[:60]


def _whole(words: str) -> int:
    number = digits(clean(words)).replace("٬", "").replace(",", "")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        raise NotWholeNumber(text=words)
    return int(number)


def written(line: AgreementLine, name: str, unit: rial.Unit, language: str) -> str:
    """A saved value as it stands in its box, so that typing and reading meet."""
    value = getattr(line, name)
    if name == "amount_rial":
        return rial.show(value, unit, language)
    if value is None:
        return ""
    return persian_digits(str(value)) if language == "fa" and isinstance(value, int) else str(value)
