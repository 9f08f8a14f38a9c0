"""Forms that carry more than a button can: draft, return with remarks on lines, remark, answer."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hamtaraz.agreements import operations
from hamtaraz.agreements.views.reading import found, show
from hamtaraz.kernel.refusals import Refused
from hamtaraz.kernel.text import whole_number
from hamtaraz.people.roles import Role
from hamtaraz.web import clock
from hamtaraz.web.doors import SIGNED_IN, door
from hamtaraz.web.refusing import say
from hamtaraz.web.stepping import seen_version


@door(Role.AGENCY_EXPERT)
@require_POST
def draft(request: HttpRequest) -> HttpResponse:
    """Draft the agreement of one programme, or of all with noticed credit; one draft opens at its page."""
    actor, day = request.actor, clock.today()  # type: ignore[attr-defined]
    programme = request.POST.get("programme", "")
    if programme:
        made = [operations.draft_agreement(actor=actor, day=day, programme_code=programme)]
    else:
        made = operations.draft_all(actor=actor, day=day)
    if len(made) == 1:
        messages.success(request, _("The draft is made; its lines hold the noticed credit."))
        return redirect(made[0].get_absolute_url())
    messages.success(request, _("%(count)s drafts are made.") % {"count": len(made)})
    return redirect("agreements:list")


@door(SIGNED_IN)
@require_POST
def return_for_correction(request: HttpRequest, pk: int) -> HttpResponse:
    """Return to the agency with a reason and remarks on lines; a refusal keeps every word written."""
    agreement = found(request, pk)
    try:
        operations.return_agreement(
            agreement,
            actor=request.actor,  # type: ignore[attr-defined]
            day=clock.today(),
            reason=request.POST.get("reason", ""),
            remarks=_by_number(request, "remark-"),
            seen_version=seen_version(request),
        )
    except Refused as refused:
        return show(request, pk, said=say(refused), kept=request.POST.dict())
    messages.success(request, _("The agreement is back with the agency; its credit is free again."))
    return redirect(agreement.get_absolute_url())


@door(SIGNED_IN)
@require_POST
def remark(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep one remark while reviewing, before the decision."""
    agreement = found(request, pk)
    try:
        operations.add_remark(
            agreement,
            actor=request.actor,  # type: ignore[attr-defined]
            day=clock.today(),
            text=request.POST.get("text", ""),
            line_id=whole_number(request.POST.get("line", "")),
        )
    except Refused as refused:
        return show(request, pk, said=say(refused), kept=request.POST.dict())
    messages.success(request, _("The remark is kept; the agency sees it when the agreement goes back."))
    return redirect(agreement.get_absolute_url())


@door(Role.AGENCY_EXPERT)
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer the remarks of a returned agreement."""
    agreement = found(request, pk)
    try:
        operations.answer_remarks(
            agreement,
            actor=request.actor,  # type: ignore[attr-defined]
            day=clock.today(),
            answers=_by_number(request, "answer-"),
            seen_version=seen_version(request),
        )
    except Refused as refused:
        return show(request, pk, said=say(refused), kept=request.POST.dict())
    messages.success(request, _("The answers are kept."))
    return redirect(agreement.get_absolute_url())


def _by_number(request: HttpRequest, prefix: str) -> dict[int, str]:
    """The fields named prefix and number, by their numbers."""
    named = ((name.removeprefix(prefix), words) for name, words in request.POST.items() if name.startswith(prefix))
    return {place: str(words) for number, words in named if (place := whole_number(number)) is not None}
