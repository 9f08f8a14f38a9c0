"""The register of waivers: which clause was passed over, for what, why, by whom; on screen and in Excel."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from xlsxwriter.workbook import Workbook

from hamtaraz.grants.models import Waiver
from hamtaraz.grants.queries.waivers import Made, register_of, with_their_acts
from hamtaraz.grants.views.sheets import workbook_of
from hamtaraz.kernel import jalali
from hamtaraz.people.roles import GRANT_READERS, PROVINCE_WIDE_READERS
from hamtaraz.trail.bases import in_words
from hamtaraz.web.doors import ActingRequest, door

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ON_A_PAGE = 50


@door(*GRANT_READERS, *PROVINCE_WIDE_READERS)
@require_safe
def waivers(request: ActingRequest) -> HttpResponse:
    """The waivers of the year, the newest first; `?format=xlsx` gives all of them in Excel."""
    actor = request.actor
    if request.GET.get("format") == "xlsx":
        answer = HttpResponse(workbook(register_of(actor)), content_type=XLSX)
        answer["Content-Disposition"] = 'attachment; filename="waivers.xlsx"'
        return answer
    page = Paginator(Waiver.visible_to(actor), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "grants/waivers.html", {
        "page": page,
        "rows": with_their_acts(actor.province, list(page)),
    })  # fmt: skip


def workbook(rows: Iterable[Made]) -> bytes:
    """The register as an Excel file, in Persian and right to left."""
    return workbook_of(lambda book: _write(book, rows))


def _write(book: Workbook, rows: Iterable[Made]) -> None:
    sheet = book.add_worksheet(_("Waivers"))
    sheet.right_to_left()
    head, cell = book.add_format({"bold": True, "border": 1}), book.add_format({"border": 1, "text_wrap": True})
    sheet.write_row(0, 0, (_("Day"), _("Clause"), _("Made for"), _("Reason"), _("Who")), head)
    for number, (one, act) in enumerate(rows, 1):
        who = f"{act.person_name}، {act.organisation_name}"
        told = (jalali.show(one.day), str(in_words(one.clause)), one.title, one.reason, who)
        for place, words in enumerate(told):
            sheet.write_string(number, place, words, cell)
    sheet.set_column(0, 4, 28)
