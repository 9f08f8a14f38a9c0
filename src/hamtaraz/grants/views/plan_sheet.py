"""A plan as an Excel file: its lines with place, reasons and answer, its envelopes beside them."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from hamtaraz.grants.views.plan_words import Speaking
from hamtaraz.grants.views.sheets import workbook_of

MILLION = 1_000_000


def workbook(speaking: Speaking, accepted: set[str]) -> bytes:
    """The bytes of the file, in Persian and right to left; amounts in million rial, exact."""
    return workbook_of(lambda book: _write(book, speaking, accepted))


def _write(book: Workbook, speaking: Speaking, accepted: set[str]) -> None:
    head = book.add_format({"bold": True, "border": 1, "text_wrap": True})
    _lines(book.add_worksheet(_("Proposal")), head, speaking, accepted)
    _envelopes(book.add_worksheet(_("Envelopes")), head, speaking)


def _lines(sheet: Worksheet, head: Format, speaking: Speaking, accepted: set[str]) -> None:
    chosen = set(speaking.plan.working["chosen"])
    titles = (_("Rank"), _("Code"), _("County"), _("Municipality or village"), _("What is asked for"),
              _("Aid, million rial"), _("Proposal"), _("Accepted"), _("Reasons of the place"), _("Why it is left out"))  # fmt: skip
    rows = [
        (one["place"], one["code"], one["county_name"], one["name"], one["title"], millions(int(one["aid"])),
         _("proposed") if one["code"] in chosen else _("left out"), _("accepted") if one["code"] in accepted else "",
         "؛ ".join(speaking.rank(one["code"])), "؛ ".join(speaking.why(one["code"])))
        for one in speaking.plan.working["requests"]
    ]  # fmt: skip
    _fill(sheet, head, titles, rows)


def _envelopes(sheet: Worksheet, head: Format, speaking: Speaking) -> None:
    titles = (
        _("Envelope"),
        _("Ceiling, million rial"),
        _("Used, million rial"),
        _("Left, million rial"),
        _("Shuts out"),
    )
    rows = [
        (one["name"], millions(one["ceiling_rial"]), millions(one["filled"].used_rial),
         millions(one["filled"].left_rial), one["shuts_out"])
        for one in speaking.envelopes()
    ]  # fmt: skip
    _fill(sheet, head, titles, rows)


def _fill(sheet: Worksheet, head: Format, titles: Sequence[str], rows: Sequence[Sequence[str | int]]) -> None:
    sheet.right_to_left()
    sheet.freeze_panes(1, 0)
    for place, title in enumerate(titles):
        sheet.write_string(0, place, title, head)
    for number, row in enumerate(rows, 1):
        for place, value in enumerate(row):
            sheet.write(number, place, value)
    sheet.set_column(0, len(titles) - 1, 20)


def millions(amount: int) -> int | str:
    """Whole millions as a number; what is finer as text, since a cell keeps a number as a double."""
    whole, rest = divmod(amount, MILLION)
    return f"{whole}.{rest:06}".rstrip("0") if rest else whole
