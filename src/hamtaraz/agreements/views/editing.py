"""Editing a draft: a table of boxes; when two edit at once, both see both and nobody's words are lost."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hamtaraz.agreements import forms, operations
from hamtaraz.agreements.models import Agreement, AgreementLine
from hamtaraz.agreements.queries import lines_with_notice, open_lines, undrafted
from hamtaraz.agreements.views.reading import credit, found
from hamtaraz.budget.models import EconomicChapter, ExecutionMethod
from hamtaraz.kernel import rial
from hamtaraz.kernel.refusals import ChangedMeanwhile, Refused
from hamtaraz.kernel.text import whole_number
from hamtaraz.people.roles import Role
from hamtaraz.web import clock
from hamtaraz.web.doors import door
from hamtaraz.web.refusing import language, say
from hamtaraz.web.stepping import seen_version

CHOICES = {"economic_chapter": EconomicChapter, "execution_method": ExecutionMethod}


@door(Role.AGENCY_EXPERT)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The table of a draft's lines to be filled; a refusal shows the same table with what was typed (409)."""
    agreement = found(request, pk)
    if request.method == "GET":
        if agreement.state != "draft":
            return redirect(agreement.get_absolute_url())
        return _table(request, agreement, _unit(request))
    unit = rial.Unit.__members__.get(request.POST.get("unit", "").upper(), rial.Unit.RIAL)
    typed = forms.read(request.POST, agreement.funding.of_pages(), unit)
    if typed.refused:
        return _table(request, agreement, unit, typed)
    try:
        operations.edit_lines(
            agreement,
            actor=request.actor,  # type: ignore[attr-defined]
            day=clock.today(),
            rows=typed.edits,
            goal=request.POST.get("goal"),
            seen_version=seen_version(request),
        )
    except Refused as refused:
        return _table(request, found(request, pk), unit, typed, refused)
    messages.success(request, _("The draft is saved."))
    return redirect("agreements:edit" if "stay" in request.POST else "agreements:agreement", pk)


@door(Role.AGENCY_EXPERT)
@require_POST
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a second line of a project under another economic chapter."""
    agreement = found(request, pk)
    line, chapter = request.POST.get("line", ""), request.POST.get("economic_chapter", "")
    try:
        operations.split_line(
            agreement,
            actor=request.actor,  # type: ignore[attr-defined]
            day=clock.today(),
            line_id=whole_number(line) or 0,
            economic_chapter=chapter if chapter in EconomicChapter.values else "",
            seen_version=seen_version(request),
        )
    except Refused as refused:
        return _table(request, found(request, pk), _unit(request), refused=refused)
    return redirect("agreements:edit", pk)


@door(Role.AGENCY_EXPERT)
@require_POST
def bring_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Take credit noticed since the drafting into the draft."""
    agreement = found(request, pk)
    try:
        operations.bring_in(
            agreement,
            actor=request.actor,  # type: ignore[attr-defined]
            day=clock.today(),
            seen_version=seen_version(request),
        )
    except Refused as refused:
        return _table(request, found(request, pk), _unit(request), refused=refused)
    messages.success(request, _("The credit noticed since is now in the draft."))
    return redirect("agreements:edit", pk)


def _table(
    request: HttpRequest,
    agreement: Agreement,
    unit: rial.Unit,
    typed: forms.Typed | None = None,
    refused: Refused | None = None,
) -> HttpResponse:
    lines = list(lines_with_notice(agreement))
    typed = typed or forms.Typed()
    free = open_lines(lines, agreement.remarks.all())
    beside = isinstance(refused, ChangedMeanwhile)
    wrong = bool(typed.refused) or refused is not None
    left = undrafted(agreement.province, agreement.fiscal_year, agreement.agency.code, agreement.programme.code)
    context = {
        "agreement": agreement,
        "rows": [_row(line, line.pk in free, typed, beside, unit) for line in lines],
        "credit": credit(agreement, lines),
        "goal": request.POST.get("goal", agreement.goal),
        "goal_now": agreement.goal if beside and request.POST.get("goal") != agreement.goal else None,
        "unit": unit.name.lower(),
        "places": unit.value,
        "chapters": EconomicChapter.choices,
        "methods": ExecutionMethod.choices,
        "undrafted_rial": sum(one.amount_rial for one in left),
        "said": say(refused) if refused else None,
        "faults": len(typed.refused),
    }
    return render(request, "agreements/edit.html", context, status=409 if wrong else 200)


def _row(line: AgreementLine, free: bool, typed: forms.Typed, beside: bool, unit: rial.Unit) -> dict[str, Any]:
    """A line's boxes: what to show in each, what is wrong with it, and what another person saved there meanwhile."""
    cells = {name: _cell(line, name, typed, beside, unit) for name in forms.FIELDS}
    return {"line": line, "free": free, "cells": cells}


def _cell(line: AgreementLine, name: str, typed: forms.Typed, beside: bool, unit: rial.Unit) -> dict[str, Any]:
    saved = forms.written(line, name, unit, language())
    words = typed.words.get((line.pk, name), saved)
    refused = typed.refused.get((line.pk, name))
    edit = typed.edits.get(line.pk, {})
    differs = beside and name in edit and edit[name] != getattr(line, name)  # type: ignore[literal-required]
    return {
        "name": f"{name}-{line.pk}",
        "words": words,
        "wrong": say(refused) if refused else None,
        "theirs": (_said(name, saved) if differs else None),
    }


def _said(name: str, saved: str) -> str:
    """A saved value in words; an empty one is said, too."""
    choices = CHOICES.get(name)
    label = str(choices(saved).label) if choices and saved else saved
    return label or _("(empty)")


def _unit(request: HttpRequest) -> rial.Unit:
    """The reader's unit of money, as the frame chooses it."""
    name = request.session.get("unit", request.user.unit)  # type: ignore[union-attr]
    return rial.Unit[str(name).upper()]
