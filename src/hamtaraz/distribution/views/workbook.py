"""The matrix as an Excel file: right to left, whole rials, no digit lost."""

from __future__ import annotations

import io

import xlsxwriter
from django.http import HttpResponse
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from hamtaraz.distribution.models import Distribution
from hamtaraz.distribution.views.figures import Grid
from hamtaraz.kernel.workbooks import TEXT_STAYS_TEXT

SAFE = 10**15
"""A sheet keeps 15 digits of a number; an amount of more is written as text."""
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(distribution: Distribution, grid: Grid) -> HttpResponse:
    """Answer with the matrix of a distribution: counties by lines, sums both ways, amounts in rial."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, TEXT_STAYS_TEXT) as book:
        _write(book, grid)
    answer = HttpResponse(content.getvalue(), content_type=KIND)
    answer["Content-Disposition"] = f'attachment; filename="distribution-{distribution.pk}.xlsx"'
    return answer


def _write(book: xlsxwriter.Workbook, grid: Grid) -> None:
    sheet = book.add_worksheet(_("Distribution (rial)")[:31])
    if get_language_bidi():
        sheet.right_to_left()
    head = book.add_format({"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "border": 1})
    money = book.add_format({"num_format": "#,##0", "border": 1})
    bold = book.add_format({"num_format": "#,##0", "border": 1, "bold": True})
    last = len(grid.columns) + 1
    sheet.write(0, 0, _("County"), head)
    sheet.write(1, 0, _("Code"), head)
    for place, column in enumerate(grid.columns, 1):
        group = next(g["name"] for g in grid.groups if g["code"] == column["line"].source)
        sheet.write_string(0, place, f"{group} – {column['chapter']} – {column['title']}", head)
        sheet.write_string(1, place, column["line"].programme, head)
    sheet.write(0, last, _("Sum"), head)
    sheet.write(1, last, "", head)
    for at, row in enumerate(grid.rows, 2):
        sheet.write_string(at, 0, str(row["county"]), head)
        for place, cell in enumerate(row["cells"], 1):
            _amount(sheet, at, place, cell.amount_rial if cell else 0, money)
        _amount(sheet, at, last, row["sum_rial"], bold)
    foot = len(grid.rows) + 2
    sheet.write(foot, 0, _("Sum"), head)
    for place, column in enumerate(grid.columns, 1):
        _amount(sheet, foot, place, column["sum_rial"], bold)
    _amount(sheet, foot, last, grid.total_rial, bold)
    sheet.set_column(0, last, 20)
    sheet.set_row(0, 60)
    sheet.freeze_panes(2, 1)


def _amount(
    sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, amount_rial: int, style: xlsxwriter.format.Format
) -> None:
    if abs(amount_rial) < SAFE:
        sheet.write_number(row, column, amount_rial, style)
    else:
        sheet.write_string(row, column, str(amount_rial), style)
