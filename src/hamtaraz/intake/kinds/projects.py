"""The workbook of projects, and how each stands at the beginning of the year."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from hamtaraz.budget.models import EconomicChapter, ExecutionMethod, Programme
from hamtaraz.intake.checking import Plan
from hamtaraz.intake.refusals import StaysAsItIs
from hamtaraz.intake.sheet import Column, Desk, Kind, Row, Sheet, enumerated, named
from hamtaraz.kernel.refusals import Refused
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Organisation, OrganisationKind
from hamtaraz.people.roles import Role
from hamtaraz.places.models import County
from hamtaraz.projects.models import Project
from hamtaraz.projects.operations import register_projects, update_project
from hamtaraz.projects.queries import known_to_the_book, with_standing
from hamtaraz.projects.refusals import CostsNothing, EndsBeforeItBegins

PROJECTS_SHEET = Sheet(
    "projects",
    _("Projects"),
    (
        Column("code", _("Code of the project"), "code", required=True, most=24, example="1503002014"),
        Column("title", _("Title of the project"), required=True, most=300, example="تکمیل راه روستایی"),
        Column("agency", _("Executive agency"), "choice", required=True, choices="agencies"),
        Column("programme", _("Programme"), "choice", required=True, choices="programmes"),
        Column("county", _("County"), "choice", choices="counties", blank="",
               help=_("Empty: the project is province-wide and the Council approves it.")),
        Column("start_year", _("Year of beginning"), "count", required=True, least=1300, most=1499, example="1403"),
        Column("end_year", _("Year of ending"), "count", required=True, least=1300, most=1499, example="1407"),
        Column("total_cost_rial", _("Total cost"), "rial", required=True, example="120000",
               help=_("Of the whole execution period.")),
        Column("execution_method", _("Execution method"), "choice", required=True, choices="methods",
               example="پیمانکاری"),
        Column("economic_chapter", _("Economic chapter"), "choice", required=True, choices="economic"),
        Column("unfinished", _("Unfinished"), "yes_no", keeps=True,
               help=_("Empty: unfinished when it began before this year.")),
        Column("spent_before_rial", _("Spent before this year"), "rial", blank=0, example="45000"),
        Column("progress_percent", _("Physical progress so far"), "percent", blank=0, example="38"),
        Column("planned_percent", _("Progress planned for this year"), "percent", blank=0, example="60"),
        Column("target_quantity", _("Target quantity"), "count", most=2**31 - 1, example="12"),
        Column("target_unit", _("Unit of the target"), most=60, blank="", example="کیلومتر"),
        Column("lat", _("Latitude"), "degree", most=90, example="31.3149"),
        Column("lon", _("Longitude"), "degree", most=180, example="48.7105"),
    ),
    identity=("code",),
)  # fmt: skip

KNOWN_BY = frozenset({"agency", "programme", "county"})
"""What the book knows a project by: it stays as it is once the project carries credit."""


def _desk(actor: Actor, day: datetime.date) -> Desk:
    year = {"province": actor.province, "fiscal_year": actor.fiscal_year}
    agencies = Organisation.objects.filter(province=actor.province, kind=OrganisationKind.AGENCY, until=None)
    kept = with_standing(Project.objects.filter(province=actor.province), actor.fiscal_year).order_by("code")
    return Desk(
        actor,
        day,
        {
            "agencies": named(agencies),
            "programmes": named(Programme.objects.filter(**year)),
            "counties": named(County.objects.filter(province=actor.province)),
            "methods": enumerated(ExecutionMethod),
            "economic": enumerated(EconomicChapter),
        },
        {"projects": {(one.code,): _values(one) for one in kept}},
    )


def _values(project: Project) -> dict[str, Any]:
    named_by_code = {
        "agency": project.agency.code,
        "programme": project.programme_code,
        "county": project.county.code if project.county else "",
    }
    return {
        column.key: named_by_code[column.key] if column.key in named_by_code else getattr(project, column.key)
        for column in PROJECTS_SHEET.columns
    }


def _look(rows: Mapping[str, list[Row]], desk: Desk) -> Iterator[tuple[Row, str, Refused]]:
    """What the projects room would refuse, told at its cell before anything is written (INV-03)."""
    moved = [row for row in rows["projects"] if row.changes.keys() & KNOWN_BY]
    fixed = known_to_the_book(desk.actor.province, [row.values["code"] for row in moved]) if moved else set()
    for row in moved:
        for key in KNOWN_BY & row.changes.keys() if row.values["code"] in fixed else ():
            column = PROJECTS_SHEET.column(key)
            kept = desk.choices[column.choices].shown(row.changes[key][0])
            yield row, key, StaysAsItIs(column=column.title, kept=kept)
    for row in rows["projects"]:
        begins, ends = row.values.get("start_year"), row.values.get("end_year")
        if begins and ends and ends < begins:
            yield row, "end_year", EndsBeforeItBegins(start_year=begins, end_year=ends)
        if row.values.get("total_cost_rial") == 0:
            yield row, "total_cost_rial", CostsNothing()


def _write(actor: Actor, day: datetime.date, plan: Plan) -> None:
    year = {"province": actor.province, "fiscal_year": actor.fiscal_year}
    lists: dict[str, dict[str, Any]] = {
        "agency": {one.code: one for one in Organisation.objects.filter(province=actor.province)},
        "programme": {one.code: one for one in Programme.objects.filter(**year).select_related("chapter")},
        "county": {one.code: one for one in County.objects.filter(province=actor.province)} | {"": None},
    }

    def meant(values: Mapping[str, Any]) -> dict[str, Any]:
        return {key: lists[key][value] if key in lists else value for key, value in values.items()}

    new = [meant(row.values) for row in plan.standing("projects", "new")]
    if new:
        register_projects(actor=actor, day=day, rows=new)
    changed = {row.values["code"]: row.changes for row in plan.standing("projects", "changed")}
    for project in Project.objects.filter(province=actor.province, code__in=changed).order_by("code"):
        after = {key: value for key, (_before, value) in changed[project.code].items()}
        update_project(project, actor=actor, day=day, **meant(after))


PROJECTS = Kind(
    key="projects",
    label=_("Projects"),
    tells=_("The capital projects of every agency, with their cost, their years and their progress."),
    basis="S0-15",
    version=1,
    roles=frozenset({Role.CONSOLIDATION_EXPERT, Role.OPERATOR}),
    sheets=(PROJECTS_SHEET,),
    desk=_desk,
    write=_write,
    look=_look,
)
