"""What the expert may change: lines, province-wide projects, weights, cells; refusals come back with the input kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hamtaraz.distribution import forms, operations
from hamtaraz.distribution.models import Distribution
from hamtaraz.distribution.operations import EXPERT
from hamtaraz.distribution.queries import standing
from hamtaraz.distribution.refusals import NoSuchCell
from hamtaraz.distribution.views.pages import (
    list_context,
    matrix_context,
    page_context,
    seen,
    unit_of,
)
from hamtaraz.kernel import rial
from hamtaraz.kernel.refusals import ChangedMeanwhile, Refused
from hamtaraz.kernel.text import whole_number
from hamtaraz.web import clock
from hamtaraz.web.doors import SIGNED_IN, ActingRequest, door
from hamtaraz.web.refusing import language, say
from hamtaraz.web.stepping import seen_version

BLANK_ROWS = 3


@door(EXPERT)
@require_POST
def start(request: ActingRequest) -> HttpResponse:
    """Begin a distribution and go to its lines."""
    heading = request.POST.get("title", "")
    try:
        begun = operations.start_distribution(request.actor, clock.today(), heading)
    except Refused as refused:
        context = list_context(request) | {"refused": say(refused), "heading": heading}
        return render(request, "distribution/list.html", context, status=409)
    return redirect("distribution:lines", begun.pk)


@door(SIGNED_IN)
@require_http_methods(["GET", "POST"])
def lines(request: ActingRequest, pk: int) -> HttpResponse:
    """The lines of a distribution, and for its expert the form that changes them."""

    def save(distribution: Distribution, rows: list[forms.Row], version: int | None) -> None:
        chapters = standing.chapter_of_programmes(distribution.province, distribution.fiscal_year)
        made = forms.lines_from(rows, forms.unit_from(request.POST), chapters)
        operations.set_lines(distribution, request.actor, clock.today(), made, version)

    return _edit_rows(request, pk, "lines", save)


@door(EXPERT)
@require_POST
def projects(request: ActingRequest, pk: int) -> HttpResponse:
    """The province-wide projects of a distribution, as the form gives them."""

    def save(distribution: Distribution, rows: list[forms.Row], version: int | None) -> None:
        made = forms.projects_from(rows, forms.unit_from(request.POST))
        operations.set_province_lines(distribution, request.actor, clock.today(), made, version)

    return _edit_rows(request, pk, "projects", save)


@door(EXPERT)
@require_POST
def adjust(request: ActingRequest, pk: int) -> HttpResponse:
    """Give one county another amount of one line."""
    distribution = seen(request, pk)
    fields = request.POST
    try:
        operations.adjust_cell(
            distribution,
            request.actor,
            clock.today(),
            **_cell_of(distribution, fields),
            amount_rial=rial.parse(fields.get("amount", ""), forms.unit_from(fields)),
            reason=fields.get("reason", ""),
            session=fields.get("session", ""),
            seen_version=seen_version(request),
        )
    except Refused as refused:
        distribution.refresh_from_db()
        unit = forms.unit_from(fields)
        context = matrix_context(request, distribution) | {
            "refused": say(refused),
            "typed": fields,
            "form_unit": unit.name.lower(),
            "form_unit_label": _(unit.label),
        }
        return render(request, "distribution/matrix.html", context, status=409)
    messages.success(request, _("The cell is adjusted."))
    return redirect("distribution:matrix", pk)


@door(EXPERT)
@require_POST
def restore(request: ActingRequest, pk: int) -> HttpResponse:
    """Take every adjustment back."""
    operations.restore_formula(seen(request, pk), request.actor, clock.today(), seen_version(request))
    messages.success(request, _("Every cell is what the formula gave."))
    return redirect("distribution:matrix", pk)


@door(EXPERT)
@require_POST
def restore_one(request: ActingRequest, pk: int) -> HttpResponse:
    """Take the adjustment of one cell back."""
    distribution = seen(request, pk)
    cell = _cell_of(distribution, request.POST)
    operations.restore_cell(distribution, request.actor, clock.today(), **cell, seen_version=seen_version(request))
    messages.success(request, _("The cell is what the formula gave."))
    return redirect("distribution:matrix", pk)


def _cell_of(distribution: Distribution, fields: Any) -> dict[str, str]:
    """The source, programme and county a form names by its line and county."""
    line, county = fields.get("line", ""), fields.get("county", "")
    found = distribution.budget_lines.filter(pk=whole_number(line) or 0).first()
    if found is None:
        raise NoSuchCell(line=line, county=county)
    return {"source": found.source, "programme": found.programme, "county": county}


def _edit_rows(
    request: ActingRequest, pk: int, part: str, save: Callable[[Distribution, list[forms.Row], int | None], None]
) -> HttpResponse:
    """Show the rows; save what was posted, or show it again beside what is saved now."""
    distribution = seen(request, pk)
    if request.method == "GET":
        return render(request, "distribution/lines.html", _rows_context(request, distribution))
    rows = forms.rows_from(request.POST)
    if "more" in request.POST:
        return render(request, "distribution/lines.html", _rows_context(request, distribution, part, rows))
    try:
        save(distribution, rows, seen_version(request))
    except Refused as refused:
        distribution.refresh_from_db()
        context = _rows_context(request, distribution, part, rows) | {
            "refused": say(refused),
            "conflict": isinstance(refused, ChangedMeanwhile),
        }
        return render(request, "distribution/lines.html", context, status=409)
    messages.success(request, _("Saved."))
    return redirect("distribution:lines", pk)


def _rows_context(
    request: ActingRequest, distribution: Distribution, part: str = "", typed: list[forms.Row] | None = None
) -> dict[str, Any]:
    """The page of lines and projects: what is saved, what was typed, and what may be chosen."""
    context = page_context(request, distribution, "lines")
    unit = forms.unit_from(request.POST) if typed is not None else unit_of(request)
    named = standing.names(distribution.province, distribution.fiscal_year)
    saved_lines = list(distribution.budget_lines.all())
    saved_projects = list(distribution.province_lines.select_related("project__agency").order_by("id"))
    context |= {
        "form_unit": unit.name.lower(),
        "form_unit_label": _(unit.label),
        "named": named,
        "balances": standing.balances(distribution, named),
        "saved_lines": [
            {"source": named.source(line.source), "chapter": named.chapter(line.chapter),
             "programme": named.programme(line.programme), "amount_rial": line.county_part_rial}
            for line in saved_lines
        ],
        "saved_projects": [
            {"source": named.source(one.source), "project": one.project, "amount_rial": one.amount_rial}
            for one in saved_projects
        ],
        "conflict_part": part,
    }  # fmt: skip
    if not context["may_edit"]:
        return context

    def shown(amount_rial: int) -> str:
        return rial.show(amount_rial, unit, language())

    line_rows = [forms.Row(one.source, one.programme, shown(one.county_part_rial)) for one in saved_lines]
    project_rows = [forms.Row(one.source, one.project.code, shown(one.amount_rial)) for one in saved_projects]
    blank = [forms.Row()] * BLANK_ROWS
    return context | {
        "line_rows": (typed if typed is not None and part == "lines" else line_rows) + blank,
        "project_rows": (typed if typed is not None and part == "projects" else project_rows) + blank,
        "programmes": named.programmes_by_chapter(),
        "sources": named.sources(),
        "projects": standing.province_wide_projects(distribution.province),
    }
