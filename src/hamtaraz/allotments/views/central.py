"""The pages of the centre's allotment notice: record, revise, correct, read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hamtaraz.allotments import operations
from hamtaraz.allotments.forms import CentralForm, CentralRows, rows_typed
from hamtaraz.allotments.models import CentralAllotment
from hamtaraz.allotments.views.units import unit_of
from hamtaraz.budget.models import CreditSource
from hamtaraz.kernel.refusals import ChangedMeanwhile, Refused
from hamtaraz.people.roles import PROVINCE_WIDE_READERS, Role
from hamtaraz.web import clock
from hamtaraz.web.doors import ActingRequest, door
from hamtaraz.web.fields import complain
from hamtaraz.web.stepping import seen_version

Save = Callable[..., CentralAllotment]


@door(*PROVINCE_WIDE_READERS)
@require_GET
def central(request: ActingRequest, pk: int) -> HttpResponse:
    """One notice of the centre: its lines, the sessions that rest on it, what may happen next."""
    found = get_object_or_404(
        CentralAllotment.visible_to(request.actor).select_related("corrects", "replacement"), pk=pk
    )
    rows = list(found.rows.select_related("source"))
    expert = request.actor.role == Role.CONSOLIDATION_EXPERT
    return render(request, "allotments/central.html", {
        "central": found,
        "rows": rows,
        "total_rial": sum(row.amount_rial for row in rows),
        "sessions": list(found.sessions.order_by("held_on")),
        "replacement": getattr(found, "replacement", None),
        "may_revise": expert and found.state == "draft",
        "may_correct": expert and found.state == "confirmed" and not hasattr(found, "replacement"),
        "may_open": request.actor.role == Role.ALLOTMENT_SECRETARY and found.state == "confirmed",
    })  # fmt: skip


@door(Role.CONSOLIDATION_EXPERT)
@require_http_methods(["GET", "POST"])
def record(request: ActingRequest) -> HttpResponse:
    """Record a notice of the centre."""

    def save(**given: Any) -> CentralAllotment:
        return operations.record_central_allotment(request.actor, clock.today(), **given)

    return _form(request, save, title=_("Record a central allotment notice"))


@door(Role.CONSOLIDATION_EXPERT)
@require_http_methods(["GET", "POST"])
def revise(request: ActingRequest, pk: int) -> HttpResponse:
    """Write a recorded notice anew before it is confirmed."""
    found = get_object_or_404(CentralAllotment.visible_to(request.actor), pk=pk)

    def save(**given: Any) -> CentralAllotment:
        version = seen_version(request)
        return operations.revise_central_allotment(
            found, actor=request.actor, day=clock.today(), seen_version=version, **given
        )

    return _form(request, save, title=found.title(), found=found, own=True)


@door(Role.CONSOLIDATION_EXPERT)
@require_http_methods(["GET", "POST"])
def correct(request: ActingRequest, pk: int) -> HttpResponse:
    """Record the numbered correction of a confirmed notice, beginning from its lines."""
    found = get_object_or_404(CentralAllotment.visible_to(request.actor), pk=pk)

    def save(**given: Any) -> CentralAllotment:
        return operations.record_central_allotment(request.actor, clock.today(), corrects=found, **given)

    return _form(request, save, title=_("Correction of %(notice)s") % {"notice": found.title()}, found=found)


def _form(
    request: ActingRequest, save: Save, *, title: str, found: CentralAllotment | None = None, own: bool = False
) -> HttpResponse:
    """The form of a notice; a refusal stands above it with everything the person typed."""
    unit, status, saved = unit_of(request), 200, None
    year = {"province": request.actor.province, "fiscal_year": request.actor.fiscal_year}
    sources = [(row.code, str(row)) for row in CreditSource.objects.filter(**year)]
    kwargs = {"unit": unit, "sources": sources}
    if request.method == "POST":
        head, rows = CentralForm(request.POST, unit=unit), CentralRows(request.POST, prefix="rows", form_kwargs=kwargs)
        if head.is_valid() & rows.is_valid():
            try:
                done = save(**head.cleaned_data, lines=rows_typed(rows))
            except Refused as refused:
                complain(head, refused)
                status = 409
                if isinstance(refused, ChangedMeanwhile) and found is not None:
                    found.refresh_from_db()
                    saved = list(found.rows.select_related("source"))
            else:
                messages.success(request, _("“%(title)s” is recorded.") % {"title": done.title()})
                return redirect(done)
        else:
            status = 422
    else:
        head = CentralForm(unit=unit, initial=_head_of(found, own))
        rows = CentralRows(prefix="rows", form_kwargs=kwargs, initial=_rows_of(found))
    return render(request, "allotments/central_form.html", {
        "title": title, "form": head, "rows": rows, "found": found, "own": own, "unit": unit.name.lower(),
        "saved": saved,
    }, status=status)  # fmt: skip


def _head_of(found: CentralAllotment | None, own: bool) -> dict[str, Any]:
    if found is None:
        return {}
    head = {"subject": found.subject}
    return head | {"number": found.number, "dated_on": found.dated_on} if own else head


def _rows_of(found: CentralAllotment | None) -> list[dict[str, Any]]:
    if found is None:
        return []
    return [
        {
            "source": row.source.code,
            "means": row.means,
            "amount_rial": row.amount_rial,
            "symbol": row.symbol,
            "due_on": row.due_on,
            "percent": row.percent,
        }
        for row in found.rows.select_related("source")
    ]
