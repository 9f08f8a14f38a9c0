"""Downloads: the draft as a paper that is not kept, and the lines as a sheet."""

from __future__ import annotations

import io

import xlsxwriter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hamtaraz.agreements.models import Agreement, AgreementLine
from hamtaraz.agreements.papers import agreement_facts
from hamtaraz.agreements.queries import SETTLED
from hamtaraz.agreements.views.reading import found
from hamtaraz.documents.layout.press import render
from hamtaraz.kernel.workbooks import TEXT_STAYS_TEXT
from hamtaraz.web import clock
from hamtaraz.web.doors import SIGNED_IN, door
from hamtaraz.web.refusing import language

LARGEST_EXACT_RIAL = 10**15
"""A sheet keeps fifteen digits of a number; larger amounts are written as text."""


@door(SIGNED_IN)
@require_GET
def draft_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The agreement as it would print, with the mark of a draft; rendered anew, never kept."""
    agreement = found(request, pk)
    if agreement.state in SETTLED:
        raise Http404
    facts = agreement_facts(agreement, day=clock.today(), draft=True) | {"demo": settings.DEMO}
    answer = HttpResponse(render("agreement", facts), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="agreement-draft-{agreement.number}.pdf"'
    return answer


@door(SIGNED_IN)
@require_GET
def lines_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    """The lines of one agreement as a sheet, in whole rials."""
    agreement = found(request, pk)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    answer = HttpResponse(_sheet(agreement), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="agreement-{agreement.number}.xlsx"'
    return answer


def _sheet(agreement: Agreement) -> bytes:
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, TEXT_STAYS_TEXT) as workbook:
        sheet = workbook.add_worksheet()
        if language() == "fa":
            sheet.right_to_left()
        head = workbook.add_format({"bold": True, "bottom": 1})
        money = workbook.add_format({"num_format": "#,##0"})
        sheet.write_row(0, 0, _heads(), head)
        for at, line in enumerate(agreement.funding.of_pages(), 1):
            sheet.write_row(at, 0, _cells(line))
            sheet.write(at, 7, _amount(line), money)
        sheet.set_column(1, 1, 48)
        sheet.set_column(2, 11, 18)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, 0, len(_heads()) - 1)
    return kept.getvalue()


def _heads() -> list[str]:
    return [
        _("Project code"), _("Project"), _("County"), _("Approved by"), _("Source"), _("Economic chapter"),
        _("Execution method"), _("Credit (rial)"), _("Planned progress (percent)"), _("Target quantity"), _("Unit"),
    ]  # fmt: skip


def _cells(line: AgreementLine) -> list[str | int | None]:
    county = line.project.county
    return [
        line.project.code, line.project.title, str(county) if county else _("Province-wide"),
        str(line.project.get_origin_display()), str(line.source), str(line.get_economic_chapter_display()),
        str(line.get_execution_method_display()), None, line.planned_percent, line.target_quantity, line.target_unit,
    ]  # fmt: skip


def _amount(line: AgreementLine) -> int | str:
    return line.amount_rial if line.amount_rial < LARGEST_EXACT_RIAL else str(line.amount_rial)
