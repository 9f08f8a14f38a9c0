"""The page of a law or rule, and the form it is recorded and changed with."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hamtaraz.kernel.refusals import ChangedMeanwhile, Refused
from hamtaraz.notices import operations
from hamtaraz.notices.forms import RuleForm
from hamtaraz.notices.models import BudgetRule
from hamtaraz.notices.views.entry import attach_to, show_form
from hamtaraz.people.roles import Role
from hamtaraz.web import clock
from hamtaraz.web.doors import SIGNED_IN, door
from hamtaraz.web.stepping import seen_version

PAGE = "notices/rule_form.html"


@door(SIGNED_IN)
@require_safe
def rule(request: HttpRequest, pk: int) -> HttpResponse:
    """One law or rule: its number and day, its text, its files; announced ones are everybody's."""
    actor = request.actor  # type: ignore[attr-defined]
    found = get_object_or_404(BudgetRule.visible_to(actor), pk=pk)
    may_change = actor.role == Role.CONSOLIDATION_EXPERT and found.state == "recorded"
    return render(request, "notices/rule.html", {"rule": found, "may_change": may_change})


@door(Role.CONSOLIDATION_EXPERT)
@require_http_methods(["GET", "POST"])
def new_rule(request: HttpRequest) -> HttpResponse:
    """Record a document the year rests on, with its file (S0-10)."""
    form = RuleForm(request.POST or None, request.FILES or None)
    if not form.is_valid():
        return show_form(request, PAGE, form)
    try:
        with transaction.atomic():
            made = operations.record_rule(actor=request.actor, day=clock.today(), **form.written())  # type: ignore[attr-defined]
            attach_to(made, form.cleaned_data["file"], request)
    except Refused as refused:
        return show_form(request, PAGE, form, refused=refused)
    messages.success(request, _("The document is recorded; another hand announces it."))
    return redirect(made)


@door(Role.CONSOLIDATION_EXPERT)
@require_http_methods(["GET", "POST"])
def change_rule(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a document that is not announced yet; what someone else saved meanwhile stands beside what was typed."""
    actor = request.actor  # type: ignore[attr-defined]
    found = get_object_or_404(BudgetRule.visible_to(actor).filter(state="recorded"), pk=pk)
    form = RuleForm(request.POST or None, request.FILES or None, initial=RuleForm.said_by(found))
    if not form.is_valid():
        return show_form(request, PAGE, form, rule=found)
    try:
        with transaction.atomic():
            changed = operations.change_rule(
                found, actor=actor, day=clock.today(), seen_version=seen_version(request), **form.written()
            )
            attach_to(changed, form.cleaned_data["file"], request)
    except Refused as refused:
        return show_form(request, PAGE, form, refused=refused, rule=found, saved=isinstance(refused, ChangedMeanwhile))
    messages.success(request, _("The change is saved."))
    return redirect(changed)
