"""Buttons of the studio: save parameters, make, copy, rename, delete and choose scenarios, put a figure in place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hamtaraz.directives.queries import versions
from hamtaraz.distribution import forms, operations
from hamtaraz.distribution.models import Distribution, Scenario
from hamtaraz.distribution.operations import EXPERT
from hamtaraz.distribution.queries.reckoning import directive_of
from hamtaraz.distribution.views.pages import seen
from hamtaraz.distribution.views.studio import studio_context
from hamtaraz.kernel.refusals import Refused
from hamtaraz.kernel.text import whole_number
from hamtaraz.web import clock
from hamtaraz.web.doors import ActingRequest, door
from hamtaraz.web.refusing import say
from hamtaraz.web.stepping import seen_version


@door(EXPERT)
@require_POST
def parameters(request: ActingRequest, pk: int, scenario: int) -> HttpResponse:
    """Save the parameters of a scenario."""

    def save(distribution: Distribution, held: Scenario) -> str:
        given = forms.parameters_from(request.POST, directive_of(held.directive_text))
        operations.set_parameters(distribution, request.actor, clock.today(), given, held, seen_version(request))
        return _("The weights are saved. Compute the shares again to use them.")

    return _deed(request, pk, scenario, save)


@door(EXPERT)
@require_POST
def create(request: ActingRequest, pk: int, scenario: int) -> HttpResponse:
    """Copy a scenario under a new name and go to it."""
    distribution = seen(request, pk)
    try:
        made = operations.create_scenario(
            distribution, request.actor, clock.today(), request.POST.get("name", ""), _of(distribution, scenario),
            seen_version(request),
        )  # fmt: skip
    except Refused as refused:
        return _again(request, distribution, refused)
    messages.success(request, _("The scenario is made; now change its weights."))
    return redirect(f"{distribution.get_absolute_url()}?scenario={made.pk}")


@door(EXPERT)
@require_POST
def rename(request: ActingRequest, pk: int, scenario: int) -> HttpResponse:
    """Call a scenario otherwise."""

    def save(_distribution: Distribution, held: Scenario) -> str:
        operations.rename_scenario(
            held, request.actor, clock.today(), request.POST.get("name", ""), seen_version(request)
        )
        return _("The scenario has its new name.")

    return _deed(request, pk, scenario, save)


@door(EXPERT)
@require_POST
def delete(request: ActingRequest, pk: int, scenario: int) -> HttpResponse:
    """Take a scenario out of the list; the page then offers to bring it back."""

    def save(distribution: Distribution, held: Scenario) -> str:
        operations.delete_scenario(held, request.actor, clock.today(), seen_version(request))
        return _("The scenario is deleted; it can be brought back from the list of scenarios.")

    return _deed(request, pk, scenario, save, to_chosen=True)


@door(EXPERT)
@require_POST
def bring_back(request: ActingRequest, pk: int, scenario: int) -> HttpResponse:
    """Undo a deletion."""

    def save(_distribution: Distribution, held: Scenario) -> str:
        operations.bring_back_scenario(held, request.actor, clock.today(), seen_version(request))
        return _("The scenario is back.")

    return _deed(request, pk, scenario, save)


@door(EXPERT)
@require_POST
def choose(request: ActingRequest, pk: int, scenario: int) -> HttpResponse:
    """Let the shares of this scenario fill the cells."""

    def save(_distribution: Distribution, held: Scenario) -> str:
        operations.choose_scenario(held, request.actor, clock.today(), seen_version(request))
        return _("This scenario is the chosen one now. Compute the shares to fill the cells.")

    return _deed(request, pk, scenario, save)


@door(EXPERT)
@require_POST
def directive(request: ActingRequest, pk: int, scenario: int) -> HttpResponse:
    """Let a scenario go by another version of its directive."""

    def save(distribution: Distribution, held: Scenario) -> str:
        number = whole_number(request.POST.get("number", ""))
        rows = versions(distribution.province, held.directive_key)
        version = get_object_or_404(rows, number=number) if number is not None else None
        operations.set_directive(held, request.actor, clock.today(), version, seen_version(request))
        return _("The scenario goes by another version of the directive; its weights begin anew.")

    return _deed(request, pk, scenario, save)


@door(EXPERT)
@require_POST
def figure(request: ActingRequest, pk: int, scenario: int) -> HttpResponse:
    """Put a figure in the place of what was measured, or take it back where the box is empty."""

    def save(_distribution: Distribution, held: Scenario) -> str:
        fields = request.POST
        operations.put_figure(
            held, request.actor, clock.today(), county=fields.get("county", ""), key=fields.get("key", ""),
            value=forms.figure_from(fields.get("value", "")), reason=fields.get("reason", ""),
            seen_version=seen_version(request),
        )  # fmt: skip
        return _("The figure counts in this scenario only.")

    return _deed(request, pk, scenario, save)


def _of(distribution: Distribution, scenario: int) -> Scenario:
    return get_object_or_404(distribution.scenarios, pk=scenario)


def _deed(
    request: ActingRequest,
    pk: int,
    scenario: int,
    save: Callable[[Distribution, Scenario], str],
    *,
    to_chosen: bool = False,
) -> HttpResponse:
    """Do it, say so, and come back to the scenario; a refusal shows the studio again with what was typed."""
    distribution = seen(request, pk)
    held = _of(distribution, scenario)
    try:
        said = save(distribution, held)
    except Refused as refused:
        return _again(request, distribution, refused, held)
    messages.success(request, said)
    page = reverse("distribution:distribution", args=[pk])
    return redirect(page if to_chosen else f"{page}?scenario={scenario}")


def _again(
    request: ActingRequest, distribution: Distribution, refused: Refused, held: Scenario | None = None
) -> HttpResponse:
    distribution.refresh_from_db()
    context: dict[str, Any] = studio_context(request, distribution, held) | {
        "refused": say(refused),
        "typed": request.POST,
    }
    for row in context.get("parameters", []):
        row["typed"] = request.POST.get(row["key"], row["typed"])
    return render(request, "distribution/studio.html", context, status=409)
