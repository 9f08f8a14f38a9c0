"""Records a letter of the centre, and changes it while it is a draft."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hamtaraz.kernel.refusals import ChangedMeanwhile, Refused
from hamtaraz.notices import operations, queries
from hamtaraz.notices.forms import CentralNoticeForm
from hamtaraz.notices.models import CreditNotice, NoticeKind
from hamtaraz.notices.views.entry import attach_to, show_form, unit_of
from hamtaraz.people.roles import Role
from hamtaraz.web import clock
from hamtaraz.web.doors import door
from hamtaraz.web.stepping import seen_version

PAGE = "notices/central_form.html"


@door(Role.CONSOLIDATION_EXPERT)
@require_http_methods(["GET", "POST"])
def new_central(request: HttpRequest) -> HttpResponse:
    """Record a letter of the centre with its scan (S0-11)."""
    actor = request.actor  # type: ignore[attr-defined]
    form = CentralNoticeForm(
        request.POST or None, request.FILES or None, sources=queries.sources_of(actor), unit=unit_of(request)
    )
    if not form.is_valid():
        return show_form(request, PAGE, form)
    try:
        with transaction.atomic():
            notice = operations.record_central_notice(actor=actor, day=clock.today(), **form.written())
            attach_to(notice, form.cleaned_data["file"], request)
    except Refused as refused:
        return show_form(request, PAGE, form, refused=refused)
    messages.success(request, _("The letter is recorded; it waits for another hand to confirm it."))
    return redirect(notice)


@door(Role.CONSOLIDATION_EXPERT)
@require_http_methods(["GET", "POST"])
def change_central(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a letter that is not confirmed yet; what someone else saved meanwhile stands beside what was typed."""
    actor = request.actor  # type: ignore[attr-defined]
    drafts = CreditNotice.visible_to(actor).filter(kind=NoticeKind.CENTRAL, state="draft", corrects=None)
    notice = get_object_or_404(drafts, pk=pk)
    unit = unit_of(request)
    said = CentralNoticeForm.said_by(notice, queries.named_lines(notice), unit)
    form = CentralNoticeForm(
        request.POST or None, request.FILES or None, initial=said, sources=queries.sources_of(actor), unit=unit
    )
    if not form.is_valid():
        return show_form(request, PAGE, form, notice=notice)
    try:
        with transaction.atomic():
            changed = operations.change_central_notice(
                notice, actor=actor, day=clock.today(), seen_version=seen_version(request), **form.written()
            )
            attach_to(changed, form.cleaned_data["file"], request)
    except Refused as refused:
        beside = queries.named_lines(notice) if isinstance(refused, ChangedMeanwhile) else None
        return show_form(request, PAGE, form, refused=refused, notice=notice, saved_lines=beside)
    messages.success(request, _("The change is saved."))
    return redirect(changed)
