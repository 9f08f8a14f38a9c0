"""Shows projects as they are on the ground: photos, visits; and the codes of practice they are built by."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hamtaraz.grants.models import AidedProject, CodeOfPractice, Evidence, Moment, Part, SiteVisit
from hamtaraz.grants.operations.evidence import add_evidence
from hamtaraz.grants.operations.projects import may_draft
from hamtaraz.grants.queries.projects import types
from hamtaraz.grants.queries.rules import rules_in_force
from hamtaraz.grants.refusals.projects import NotInTypes, VisitAhead
from hamtaraz.kernel import text
from hamtaraz.kernel.refusals import Missing, NotYours
from hamtaraz.letters.operations import attach
from hamtaraz.people.actors import Actor
from hamtaraz.people.roles import Role
from hamtaraz.trail.record import record
from hamtaraz.workflow.refusals import NotFromHere
from hamtaraz.workflow.walker import holds, workflow_of

AT_WORK = ("approved", "first_paid", "completed", "confirmed", "reported", "accepted", "second_paid")
"""States in which a project is being built or its building looked at."""
GIVES_CODES = {Part.MUNICIPAL: Role.MUNICIPAL_DEPUTY, Part.DEHYARI: Role.DEHYARI_DEPUTY}


def add_photo(project: AidedProject, actor: Actor, day: datetime.date, **shown: Any) -> Evidence:
    """Add a photo or document of the work by whom it belongs to; `shown` is what `add_evidence` asks for.

    Refuses `NotYours`, `NotFromHere` before an aid is approved or after the project is closed, and what
    `add_evidence` refuses (S4-073).
    """
    if not may_draft(project, actor):
        raise NotYours()
    _is_at_work(project)
    return add_evidence(project, actor, day, **shown)


def record_visit(
    project: AidedProject,
    actor: Actor,
    day: datetime.date,
    *,
    visited_on: datetime.date,
    remark: str,
    place: str = "",
    photos: Iterable[tuple[str, bytes]] = (),
) -> SiteVisit:
    """Record a visit of the county's technical deputy or the governorate's technical office (S4-052).

    `remark` is what was seen; `photos` are names and bytes of pictures taken at `place`. Refuses `NotYours`,
    `NotFromHere`, `Missing`, `VisitAhead`, and what `add_evidence` refuses.
    """
    if not may_visit(project, actor):
        raise NotYours()
    _is_at_work(project)
    if visited_on > day:
        raise VisitAhead(visited_on=visited_on)
    said = text.clean_lines(remark)
    if not said:
        raise Missing(field=_("What was seen"))
    with transaction.atomic():
        for name, content in photos:
            add_evidence(project, actor, day, moment=Moment.DURING, taken_on=visited_on, place=place, name=name,
                         content=content)  # fmt: skip
        act = record(
            f"{project.workflow_name}.visit", actor=actor, day=day, basis="S4-052", subject_kind=project.subject_kind,
            subject_id=project.pk, subject_title=project.title(), reason=said,
            details={"visited_on": visited_on.isoformat()},
        )  # fmt: skip
        return SiteVisit.objects.create(
            province=project.province, about_kind=project.subject_kind, about_id=project.pk,
            recipient=project.recipient, visited_on=visited_on, visitor=f"{actor.person_name}، {actor.organisation_name}",
            remark=said, act=act,
        )  # fmt: skip


def may_visit(project: AidedProject, actor: Actor) -> bool:
    """Whether this actor visits this project: the technical deputy of its county, or the technical office."""
    if actor.role == Role.COUNTY_TECHNICAL:
        return holds(actor.role, project, actor) and actor.county == project.recipient.county.code
    return actor.role == Role.TECHNICAL_OFFICE and holds(actor.role, project, actor)


def _is_at_work(project: AidedProject) -> None:
    if project.state not in AT_WORK:
        raise NotFromHere(state=workflow_of(project).state(project.state).label)


def add_code(
    actor: Actor, day: datetime.date, *, part: str, project_type: str, name: str, filename: str, content: bytes
) -> CodeOfPractice:
    """Upload the code of practice of a type of project, or (empty type) of all of a part, for everybody to read (S4-?26).

    By the deputy of the part. Refuses `NotYours`, `Missing`, `NotInTypes`, and what the house refuses of files.
    """
    if actor.role != GIVES_CODES[Part(part)]:
        raise NotYours()
    called = text.clean(name)
    if not called:
        raise Missing(field=_("Title of the code of practice"))
    if project_type and project_type not in types(rules_in_force(actor.province, actor.fiscal_year, day), part):
        raise NotInTypes(project_type=project_type, clause="S4-068" if part == Part.MUNICIPAL else "S4-121")
    with transaction.atomic():
        made = CodeOfPractice.objects.create(
            province=actor.province, fiscal_year=actor.fiscal_year, part=part, project_type=project_type, name=called,
            added_on=day,
        )  # fmt: skip
        made.file = attach(
            actor=actor, day=day, about_kind="grants.codeofpractice", about_id=made.pk, about_title=called,
            name=filename, content=content,
        )  # fmt: skip
        made.save()
        record(
            "grants.add_code", actor=actor, day=day, basis="S4-068" if part == Part.MUNICIPAL else "S4-121",
            subject_kind="grants.codeofpractice", subject_id=made.pk, subject_title=called,
            details={"part": part, "project_type": project_type},
        )  # fmt: skip
    return made
