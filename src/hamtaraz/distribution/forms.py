"""Reads the forms of the room at the door: rows of lines and projects, weights, adjustments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from hamtaraz.distribution.refusals import NotANumber
from hamtaraz.kernel import percent, rial, text
from hamtaraz.kernel.refusals import Missing
from hamtaraz.kernel.rial import Rial
from hamtaraz.kernel.workbooks import LARGEST_BYTES, WorkbookTooLarge
from hamtaraz.law.bodies import ColumnMissing, read_csv, read_number, read_xlsx
from hamtaraz.law.directive import Directive

SHARE = "share"
"""The unit of parameters people read and type as percent."""


@dataclass(frozen=True)
class Row:
    """One row as it was typed: a source, a programme or a project, an amount in the form's unit."""

    source: str = ""
    code: str = ""
    amount: str = ""

    @property
    def empty(self) -> bool:
        """Nothing that says what or how much."""
        return not self.code.strip() and not self.amount.strip()


def rows_from(fields: QueryDict) -> list[Row]:
    """The rows of a form that are not empty, as they were typed."""
    typed = zip(fields.getlist("source"), fields.getlist("code"), fields.getlist("amount"), strict=True)
    return [row for row in (Row(*one) for one in typed) if not row.empty]


def unit_from(fields: Mapping[str, Any]) -> rial.Unit:
    """The unit the form was shown in, so that a unit switched meanwhile changes no amount."""
    name = str(fields.get("unit", "")).upper()
    return rial.Unit[name] if name in rial.Unit.__members__ else rial.Unit.RIAL


def lines_from(rows: list[Row], unit: rial.Unit, chapters: Mapping[str, str]) -> list[tuple[str, str, str, Rial]]:
    """Rows as lines (source, chapter, programme, whole rials); `chapters` names each programme's chapter."""
    return [
        (*_named(row, _("Programme"))[:1], chapters.get(row.code, ""), row.code, rial.parse(row.amount, unit))
        for row in rows
    ]


def projects_from(rows: list[Row], unit: rial.Unit) -> list[tuple[str, str, Rial]]:
    """Rows as province-wide lines (project code, source, whole rials)."""
    found = []
    for row in rows:
        source, code = _named(row, _("Project"))
        found.append((code, source, rial.parse(row.amount, unit)))
    return found


def _named(row: Row, what: str) -> tuple[str, str]:
    """The source and the code of a row; refuses `Missing` where one is not chosen."""
    if not row.source:
        raise Missing(field=_("Source"))
    code = text.digits(text.clean(row.code))
    if not code:
        raise Missing(field=what)
    return row.source, code


def parameters_from(fields: Mapping[str, Any], directive: Directive) -> dict[str, Fraction]:
    """The parameters a form names, each read as it is shown: shares as percent, the rest as plain numbers."""
    found = {}
    for key, clause in directive.parameters.items():
        typed = str(fields.get(key, "")).strip()
        if typed:
            found[key] = Fraction(percent.parse(typed), percent.WHOLE_PPM) if clause.unit == SHARE else _number(typed)
    return found


def _number(typed: str) -> Fraction:
    number = read_number(typed)
    if number is None:
        raise NotANumber(text=typed)
    return Fraction(number)


def figure_from(typed: str) -> Fraction | None:
    """A figure typed in the place of another; nothing typed takes it back."""
    return _number(typed) if typed.strip() else None


def amounts_from(file: Any) -> dict[str, Rial]:
    """Whole rials by county code from an Excel or CSV file with the columns `code` and `amount_rial`.

    Refuses what the law refuses of tables, and `NotANumber` for what is not a whole amount.
    """
    if file.size > LARGEST_BYTES:
        raise WorkbookTooLarge()
    name, content, wanted = str(file.name), file.read(), {"amount_rial": ("number", "مبلغ (ریال)")}
    bodies = read_xlsx(content, wanted, name=name) if name.lower().endswith(".xlsx") else read_csv(content, wanted)
    column = bodies.columns.get("amount_rial")
    if column is None:
        raise ColumnMissing(column="amount_rial")
    for value in column:
        if isinstance(value, Fraction):
            raise NotANumber(text=str(value))
    return {code: int(value or 0) for code, value in zip(bodies.codes, column, strict=True)}
