"""Projects of municipalities and villages: proposed in the closed list, covered to their completion, paid as far as allotted."""

from __future__ import annotations

import datetime
import io
from typing import Any

import pytest
from PIL import Image

from hamtaraz.documents.models import Paper
from hamtaraz.grants.models import (
    AidedProject,
    AidKind,
    DehyariProject,
    MunicipalProject,
    ProjectPayment,
    Recipient,
    VillageChoice,
    Waiver,
)
from hamtaraz.grants.operations import (
    Figures,
    add_code,
    add_photo,
    attach_document,
    change_project,
    propose_aid,
    propose_dehyari,
    propose_municipal,
    record_realised,
    record_visit,
    send_table_two,
)
from hamtaraz.grants.operations.villages import choose_aid
from hamtaraz.grants.queries.payments import history
from hamtaraz.grants.queries.percents import read_percent
from hamtaraz.grants.queries.projects import ceiling, share_rests_rial, table_two, types
from hamtaraz.grants.queries.rules import rules_in_force
from hamtaraz.grants.refusals.evidence import NotAPhoto
from hamtaraz.grants.refusals.machinery import TooLate
from hamtaraz.grants.refusals.payments import (
    AccountUnreadable,
    NothingDue,
    NothingRealised,
    PercentAmbiguous,
    RealisedBelowPaid,
    RealisedBeyondWhole,
    RealisedFell,
    RealisedUnchanged,
)
from hamtaraz.grants.refusals.projects import (
    AidBeyondCost,
    AmountOfNothing,
    BeyondProposal,
    CostBeyondEstimate,
    CostNotWhole,
    CouncilUnasked,
    DocumentAhead,
    EndsBeforeItBegins,
    EnvelopeRestsLess,
    NoDehyari,
    NotAVillage,
    NotCovered,
    NothingInTableTwo,
    NotInBudget,
    NotInTypes,
    OnlyInTableTwo,
    PhotosLacking,
    ProgressAmiss,
    ProgressFell,
    ProgressTooLow,
    ShareRestsLess,
    UnitSlipped,
    VillageAidOutside,
    VisitAhead,
)
from hamtaraz.grants.refusals.shares import NoShareYet
from hamtaraz.grants.refusals.villages import OneAidAVillage
from hamtaraz.grants.tests.conftest import LARGE, MILLION, TOLD, VILLAGES, YEAR, A, B, Clause
from hamtaraz.kernel import jalali
from hamtaraz.kernel.refusals import Missing, NotYours
from hamtaraz.ledger.account_map import account_at
from hamtaraz.ledger.accounts import CREDIT, Move
from hamtaraz.ledger.book import post
from hamtaraz.ledger.queries import total
from hamtaraz.letters.files import FileNotAccepted
from hamtaraz.letters.models import Letter
from hamtaraz.people.models import Organisation
from hamtaraz.people.roles import Role
from hamtaraz.trail.record import record
from hamtaraz.workflow.refusals import NotFromHere
from hamtaraz.workflow.walker import take

ONE, SMALL, THREE, FOUR = VILLAGES
PDF = b"%PDF-1.7 resolution"
BEGINS, ENDS = jalali.parse("1394/04/01"), jalali.parse("1394/12/20")
LATE = jalali.parse("1394/03/28")
LAST = jalali.parse("1394/03/27")
GOV, IMO = "gov", "imo"
SEATS = {Role.DEVELOPMENT_DEPUTY: GOV, Role.TECHNICAL_OFFICE: GOV, Role.RURAL_OFFICE: GOV, Role.DEHYARI_DEPUTY: IMO,
         Role.COUNTY_TECHNICAL: "gov-0601"}  # fmt: skip
TOWN_FIGURES: dict[str, Any] = {
    "project_type": "fire_station", "name": "ایستگاه آتش‌نشانی شمالی", "estimate_rial": 1_500 * MILLION,
    "cost_to_complete_rial": 1_500 * MILLION, "asked_rial": 800 * MILLION, "own_rial": 500 * MILLION,
    "province_money_rial": 200 * MILLION, "starts_on": BEGINS, "ends_on": ENDS,
}  # fmt: skip
VILLAGE_FIGURES: dict[str, Any] = {
    "project_type": "village_streets", "name": "بهسازی معابر", "estimate_rial": 1_000 * MILLION,
    "cost_to_complete_rial": 1_000 * MILLION, "asked_rial": 800 * MILLION, "own_rial": 200 * MILLION,
    "starts_on": BEGINS, "ends_on": ENDS, "foreseen": True,
}  # fmt: skip


def photo(colour: str = "red") -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (8, 6), colour).save(kept, "PNG")
    return kept.getvalue()


class Projects:
    """A clause whose shares are announced, and the steps of projects."""

    def __init__(self, clause: Clause) -> None:
        self.clause = clause
        clause.announce()
        self.day = TOLD

    def actor(self, role: str, organisation: str = "") -> Any:
        return self.clause.actor(role, organisation or SEATS.get(Role(role), ""))

    def step(self, role: str, verb: str, project: Any, **given: object) -> Any:
        seat = project.recipient.code if role in (Role.MAYOR, Role.DEHYAR) else ""
        return take(project, verb, actor=self.actor(role, seat), day=self.day, given=given).subject

    def propose(self, town: str = A, *, resolved: bool = True, **more: object) -> MunicipalProject:
        project = propose_municipal(self.clause.mayor(town), self.day, Figures(**(TOWN_FIGURES | more)))
        return self.resolve(project, self.clause.mayor(town)) if resolved else project

    def resolve(self, project: Any, actor: Any) -> Any:
        return attach_document(project, actor, self.day, number="۱۲", document_on=self.day, name="m.pdf", content=PDF)

    def village(self, code: str = ONE, **more: object) -> DehyariProject:
        return propose_dehyari(self.actor(Role.DEHYAR, code), self.day, Figures(**(VILLAGE_FIGURES | more)))

    def sent(self, town: str = A, **more: object) -> Any:
        return self.step(Role.MAYOR, "send", self.propose(town, **more))

    def table(self, part: str = "municipal", **more: Any) -> list[AidedProject]:
        return send_table_two(self.actor(Role.DEVELOPMENT_DEPUTY), self.day, part, **more)

    def listed(self, town: str = A, **more: object) -> Any:
        self.sent(town, **more)
        return self.table()[-1]

    def approved(self, town: str = A, aid: int = 800, **more: object) -> Any:
        return self.step(Role.MUNICIPAL_DEPUTY, "approve", self.listed(town, **more), approved_rial=aid * MILLION)

    def village_listed(self, code: str = ONE, **more: object) -> Any:
        self.step(Role.DEHYAR, "send", self.village(code, **more))
        return self.table("dehyari")[-1]

    def village_approved(self, code: str = ONE, aid: int = 800, **more: object) -> Any:
        listed = self.village_listed(code, **more)
        self.fill_envelope("0601", 5_000 * MILLION)
        return self.step(Role.DEHYARI_DEPUTY, "approve", listed, approved_rial=aid * MILLION)

    def fill_envelope(self, county: str, amount_rial: int) -> None:
        """What the approved split of the county posts (S4-132)."""
        self.clause.announce("dehyari-index-1394", pool_rial=30_000 * MILLION, machinery_rial=1)
        clerk = self.actor(Role.RESOURCE_EXPERT)
        act = record("test.split", actor=clerk, day=self.day, basis="S4-132", subject_kind="test", subject_id=1,
                     subject_title="split")  # fmt: skip
        where = {"source": "9H", "county": county, "chapter": "dehyari"}
        post([Move(account_at(CREDIT, "grant_share", **where),
                   account_at(CREDIT, "grant_envelope", programme="projects", **where), amount_rial, key=f"split{act}")],
             province="06", fiscal_year=YEAR, act=act, basis="S4-132")  # fmt: skip

    def realise(self, percent: int, part: str = "municipal", reason: str = "", number: str = "") -> Any:
        return record_realised(self.actor(Role.RESOURCE_EXPERT), self.day, part=part, share_ppm=percent * 10_000,
                               letter_number=number or f"ت-{percent}", letter_on=self.day, reason=reason)  # fmt: skip

    def show(self, project: Any, *moments: str) -> None:
        for moment in moments or ("before", "during", "after"):
            add_photo(project, self.actor(Role.MAYOR, project.recipient.code), self.day, moment=moment,
                      taken_on=self.day, place="میدان", name=f"{moment}.png", content=photo())  # fmt: skip

    def accepted(self, project: Any) -> Any:
        self.show(project)
        declared = self.step(Role.MAYOR, "complete", project)
        confirmed = self.step(Role.DEVELOPMENT_DEPUTY, "confirm", declared)
        return self.step(Role.MUNICIPAL_DEPUTY, "accept", confirmed)

    def paid(self) -> list[int]:
        return [one.amount_rial // MILLION for one in ProjectPayment.objects.order_by("id")]


@pytest.fixture
def projects(clause: Clause) -> Projects:
    return Projects(clause)


# F7 -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("percent", "first", "then"), [(100, [400], [400, 400]), (70, [400], [400, 160])])
def test_a_municipality_s_aid_of_800_is_paid_in_two_stages_as_far_as_it_is_realised(projects, percent, first, then):
    # F7, S4-072 … S4-074, S4-?30
    approved = projects.approved()
    projects.realise(percent)
    paid = projects.step(Role.RESOURCE_DEPUTY, "pay_first", approved)
    assert projects.paid() == first
    done = projects.step(Role.RESOURCE_DEPUTY, "pay_second", projects.accepted(paid))
    assert projects.paid() == then
    assert done.paid_rial == sum(then) * MILLION
    assert projects.clause.total("grant_paid", project=f"p{done.pk}") == sum(then) * MILLION
    assert projects.clause.total("grant_promised", project=f"p{done.pk}") == (800 - sum(then)) * MILLION


def test_with_40_percent_realised_the_first_stage_is_320_and_the_second_nothing(projects):  # F7, INV-26
    approved = projects.approved()
    projects.realise(40)
    paid = projects.step(Role.RESOURCE_DEPUTY, "pay_first", approved)
    with pytest.raises(NothingDue, match="S4-072"):
        projects.step(Role.RESOURCE_DEPUTY, "pay_first", paid)
    accepted = projects.accepted(paid)
    with pytest.raises(NothingDue):
        projects.step(Role.RESOURCE_DEPUTY, "pay_second", accepted)
    assert projects.paid() == [320]


def test_what_is_allotted_later_is_paid_later_until_the_whole_and_then_it_is_closed(projects):  # S4-074
    approved = projects.approved()
    projects.realise(40)
    paid = projects.step(Role.RESOURCE_DEPUTY, "pay_first", approved)
    projects.realise(70)
    paid = projects.step(Role.RESOURCE_DEPUTY, "pay_first", paid)  # the first stage is still half of the aid
    accepted = projects.accepted(paid)
    second = projects.step(Role.RESOURCE_DEPUTY, "pay_second", accepted)
    with pytest.raises(NothingDue):
        projects.step(Role.RESOURCE_DEPUTY, "close", second)
    projects.realise(100)
    whole = projects.step(Role.RESOURCE_DEPUTY, "pay_second", second)
    assert projects.paid() == [320, 80, 160, 240]
    closed = projects.step(Role.RESOURCE_DEPUTY, "close", whole)
    assert closed.state == "closed"
    with pytest.raises(NotFromHere):  # the aid of a closed project is not changed
        projects.step(Role.MUNICIPAL_DEPUTY, "approve", closed, approved_rial=1)


def test_nothing_is_paid_before_a_letter_says_what_is_realised(projects):  # S4-072, INV-26
    with pytest.raises(NothingRealised):
        projects.step(Role.RESOURCE_DEPUTY, "pay_first", projects.approved())


def test_every_payment_has_a_row_a_letter_a_paper_and_its_working(projects):  # S4-072
    approved = projects.approved()
    projects.realise(70)
    projects.step(Role.RESOURCE_DEPUTY, "pay_first", approved)
    paid = ProjectPayment.objects.get()
    assert (paid.stage, paid.due_rial, paid.paid_before_rial) == (1, 560 * MILLION, 0)
    assert paid.working["parameters"] == {"stage_one_part": "1/2"}
    assert "stage_one_part" in paid.working["formula"]
    letter = Letter.objects.get(number=paid.letter_number)
    assert [one.code for one in letter.receivers.all()] == [A]
    assert Paper.objects.get(number=paid.letter_number).organisation_id == letter.receivers.get().pk


# realised allotment -------------------------------------------------------------------------------------


def test_the_realised_allotment_keeps_every_letter_and_never_falls_without_a_word(projects):  # S4-074, S4-120
    projects.realise(70, number="1")
    with pytest.raises(RealisedFell, match="letter 1"):
        projects.realise(60)
    with pytest.raises(RealisedUnchanged):
        projects.realise(70)
    projects.realise(60, reason="برگشت تخصیص", number="2")
    assert [(one.share_ppm, one.reason) for one in history("06", YEAR, "municipal")] == [
        (600_000, "برگشت تخصیص"), (700_000, "")
    ]  # fmt: skip
    assert not history("06", YEAR, "dehyari").exists()


def test_the_realised_allotment_never_falls_below_what_was_paid(projects):  # INV-26: paid ≤ q·A
    approved = projects.approved()
    projects.realise(70)
    projects.step(Role.RESOURCE_DEPUTY, "pay_first", approved)
    with pytest.raises(RealisedBelowPaid) as refused:
        projects.realise(40, reason="برگشت")
    assert refused.value.values["due_rial"] == 320 * MILLION
    projects.realise(50, reason="برگشت")


def test_no_more_than_the_whole_is_realised_and_the_expert_alone_says_so(projects):
    with pytest.raises(RealisedBeyondWhole):
        projects.realise(101)
    with pytest.raises(NotYours):
        record_realised(projects.actor(Role.RESOURCE_DEPUTY), TOLD, part="municipal", share_ppm=1, letter_number="1",
                        letter_on=TOLD)  # fmt: skip
    with pytest.raises(DocumentAhead):
        record_realised(projects.actor(Role.RESOURCE_EXPERT), TOLD, part="municipal", share_ppm=1, letter_number="1",
                        letter_on=LATE)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "ppm"), [("70", 700_000), ("۷۰٪", 700_000), ("0.7%", 7_000), ("0", 0), ("1.5", 15_000)]
)
def test_a_percentage_is_read_as_one(typed, ppm):
    assert read_percent(typed) == ppm


@pytest.mark.parametrize("typed", ["0.7", "۰٫۷", "1"])
def test_what_may_be_a_fraction_is_asked_again(typed):
    with pytest.raises(PercentAmbiguous):
        read_percent(typed)


# F8 and the figures of a project ------------------------------------------------------------------------


def test_a_project_that_lacks_a_thousand_million_is_refused_with_its_gap(projects):  # F8, S4-063, INV-20
    short = projects.propose(
        estimate_rial=10_000 * MILLION, cost_to_complete_rial=10_000 * MILLION, asked_rial=4_000 * MILLION,
        own_rial=3_000 * MILLION, province_money_rial=2_000 * MILLION,
    )  # fmt: skip
    with pytest.raises(NotCovered, match="S4-063") as refused:
        projects.step(Role.MAYOR, "send", short)
    assert refused.value.values["gap_rial"] == 1_000 * MILLION
    assert MunicipalProject.objects.get().state == "draft"


def test_an_unfinished_project_is_covered_by_what_it_still_costs(projects):  # S4-?17, S4-064
    sent = projects.sent(estimate_rial=9_000 * MILLION, unfinished=True, progress_ppm=830_000)
    assert sent.state == "sent"


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"project_type": "stadium"}, NotInTypes), ({"project_type": "cemetery"}, NotInTypes),  # a village's
        ({"estimate_rial": 0}, AmountOfNothing), ({"asked_rial": 0}, AmountOfNothing), ({"own_rial": -1}, AmountOfNothing),
        ({"estimate_rial": MILLION}, CostBeyondEstimate), ({"estimate_rial": 1_600 * MILLION}, CostNotWhole),
        ({"unfinished": True}, ProgressAmiss), ({"progress_ppm": 1}, ProgressAmiss),
        ({"unfinished": True, "progress_ppm": 1_000_000}, ProgressAmiss), ({"ends_on": BEGINS}, EndsBeforeItBegins),
        ({"asked_rial": 800_000 * MILLION}, AidBeyondCost),  # million typed as thousand million
    ],
)  # fmt: skip
def test_figures_that_cannot_be_are_refused_and_keep_nothing(projects, more, refusal):  # S4-060, S4-067
    with pytest.raises(refusal):
        projects.propose(**more)
    assert not MunicipalProject.objects.exists()


def test_the_closed_lists_are_the_directive_s(clause: Clause):  # S4-060, S4-110
    rules = rules_in_force("06", YEAR, TOLD)
    towns, villages = types(rules, "municipal"), types(rules, "dehyari")
    assert (len(towns), len(villages)) == (11, 7)
    assert list(towns)[-1] == "other"
    assert villages["cemetery"].basis.startswith("S4-110")


def test_no_project_is_sent_without_its_council_s_resolution(projects):  # S4-066, INV-20
    bare = projects.propose(resolved=False)
    with pytest.raises(CouncilUnasked, match="S4-066"):
        projects.step(Role.MAYOR, "send", bare)
    with pytest.raises(FileNotAccepted):
        attach_document(bare, projects.clause.mayor(A), TOLD, number="1", document_on=TOLD, name="a.png", content=b"x")
    with pytest.raises(DocumentAhead):
        attach_document(bare, projects.clause.mayor(A), TOLD, number="1", document_on=LATE, name="a.pdf", content=PDF)
    assert projects.step(Role.MAYOR, "send", projects.resolve(bare, projects.clause.mayor(A))).state == "sent"


def test_a_draft_is_put_right_by_its_mayor_alone(projects):
    draft = projects.propose()
    better = Figures(**(TOWN_FIGURES | {"name": "ایستگاه جنوبی"}))
    with pytest.raises(NotYours):
        change_project(draft, projects.clause.mayor(B), TOLD, better)
    changed = change_project(draft, projects.clause.mayor(A), TOLD, better, seen_version=draft.version)
    assert changed.name == "ایستگاه جنوبی"
    sent = projects.step(Role.MAYOR, "send", changed)
    with pytest.raises(NotFromHere):
        change_project(sent, projects.clause.mayor(A), TOLD, better)
    again = projects.step(Role.DEVELOPMENT_DEPUTY, "send_back", sent, reason="برآورد روشن نیست")
    assert projects.step(Role.MAYOR, "withdraw", again, reason="منصرف شدیم").state == "withdrawn"


def test_a_city_of_a_hundred_thousand_proposes_nothing(projects):  # S4-010, INV-13
    with pytest.raises(NoShareYet):
        projects.propose(LARGE)
    with pytest.raises(NotYours):
        propose_municipal(projects.actor(Role.URBAN_OFFICE), TOLD, Figures(**TOWN_FIGURES))


# Table 2 ------------------------------------------------------------------------------------------------


def test_table_two_goes_on_within_a_month_by_one_letter(projects):  # S4-069
    projects.sent()
    projects.day = LAST
    (listed,) = projects.table()
    assert listed.table_number == "06/1394/80005"
    assert Letter.objects.get(number=listed.table_number).receivers.get().code == IMO
    assert [one.kind for one in projects.clause.tasks(Role.MUNICIPAL_DEPUTY)] == ["grants.review_project"]
    (task,) = projects.clause.tasks(Role.MUNICIPAL_DEPUTY)
    assert task.due_on == LAST + datetime.timedelta(10)  # S4-071
    with pytest.raises(NothingInTableTwo):
        projects.table()


def test_a_late_table_two_needs_a_reason_which_is_kept_as_a_waiver(projects):  # S4-069, S4-116
    projects.sent()
    projects.day = LATE
    with pytest.raises(TooLate, match="S4-069"):
        projects.table()
    projects.table(late_reason="سیل")
    waiver = Waiver.objects.get()
    assert (waiver.clause, waiver.reason) == ("S4-069", "سیل")


def test_a_project_is_listed_in_the_table_alone_and_by_the_deputy(projects):  # S4-069
    sent = projects.sent()
    with pytest.raises(OnlyInTableTwo):
        projects.step(Role.DEVELOPMENT_DEPUTY, "list", sent)
    with pytest.raises(NotYours):
        send_table_two(projects.actor(Role.URBAN_OFFICE), TOLD, "municipal")


def test_the_province_may_propose_another_aid_which_must_still_complete_the_project(projects):  # S4-062, S4-069
    sent = projects.sent()
    deputy = projects.actor(Role.DEVELOPMENT_DEPUTY)
    with pytest.raises(AidBeyondCost):
        propose_aid(sent, deputy, TOLD, 1_501 * MILLION)
    with pytest.raises(NotYours):
        propose_aid(sent, projects.clause.mayor(A), TOLD, MILLION)
    lower = propose_aid(sent, deputy, TOLD, 700 * MILLION)
    with pytest.raises(NotCovered) as refused:
        projects.table()
    assert refused.value.values["gap_rial"] == 100 * MILLION
    propose_aid(lower, deputy, TOLD, 850 * MILLION)
    (listed,) = projects.table()
    assert listed.aid_rial == 850 * MILLION


def test_table_two_stands_in_the_order_of_the_directive_with_its_reasons(projects):  # S4-064, S4-065, S4-070
    Recipient.objects.filter(code=B).update(coastal=True)
    projects.sent(A, name="کوچک", own_rial=600 * MILLION)
    projects.sent(A, name="نیمه‌تمام", unfinished=True, progress_ppm=300_000)
    projects.sent(A, name="بزرگ‌تر", own_rial=900 * MILLION)
    projects.sent(B, name="پسماند", project_type="landfill")
    rows = table_two(projects.actor(Role.DEVELOPMENT_DEPUTY), "municipal", rules_in_force("06", YEAR, TOLD))
    assert [one.title for one in rows] == ["پسماند", "نیمه‌تمام", "بزرگ‌تر", "کوچک"]
    assert [one.place for one in rows] == [1, 2, 3, 4]
    assert "S4-070" in rows[0].reasons[0]
    assert "S4-064" in rows[1].reasons[0]
    assert [one.progress_ppm for one in rows] == [None, 300_000, None, None]
    assert rows[0].province_rial == 200 * MILLION


def test_a_village_s_place_is_not_decided_by_what_is_said_of_machines(projects):  # S4-101 and S4-105 are machines'
    projects.step(Role.DEHYAR, "send", projects.village(ONE))
    projects.step(Role.DEHYAR, "send", projects.village(THREE))
    rows = table_two(projects.actor(Role.DEVELOPMENT_DEPUTY), "dehyari", rules_in_force("06", YEAR, TOLD))
    assert [one.recipient for one in rows] == ["ده یک", "ده سه"]
    assert not any("S4-101" in reason or "S4-105" in reason for one in rows for reason in one.reasons)
    assert rows[0].province_rial is None


# approval -----------------------------------------------------------------------------------------------


def test_an_approval_promises_the_aid_out_of_the_share_by_letter_and_paper(projects):  # S4-061, S4-062, S4-071
    before = share_rests_rial("06", YEAR, A)
    approved = projects.approved()
    assert share_rests_rial("06", YEAR, A) == before - 800 * MILLION
    assert projects.clause.total("grant_promised", agency=A, programme="projects") == 800 * MILLION
    letter = Letter.objects.get(number=approved.decision_number)
    assert [one.code for one in letter.receivers.all()] == [A]
    assert Paper.objects.filter(number=approved.decision_number).count() == 1


@pytest.mark.parametrize(
    ("aid", "refusal"), [(0, Missing), (-1, BeyondProposal), (801, BeyondProposal), (700, NotCovered)]
)
def test_a_wrong_approval_is_refused_and_promises_nothing(projects, aid, refusal):  # S4-062, F8 with the approved aid
    listed = projects.listed()
    with pytest.raises(refusal):
        projects.step(Role.MUNICIPAL_DEPUTY, "approve", listed, approved_rial=aid * MILLION)
    assert projects.clause.total("grant_promised") == 0


def test_an_aid_beyond_what_rests_of_the_share_is_refused_by_what_is_too_much(projects):  # S4-061, S4-027
    rests = share_rests_rial("06", YEAR, A)
    cost = rests + 5 * MILLION
    listed = projects.listed(estimate_rial=cost, cost_to_complete_rial=cost, asked_rial=cost, own_rial=0)
    with pytest.raises(ShareRestsLess) as refused:
        projects.step(Role.MUNICIPAL_DEPUTY, "approve", listed, approved_rial=cost)
    assert refused.value.values["short_by_rial"] == 5 * MILLION


def test_the_province_s_ceiling_is_what_all_shares_rest_and_its_working_is_shown(projects):  # F5, S4-061
    projects.approved()
    found = ceiling("06", YEAR, rules_in_force("06", YEAR, TOLD))
    assert (found.credits_rial, found.machinery_rial, found.bitumen_rial) == (300_000 * MILLION, 0, 0)
    assert found.projects_rial == 800 * MILLION
    assert found.rests_rial == total("06", YEAR, CREDIT, "grant_share", chapter="municipal")


def test_an_approval_taken_back_brings_the_promise_back(projects):  # S4-071
    before = share_rests_rial("06", YEAR, A)
    revoked = projects.step(Role.MUNICIPAL_DEPUTY, "revoke", projects.approved(), reason="اشتباه در مبلغ")
    assert (revoked.state, revoked.approved_rial) == ("declined", None)
    assert share_rests_rial("06", YEAR, A) == before
    assert projects.step(Role.MUNICIPAL_DEPUTY, "decline", projects.listed(), reason="بی‌اولویت").state == "declined"


# completion of a municipality's project -----------------------------------------------------------------


def test_completion_needs_photos_of_every_moment_and_both_approvals(projects):  # S4-073, INV-26
    approved = projects.approved()
    projects.realise(100)
    paid = projects.step(Role.RESOURCE_DEPUTY, "pay_first", approved)
    projects.show(paid, "before", "after")
    with pytest.raises(PhotosLacking) as refused:
        projects.step(Role.MAYOR, "complete", paid)
    assert refused.value.values["moments"] == "هنگام کار" or "During" in refused.value.values["moments"]
    with pytest.raises(NotAPhoto):
        add_photo(paid, projects.clause.mayor(A), TOLD, moment="during", taken_on=TOLD, place="م", name="a.png",
                  content=b"\x89PNG\r\n\x1a\n no picture")  # fmt: skip
    projects.show(paid, "during")
    declared = projects.step(Role.MAYOR, "complete", paid)
    with pytest.raises(NotFromHere):
        projects.step(Role.MUNICIPAL_DEPUTY, "accept", declared)
    back = projects.step(Role.DEVELOPMENT_DEPUTY, "return", declared, reason="محوطه نیمه‌کاره است")
    confirmed = projects.step(Role.DEVELOPMENT_DEPUTY, "confirm", projects.step(Role.MAYOR, "complete", back))
    with pytest.raises(NotFromHere):
        projects.step(Role.RESOURCE_DEPUTY, "pay_second", confirmed)
    back = projects.step(Role.MUNICIPAL_DEPUTY, "return", confirmed, reason="عکس پایان کار تار است")
    assert back.state == "first_paid"


# villages -----------------------------------------------------------------------------------------------


def test_a_village_s_project_is_paid_into_the_governorate_s_account(projects):  # S4-118 … S4-120, F7
    approved = projects.village_approved()
    projects.realise(70, "dehyari")
    with pytest.raises(AccountUnreadable):
        projects.step(Role.RESOURCE_DEPUTY, "pay_first", approved, account_number="حساب")
    paid = projects.step(Role.RESOURCE_DEPUTY, "pay_first", approved, account_number="۴۰۰۱-۶")
    row = ProjectPayment.objects.get()
    assert row.account_number == "4001-6"
    receivers = {one.code for one in Letter.objects.get(number=row.letter_number).receivers.all()}
    assert receivers == {GOV, ONE}
    assert Paper.objects.get(number=row.letter_number).organisation_id == Organisation.objects.get(code=GOV).pk
    reported = projects.step(Role.DEVELOPMENT_DEPUTY, "report", paid, progress="۶۰")
    assert reported.reported_ppm == 600_000
    accepted = projects.step(Role.DEHYARI_DEPUTY, "accept", reported)
    done = projects.step(Role.RESOURCE_DEPUTY, "pay_second", accepted, account_number="4001-6")
    assert projects.paid() == [400, 160]
    assert done.state == "second_paid"


def test_a_report_of_nothing_or_of_less_than_before_does_not_suffice(projects):  # S4-119, S4-?14
    approved = projects.village_approved(estimate_rial=2_000 * MILLION, unfinished=True, progress_ppm=300_000)
    projects.realise(100, "dehyari")
    paid = projects.step(Role.RESOURCE_DEPUTY, "pay_first", approved, account_number="1")
    for typed, refusal in (
        ("0", ProgressTooLow),
        ("101", ProgressTooLow),
        ("20", ProgressFell),
        ("0.5", PercentAmbiguous),
    ):
        with pytest.raises(refusal):
            projects.step(Role.DEVELOPMENT_DEPUTY, "report", paid, progress=typed)
    reported = projects.step(Role.DEVELOPMENT_DEPUTY, "report", paid, progress="50")
    assert projects.step(Role.DEHYARI_DEPUTY, "return", reported, reason="گزارش ناقص است").state == "first_paid"


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"asked_rial": 800_000}, UnitSlipped), ({"asked_rial": 800}, UnitSlipped),
        ({"asked_rial": 300_000 * MILLION}, UnitSlipped), ({"project_type": "fire_station"}, NotInTypes),
    ],
)  # fmt: skip
def test_an_amount_in_the_wrong_unit_is_noticed(projects, more, refusal):  # S4-111, S4-?28
    with pytest.raises(refusal):
        projects.village(**more)


@pytest.mark.parametrize(("asked", "own"), [(150, 850), (900, 100)])
def test_the_aid_of_a_village_lies_between_200_and_800_million(projects, asked, own):  # S4-111, INV-21
    with pytest.raises(VillageAidOutside, match="S4-111"):
        projects.step(Role.DEHYAR, "send", projects.village(asked_rial=asked * MILLION, own_rial=own * MILLION))


def test_the_bounds_hold_for_all_projects_of_a_village_in_the_year_together(projects):  # S4-?16
    costs = {"estimate_rial": 600 * MILLION, "cost_to_complete_rial": 600 * MILLION, "own_rial": 100 * MILLION}
    first = projects.village(asked_rial=500 * MILLION, **costs)
    projects.step(Role.DEHYAR, "send", first)
    with pytest.raises(VillageAidOutside) as refused:
        projects.step(Role.DEHYAR, "send", projects.village(asked_rial=500 * MILLION, **costs))
    assert refused.value.values["sum_rial"] == 1_000 * MILLION


def test_less_than_200_million_is_not_approved_unless_another_project_makes_it_up(projects):  # S4-111, S4-?16
    costs = {"estimate_rial": 300 * MILLION, "cost_to_complete_rial": 300 * MILLION, "own_rial": 250 * MILLION}
    first, second = (
        projects.village(asked_rial=150 * MILLION, **costs),
        projects.village(asked_rial=150 * MILLION, **costs),
    )
    for one in (first, second):
        projects.step(Role.DEHYAR, "send", one)
    one, other = projects.table("dehyari")
    projects.fill_envelope("0601", 1_000 * MILLION)
    projects.realise(100, "dehyari")
    approved = projects.step(Role.DEHYARI_DEPUTY, "approve", one, approved_rial=100 * MILLION)
    with pytest.raises(VillageAidOutside):  # the other is not decided yet
        projects.step(Role.RESOURCE_DEPUTY, "pay_first", approved, account_number="1")
    with pytest.raises(VillageAidOutside):
        projects.step(Role.DEHYARI_DEPUTY, "approve", other, approved_rial=90 * MILLION)
    projects.step(Role.DEHYARI_DEPUTY, "approve", other, approved_rial=100 * MILLION)
    assert projects.step(Role.RESOURCE_DEPUTY, "pay_first", approved, account_number="1").state == "first_paid"


def test_an_aid_beyond_the_county_s_envelope_for_projects_is_refused(projects):  # S4-130, S4-132, INV-24
    listed = projects.village_listed()
    with pytest.raises(EnvelopeRestsLess):
        projects.step(Role.DEHYARI_DEPUTY, "approve", listed, approved_rial=800 * MILLION)
    projects.fill_envelope("0601", 799 * MILLION)
    with pytest.raises(EnvelopeRestsLess) as refused:
        projects.step(Role.DEHYARI_DEPUTY, "approve", listed, approved_rial=800 * MILLION)
    assert refused.value.values["short_by_rial"] == MILLION


def test_a_village_s_project_stands_in_its_budget_or_in_the_amendment(projects):  # S4-114, INV-21
    outside = projects.village(foreseen=False)
    with pytest.raises(NotInBudget, match="S4-114"):
        projects.step(Role.DEHYAR, "send", outside)
    amended = projects.resolve(outside, projects.actor(Role.DEHYAR, ONE))
    assert projects.step(Role.DEHYAR, "send", amended).state == "sent"


def test_a_village_is_covered_without_the_province_s_money(projects):  # F8, S4-112
    with pytest.raises(NotCovered, match="S4-112"):
        projects.step(Role.DEHYAR, "send", projects.village(own_rial=100 * MILLION, province_money_rial=100 * MILLION))


def test_a_village_uses_a_machine_or_projects_and_never_both(projects):  # S4-102, INV-23
    choose_aid(Recipient.objects.get(code=ONE), YEAR, AidKind.MACHINE)
    with pytest.raises(OneAidAVillage):
        projects.step(Role.DEHYAR, "send", projects.village())
    listed = projects.village_listed(THREE)
    assert VillageChoice.objects.get(recipient__code=THREE).kind == AidKind.PROJECT
    projects.step(Role.DEHYARI_DEPUTY, "decline", listed, reason="بی‌اولویت")
    assert not VillageChoice.objects.filter(recipient__code=THREE).exists()


def test_a_village_without_a_dehyari_needs_a_recorded_waiver(projects):  # S4-?25
    Recipient.objects.filter(code=ONE).update(has_dehyari=False)
    office, figures = projects.actor(Role.RURAL_OFFICE), Figures(**VILLAGE_FIGURES)
    with pytest.raises(NoDehyari):
        propose_dehyari(office, TOLD, figures, village=ONE)
    with pytest.raises(NoDehyari):
        propose_dehyari(projects.actor(Role.DEHYAR, ONE), TOLD, figures, waiver_reason="خودم اجازه دادم")
    made = propose_dehyari(office, TOLD, figures, village=ONE, waiver_reason="نامهٔ معاون")
    assert (Waiver.objects.get().clause, Waiver.objects.get().about_id) == ("S4-?25", made.pk)
    assert projects.step(Role.RURAL_OFFICE, "send_for", made).state == "sent"


def test_a_place_too_small_is_no_village_of_the_directive(projects):  # S4-080, INV-22
    with pytest.raises(NotAVillage, match="S4-080"):
        projects.village(SMALL)


def test_nobody_proposes_for_a_village_but_its_dehyar_and_the_rural_office(projects):  # S4-110
    for role in (Role.URBAN_OFFICE, Role.MAYOR):
        with pytest.raises(NotYours):
            propose_dehyari(projects.actor(role, "gov" if role != Role.MAYOR else A), TOLD, Figures(**VILLAGE_FIGURES),
                            village=ONE)  # fmt: skip
    with pytest.raises(NotYours):
        take(projects.village(), "send", actor=projects.actor(Role.DEHYAR, THREE), day=TOLD)


# visits, codes, who sees what ---------------------------------------------------------------------------


def test_the_county_s_technical_deputy_visits_its_own_projects(projects):  # S4-052
    approved = projects.approved()
    seen = {"visited_on": TOLD, "remark": "اسکلت کامل است", "place": "میدان", "photos": [("v.png", photo())]}
    visit = record_visit(approved, projects.actor(Role.COUNTY_TECHNICAL), TOLD, **seen)
    assert visit.remark == "اسکلت کامل است"
    with pytest.raises(NotYours):
        record_visit(approved, projects.actor(Role.COUNTY_TECHNICAL, "gov-0603"), TOLD, **seen)
    with pytest.raises(VisitAhead):
        record_visit(approved, projects.actor(Role.TECHNICAL_OFFICE), TOLD, **(seen | {"visited_on": LATE}))
    with pytest.raises(NotFromHere):
        record_visit(projects.sent(), projects.actor(Role.TECHNICAL_OFFICE), TOLD, **seen)


def test_codes_of_practice_are_given_by_the_deputy_and_read_by_all(projects):  # S4-068, S4-121, S4-?26
    deputy = projects.actor(Role.MUNICIPAL_DEPUTY)
    given = {
        "part": "municipal",
        "project_type": "landfill",
        "name": "شیوه‌نامهٔ پسماند",
        "filename": "s.pdf",
        "content": PDF,
    }
    code = add_code(deputy, TOLD, **given)
    assert type(code).visible_to(projects.clause.mayor(A)).get() == code
    with pytest.raises(NotInTypes):
        add_code(deputy, TOLD, **(given | {"project_type": "stadium"}))
    with pytest.raises(NotYours):
        add_code(projects.clause.mayor(A), TOLD, **given)


def test_everybody_sees_what_is_theirs(projects):
    draft = projects.propose()
    seen = MunicipalProject.visible_to
    assert seen(projects.clause.mayor(A)).get() == draft
    assert not seen(projects.clause.mayor(B)).exists()
    assert not seen(projects.actor(Role.DEVELOPMENT_DEPUTY)).exists()
    projects.step(Role.MAYOR, "send", draft)
    assert seen(projects.actor(Role.DEVELOPMENT_DEPUTY)).exists()
    assert seen(projects.actor(Role.COUNTY_TECHNICAL)).exists()
    assert not seen(projects.actor(Role.COUNTY_TECHNICAL, "gov-0603")).exists()
    village = projects.village()
    assert DehyariProject.visible_to(projects.actor(Role.RURAL_OFFICE)).get() == village
    assert not DehyariProject.visible_to(projects.actor(Role.DEVELOPMENT_DEPUTY)).exists()


def test_nothing_of_the_year_before_comes_into_the_year(projects):  # S4-027, INV-28
    last_year = projects.propose()
    MunicipalProject.objects.filter(pk=last_year.pk).update(fiscal_year=YEAR - 1)
    with pytest.raises(NotYours):
        projects.step(Role.MAYOR, "send", MunicipalProject.objects.get(pk=last_year.pk))
    assert not MunicipalProject.visible_to(projects.clause.mayor(A)).exists()
