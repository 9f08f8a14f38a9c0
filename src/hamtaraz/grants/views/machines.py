"""The pages of machines: requests, the form that asks, Table 1 as the directive draws it, prices, the locks of sale."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hamtaraz.directives.refusals import NothingActive
from hamtaraz.documents.queries import papers_for
from hamtaraz.grants.forms.machinery import MachineForm, PriceForm, SlipForm
from hamtaraz.grants.models import MachineRequest, RecipientKind
from hamtaraz.grants.operations import ask_for_machine, present_slip, send_list, set_price
from hamtaraz.grants.queries import machinery as asked
from hamtaraz.grants.queries.deadlines import MACHINE_LIST, last_day
from hamtaraz.grants.queries.deposits import deposited_rial, slips_of
from hamtaraz.grants.queries.rules import rules_in_force
from hamtaraz.grants.queries.shares import machinery_rests_rial, share_of
from hamtaraz.grants.refusals.machinery import NothingToList, TooLate
from hamtaraz.grants.views.shares import READERS, unit_of
from hamtaraz.grants.views.table_one import workbook
from hamtaraz.grants.workflow.machinery import MACHINES
from hamtaraz.kernel import percent
from hamtaraz.kernel.refusals import Refused
from hamtaraz.law.directive import Directive
from hamtaraz.law.one_case import Case
from hamtaraz.people.roles import Role
from hamtaraz.web import clock
from hamtaraz.web.doors import ActingRequest, View, door
from hamtaraz.web.fields import complain
from hamtaraz.web.refusing import language, say

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def under_the_clause(view: View) -> View:
    """A page that goes by the rules of the clause, and says so where none are in force."""

    @wraps(view)
    def shown(request: ActingRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except NothingActive:
            return render(request, "grants/no_clause.html")

    return shown


def _rules(request: ActingRequest) -> Directive:
    return rules_in_force(request.actor.province, request.actor.fiscal_year, clock.today())


def named(rows: list[MachineRequest], rules: Directive) -> list[MachineRequest]:
    """The requests with their machines as the directive calls them, and their states."""
    machines = asked.catalogue(rules)
    for one in rows:
        one.said_state = MACHINES.state(one.state)  # type: ignore[attr-defined]
        for field in ("first", "second", "first_equipment", "second_equipment", "machine"):
            found = machines.get(getattr(one, field))
            setattr(one, f"{field}_name", found.called(language()) if found else "")
    return rows


@door(*READERS)
@require_safe
@under_the_clause
def overview(request: ActingRequest) -> HttpResponse:
    """The requests this person may read, and what can be done here."""
    actor, rules = request.actor, _rules(request)
    rows = named(list(asked.requests_for(actor)), rules)
    return render(request, "grants/machines.html", {
        "rows": rows,
        "may_ask": actor.role == Role.MAYOR and not any(one.state != "declined" for one in rows),
        "may_list": actor.role == Role.URBAN_OFFICE,
        "may_price": actor.role == Role.RESOURCE_EXPERT,
        "reads": actor.reads_grants,
        "due_on": last_day(rules, MACHINE_LIST),
    })  # fmt: skip


@door(Role.MAYOR)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: ActingRequest) -> HttpResponse:
    """Ask for a machine; each machine stands with what it would cost the municipality at the approximate price."""
    actor, rules = request.actor, _rules(request)
    machines = list(asked.catalogue(rules).values())
    listed = [(one.key, one.called(language()), one.is_equipment) for one in machines]
    form = MachineForm(request.POST or None, machines=listed, unit=unit_of(request))
    refused = False
    if request.method == "POST" and form.is_valid():
        try:
            made = ask_for_machine(actor, clock.today(), **form.given())
            return redirect(made.get_absolute_url())
        except Refused as no:
            complain(form, no)
            refused = True
    share = share_of(actor, actor.organisation_code)
    offers = _offers(request, rules, machines)
    return render(request, "grants/ask.html", {
        "form": form,
        "share": share,
        "rests_rial": machinery_rests_rial(share) if share else None,
        "offers": [one for one in offers if one["price_rial"]],
        "unpriced": [one["name"] for one in offers if not one["price_rial"]],
        "due_on": last_day(rules, MACHINE_LIST),
    }, status=409 if refused else 200)  # fmt: skip


def _offers(request: ActingRequest, rules: Directive, machines: list[asked.Machine]) -> list[dict[str, Any]]:
    """What each machine would cost: price, contribution and aid, at the determined price or the approximate one."""
    actor = request.actor
    share = share_of(actor, actor.organisation_code)
    known = asked.prices(actor.province, actor.fiscal_year)
    told = []
    for one in machines:
        price = known.get(one.key)
        amount = (price.determined_rial or price.approximate_rial) if price else None
        offer: dict[str, Any] = {"name": one.called(language()), "basis": one.basis, "price_rial": amount}
        if amount and share and share.recipient:
            asking = MachineRequest(recipient=share.recipient, fiscal_year=actor.fiscal_year)
            case = asked.case_of(rules, asking, one.key, amount)
            offer |= {
                "contribution_rial": case.rial("contribution"), "aid_rial": case.rial("machine_aid"),
                "why": why_contribution(case, new=asked.is_new(share.recipient, actor.fiscal_year)),
                "determined": bool(price and price.determined_rial),
            }  # fmt: skip
        told.append(offer)
    return told


def why_contribution(case: Case, *, new: bool = False, last_year: bool = False) -> str:
    """In words, what part of the price the contribution is and by which clause (F3)."""
    if last_year:
        return _("set in the year before (S4-026)")
    part = percent.show(int(case.figure("rate") * percent.WHOLE_PPM), language())
    clause = "S4-024" if case.holds("is_construction") else "S4-025"
    told = {"part": part, "clause": clause}
    if new:
        return _("half of %(part)s of the price: a new municipality (%(clause)s, S4-028)") % told
    return _("%(part)s of the price (%(clause)s)") % told


def _why_of(found: MachineRequest, rules: Directive) -> str:
    """Why the announced contribution of a request is so much."""
    if not found.price_rial:
        return ""
    case = asked.case_of(rules, found, found.machine, found.price_rial)
    last_year = found.chosen_last_year and found.machine == found.first
    return why_contribution(case, new=asked.is_new(found.recipient, found.fiscal_year), last_year=last_year)


@door(*READERS)
@require_safe
def request_page(request: ActingRequest, pk: int) -> HttpResponse:
    """One request: what was asked, what was announced, slips, where it stands."""
    return _request_page(request, pk, None)


def _request_page(request: ActingRequest, pk: int, form: SlipForm | None, status: int = 200) -> HttpResponse:
    rows = MachineRequest.visible_to(request.actor).select_related("recipient__county", "share__run")
    found = get_object_or_404(rows, pk=pk)
    rules = _rules(request)
    named([found], rules)
    due = last_day(rules, MACHINE_LIST)
    presents = request.actor.role == Role.MAYOR and found.state == "announced"
    return render(request, "grants/request.html", {
        "one": found,
        "slips": slips_of(found),
        "lacks_rial": found.due_rial - deposited_rial(found),
        "rests_rial": machinery_rests_rial(found.share),
        "form": (form or SlipForm(unit=unit_of(request))) if presents else None,
        "why": _why_of(found, rules),
        "late_after": due if found.state == "draft" and clock.today() > due else None,
    }, status=status)  # fmt: skip


@door(Role.MAYOR)
@require_POST
def slip(request: ActingRequest, pk: int) -> HttpResponse:
    """Present a slip; what was typed stays when it is refused."""
    found = get_object_or_404(MachineRequest.visible_to(request.actor), pk=pk)
    form = SlipForm(request.POST, request.FILES, unit=unit_of(request))
    if not form.is_valid():
        return _request_page(request, pk, form, 409)
    given = dict(form.cleaned_data)
    scan = given.pop("scan")
    try:
        present_slip(found, request.actor, clock.today(), name=scan.name, content=scan.read(), **given)
    except Refused as no:
        complain(form, no)
        return _request_page(request, pk, form, 409)
    messages.success(request, _("The slip is recorded."))
    return redirect(found.get_absolute_url())


@door(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
@under_the_clause
def table_one(request: ActingRequest) -> HttpResponse:
    """Table 1 on screen and, with `?format=xlsx`, in Excel; the urban office sends it on from here."""
    actor, rules, refused = request.actor, _rules(request), None
    if request.method == "POST":
        try:
            sent = send_list(actor, clock.today(), late_reason=request.POST.get("reason", ""))
            messages.success(request, _("Table 1 is sent with %(count)s requests.") % {"count": len(sent)})
            return redirect("grants:table_one")
        except (TooLate, NothingToList) as no:
            refused = say(no)
    rows = named(asked.table_one(actor), rules)
    if request.GET.get("format") == "xlsx":
        answer = HttpResponse(workbook(rows), content_type=XLSX)
        answer["Content-Disposition"] = 'attachment; filename="table-1.xlsx"'
        return answer
    due = last_day(rules, MACHINE_LIST)
    return render(request, "grants/table_one.html", {
        "rows": rows,
        "waiting": sum(one.state == "sent" for one in rows),
        "may_send": actor.role == Role.URBAN_OFFICE,
        "due_on": due,
        "late": clock.today() > due,
        "papers": list(papers_for(actor).filter(kind="municipal_machine_table")),
        "refused": refused,
    }, status=409 if refused else 200)  # fmt: skip


@door(Role.RESOURCE_EXPERT)
@require_http_methods(["GET", "HEAD", "POST"])
def set_prices(request: ActingRequest) -> HttpResponse:
    """The prices of the year; one is set at a time, with an act each."""
    actor, rules = request.actor, _rules(request)
    towns, villages = asked.catalogue(rules), asked.catalogue(rules, RecipientKind.VILLAGE)
    machines = towns | villages
    choices = [(key, one.called(language())) for key, one in machines.items()]
    form = PriceForm(request.POST or None, machines=choices, unit=unit_of(request))
    refused = False
    if request.method == "POST" and form.is_valid():
        try:
            set_price(actor, clock.today(), **form.cleaned_data)
            return redirect("grants:prices")
        except Refused as no:
            complain(form, no)
            refused = True
    known = asked.prices(actor.province, actor.fiscal_year)
    rows = [
        {"machine": one.called(language()), "towns": key in towns, "villages": key in villages, "price": known.get(key)}
        for key, one in machines.items()
    ]
    return render(request, "grants/prices.html", {"form": form, "rows": rows}, status=409 if refused else 200)
