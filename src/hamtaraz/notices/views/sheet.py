"""The lines of a notice as an Excel sheet that reads from right to left."""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter
from django.utils.translation import gettext as _

from hamtaraz.kernel.workbooks import TEXT_STAYS_TEXT
from hamtaraz.notices.models import CreditNotice, NoticeLine

EXACT = 10**15
"""A cell keeps fifteen digits: an amount from here on is written as text, so that no rial is lost."""


def sheet_of(notice: CreditNotice, lines: Sequence[NoticeLine], language: str) -> bytes:
    """The workbook's bytes: one row per line, amounts in whole rials, the total in the last row."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, TEXT_STAYS_TEXT) as book:
        sheet = book.add_worksheet(_("Notice"))
        if language == "fa":
            sheet.right_to_left()
        bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0"})
        total = book.add_format({"bold": True, "num_format": "#,##0", "top": 1})
        sheet.write_string(0, 0, notice.title(), bold)
        heads = (_("County"), _("Chapter"), _("Programme"), _("Project code"), _("Project"), _("Source"), _("Rial"))
        sheet.write_row(2, 0, heads, bold)
        for row, line in enumerate(lines, start=3):
            named = (line.county_name, line.chapter_name, line.programme_name, line.project, line.project_title,  # type: ignore[attr-defined]
                     line.source_name)  # type: ignore[attr-defined]  # fmt: skip
            for column, words in enumerate(named):
                sheet.write_string(row, column, words or "")
            _write_amount(sheet, row, line.amount_rial, money)
        sheet.write_string(len(lines) + 3, 0, _("Total"), total)
        _write_amount(sheet, len(lines) + 3, notice.total_rial, total)
        sheet.set_column(0, 5, 24)
        sheet.set_column(6, 6, 22)
        sheet.freeze_panes(3, 0)
    return kept.getvalue()


def _write_amount(sheet: xlsxwriter.worksheet.Worksheet, row: int, amount_rial: int, style: object) -> None:
    if amount_rial < EXACT:
        sheet.write_number(row, 6, amount_rial, style)
    else:
        sheet.write_string(row, 6, str(amount_rial), style)
