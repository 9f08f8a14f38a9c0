"""Figures of counties and the matrix, out to Excel and back: differences are shown before anything changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hamtaraz.distribution import operations
from hamtaraz.distribution.models import Distribution
from hamtaraz.distribution.operations import EXPERT
from hamtaraz.distribution.queries import reckoning, standing
from hamtaraz.distribution.queries.rules import directive_in_use
from hamtaraz.distribution.refusals import NothingDiffers, StaleWorkbook
from hamtaraz.distribution.views import sheets
from hamtaraz.distribution.views.pages import page_context, seen
from hamtaraz.distribution.views.sheets import KIND, Locked, Returned
from hamtaraz.kernel.refusals import Missing, Refused
from hamtaraz.kernel.text import clean
from hamtaraz.people.actors import Actor
from hamtaraz.people.roles import SETS_UP
from hamtaraz.web import clock, year_setup
from hamtaraz.web.doors import ActingRequest, door
from hamtaraz.web.refusing import language, say
from hamtaraz.web.stepping import seen_version

SALT = "hamtaraz.distribution.workbook"
MEASURERS = tuple(sorted(SETS_UP))


@door(*MEASURERS)
@require_http_methods(["GET", "POST"])
def figures(request: ActingRequest) -> HttpResponse:
    """The indicators of the counties: the workbook out, a filled one in, its differences, and then the record."""
    table, keys = figures_table(request.actor)

    def keep(changes: dict[sheets.Place, int]) -> None:
        origin = clean(request.POST.get("origin", ""))
        if not origin:
            raise Missing(field=_("Origin of the figures"))
        rows = [
            {"county": code, "key": keys[key][0], "year": keys[key][1], "value": value, "origin": origin}
            for (code, key), value in changes.items()
        ]
        year_setup.record_indicators(request.actor, clock.today(), rows)

    context = {"heading": _("Indicators of the counties"), "asks": "origin"}
    return _round_trip(request, table, "distribution/roundtrip_figures.html", context, keep)


@door(EXPERT)
@require_http_methods(["GET", "POST"])
def matrix(request: ActingRequest, pk: int) -> HttpResponse:
    """The matrix of a computed distribution: the workbook out, adjustments in, their differences, and then the record."""
    distribution = seen(request, pk)
    table = matrix_table(distribution)

    def keep(changes: dict[sheets.Place, int]) -> None:
        told = []
        for (county, line), amount in changes.items():
            source, _chapter, programme = line.split("/")
            told.append((source, programme, county, amount))
        operations.adjust_cells(
            distribution, request.actor, clock.today(), changes=told, reason=request.POST.get("reason", ""),
            session=request.POST.get("session", ""), seen_version=seen_version(request),
        )  # fmt: skip

    context = page_context(request, distribution, "matrix") | {"asks": "reason"}
    return _round_trip(request, table, "distribution/roundtrip_matrix.html", context, keep)


def _round_trip(
    request: ActingRequest,
    table: Locked,
    template: str,
    context: dict[str, Any],
    keep: Callable[[dict[sheets.Place, int]], None],
) -> HttpResponse:
    """One page for all: hand out, read and compare, return what is refused, record what was looked at."""
    if request.method == "GET" and request.GET.get("format") == "xlsx":
        return _file(table)
    if request.method == "GET":
        return render(request, template, context)
    try:
        if "returned" in request.POST:
            return _file(table, _signed_faults(request.POST["returned"]))
        if "changes" in request.POST:
            keep(_signed_changes(request.POST["changes"], table))
            messages.success(request, _("The figures of the workbook are recorded."))
            return redirect(request.path)
        file = request.FILES.get("file")
        if not isinstance(file, UploadedFile):
            raise Missing(field=_("Workbook"))
        return render(request, template, context | _compared(table, sheets.read(table, file)))
    except Refused as refused:
        again: dict[str, Any] = {"refused": say(refused), "typed": request.POST}
        if "changes" in request.POST and not isinstance(refused, StaleWorkbook):
            again |= _shown_changes(table, request.POST["changes"])
        return render(request, template, context | again, status=409)


def _compared(table: Locked, returned: Returned) -> dict[str, Any]:
    """The page of differences: what would change, or why the file is not taken."""
    if not returned.faults and not returned.changes:
        raise NothingDiffers()
    names, titles = dict(table.rows), dict(table.columns)
    if returned.faults:
        kept = {"faults": [[*place, said] for place, said in returned.faults.items()],
                "typed": [[*place, said] for place, said in returned.typed.items()]}  # fmt: skip
        return {
            "faults": [(names[code], titles.get(key, ""), returned.typed.get((code, key), ""), said)
                       for (code, key), said in returned.faults.items()],
            "returned": signing.dumps(kept, salt=SALT, compress=True),
        }  # fmt: skip
    looked_at = {
        "stamp": table.stamp,
        "changes": [[*place, str(after)] for place, (_b, after) in returned.changes.items()],
    }
    return _shown_changes(table, signing.dumps(looked_at, salt=SALT, compress=True))


def _shown_changes(table: Locked, signed: str) -> dict[str, Any]:
    names, titles = dict(table.rows), dict(table.columns)
    sums: dict[str, int] = {}
    rows = []
    for (code, key), after in _signed_changes(signed, table).items():
        before = table.values.get((code, key))
        sums[key] = sums.get(key, 0) + after - (before or 0)
        rows.append(
            {
                "county": names[code],
                "column": titles[key],
                "before": before,
                "after": after,
                "change": after - (before or 0),
            }
        )
    return {"rows": rows, "changes": signed, "sums": [(titles[key], total) for key, total in sums.items()]}


def _signed_changes(signed: str, table: Locked) -> dict[sheets.Place, int]:
    """The changes that were looked at; refused where the table moved on meanwhile."""
    try:
        told = signing.loads(signed, salt=SALT)
    except signing.BadSignature:
        raise StaleWorkbook() from None
    if told["stamp"] != table.stamp:
        raise StaleWorkbook()
    return {(code, key): int(after) for code, key, after in told["changes"]}


def _signed_faults(signed: str) -> Returned:
    try:
        told = signing.loads(signed, salt=SALT)
    except signing.BadSignature:
        raise StaleWorkbook() from None
    return Returned({}, {(code, key): said for code, key, said in told["faults"]},
                    {(code, key): said for code, key, said in told["typed"]})  # fmt: skip


def _file(table: Locked, returned: Returned | None = None) -> HttpResponse:
    answer = HttpResponse(sheets.write(table, returned), content_type=KIND)
    answer["Content-Disposition"] = f'attachment; filename="{table.kind}-{table.subject}.xlsx"'
    return answer


def figures_table(actor: Actor) -> tuple[Locked, dict[str, tuple[str, int]]]:
    """Every figure the directive in force asks of the counties, in the year it asks for."""
    day = clock.today()
    directive = directive_in_use(actor.province, day)
    known = reckoning.figures_for(directive, actor.province, day)
    asked = {key: datum for key, datum in directive.data.items() if datum.kind == "number"}
    years = {key: datum.year or known.origins.get(key, (actor.fiscal_year - 1, ()))[0] for key, datum in asked.items()}
    columns = [(f"{key}@{years[key]}", f"{datum.called(language())} {years[key]}") for key, datum in asked.items()]
    values = {
        (code, f"{key}@{years[key]}"): value if isinstance(value, int) else None
        for key in asked
        for code, value in zip(known.bodies.codes, known.bodies.columns[key], strict=True)
    }
    rows = [(one.code, str(one)) for one in known.counties]
    table = Locked("figures", actor.province, _("Indicators of the counties"), columns, rows, values)
    return table, {f"{key}@{years[key]}": (key, years[key]) for key in asked}


def matrix_table(distribution: Distribution) -> Locked:
    """The cells of a distribution: a row a county, a column a line, whole rials."""
    named = standing.names(distribution.province, distribution.fiscal_year)
    lines = standing.matrix_lines(distribution)
    cells = standing.matrix_cells(distribution)
    there = {county for _line, county in cells}
    rows = [(one.code, str(one)) for one in standing.county_names(distribution.province) if one.code in there]
    columns = [(str(line), f"{named.programme(line.programme)} – {named.source(line.source)}") for line in lines]
    values = {(county, str(line)): cells[line.pk, county].amount_rial for line in lines for county, _name in rows}
    return Locked("matrix", str(distribution.pk), _("Distribution (rial)"), columns, rows, values)
