"""The studio: what a scenario gives, live while its weights move; compared with last year and with other scenarios."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hamtaraz.distribution.forms import SHARE, parameters_from
from hamtaraz.distribution.models import Distribution, DistributionCell, Scenario
from hamtaraz.distribution.queries import standing
from hamtaraz.distribution.queries.picture import Picture, picture_kept, picture_of, pictures_of, scenarios_of
from hamtaraz.distribution.queries.reckoning import directive_of, law_day
from hamtaraz.distribution.queries.rules import versions_in_force_once
from hamtaraz.distribution.views import figures
from hamtaraz.distribution.views.pages import page_context, seen, unit_of
from hamtaraz.kernel import rial
from hamtaraz.kernel.refusals import Refused
from hamtaraz.law.measures import differences
from hamtaraz.law.run import chosen_parameters
from hamtaraz.places.queries import county_map
from hamtaraz.web import clock
from hamtaraz.web.doors import SIGNED_IN, ActingRequest, door
from hamtaraz.web.explaining import Said, explained, figure
from hamtaraz.web.refusing import language, say
from hamtaraz.web.showing import decimals, digits, part

FINEST = Fraction(1, 100)
"""How far a slider goes at a time where the directive does not say."""
EARLIER = "earlier"


@dataclass(frozen=True)
class Against:
    """What a picture is held against: last year, or another scenario."""

    key: str
    name: str
    shares: Mapping[str, rial.Rial]
    origin: str = ""
    already: Mapping[str, rial.Rial] = field(default_factory=dict)

    def beside(self, picture: Picture) -> dict[str, rial.Rial]:
        """The shares that are held against these: with what the year gave already, where these are a whole year's."""
        return add_up(picture.shares, self.already)


@door(SIGNED_IN)
@require_GET
def studio(request: ActingRequest, pk: int) -> HttpResponse:
    """The studio of a distribution; parameters in the address are tried and not saved."""
    distribution = seen(request, pk)
    return render(request, "distribution/studio.html", studio_context(request, distribution))


@door(SIGNED_IN)
@require_GET
def attempt(request: ActingRequest, pk: int) -> JsonResponse:
    """What a scenario would give with the parameters in the address, as the page shows it; computes and saves nothing."""
    distribution = seen(request, pk)
    scenario = _scenario(request, distribution)
    try:
        parameters = parameters_from(request.GET, directive_of(scenario.directive_text))
        picture = picture_of(distribution, scenario, clock.today(), parameters)
        against = _against(request, distribution, picture)
    except Refused as refused:
        said = say(refused)
        return JsonResponse({"sentence": said.sentence, "remedy": said.remedy}, status=409)
    return JsonResponse(answer(picture, against, _names(picture), unit_of(request)))


@door(SIGNED_IN)
@require_GET
def compare(request: ActingRequest, pk: int) -> HttpResponse:
    """Every scenario side by side: rials, percent and per head against one of them or against last year."""
    distribution = seen(request, pk)
    context = page_context(request, distribution, "compare")
    try:
        context |= _compared(request, distribution)
    except Refused as refused:
        context["waits_for"] = say(refused)
    return render(request, "distribution/compare.html", context)


@door(SIGNED_IN)
@require_GET
def why(request: ActingRequest, pk: int, county: str) -> HttpResponse:
    """Why a county gets its amount: the whole working, from each figure and its source to the rial; printable."""
    distribution = seen(request, pk)
    context = page_context(request, distribution, "shares")
    scenario = _scenario(request, distribution)
    try:
        picture = _picture(distribution, scenario, compared=False)
    except Refused as refused:
        return render(request, "distribution/why.html", context | {"waits_for": say(refused)})
    if county not in picture.run.bodies.row_of or county not in picture.counties:
        return render(request, "distribution/why.html", context | {"absent": county}, status=404)
    amount = picture.shares.get(county, 0)
    return render(request, "distribution/why.html", context | {
        "scenario": scenario,
        "county": picture.counties[county],
        "lines": explained(picture.run, county, picture.origins),
        "left_out": picture.run.left_out.get(county, ""),
        "cells": _cells(distribution, county) if scenario.chosen and distribution.working else [],
        "amount_rial": amount,
        "adjusted_rial": picture.adjusted.get(county, 0),
        "amount_in_words": figures.in_words(amount),
    })  # fmt: skip


def studio_context(
    request: ActingRequest, distribution: Distribution, wanted: Scenario | None = None
) -> dict[str, Any]:
    """All the studio shows: scenarios, sliders, map, shares, changes, sentences, and the working of one county."""
    context = page_context(request, distribution, "shares")
    scenarios = scenarios_of(distribution)
    scenario = next((one for one in scenarios if one == wanted and not one.removed), None) or _named(request, scenarios)
    directive = directive_of(scenario.directive_text)
    context |= {
        "scenarios": [one for one in scenarios if not one.removed],
        "removed": [one for one in scenarios if one.removed],
        "scenario": scenario,
        "directive": directive,
        "directive_name": directive.called(language()),
        "keeps": "" if scenario.chosen else f"scenario={scenario.pk}&",
    }
    if "directive" in request.GET and context["may_edit"]:
        context["versions"] = versions_in_force_once(distribution.province, scenario.directive_key)
    try:
        typed = parameters_from(request.GET, directive)
        tried = bool(typed)
        picture = (
            picture_of(distribution, scenario, clock.today(), typed) if tried else _picture(distribution, scenario)
        )
        against = _against(request, distribution, picture, scenarios)
    except Refused as refused:
        chosen = chosen_parameters(directive, None, law_day(clock.today()))
        return context | {"waits_for": say(refused), "parameters": sliders(scenario, chosen, request.GET)}
    names = _names(picture)
    unit = unit_of(request)
    drawn = figures.rows(picture, names, unit, against.shares, against.already)
    chosen_code = request.GET.get("county", "")
    if chosen_code not in picture.run.shares:
        chosen_code = drawn[0]["code"] if drawn else ""
    return context | {
        "tried": tried,
        "parameters": sliders(scenario, picture.run.parameters),
        "rows": drawn,
        "sums": figures.sums(picture, unit),
        "tiles": figures.tiles(drawn, picture.counties, distribution, context["keeps"]),
        "map": county_map(distribution.province),
        "against": against,
        "others": _others(scenarios, scenario, picture),
        "changes": figures.changes(against.shares, against.beside(picture), names, picture.persons, unit)
        if against.shares
        else None,
        "inequality": _inequality(picture, against, names),
        "sensitivity": figures.sensitivities(picture.moved(), picture, names, unit),
        "origins": sorted({one for _year, by in picture.origins.values() for one in by}),
        "chosen": next((row for row in drawn if row["code"] == chosen_code), None),
        "reasons": _reasons(picture, chosen_code),
    }


def answer(picture: Picture, against: Against, names: Mapping[str, str], unit: rial.Unit) -> dict[str, Any]:
    """What the page changes when a weight was moved: every text as it is read, every amount a string."""
    return {
        "rows": figures.rows(picture, names, unit, against.shares, against.already),
        "sums": figures.sums(picture, unit),
        "parameters": {key: str(value) for key, value in picture.run.parameters.items()},
        "changes": figures.changes(against.shares, against.beside(picture), names, picture.persons, unit)
        if against.shares
        else None,
        "inequality": _inequality(picture, against, names),
    }


def _names(picture: Picture) -> dict[str, str]:
    """The names of the counties in the reader's language."""
    return {code: str(one) for code, one in picture.counties.items()}


def sliders(
    scenario: Scenario, values: Mapping[str, Fraction], typed: Mapping[str, Any] | None = None
) -> list[dict[str, Any]]:
    """One slider and one box for each parameter, in percent where it is a share."""
    found = []
    for key, clause in directive_of(scenario.directive_text).parameters.items():
        share = clause.unit == SHARE
        factor = 100 if share else 1
        step = (clause.step or FINEST) * factor
        value = values[key] * factor
        sliding = clause.step is not None or bool(clause.weight_of)
        found.append({
            "key": key,
            "label": clause.called(language()),
            "basis": clause.basis,
            "family": clause.weight_of,
            "percent": share,
            "value": _plain(value),
            "typed": (typed or {}).get(key) or digits(_plain(value)),
            "shown": figure(values[key], clause.unit),
            "least": _plain((clause.least or Fraction(0)) * factor),
            "most": _plain(clause.most * factor) if clause.most is not None else ("100" if share else ""),
            "step": _plain(step),
            "slides": sliding and (share or clause.most is not None),
        })  # fmt: skip
    return found


def _plain(value: Fraction) -> str:
    """A number as a box of the page holds it: Latin digits, at most four decimals."""
    text = decimals(abs(value), 4).replace(",", "").rstrip("0").rstrip(".")
    return f"-{text}" if value < 0 else text


def _scenario(request: ActingRequest, distribution: Distribution) -> Scenario:
    return _named(request, scenarios_of(distribution))


def _named(request: ActingRequest, scenarios: list[Scenario]) -> Scenario:
    wanted = request.GET.get("scenario", "")
    there = {str(one.pk): one for one in scenarios if not one.removed}
    return there.get(wanted) or next(one for one in scenarios if one.chosen)


def _picture(distribution: Distribution, scenario: Scenario, *, compared: bool = True) -> Picture:
    """Of the chosen scenario what was computed, once it was; of any other, and of a draft, what it would give now."""
    if scenario.chosen and distribution.state != "draft":
        return picture_kept(distribution, compared=compared)
    return picture_of(distribution, scenario, clock.today())


def _against(
    request: ActingRequest, distribution: Distribution, picture: Picture, scenarios: list[Scenario] | None = None
) -> Against:
    wanted = request.GET.get("against", "")
    there = scenarios if scenarios is not None else (scenarios_of(distribution) if wanted.isdecimal() else [])
    other = next((one for one in there if str(one.pk) == wanted and not one.removed), None)
    if other is not None:
        found = picture_of(distribution, other, clock.today())
        return Against(str(other.pk), _("scenario “%(name)s”") % {"name": other.name}, found.shares)
    year = digits(str(picture.earlier.fiscal_year))
    earlier = picture.earlier
    return Against(EARLIER, year, earlier.shares, earlier.origin, earlier.already)


def _others(scenarios: list[Scenario], scenario: Scenario, picture: Picture) -> list[tuple[str, str]]:
    """What this picture can be held against."""
    year = digits(str(picture.earlier.fiscal_year))
    earlier = [(EARLIER, _("the year %(year)s") % {"year": year})] if picture.earlier.shares else []
    return earlier + [(str(one.pk), one.name) for one in scenarios if not one.removed and one.pk != scenario.pk]


def _inequality(picture: Picture, against: Against, names: Mapping[str, str]) -> str:
    after = figures.measured(against.beside(picture) if against.shares else picture.shares, picture.persons)
    before = figures.measured(against.shares, picture.persons) if against.shares else None
    return figures.inequality_words(after, before, names, against.name)


def _reasons(picture: Picture, county: str) -> list[Said]:
    """The indicators of one county and its part of the whole, for the card beside the map."""
    if not county:
        return []
    lines = explained(picture.run, county, picture.origins)
    return [one for one in lines if one.label in ("indicator", "share")]


def _cells(distribution: Distribution, county: str) -> list[dict[str, Any]]:
    """A county's cells with their three layers, after the shares were computed."""
    named = standing.names(distribution.province, distribution.fiscal_year)
    rows: list[DistributionCell] = list(
        distribution.cells.filter(county=county).select_related("line").order_by("line__position")
    )
    return [
        {"name": named.programme(one.line.programme), "source": named.source(one.line.source), "cell": one}
        for one in rows
    ]


def _compared(request: ActingRequest, distribution: Distribution) -> dict[str, Any]:
    scenarios = [one for one in scenarios_of(distribution) if not one.removed]
    pictures = pictures_of(distribution, scenarios, clock.today())
    unit = unit_of(request)
    first = next(iter(pictures.values()))
    wanted = request.GET.get("against", "")
    against = next((one for one in scenarios if str(one.pk) == wanted), None)
    before = pictures[against.pk].shares if against else first.earlier.shares
    year = digits(str(first.earlier.fiscal_year))
    codes = sorted(first.run.bodies.codes, key=lambda code: (-first.shares.get(code, 0), code))
    columns = []
    for one in scenarios:
        picture = pictures[one.pk]
        after = picture.shares if against else add_up(picture.shares, first.earlier.already)
        told = differences(before, after, picture.persons)
        unequal = figures.measured(picture.shares, picture.persons)
        columns.append({
            "scenario": one,
            "shares": picture.shares,
            "changes": {diff.code: diff for rows in (told.winners, told.losers, told.unchanged) for diff in rows},
            "winners": digits(str(len(told.winners))) if before else "—",
            "losers": digits(str(len(told.losers))) if before else "—",
            "gini": digits(decimals(unequal.gini, 4)) if unequal else "—",
            "theil": digits(f"{unequal.theil:.4f}") if unequal else "—",
            "times": digits(decimals(unequal.max_over_min, 2)) if unequal and unequal.max_over_min else "—",
            "weights": [(row["label"], row["shown"]) for row in sliders(one, picture.run.parameters) if row["family"]],
        })  # fmt: skip
    return {
        "columns": columns,
        "against_name": against.name if against else year,
        "against_key": str(against.pk) if against else "",
        "year": year if first.earlier.shares else "",
        "table": [
            {
                "name": str(first.counties.get(code, code)),
                "cells": [_compared_cell(column, code, unit, bool(before)) for column in columns],
            }
            for code in codes
        ],
    }


def add_up(one: Mapping[str, rial.Rial], other: Mapping[str, rial.Rial]) -> dict[str, rial.Rial]:
    """Two sets of shares together, for the codes of the first."""
    return {code: amount + other.get(code, 0) for code, amount in one.items()}


def _compared_cell(column: Mapping[str, Any], code: str, unit: rial.Unit, known: bool) -> dict[str, str]:
    diff = column["changes"].get(code)
    shown = diff if known else None
    return {
        "amount": figures.money(column["shares"].get(code, 0), unit),
        "rial": figures.money(shown.change_rial, unit) if shown else "—",
        "part": part(shown.part, 1, signed=True) if shown else "—",
        "per_head": figures.money(int(shown.per_head_rial), rial.Unit.THOUSAND)
        if shown and shown.per_head_rial is not None
        else "—",
        "tone": "" if not shown or not shown.change_rial else "green" if shown.change_rial > 0 else "red",
    }
