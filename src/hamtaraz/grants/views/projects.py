"""The pages of projects: the list with its sums, the form that proposes, one project, Table 2 as the directive draws it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, F, Sum
from django.db.models.functions import Coalesce
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hamtaraz.documents.queries import papers_for
from hamtaraz.grants.forms.projects import DocumentForm, PhotoForm, ProjectForm, ProposedAidForm, VisitForm
from hamtaraz.grants.models import (
    PROJECT_KINDS,
    AidedProject,
    MunicipalProject,
    Part,
    Recipient,
    RecipientKind,
    SiteVisit,
)
from hamtaraz.grants.operations import change_project, propose_dehyari, propose_municipal, send_table_two
from hamtaraz.grants.operations.projects import may_draft, table_two_title
from hamtaraz.grants.operations.sites import AT_WORK, may_visit
from hamtaraz.grants.papers.projects import PRINTED
from hamtaraz.grants.queries import projects as asked
from hamtaraz.grants.queries.deadlines import PROJECT_LIST, last_day
from hamtaraz.grants.queries.evidence import evidence_of
from hamtaraz.grants.queries.payments import payments_of, realised
from hamtaraz.grants.queries.rules import rules_in_force
from hamtaraz.grants.refusals.machinery import TooLate
from hamtaraz.grants.refusals.projects import NotCovered, NothingInTableTwo
from hamtaraz.grants.rules.projects import COVER
from hamtaraz.grants.views.machines import XLSX, under_the_clause
from hamtaraz.grants.views.shares import READERS, unit_of
from hamtaraz.grants.views.table_two import heads, workbook
from hamtaraz.grants.workflow.projects import PROJECT_TABLES
from hamtaraz.kernel import rial
from hamtaraz.kernel.refusals import Refused
from hamtaraz.law.directive import Directive
from hamtaraz.people.actors import Actor
from hamtaraz.people.roles import Role
from hamtaraz.web import clock
from hamtaraz.web.doors import ActingRequest, door
from hamtaraz.web.explaining import read_aloud
from hamtaraz.web.fields import complain
from hamtaraz.web.refusing import language, say
from hamtaraz.web.stepping import seen_version

ON_A_PAGE = 50
OF_VILLAGES = frozenset({Role.DEHYAR, Role.RURAL_OFFICE, Role.DEHYARI_DEPUTY})
"""Roles whose projects are those of villages."""


def rules_of(request: ActingRequest) -> Directive:
    """The rules of the clause on this day."""
    return rules_in_force(request.actor.province, request.actor.fiscal_year, clock.today())


def part_of(part: str) -> Part:
    """The part an address names, or no page."""
    if part not in Part:
        raise Http404
    return Part(part)


def own_part(actor: Actor) -> Part:
    """The part whose projects this person has to do with first."""
    return Part.DEHYARI if actor.role in OF_VILLAGES else Part.MUNICIPAL


@door(*READERS)
@require_safe
@under_the_clause
def overview(request: ActingRequest, part: str = "") -> HttpResponse:
    """The projects this person may read with their states and sums, and what can be done here."""
    actor, rules = request.actor, rules_of(request)
    chosen = part_of(part) if part else own_part(actor)
    rows, table = asked.projects_for(actor, chosen), PROJECT_TABLES[chosen]
    counted = dict(rows.order_by().values_list("state").annotate(count=Count("id")))
    state = request.GET.get("state", "")
    page = Paginator(rows.filter(state=state) if state in counted else rows, ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    named = asked.types(rules, chosen)
    for one in page:
        one.said_state, one.said_type = table.state(one.state), _called(named, one.project_type)  # type: ignore[attr-defined]
    return render(request, "grants/projects.html", {
        "part": chosen,
        "parts": [] if actor.is_recipient else list(Part),
        "page": page,
        "states": [(one, counted[one.key]) for one in table.states if one.key in counted],
        "chosen_state": state,
        "sums": _sums(rows),
        "may_propose": actor.role in _proposes(chosen),
        "may_list": actor.role == Role.DEVELOPMENT_DEPUTY,
        "reads": actor.reads_grants,
        "due_on": last_day(rules, PROJECT_LIST),
        "so_far": realised(actor.province, actor.fiscal_year, chosen),
    })  # fmt: skip


def _proposes(part: str) -> tuple[str, ...]:
    return (Role.MAYOR,) if part == Part.MUNICIPAL else (Role.DEHYAR, Role.RURAL_OFFICE)


def _called(named: dict[str, asked.ProjectType], key: str) -> str:
    return named[key].called(language()) if key in named else key


def _sums(rows: Any) -> list[dict[str, Any]]:
    """What is asked for, promised and paid, each as a bar of the largest; declined and withdrawn ones left out."""
    told = rows.order_by().exclude(state__in=("declined", "withdrawn")).aggregate(
        aid=Sum(Coalesce(F("proposed_rial"), F("asked_rial"))), approved=Sum("approved_rial"), paid=Sum("paid_rial"),
    )  # fmt: skip
    most = max((one or 0 for one in told.values()), default=0)
    bars = (
        (_("Asked for"), "aid", "blue"),
        (_("Approved and promised"), "approved", "teal"),
        (_("Paid"), "paid", "green"),
    )
    return [
        {"label": label, "amount_rial": told[key] or 0, "whole": most, "parts": [{"amount": told[key] or 0, "tone": tone}]}
        for label, key, tone in bars
    ]  # fmt: skip


def _types(rules: Directive, part: str) -> list[tuple[str, str]]:
    return [(key, one.called(language())) for key, one in asked.types(rules, part).items()]


@door(Role.MAYOR, Role.DEHYAR, Role.RURAL_OFFICE)
@require_http_methods(["GET", "HEAD", "POST"])
@under_the_clause
def propose(request: ActingRequest) -> HttpResponse:
    """Propose a project; `reckon` shows what is lacking to complete it and keeps nothing."""
    actor, rules = request.actor, rules_of(request)
    part = own_part(actor)
    form = ProjectForm(request.POST or None, part=part, types=_types(rules, part), unit=unit_of(request),
                       villages=_villages(actor))  # fmt: skip
    if request.method == "POST" and form.is_valid() and "reckon" not in request.POST:
        try:
            return redirect(_proposed(actor, form).get_absolute_url())
        except Refused as no:
            complain(form, no)
    return _form_page(request, rules, form, part)


def _proposed(actor: Actor, form: ProjectForm) -> AidedProject:
    if own_part(actor) == Part.MUNICIPAL:
        return propose_municipal(actor, clock.today(), form.figures())
    told = form.cleaned_data
    return propose_dehyari(actor, clock.today(), form.figures(), village=told.get("village", ""),
                           waiver_reason=told.get("waiver_reason", ""))  # fmt: skip


def _villages(actor: Actor) -> list[tuple[str, str]]:
    """The villages the office of rural affairs proposes for."""
    if actor.role != Role.RURAL_OFFICE:
        return []
    rows = Recipient.visible_to(actor).filter(kind=RecipientKind.VILLAGE).select_related("county")
    return [(one.code, f"{one} · {one.county}") for one in rows.order_by("county__sort_key", "sort_key")]


def _form_page(
    request: ActingRequest, rules: Directive, form: ProjectForm, part: str, project: AidedProject | None = None
) -> HttpResponse:
    """The form with its input kept and, where its amounts can be read, what is lacking to complete the project (F8)."""
    return render(request, "grants/project_form.html", {
        "form": form,
        "part": part,
        "project": project,
        "cover": _cover(rules, part, form),
        "least_rial": int(rules.value_of("village_aid_least")),
        "most_rial": int(rules.value_of("village_aid_most")),
        "due_on": last_day(rules, PROJECT_LIST),
    }, status=409 if form.errors else 200)  # fmt: skip


@door(Role.MAYOR, Role.DEHYAR, Role.RURAL_OFFICE)
@require_POST
def reckon(request: ActingRequest, part: str) -> HttpResponse:
    """How the amounts typed so far cover the project, for the form that is being filled in; nothing is kept."""
    form = ProjectForm(request.POST, part=part_of(part), types=[], unit=unit_of(request))
    form.is_valid()
    return render(request, "grants/parts/reckoned.html", {"cover": _cover(rules_of(request), part, form)})


def _cover(rules: Directive, part: str, form: ProjectForm) -> dict[str, Any] | None:
    """The cover of what was typed, as far as its amounts can be read."""
    told = form.cleaned_data if form.is_bound else {}
    if any(told.get(key) is None for key in ("estimate_rial", "asked_rial", "own_rial")):
        return None
    drafted = PROJECT_KINDS[part](
        recipient=Recipient(), cost_to_complete_rial=told.get("cost_to_complete_rial") or told["estimate_rial"],
        asked_rial=told["asked_rial"], own_rial=told["own_rial"],
    )  # fmt: skip
    if isinstance(drafted, MunicipalProject):
        drafted.province_money_rial = told.get("province_money_rial") or 0
    return cover_of(rules, drafted)


def cover_of(rules: Directive, project: AidedProject) -> dict[str, Any]:
    """How the money covers what it costs to complete a project: parts of a bar, and the gap (F8)."""
    aid = project.approved_rial or project.aid_rial
    gap = asked.gap_rial(rules, project, aid)
    parts: list[dict[str, Any]] = [
        {"label": _("Aid of the organisation"), "amount": aid, "tone": "teal"},
        {"label": _("Own contribution"), "amount": project.own_rial, "tone": "gold"},
    ]
    if project.part == Part.MUNICIPAL:
        parts.append({"label": _("Contribution of the province"), "amount": project.province_rial, "tone": "blue"})
    indicator = rules.indicators["completion_gap"]
    numbers: dict[str, Fraction | int] = {
        "cost_to_complete": project.cost_to_complete_rial, "aid": aid, "own_money": project.own_rial,
        "province_money": project.province_rial,
    }  # fmt: skip
    return {"parts": parts, "cost_rial": project.cost_to_complete_rial, "gap_rial": gap, "formula": read_aloud(rules, indicator.formula, numbers.get),
            "basis": COVER[project.part], "whole": max(project.cost_to_complete_rial, sum(int(one["amount"]) for one in parts))}  # fmt: skip


def found_project(request: ActingRequest, part: str, pk: int) -> AidedProject:
    """The project an address names, if this person may read it."""
    rows = PROJECT_KINDS[part_of(part)].visible_to(request.actor).select_related("recipient__county", "document")
    return get_object_or_404(rows.select_related("recipient__organisation").defer("document__content"), pk=pk)


@door(Role.MAYOR, Role.DEHYAR, Role.RURAL_OFFICE)
@require_http_methods(["GET", "HEAD", "POST"])
@under_the_clause
def change(request: ActingRequest, part: str, pk: int) -> HttpResponse:
    """Put a draft right; what was typed stays when it is refused."""
    found, rules = found_project(request, part, pk), rules_of(request)
    more: dict[str, Any] = {"types": _types(rules, found.part), "unit": unit_of(request)}
    if request.method != "POST":
        return _form_page(request, rules, ProjectForm.of(found, **more), found.part, found)
    form = ProjectForm(request.POST, part=found.part, **more)
    if form.is_valid() and "reckon" not in request.POST:
        try:
            change_project(found, request.actor, clock.today(), form.figures(), seen_version=seen_version(request))
            return redirect(found.get_absolute_url())
        except Refused as no:
            complain(form, no)
    return _form_page(request, rules, form, found.part, found)


@door(*READERS)
@require_safe
@under_the_clause
def project_page(request: ActingRequest, part: str, pk: int) -> HttpResponse:
    """One project: its figures, how it is covered, what shows it, what was paid and why."""
    return shown_project(request, found_project(request, part, pk))


def shown_project(
    request: ActingRequest, found: AidedProject, forms: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """The page of a project, with a form that was refused as it was typed."""
    actor, rules = request.actor, rules_of(request)
    named = asked.types(rules, found.part)
    kind = {"about_kind": found.subject_kind, "about_id": found.pk}
    return render(request, "grants/project.html", {
        "one": found,
        "type": named.get(found.project_type),
        "type_name": _called(named, found.project_type),
        "cover": cover_of(rules, found),
        "evidence": evidence_of(found),
        "payments": payments_of(found),
        "so_far": realised(actor.province, actor.fiscal_year, found.part) if found.approved_rial else None,
        "visits": list(SiteVisit.objects.filter(**kind)),
        "codes": asked.codes_of(actor, found.part, found.project_type),
        "rests_rial": _rests(found) if found.state == "listed" and actor.reads_grants else None,
        "drafts": found.state == "draft" and may_draft(found, actor),
        **_forms(request, found),
        **(forms or {}),
    }, status=status)  # fmt: skip


def _rests(found: AidedProject) -> int:
    """What may still be approved: what rests of the municipality's share, or of the county's envelope for projects."""
    if found.part == Part.MUNICIPAL:
        return asked.share_rests_rial(found.province, found.fiscal_year, found.recipient.code)
    return asked.envelope_rests_rial(found.province, found.fiscal_year, found.recipient.county.code)


def _forms(request: ActingRequest, found: AidedProject) -> dict[str, Any]:
    """The forms this person may fill in now."""
    actor = request.actor
    own, working = may_draft(found, actor), found.state in AT_WORK
    proposes = found.state == "sent" and actor.role == Role.DEVELOPMENT_DEPUTY
    return {
        "document_form": DocumentForm() if own and found.state == "draft" else None,
        "photo_form": PhotoForm() if own and working else None,
        "visit_form": VisitForm() if working and may_visit(found, actor) else None,
        "aid_form": ProposedAidForm(unit=unit_of(request), initial={"amount_rial": found.aid_rial})
        if proposes
        else None,
    }


@door(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
@under_the_clause
def table_two(request: ActingRequest, part: str) -> HttpResponse:
    """Table 2 on screen and, with `?format=xlsx`, in Excel; the governorate's deputy sends it on from here."""
    actor, rules, chosen, refused = request.actor, rules_of(request), part_of(part), None
    if request.method == "POST":
        try:
            sent = send_table_two(actor, clock.today(), chosen, late_reason=request.POST.get("reason", ""))
            messages.success(request, _("Table 2 is sent with %(count)s projects.") % {"count": len(sent)})
            return redirect("grants:table_two", chosen)
        except (TooLate, NothingInTableTwo, NotCovered) as no:
            refused = say(no)
    rows = asked.table_two(actor, chosen, rules)
    if request.GET.get("format") == "xlsx":
        answer = HttpResponse(workbook(rows, chosen), content_type=XLSX)
        answer["Content-Disposition"] = f'attachment; filename="table-2-{chosen}.xlsx"'
        return answer
    due = last_day(rules, PROJECT_LIST)
    return render(request, "grants/table_two.html", {
        "part": chosen,
        "parts": [] if actor.is_recipient else list(Part),
        "title": table_two_title(chosen),
        "heads": heads(chosen)[:-1],
        "rows": [_told(row, chosen) for row in rows],
        "waiting": sum(row.project.state == "sent" for row in rows),
        "may_send": actor.role == Role.DEVELOPMENT_DEPUTY,
        "due_on": due,
        "late": clock.today() > due,
        "addressee": Role(PROJECT_KINDS[chosen].reviewer).label,
        "papers": list(papers_for(actor).filter(kind=PRINTED[chosen])),
        "refused": refused,
    }, status=409 if refused else 200)  # fmt: skip


def _told(row: asked.TableTwoRow, part: str) -> dict[str, Any]:
    """A row with its amounts in thousand rial, exact, whatever unit the person reads in (S4-?28)."""
    amounts = (row.estimate_rial, row.aid_rial, row.own_rial, row.province_rial)
    return {
        "row": row,
        "columns": len(heads(part)) - 1,
        "amounts": [rial.show(one, rial.Unit.THOUSAND, language()) for one in amounts if one is not None],
        "state": PROJECT_TABLES[Part(part)].state(row.project.state),
    }
