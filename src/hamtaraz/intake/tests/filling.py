"""Fills the house's own templates the way an office does, so that the tests send what people send."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Mapping
from typing import Any

from python_calamine import CalamineWorkbook
from xlsxwriter.workbook import Workbook

from hamtaraz.intake.kinds import KINDS
from hamtaraz.intake.making import make_template
from hamtaraz.people.actors import Actor

DAY = datetime.date(2026, 10, 22)


def rows_of(content: bytes, sheet: str) -> list[list[Any]]:
    """The rows of a sheet, its header first."""
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def filled(kind: str, actor: Actor) -> bytes:
    """The template with what is kept."""
    return make_template(KINDS[kind], KINDS[kind].desk(actor, DAY), filled=True)


def written(kind: str, actor: Actor, rows: Mapping[str, Iterable[Mapping[str, Any]]], *, touch: Any = None) -> bytes:
    """A workbook with the mark and headers of the template and these rows; a row is a mapping from column keys.

    `touch` is given the workbook and its sheets by key before it is closed, for what an office does to a file.
    """
    memory = io.BytesIO()
    book = Workbook(memory, {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False})
    sheets = {}
    for sheet in KINDS[kind].sheets:
        page = sheets[sheet.key] = book.add_worksheet(str(sheet.title))
        for place, column in enumerate(sheet.columns):
            page.write_string(0, place, str(column.title))
        keys = [column.key for column in sheet.columns]
        for number, row in enumerate(rows.get(sheet.key, ()), 1):
            for key, value in row.items():
                if isinstance(value, datetime.date):
                    page.write_datetime(number, keys.index(key), value, book.add_format({"num_format": "yyyy-mm-dd"}))
                elif isinstance(value, str) and value.startswith("=="):
                    page.write_formula(number, keys.index(key), value[1:], None, 7)
                else:
                    page.write(number, keys.index(key), value)
    mark = book.add_worksheet("hamtaraz")
    mark.write_row(0, 0, ["hamtaraz", kind, str(KINDS[kind].version), actor.province, str(actor.fiscal_year)])
    mark.hide()
    if touch:
        touch(book, sheets)
    book.close()
    return memory.getvalue()
