"""The pages of shares: what was announced, a run and its table, and why a share is so much."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hamtaraz.budget.models import CreditSource
from hamtaraz.directives.models import DirectiveVersion
from hamtaraz.directives.refusals import NothingActive
from hamtaraz.grants.forms.shares import SharesForm
from hamtaraz.grants.models import FIGURES, Part, Share, ShareRun
from hamtaraz.grants.operations import compute_shares
from hamtaraz.grants.queries import shares as asked
from hamtaraz.grants.queries.rules import charges_machines_to_shares, indices_in_force, rules_in_force
from hamtaraz.grants.workflow.shares import SHARES
from hamtaraz.kernel import rial
from hamtaraz.kernel.refusals import Refused
from hamtaraz.people.roles import COUNTY_ROLES, GRANT_ROLES, PROVINCE_WIDE_READERS, Role
from hamtaraz.web import clock
from hamtaraz.web.doors import ActingRequest, door
from hamtaraz.web.explaining import explained
from hamtaraz.web.fields import complain
from hamtaraz.web.refusing import language

READERS = (*GRANT_ROLES, *PROVINCE_WIDE_READERS)
"""Who may open the pages of the room; what is seen there is said by `visible_to`."""


def unit_of(request: ActingRequest) -> rial.Unit:
    """The unit of money this person reads and types in."""
    return rial.Unit[str(request.session.get("unit", request.user.unit)).upper()]  # type: ignore[union-attr]


@door(*READERS)
@require_safe
def overview(request: ActingRequest) -> HttpResponse:
    """The runs of the year for the readers of aid; for a municipality its own share and what rests of it."""
    actor = request.actor
    runs = list(ShareRun.visible_to(actor).select_related("directive").order_by("part", "-id"))
    for one in runs:
        one.said_state = SHARES.state(one.state)  # type: ignore[attr-defined]
    own = None if actor.reads_grants else Share.visible_to(actor).select_related("run__directive").first()
    return render(request, "grants/shares.html", {
        "parts": [(part, part.label, [one for one in runs if one.part == part]) for part in Part],
        "own": own,
        "rests_rial": asked.rests_rial(own) if own else None,
        "used": _used(own) if own else [],
        "computes": actor.role == Role.RESOURCE_EXPERT,
        "reads": actor.reads_grants,
        "of_village": actor.role == Role.DEHYAR,
    })  # fmt: skip


@door(Role.RESOURCE_EXPERT)
@require_http_methods(["GET", "HEAD", "POST"])
def compute(request: ActingRequest, part: str) -> HttpResponse:
    """Choose an index among those in force, enter the letter of the credit, and compute."""
    actor, day = request.actor, clock.today()
    if part not in Part:
        raise Http404
    indices = indices_in_force(actor.province, actor.fiscal_year, part, day)
    sources = CreditSource.objects.filter(province=actor.province, fiscal_year=actor.fiscal_year)
    apart = part == Part.DEHYARI or not _charges_machines(request)
    form = SharesForm(
        request.POST or None, asks_machinery=apart, indices=indices, sources=sources, unit=unit_of(request)
    )
    refused = False
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        index = next(one for one in indices if str(one.pk) == given.pop("index"))
        try:
            return redirect(compute_shares(actor, day, part=part, index=index, **given).get_absolute_url())
        except Refused as no:
            complain(form, no)
            refused = True
    return render(request, "grants/compute.html", {
        "form": form,
        "part": Part(part),
        "indices": [_told(one) for one in indices],
        "apart": apart and part == Part.MUNICIPAL,
    }, status=409 if refused else 200)  # fmt: skip


def _charges_machines(request: ActingRequest) -> bool:
    """Whether machines are charged to the shares; before the directive is in force nothing is computed anyway."""
    try:
        rules = rules_in_force(request.actor.province, request.actor.fiscal_year, clock.today())
    except NothingActive:
        return True
    return charges_machines_to_shares(rules)


def _used(share: Share) -> list[tuple[Any, int]]:
    """What of a share is promised or paid, by heading, in whole rials (S4-016)."""
    named = {"machinery": _("Machinery, promised or paid (S4-016)"), "bitumen": _("Bitumen, promised or paid (S4-016)"),
             "projects": _("Projects, promised or paid (S4-016)")}  # fmt: skip
    if not share.agency:
        named = {"machinery": _("For machinery, by the split of the counties (S4-132)"),
                 "projects": _("For projects, by the split of the counties (S4-132)")}  # fmt: skip
    used = asked.used_rial(share)
    return [(label, used[heading]) for heading, label in named.items() if used.get(heading)]


def _numbers(version: DirectiveVersion) -> list[tuple[str, str, str]]:
    """The numbers of an index: title, clause, value as it stands in the text."""
    index = asked.directive_of(version)
    return [
        (one.called(language()), one.basis, _as_written(index.value_of(one.key))) for one in index.parameters.values()
    ]


def _as_written(value: Fraction) -> str:
    return f"{int(value):,}" if value.denominator == 1 else str(value)


def _told(version: DirectiveVersion) -> dict[str, Any]:
    """An index as it is chosen: its title, its clause, and its weights."""
    index = asked.directive_of(version)
    weights = [one for one in index.parameters.values() if one.weight_of]
    return {
        "version": version,
        "basis": index.basis,
        "weights": [(one.called(language()), str(index.value_of(one.key)), one.basis) for one in weights],
    }


@door(*READERS)
@require_safe
def run(request: ActingRequest, pk: int) -> HttpResponse:
    """The table of a run: every share, who was left out and by which clause, what a policy filled in."""
    found = get_object_or_404(ShareRun.visible_to(request.actor).select_related("directive"), pk=pk)
    shares = list(found.shares.order_by("-amount_rial", "id"))
    names = found.working["names"]
    largest = max((one.amount_rial for one in shares), default=0)
    return render(request, "grants/run.html", {
        "run": found,
        "shares": shares,
        "largest": largest,
        "left_out": [(names.get(code, code), why) for code, why in found.working["left_out"].items()],
        "filled": [
            one | {"name": names.get(one["code"], one["code"]), "figure": FIGURES.get(one["key"], one["key"])}
            for one in found.working["filled"]
        ],
        "suspects": [(one, FIGURES[one.key]) for one in asked.suspects(found)],
        "generated": found.generated,
        "parameters": _numbers(found.directive),
    })  # fmt: skip


@door(*READERS, *COUNTY_ROLES)
@require_safe
def why(request: ActingRequest, pk: int) -> HttpResponse:
    """Why this share: figures with their sources, weights with their clauses, the way down to the rial, what rests."""
    found = get_object_or_404(Share.visible_to(request.actor).select_related("run__directive", "organisation"), pk=pk)
    announced = found.run.state == "announced"
    return render(request, "grants/why.html", {
        "share": found,
        "run": found.run,
        "lines": explained(asked.recomputed(found.run), found.agency or found.county, {}),
        "rests_rial": asked.rests_rial(found) if announced else None,
        "used": _used(found) if announced else [],
        "generated": found.run.generated,
    })  # fmt: skip
