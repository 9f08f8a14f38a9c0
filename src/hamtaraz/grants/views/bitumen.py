"""The pages of bitumen: the list, the sharing of a credit, and the page of one municipality with its forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hamtaraz.grants.forms.bitumen import ControlForm, CreditForm, OrderForm, ResolutionForm, WorkForm
from hamtaraz.grants.forms.machinery import SlipForm
from hamtaraz.grants.models import BitumenAid, BitumenRun, Moment, Share
from hamtaraz.grants.operations import bitumen as doing
from hamtaraz.grants.queries import bitumen as asked
from hamtaraz.grants.queries.deposits import slips_of
from hamtaraz.grants.queries.evidence import evidence_of
from hamtaraz.grants.queries.rules import rules_in_force
from hamtaraz.grants.views.bitumen_list import workbook
from hamtaraz.grants.views.machines import XLSX, under_the_clause
from hamtaraz.grants.views.shares import READERS, unit_of
from hamtaraz.grants.workflow.bitumen import AIDS, RUNS
from hamtaraz.kernel.refusals import Refused
from hamtaraz.law.directive import Directive
from hamtaraz.people.roles import Role
from hamtaraz.web import clock
from hamtaraz.web.doors import ActingRequest, door
from hamtaraz.web.fields import complain
from hamtaraz.web.stepping import seen_version


def rules_for(request: ActingRequest) -> Directive:
    """The directive of the clause as it stands today."""
    return rules_in_force(request.actor.province, request.actor.fiscal_year, clock.today())


def listed(aids: Sequence[BitumenAid]) -> list[BitumenAid]:
    """The aids with their states as a person reads them, and what was deposited for each."""
    rows = list(aids)
    deposited = asked.deposits_of(rows)
    for one in rows:
        one.said_state = AIDS.state(one.state)  # type: ignore[attr-defined]
        one.deposited_rial = deposited.get(one.pk, 0)  # type: ignore[attr-defined]
    return rows


@door(*READERS)
@require_safe
@under_the_clause
def overview(request: ActingRequest) -> HttpResponse:
    """Who has which bitumen and where it stands; `?state=` narrows, `?format=xlsx` gives it in Excel."""
    actor = request.actor
    rows = listed(list(asked.aids_for(actor)))
    counts = Counter(one.state for one in rows)
    state = request.GET.get("state", "")
    shown = [one for one in rows if one.state == state] if state in counts else rows
    if request.GET.get("format") == "xlsx":
        answer = HttpResponse(workbook(shown), content_type=XLSX)
        answer["Content-Disposition"] = 'attachment; filename="bitumen.xlsx"'
        return answer
    run = BitumenRun.visible_to(actor).exclude(state="withdrawn").order_by("-id").first()
    return render(request, "grants/bitumen.html", {
        "rows": shown,
        "states": [(one, counts[one.key]) for one in AIDS.states if counts[one.key]],
        "chosen": state if state in counts else "",
        "sums": sums_of(rows),
        "run": run,
        "run_state": RUNS.state(run.state) if run else None,
        "may_compute": actor.role == Role.RESOURCE_EXPERT and run is None,
        "reads": actor.reads_grants,
    })  # fmt: skip


def sums_of(rows: list[BitumenAid]) -> dict[str, Any]:
    """What was announced, deposited and delivered in all, and the three as bars of one length."""
    told = [one for one in rows if one.state not in ("computed", "declined")]
    announced = sum(one.announced_rial for one in told)
    deposited = sum(one.deposited_rial for one in told)  # type: ignore[attr-defined]
    introduced = [one for one in told if one.introduced_on]
    delivered = sum(one.delivered_rial or 0 for one in introduced)
    value = announced + sum(one.due_rial for one in told)
    return {
        "announced_rial": announced,
        "deposited_rial": deposited,
        "delivered_rial": delivered,
        "left_rial": sum(one.left_rial for one in told),
        "kilograms": sum(one.kilograms or 0 for one in introduced),
        "value_rial": value,
        "bars": [
            (gettext_lazy("Value to come, aid and deposits"), [{"amount": value, "tone": "light"}], value),
            (gettext_lazy("Aid announced"), [{"amount": announced, "tone": "teal"}], announced),
            (gettext_lazy("Deposited"), [{"amount": deposited, "tone": "gold"}], deposited),
            (gettext_lazy("Value of the bitumen introduced"), [{"amount": delivered, "tone": "green"}], delivered),
        ],
    }


@door(Role.RESOURCE_EXPERT)
@require_http_methods(["GET", "HEAD", "POST"])
@under_the_clause
def compute(request: ActingRequest) -> HttpResponse:
    """Enter the credit; the page shows who is eligible and what rests of each share before anything is kept."""
    actor = request.actor
    form = CreditForm(request.POST or None, unit=unit_of(request))
    refused = False
    if request.method == "POST" and form.is_valid():
        try:
            made = doing.compute_bitumen(actor, clock.today(), form.cleaned_data["credit_rial"])
            return redirect(made.get_absolute_url())
        except Refused as no:
            complain(form, no)
            refused = True
    towns = asked.towns_before(rules_for(request), actor.province, actor.fiscal_year, clock.today())
    return render(request, "grants/bitumen_compute.html", {
        "form": form,
        "towns": towns,
        "rests_rial": sum(one.rests_rial for one in towns if one.eligible),
        "eligible": sum(one.eligible for one in towns),
    }, status=409 if refused else 200)  # fmt: skip


@door(*READERS)
@require_safe
def run(request: ActingRequest, pk: int) -> HttpResponse:
    """A run: what every municipality brought, and why it gets so much or nothing."""
    found = get_object_or_404(BitumenRun.visible_to(request.actor).select_related("directive"), pk=pk)
    towns = [asked.Town(**row) for row in found.working["towns"]]
    return render(request, "grants/bitumen_run.html", {
        "one": found,
        "towns": sorted(towns, key=lambda one: (-one.aid_rial, one.code)),
        "aids": {one.share.agency: one for one in found.aids.select_related("share")},
        "shared_rial": sum(one.share_rial for one in towns if one.eligible),
    })  # fmt: skip


@dataclass(frozen=True)
class Desk:
    """A form on the page of a municipality: who may fill it in, in which states, what its fields and its verb are."""

    roles: tuple[str, ...]
    states: tuple[str, ...]
    made: Callable[[ActingRequest, Any, Any], forms.Form]
    done: Callable[[BitumenAid, ActingRequest, dict[str, Any]], object]
    says: Any

    def opens(self, aid: BitumenAid, request: ActingRequest) -> bool:
        """Whether this person fills it in now."""
        return request.actor.role in self.roles and aid.state in self.states


def _file(given: dict[str, Any]) -> dict[str, Any]:
    """What a form says, its file as name and content."""
    scan = given.pop("scan")
    return given | {"name": scan.name, "content": scan.read()}


MAYOR = (Role.MAYOR,)
DESKS = {
    "resolution": Desk(
        MAYOR, ("announced",), lambda _request, typed, files: ResolutionForm(typed, files),
        lambda aid, request, given: doing.record_resolution(aid, request.actor, clock.today(), **_file(given)),
        gettext_lazy("The resolution is recorded."),
    ),
    "slip": Desk(
        MAYOR, ("announced",), lambda request, typed, files: SlipForm(typed, files, unit=unit_of(request)),
        lambda aid, request, given: doing.deposit_for_bitumen(aid, request.actor, clock.today(), **_file(given)),
        gettext_lazy("The slip is recorded."),
    ),
    "order": Desk(
        MAYOR, ("deposited",), lambda request, typed, files: OrderForm(typed, files, uses=asked.uses_of(rules_for(request))),
        lambda aid, request, given: doing.order_bitumen(
            aid, request.actor, clock.today(), **given, seen_version=seen_version(request)
        ),
        gettext_lazy("The bitumen is ordered at the rate of the day."),
    ),
    "work": Desk(
        MAYOR, doing.SHOWS_IN, lambda _request, typed, files: WorkForm(typed, files),
        lambda aid, request, given: doing.show_work(aid, request.actor, clock.today(), **_file(given)),
        gettext_lazy("The file is kept beside the work."),
    ),
    "control": Desk(
        doing.CONTROLS, doing.CONTROLLED_IN, lambda _request, typed, files: ControlForm(typed, files),
        lambda aid, request, given: doing.record_control(aid, request.actor, clock.today(), **_file(given)),
        gettext_lazy("The control is recorded."),
    ),
}  # fmt: skip


@door(*READERS)
@require_safe
@under_the_clause
def aid(request: ActingRequest, pk: int) -> HttpResponse:
    """One municipality's bitumen: why so much, the deposit, the order, the letter, the work."""
    found = get_object_or_404(asked.aids_for(request.actor), pk=pk)
    return _page(request, found)


@door(*READERS)
@require_POST
@under_the_clause
def post(request: ActingRequest, pk: int, form: str) -> HttpResponse:
    """One of the page's forms is sent; what was typed stays when it is refused."""
    found = get_object_or_404(asked.aids_for(request.actor), pk=pk)
    if form not in DESKS:
        raise Http404
    desk = DESKS[form]
    typed = desk.made(request, request.POST, request.FILES)
    if not typed.is_valid():
        return _page(request, found, (form, typed))
    given = typed.given() if isinstance(typed, ControlForm) else dict(typed.cleaned_data)
    try:
        desk.done(found, request, given)
    except Refused as no:
        complain(typed, no)
        return _page(request, found, (form, typed))
    messages.success(request, str(desk.says))
    return redirect(found.get_absolute_url())


def _page(request: ActingRequest, found: BitumenAid, sent: tuple[str, forms.Form] | None = None) -> HttpResponse:
    rules = rules_for(request)
    (found,) = listed([found])
    shown = {f"{key}_form": desk.made(request, None, None) for key, desk in DESKS.items() if desk.opens(found, request)}
    if found.resolution_on is None:
        shown.pop("slip_form", None)
    elif found.deposited_rial:  # type: ignore[attr-defined]
        shown.pop("resolution_form", None)
    if sent:
        shown[f"{sent[0]}_form"] = sent[1]
    lacking = asked.lacking_documents(found) if found.received_on else []
    in_part = rules.value_of("bitumen_in_part") == 1
    return render(request, "grants/bitumen_aid.html", {
        "one": found,
        **shown,
        **_money(found, rules),
        "share": Share.visible_to(request.actor).filter(pk=found.share_id).first(),
        "slips": slips_of(found),
        "evidence": evidence_of(found),
        "lacking": [Moment(one).label for one in lacking],
        "checks": list(found.compaction_checks.select_related("sheet").defer("sheet__content")),
        "uses": [asked.uses_of(rules).get(use, use) for use in found.uses],
        "in_part": in_part,
        "hide": _hidden(found, in_part=in_part, lacks=bool(lacking)),
    }, status=409 if sent else 200)  # fmt: skip


def _hidden(found: BitumenAid, *, in_part: bool, lacks: bool) -> str:
    """The steps that have their own form, or would be refused as things stand."""
    deposited = found.deposited_rial  # type: ignore[attr-defined]
    hidden = ["announce", "withdraw", "deposit", "order"]
    hidden += ["decline"] if deposited else []
    hidden += [] if in_part and deposited else ["deposit_in_part"]
    return " ".join([*hidden, "document"] if lacks else hidden)


def _money(found: BitumenAid, rules: Directive) -> dict[str, Any]:
    """F4 with figures: what is due of half, and what the deposit so far would bring."""
    deposited = found.deposited_rial  # type: ignore[attr-defined]
    case = asked.case_of(rules, found.announced_rial, found.deposit_rial or deposited or found.due_rial)
    tanker = asked.tanker_kilograms(rules)
    return {
        "lacks_rial": found.due_rial - deposited,
        "multiple": int(rules.value_of("bitumen_multiple")),
        "value_rial": case.rial("delivered_value"),
        "by_deposit_rial": case.rial("deposit"),
        "aid_used_rial": case.rial("bitumen_aid_used"),
        "aid_left_rial": case.rial("bitumen_aid_left"),
        "tanker_kilograms": tanker,
        "rest_kilograms": None if found.kilograms is None else found.kilograms - (found.tankers or 0) * tanker,
    }
