"""The pages of dehyaris' machines: the list, the form that asks, one machine, Table 1, least orders and substitutes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hamtaraz.documents.queries import papers_for
from hamtaraz.grants.forms.machinery import SlipForm
from hamtaraz.grants.forms.village_machines import PurchasableForm, SubstituteForm, VillageMachineForm
from hamtaraz.grants.models import DehyariMachine, Recipient
from hamtaraz.grants.operations import (
    announce_purchasable,
    ask_for_village_machine,
    mark_purchasable,
    present_slip,
    propose_substitute,
    send_village_list,
)
from hamtaraz.grants.queries import village_machines as asked
from hamtaraz.grants.queries.deadlines import MACHINE_LIST, last_day
from hamtaraz.grants.queries.deposits import deposited_rial, slips_of
from hamtaraz.grants.queries.machinery import Machine
from hamtaraz.grants.queries.rules import rules_in_force
from hamtaraz.grants.refusals.recipients import RecipientUnknown
from hamtaraz.grants.views.machines import XLSX, under_the_clause
from hamtaraz.grants.views.shares import READERS, unit_of
from hamtaraz.grants.views.village_table_one import workbook
from hamtaraz.grants.workflow.village_machines import VILLAGE_MACHINES
from hamtaraz.kernel import text
from hamtaraz.kernel.refusals import Refused
from hamtaraz.law.directive import Directive
from hamtaraz.people.roles import GRANT_READERS, PROVINCE_WIDE_READERS, Role
from hamtaraz.web import clock
from hamtaraz.web.doors import ActingRequest, door
from hamtaraz.web.fields import complain
from hamtaraz.web.refusing import language, say
from hamtaraz.web.stepping import seen_version

LISTED_BEFORE = ("declined", "withdrawn")


def _rules(request: ActingRequest) -> Directive:
    return rules_in_force(request.actor.province, request.actor.fiscal_year, clock.today())


def named(rows: Iterable[DehyariMachine], machines: dict[str, Machine]) -> list[DehyariMachine]:
    """The machines as the directive calls them, with their states."""
    told = list(rows)
    for one in told:
        one.said_state = VILLAGE_MACHINES.state(one.state)  # type: ignore[attr-defined]
        one.machine_name = machines[one.machine].called(language())  # type: ignore[attr-defined]
        first = machines.get(one.asked_first)
        one.asked_first_name = first.called(language()) if first else ""  # type: ignore[attr-defined]
    return told


@door(*READERS)
@require_safe
@under_the_clause
def overview(request: ActingRequest) -> HttpResponse:
    """The machines of dehyaris this person may read, and what can be done here."""
    actor, rules = request.actor, _rules(request)
    rows = named(asked.machines_for(actor), asked.vehicles(rules))
    return render(request, "grants/village_machines.html", {
        "rows": rows,
        "may_ask": actor.role == Role.RURAL_OFFICE
        or (actor.role == Role.DEHYAR and not any(one.state not in LISTED_BEFORE for one in rows)),
        "may_list": actor.role == Role.RURAL_OFFICE,
        "reads": actor.reads_grants,
        "due_on": last_day(rules, MACHINE_LIST),
    })  # fmt: skip


@door(Role.DEHYAR, Role.RURAL_OFFICE)
@require_http_methods(["GET", "HEAD", "POST"])
@under_the_clause
def ask(request: ActingRequest) -> HttpResponse:
    """Ask for a village; each vehicle stands with its contribution and aid at the approximate price."""
    actor, rules = request.actor, _rules(request)
    demand = asked.demand_by_type(actor.province, actor.fiscal_year, rules)
    choices = [(key, one.machine.called(language())) for key, one in demand.items()]
    form = VillageMachineForm(
        request.POST or None, machines=choices, own=actor.role == Role.DEHYAR,
        initial={"village": request.GET.get("village", "")},
    )  # fmt: skip
    refused = False
    if request.method == "POST" and form.is_valid():
        try:
            village = _village(request, form.cleaned_data.get("village", ""))
            made = ask_for_village_machine(
                actor, clock.today(), recipient=village, machine=form.cleaned_data["machine"]
            )
            return redirect(made.get_absolute_url())
        except Refused as no:
            complain(form, no)
            refused = True
    return render(request, "grants/village_ask.html", {
        "form": form,
        "offers": [_offer(rules, key, one) for key, one in demand.items()],
        "due_on": last_day(rules, MACHINE_LIST),
    }, status=409 if refused else 200)  # fmt: skip


def _village(request: ActingRequest, code: str) -> Recipient:
    """The village of a code; of a dehyar the own one."""
    rows = Recipient.visible_to(request.actor).select_related("county")
    found = rows.first() if request.actor.role == Role.DEHYAR else rows.filter(code=text.digits(code)).first()
    if found is None:
        raise RecipientUnknown(code=code)
    return found


def _offer(rules: Directive, key: str, one: asked.TypeDemand) -> dict[str, Any]:
    """A vehicle with its contribution and aid at the approximate price, where there is one."""
    told: dict[str, Any] = {"type": one, "name": one.machine.called(language())}
    if one.approximate_rial:
        case = asked.case_of_village(rules, key, one.approximate_rial)
        told |= {"contribution_rial": case.rial("contribution"), "aid_rial": case.rial("machine_aid"),
                 "rate_ppm": int(case.figure("rate") * 1_000_000)}  # fmt: skip
    return told


@door(*READERS)
@require_safe
def machine(request: ActingRequest, pk: int) -> HttpResponse:
    """One machine: what was asked and what was announced, slips, its substitute, where it stands."""
    return _machine_page(request, pk)


def _machine_page(
    request: ActingRequest, pk: int, slip_form: SlipForm | None = None, substitute_form: SubstituteForm | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    actor, rules = request.actor, _rules(request)
    found = get_object_or_404(asked.machines_for(actor), pk=pk)
    named([found], asked.vehicles(rules))
    presents = actor.role == Role.DEHYAR and found.state == "announced"
    proposes = actor.role == Role.RURAL_OFFICE and found.state == "needs_substitute"
    case = asked.case_of_village(rules, found.machine, found.price_rial or found.approximate_rial)
    rate = "own_contribution_dehyari_" + ("construction" if case.holds("is_construction") else "service")
    if proposes and substitute_form is None:
        substitute_form = SubstituteForm(machines=_substitutes(request, rules))
    return render(request, "grants/village_machine.html", {
        "one": found,
        "rate_ppm": int(case.figure("rate") * 1_000_000),
        "clause": rules.parameters[rate].basis,
        "slips": slips_of(found),
        "lacks_rial": found.due_rial - deposited_rial(found),
        "left_rial": asked.left_in_county(found) if actor.reads_grants else None,
        "form": (slip_form or SlipForm(unit=unit_of(request))) if presents else None,
        "substitute_form": substitute_form if proposes else None,
    }, status=status)  # fmt: skip


def _substitutes(request: ActingRequest, rules: Directive) -> list[tuple[str, str]]:
    """The vehicles that may stand in for another, as the province was told."""
    demand = asked.demand_by_type(request.actor.province, request.actor.fiscal_year, rules)
    return [(key, one.machine.called(language())) for key, one in demand.items() if one.may_replace]


@door(Role.DEHYAR)
@require_POST
def slip(request: ActingRequest, pk: int) -> HttpResponse:
    """Present a slip; what was typed stays when it is refused."""
    found = get_object_or_404(DehyariMachine.visible_to(request.actor), pk=pk)
    form = SlipForm(request.POST, request.FILES, unit=unit_of(request))
    if not form.is_valid():
        return _machine_page(request, pk, form, status=409)
    given = dict(form.cleaned_data)
    scan = given.pop("scan")
    try:
        present_slip(found, request.actor, clock.today(), name=scan.name, content=scan.read(), **given)
    except Refused as no:
        complain(form, no)
        return _machine_page(request, pk, form, status=409)
    messages.success(request, _("The slip is recorded."))
    return redirect(found.get_absolute_url())


@door(Role.RURAL_OFFICE)
@require_POST
def substitute(request: ActingRequest, pk: int) -> HttpResponse:
    """Propose a substitute; what was chosen stays when it is refused."""
    found = get_object_or_404(DehyariMachine.visible_to(request.actor), pk=pk)
    form = SubstituteForm(request.POST, machines=_substitutes(request, _rules(request)))
    if not form.is_valid():
        return _machine_page(request, pk, substitute_form=form, status=409)
    try:
        propose_substitute(found, request.actor, clock.today(), machine=form.cleaned_data["machine"],
                           seen_version=seen_version(request))  # fmt: skip
    except Refused as no:
        complain(form, no)
        return _machine_page(request, pk, substitute_form=form, status=409)
    messages.success(request, _("The substitute goes back to the review."))
    return redirect(found.get_absolute_url())


@door(*GRANT_READERS, *PROVINCE_WIDE_READERS)
@require_http_methods(["GET", "HEAD", "POST"])
@under_the_clause
def table_one(request: ActingRequest) -> HttpResponse:
    """Table 1 of dehyaris in the order of the priorities, the counties' machinery beside it; `?format=xlsx` in Excel."""
    actor, rules = request.actor, _rules(request)
    said = None
    if request.method == "POST":
        try:
            sent = send_village_list(actor, clock.today(), late_reason=request.POST.get("reason", ""))
            messages.success(request, _("Table 1 is sent with %(count)s machines.") % {"count": len(sent)})
            return redirect("grants:village_table_one")
        except Refused as no:
            said = no
    rows = named((one for one in asked.machines_for(actor) if one.state not in LISTED_BEFORE), asked.vehicles(rules))
    ranks = asked.ranked(rules, rows)
    rows.sort(key=lambda one: ranks[one.pk].place)
    if request.GET.get("format") == "xlsx":
        answer = HttpResponse(workbook(rows), content_type=XLSX)
        answer["Content-Disposition"] = 'attachment; filename="table-1-dehyaris.xlsx"'
        return answer
    counties = asked.demand_by_county(actor.province, actor.fiscal_year)
    due = last_day(rules, MACHINE_LIST)
    return render(request, "grants/village_table_one.html", {
        "rows": _within(rows, ranks, counties),
        "counties": counties,
        "waiting": sum(one.state == "asked" for one in rows),
        "may_send": actor.role == Role.RURAL_OFFICE,
        "due_on": due,
        "late": clock.today() > due,
        "reason": request.POST.get("reason", ""),
        "refused": say(said) if said else None,
        "sums": {name: sum(getattr(one, name) for one in rows) for name in ("asked_contribution_rial", "asked_aid_rial")},
        "papers": list(papers_for(actor).filter(kind="dehyari_machine_table")),
    }, status=409 if said else 200)  # fmt: skip


def _within(
    rows: list[DehyariMachine], ranks: dict[int, Any], counties: list[asked.CountyDemand]
) -> list[dict[str, Any]]:
    """Each machine with its place and reasons, and whether the county's machinery reaches as far as it."""
    envelopes = {one.county: one.envelope_rial for one in counties}
    used: dict[str, int] = defaultdict(int)
    told = []
    for one in rows:
        county = one.recipient.county.code
        used[county] += one.present_aid_rial
        envelope = envelopes.get(county)
        told.append({"one": one, "rank": ranks[one.pk], "beyond": envelope is not None and used[county] > envelope})
    return told


@door(*GRANT_READERS, *PROVINCE_WIDE_READERS)
@require_http_methods(["GET", "HEAD", "POST"])
@under_the_clause
def least_orders(request: ActingRequest) -> HttpResponse:
    """How many of each vehicle are asked for against the least order, and what cannot be bought; the expert marks it."""
    actor, rules = request.actor, _rules(request)
    demand = asked.demand_by_type(actor.province, actor.fiscal_year, rules)
    choices = [(key, one.machine.called(language())) for key, one in demand.items()]
    form = PurchasableForm(request.POST or None, machines=choices) if actor.role == Role.RESOURCE_EXPERT else None
    refused = False
    if request.method == "POST":
        if form is None:
            raise Http404
        if form.is_valid():
            try:
                mark_purchasable(actor, clock.today(), **form.given())
                return redirect("grants:least_orders")
            except Refused as no:
                complain(form, no)
                refused = True
    return render(request, "grants/least_orders.html", {
        "form": form,
        "rows": [{"type": one, "name": one.machine.called(language())} for one in demand.values()],
        "short": [one for one in demand.values() if one.is_short],
        "may_announce": actor.role == Role.DEHYARI_DEPUTY,
    }, status=409 if refused else 200)  # fmt: skip


@door(Role.DEHYARI_DEPUTY)
@require_POST
def announce(request: ActingRequest) -> HttpResponse:
    """Announce the purchasable vehicles to the province; short types go back for substitutes (S4-104)."""
    affected = announce_purchasable(request.actor, clock.today())
    messages.success(
        request, _("Announced; for %(count)s machines a substitute is asked for.") % {"count": len(affected)}
    )
    return redirect("grants:least_orders")
