"""The pages of plans: what was planned, a proposal with its reasons, accepting it line by line."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hamtaraz.directives.queries import directive_of
from hamtaraz.grants.forms.plans import PlanForm
from hamtaraz.grants.models import Part, Plan
from hamtaraz.grants.operations.plans import PLANNERS, accept_lines, make_plan
from hamtaraz.grants.planning.more import one_more, places_for_more
from hamtaraz.grants.queries.plan_files import example_file
from hamtaraz.grants.queries.plans import digest_of, read_again
from hamtaraz.grants.views.machines import XLSX, under_the_clause
from hamtaraz.grants.views.plan_sheet import workbook
from hamtaraz.grants.views.plan_words import Speaking
from hamtaraz.grants.views.shares import unit_of
from hamtaraz.kernel.refusals import Refused
from hamtaraz.people.roles import GRANT_READERS, Role
from hamtaraz.web import clock
from hamtaraz.web.doors import ActingRequest, door
from hamtaraz.web.fields import complain
from hamtaraz.web.refusing import say

READS_PLANS = (*GRANT_READERS, Role.AUDITOR)
ON_A_PAGE = 100
SHOWS = ("", "proposed", "left_out", "accepted")


@door(*READS_PLANS)
@require_http_methods(["GET", "HEAD", "POST"])
@under_the_clause
def plans(request: ActingRequest) -> HttpResponse:
    """The plans of the year, and the form that makes one."""
    form = PlanForm(request.POST or None, request.FILES or None)
    refused = False
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(_made(request, form).get_absolute_url())
        except Refused as no:
            complain(form, no)
            refused = True
    return render(request, "grants/plans.html", {
        "form": form if request.actor.role in PLANNERS else None,
        "rows": Plan.visible_to(request.actor).defer("working"),
    }, status=409 if refused else 200)  # fmt: skip


def _made(request: ActingRequest, form: PlanForm) -> Plan:
    sent = form.cleaned_data["file"]
    named = {"file_name": sent.name, "content": sent.read()} if sent else {}
    return make_plan(
        request.actor, clock.today(), part=form.cleaned_data["part"], aim=form.cleaned_data["aim"], **named
    )


@door(*READS_PLANS)
@require_safe
def blank(request: ActingRequest) -> HttpResponse:
    """The file one begins with."""
    return _file(example_file(), "requests.xlsx")


@door(*READS_PLANS)
@require_safe
def plan(request: ActingRequest, pk: int) -> HttpResponse:
    """A proposal: its lines with place and reasons, what binds, what one more milliard would buy."""
    return _page(request, pk)


def _page(
    request: ActingRequest, pk: int, refused: Refused | None = None, checked: list[str] | None = None
) -> HttpResponse:
    found = get_object_or_404(Plan.visible_to(request.actor).select_related("directive"), pk=pk)
    speaking = Speaking.of(found, directive_of(found.directive), unit_of(request))
    accepted = {one.code: one for one in found.lines.all()}
    if request.GET.get("format") == "xlsx":
        return _file(workbook(speaking, set(accepted)), f"plan-{found.pk}.xlsx")
    marked = set(accepted if checked is None else checked)
    shown = request.GET.get("show", "") if request.GET.get("show", "") in SHOWS else ""
    codes = _shown(found, shown, set(accepted))
    page = Paginator(codes, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "grants/plan.html", {
        "plan": found,
        "part": Part(found.part),
        "page": page,
        "rows": [_line(speaking, code, accepted, marked) for code in page],
        "shown": shown,
        "goals": speaking.goals(),
        "envelopes": speaking.drawn_on(),
        "machines": speaking.machines(),
        "more": _more(request, speaking),
        "split": speaking.split(),
        "undrawn": speaking.undrawn(),
        "accepted_count": len(accepted),
        "accepted_rial": sum(one.aid_rial for one in accepted.values()),
        "may_accept": request.actor.role in PLANNERS,
        "untouched": digest_of(found.working) == found.digest,
        "refused": say(refused) if refused else None,
    }, status=409 if refused else 200)  # fmt: skip


def _shown(found: Plan, shown: str, accepted: set[str]) -> list[str]:
    chosen = set(found.working["chosen"])
    codes = [one["code"] for one in found.working["requests"]]
    wanted = {"proposed": chosen, "left_out": set(codes) - chosen, "accepted": accepted}.get(shown, set(codes))
    return [code for code in codes if code in wanted]


def _line(speaking: Speaking, code: str, accepted: dict[str, Any], marked: set[str]) -> dict[str, Any]:
    row = speaking.rows[code]
    return {
        "code": code, "place": row["place"], "name": speaking.name(code), "county": row["county_name"],
        "title": speaking.title(code), "aid_rial": int(row["aid"]), "url": row["url"],
        "proposed": code in speaking.plan.working["chosen"], "rank": speaking.rank(code), "why": speaking.why(code),
        "accepted": accepted.get(code), "checked": code in marked,
    }  # fmt: skip


def _more(request: ActingRequest, speaking: Speaking) -> dict[str, Any]:
    """What one more milliard would buy: kept with the plan, or worked out for the one place somebody asks about."""
    kept = [speaking.more(**one) for one in speaking.plan.working["more"]]
    asked, chosen = read_again(speaking.plan.working)
    places = [] if kept else places_for_more(asked, chosen)
    wanted = (request.GET.get("of", ""), request.GET.get("heading", ""))
    if wanted in places:
        found = one_more(asked, chosen, *wanted)
        kept = [speaking.more(found.of, found.heading, list(found.comes_in), list(found.goes_out))]
    return {
        "rows": [one for one in kept if one["comes_in"]] or (kept if wanted in places else []),
        "places": [{"of": of, "heading": heading, "name": speaking.limit(of, heading)} for of, heading in places],
        "nothing": bool(kept) and not any(one["comes_in"] for one in kept),
    }


@door(*PLANNERS)
@require_POST
def accept(request: ActingRequest, pk: int) -> HttpResponse:
    """Keep the marked lines as accepted; what was marked stays when it is refused."""
    found = get_object_or_404(Plan.visible_to(request.actor), pk=pk)
    marked, among = request.POST.getlist("line"), request.POST.getlist("among")
    try:
        kept = accept_lines(found, request.actor, clock.today(), marked, among=among)
    except Refused as no:
        return _page(request, pk, no, marked)
    messages.success(request, _("Accepted lines of the plan: %(count)s.") % {"count": len(kept)})
    return redirect(found.get_absolute_url())


def _file(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
