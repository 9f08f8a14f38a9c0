"""What may be looked at: the list, and a distribution's shares, matrix and history."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hamtaraz.distribution.models import Distribution
from hamtaraz.distribution.operations import EXPERT
from hamtaraz.distribution.queries import reckoning, standing
from hamtaraz.distribution.views import figures
from hamtaraz.distribution.views.workbook import workbook
from hamtaraz.kernel import rial
from hamtaraz.law import archive as law_archive
from hamtaraz.web.doors import SIGNED_IN, ActingRequest, door
from hamtaraz.web.refusing import language
from hamtaraz.workflow.walker import holds


@door(SIGNED_IN)
@require_GET
def list_all(request: ActingRequest) -> HttpResponse:
    """The distributions of the year, and what is received and not yet shared out of every source."""
    return render(request, "distribution/list.html", list_context(request))


@door(SIGNED_IN)
@require_GET
def matrix(request: ActingRequest, pk: int) -> HttpResponse:
    """The matrix of counties by lines; `?format=xlsx` gives it as an Excel file."""
    distribution = seen(request, pk)
    context = matrix_context(request, distribution)
    if request.GET.get("format") == "xlsx":
        return workbook(distribution, context["grid"])
    return render(request, "distribution/matrix.html", context)


@door(SIGNED_IN)
@require_GET
def history(request: ActingRequest, pk: int) -> HttpResponse:
    """Every act on the distribution, its papers and its files."""
    return render(request, "distribution/history.html", page_context(request, seen(request, pk), "history"))


@door(SIGNED_IN)
@require_GET
def archive(request: ActingRequest, pk: int) -> HttpResponse:
    """The computing in one file that reckons itself again without us: inputs, directive, result, working, hashes."""
    distribution = seen(request, pk)
    if not distribution.working:
        raise Http404
    answer = HttpResponse(
        law_archive.archive(reckoning.run_again(distribution.working)), content_type="application/zip"
    )
    answer["Content-Disposition"] = f'attachment; filename="distribution-{pk}.zip"'
    return answer


def seen(request: ActingRequest, pk: int) -> Distribution:
    """The distribution, if this actor may read it; 404 otherwise."""
    return get_object_or_404(Distribution.visible_to(request.actor), pk=pk)


def unit_of(request: ActingRequest) -> rial.Unit:
    """The unit of money this person reads and types in."""
    name = request.session.get("unit", request.user.unit)  # type: ignore[union-attr]
    return rial.Unit[str(name).upper()]


def page_context(request: ActingRequest, distribution: Distribution, tab: str) -> dict[str, Any]:
    """What every page of a distribution needs."""
    expert = holds(EXPERT, distribution, request.actor)
    return {
        "distribution": distribution,
        "tab": tab,
        "may_edit": expert and distribution.state in ("draft", "computed"),
        "may_adjust": expert and distribution.state == "computed",
    }


def list_context(request: ActingRequest) -> dict[str, Any]:
    """The list with its balances; `unreceived` says that nothing was received in the year."""
    actor = request.actor
    found = standing.with_worth(Distribution.visible_to(actor))
    waiting = standing.unshared(actor.province, actor.fiscal_year) if actor.reads_province else []
    return {
        "distributions": found,
        "waiting": waiting,
        "nothing_waits": not any(row.available_rial for row in waiting),
        "waiting_rial": sum(row.available_rial for row in waiting),
        "may_start": actor.role == EXPERT,
    }


def matrix_context(request: ActingRequest, distribution: Distribution) -> dict[str, Any]:
    """The matrix page; the cell named by `?line=&county=` is the one the adjust form begins with."""
    context = page_context(request, distribution, "matrix")
    lines = standing.matrix_lines(distribution)
    laid = figures.grid(
        lines,
        standing.matrix_cells(distribution),
        standing.county_names(distribution.province),
        standing.names(distribution.province, distribution.fiscal_year),
    )
    unit = unit_of(request)
    cells = {f"{cell.line_id}/{cell.county}": cell for row in laid.rows for cell in row["cells"] if cell}
    named = cells.get(f"{request.GET.get('line', '')}/{request.GET.get('county', '')}")
    typed = {}
    if named:
        amount = rial.show(named.amount_rial, unit, language())
        typed = {"line": str(named.line_id), "county": named.county, "amount": amount, "reason": named.reason}
    return context | {
        "grid": laid,
        "typed": typed,
        "form_unit": unit.name.lower(),
        "form_unit_label": _(unit.label),
        "adjusted": _adjusted(laid),
        "effects": figures.effects(laid, unit),
    }


def _adjusted(laid: figures.Grid) -> list[dict[str, Any]]:
    """Every adjusted cell with its county, its column, and who adjusted it on which day."""
    rows = [
        {"cell": cell, "county": row["county"], "column": column}
        for row in laid.rows
        for cell, column in zip(row["cells"], laid.columns, strict=True)
        if cell and cell.adjustment_rial
    ]
    acts = standing.adjusters({row["cell"].adjusted_by_act for row in rows}) if rows else {}
    return [row | {"by": acts.get(row["cell"].adjusted_by_act)} for row in rows]
