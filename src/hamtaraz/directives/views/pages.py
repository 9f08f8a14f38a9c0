"""What may be looked at: the list, a version's clauses, its text, its history, and two versions beside each other."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hamtaraz.directives import queries
from hamtaraz.directives.models import DirectiveVersion
from hamtaraz.directives.operations import EXPERT
from hamtaraz.directives.reading import read_through
from hamtaraz.directives.views import clauses
from hamtaraz.law.examples import ExampleResult
from hamtaraz.web import clock
from hamtaraz.web.doors import SIGNED_IN, ActingRequest, door
from hamtaraz.web.refusing import language, say

SHIPPED = "shipped"
"""What stands in the address of a comparison for the text that comes with Hamtaraz."""


@door(SIGNED_IN)
@require_GET
def list_all(request: ActingRequest) -> HttpResponse:
    """The directives in force, those that wait, those that were, and those that come with Hamtaraz."""
    return render(request, "directives/list.html", list_context(request))


@door(SIGNED_IN)
@require_GET
def version(request: ActingRequest, pk: int) -> HttpResponse:
    """A version in clauses, with what becomes of its examples."""
    found = seen(request, pk)
    context = frame(request, found, "clauses") | checked(found.text)
    directive = context["directive"]
    if directive:
        context["clauses"] = clauses.of(directive, language())
    return render(request, "directives/clauses.html", context)


@door(SIGNED_IN)
@require_GET
def text(request: ActingRequest, pk: int) -> HttpResponse:
    """A version as it is written."""
    found = seen(request, pk)
    context = frame(request, found, "text") | {"lines": found.text.splitlines()}
    return render(request, "directives/text.html", context)


@door(SIGNED_IN)
@require_GET
def file(request: ActingRequest, pk: int) -> HttpResponse:
    """A version as a file."""
    found = seen(request, pk)
    answer = HttpResponse(found.text, content_type="application/toml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{found.key}-{found.number}.toml"'
    return answer


@door(SIGNED_IN)
@require_GET
def comparison(request: ActingRequest, pk: int) -> HttpResponse:
    """A version beside another of its key, or beside what comes with Hamtaraz, clause by clause."""
    found = seen(request, pk)
    context = frame(request, found, "compare")
    others = [one for one in queries.versions(found.province, found.key) if one.pk != found.pk]
    shipped = queries.shipped_text(found.key)
    chosen = request.GET.get("with", "") or _usual(found, others, shipped)
    other = shipped if chosen == SHIPPED else next((one.text for one in others if str(one.number) == chosen), "")
    context |= {"others": others, "shipped": bool(shipped), "chosen": chosen}
    if other:
        context |= changes_between(other, found.text)
    return render(request, "directives/compare.html", context)


@door(SIGNED_IN)
@require_GET
def history(request: ActingRequest, pk: int) -> HttpResponse:
    """Every act on a version, what became of its examples when it was activated, and its files."""
    found = seen(request, pk)
    context = frame(request, found, "history") | {"ran": queries.examples_at_activation(found)}
    return render(request, "directives/history.html", context)


def seen(request: ActingRequest, pk: int) -> DirectiveVersion:
    """The version, if this actor may read it; 404 otherwise."""
    rows = DirectiveVersion.visible_to(request.actor).select_related("author", "based_on")
    return get_object_or_404(rows, pk=pk)


def frame(request: ActingRequest, found: DirectiveVersion, tab: str) -> dict[str, Any]:
    """What every page of a version needs."""
    expert = request.actor.role == EXPERT
    here = expert and found.fiscal_year == request.actor.fiscal_year
    return {
        "version": found,
        "tab": tab,
        "may_edit": here and found.state == "draft",
        "may_follow": expert and found.state != "draft",
    }


def list_context(request: ActingRequest) -> dict[str, Any]:
    """The list: every version of the province by where it stands."""
    found = list(DirectiveVersion.visible_to(request.actor).defer("text").select_related("author"))
    taken = {one.key for one in found}
    return {
        "active": [one for one in found if one.state == "active"],
        "waiting": [one for one in found if one.state in ("draft", "submitted")],
        "past": [one for one in found if one.state in ("replaced", "withdrawn")],
        "shipped": [
            {"directive": one, "basis": clauses.article(one.basis), "title": one.title_en if language() == "en" and one.title_en else one.title,
             "taken": key in taken}
            for key, one in queries.shipped_directives().items()
        ],
        "may_write": request.actor.role == EXPERT,
        "today": clock.today(),
    }  # fmt: skip


def checked(text: str) -> dict[str, Any]:
    """What is wrong with a text, said in the reader's language, and what becomes of its examples."""
    found = read_through(text)
    return {
        "directive": found.directive,
        "faults": [
            {"line": one.line, "column": one.column, "said": say(one.refused)} for one in found.faults
        ],
        "examples": [_tried(one) for one in found.examples],
        "come_true": sum(one.holds for one in found.examples),
    }  # fmt: skip


def _tried(one: ExampleResult) -> dict[str, Any]:
    """What became of an example, its differences called as people call them."""
    named = {"shares": _("the share of"), "asides": _("set aside"), "refused": _("the refusal")}
    differences = []
    for differs in one.differences:
        first, _space, rest = differs.of.partition(" ")
        differences.append({"of": f"{named.get(first, first)} {rest}".strip(), "differs": differs})
    return {"result": one, "said": say(one.refused) if one.refused else None, "differences": differences}


def _usual(found: DirectiveVersion, others: list[DirectiveVersion], shipped: str) -> str:
    """What a version is compared with unless something else is chosen: what it was made from, or the one before it."""
    if found.based_on:
        return str(found.based_on.number)
    before = [one.number for one in others if one.number < found.number]
    if before:
        return str(max(before))
    return SHIPPED if shipped else str(others[0].number) if others else ""


def changes_between(before: str, after: str) -> dict[str, Any]:
    """The clauses that differ, or which of the two texts cannot be read."""
    earlier, later = read_through(before), read_through(after)
    if earlier.directive is None or later.directive is None:
        return {"unreadable": "before" if earlier.directive is None else "after"}
    return {"changes": clauses.changes(earlier.directive, later.directive, language())}
