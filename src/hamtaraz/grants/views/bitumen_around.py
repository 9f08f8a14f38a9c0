"""The pages around the orders of bitumen: the exchange's rates, who waits in which order, joint purchases, reports."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hamtaraz.grants.forms.bitumen import JointForm, RateForm, ReportForm
from hamtaraz.grants.models import BitumenRate, BitumenReport, JointPurchase
from hamtaraz.grants.operations import bitumen_around as doing
from hamtaraz.grants.queries import bitumen as asked
from hamtaraz.grants.queries.bitumen_reports import FIGURES
from hamtaraz.grants.queries.weights import tonnes
from hamtaraz.grants.views.bitumen import listed, rules_for
from hamtaraz.grants.views.machines import under_the_clause
from hamtaraz.grants.views.shares import READERS, unit_of
from hamtaraz.kernel.refusals import Refused
from hamtaraz.people.roles import GRANT_READERS, PROVINCE_WIDE_READERS, Role
from hamtaraz.web import clock
from hamtaraz.web.doors import ActingRequest, door
from hamtaraz.web.fields import complain
from hamtaraz.web.refusing import language

WIDE, HIGH, EDGE = 600, 140, 10
"""The picture of the rates, in units of its own."""
PROVINCE_READERS = (*GRANT_READERS, *PROVINCE_WIDE_READERS)


@door(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
@under_the_clause
def rates(request: ActingRequest) -> HttpResponse:
    """The course of the exchange's rate; the expert records the rate of a day."""
    actor = request.actor
    records = actor.role == Role.RESOURCE_EXPERT
    form = RateForm(request.POST or None, unit=unit_of(request)) if records else None
    refused = False
    if form and request.method == "POST" and form.is_valid():
        try:
            doing.record_rate(actor, clock.today(), **form.cleaned_data)
            messages.success(request, _("The rate is recorded."))
            return redirect("grants:bitumen_rates")
        except Refused as no:
            complain(form, no)
            refused = True
    rows = list(BitumenRate.objects.filter(province=actor.province))
    return render(request, "grants/bitumen_rates.html", {
        "form": form,
        "rows": rows[::-1],
        "course": course(rows),
        "holds": int(rules_for(request).value_of("rate_holds_days")),
    }, status=409 if refused else 200)  # fmt: skip


def course(rows: list[BitumenRate]) -> dict[str, Any] | None:
    """The rates as a line from the first day to the last, read from the right as the page is; None for fewer than two."""
    if len(rows) < 2:
        return None
    low, high = min(one.tonne_price_rial for one in rows), max(one.tonne_price_rial for one in rows)
    days = (rows[-1].day - rows[0].day).days
    points = []
    for one in rows:
        along = (one.day - rows[0].day).days * (WIDE - 2 * EDGE) // days
        up = (one.tonne_price_rial - low) * (HIGH - 2 * EDGE) // (high - low) if high > low else (HIGH - 2 * EDGE) // 2
        x = EDGE + along if language() == "en" else WIDE - EDGE - along
        points.append((x, HIGH - EDGE - up))
    return {"points": " ".join(f"{x},{y}" for x, y in points), "dots": points, "low_rial": low, "high_rial": high,
            "first": rows[0], "last": rows[-1], "wide": WIDE, "high": HIGH}  # fmt: skip


@door(*PROVINCE_READERS)
@require_http_methods(["GET", "HEAD", "POST"])
@under_the_clause
def orders(request: ActingRequest) -> HttpResponse:
    """Who waits for a letter, in order and why; what was introduced; the urban office buys several together."""
    actor, rules, day = request.actor, rules_for(request), clock.today()
    rows = asked.waiting(actor.province, actor.fiscal_year, rules, day)
    introduced = listed(list(asked.aids_for(actor).filter(state="introduced")))
    form, refused = None, False
    if actor.role == Role.URBAN_OFFICE:
        free = [one for one in [*(one for one, _rank in rows), *introduced] if one.joint_id is None]
        names = [(one.pk, f"{one.recipient} — {tonnes(one.kilograms or 0, language())} {_('tonnes')}") for one in free]
        form = JointForm(request.POST or None, orders=names)
    if form and request.method == "POST" and form.is_valid():
        chosen = [int(pk) for pk in form.cleaned_data["aids"]]
        try:
            made = doing.buy_jointly(actor, day, aids=chosen, haulier=form.cleaned_data["haulier"])
            return redirect(made.get_absolute_url())
        except Refused as no:
            complain(form, no)
            refused = True
    return render(request, "grants/bitumen_orders.html", {
        "rows": rows,
        "introduced": introduced,
        "joints": list(JointPurchase.visible_to(actor)),
        "form": form,
        "issues": actor.role == Role.RESOURCE_DEPUTY,
    }, status=409 if refused else 200)  # fmt: skip


@door(*READERS)
@require_safe
def joint(request: ActingRequest, pk: int) -> HttpResponse:
    """One joint purchase: what each town brings, and the tankers they fill together."""
    found = get_object_or_404(JointPurchase.visible_to(request.actor), pk=pk)
    alone = sum(row["tankers"] for row in found.rows)
    return render(request, "grants/bitumen_joint.html", {"one": found, "alone": alone, "gained": found.tankers - alone})


@door(*PROVINCE_READERS)
@require_http_methods(["GET", "HEAD", "POST"])
@under_the_clause
def reports(request: ActingRequest) -> HttpResponse:
    """The periodic reports; the deputy for coordination of development affairs sends the next."""
    actor = request.actor
    sends = actor.role == Role.DEVELOPMENT_DEPUTY
    form = ReportForm(request.POST or None) if sends else None
    refused = False
    if form and request.method == "POST" and form.is_valid():
        try:
            made = doing.report_bitumen(actor, clock.today(), **form.cleaned_data)
            return redirect(made.get_absolute_url())
        except Refused as no:
            complain(form, no)
            refused = True
    rows = list(BitumenReport.visible_to(actor))
    return render(request, "grants/bitumen_reports.html", {"rows": rows, "form": form}, status=409 if refused else 200)


@door(*PROVINCE_READERS)
@require_safe
def report(request: ActingRequest, pk: int) -> HttpResponse:
    """One report: its words, and the figures of the records on the day it was sent."""
    found = get_object_or_404(BitumenReport.visible_to(request.actor), pk=pk)
    figures = [
        (one.label, one.shown(found.figures["period"][key]), one.shown(found.figures["to_date"][key]))
        for key, one in FIGURES.items()
    ]
    return render(request, "grants/bitumen_report.html", {"one": found, "figures": figures})
