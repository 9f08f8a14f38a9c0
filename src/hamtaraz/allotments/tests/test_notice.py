"""The allotment notice to an agency: issued by another hand, numbered, read, corrected by mirror (S0-23, INV-07)."""

import pytest

from hamtaraz.allotments import operations
from hamtaraz.allotments.models import AllotmentNotice, CentralAllotment, SessionLine
from hamtaraz.allotments.operations import CentralRow
from hamtaraz.allotments.refusals import (
    AmountNotPositive,
    BeyondAgreement,
    BeyondCeiling,
    NoCentralNotice,
    NoLines,
    NotAgreed,
)
from hamtaraz.allotments.tests.story import BILL, P1, P2, P9, Year, line
from hamtaraz.documents.models import Paper
from hamtaraz.kernel.refusals import ChangedMeanwhile, Missing, NotYours
from hamtaraz.letters.models import Letter
from hamtaraz.people.roles import Role
from hamtaraz.workflow.refusals import CorrectionWaits, NotFromHere, OnlyByCorrection, SameHand
from hamtaraz.workflow.walker import take


@pytest.fixture
def notice(year: Year) -> AllotmentNotice:
    """A drafted notice of 120 in cash and 30 in bills for p1, and 50 in cash for p2, under a ceiling of 500."""
    year.central(CentralRow("P", 1000))
    year.decided(500, line(120), line(30, P1, *BILL), line(50, P2))
    return AllotmentNotice.objects.get()


def test_an_issued_notice_moves_its_lines_and_has_number_letter_and_paper(year: Year, notice: AllotmentNotice) -> None:
    issued = year.issue(notice)
    assert year.world.total("allotted", "allotment", project="p1") == 120 + 30
    assert year.world.total("allotted", "allotment", project="p2") == 50
    assert year.world.total("ceiling", "allotment") == 500 - 200
    assert (issued.number, issued.issued_on) == ("1405/3001", year.world.day)
    assert Letter.objects.get(kind="outgoing").receivers.get() == notice.agency
    assert Paper.objects.get(kind="allotment_notice").organisation_id == notice.agency_id


def test_the_paper_says_what_the_book_holds(year: Year, notice: AllotmentNotice) -> None:
    year.issue(notice)
    first = Paper.objects.get(kind="allotment_notice").facts
    assert first["now_total_rial"] == str(year.world.total("allotted", "allotment"))
    assert first["agreed_total_rial"] == str(600 + 400)
    assert [(part["means"], part["amount_rial"]) for part in first["parts"]] == [
        ("cash", "170"),
        ("treasury_bill", "30"),
    ]
    session = year.lines(notice.session, line(250), role=Role.CONSOLIDATION_EXPERT)
    year.take(session, "draft_notices", Role.CONSOLIDATION_EXPERT)
    year.issue(AllotmentNotice.objects.get(state="draft"))
    second = Paper.objects.filter(kind="allotment_notice").latest("id").facts
    (row,) = second["rows"]
    assert [row[f"{name}_rial"] for name in ("agreed", "before", "now", "cumulative")] == ["600", "150", "250", "400"]
    assert second["means"] == "cash"


def test_the_minutes_say_who_came_the_ceilings_and_the_lines(year: Year, notice: AllotmentNotice) -> None:
    facts = Paper.objects.get(kind="allotment_committee_minutes").facts
    assert [member["present"] for member in facts["attendance"]] == [True, True, True]
    assert [one["matrix"]["total_rial"] for one in facts["resolutions"]] == ["500", "200"]


def test_an_issued_notice_waits_for_the_agency_to_read_it(year: Year, notice: AllotmentNotice) -> None:
    assert [task.kind for task in year.world.tasks(Role.CONSOLIDATION_HEAD)] == ["allotments.issue"]
    issued = year.issue(notice)
    assert [task.kind for task in year.world.tasks(Role.AGENCY_EXPERT)] == ["allotments.read"]
    assert year.world.tasks(Role.AGENCY_EXPERT, "abfa") == []
    with pytest.raises(NotYours):
        year.take(issued, "acknowledge", Role.AGENCY_EXPERT, organisation="abfa")
    assert year.take(issued, "acknowledge", Role.AGENCY_EXPERT).state == "acknowledged"
    assert year.world.tasks(Role.AGENCY_EXPERT) == []


def test_a_notice_is_issued_once_and_by_the_head_of_the_group(year: Year, notice: AllotmentNotice) -> None:
    with pytest.raises(NotYours):
        year.take(notice, "issue", Role.CONSOLIDATION_EXPERT)
    issued = year.issue(notice)
    with pytest.raises(NotFromHere):
        year.issue(issued)


def test_nobody_issues_a_notice_they_drafted(year: Year, notice: AllotmentNotice) -> None:  # S0-45
    with pytest.raises(SameHand):
        year.take_as_the_same_person(notice, "issue", Role.CONSOLIDATION_HEAD, Role.ALLOTMENT_SECRETARY)
    assert year.world.total("allotted", "allotment") == 0


def test_no_notice_without_a_confirmed_notice_of_the_centre(year: Year, notice: AllotmentNotice) -> None:  # INV-07
    CentralAllotment.objects.update(state="draft")
    before = year.world.record()
    with pytest.raises(NoCentralNotice):
        year.issue(notice)
    assert year.world.record() == before


def test_no_notice_for_a_project_whose_agreement_is_not_notified(year: Year, notice: AllotmentNotice) -> None:  # INV-07
    SessionLine.objects.filter(project__code="p2").update(project=year.world.projects["p9"])
    before = year.world.record()
    with pytest.raises(NotAgreed, match="بهسازی محور"):
        year.issue(notice)
    assert year.world.record() == before


def test_no_notice_beyond_the_agreement(year: Year, notice: AllotmentNotice) -> None:  # INV-07
    year.world.put_allotment("allotted", 451, **P1)
    before = year.world.record()
    with pytest.raises(BeyondAgreement, match="تکمیل راه") as refused:
        year.issue(notice)
    assert (refused.value.values["over_by_rial"], refused.value.values["left_rial"]) == (1, 149)
    assert year.world.record() == before


def test_no_notice_beyond_the_ceiling(year: Year, notice: AllotmentNotice) -> None:  # INV-07
    SessionLine.objects.filter(project__code="p2").update(amount_rial=351)
    before = year.world.record()
    with pytest.raises(BeyondCeiling) as refused:
        year.issue(notice)
    assert refused.value.values["over_by_rial"] == 1
    assert year.world.record() == before


def test_a_notice_without_lines_is_not_issued(year: Year, notice: AllotmentNotice) -> None:
    notice.rows.all().delete()
    with pytest.raises(NoLines):
        year.issue(notice)


def test_a_withdrawn_draft_frees_what_it_promised(year: Year, notice: AllotmentNotice) -> None:
    with pytest.raises(Missing):
        year.take(notice, "withdraw", Role.CONSOLIDATION_EXPERT)
    year.take(notice, "withdraw", Role.CONSOLIDATION_EXPERT, reason="پروژه متوقف شد")
    session = year.lines(notice.session, line(500), role=Role.CONSOLIDATION_EXPERT)
    year.take(session, "draft_notices", Role.CONSOLIDATION_EXPERT)
    assert AllotmentNotice.objects.get(state="draft").worth_rial() == 500


def revise(year: Year, notice: AllotmentNotice, amounts: dict[str, int], **more: int) -> AllotmentNotice:
    by_line = {row.pk: amounts[row.project.code] for row in notice.rows.all() if row.project.code in amounts}
    expert = year.actor(Role.CONSOLIDATION_EXPERT)
    return operations.revise_notice(notice, actor=expert, day=year.world.day, amounts=by_line, **more)


def test_the_expert_changes_a_draft_and_takes_lines_out(year: Year, notice: AllotmentNotice) -> None:
    changed = revise(year, notice, {"p1": 10, "p2": 0})
    assert changed.worth_rial() == 10 + 10
    with pytest.raises(NoLines):
        revise(year, changed, {"p1": 0})
    with pytest.raises(AmountNotPositive):
        revise(year, changed, {"p1": -1})
    with pytest.raises(ChangedMeanwhile):
        revise(year, changed, {"p1": 5}, seen_version=changed.version - 1)
    issued = year.issue(changed)
    with pytest.raises(NotFromHere):
        revise(year, issued, {"p1": 5})


def correction_of(year: Year, notice: AllotmentNotice) -> AllotmentNotice:
    expert = year.actor(Role.CONSOLIDATION_EXPERT)
    return operations.draft_correction(notice, actor=expert, day=year.world.day, reason="مبلغ پل اشتباه بود")


def test_a_correction_mirrors_the_wrong_notice_and_takes_its_place(year: Year, notice: AllotmentNotice) -> None:
    wrong = year.issue(notice)
    correction = revise(year, correction_of(year, wrong), {"p2": 350})
    assert year.world.total("allotted", "allotment") == 200
    right = year.issue(correction)
    wrong.refresh_from_db()
    assert (wrong.state, right.number) == ("corrected", "1405/3002")
    assert year.world.total("allotted", "allotment", project="p1") == 150
    assert year.world.total("allotted", "allotment", project="p2") == 350
    facts = Paper.objects.filter(kind="allotment_notice").latest("id").facts
    assert facts["replaces"]["number"] == "1405/3001"
    assert facts["before_total_rial"] == "0"


def test_a_correction_beyond_ceiling_or_agreement_is_refused_and_the_wrong_notice_stands(
    year: Year, notice: AllotmentNotice
) -> None:
    wrong = year.issue(notice)
    correction = revise(year, correction_of(year, wrong), {"p2": 401})
    with pytest.raises(BeyondAgreement):
        year.issue(correction)
    correction = revise(year, correction, {"p1": 101, "p2": 299})  # p1 has two parts: 202 + 299
    before = year.world.record()
    with pytest.raises(BeyondCeiling) as refused:
        year.issue(correction)
    assert refused.value.values["over_by_rial"] == 1
    assert year.world.record() == before
    wrong.refresh_from_db()
    assert wrong.state == "issued"


def test_a_notice_is_corrected_once_with_a_reason_after_it_was_issued(year: Year, notice: AllotmentNotice) -> None:
    with pytest.raises(NotFromHere):
        correction_of(year, notice)
    issued = year.issue(notice)
    with pytest.raises(OnlyByCorrection):
        year.take(issued, "correct", Role.CONSOLIDATION_HEAD)
    with pytest.raises(Missing):
        operations.draft_correction(issued, actor=year.actor(Role.CONSOLIDATION_EXPERT), day=year.world.day, reason=" ")
    with pytest.raises(NotYours):
        operations.draft_correction(issued, actor=year.actor(Role.CONSOLIDATION_HEAD), day=year.world.day, reason="x")
    correction_of(year, issued)
    with pytest.raises(CorrectionWaits):
        correction_of(year, issued)


def test_a_notice_of_another_year_is_not_this_actor_s_to_take(year: Year, notice: AllotmentNotice) -> None:
    AllotmentNotice.objects.update(fiscal_year=1404)
    with pytest.raises(NotYours):
        take(notice, "issue", actor=year.actor(Role.CONSOLIDATION_HEAD), day=year.world.day)


def test_province_wide_projects_are_allotted_without_a_county(year: Year) -> None:  # S0-43
    year.central()
    year.world.put("agreed", 900, **P9)
    year.decided(500, line(77, P9))
    year.issue(AllotmentNotice.objects.get())
    assert year.world.total("allotted", "allotment", county="", project="p9") == 77
