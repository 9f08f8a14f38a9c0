"""Projects are proposed, put right while they are drafts, shown with documents and photos, and sent on in Table 2."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from hamtaraz.grants.effects.letters import next_letter, send_letter
from hamtaraz.grants.effects.waivers import waive
from hamtaraz.grants.models import (
    PROJECT_KINDS,
    AidedProject,
    DehyariProject,
    MunicipalProject,
    Part,
    Recipient,
    RecipientKind,
)
from hamtaraz.grants.models.projects import WHOLE_PPM
from hamtaraz.grants.papers.projects import PRINTED, printed_row
from hamtaraz.grants.papers.tables import issue_table
from hamtaraz.grants.queries.projects import table_two, types
from hamtaraz.grants.queries.ranking import figures_of_recipients
from hamtaraz.grants.queries.rules import rules_in_force
from hamtaraz.grants.queries.shares import share_of
from hamtaraz.grants.refusals.projects import (
    AidBeyondCost,
    AmountOfNothing,
    CostBeyondEstimate,
    CostNotWhole,
    DocumentAhead,
    EndsBeforeItBegins,
    NoDehyari,
    NotAVillage,
    NothingInTableTwo,
    NotInTypes,
    ProgressAmiss,
    UnitSlipped,
)
from hamtaraz.grants.refusals.shares import NoShareYet
from hamtaraz.kernel import text
from hamtaraz.kernel.refusals import Missing, NotYours
from hamtaraz.kernel.rial import Rial
from hamtaraz.law.directive import Directive
from hamtaraz.law.one_case import Case
from hamtaraz.letters.operations import attach
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Organisation, OrganisationKind
from hamtaraz.people.roles import Role
from hamtaraz.trail.record import record
from hamtaraz.workflow import walker
from hamtaraz.workflow.refusals import NotFromHere
from hamtaraz.workflow.tables import Step, Taking
from hamtaraz.workflow.walker import Taken, workflow_of

BASIS = {Part.MUNICIPAL: "S4-060", Part.DEHYARI: "S4-110"}
CLOSED_LIST = {Part.MUNICIPAL: "S4-067", Part.DEHYARI: "S4-115"}
TABLE = {Part.MUNICIPAL: "S4-069", Part.DEHYARI: "S4-116"}
UNIT_STEP = 1_000
"""How far rial, thousand and million rial are from each other."""


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What a project says of itself: amounts in whole rials, progress in parts per million, legal days.

    `cost_to_complete_rial` is the whole estimate, or for an unfinished project what is still to be paid (S4-?17);
    `province_money_rial` belongs to a municipality's project, `foreseen` to a village's.
    """

    project_type: str
    name: str
    estimate_rial: Rial
    cost_to_complete_rial: Rial
    asked_rial: Rial
    own_rial: Rial
    starts_on: datetime.date
    ends_on: datetime.date
    unfinished: bool = False
    progress_ppm: int = 0
    province_money_rial: Rial = 0
    foreseen: bool = False

    def fields(self, part: str) -> dict[str, Any]:
        """The fields of the model of a part."""
        other = "foreseen" if part == Part.MUNICIPAL else "province_money_rial"
        told = {key: value for key, value in vars(self).items() if key != other}
        return told | {"name": text.clean(self.name)}


def propose_municipal(actor: Actor, day: datetime.date, figures: Figures) -> MunicipalProject:
    """Draft a project of the mayor's municipality; the step `send` puts it before the governorate.

    Refuses `NotYours`, `NoShareYet` (S4-010, S4-014), and what `hold_to_the_rules` refuses.
    """
    if actor.role != Role.MAYOR:
        raise NotYours()
    recipient = Recipient.objects.filter(organisation_id=actor.organisation_id).first()
    if recipient is None or share_of(actor, actor.organisation_code) is None:
        raise NoShareYet(name=actor.organisation_name)
    return _begun(actor, day, MunicipalProject, recipient, figures).subject


def propose_dehyari(
    actor: Actor, day: datetime.date, figures: Figures, *, village: str = "", waiver_reason: str = ""
) -> DehyariProject:
    """Draft a project of a village: by its dehyar, or by the office of rural affairs for the village of that code.

    A village without a dehyari needs the reason of an exception, which only the office enters and which is kept as a
    waiver (S4-?25). Refuses `NotYours`, `NotAVillage` (S4-080), `NoDehyari`, and what `hold_to_the_rules` refuses.
    """
    rows = Recipient.objects.filter(province=actor.province, kind=RecipientKind.VILLAGE).select_related("county")
    if actor.role == Role.DEHYAR:
        recipient = rows.filter(organisation_id=actor.organisation_id).first()
    else:
        recipient = rows.filter(code=village).first() if actor.role == Role.RURAL_OFFICE else None
    if recipient is None:
        raise NotYours()
    _is_a_village(rules_in_force(actor.province, actor.fiscal_year, day), recipient)
    excused = actor.role == Role.RURAL_OFFICE and bool(text.clean_lines(waiver_reason))
    if not recipient.has_dehyari and not excused:
        raise NoDehyari(name=recipient.name)
    with transaction.atomic():
        taken = _begun(actor, day, DehyariProject, recipient, figures)
        if not recipient.has_dehyari:
            made = taken.subject
            step = Step("propose", "", made.state, actor.role, "", BASIS[Part.DEHYARI])
            waive(Taking(made, step, workflow_of(made), actor, day, {}, taken.act), "S4-?25", waiver_reason)
    return taken.subject


def _is_a_village(rules: Directive, recipient: Recipient) -> None:
    """Refuse a place below the size of a village (S4-080, INV-22)."""
    told = figures_of_recipients([recipient])[recipient.pk]
    if not Case(rules, {key: value for key, value in told.items() if key in rules.data}).holds("eligible"):
        raise NotAVillage(name=recipient.name, households=int(rules.value_of("village_households")),
                          persons=int(rules.value_of("village_persons")))  # fmt: skip


def _begun[P: AidedProject](
    actor: Actor, day: datetime.date, kind: type[P], recipient: Recipient, figures: Figures
) -> Taken[P]:
    hold_to_the_rules(rules_in_force(actor.province, actor.fiscal_year, day), kind.part, figures)
    made = kind(
        province=actor.province, fiscal_year=actor.fiscal_year, recipient=recipient, **figures.fields(kind.part)
    )
    return walker.begin(made, "propose", actor=actor, day=day, basis=BASIS[kind.part])


def hold_to_the_rules(rules: Directive, part: str, figures: Figures) -> None:
    """Refuse figures that cannot be: a type outside the closed list (S4-067, S4-115), amounts, days and progress amiss."""
    if not text.clean(figures.name):
        raise Missing(field=_("Title of the project"))
    if figures.project_type not in types(rules, part):
        raise NotInTypes(project_type=figures.project_type, clause=CLOSED_LIST[Part(part)])
    for field, amount in ((_("Estimate"), figures.estimate_rial), (_("Cost to complete"), figures.cost_to_complete_rial),
                          (_("Aid asked for"), figures.asked_rial)):  # fmt: skip
        if amount <= 0:
            raise AmountOfNothing(field=field, amount_rial=amount)
    for field, amount in ((_("Own contribution"), figures.own_rial),
                          (_("Contribution of the province"), figures.province_money_rial)):  # fmt: skip
        if amount < 0:
            raise AmountOfNothing(field=field, amount_rial=amount)
    _costs_and_days(figures)
    if part == Part.DEHYARI:
        _unit_is_right(rules, figures.asked_rial)
    if figures.asked_rial > figures.cost_to_complete_rial:
        raise AidBeyondCost(aid_rial=figures.asked_rial, cost_rial=figures.cost_to_complete_rial)


def _costs_and_days(figures: Figures) -> None:
    if figures.cost_to_complete_rial > figures.estimate_rial:
        raise CostBeyondEstimate(cost_rial=figures.cost_to_complete_rial, estimate_rial=figures.estimate_rial)
    if not figures.unfinished and figures.cost_to_complete_rial != figures.estimate_rial:
        raise CostNotWhole(estimate_rial=figures.estimate_rial)
    fits = 0 < figures.progress_ppm < WHOLE_PPM if figures.unfinished else figures.progress_ppm == 0
    if not fits:
        raise ProgressAmiss(progress_ppm=figures.progress_ppm)
    if figures.ends_on <= figures.starts_on:
        raise EndsBeforeItBegins(starts_on=figures.starts_on, ends_on=figures.ends_on)


def _unit_is_right(rules: Directive, asked_rial: Rial) -> None:
    """Refuse an aid that would be within the bounds of S4-111 in the next unit (S4-?28)."""
    least, most = int(rules.value_of("village_aid_least")), int(rules.value_of("village_aid_most"))
    for meant in (asked_rial * UNIT_STEP, asked_rial * UNIT_STEP**2, asked_rial // UNIT_STEP):
        if not least <= asked_rial <= most and least <= meant <= most:
            raise UnitSlipped(aid_rial=asked_rial, meant_rial=meant, clause="S4-111")


def change_project[P: AidedProject](
    project: P, actor: Actor, day: datetime.date, figures: Figures, *, seen_version: int | None = None
) -> P:
    """Put a draft right. Refuses `NotYours`, `ChangedMeanwhile`, `NotFromHere`, and what `hold_to_the_rules` refuses."""
    hold_to_the_rules(rules_in_force(actor.province, actor.fiscal_year, day), project.part, figures)
    with transaction.atomic():
        locked = _drafting(project, actor, seen_version)
        changes = {key: [str(getattr(locked, key)), str(value)] for key, value in figures.fields(project.part).items()
                   if getattr(locked, key) != value}  # fmt: skip
        for key, value in figures.fields(project.part).items():
            setattr(locked, key, value)
        return _kept(locked, actor, day, "change", BASIS[locked.part], {"changes": changes})


def attach_document[P: AidedProject](
    project: P, actor: Actor, day: datetime.date, *, number: str, document_on: datetime.date, name: str, content: bytes
) -> P:
    """Attach the city council's resolution (S4-066) or the approved amendment of the dehyari's budget (S4-114).

    `number` and `document_on` stand on it, `name` and `content` are its scan; a later one takes its place, and the
    earlier stays among the files. Refuses `Missing`, `DocumentAhead`, `NotYours`, `NotFromHere`, and what is no scan.
    """
    cleaned = text.clean(number)
    if not cleaned:
        raise Missing(field=_("Number of the document"))
    if document_on > day:
        raise DocumentAhead(document_on=document_on)
    with transaction.atomic():
        locked = _drafting(project, actor, None)
        locked.document = attach(
            actor=actor, day=day, about_kind=locked.subject_kind, about_id=locked.pk, about_title=locked.title(),
            name=name, content=content,
        )  # fmt: skip
        locked.document_number, locked.document_on = cleaned, document_on
        basis = "S4-066" if locked.part == Part.MUNICIPAL else "S4-114"
        told = {"number": cleaned, "document_on": document_on.isoformat()}
        return _kept(locked, actor, day, "attach_document", basis, told)


def propose_aid[P: AidedProject](
    project: P, actor: Actor, day: datetime.date, amount_rial: Rial, *, seen_version: int | None = None
) -> P:
    """Set the aid the province proposes in Table 2, in whole rials, where it differs from what was asked (S4-069).

    By the governorate's deputy, while the project is proposed. Refuses `NotYours`, `NotFromHere`, `AmountOfNothing`,
    `AidBeyondCost`.
    """
    with transaction.atomic():
        locked = walker.lock(project, actor=actor, seen_version=seen_version)
        if not walker.holds(Role.DEVELOPMENT_DEPUTY, locked, actor):
            raise NotYours()
        _stands_at(locked, "sent")
        if amount_rial <= 0:
            raise AmountOfNothing(field=_("Aid proposed by the province"), amount_rial=amount_rial)
        if amount_rial > locked.cost_to_complete_rial:
            raise AidBeyondCost(aid_rial=amount_rial, cost_rial=locked.cost_to_complete_rial)
        before, locked.proposed_rial = locked.aid_rial, amount_rial
        return _kept(locked, actor, day, "propose_aid", TABLE[locked.part], {"before": before, "after": amount_rial})


def send_table_two(
    actor: Actor, day: datetime.date, part: str, *, late_reason: str = ""
) -> list[AidedProject]:  # fmt: skip
    """Send Table 2 of a part: every proposed project goes to its deputy by a numbered letter and paper (S4-069, S4-116).

    By the governorate's deputy for coordination of development affairs. After the last day a reason is needed, which
    is kept as a waiver of each project. Refuses `NotYours`, `TooLate`, `NothingInTableTwo`, `NotCovered`.
    """
    if actor.role != Role.DEVELOPMENT_DEPUTY:
        raise NotYours()
    kind = PROJECT_KINDS[part]
    with transaction.atomic(), translation.override("fa"):
        rows = list(kind._default_manager.select_for_update().filter(
            province=actor.province, fiscal_year=actor.fiscal_year, state="sent"
        ).order_by("id"))  # fmt: skip
        if not rows:
            raise NothingInTableTwo()
        number = next_letter(actor)
        given = {"list_number": number, "reason": late_reason}
        listed = [walker.take(one, "list", actor=actor, day=day, given=given).subject for one in rows]
        act = record(
            "grants.send_table_two", actor=actor, day=day, basis=TABLE[Part(part)], subject_kind=kind.subject_kind,
            subject_id=0, subject_title=_("Table 2"), reason=text.clean_lines(late_reason),
            details={"number": number, "rows": len(rows), "aid_rial": sum(one.aid_rial for one in listed)},
        )  # fmt: skip
        receivers = list(
            Organisation.objects.filter(province=actor.province, kind=OrganisationKind.GRANTS_ORGANISATION)
        )
        about = ("grants.table_two", act, reverse("grants:table_two", args=[part]))
        send_letter(
            actor, act, day, number=number, subject=table_two_title(part), receivers=receivers,
            body=[_("%(count)s projects, in the order of the directive's priorities.") % {"count": len(rows)}],
            about=about,
        )  # fmt: skip
        sent, rules = {one.pk for one in listed}, rules_in_force(actor.province, actor.fiscal_year, day)
        printed = [printed_row(row) for row in table_two(actor, part, rules) if row.project.pk in sent]
        issue_table(PRINTED[Part(part)], printed, actor=actor, act=act, day=day, number=number, receivers=receivers,
                    about=about)  # fmt: skip
    return listed


def table_two_title(part: str) -> str:
    """The title of Table 2 of a part, as the directive has it."""
    if part == Part.MUNICIPAL:
        return _("Table (2): list of the development projects proposed for the municipalities of the province")
    return _("Table (2): list of the development and service projects proposed for the villages of the province")


def may_draft(project: AidedProject, actor: Actor) -> bool:
    """Whether this actor may put the draft right: who proposes it, or the office of rural affairs for a village."""
    return walker.holds(project.applicant, project, actor) or (
        type(project).drafted_by(actor) and walker.holds(actor.role, project, actor)
    )


def _drafting[P: AidedProject](project: P, actor: Actor, seen_version: int | None) -> P:
    locked = walker.lock(project, actor=actor, seen_version=seen_version)
    if not may_draft(locked, actor):
        raise NotYours()
    _stands_at(locked, "draft")
    return locked


def _stands_at(project: AidedProject, *states: str) -> None:
    if project.state not in states:
        raise NotFromHere(state=workflow_of(project).state(project.state).label)


def _kept[P: AidedProject](
    locked: P, actor: Actor, day: datetime.date, verb: str, basis: str, details: dict[str, Any]
) -> P:
    locked.version += 1
    locked.save()
    record(
        f"{locked.workflow_name}.{verb}", actor=actor, day=day, basis=basis, subject_kind=locked.subject_kind,
        subject_id=locked.pk, subject_title=locked.title(), details=details,
    )  # fmt: skip
    return locked
