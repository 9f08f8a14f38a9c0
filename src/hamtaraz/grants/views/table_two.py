"""Table 2 of the directive as an Excel file: its columns for municipalities or villages, amounts in thousand rial (S4-?28)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from hamtaraz.grants.models import Part
from hamtaraz.grants.operations.projects import table_two_title
from hamtaraz.grants.queries.projects import TableTwoRow
from hamtaraz.grants.views.sheets import workbook_of
from hamtaraz.kernel import jalali, percent

THOUSAND = 1_000
WIDTHS = {2: 44}


def heads(part: str) -> list[str]:
    """The heads of the columns, as the directive has them, and the place with its reasons after them."""
    if part == Part.MUNICIPAL:
        named = [_("Name of the county"), _("Name of the municipality")]
        shares = [_("Contribution of the municipality"), _("Contribution of the province")]
    else:
        named, shares = [_("Name of the county"), _("Name of the village")], [_("Contribution of the village")]
    return [
        *named, _("Title of the project"), _("Estimated amount (thousand rial)"),
        _("Aid share of the organisation (proposal of the province)"), *shares, _("Beginning of the project"),
        _("End of the project"), _("Progress of unfinished projects"), _("Place by the priorities"), _("Reasons of the place"),
    ]  # fmt: skip


def workbook(rows: Sequence[TableTwoRow], part: str) -> bytes:
    """The bytes of the file, in Persian and right to left."""
    return workbook_of(lambda book: _write(book, rows, part))


def _write(book: Workbook, rows: Sequence[TableTwoRow], part: str) -> None:
    sheet = book.add_worksheet(_("Table 2"))
    sheet.right_to_left()
    head = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "border": 1, "text_wrap": True})
    cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    money = book.add_format({"border": 1, "num_format": "#,##0.###", "valign": "top"})
    named = heads(part)
    sheet.merge_range(0, 0, 0, len(named) - 1, table_two_title(part), head)
    for place, title in enumerate(named):
        sheet.write_string(1, place, title, head)
        sheet.set_column(place, place, WIDTHS.get(place, 18))
    for number, row in enumerate(rows, 2):
        for place, value in enumerate(cells(row)):
            sheet.write(number, place, value, cell if isinstance(value, str) else money)
    sheet.freeze_panes(2, 0)
    if rows:
        _sum(sheet, rows, money, head)


def _sum(sheet: Worksheet, rows: Sequence[TableTwoRow], money: object, head: object) -> None:
    """A last row adds the amounts up."""
    at = len(rows) + 2
    sheet.write_string(at, 0, _("Sum"), head)
    for place, amounts in enumerate(zip(*(_rials(row) for row in rows), strict=True)):
        sheet.write(at, 3 + place, _thousands(sum(amounts)), money)


def _rials(row: TableTwoRow) -> list[int]:
    told = [row.estimate_rial, row.aid_rial, row.own_rial]
    return told if row.province_rial is None else [*told, row.province_rial]


def cells(row: TableTwoRow) -> list[str | int]:
    """The cells of a row in the order of `heads`; an amount that is no whole thousand is written out as words."""
    return [
        row.county, row.recipient, row.title, *(_thousands(amount) for amount in _rials(row)),
        jalali.show(row.starts_on), jalali.show(row.ends_on),
        "" if row.progress_ppm is None else percent.show(row.progress_ppm), row.place, "\n".join(row.reasons),
    ]  # fmt: skip


def _thousands(amount_rial: int) -> int | str:
    """Thousands of rial as a number; with a rest smaller than a thousand as text, so that no rial is lost."""
    whole, rest = divmod(amount_rial, THOUSAND)
    return f"{whole:,}.{rest:03d}" if rest else whole
