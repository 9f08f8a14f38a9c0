"""The pages of the counties' split: what is in force, the table where machinery is entered, each split with its picture."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hamtaraz.grants.forms.county_split import ChangeForm, SplitForm
from hamtaraz.grants.models import CountySplit
from hamtaraz.grants.operations import draft_split, enter_machinery
from hamtaraz.grants.queries import county_split as asked
from hamtaraz.grants.views.county_split_sheet import workbook
from hamtaraz.grants.views.shares import unit_of
from hamtaraz.grants.workflow.county_split import SPLIT
from hamtaraz.kernel.refusals import ChangedMeanwhile, Refused
from hamtaraz.law.county_split import left_to_place
from hamtaraz.people.roles import GRANT_READERS, PROVINCE_WIDE_READERS, Role
from hamtaraz.web import clock
from hamtaraz.web.doors import ActingRequest, door
from hamtaraz.web.fields import complain
from hamtaraz.web.stepping import seen_version

SPLIT_READERS = (*GRANT_READERS, *PROVINCE_WIDE_READERS)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@door(*SPLIT_READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def splits(request: ActingRequest) -> HttpResponse:
    """The splits of the year; the rural office drafts one here, or a change of the one in force with its reason."""
    actor = request.actor
    form = ChangeForm(request.POST or None)
    refused = False
    if request.method == "POST":
        try:
            made = draft_split(actor, clock.today(), reason=request.POST.get("reason", ""))
            return redirect("grants:split_edit", made.pk)
        except Refused as no:
            form.is_valid()
            complain(form, no)
            refused = True
    rows = asked.splits_for(actor)
    for one in rows:
        one.said_state = SPLIT.state(one.state)  # type: ignore[attr-defined]
    run = asked.announced_run(actor.province, actor.fiscal_year)
    return render(request, "grants/splits.html", {
        "rows": rows,
        "run": run,
        "projects_rial": run.pool_rial - run.machinery_rial if run else None,
        "in_force": next((one for one in rows if one.state == "approved"), None),
        "may_draft": actor.role == Role.RURAL_OFFICE and run and not any(one.state in ("draft", "sent") for one in rows),
        "form": form,
    }, status=409 if refused else 200)  # fmt: skip


@door(*SPLIT_READERS)
@require_safe
def split(request: ActingRequest, pk: int) -> HttpResponse:
    """One split: each county's total, machinery and projects in figures and as a picture; `?format=xlsx` in Excel."""
    found = _found(request, pk)
    counties = list(found.counties.all())
    if request.GET.get("format") == "xlsx":
        answer = HttpResponse(workbook(found, counties), content_type=XLSX)
        answer["Content-Disposition"] = 'attachment; filename="machinery-and-projects.xlsx"'
        return answer
    held = asked.envelopes(found.province, found.fiscal_year) if found.state == "approved" else {}
    machinery = asked.machinery_of(found)
    rows = [
        {
            "county": one,
            "parts": [{"amount": one.machinery_rial, "tone": "teal"}, {"amount": one.projects_rial, "tone": "gold"}],
            "machinery": held.get((one.county, "machinery")),
            "projects": held.get((one.county, "projects")),
        }
        for one in counties
    ]
    return render(request, "grants/split.html", {
        "split": found,
        "rows": rows,
        "largest_rial": max((one.ceiling_rial for one in counties), default=0),
        "placed_rial": sum(machinery.values()),
        "projects_rial": found.run.pool_rial - sum(machinery.values()),
        "left_rial": left_to_place(machinery, found.run.machinery_rial),
        "held": bool(held),
        "may_edit": found.state == "draft" and request.actor.role == Role.RURAL_OFFICE,
    })  # fmt: skip


@door(Role.RURAL_OFFICE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: ActingRequest, pk: int) -> HttpResponse:
    """Enter machinery of the counties; what was typed stays when it is refused, beside what somebody saved meanwhile."""
    found = _found(request, pk)
    form = SplitForm(request.POST or None, counties=found.counties.all(), unit=unit_of(request))
    status, meanwhile = 200, False
    if request.method == "POST":
        status = 409
        try:
            if form.is_valid():
                kept = enter_machinery(
                    found, request.actor, clock.today(), form.amounts_rial(), seen_version=seen_version(request)
                )
                messages.success(request, _("The draft is saved."))
                return redirect(kept.get_absolute_url())
        except Refused as no:
            complain(form, no)
            meanwhile = isinstance(no, ChangedMeanwhile)
    return render(request, "grants/split_edit.html", _shown(request, found, form) | {"meanwhile": meanwhile},
                  status=status)  # fmt: skip


def _shown(request: ActingRequest, found: CountySplit, form: SplitForm) -> dict[str, Any]:
    """The table as it was typed so far, with what is left to place."""
    typed = {one.county: one.machinery_rial for one in form.counties}
    typed |= {key: value for key, value in getattr(form, "cleaned_data", {}).items() if value is not None}
    rows = [row | {"rest_rial": row["county"].ceiling_rial - typed[row["county"].county]} for row in form.rows()]
    return {
        "split": found,
        "form": form,
        "rows": rows,
        "placed_rial": sum(typed.values()),
        "left_rial": left_to_place(typed, found.run.machinery_rial),
        "places": unit_of(request).value,
    }


def _found(request: ActingRequest, pk: int) -> CountySplit:
    return get_object_or_404(CountySplit.visible_to(request.actor).select_related("run"), pk=pk)
