"""What the steps of a project refuse."""

from __future__ import annotations

from typing import Any

from hamtaraz.grants.models import AidedProject, DehyariProject, Moment, MunicipalProject, Part, Recipient
from hamtaraz.grants.queries.evidence import moments_lacking
from hamtaraz.grants.queries.payments import due_now, hold_letters, realised, stage_of
from hamtaraz.grants.queries.percents import read_percent
from hamtaraz.grants.queries.projects import envelope_rests_rial, gap_rial, share_rests_rial, village_sum_rial
from hamtaraz.grants.queries.rules import rules_in_force
from hamtaraz.grants.refusals.payments import AccountUnreadable, NothingDue, NothingRealised
from hamtaraz.grants.refusals.projects import (
    BeyondProposal,
    CouncilUnasked,
    EnvelopeRestsLess,
    NotCovered,
    NotInBudget,
    OnlyInTableTwo,
    PhotosLacking,
    ProgressFell,
    ProgressTooLow,
    ShareRestsLess,
    VillageAidOutside,
)
from hamtaraz.kernel import percent, text
from hamtaraz.kernel.rial import Rial
from hamtaraz.law.directive import Directive
from hamtaraz.workflow.tables import Taking

COVER = {Part.MUNICIPAL: "S4-063", Part.DEHYARI: "S4-112"}
PROPOSALS = ("sent", "listed")
"""States in which a project's aid is proposed and not yet decided."""
SETTLED = ("approved", "first_paid", "reported", "accepted", "second_paid", "closed")
"""States in which the aid of a village's project is approved."""


def evidence_is_there(taking: Taking) -> None:
    """Refuse to send a project without its council's resolution (S4-066), or outside the budget (S4-114)."""
    project: AidedProject = taking.subject
    if not project.may_be_sent:
        raise (CouncilUnasked if project.part == Part.MUNICIPAL else NotInBudget)(project=project.name)


def is_covered(taking: Taking) -> None:
    """Refuse while the money of Table 2 does not complete the project; the gap is named (F8, INV-20, INV-21)."""
    hold_covered(_rules(taking), taking.subject, taking.subject.aid_rial)


def hold_covered(rules: Directive, project: AidedProject, aid_rial: Rial) -> None:
    """Refuse an aid that leaves a gap (S4-063, S4-112)."""
    gap = gap_rial(rules, project, aid_rial)
    if gap:
        raise NotCovered(project=project.name, cost_rial=project.cost_to_complete_rial, gap_rial=gap,
                         clause=COVER[project.part])  # fmt: skip


def village_within_bounds(taking: Taking) -> None:
    """Refuse to send what brings the aid of a dehyari in the year outside its bounds (S4-111, INV-21)."""
    project: DehyariProject = taking.subject
    others = village_sum_rial(project.recipient, project.fiscal_year, but=project.pk)
    _within(_rules(taking), project, others + project.aid_rial, others + project.aid_rial)


def village_approved_within_bounds(taking: Taking) -> None:
    """Refuse to approve what brings it above the bound, or leaves it below with all that is still proposed (INV-21)."""
    project: DehyariProject = taking.subject
    approved = taking.given["approved_rial"]
    Recipient.objects.select_for_update().get(pk=project.recipient_id)  # two approvals of a village wait for each other
    settled = village_sum_rial(project.recipient, project.fiscal_year, states=SETTLED, but=project.pk)
    proposed = village_sum_rial(project.recipient, project.fiscal_year, states=PROPOSALS, but=project.pk)
    _within(_rules(taking), project, settled + approved, settled + proposed + approved)


def village_paid_within_bounds(taking: Taking) -> None:
    """Refuse a payment while what is approved for the dehyari in the year lies below the bound (INV-21)."""
    project: DehyariProject = taking.subject
    settled = village_sum_rial(project.recipient, project.fiscal_year, states=SETTLED)
    _within(_rules(taking), project, settled, settled)


def _within(rules: Directive, project: DehyariProject, at_most: Rial, at_least: Rial) -> None:
    least, most = int(rules.value_of("village_aid_least")), int(rules.value_of("village_aid_most"))
    if at_most > most or at_least < least:
        outside = at_most if at_most > most else at_least
        raise VillageAidOutside(name=project.recipient.name, sum_rial=outside, least_rial=least, most_rial=most)


def in_the_table(taking: Taking) -> None:
    """Refuse to list a project by itself."""
    if not taking.given.get("list_number"):
        raise OnlyInTableTwo()


def within_the_proposal(taking: Taking) -> None:
    """Refuse an approved aid of nothing or beyond Table 2, and one that leaves a gap (S4-062, S4-117, F8)."""
    project: AidedProject = taking.subject
    approved = taking.given["approved_rial"]
    if not 0 < approved <= project.aid_rial:
        clause = "S4-062" if project.part == Part.MUNICIPAL else "S4-117"
        raise BeyondProposal(aid_rial=project.aid_rial, approved_rial=approved, clause=clause)
    hold_covered(_rules(taking), project, approved)


def within_the_share(taking: Taking) -> None:
    """Refuse an aid beyond what rests of the municipality's share; all shares' rests are the province's (F5, S4-061)."""
    project: MunicipalProject = taking.subject
    approved = taking.given["approved_rial"]
    rests = share_rests_rial(project.province, project.fiscal_year, project.recipient.code)
    if approved > rests:
        raise ShareRestsLess(name=project.recipient.name, rests_rial=rests, aid_rial=approved,
                             short_by_rial=approved - rests)  # fmt: skip


def within_the_envelope(taking: Taking) -> None:
    """Refuse an aid beyond what rests of the county's envelope for projects (S4-130, S4-132)."""
    project: DehyariProject = taking.subject
    approved = taking.given["approved_rial"]
    county = project.recipient.county
    rests = envelope_rests_rial(project.province, project.fiscal_year, county.code)
    if approved > rests:
        raise EnvelopeRestsLess(county=county.name, rests_rial=rests, aid_rial=approved,
                                short_by_rial=approved - rests)  # fmt: skip


def something_is_due(taking: Taking) -> None:
    """Refuse a payment before an allotment is recorded, and one of nothing (F7, INV-26)."""
    project: AidedProject = taking.subject
    hold_letters(project.province, project.fiscal_year, project.part)
    so_far = realised(project.province, project.fiscal_year, project.part)
    if so_far is None:
        raise NothingRealised()
    due = due_now(_rules(taking), project, stage_of(project), so_far)
    if due.amount_rial <= 0:
        raise NothingDue(approved_rial=due.approved_rial, paid_rial=due.paid_rial, realised_ppm=so_far.share_ppm,
                         clause=due.basis)  # fmt: skip


def account_is_one(taking: Taking) -> None:
    """Refuse an account number without digits, or with letters in it (S4-118)."""
    account = text.digits(text.clean(str(taking.given.get("account_number", ""))))
    if not account.replace("-", "").replace("/", "").replace(".", "").removeprefix("IR").isdigit():
        raise AccountUnreadable(account=account)


def shown_whole(taking: Taking) -> None:
    """Refuse to declare completion without photos before, during and after the work (S4-073)."""
    lacking = moments_lacking(taking.subject)
    if lacking:
        raise PhotosLacking(moments="، ".join(str(Moment(one).label) for one in lacking))


def progress_suffices(taking: Taking) -> None:
    """Refuse a report of no progress, below the directive's threshold, or less than before (S4-119, S4-?14)."""
    project: DehyariProject = taking.subject
    reported = read_percent(str(taking.given["progress"]))
    least = int(_rules(taking).value_of("village_progress_least") * percent.WHOLE_PPM)
    if not 0 < reported <= percent.WHOLE_PPM or reported < least:
        raise ProgressTooLow(progress_ppm=reported, least_ppm=least)
    before = max(project.progress_ppm, project.reported_ppm)
    if reported < before:
        raise ProgressFell(progress_ppm=reported, before_ppm=before)


def is_paid_whole(taking: Taking) -> None:
    """Refuse to close a project while a part of its aid is not paid (S4-074, S4-120)."""
    project: AidedProject = taking.subject
    approved = project.approved_rial or 0
    if project.paid_rial < approved:
        so_far = realised(project.province, project.fiscal_year, project.part)
        raise NothingDue(approved_rial=approved, paid_rial=project.paid_rial,
                         realised_ppm=so_far.share_ppm if so_far else 0, clause="S4-074، S4-120")  # fmt: skip


def _rules(taking: Taking) -> Any:
    return rules_in_force(taking.subject.province, taking.subject.fiscal_year, taking.day)
