"""The list of projects of a county committee: its editor with what remains of each ceiling, and its approval."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hamtaraz.councils import operations, queries
from hamtaraz.councils.models import SEES_SESSIONS, Body, CommitteeItem, Meeting
from hamtaraz.councils.operations import Listed
from hamtaraz.councils.queries import Ceiling, Cell
from hamtaraz.councils.rules import least_first_year_rial
from hamtaraz.councils.views.session import session_of
from hamtaraz.kernel import rial
from hamtaraz.kernel.refusals import ChangedMeanwhile, Refused
from hamtaraz.kernel.rial import Rial
from hamtaraz.people.actors import Actor
from hamtaraz.people.roles import Role
from hamtaraz.projects.models import Project
from hamtaraz.projects.queries import Classification, classification, credit_by_project
from hamtaraz.web import clock
from hamtaraz.web.doors import door
from hamtaraz.web.refusing import language, say
from hamtaraz.web.stepping import seen_version
from hamtaraz.workflow.walker import holds, take


@dataclass
class Row:
    """A project under one source: what is saved, what is typed, and what is wrong with it."""

    project: Project
    source: str
    unit: rial.Unit
    saved_rial: Rial | None
    typed: str
    wrong: str = ""
    amount_rial: Rial = 0

    @property
    def name(self) -> str:
        """The name of its box."""
        return f"amount-{self.project.pk}-{self.source}"

    @property
    def cell(self) -> Cell:
        """The cell that pays for it."""
        return self.source, self.project.chapter_code, self.project.programme_code

    @property
    def least_shown_rial(self) -> Rial:
        """The least a new project may begin with (INV-03), rounded up to a whole one of the person's unit."""
        size = self.unit.size_rial
        return -(-least_first_year_rial(self.project) // size) * size

    @property
    def differs(self) -> bool:
        """Whether what is typed is not what is saved."""
        return self.amount_rial != (self.saved_rial or 0)


@dataclass
class Editor:
    """The list of one session on a page: its rows by cell, and the ceilings they use."""

    meeting: Meeting
    unit: rial.Unit
    names: Classification
    rows: list[Row]
    noticed: dict[Cell, Rial]
    projects: list[Project]
    funded: dict[str, Rial] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether the list can still change."""
        return self.meeting.state in operations.BEFORE_DECIDING

    @property
    def ceilings(self) -> list[dict[str, Any]]:
        """Every cell with its names, what was notified, what the typed list gives, and what remains."""
        listed: dict[Cell, Rial] = {}
        for row in self.rows:
            listed[row.cell] = listed.get(row.cell, 0) + row.amount_rial
        found = [Ceiling(*cell, self.noticed.get(cell, 0), listed.get(cell, 0)) for cell in self._cells()]
        return [
            {
                "ceiling": one,
                "programme": self.names.programmes.get(one.programme, one.programme),
                "source": self.names.sources.get(one.source, one.source),
                "over_rial": -one.remaining_rial,
                "parts": [{"amount": one.listed_rial, "tone": "red" if one.remaining_rial < 0 else "teal"}],
                "rows": [row for row in self.rows if row.cell == (one.source, one.chapter, one.programme)],
            }
            for one in found
        ]

    def _cells(self) -> list[Cell]:
        cells = self.noticed.keys() | {row.cell for row in self.rows if row.amount_rial or row.saved_rial}
        return sorted(cells, key=lambda cell: (cell[2], cell[0]))

    @property
    def listed(self) -> list[Row]:
        """The rows with an amount, unfinished projects first."""
        return [row for row in self.rows if row.amount_rial]

    @property
    def total_rial(self) -> Rial:
        """The sum of the list."""
        return sum(row.amount_rial for row in self.rows)

    @property
    def new_ones(self) -> list[Row]:
        """The new projects in the list (INV-04)."""
        return [row for row in self.listed if not row.project.unfinished]  # type: ignore[attr-defined]

    @property
    def without_credit(self) -> list[Project]:
        """Unfinished projects of the county that neither this list nor an earlier one funds (INV-04)."""
        funded = {row.project.code for row in self.listed} | self.funded.keys()
        return [one for one in self.projects if one.unfinished and one.code not in funded]  # type: ignore[attr-defined]


@door(*SEES_SESSIONS)
@require_GET
def committee_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The list with its ceilings; whoever keeps the session writes amounts into it."""
    return _show(request, _editor(request, _committee(request, pk)))


@door(Role.COUNTY_SECRETARY)
@require_POST
def save_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Save the typed list; a second editor sees both versions and loses nothing."""
    found = _committee(request, pk)
    editor = _editor(request, found, request.POST)
    if any(row.wrong for row in editor.rows):
        return _show(request, editor, status=409)
    rows = [Listed(row.project, row.source, row.amount_rial) for row in editor.listed]
    actor: Actor = request.actor  # type: ignore[attr-defined]
    try:
        operations.set_list(found, rows, actor=actor, day=clock.today(), seen_version=seen_version(request))
    except Refused as refused:
        return _show(request, editor, refused=refused, conflict=isinstance(refused, ChangedMeanwhile))
    messages.success(request, _("The list is saved."))
    return redirect("councils:list_of_projects", pk)


@door(Role.COUNTY_SECRETARY)
@require_POST
def remaining(request: HttpRequest, pk: int) -> HttpResponse:
    """What the amounts typed so far leave of each ceiling; nothing is saved."""
    editor = _editor(request, _committee(request, pk), request.POST)
    context = {"editor": editor, "unit": editor.unit.name.lower()}
    return render(request, "councils/remaining.html", context)


@door(Role.COUNTY_SECRETARY)
@require_http_methods(["POST"])
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve the list with its votes and its note; a refusal comes back with the note as it was written."""
    found = _committee(request, pk)
    actor: Actor = request.actor  # type: ignore[attr-defined]
    given = {name: request.POST.get(name, "") for name in ("note", "votes_for", "votes_against")}
    try:
        taken = take(
            found, "approve_projects", actor=actor, day=clock.today(), given=given, seen_version=seen_version(request)
        )
    except Refused as refused:
        return _show(request, _editor(request, found), refused=refused, given=given)
    messages.success(request, _("The projects are approved; their credit is set aside for them."))
    return redirect(taken.subject)


def _committee(request: HttpRequest, pk: int) -> Meeting:
    found = session_of(request, pk)
    if found.body != Body.COUNTY_COMMITTEE:
        raise Http404
    return found


def _editor(request: HttpRequest, found: Meeting, typed: QueryDict | None = None) -> Editor:
    """The list as it is saved, or as it is typed in a form that was sent."""
    unit = rial.Unit[request.session.get("unit", request.user.unit).upper()]  # type: ignore[union-attr]
    projects = queries.candidates(found)
    by_pk = {one.pk: one for one in projects}
    items: list[CommitteeItem] = list(found.items.all())
    saved = {(item.project_id, item.source): item.amount_rial for item in items}
    noticed = queries.noticed_cells(found.province, found.fiscal_year, found.county)
    pairs = {
        (one.pk, cell[0]) for cell in noticed for one in projects if cell[1:] == (one.chapter_code, one.programme_code)
    }
    rows = [
        _row(one, source, saved.get((one.pk, source)), unit, typed)
        for one in projects
        for source in sorted({source for pk, source in pairs | saved.keys() if pk == one.pk})
        if one.pk in by_pk
    ]
    waiting = [one.code for one in projects if one.unfinished]  # type: ignore[attr-defined]
    return Editor(
        meeting=found,
        unit=unit,
        names=classification(found.province, found.fiscal_year),
        rows=rows,
        noticed=noticed,
        projects=projects,
        funded=credit_by_project(found.province, found.fiscal_year, waiting),
    )


def _row(project: Project, source: str, saved: Rial | None, unit: rial.Unit, typed: QueryDict | None) -> Row:
    row = Row(project, source, unit, saved, rial.show(saved, unit, language()) if saved else "", amount_rial=saved or 0)
    if typed is None:
        return row
    row.typed = typed.get(row.name, "").strip()
    row.amount_rial = 0
    if row.typed:
        try:
            row.amount_rial = rial.parse(row.typed, unit)
        except Refused as refused:
            said = say(refused)
            row.wrong = f"{said.sentence} {said.remedy}"
    return row


def _show(
    request: HttpRequest,
    editor: Editor,
    *,
    refused: Refused | None = None,
    conflict: bool = False,
    given: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = editor.meeting
    keeps = holds(found.secretary, found, actor)
    context = {
        "meeting": found,
        "editor": editor,
        "edits": keeps and found.state in operations.BEFORE_DECIDING,
        "approves": keeps and found.state == "in_session",
        "refused": say(refused) if refused else None,
        "conflict": conflict,
        "given": given or {},
    }
    return render(request, "councils/projects.html", context, status=409 if refused else status)
