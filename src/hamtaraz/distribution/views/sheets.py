"""Locked, versioned workbooks that come back: made right to left, read with any digits, compared, returned with reasons."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from hamtaraz.distribution.refusals import NotThisWorkbook, StaleWorkbook
from hamtaraz.kernel import rial
from hamtaraz.kernel.refusals import Refused
from hamtaraz.kernel.text import clean, digits
from hamtaraz.kernel.workbooks import LARGEST_BYTES, TEXT_STAYS_TEXT, WorkbookTooLarge, open_workbook
from hamtaraz.web.refusing import say

KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SAFE = 10**15
"""A sheet keeps 15 digits of a number; an amount of more is written as text."""
MARK = "hamtaraz"
"""The hidden sheet that says what the workbook is of."""
FIRST_ROW, FIRST_COLUMN = 2, 2

type Place = tuple[str, str]
"""The code of a row and the key of a column."""


@dataclass(frozen=True)
class Locked:
    """A table whose figures may be changed in Excel and nothing else; `subject` and the figures make its stamp."""

    kind: str
    subject: str
    title: str
    columns: list[tuple[str, str]]
    rows: list[tuple[str, str]]
    values: Mapping[Place, int | None]

    @property
    def stamp(self) -> str:
        """What the workbook was made from, in sixteen digits: any change of table or figures gives another."""
        told = [self.kind, self.subject, *(key for key, _title in self.columns)]
        told += [
            f"{code}:{key}={self.values.get((code, key))}" for code, _name in self.rows for key, _title in self.columns
        ]
        return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


@dataclass
class Returned:
    """What came back: changes by place (before, after), what cannot be taken by place, and every text as it was typed."""

    changes: dict[Place, tuple[int | None, int]] = field(default_factory=dict)
    faults: dict[Place, str] = field(default_factory=dict)
    typed: dict[Place, str] = field(default_factory=dict)


def write(table: Locked, returned: Returned | None = None) -> bytes:
    """The workbook: figures open, everything else locked; with `returned` what was typed, and reasons in its cells."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, TEXT_STAYS_TEXT) as book:
        sheet = book.add_worksheet(table.title[:31])
        if get_language_bidi():
            sheet.right_to_left()
        _write_rows(book, sheet, table, returned)
        sheet.protect("", {"select_locked_cells": True, "format_columns": True})
        mark = book.add_worksheet(MARK)
        mark.write_row(0, 0, [table.kind, table.subject, table.stamp])
        mark.very_hidden()
        mark.protect()
    return content.getvalue()


def _write_rows(book: Any, sheet: Any, table: Locked, returned: Returned | None) -> None:
    head = book.add_format(
        {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "border": 1, "bg_color": "#EFEDE6"}
    )
    open_cell = book.add_format({"num_format": "#,##0", "border": 1, "locked": False})
    wrong = book.add_format({"border": 1, "locked": False, "bg_color": "#FBE6E3", "font_color": "#AB2F26"})
    sheet.write_row(0, 0, [_("Code"), _("County"), *(title for _key, title in table.columns)], head)
    sheet.write_row(1, 0, ["", "", *(key for key, _title in table.columns)], head)
    last = FIRST_COLUMN + len(table.columns)
    if returned:
        sheet.write(0, last, _("Why it was refused"), head)
    for at, (code, name) in enumerate(table.rows, FIRST_ROW):
        sheet.write_string(at, 0, code, head)
        sheet.write_string(at, 1, name, head)
        said = [returned.faults[code, ""]] if returned and (code, "") in returned.faults else []
        for place, (key, title) in enumerate(table.columns, FIRST_COLUMN):
            fault = returned.faults.get((code, key), "") if returned else ""
            typed = returned.typed.get((code, key)) if returned else None
            if fault:
                said.append(f"{title}: {fault}")
                sheet.write_comment(at, place, fault)
                sheet.write_string(at, place, typed or "", wrong)
            else:
                _number(sheet, at, place, table.values.get((code, key)) if typed is None else _plain(typed), open_cell)
        if said:
            sheet.write_string(at, last, " ".join(said), wrong)
    sheet.set_row(0, 60)
    sheet.set_row(1, None, None, {"hidden": True})
    sheet.set_column(0, 0, 8)
    sheet.set_column(1, last - 1, 20)
    sheet.set_column(last, last, 60)
    sheet.freeze_panes(FIRST_ROW, FIRST_COLUMN)


def _plain(typed: str) -> int | None:
    return rial.parse(typed) if typed else None


def _number(sheet: Any, row: int, column: int, value: int | None, style: Any) -> None:
    if value is None:
        sheet.write_blank(row, column, None, style)
    elif abs(value) < SAFE:
        sheet.write_number(row, column, value, style)
    else:
        sheet.write_string(row, column, str(value), style)


def read(table: Locked, file: UploadedFile) -> Returned:
    """Compare a workbook with the table as it stands; nothing is changed.

    Refuses what `open_workbook` refuses, `NotThisWorkbook` for a file that is not this table's, and `StaleWorkbook`
    for one that was made before the table changed. What is wrong with single cells is in `faults`, all of it at once.
    """
    if (file.size or 0) > LARGEST_BYTES:
        raise WorkbookTooLarge()
    book = open_workbook(file.name or "", file.read())
    if len(book.sheet_names) != 2 or MARK not in book.sheet_names:
        raise NotThisWorkbook()
    told = [str(cell) for row in book.grid(MARK).rows[:1] for cell in row[:3]]
    if told[:2] != [table.kind, table.subject]:
        raise NotThisWorkbook()
    if told[2:] != [table.stamp]:
        raise StaleWorkbook()
    rows = next(book.grid(name).rows for name in book.sheet_names if name != MARK)
    keys = [str(cell) for cell in rows[1][FIRST_COLUMN:]] if len(rows) > 1 else []
    returned = Returned()
    seen: set[str] = set()
    known = dict(table.rows)
    for row in rows[FIRST_ROW:]:
        code = digits(clean(str(row[0]))) if row else ""
        if not code:
            continue
        if code not in known or code in seen:
            raise NotThisWorkbook()
        seen.add(code)
        for key, cell in zip(keys, row[FIRST_COLUMN:], strict=False):
            if key in dict(table.columns):
                _take(returned, table, (code, key), cell)
    for code in known.keys() - seen:
        returned.faults[code, ""] = _("The row is missing in the file.")
    return returned


def _take(returned: Returned, table: Locked, place: Place, cell: Any) -> None:
    before = table.values.get(place)
    typed = "" if cell is None else clean(str(cell))
    if not typed and before is None:
        return
    returned.typed[place] = typed.removesuffix(".0")
    try:
        after = rial.parse_cell(typed if isinstance(cell, str) else cell, rial.Unit.RIAL)
    except Refused as refused:
        said = say(refused)
        returned.faults[place] = f"{said.sentence} {said.remedy}"
        return
    returned.typed[place] = str(after)
    if after != before:
        returned.changes[place] = (before, after)
