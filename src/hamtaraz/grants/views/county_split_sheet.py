"""The split of the counties as an Excel file: a row a county, its total, machinery and projects, and their sums."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from xlsxwriter.workbook import Workbook

from hamtaraz.grants.models import CountySplit
from hamtaraz.grants.models.county_split import CountyMachinery
from hamtaraz.grants.views.sheets import workbook_of


def workbook(split: CountySplit, counties: Sequence[CountyMachinery]) -> bytes:
    """The bytes of the file, in Persian and right to left; amounts in whole rials."""
    return workbook_of(lambda book: _write(book, split, counties))


def _write(book: Workbook, split: CountySplit, counties: Sequence[CountyMachinery]) -> None:
    sheet = book.add_worksheet(_("Machinery and projects"))
    sheet.right_to_left()
    head = book.add_format({"bold": True, "align": "center", "border": 1, "text_wrap": True})
    cell, money = book.add_format({"border": 1}), book.add_format({"border": 1, "num_format": "#,##0"})
    sheet.merge_range(0, 0, 0, 4, split.title(), head)
    heads = (_("Code"), _("County"), _("Share of the county (rial)"), _("Machinery (rial)"), _("Projects (rial)"))
    sheet.write_row(1, 0, heads, head)
    for number, one in enumerate(counties, 2):
        sheet.write_string(number, 0, one.county, cell)
        sheet.write_string(number, 1, one.name, cell)
        for place, amount in enumerate((one.ceiling_rial, one.machinery_rial, one.projects_rial), 2):
            sheet.write_number(number, place, amount, money)
    last = len(counties) + 2
    sheet.write_string(last, 0, "", head)
    sheet.write_string(last, 1, _("Sum"), head)
    sums = (sum(one.ceiling_rial for one in counties), sum(one.machinery_rial for one in counties),
            sum(one.projects_rial for one in counties))  # fmt: skip
    for place, amount in enumerate(sums, 2):
        sheet.write_number(last, place, amount, money)
    sheet.set_column(0, 4, 20)
