"""The pages of payments: what is realised, letter by letter; why a payment is so much; the ceiling of a province."""

from __future__ import annotations

from fractions import Fraction

from django.apps import apps
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hamtaraz.grants.forms.projects import RealisedForm
from hamtaraz.grants.models import AidedProject, Part, ProjectPayment
from hamtaraz.grants.models.projects import WHOLE_PPM
from hamtaraz.grants.operations import record_realised
from hamtaraz.grants.queries import payments as asked
from hamtaraz.grants.queries.projects import ceiling
from hamtaraz.grants.queries.rules import rules_in_force
from hamtaraz.grants.views.machines import under_the_clause
from hamtaraz.grants.views.projects import rules_of
from hamtaraz.grants.views.shares import READERS
from hamtaraz.kernel.refusals import Refused
from hamtaraz.people.roles import GRANT_READERS, PROVINCE_WIDE_READERS, Role
from hamtaraz.web import clock
from hamtaraz.web.doors import ActingRequest, door
from hamtaraz.web.explaining import read_aloud
from hamtaraz.web.fields import complain


@door(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def realised(request: ActingRequest) -> HttpResponse:
    """How much of the budgeted credit is allotted, with every letter; the expert records the next one."""
    actor = request.actor
    form = RealisedForm(request.POST or None)
    refused = request.method == "POST"
    if refused and form.is_valid():
        told = dict(form.cleaned_data)
        try:
            record_realised(actor, clock.today(), share_ppm=told.pop("share"), **told)
            messages.success(request, _("The letter of the allotment is recorded."))
            return redirect("grants:realised")
        except Refused as no:
            complain(form, no)
    return render(request, "grants/realised.html", {
        "parts": [(part, list(asked.history(actor.province, actor.fiscal_year, part))) for part in Part],
        "form": form if actor.role == Role.RESOURCE_EXPERT else None,
    }, status=409 if refused else 200)  # fmt: skip


@door(*READERS)
@require_safe
def payment(request: ActingRequest, pk: int) -> HttpResponse:
    """Why a payment is so much: aid, realised allotment, what was paid before, the directive's formula and its clause."""
    paid = get_object_or_404(ProjectPayment.objects.select_related("realised"), pk=pk, province=request.actor.province)
    model: type[AidedProject] = apps.get_model(paid.about_kind)
    project = model.visible_to(request.actor).filter(pk=paid.about_id).select_related("recipient__county").first()
    if project is None:
        raise Http404
    rules = rules_in_force(request.actor.province, request.actor.fiscal_year, paid.day)
    numbers: dict[str, Fraction | int] = {
        "approved": paid.approved_rial, "realised": Fraction(paid.realised.share_ppm, WHOLE_PPM),
        "paid": paid.paid_before_rial, "due_by_now": paid.due_rial,
        **{key: Fraction(value) for key, value in paid.working["parameters"].items()},
    }  # fmt: skip
    return render(request, "grants/payment.html", {
        "paid": paid,
        "covered_formula": read_aloud(rules, paid.working["covered_formula"], numbers.get),
        "formula": read_aloud(rules, paid.working["formula"], numbers.get),
        "one": project,
        "covered_rial": paid.due_rial,
        "stated_rial": int(paid.working["stated_rial"]),
    })  # fmt: skip


@door(*GRANT_READERS, *PROVINCE_WIDE_READERS)
@require_safe
@under_the_clause
def province_ceiling(request: ActingRequest) -> HttpResponse:
    """What projects of municipalities may have in the province, with its working (F5, S4-061)."""
    found = ceiling(request.actor.province, request.actor.fiscal_year, rules_of(request))
    return render(request, "grants/ceiling.html", {"found": found})
