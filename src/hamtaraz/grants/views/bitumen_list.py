"""The list of bitumen as an Excel file: a row a municipality, from its aid to its letter."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from xlsxwriter.workbook import Workbook

from hamtaraz.grants.models import BitumenAid
from hamtaraz.grants.views.sheets import workbook_of
from hamtaraz.grants.workflow.bitumen import AIDS
from hamtaraz.kernel import jalali


def workbook(rows: Sequence[BitumenAid]) -> bytes:
    """The bytes of the file, in Persian and right to left; amounts in whole rials, weights in tonnes."""
    return workbook_of(lambda book: _write(book, rows))


def _write(book: Workbook, rows: Sequence[BitumenAid]) -> None:
    sheet = book.add_worksheet(_("Bitumen"))
    sheet.right_to_left()
    head = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "border": 1, "text_wrap": True})
    cell = book.add_format({"border": 1, "num_format": "#,##0.###"})
    titles = heads()
    for place, title in enumerate(titles):
        sheet.write_string(0, place, title, head)
    for number, one in enumerate(rows, 1):
        for place, value in enumerate(cells(one)):
            sheet.write(number, place, value, cell)
    sheet.set_column(0, len(titles) - 1, 18)
    sheet.freeze_panes(1, 2)


def heads() -> list[str]:
    """The heads of the columns."""
    return [_("County"), _("Municipality"), _("State"), _("Aid announced (rial)"), _("Deposit due (rial)"), _("Deposited (rial)"),
            _("Value of the bitumen (rial)"), _("Aid used (rial)"), _("Back to the share (rial)"), _("Rate of a tonne (rial)"),
            _("Tonnes"), _("Full tankers"), _("Day of the order"), _("Number of the introduction letter")]  # fmt: skip


def cells(one: BitumenAid) -> list[str | int | Decimal]:
    """The cells of a row; what is not there yet stays empty."""
    told = [one.recipient.county.name, one.recipient.name, str(AIDS.state(one.state).label), one.announced_rial, one.due_rial,
            one.deposited_rial, one.delivered_rial, one.used_rial, one.left_rial, one.tonne_price_rial,  # type: ignore[attr-defined]
            None if one.kilograms is None else Decimal(one.kilograms).scaleb(-3), one.tankers,
            jalali.show(one.ordered_on) if one.ordered_on else None, one.introduction_number]  # fmt: skip
    return ["" if value is None else value for value in told]
