"""What else may be done to agreements: draft, bring in, split, edit, remark, answer, return with remarks."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from typing import Any, TypedDict

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hamtaraz.agreements import workflow as table
from hamtaraz.agreements.effects import remark_by
from hamtaraz.agreements.models import Agreement, AgreementLine, Remark
from hamtaraz.agreements.queries import Undrafted, open_lines, undrafted
from hamtaraz.agreements.refusals import LineLocked, NoSectorOffice, NothingNoticed, PercentBeyond, SplitTwice
from hamtaraz.budget.models import CreditSource, Programme
from hamtaraz.kernel.refusals import Missing, NotYours
from hamtaraz.kernel.rial import Rial
from hamtaraz.kernel.text import clean, clean_lines
from hamtaraz.letters.operations import next_number
from hamtaraz.notices.effects import DRAFT_AGREEMENTS, drafting_key
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Organisation, OrganisationKind
from hamtaraz.people.roles import Role, SectorGroup
from hamtaraz.projects.models import Project, ProjectYear
from hamtaraz.trail.record import record
from hamtaraz.workflow.refusals import NotFromHere
from hamtaraz.workflow.tables import Taking
from hamtaraz.workflow.tasks import close_tasks, restate_tasks
from hamtaraz.workflow.walker import begin, holds, lock, take

BASIS = "S0-34"


class LineEdit(TypedDict, total=False):
    """What the agency writes in a line; what is left out stays as it is. Amounts are whole rials."""

    amount_rial: Rial
    economic_chapter: str
    execution_method: str
    planned_percent: int
    target_quantity: int | None
    target_unit: str


def draft_agreement(
    *,
    actor: Actor,
    day: datetime.date,
    programme_code: str,
    projects: Collection[str] | None = None,
    goal: str = "",
) -> Agreement:
    """Draft an agreement over the credit noticed to the actor's agency under one programme (S0-41 step 9).

    Lines are filled from what the notices leave undrafted, of all sources and both origins (S0-43); `projects`
    narrows it to these project codes. Refuses `NotYours`, `NothingNoticed` (S0-42), `NoSectorOffice` (S0-45).
    """
    if actor.role != Role.AGENCY_EXPERT:
        raise NotYours()
    with transaction.atomic():
        agency = Organisation.objects.select_for_update(no_key=True).get(pk=actor.organisation_id)
        left = [
            one
            for one in undrafted(actor.province, actor.fiscal_year, agency.code, programme_code)
            if projects is None or one.project in projects
        ]
        if not left:
            raise NothingNoticed(programme=programme_code)
        agreement = _new_agreement(actor, agency, programme_code, clean_lines(goal))
        AgreementLine.objects.bulk_create(_lines_from(agreement, left))
        taken = begin(agreement, "draft", actor=actor, day=day, basis=BASIS)
        _settle_errand(agreement, actor, taken.act, day)
    return taken.subject


def draft_all(*, actor: Actor, day: datetime.date) -> list[Agreement]:
    """Draft one agreement for every programme with noticed, undrafted credit; refuses `NothingNoticed` for none."""
    if actor.role != Role.AGENCY_EXPERT:
        raise NotYours()
    left = undrafted(actor.province, actor.fiscal_year, actor.organisation_code)
    if not left:
        raise NothingNoticed(programme="—")
    with transaction.atomic():
        return [
            draft_agreement(actor=actor, day=day, programme_code=programme)
            for programme in sorted({one.programme for one in left})
        ]


def bring_in(agreement: Agreement, *, actor: Actor, day: datetime.date, seen_version: int | None) -> Agreement:
    """Take credit noticed since the drafting into a draft: new lines, or more on the lines it belongs to."""
    with transaction.atomic():
        draft = _draft_of(agreement, actor, seen_version)
        left = undrafted(actor.province, actor.fiscal_year, draft.agency.code, draft.programme.code)
        if not left:
            raise NothingNoticed(programme=draft.programme.code)
        lines = {line.dimensions: line for line in draft.funding.of_pages()}
        known = [one for one in left if (one.source, one.county, one.project) in lines]
        for one in known:
            line = lines[one.source, one.county, one.project]
            line.amount_rial += one.amount_rial
            line.save(update_fields=["amount_rial"])
        AgreementLine.objects.bulk_create(_lines_from(draft, [one for one in left if one not in known]))
        act = _keep(draft, "edit", actor, day, {"brought_in": len(left)})
        _settle_errand(draft, actor, act, day)
    return draft


def split_line(
    agreement: Agreement,
    *,
    actor: Actor,
    day: datetime.date,
    line_id: int,
    economic_chapter: str,
    seen_version: int | None,
) -> AgreementLine:
    """Give a project's credit of one source a second line, of zero rial, under another economic chapter.

    Refuses `LineLocked`, `SplitTwice`, and what every edit of a draft refuses.
    """
    with transaction.atomic():
        draft = _draft_of(agreement, actor, seen_version)
        lines = {line.pk: line for line in draft.funding.of_pages()}
        line = lines.get(line_id)
        if line is None:
            raise NotYours()
        if line_id not in open_lines(lines.values(), draft.remarks.all()):
            raise LineLocked(line=str(line))
        beside = (one for one in lines.values() if one.dimensions == line.dimensions)
        if economic_chapter in {one.economic_chapter for one in beside}:
            raise SplitTwice(line=str(line))
        remarks = list(line.remarks.filter(settled=False))
        line.pk, line.amount_rial, line.economic_chapter = None, 0, economic_chapter
        line.target_quantity = None
        line.save()
        _open_with(line, remarks)
        _keep(draft, "edit", actor, day, {"split": line_id, "into": line.pk})
    return line


def edit_lines(
    agreement: Agreement,
    *,
    actor: Actor,
    day: datetime.date,
    rows: Mapping[int, LineEdit],
    goal: str | None = None,
    seen_version: int | None,
) -> Agreement:
    """Change lines of a draft by their numbers; amounts beyond the notice are kept and refused at submission.

    Refuses `ChangedMeanwhile` (two editing at once), `NotYours`, `NotFromHere` (no longer a draft), `LineLocked`
    (a returned edition opens only lines with remarks), `PercentBeyond`, `SplitTwice`.
    """
    with transaction.atomic():
        draft = _draft_of(agreement, actor, seen_version)
        lines = {line.pk: line for line in draft.funding.of_pages()}
        if not lines.keys() >= rows.keys():
            raise NotYours()
        free = open_lines(lines.values(), draft.remarks.all())
        changes = {pk: _changes(lines[pk], edit) for pk, edit in rows.items()}
        changed: dict[str, Any] = {str(pk): what for pk, what in changes.items() if what}
        for pk in map(int, changed):
            _write(lines[pk], rows[pk], pk in free)
        _refuse_doubles(lines.values())
        AgreementLine.objects.bulk_update([lines[int(pk)] for pk in changed], list(LineEdit.__annotations__))
        if goal is not None and clean_lines(goal) != draft.goal:
            draft.goal = clean_lines(goal)
            changed["goal"] = True
        if changed:
            _keep(draft, "edit", actor, day, {"changed": changed})
    return draft


def add_remark(
    agreement: Agreement, *, actor: Actor, day: datetime.date, text: str, line_id: int | None = None
) -> Remark:
    """Write a remark while the review is one's own; it opens the line when the agreement goes back (S0-?7).

    Refuses `NotYours` (not the reviewer whose turn it is, a line of another agreement) and `Missing`.
    """
    with transaction.atomic():
        locked = lock(agreement, actor=actor, seen_version=None)
        step = table.AGREEMENT.step("return", locked.state)
        if step is None:
            raise NotFromHere(state=table.AGREEMENT.state(locked.state).label)
        if not holds(step.by, locked, actor):
            raise NotYours()
        if line_id is not None and not locked.funding.filter(pk=line_id).exists():
            raise NotYours()
        if not clean_lines(text):
            raise Missing(field=_("Remark"))
        taking = Taking(locked, step, table.AGREEMENT, actor, day, {})
        remark = remark_by(taking, line_id, clean_lines(text))
        remark.save()
        _record(locked, "remark", actor, day, {"remark": remark.pk}, reason=remark.text)
    return remark


def answer_remarks(
    agreement: Agreement,
    *,
    actor: Actor,
    day: datetime.date,
    answers: Mapping[int, str],
    seen_version: int | None = None,
) -> Agreement:
    """Answer remarks of a returned draft, by their numbers; empty answers are passed over.

    Refuses what every edit of a draft refuses, and `NotYours` for a remark of another agreement.
    """
    with transaction.atomic():
        draft = _draft_of(agreement, actor, seen_version)
        written = {pk: clean_lines(words) for pk, words in answers.items() if clean_lines(words)}
        remarks = list(draft.remarks.filter(pk__in=written, settled=False))
        if len(remarks) != len(written):
            raise NotYours()
        fresh = [remark for remark in remarks if remark.answer != written[remark.pk]]
        for remark in fresh:
            remark.answer, remark.answered_by, remark.answered_on = written[remark.pk], actor.person_name, day
        Remark.objects.bulk_update(fresh, ["answer", "answered_by", "answered_on"])
        if fresh:
            _keep(draft, "answer", actor, day, {"answered": [remark.pk for remark in fresh]})
    return draft


def return_agreement(
    agreement: Agreement,
    *,
    actor: Actor,
    day: datetime.date,
    reason: str,
    remarks: Mapping[int | None, str] | Mapping[int, str] | None = None,
    seen_version: int | None = None,
) -> Agreement:
    """Send the agreement back to the agency with a reason and remarks on lines (key None: on the whole; S0-?7)."""
    said = {line: clean_lines(words) for line, words in (remarks or {}).items() if clean_lines(words)}
    given: dict[str, Any] = {"reason": clean_lines(reason), "remarks": said}
    return take(agreement, "return", actor=actor, day=day, given=given, seen_version=seen_version).subject


def _new_agreement(actor: Actor, agency: Organisation, programme_code: str, goal: str) -> Agreement:
    programme = Programme.objects.select_related("chapter").get(
        province=actor.province, fiscal_year=actor.fiscal_year, code=programme_code
    )
    group = programme.chapter.sector_group
    office = (
        Organisation.objects.filter(province=actor.province, kind=OrganisationKind.MPO_GROUP, sector_group=group)
        .exclude(sector_group=SectorGroup.CONSOLIDATION)
        .first()
    )
    if office is None:
        raise NoSectorOffice(chapter=programme.chapter.name)
    agreement = Agreement(
        province=actor.province,
        fiscal_year=actor.fiscal_year,
        state="draft",
        number=str(next_number(actor.province, actor.fiscal_year, "agreement")),
        agency=agency,
        programme=programme,
        sector_group=group,
        sector_office=office,
        goal=goal,
    )
    agreement.save()
    return agreement


def _lines_from(agreement: Agreement, left: list[Undrafted]) -> list[AgreementLine]:
    """One line per noticed account, filled with what is known of the project."""
    codes = {one.project for one in left}
    projects = {
        project.code: project for project in Project.objects.filter(province=agreement.province, code__in=codes)
    }
    sources = {
        source.code: source
        for source in CreditSource.objects.filter(province=agreement.province, fiscal_year=agreement.fiscal_year)
    }
    planned = dict(
        ProjectYear.objects.filter(
            province=agreement.province, fiscal_year=agreement.fiscal_year, project__code__in=codes
        ).values_list("project__code", "planned_percent")
    )
    return [
        AgreementLine(
            province=agreement.province,
            agreement=agreement,
            project=(project := projects[one.project]),
            source=sources[one.source],
            county=one.county,
            amount_rial=one.amount_rial,
            economic_chapter=project.economic_chapter,
            execution_method=project.execution_method,
            planned_percent=planned.get(one.project, 0),
            target_quantity=project.target_quantity,
            target_unit=project.target_unit,
        )
        for one in left
    ]


def _draft_of(agreement: Agreement, actor: Actor, seen_version: int | None) -> Agreement:
    """The agreement locked for an edit by its agency's expert; refuses whoever is not, and what is no draft."""
    draft = lock(agreement, actor=actor, seen_version=seen_version)
    if not holds(Role.AGENCY_EXPERT, draft, actor):
        raise NotYours()
    if draft.state != "draft":
        raise NotFromHere(state=table.AGREEMENT.state(draft.state).label)
    return draft


def _changes(line: AgreementLine, edit: LineEdit) -> dict[str, list[str]]:
    """What an edit changes in a line: old and new, as text."""
    return {
        name: [str(getattr(line, name)), str(value)] for name, value in edit.items() if getattr(line, name) != value
    }


def _write(line: AgreementLine, edit: LineEdit, free: bool) -> None:
    if not free:
        raise LineLocked(line=str(line))
    if not 0 <= edit.get("planned_percent", line.planned_percent) <= 100:
        raise PercentBeyond(line=str(line))
    for name, value in edit.items():
        setattr(line, name, clean(value) if isinstance(value, str) else value)


def _refuse_doubles(lines: Collection[AgreementLine]) -> None:
    seen: set[tuple[str, ...]] = set()
    for line in lines:
        key = (*line.dimensions, line.economic_chapter)
        if key in seen:
            raise SplitTwice(line=str(line))
        seen.add(key)


def _open_with(line: AgreementLine, remarks: list[Remark]) -> None:
    """The second half of a line stands under the remarks of the first, so it is open as well."""
    for remark in remarks:
        remark.pk, remark.line = None, line
    Remark.objects.bulk_create(remarks)


def _keep(draft: Agreement, verb: str, actor: Actor, day: datetime.date, details: dict[str, Any]) -> int:
    draft.version += 1
    draft.save()
    return _record(draft, verb, actor, day, details)


def _record(
    agreement: Agreement,
    verb: str,
    actor: Actor,
    day: datetime.date,
    details: dict[str, Any],
    reason: str = "",
) -> int:
    return record(
        f"agreement.{verb}",
        actor=actor,
        day=day,
        basis=BASIS,
        subject_kind=agreement.subject_kind,
        subject_id=agreement.pk,
        subject_title=agreement.title(),
        reason=reason,
        details=details,
    )


def _settle_errand(agreement: Agreement, actor: Actor, act: int, day: datetime.date) -> None:
    """The errand to draft names what is noticed and undrafted; it is done once nothing is."""
    key = drafting_key(agreement.agency.code)
    left = sum(one.amount_rial for one in undrafted(actor.province, actor.fiscal_year, agreement.agency.code))
    if left:
        restate_tasks(key, left, actor=actor, kind=DRAFT_AGREEMENTS)
    else:
        close_tasks(key, actor=actor, act=act, day=day, kind=DRAFT_AGREEMENTS)
