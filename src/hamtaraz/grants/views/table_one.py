"""Table 1 of the directive as an Excel file: its heads, its two groups, a row a municipality (S4-031, S4-?6)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from xlsxwriter.workbook import Workbook

from hamtaraz.grants.models import MachineRequest
from hamtaraz.grants.views.sheets import workbook_of

MACHINES_FROM, EQUIPMENT_FROM, COLUMNS = 2, 6, 10


def workbook(rows: Sequence[MachineRequest]) -> bytes:
    """The bytes of the file, in Persian and right to left; the rows come with the names of their machines."""
    return workbook_of(lambda book: _write(book, rows))


def _write(book: Workbook, rows: Sequence[MachineRequest]) -> None:
    sheet = book.add_worksheet(_("Table 1"))
    sheet.right_to_left()
    head = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "border": 1, "text_wrap": True})
    cell = book.add_format({"border": 1})
    sheet.merge_range(0, 0, 0, COLUMNS - 1, _("Table (1): list of the municipalities of the province"), head)
    sheet.merge_range(1, 0, 2, 0, _("County"), head)
    sheet.merge_range(1, 1, 2, 1, _("Municipality"), head)
    groups = (_("Machine asked for, first priority"), _("Machine asked for, second priority"),
              _("First priority of urban-service equipment"), _("Second priority of urban-service equipment"))  # fmt: skip
    for place, title in enumerate(groups):
        first = MACHINES_FROM + 2 * place
        sheet.merge_range(1, first, 1, first + 1, title, head)
        sheet.write_string(2, first, _("Count"), head)
        sheet.write_string(2, first + 1, _("Type"), head)
    for number, one in enumerate(rows, 3):
        for place, value in enumerate(cells(one)):
            sheet.write(number, place, value, cell)
    sheet.set_column(0, COLUMNS - 1, 18)


def cells(one: MachineRequest) -> list[str | int]:
    """The ten cells of a row; a priority that was not asked for stays empty."""
    told: list[str | int] = [one.recipient.county.name, one.recipient.name]
    for count, name in (
        (1, one.first_name), (1 if one.second else 0, one.second_name),  # type: ignore[attr-defined]
        (one.first_equipment_count, one.first_equipment_name),  # type: ignore[attr-defined]
        (one.second_equipment_count, one.second_equipment_name),  # type: ignore[attr-defined]
    ):  # fmt: skip
        told += [count, name] if name else ["", ""]
    return told
