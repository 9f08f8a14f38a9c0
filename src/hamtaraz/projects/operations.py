"""Registers projects and keeps what is known of them up to date, each change with its act."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hamtaraz.budget.models import Programme
from hamtaraz.kernel import text
from hamtaraz.kernel.refusals import ChangedMeanwhile, Missing, NotYours
from hamtaraz.letters.operations import next_number
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Organisation
from hamtaraz.people.roles import Role
from hamtaraz.places.models import County
from hamtaraz.projects.models import Origin, Project, ProjectYear
from hamtaraz.projects.queries import has_credit
from hamtaraz.projects.refusals import (
    CodeTaken,
    CostsNothing,
    CreditAttached,
    EndsBeforeItBegins,
    ProgressBeyondAll,
)
from hamtaraz.trail.record import record

REGISTRARS = frozenset({Role.CONSOLIDATION_EXPERT, Role.SECTOR_EXPERT, Role.OPERATOR})
"""Who registers projects of any agency; an agency's expert proposes those of the own agency."""
STANDING = ("unfinished", "spent_before_rial", "progress_percent", "planned_percent")
KNOWN_BY = ("agency", "county", "programme_code", "chapter_code", "origin")
"""What the book knows a project by."""
BATCH = 1000


def may_register(actor: Actor) -> bool:
    """Whether this mandate may register some project."""
    return actor.role in REGISTRARS or actor.role == Role.AGENCY_EXPERT


def register_project(
    *,
    actor: Actor,
    day: datetime.date,
    title: str,
    agency: Organisation,
    programme: Programme,
    start_year: int,
    end_year: int,
    total_cost_rial: int,
    execution_method: str,
    economic_chapter: str,
    county: County | None = None,
    code: str = "",
    unfinished: bool | None = None,
    spent_before_rial: int = 0,
    progress_percent: int = 0,
    planned_percent: int = 0,
    **more: Any,
) -> Project:
    """Register a project and how it stands in the actor's year; without a county it is province-wide (S0-43).

    An empty `code` takes the next one of the programme. `unfinished` left out means: begun before this year.
    `more`: target_quantity, target_unit, lat, lon. Amounts are whole rials. Refuses `NotYours`, `Missing`,
    `CodeTaken`, `EndsBeforeItBegins`, `CostsNothing`, `ProgressBeyondAll`.
    """
    with transaction.atomic():
        project, standing = _new(
            actor, agency=agency, programme=programme, county=county, code=text.clean(code) or _next_code(actor, programme),
            title=title, start_year=start_year, end_year=end_year, total_cost_rial=total_cost_rial,
            execution_method=execution_method, economic_chapter=economic_chapter, unfinished=unfinished,
            spent_before_rial=spent_before_rial, progress_percent=progress_percent, planned_percent=planned_percent, **more,
        )  # fmt: skip
        namesake = Project.objects.filter(province=actor.province, code=project.code).first()
        if namesake:
            raise CodeTaken(code=project.code, title=namesake.title)
        project.save(force_insert=True)
        standing.project = project
        standing.save(force_insert=True)
        _record("projects.register", project, actor, day, {"code": project.code, "agency": agency.code})
    return project


def register_projects(*, actor: Actor, day: datetime.date, rows: Iterable[Mapping[str, Any]]) -> list[Project]:
    """Register many projects under one act, set by set; a row has the arguments of `register_project`, and a code.

    Refuses what that refuses, and then registers none.
    """
    with transaction.atomic():
        made = [_new(actor, **row) for row in rows]
        projects = [project for project, _standing in made]
        codes = [project.code for project in projects]
        known = dict(Project.objects.filter(province=actor.province, code__in=codes).values_list("code", "title"))
        for project in projects:
            if project.code in known:
                raise CodeTaken(code=project.code, title=known[project.code])
            known[project.code] = project.title
            project.write_keys()
        Project.objects.bulk_create(projects, batch_size=BATCH)
        for project, standing in made:
            standing.project = project
        ProjectYear.objects.bulk_create([standing for _project, standing in made], batch_size=BATCH)
        record(
            "projects.register_many", actor=actor, day=day, basis="S0-15", subject_kind="projects.project",
            subject_id=0, subject_title=str(len(projects)), details={"codes": codes},
        )  # fmt: skip
    return projects


def _new(
    actor: Actor,
    *,
    agency: Organisation,
    programme: Programme,
    code: str,
    start_year: int,
    county: County | None = None,
    unfinished: bool | None = None,
    spent_before_rial: int = 0,
    progress_percent: int = 0,
    planned_percent: int = 0,
    **fields: Any,
) -> tuple[Project, ProjectYear]:
    """A project and its standing of the actor's year, looked at and not saved yet."""
    project = Project(
        province=actor.province,
        code=text.clean(code),
        county=county,
        agency=agency,
        programme_code=programme.code,
        chapter_code=programme.chapter.code,
        origin=Origin.COUNTY if county else Origin.PROVINCE,
        start_year=start_year,
        **fields,
    )
    standing = ProjectYear(
        province=actor.province,
        fiscal_year=actor.fiscal_year,
        unfinished=start_year < actor.fiscal_year if unfinished is None else unfinished,
        spent_before_rial=spent_before_rial,
        progress_percent=progress_percent,
        planned_percent=planned_percent,
    )
    _check(project, standing, actor)
    return project, standing


def update_project(
    project: Project, *, actor: Actor, day: datetime.date, seen_version: int | None = None, **changes: Any
) -> Project:
    """Change what is known of a project, and its standing of the actor's year; the act keeps before and after.

    `changes` name fields of `register_project` (`programme` and `county` among them). Refuses
    `ChangedMeanwhile` when another person saved it since `seen_version`, `CreditAttached` when credit of the
    project would lose its agency, programme or county, and what `register_project` refuses.
    """
    with transaction.atomic():
        locked = Project.objects.select_for_update(of=("self",)).select_related("agency", "county").get(pk=project.pk)
        if seen_version is not None and seen_version != locked.version:
            raise ChangedMeanwhile()
        standing = ProjectYear.objects.filter(project=locked, fiscal_year=actor.fiscal_year).first() or ProjectYear(
            province=locked.province,
            project=locked,
            fiscal_year=actor.fiscal_year,
            unfinished=locked.start_year < actor.fiscal_year,
        )
        before = _known(locked, standing)
        _check_owner(locked, actor)
        _write(locked, standing, changes)
        _check(locked, standing, actor)
        after = _known(locked, standing)
        changed = {name: [before[name], after[name]] for name in before if before[name] != after[name]}
        if changed.keys() & set(KNOWN_BY) and has_credit(locked.province, locked.code):
            raise CreditAttached(title=locked.title)
        if not changed:
            return locked
        locked.version += 1
        locked.save()
        standing.save()
        _record("projects.update", locked, actor, day, {"changed": changed})
    return locked


def _write(project: Project, standing: ProjectYear, changes: dict[str, Any]) -> None:
    if programme := changes.pop("programme", None):
        project.programme_code, project.chapter_code = programme.code, programme.chapter.code
    if "county" in changes:
        project.origin = Origin.COUNTY if changes["county"] else Origin.PROVINCE
    for name, value in changes.items():
        setattr(standing if name in STANDING else project, name, text.clean(value) if isinstance(value, str) else value)


def _known(project: Project, standing: ProjectYear) -> dict[str, str]:
    """What an act tells of a project, as text."""
    names = [field.name for field in Project._meta.concrete_fields if field.editable]
    kept = {name: getattr(project, name) for name in names if name not in ("id", "province", "version")}
    kept |= {name: getattr(standing, name) for name in STANDING}
    kept |= {"agency": project.agency.code, "county": project.county.code if project.county else ""}
    return {name: "" if value is None else str(value) for name, value in kept.items()}


def _check_owner(project: Project, actor: Actor) -> None:
    own = actor.role == Role.AGENCY_EXPERT and project.agency_id == actor.organisation_id
    if project.province != actor.province or not (own or actor.role in REGISTRARS):
        raise NotYours()


def _check(project: Project, standing: ProjectYear, actor: Actor) -> None:
    """Refuse a project that nobody could carry out, or that another mandate registers."""
    _check_owner(project, actor)
    if not text.clean(project.title):
        raise Missing(field=_("Title"))
    if project.end_year < project.start_year:
        raise EndsBeforeItBegins(start_year=project.start_year, end_year=project.end_year)
    if project.total_cost_rial <= 0:
        raise CostsNothing()
    for percent in (standing.progress_percent, standing.planned_percent):
        if percent > 100:
            raise ProgressBeyondAll(percent=percent)


def _next_code(actor: Actor, programme: Programme) -> str:
    """The programme's code with the next three digits nobody has."""
    while True:
        number = next_number(actor.province, actor.fiscal_year, f"project {programme.code}")
        code = f"{programme.code}{number:03d}"
        if not Project.objects.filter(province=actor.province, code=code).exists():
            return code


def _record(verb: str, project: Project, actor: Actor, day: datetime.date, details: dict[str, Any]) -> int:
    return record(
        verb,
        actor=actor,
        day=day,
        basis="S0-15" if project.county else "S0-13",
        subject_kind="projects.project",
        subject_id=project.pk,
        subject_title=project.title,
        details=details,
    )
