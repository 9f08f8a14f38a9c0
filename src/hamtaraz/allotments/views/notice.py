"""The pages of an allotment notice: read, change its draft, draft its correction."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hamtaraz.allotments import operations, queries
from hamtaraz.allotments.forms import AmountsForm, Cell
from hamtaraz.allotments.models import AllotmentNotice, Means, SessionLine
from hamtaraz.allotments.views.units import unit_of
from hamtaraz.allotments.workflow import READERS
from hamtaraz.kernel import text
from hamtaraz.kernel.refusals import ChangedMeanwhile, Refused
from hamtaraz.people.roles import Role
from hamtaraz.web import clock
from hamtaraz.web.doors import ActingRequest, door
from hamtaraz.web.fields import complain
from hamtaraz.web.stepping import seen_version


@door(*READERS)
@require_GET
def notice(request: ActingRequest, pk: int) -> HttpResponse:
    """One notice: agreed, allotted before, now and together by project; what it is paid with; what may happen next."""
    found = get_object_or_404(_named(request), pk=pk)
    lines = lines_of(found)
    draft = found.state == "draft"
    figures = queries.figures(found.province, found.fiscal_year, found.agency.code) if draft else queries.Figures()
    rows = queries.rows_of(lines, figures)
    expert = request.actor.role == Role.CONSOLIDATION_EXPERT
    replacement = getattr(found, "replacement", None)
    return render(request, "allotments/notice.html", {
        "notice": found,
        "rows": rows,
        "totals": queries.totals_of(rows),
        "parts": [(Means(part[0]).label, *part[1:], amount) for part, amount in queries.parts_of(lines)],
        "replacement": replacement if replacement and _may_see(request, replacement) else None,
        "province": request.actor.reads_province,
        "may_revise": expert and draft,
        "may_correct": expert and found.state in ("issued", "acknowledged") and replacement is None,
    })  # fmt: skip


@door(Role.CONSOLIDATION_EXPERT)
@require_http_methods(["GET", "POST"])
def revise(request: ActingRequest, pk: int) -> HttpResponse:
    """Change amounts of a drafted notice; somebody else's save is shown beside what was typed."""
    found = get_object_or_404(_named(request), pk=pk)
    unit, status, saved = unit_of(request), 200, False
    lines = lines_of(found)
    cells = [Cell(f"line-{line.pk}", line.project.title, line.amount_rial) for line in lines]
    if request.method == "POST":
        form = AmountsForm(request.POST, cells=cells, unit=unit)
        if form.is_valid():
            try:
                amounts = {line.pk: form.amounts()[f"line-{line.pk}"] for line in lines}
                operations.revise_notice(
                    found, actor=request.actor, day=clock.today(), amounts=amounts, seen_version=seen_version(request)
                )
            except Refused as refused:
                complain(form, refused)
                status, saved = 409, isinstance(refused, ChangedMeanwhile)
                found.refresh_from_db(fields=["version", "state"])
            else:
                messages.success(request, _("Saved."))
                return redirect(found)
        else:
            status = 422
    else:
        form = AmountsForm(cells=cells, unit=unit)
    figures = queries.figures(found.province, found.fiscal_year, found.agency.code)
    rows = [
        {"line": line, "box": form[f"line-{line.pk}"], "left_rial": figures.left(queries.dims_of(line))}
        for line in lines
    ]
    return render(request, "allotments/notice_form.html", {
        "notice": found, "form": form, "rows": rows, "unit": unit.name.lower(), "saved": saved,
    }, status=status)  # fmt: skip


@door(Role.CONSOLIDATION_EXPERT)
@require_POST
def correct(request: ActingRequest, pk: int) -> HttpResponse:
    """Draft the numbered correction of an issued notice, then show it."""
    found = get_object_or_404(_named(request), pk=pk)
    reason = text.clean_lines(request.POST.get("reason", ""))
    correction = operations.draft_correction(found, actor=request.actor, day=clock.today(), reason=reason)
    messages.success(request, _("The correction is drafted: change its amounts, then have it issued."))
    return redirect(correction)


def lines_of(found: AllotmentNotice) -> list[SessionLine]:
    """The lines of a notice with all that names them."""
    return list(found.rows.select_related("source", "chapter", "agency", "project"))


def _named(request: ActingRequest) -> QuerySet[Any]:
    return AllotmentNotice.visible_to(request.actor).select_related(
        "agency", "session__central", "corrects__agency", "replacement__agency"
    )


def _may_see(request: ActingRequest, replacement: AllotmentNotice) -> bool:
    return request.actor.reads_province or replacement.state in AllotmentNotice.SENT
