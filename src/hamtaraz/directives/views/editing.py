"""What the expert may do: write, save, check without saving, take over; refusals come back with the text kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hamtaraz.directives import operations
from hamtaraz.directives.forms import text_of_file
from hamtaraz.directives.models import DirectiveVersion
from hamtaraz.directives.operations import EXPERT
from hamtaraz.directives.views import language
from hamtaraz.directives.views.pages import changes_between, checked, frame, list_context, seen
from hamtaraz.kernel.refusals import ChangedMeanwhile, Refused
from hamtaraz.web import clock
from hamtaraz.web.doors import ActingRequest, door
from hamtaraz.web.refusing import say
from hamtaraz.web.stepping import seen_version

STARTER = Path(__file__).parent.parent / "starter.toml"


@door(EXPERT)
@require_http_methods(["GET", "POST"])
def write(request: ActingRequest) -> HttpResponse:
    """Begin a directive from a text of its own; the page opens with a small one that runs."""
    if request.method == "GET":
        return _editor(request, None, STARTER.read_text())
    typed = request.POST.get("text", "")
    try:
        typed, kept = _typed(request)
        if not kept:
            return _editor(request, None, typed)
        begun = operations.write_version(request.actor, clock.today(), typed)
    except Refused as refused:
        return _editor(request, None, typed, refused)
    messages.success(request, _("Saved as version %(number)s.") % {"number": begun.number})
    return redirect("directives:edit", begun.pk)


@door(EXPERT)
@require_http_methods(["GET", "POST"])
def edit(request: ActingRequest, pk: int) -> HttpResponse:
    """The text of a draft in the editor; what is posted is saved, or shown again beside what is saved now."""
    version = seen(request, pk)
    if version.state != "draft":
        return redirect(version)
    if request.method == "GET":
        return _editor(request, version, version.text)
    typed = request.POST.get("text", "")
    try:
        typed, kept = _typed(request)
        if not kept:
            return _editor(request, version, typed)
        operations.save_text(version, request.actor, clock.today(), typed, seen_version(request))
    except Refused as refused:
        version.refresh_from_db()
        return _editor(request, version, typed, refused)
    messages.success(request, _("Saved."))
    return redirect("directives:edit", pk)


@door(EXPERT)
@require_POST
def check(request: ActingRequest) -> HttpResponse:
    """What is wrong with a text, line by line, and what becomes of its examples; nothing is saved."""
    return render(request, "directives/parts/checked.html", checked(request.POST.get("text", "")))


@door(EXPERT)
@require_POST
def take_over(request: ActingRequest, key: str) -> HttpResponse:
    """Begin a draft from a directive that comes with Hamtaraz."""
    try:
        begun = operations.take_over(request.actor, clock.today(), key)
    except Refused as refused:
        context = list_context(request) | {"refused": say(refused)}
        return render(request, "directives/list.html", context, status=409)
    return redirect(begun)


@door(EXPERT)
@require_POST
def begin_next(request: ActingRequest, pk: int) -> HttpResponse:
    """Begin the next version of a directive from the text of this one."""
    version = seen(request, pk)
    begun = operations.write_version(request.actor, clock.today(), version.text, based_on=version)
    return redirect("directives:edit", begun.pk)


def _typed(request: ActingRequest) -> tuple[str, bool]:
    """The text of the form, or of the file that was chosen for it; and whether it is to be saved or only looked at."""
    file = request.FILES.get("file")
    if "open" in request.POST and file is not None:
        return text_of_file(file), False
    return request.POST.get("text", ""), not {"open", "check"} & set(request.POST)


def _editor(
    request: ActingRequest, version: DirectiveVersion | None, typed: str, refused: Refused | None = None
) -> HttpResponse:
    """The editor with a text and what is wrong with it; after a conflict, what another person saved stands below."""
    conflict = isinstance(refused, ChangedMeanwhile)
    context: dict[str, Any] = {
        "version": version,
        "typed": typed,
        "lines": typed.count("\n") + 1,
        "refused": say(refused) if refused else None,
        "conflict": conflict,
        "functions": language.functions(),
        "saved_lines": version.text.splitlines() if version and conflict else [],
    }
    context |= checked(typed)
    if version:
        context |= frame(request, version, "edit")
    if version and conflict:
        context |= changes_between(version.text, typed)
    return render(request, "directives/editor.html", context, status=409 if refused else 200)
