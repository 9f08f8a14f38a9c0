"""What may be looked at: the list, and a distribution's shares, matrix and history."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hamtaraz.distribution.forms import weights_from
from hamtaraz.distribution.models import Distribution
from hamtaraz.distribution.operations import EXPERT, check_weights
from hamtaraz.distribution.queries import reckoning, standing
from hamtaraz.distribution.refusals import NothingToShareOut
from hamtaraz.distribution.views import figures
from hamtaraz.distribution.views.workbook import workbook
from hamtaraz.kernel import rial
from hamtaraz.kernel.refusals import Refused
from hamtaraz.web import clock
from hamtaraz.web.doors import SIGNED_IN, ActingRequest, door
from hamtaraz.web.refusing import language, say
from hamtaraz.workflow.walker import holds


@door(SIGNED_IN)
@require_GET
def list_all(request: ActingRequest) -> HttpResponse:
    """The distributions of the year, and what is received and not yet shared out of every source."""
    return render(request, "distribution/list.html", list_context(request))


@door(SIGNED_IN)
@require_GET
def shares(request: ActingRequest, pk: int) -> HttpResponse:
    """The shares of the counties: map, weights, layers, balance, and the working of the chosen county."""
    distribution = seen(request, pk)
    return render(request, "distribution/shares.html", shares_context(request, distribution))


@door(SIGNED_IN)
@require_GET
def preview(request: ActingRequest, pk: int) -> HttpResponse:
    """The map and the shares as other weights would make them; nothing is saved."""
    distribution = seen(request, pk)
    context: dict[str, Any] = {"distribution": distribution, "previewed": True, "unit": unit_of(request).name.lower()}
    try:
        weights = weights_from(request.GET)
        check_weights(weights)
        context |= _live(request, distribution, weights)[0]
    except Refused as refused:
        context |= {"refused": say(refused)}
    return render(request, "distribution/parts/map.html", context)


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


def shares_context(request: ActingRequest, distribution: Distribution) -> dict[str, Any]:
    """The shares page: of a draft what computing would give, afterwards what stands in the cells."""
    context = page_context(request, distribution, "shares")
    named = standing.names(distribution.province, distribution.fiscal_year)
    context |= {
        "balances": standing.balances(distribution, named),
        "weights": [
            {"key": key, "label": label, "ppm": distribution.weights_ppm[key]}
            for key, label in reckoning.INDICATORS.items()
        ],
    }
    chosen = request.GET.get("county", "")
    try:
        found, given = _live(request, distribution) if distribution.state == "draft" else _saved(request, distribution)
    except Refused as refused:
        return context | {"waits_for": say(refused)}
    context |= found
    chosen = chosen if chosen in found["working"].counties else found["shares"]["rows"][0]["share"].code
    return context | _working_context(found, given(chosen), chosen, named)


def _live(
    request: ActingRequest, distribution: Distribution, weights: dict[str, int] | None = None
) -> tuple[dict[str, Any], Any]:
    """What computing would give now; and a way to a county's share of each line."""
    lines = list(distribution.budget_lines.all())
    if not lines:
        raise NothingToShareOut(title=distribution.heading)
    counties = list(reckoning.counties_on(distribution.province, clock.today()))
    total = sum(line.county_part_rial for line in lines)
    run = reckoning.run_of(distribution, clock.today(), total_rial=total, weights_ppm=weights, counties=counties)
    amounts = reckoning.share_out_lines(run.working.points, lines)
    found = standing.county_shares(counties, figures.population_of(run.working), figures.sums_of(amounts))
    return (
        _drawn(request, distribution, found) | {"working": run.working, "origins": run.origins},
        lambda county: [(line, amounts[line.pk][county], 0) for line in lines],
    )


def _saved(request: ActingRequest, distribution: Distribution) -> tuple[dict[str, Any], Any]:
    """What stands in the cells, with the frozen working; and a way to a county's share of each line."""
    working = reckoning.working_of(distribution)
    counties = standing.county_names(distribution.province)
    found = standing.county_shares(counties, figures.population_of(working), standing.sums_by_county(distribution))
    return (
        _drawn(request, distribution, found) | {"working": working, "origins": distribution.working["origins"]},
        lambda county: [
            (cell.line, cell.formula_rial, cell.adjustment_rial)
            for cell in distribution.cells.filter(county=county).select_related("line").order_by("line__position")
        ],
    )


def _drawn(request: ActingRequest, distribution: Distribution, found: list[standing.CountyShare]) -> dict[str, Any]:
    return {
        "shares": figures.layers(found),
        "tiles": figures.tiles(found, distribution, unit_of(request)),
    }


def _working_context(found: dict[str, Any], given: Any, county: str, named: standing.Names) -> dict[str, Any]:
    """The working of one county in words: its part of the whole, then each line to its rounding."""
    working = found["working"]
    row = next(row["share"] for row in found["shares"]["rows"] if row["share"].code == county)
    return {
        "chosen": row,
        "reasons": figures.reasons(working, county),
        "line_shares": figures.line_shares(working, county, given, named),
        "amount_in_words": figures.in_words(row.amount_rial),
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
        "adjusted": [
            {"cell": cell, "county": row["county"], "column": column}
            for row in laid.rows
            for cell, column in zip(row["cells"], laid.columns, strict=True)
            if cell and cell.adjustment_rial
        ],
    }
