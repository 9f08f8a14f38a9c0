"""Makes the workbooks the house hands out: templates, empty or filled, and rows returned with the reason beside them."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from hamtaraz.intake.cells import UNIT
from hamtaraz.intake.checking import Plan
from hamtaraz.intake.sheet import GUIDE, MARK, REASON, WRITTEN_AS, Column, Desk, Kind, Sheet, Values
from hamtaraz.kernel import jalali
from hamtaraz.kernel.saying import Said
from hamtaraz.kernel.workbooks import MOST_ROWS, TEXT_STAYS_TEXT, letters

type Told = Mapping[tuple[str, int], Iterable[tuple[int, Said]]]
LISTS_FROM_ROW = 3
EXACT_DIGITS = 15
TEXT, AMOUNT, COUNT = "@", "#,##0.######", "0"
EXCEL_TEXT = 49
"""Excel's own number for the format of texts."""
FORMATS = {"rial": AMOUNT, "count": COUNT, "percent": COUNT, "degree": "0.0000"}
WIDTHS = {"text": 34, "code": 16, "rial": 18, "count": 12, "percent": 12, "degree": 12, "day": 14, "choice": 30}
# The colours of the house's papers: ink, teal for what must be filled, red for what was refused.
TEAL, PALE, RED, PALE_RED, LINE = "#0F5E63", "#E6F1F1", "#A3261F", "#FBE9E7", "#C9D3D3"


def make_template(kind: Kind, desk: Desk, *, filled: bool = False) -> bytes:
    """The template of a kind: empty, or `filled` with what is kept, to be edited rather than typed again."""
    maker = _Maker(kind, desk)
    for sheet in kind.sheets:
        maker.add(sheet)
        for row, values in enumerate(desk.kept[sheet.key].values() if filled else (), 1):
            maker.write_values(sheet, row, values)
    return maker.finish()


def return_refused(plan: Plan, told: Told) -> bytes:
    """The refused rows in the same template as they were written, the bad cells red, the reasons in the last column.

    `told` gives what is wrong with a row of a sheet: the places of its cells and the sentences about them.
    """
    maker = _Maker(plan.kind, plan.desk)
    for sheet in plan.kind.sheets:
        maker.add(sheet, reasons=True)
        for number, row in enumerate(plan.standing(sheet.key, "refused"), 1):
            maker.write_refused(sheet, number, row.cells, row.places, list(told[(row.sheet, row.number)]))
    return maker.finish()


class _Maker:
    """One workbook in the making; every word in it is in the reader's language."""

    def __init__(self, kind: Kind, desk: Desk) -> None:
        self.kind, self.desk = kind, desk
        self.memory = io.BytesIO()
        self.book = Workbook(self.memory, TEXT_STAYS_TEXT | {"nan_inf_to_errors": True})
        self.book.set_properties({"created": datetime.datetime.combine(desk.day, datetime.time())})
        self.right_to_left = (get_language() or "fa").startswith("fa")
        self.formats: dict[tuple[str, str], Format] = {}
        self.lists: dict[str, str] = {}
        self.pages: dict[str, Worksheet] = {}
        self._explain()

    def look(self, number_format: str = TEXT, manner: str = "") -> Format:
        """A cell format; manners: head, must, refused, reason, wrapped."""
        made = self.formats.get((number_format, manner))
        if made is None:
            made = self.book.add_format(
                {
                    "num_format": EXCEL_TEXT if number_format == TEXT else number_format,
                    "font_name": "Tahoma",
                    "font_size": 10,
                }
            )
            made.set_reading_order(2 if self.right_to_left else 1)
            made.set_align("vcenter")
            if manner in ("head", "must"):
                made.set_bold()
                made.set_text_wrap()
                made.set_bottom(1)
                made.set_bg_color(TEAL if manner == "must" else PALE)
                made.set_font_color("#FFFFFF" if manner == "must" else TEAL)
            if manner in ("refused", "reason"):
                made.set_bg_color(PALE_RED)
                made.set_font_color(RED)
            if manner in ("wrapped", "reason"):
                made.set_text_wrap()
                made.set_align("top")
            self.formats[(number_format, manner)] = made
        return made

    def add(self, sheet: Sheet, *, reasons: bool = False) -> None:
        """A sheet with its frozen header, formats, lists and help."""
        page = self.pages[sheet.key] = self.page(str(sheet.title))
        page.freeze_panes(1, 1)
        page.set_row(0, 34)
        for place, column in enumerate(sheet.columns):
            page.set_column(place, place, WIDTHS.get(column.kind, 12), self.look(FORMATS.get(column.kind, TEXT)))
            page.write_string(0, place, self.header(column), self.look(TEXT, "must" if column.required else "head"))
            self._hold(page, place, column)
        if reasons:
            page.set_column(len(sheet.columns), len(sheet.columns), 70, self.look(TEXT, "reason"))
            page.write_string(0, len(sheet.columns), str(REASON), self.look(TEXT, "must"))
        if len(self.pages) == 1:
            page.activate()

    def page(self, name: str) -> Worksheet:
        """A sheet in the direction of the language."""
        page = self.book.add_worksheet(name)
        if self.right_to_left:
            page.right_to_left()
        return page

    @staticmethod
    def header(column: Column) -> str:
        """The title, a star where the column must be filled, and the unit of amounts on a second line."""
        star = " *" if column.required else ""
        return f"{column.title}{star}" + (f"\n({_(UNIT.label)})" if column.kind == "rial" else "")

    def _hold(self, page: Worksheet, place: int, column: Column) -> None:
        """Show the help of a column beside its cells; offer the list of a choice."""
        rule: dict[str, Any] = {"validate": "any", "input_title": str(column.title)[:32]}
        source = self._list(column)
        if source:
            rule |= {"validate": "list", "source": source, "error_type": "warning" if column.also else "stop"}
            rule |= {"error_title": str(column.title)[:32], "error_message": _("Choose one from the list.")}
        words = f"{WRITTEN_AS[column.kind]}. {column.help}".strip(" .")
        rule["input_message"] = words[:254]
        page.data_validation(1, place, MOST_ROWS, place, rule)

    def _list(self, column: Column) -> str:
        if column.kind == "yes_no":
            return self.lists.setdefault("yes_no", f"={MARK}!$A${LISTS_FROM_ROW}:$A${LISTS_FROM_ROW + 1}")
        choices = self.desk.choices.get(column.choices)
        if choices is None or not choices.options:
            return ""
        if column.choices not in self.lists:
            letter = letters(len([key for key in self.lists if key != "yes_no"]) + 2)
            last = LISTS_FROM_ROW + len(choices.options) - 1
            self.lists[column.choices] = f"={MARK}!${letter}${LISTS_FROM_ROW}:${letter}${last}"
        return self.lists[column.choices]

    def write_values(self, sheet: Sheet, row: int, values: Values) -> None:
        """A row of what is kept."""
        for place, column in enumerate(sheet.columns):
            value = values[column.key]
            if value is None or value == "":
                continue
            cell = self.written(column, value)
            if isinstance(cell, str):
                self.pages[sheet.key].write_string(row, place, cell, self.look(TEXT))
            else:
                self.pages[sheet.key].write_number(row, place, cell, self.look(FORMATS[column.kind]))

    def written(self, column: Column, value: Any) -> str | int | Decimal:
        """A value as a cell holds it: text, or a number of few enough digits to be exact."""
        match column.kind:
            case "choice":
                return self.desk.choices[column.choices].shown(value)
            case "yes_no":
                return _("yes") if value else _("no")
            case "day":
                return jalali.show(value, "short", "en")
            case "rial":
                million = (Decimal(value) / UNIT.size_rial).normalize()
                return million if len(str(value)) <= EXACT_DIGITS else f"{million:f}"
            case "count" | "percent" | "degree":
                return value
            case _:
                return str(value)

    def write_refused(
        self, sheet: Sheet, row: int, cells: list[Any], places: Mapping[str, int], told: list[tuple[int, Said]]
    ) -> None:
        """A row as it was written, its bad cells red, and why it was refused."""
        page, bad = self.pages[sheet.key], {place for place, _said in told}
        for place, column in enumerate(sheet.columns):
            at = places.get(column.key, 0)
            cell = cells[at - 1] if 0 < at <= len(cells) else ""
            manner = self.look(FORMATS.get(column.kind, TEXT), "refused" if at in bad else "")
            if isinstance(cell, int | float) and not isinstance(cell, bool):
                page.write_number(row, place, cell, manner)
            else:
                page.write_string(row, place, str(cell), manner)
        reasons = "\n".join(f"{said.sentence} {said.remedy}" for _place, said in told)
        page.write_string(row, len(sheet.columns), reasons, self.look(TEXT, "reason"))

    def _explain(self) -> None:
        """The guide: how to fill, then every column with what it holds and an example."""
        page = self.page(str(GUIDE))
        page.set_column(0, 1, 24, self.look(TEXT, "wrapped"))
        page.set_column(2, 2, 34, self.look(TEXT, "wrapped"))
        page.set_column(3, 3, 70, self.look(TEXT, "wrapped"))
        page.set_column(4, 4, 34, self.look(TEXT, "wrapped"))
        for row, words in enumerate((str(self.kind.label), str(self.kind.tells), *_manners())):
            page.write_string(row, 0, words, self.look(TEXT, "must" if row == 0 else ""))
        row += 2
        heads = (_("Sheet"), _("Column"), _("Must be filled"), _("What to write"), _("Example"))
        for place, words in enumerate(heads):
            page.write_string(row, place, words, self.look(TEXT, "head"))
        for sheet in self.kind.sheets:
            for column in sheet.columns:
                row += 1
                said = f"{WRITTEN_AS[column.kind]}. {column.help}".strip(" .")
                cells = (sheet.title, column.title, _("yes") if column.required else _("no"), said, column.example)
                for place, words in enumerate(cells):
                    page.write_string(row, place, str(words), self.look(TEXT, "wrapped"))

    def finish(self) -> bytes:
        """Write the mark and the lists on the hidden sheet, and give the bytes."""
        page = self.page(MARK)
        actor = self.desk.actor
        mark = (MARK, self.kind.key, str(self.kind.version), actor.province, str(actor.fiscal_year))
        for place, words in enumerate(mark):
            page.write_string(0, place, words)
        for row, words in enumerate((_("yes"), _("no")), LISTS_FROM_ROW - 1):
            page.write_string(row, 0, words)
        for place, key in enumerate((key for key in self.lists if key != "yes_no"), 1):
            choices = self.desk.choices[key]
            for row, option in enumerate(choices.options, LISTS_FROM_ROW - 1):
                page.write_string(row, place, choices.shown(option.code))
        page.hide()
        self.book.close()
        return self.memory.getvalue()


def _manners() -> tuple[str, ...]:
    """What holds for every template."""
    return (
        _("Columns marked with a star must be filled in every row; do not change the headers."),
        _("Amounts are in million rial. An amount of more than fifteen digits is written as text."),
        _("Codes are text: keep the zeros at their beginning."),
        _("Do not merge or hide cells, and write no formulas."),
        _("A row whose code is known already changes what is kept; rows that are not in the file stay as they are."),
    )
