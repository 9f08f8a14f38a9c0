"""The pages where a session's ceilings and lines are written, and lines are proposed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hamtaraz.allotments import operations, queries
from hamtaraz.allotments.forms import AmountsForm, Cell
from hamtaraz.allotments.models import AllotmentSession, Means
from hamtaraz.allotments.operations import CeilingRow, LineRow
from hamtaraz.allotments.views.units import unit_of
from hamtaraz.budget.models import Chapter, CreditSource
from hamtaraz.kernel import percent
from hamtaraz.kernel.refusals import ChangedMeanwhile, Refused
from hamtaraz.kernel.rial import Rial
from hamtaraz.people.roles import Role
from hamtaraz.projects.models import Project
from hamtaraz.web import clock
from hamtaraz.web.doors import ActingRequest, door
from hamtaraz.web.fields import complain
from hamtaraz.web.stepping import seen_version


@door(Role.ALLOTMENT_SECRETARY)
@require_http_methods(["GET", "POST"])
def ceilings(request: ActingRequest, pk: int) -> HttpResponse:
    """Write the ceilings by chapter and source; `?percent=` fills them with a part of the agreed credit, unsaved."""
    found = get_object_or_404(AllotmentSession.visible_to(request.actor), pk=pk)
    cells = _ceiling_cells(found)

    def save(amounts: dict[str, Rial]) -> AllotmentSession:
        rows = [CeilingRow._make((*name.split("/"), amount)) for name, amount in amounts.items() if amount]
        return operations.set_ceilings(
            found, actor=request.actor, day=clock.today(), rows=rows, seen_version=seen_version(request)
        )

    prefilled = _ceilings_by_percent(cells, request.GET.get("percent", ""))
    return _amounts_form(
        request, found, save, cells, prefilled, "allotments/ceilings.html", {"left": _left_of_the_centre(found)}
    )


@door(Role.ALLOTMENT_SECRETARY, Role.CONSOLIDATION_EXPERT)
@require_http_methods(["GET", "POST"])
def lines(request: ActingRequest, pk: int, chapter: str) -> HttpResponse:
    """Write the lines of one chapter: a box for each agreed line and each part its source is paid with."""
    found = get_object_or_404(AllotmentSession.visible_to(request.actor), pk=pk)
    year = {"province": found.province, "fiscal_year": found.fiscal_year}
    named = get_object_or_404(Chapter, code=chapter, **year)
    cells, rows = _line_cells(found, chapter)

    def save(amounts: dict[str, Rial]) -> AllotmentSession:
        typed = [LineRow._make((*keys[name][0], amount, *keys[name][1])) for name, amount in amounts.items() if amount]
        return operations.set_lines(
            found,
            actor=request.actor,
            day=clock.today(),
            rows=typed,
            chapter=chapter,
            seen_version=seen_version(request),
        )

    keys = {cell.name: key for row in rows for cell, key in row["cells"]}
    return _amounts_form(request, found, save, cells, {}, "allotments/lines.html", {"chapter": named, "rows": rows})


@door(Role.ALLOTMENT_SECRETARY, Role.CONSOLIDATION_EXPERT)
@require_POST
def propose(request: ActingRequest, pk: int) -> HttpResponse:
    """Spread what is left of the ceilings over agreed lines."""
    found = get_object_or_404(AllotmentSession.visible_to(request.actor), pk=pk)
    typed = request.POST.get("percent", "").strip()
    operations.propose_lines(
        found,
        actor=request.actor,
        day=clock.today(),
        percent_ppm=percent.parse(typed) if typed else None,
        seen_version=seen_version(request),
    )
    messages.success(request, _("The lines are proposed; every one may still be changed."))
    return redirect(found)


def _amounts_form(
    request: ActingRequest,
    found: AllotmentSession,
    save: Callable[[dict[str, Rial]], AllotmentSession],
    cells: list[Cell],
    prefilled: dict[str, Rial],
    template: str,
    told: dict[str, Any],
) -> HttpResponse:
    """A table of boxes; when somebody saved meanwhile, what is saved now stands beside what the person typed."""
    unit, status, saved = unit_of(request), 200, False
    if request.method == "POST":
        form = AmountsForm(request.POST, cells=cells, unit=unit)
        if form.is_valid():
            try:
                save(form.amounts())
            except Refused as refused:
                complain(form, refused)
                status, saved = 409, isinstance(refused, ChangedMeanwhile)
                found.refresh_from_db()
            else:
                messages.success(request, _("Saved."))
                return redirect(found)
        else:
            status = 422
    else:
        form = AmountsForm(cells=cells, unit=unit, prefilled=prefilled)
    for row in told.get("rows", []):
        row["boxes"] = [{"cell": cell, "box": form[cell.name]} for cell, _key in row["cells"]]
    return render(request, template, {
        "session": found, "form": form, "unit": unit.name.lower(), "saved": saved,
        "cells": [{"cell": cell, "box": form[cell.name]} for cell in cells], **told,
    }, status=status)  # fmt: skip


def _ceiling_cells(found: AllotmentSession) -> list[Cell]:
    """A cell for each source and chapter that has credit this year, or a ceiling already."""
    year = {"province": found.province, "fiscal_year": found.fiscal_year}
    saved = {
        (row.source.code, row.chapter.code): row.amount_rial
        for row in found.ceilings.select_related("source", "chapter")
    }
    sources = {row.code: str(row) for row in CreditSource.objects.filter(**year)}
    chapters = {row.code: str(row) for row in Chapter.objects.filter(**year)}
    credit = queries.credit_by_chapter(found.province, found.fiscal_year)
    wanted = {cell for cell, amount in credit.items() if amount} | set(saved)
    return [
        Cell(
            f"{source}/{chapter}",
            f"{chapters[chapter]}، {sources[source]}",
            saved.get((source, chapter)),
            credit[source, chapter],
        )
        for source, chapter in sorted(wanted, key=lambda one: (one[1], one[0]))
    ]


def _left_of_the_centre(found: AllotmentSession) -> list[dict[str, Any]]:
    """What the centre released of each source and no decided ceiling has taken."""
    received = queries.figures(found.province, found.fiscal_year).received
    sources = CreditSource.objects.filter(province=found.province, fiscal_year=found.fiscal_year, code__in=received)
    return [{"source": source, "amount_rial": received[source.code]} for source in sources]


def _ceilings_by_percent(cells: list[Cell], typed: str) -> dict[str, Rial]:
    if not typed.strip():
        return {}
    share = percent.parse(typed)
    amounts = {cell.name: (cell.whole_rial or 0) * share // percent.WHOLE_PPM for cell in cells}
    return {name: amount for name, amount in amounts.items() if amount}


def _line_cells(found: AllotmentSession, chapter: str) -> tuple[list[Cell], list[dict[str, Any]]]:
    """The boxes of a chapter by agreed line and part, and the rows they stand in."""
    figures = queries.figures(found.province, found.fiscal_year)
    waiting = [line for line in queries.waiting_lines(found) if line.chapter.code == chapter]
    saved: Counter[tuple[queries.Dims, Any]] = Counter()
    for line in waiting:
        saved[queries.dims_of(line), line.part] += line.amount_rial
    wanted = {dims for dims, amount in figures.agreed.items() if dims[2] == chapter and amount} | {d for d, _p in saved}
    parts = operations.parts_by_source(found)
    projects = {
        one.code: one
        for one in Project.objects.filter(
            province=found.province, code__in={dims[5] for dims in wanted}
        ).select_related("agency")
    }
    sources = {
        row.code: str(row)
        for row in CreditSource.objects.filter(province=found.province, fiscal_year=found.fiscal_year)
    }
    rows, cells = [], []
    for dims in sorted(wanted, key=lambda one: (projects[one[5]].agency.sort_key, one)):
        keys = sorted({*parts.get(dims[0], {}), *(part for d, part in saved if d == dims)}, key=str)
        boxes = []
        for part in keys or [(Means.CASH.value, "", None)]:
            label = " ".join(filter(None, [str(Means(part[0]).label), part[1]]))
            cell = Cell("/".join([*dims, part[0], part[1], str(part[2] or "")]), label, saved.get((dims, part)))
            cells.append(cell)
            boxes.append((cell, (dims, part)))
        rows.append({
            "project": projects[dims[5]], "source": sources[dims[0]], "agreed_rial": figures.agreed.get(dims, 0),
            "before_rial": figures.allotted.get(dims, 0), "left_rial": figures.left(dims), "cells": boxes,
        })  # fmt: skip
    if not rows:
        raise Http404(_("No agreement of this chapter is notified yet."))
    return cells, rows
