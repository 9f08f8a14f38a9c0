"""What the pages and the terminal say of a plan: faults with their addresses, changes, counts, sums."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from hamtaraz.intake.cells import UNIT
from hamtaraz.intake.checking import Plan, shown
from hamtaraz.intake.sheet import Column, Fault
from hamtaraz.kernel import jalali, rial, text
from hamtaraz.kernel.refusals import Refused
from hamtaraz.kernel.saying import Said
from hamtaraz.web.refusing import language, say

MOST_SHOWN = 200
MOST_ADDED_SHOWN = 10


@dataclass(frozen=True)
class ToldFault:
    """A fault as a person reads it."""

    sheet: str
    cell: str
    sentence: str
    remedy: str


@dataclass(frozen=True)
class ToldChange:
    """One value of one row, before and after."""

    sheet: str
    row: int
    name: str
    column: str
    before: str
    after: str


def faults(found: list[Fault]) -> list[ToldFault]:
    """Faults or doubts in the reader's language, in the order of the file."""
    return [ToldFault(one.sheet, one.cell, *_said(one.refused)) for one in found]


def _said(refused: Refused) -> Said:
    return say(refused)


def told_by_row(plan: Plan) -> dict[tuple[str, int], list[tuple[int, Said]]]:
    """What is wrong with each refused row: places of cells and sentences, for the workbook that goes back."""
    told: dict[tuple[str, int], list[tuple[int, Said]]] = {}
    for rows in plan.rows.values():
        for row in rows:
            if row.faults:
                told[(row.sheet, row.number)] = [
                    (fault.place[1], Said(f"{fault.cell}: {said.sentence}", said.remedy))
                    for fault in row.faults
                    for said in [_said(fault.refused)]
                ]
    return told


def changes(plan: Plan) -> Iterator[ToldChange]:
    """Every value that recording would change."""
    for sheet in plan.kind.sheets:
        for row in plan.standing(sheet.key, "changed"):
            name = " · ".join(value_shown(sheet.column(key), row.values[key], plan) for key in sheet.identity)
            for key, (before, after) in row.changes.items():
                column = sheet.column(key)
                yield ToldChange(
                    row.sheet, row.number, name, str(column.title),
                    value_shown(column, before, plan), value_shown(column, after, plan),
                )  # fmt: skip


@dataclass(frozen=True)
class ToldSheet:
    """The first new rows of a sheet, as the house has read them: each value with the head of its column."""

    title: str
    count: int
    heads: list[str]
    rows: list[list[tuple[str, str]]]


def added(plan: Plan) -> Iterator[ToldSheet]:
    """What recording would add, sheet by sheet: the first rows, in the columns that must be filled."""
    for sheet in plan.kind.sheets:
        new = plan.standing(sheet.key, "new")
        columns = [column for column in sheet.columns if column.required or column.key == "county"]
        heads = [str(column.title) for column in columns]
        rows = [
            [(str(column.title), value_shown(column, row.values.get(column.key), plan)) for column in columns]
            for row in new[:MOST_ADDED_SHOWN]
        ]
        if rows:
            yield ToldSheet(str(sheet.title), len(new), heads, rows)


def value_shown(column: Column, value: Any, plan: Plan) -> str:
    """A value of a column as the reader reads it; amounts in the unit they were typed in."""
    value = shown(column, value, plan.desk)
    match value:
        case None | "":
            return "—"
        case bool():
            return _("yes") if value else _("no")
        case int() if column.kind == "rial":
            return f"{rial.show(value, UNIT, language())} {_(UNIT.label)}"
        case int() | Decimal():
            return _digits(str(value))
        case datetime.date():
            return jalali.show(value, "short", language())
        case _:
            return _digits(str(value)) if column.kind in ("code", "choice") else str(value)


def _digits(words: str) -> str:
    return text.persian_digits(words) if language() == "fa" else words
