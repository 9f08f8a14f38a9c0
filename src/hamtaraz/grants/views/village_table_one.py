"""Table 1 of dehyaris as an Excel file: the heads of the directive, a row a dehyari (S4-095)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from xlsxwriter.workbook import Workbook

from hamtaraz.grants.models import DehyariMachine
from hamtaraz.grants.views.sheets import workbook_of

COLUMNS = 6


def workbook(rows: Sequence[DehyariMachine]) -> bytes:
    """The bytes of the file, in Persian and right to left; the rows come with the names of their machines."""
    return workbook_of(lambda book: _write(book, rows))


def _write(book: Workbook, rows: Sequence[DehyariMachine]) -> None:
    sheet = book.add_worksheet(_("Table 1"))
    sheet.right_to_left()
    head = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "border": 1, "text_wrap": True})
    cell, money = book.add_format({"border": 1}), book.add_format({"border": 1, "num_format": "#,##0"})
    sheet.merge_range(0, 0, 0, COLUMNS - 1, _("Table (1): list of the dehyaris eligible for a vehicle"), head)
    sheet.write_row(1, 0, heads(), head)
    for number, one in enumerate(rows, 2):
        county, district = one.recipient.county.name, one.recipient.district
        for place, words in enumerate((county, district, one.recipient.name, one.machine_name)):  # type: ignore[attr-defined]
            sheet.write_string(number, place, words, cell)
        sheet.write_number(number, 4, one.asked_contribution_rial, money)
        sheet.write_number(number, 5, one.asked_aid_rial, money)
    sheet.set_column(0, COLUMNS - 1, 20)


def heads() -> tuple[str, ...]:
    """The six heads of the directive, in their order; amounts in rial."""
    return (_("County"), _("District"), _("Dehyari"), _("Vehicle type asked for by the dehyari"),
            _("Contribution of the dehyari"), _("Aid share of the organisation"))  # fmt: skip
