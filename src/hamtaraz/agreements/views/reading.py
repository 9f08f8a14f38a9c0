"""Pages to read: the list of agreements, and one agreement with all that bears on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hamtaraz.agreements.models import Agreement, AgreementLine, Remark
from hamtaraz.agreements.queries import (
    Undrafted,
    counts_by_state,
    lines_with_notice,
    open_lines,
    service_clock,
    undrafted,
    with_previous_edition,
)
from hamtaraz.agreements.views.wording import expected_action
from hamtaraz.agreements.workflow import AGREEMENT
from hamtaraz.budget.models import ExecutionMethod, Programme
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Organisation
from hamtaraz.people.roles import Role, SectorGroup
from hamtaraz.trail.bases import in_words
from hamtaraz.trail.models import Act
from hamtaraz.trail.queries import acts_of
from hamtaraz.web import clock
from hamtaraz.web.doors import SIGNED_IN, door
from hamtaraz.web.spoken import spoken_verb
from hamtaraz.workflow.walker import holds

BEFORE_THE_BOOK = ("draft", "cancelled")
"""States in which the lines are not in the book, so the notice has to hold the whole of them."""


@door(SIGNED_IN)
@require_GET
def agreements(request: HttpRequest) -> HttpResponse:
    """The agreements this person may read, by state, with what an agency still has to draft."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    rows = Agreement.visible_to(actor)
    asked = {name: request.GET.get(name, "") for name in ("state", "agency", "programme", "sector")}
    narrowed = rows
    if asked["agency"]:
        narrowed = narrowed.filter(agency__code=asked["agency"])
    if asked["programme"]:
        narrowed = narrowed.filter(programme__code=asked["programme"])
    if asked["sector"]:
        narrowed = narrowed.filter(sector_group=asked["sector"])
    counts = counts_by_state(narrowed)
    shown = narrowed.filter(state=asked["state"]) if asked["state"] else narrowed
    page = Paginator(shown.with_worth().order_by("-id"), 50).get_page(request.GET.get("page"))
    return render(request, "agreements/list.html", {
        "page": page,
        "asked": asked,
        "tabs": [(state, counts[state.key]) for state in AGREEMENT.states if state.key in counts],
        "all_count": sum(counts.values()),
        "left": _left(actor) if actor.role == Role.AGENCY_EXPERT else [],
        **(_choices(rows) if actor.reads_province else {}),
    })  # fmt: skip


def _choices(rows: Any) -> dict[str, Any]:
    """What the list can be narrowed by: only what occurs."""
    return {
        "agencies": Organisation.objects.filter(pk__in=rows.order_by().values("agency")),
        "programmes": Programme.objects.filter(pk__in=rows.order_by().values("programme")),
        "sectors": [group for group in SectorGroup.choices if group[0] != SectorGroup.CONSOLIDATION],
    }


def _left(actor: Actor) -> list[dict[str, Any]]:
    """The noticed credit of the agency that stands in no agreement, summed by programme."""
    by_programme: dict[str, list[Undrafted]] = defaultdict(list)
    for one in undrafted(actor.province, actor.fiscal_year, actor.organisation_code):
        by_programme[one.programme].append(one)
    programmes = Programme.objects.filter(
        province=actor.province, fiscal_year=actor.fiscal_year, code__in=list(by_programme)
    )
    return [
        {
            "programme": programme,
            "projects": len({one.project for one in by_programme[programme.code]}),
            "amount_rial": sum(one.amount_rial for one in by_programme[programme.code]),
        }
        for programme in programmes
    ]


@door(SIGNED_IN)
@require_GET
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """One agreement: whose turn it is, its lines beside the edition before, remarks, credit, history, papers."""
    return show(request, pk)


def found(request: HttpRequest, pk: int) -> Agreement:
    """The agreement of that number if this person may read it; 404 otherwise, so that nobody learns it exists."""
    rows = with_previous_edition(Agreement.visible_to(request.actor))  # type: ignore[attr-defined]
    agreement = rows.filter(pk=pk).first()
    if agreement is None:
        raise Http404
    return agreement


def show(request: HttpRequest, pk: int, *, said: Any = None, kept: Mapping[str, str] | None = None) -> HttpResponse:
    """The agreement's page; `said` is a refusal to show (409) and `kept` what the person had written."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    agreement = found(request, pk)
    lines = list(lines_with_notice(agreement))
    remarks = list(agreement.remarks.all())
    acts = list(acts_of(agreement.province, agreement.subject_kind, agreement.pk))
    rows = compare(lines, remarks, agreement.previous_lines, kept or {})  # type: ignore[attr-defined]
    drafts_here = agreement.state == "draft" and holds(Role.AGENCY_EXPERT, agreement, actor)
    step = AGREEMENT.step("return", agreement.state)
    context = {
        "agreement": agreement,
        "expected": expected_action(
            agreement,
            actor,
            waiting=sum(not (remark.answer or remark.settled) for remark in remarks),
            changed=sum(row["changed"] for row in rows),
        ),
        "clock": service_clock(acts, clock.today(), _service_days(request, agreement)),
        "rows": rows,
        "remarks": _numbered(remarks, lines, kept or {}),
        "credit": credit(agreement, lines),
        "acts": spoken(acts),
        "drafts_here": drafts_here,
        "all_open": len(open_lines(lines, remarks)) == len(lines),
        "returns": step is not None and holds(step.by, agreement, actor),
        "said": said,
        "kept": kept or {},
    }
    return render(request, "agreements/agreement.html", context, status=409 if said else 200)


def compare(
    lines: Iterable[AgreementLine],
    remarks: Iterable[Remark],
    previous: list[dict[str, Any]] | None,
    kept: Mapping[str, str],
) -> list[dict[str, Any]]:
    """The lines with what they were in the edition before, and the numbers of the remarks that sit on them."""
    before = {one["line"]: one for one in previous or []}
    numbered = list(enumerate(remarks, 1))
    rows = []
    for line in lines:
        old = before.get(line.pk, {})
        was = {
            "amount_rial": int(old["amount_rial"]) if old else None,
            "execution_method": ExecutionMethod(old["execution_method"]).label if old else None,
            "planned_percent": old.get("planned_percent"),
            "economic_chapter": old.get("economic_chapter"),
        }
        moved = {name for name in was if old and old_value(old, name) != getattr(line, name)}
        rows.append({
            "line": line,
            "was": was,
            "moved": moved,
            "new": previous is not None and not old,
            "changed": bool(moved) or (previous is not None and not old),
            "remarks": [(at, remark) for at, remark in numbered if remark.line_id == line.pk],
            "waits": any(remark.line_id == line.pk and not remark.settled for _at, remark in numbered),
            "kept": kept.get(f"remark-{line.pk}", ""),
        })  # fmt: skip
    return rows


def old_value(old: Mapping[str, Any], name: str) -> Any:
    """A value of a kept edition as the line has it: amounts are kept as text."""
    return int(old[name]) if name == "amount_rial" else old[name]


def credit(agreement: Agreement, lines: list[AgreementLine]) -> dict[str, Any]:
    """How the agreement stands against its notices, in whole rials; each account counts once (INV-05)."""
    total = sum(line.amount_rial for line in lines)
    noticed = sum({line.dimensions: line.noticed_rial for line in lines}.values())  # type: ignore[attr-defined]
    ceiling = noticed if agreement.state in BEFORE_THE_BOOK else noticed + total
    was = [int(one["amount_rial"]) for one in agreement.previous_lines or []]  # type: ignore[attr-defined]
    return {
        "ceiling_rial": ceiling,
        "total_rial": total,
        "left_rial": ceiling - total,
        "was_rial": sum(was) if was else None,
        "over": total > ceiling,
        "whole": max(ceiling, total),
        "parts": [{"amount": total, "tone": "red" if total > ceiling else "gold" if total < ceiling else "teal"}],
        "projects": len({line.project_id for line in lines}),
        "sources": sorted({str(line.source) for line in lines}),
    }


def spoken(acts: list[Act]) -> list[dict[str, Any]]:
    """The history, newest first; an edit is told with how many lines it changed."""
    return [
        {
            "title": spoken_verb(act.verb),
            "who": f"{act.person_name}، {act.organisation_name}",
            "words": act.reason,
            "note": in_words(act.basis),
            "on": act.on_day,
            "tone": "gold" if act.reason else "",
        }
        for act in reversed(acts)
    ]


def _numbered(remarks: list[Remark], lines: list[AgreementLine], kept: Mapping[str, str]) -> list[dict[str, Any]]:
    by_pk = {line.pk: line for line in lines}
    return [
        {
            "number": at,
            "remark": remark,
            "line": by_pk[remark.line_id] if remark.line_id else None,
            "answer": kept.get(f"answer-{remark.pk}", remark.answer),
        }
        for at, remark in enumerate(remarks, 1)
    ]


def _service_days(request: HttpRequest, agreement: Agreement) -> int:
    years = request.fiscal_years  # type: ignore[attr-defined]
    return next(year.service_days for year in years if year.year == agreement.fiscal_year)
