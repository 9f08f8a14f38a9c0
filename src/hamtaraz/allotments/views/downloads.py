"""Excel files of allotment: the notices of the year, the lines of a session, the lines of a notice."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter
from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hamtaraz.allotments import queries
from hamtaraz.allotments.models import AllotmentNotice, AllotmentSession, SessionLine
from hamtaraz.allotments.views.notice import lines_of
from hamtaraz.allotments.workflow import NOTICE, READERS
from hamtaraz.kernel import jalali
from hamtaraz.kernel.workbooks import TEXT_STAYS_TEXT
from hamtaraz.people.roles import PROVINCE_WIDE_READERS
from hamtaraz.web.doors import ActingRequest, door
from hamtaraz.web.refusing import language

LARGEST_EXACT = 10**15
"""A cell keeps 15 digits of a number; a larger amount is written as text, so that none is lost."""


@door(*READERS)
@require_GET
def notices(request: ActingRequest) -> HttpResponse:
    """The notices this person may read, a row each."""
    found = AllotmentNotice.visible_to(request.actor).exclude(state="withdrawn").select_related("agency", "session")
    rows = [
        [
            one.number,
            _day(one.issued_on),
            str(one.agency),
            one.session.number,
            str(NOTICE.state(one.state).label),
            one.sum_rial,
        ]
        for one in found.annotate(sum_rial=Sum("rows__amount_rial")).order_by("number", "id")
    ]
    heads = [_("Number"), _("Issued on"), _("Agency"), _("Session"), _("State"), _("Amount (rial)")]
    return sheet("allotment-notices", heads, rows)


@door(*PROVINCE_WIDE_READERS)
@require_GET
def session(request: ActingRequest, pk: int) -> HttpResponse:
    """The lines of a session."""
    found = get_object_or_404(AllotmentSession.visible_to(request.actor), pk=pk)
    lines = found.lines_drafted.exclude(notice__state__in=("withdrawn", "corrected"))
    figures = queries.figures(found.province, found.fiscal_year)
    return _lines_sheet(
        f"allotment-session-{pk}", lines.select_related("source", "chapter", "agency", "project"), figures
    )


@door(*READERS)
@require_GET
def notice(request: ActingRequest, pk: int) -> HttpResponse:
    """The lines of a notice."""
    found = get_object_or_404(AllotmentNotice.visible_to(request.actor).select_related("agency"), pk=pk)
    figures = queries.figures(found.province, found.fiscal_year, found.agency.code)
    return _lines_sheet(f"allotment-notice-{pk}", lines_of(found), figures)


def _lines_sheet(name: str, lines: Iterable[SessionLine], figures: queries.Figures) -> HttpResponse:
    heads = [
        _("Agency"), _("Project code"), _("Project"), _("Chapter"), _("Credit source"), _("Paid with"), _("Bill symbol"),
        _("Due on"), _("Agreed (rial)"), _("Allotted before (rial)"), _("This allotment (rial)"),
    ]  # fmt: skip
    rows = [
        [
            str(row.line.agency), row.line.project.code, row.line.project.title, str(row.line.chapter),
            str(row.line.source), part.get_means_display(), part.symbol, _day(part.due_on), row.agreed_rial,
            row.before_rial, part.amount_rial,
        ]
        for row in queries.rows_of(lines, figures)
        for part in row.parts
    ]  # fmt: skip
    return sheet(name, heads, rows)


def sheet(name: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """An Excel file of one table, right to left for a Persian reader; whole rials, never rounded."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, TEXT_STAYS_TEXT)
    page = book.add_worksheet()
    if language() == "fa":
        page.right_to_left()
    head = book.add_format({"bold": True, "bg_color": "#dceeeb", "border": 1})
    money = book.add_format({"num_format": "#,##0"})
    page.freeze_panes(1, 0)
    page.set_column(0, len(heads) - 1, 22)
    page.write_row(0, 0, heads, head)
    for place, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, int) and abs(value) < LARGEST_EXACT:
                page.write_number(place, column, value, money)
            elif value is not None:
                page.write_string(place, column, str(value))
    book.close()
    answer = HttpResponse(
        file.getvalue(), content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer


def _day(when: Any) -> str:
    return jalali.show(when, "short", language()) if when else ""
