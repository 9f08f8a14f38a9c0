"""Drafting, editing, remarks and answers: the agency's side of steps 9 to 13 (S0-34, INV-05)."""

from __future__ import annotations

import datetime

import pytest

from hamtaraz.agreements.models import Agreement
from hamtaraz.agreements.operations import (
    add_remark,
    answer_remarks,
    bring_in,
    draft_agreement,
    draft_all,
    edit_lines,
    return_agreement,
    split_line,
)
from hamtaraz.agreements.queries import service_clock, undrafted
from hamtaraz.agreements.refusals import (
    BeyondNotice,
    LineLocked,
    NothingNoticed,
    PercentBeyond,
    RemarkUnanswered,
    SplitTwice,
)
from hamtaraz.agreements.tests.conftest import COUNTY_LINE, PROVINCE_LINE
from hamtaraz.conftest import PROVINCE, YEAR
from hamtaraz.kernel.refusals import ChangedMeanwhile, NotYours
from hamtaraz.notices.effects import DRAFT_AGREEMENTS, drafting_key
from hamtaraz.people.models import Organisation
from hamtaraz.people.roles import Role
from hamtaraz.trail.models import Act
from hamtaraz.workflow.models import Seat
from hamtaraz.workflow.refusals import NotFromHere
from hamtaraz.workflow.tasks import open_task


def amounts(agreement: Agreement) -> dict[str, int]:
    return {line.project.code: line.amount_rial for line in agreement.funding.of_pages()}


def test_a_draft_is_filled_from_the_notices_with_both_origins_kept_apart(story):  # S0-34, S0-43
    agreement = story.at("draft")
    lines = {line.project.code: line for line in agreement.funding.of_pages()}
    assert {code: (line.county, line.amount_rial) for code, line in lines.items()} == {
        "p1": ("0601", 6_000),
        "p9": ("", 9_000),
    }
    assert (lines["p1"].planned_percent, lines["p1"].economic_chapter) == (80, "1")
    assert agreement.sector_office.code == "mpo-infrastructure"


def test_nothing_is_drafted_before_a_notice_nor_twice(story):  # S0-42: 9 needs 8
    story.world.actor(Role.AGENCY_EXPERT)
    before = story.world.record()
    with pytest.raises(NothingNoticed):
        story.drafted()
    assert story.world.record() == before
    story.noticed()
    story.drafted()
    with pytest.raises(NothingNoticed):
        story.drafted()


def test_only_an_agency_expert_drafts_and_only_for_the_own_agency(story):
    story.noticed()
    head = story.world.actor(Role.AGENCY_HEAD)
    with pytest.raises(NotYours):
        draft_agreement(actor=head, day=story.world.day, programme_code="4001")
    with pytest.raises(NotYours):
        draft_all(actor=head, day=story.world.day)
    other = story.world.actor(Role.AGENCY_EXPERT, "abfa")
    with pytest.raises(NothingNoticed):
        draft_agreement(actor=other, day=story.world.day, programme_code="4001")


def test_one_click_drafts_every_noticed_programme(story):
    story.noticed()
    story.world.put("agency_noticed", 500, **{**PROVINCE_LINE, "programme": "4101", "chapter": "41"})
    made = draft_all(actor=story.world.actor(Role.AGENCY_EXPERT), day=story.world.day)
    assert [agreement.programme.code for agreement in made] == ["4001", "4101"]
    assert [agreement.sector_office.code for agreement in made] == ["mpo-infrastructure", "mpo-social"]
    with pytest.raises(NothingNoticed):
        draft_all(actor=story.world.actor(Role.AGENCY_EXPERT), day=story.world.day)


def test_a_draft_may_be_narrowed_to_some_projects(story):
    story.noticed()
    assert amounts(story.drafted(projects=["p1"])) == {"p1": 6_000}
    assert [one.project for one in undrafted(PROVINCE, YEAR, "rmto")] == ["p9"]


def test_the_errand_to_draft_names_what_is_left_and_is_closed_when_nothing_is(story):
    story.noticed()
    world = story.world
    clerk = world.actor(Role.CONSOLIDATION_EXPERT)
    agency = Organisation.objects.get(code="rmto")
    open_task(
        DRAFT_AGREEMENTS, actor=clerk, act=world.act(), day=world.day, key=drafting_key("rmto"), title="—", url="/",
        role=Role.AGENCY_EXPERT, seat=Seat(organisation_id=agency.pk),
    )  # fmt: skip
    story.drafted(projects=["p1"])
    assert ("draft_agreement", 9_000) in [(task.kind, task.amount_rial) for task in world.tasks(Role.AGENCY_EXPERT)]
    story.drafted()
    assert "draft_agreement" not in [task.kind for task in world.tasks(Role.AGENCY_EXPERT)]


def test_credit_noticed_later_is_brought_into_the_draft(story):
    agreement = story.at("draft")
    story.world.put("agency_noticed", 400, **COUNTY_LINE)
    story.world.put("agency_noticed", 700, **{**COUNTY_LINE, "project": "p2"})
    expert = story.world.actor(Role.AGENCY_EXPERT)
    agreement = bring_in(agreement, actor=expert, day=story.world.day, seen_version=agreement.version)
    assert amounts(agreement) == {"p1": 6_400, "p2": 700, "p9": 9_000}
    with pytest.raises(NothingNoticed):
        bring_in(agreement, actor=expert, day=story.world.day, seen_version=None)


def test_a_line_beyond_its_notice_is_refused_by_name_and_nothing_moves(story):  # INV-05
    agreement = story.at("draft")
    expert = story.world.actor(Role.AGENCY_EXPERT)
    line = agreement.funding.get(project__code="p9")
    agreement = edit_lines(
        agreement, actor=expert, day=story.world.day, rows={line.pk: {"amount_rial": 9_800}},
        seen_version=agreement.version,
    )  # fmt: skip
    before = story.world.record()
    with pytest.raises(BeyondNotice, match="بهسازی محور اصلی استان") as refused:
        story.take(agreement, "submit")
    assert refused.value.values["over_by_rial"] == 800
    assert refused.value.values["noticed_rial"] == 9_000
    assert story.world.record() == before


def test_a_part_of_a_project_stands_under_another_economic_chapter(story):
    agreement = story.at("draft")
    expert = story.world.actor(Role.AGENCY_EXPERT)
    line = agreement.funding.get(project__code="p1")
    second = split_line(
        agreement, actor=expert, day=story.world.day, line_id=line.pk, economic_chapter="2", seen_version=None
    )
    rows = {line.pk: {"amount_rial": 4_500}, second.pk: {"amount_rial": 1_500}}
    agreement = edit_lines(agreement, actor=expert, day=story.world.day, rows=rows, seen_version=None)
    agreement = story.take(agreement, "submit")
    assert story.world.total("in_agreement", project="p1") == 4_500 + 1_500


def test_the_same_economic_chapter_twice_is_refused(story):
    agreement = story.at("draft")
    expert = story.world.actor(Role.AGENCY_EXPERT)
    line = agreement.funding.get(project__code="p1")
    with pytest.raises(SplitTwice):
        split_line(
            agreement, actor=expert, day=story.world.day, line_id=line.pk, economic_chapter="1", seen_version=None
        )
    second = split_line(
        agreement, actor=expert, day=story.world.day, line_id=line.pk, economic_chapter="2", seen_version=None
    )
    with pytest.raises(SplitTwice):
        edit_lines(
            agreement, actor=expert, day=story.world.day, rows={second.pk: {"economic_chapter": "1"}},
            seen_version=None,
        )  # fmt: skip
    swapped = {line.pk: {"economic_chapter": "2"}, second.pk: {"economic_chapter": "1"}}
    edit_lines(agreement, actor=expert, day=story.world.day, rows=swapped, seen_version=None)


def test_planned_progress_beyond_a_hundred_is_refused(story):  # INV-10
    agreement = story.at("draft")
    line = agreement.funding.get(project__code="p1")
    with pytest.raises(PercentBeyond):
        edit_lines(
            agreement, actor=story.world.actor(Role.AGENCY_EXPERT), day=story.world.day,
            rows={line.pk: {"planned_percent": 101}}, seen_version=None,
        )  # fmt: skip


def test_two_editing_one_draft_are_told_and_the_first_stays(story):
    agreement = story.at("draft")
    first, second = story.world.actor(Role.AGENCY_EXPERT), story.world.actor(Role.AGENCY_EXPERT, hand=2)
    line = agreement.funding.get(project__code="p1")
    seen = agreement.version
    edit_lines(agreement, actor=first, day=story.world.day, rows={line.pk: {"amount_rial": 5_000}}, seen_version=seen)
    before = story.world.record()
    with pytest.raises(ChangedMeanwhile):
        edit_lines(
            agreement, actor=second, day=story.world.day, rows={line.pk: {"amount_rial": 4_000}}, seen_version=seen
        )
    assert story.world.record() == before
    assert amounts(agreement)["p1"] == 5_000


def test_an_edit_is_for_the_own_agency_and_a_draft_alone(story):
    agreement = story.at("sector_review")
    line = agreement.funding.get(project__code="p1")
    edit = {line.pk: {"amount_rial": 1}}
    with pytest.raises(NotFromHere):
        edit_lines(
            agreement, actor=story.world.actor(Role.AGENCY_EXPERT), day=story.world.day, rows=edit, seen_version=None
        )
    with pytest.raises(NotYours):
        edit_lines(
            agreement, actor=story.world.actor(Role.AGENCY_EXPERT, "abfa"), day=story.world.day, rows=edit,
            seen_version=None,
        )  # fmt: skip


def test_a_line_of_another_agreement_is_not_edited(story):
    first = story.at("draft")
    story.world.put("agency_noticed", 700, **{**COUNTY_LINE, "project": "p2"})
    second = story.drafted()
    with pytest.raises(NotYours):
        edit_lines(
            first, actor=story.world.actor(Role.AGENCY_EXPERT), day=story.world.day,
            rows={second.funding.get().pk: {"amount_rial": 1}}, seen_version=None,
        )  # fmt: skip


def returned(story, remarks: dict[str | None, str]) -> Agreement:
    """An agreement back at the agency with remarks on the lines of these projects (None: on the whole)."""
    agreement = story.at("sector_review")
    lines = {line.project.code: line.pk for line in agreement.funding.of_pages()}
    return return_agreement(
        agreement,
        actor=story.world.actor(Role.SECTOR_EXPERT),
        day=story.world.day,
        reason="ایرادها رفع شود",
        remarks={lines[code] if code else None: words for code, words in remarks.items()},
    )


def edit_amount(story, agreement: Agreement, project: str, amount_rial: int) -> Agreement:
    line = agreement.funding.get(project__code=project)
    return edit_lines(
        agreement,
        actor=story.world.actor(Role.AGENCY_EXPERT),
        day=story.world.day,
        rows={line.pk: {"amount_rial": amount_rial}},
        seen_version=None,
    )


def test_a_return_opens_the_lines_with_a_remark_and_no_others(story):  # S0-?7
    agreement = returned(story, {"p1": "مبلغ با ابلاغیه نمی‌خواند"})
    assert amounts(edit_amount(story, agreement, "p1", 5_200))["p1"] == 5_200
    before = story.world.record()
    with pytest.raises(LineLocked, match="بهسازی محور"):
        edit_amount(story, agreement, "p9", 8_000)
    assert story.world.record() == before


@pytest.mark.parametrize("remarks", [{}, {None: "هدف روشن نیست", "p1": "مبلغ"}])
def test_a_return_without_remarks_or_with_a_general_one_opens_every_line(story, remarks):
    agreement = returned(story, remarks)
    assert amounts(edit_amount(story, agreement, "p9", 8_000))["p9"] == 8_000


def test_every_remark_is_answered_before_the_next_submission_and_settled_by_the_approval(story):
    agreement = returned(story, {"p1": "مبلغ با ابلاغیه نمی‌خواند"})
    with pytest.raises(RemarkUnanswered, match="تکمیل راه روستایی"):
        story.take(agreement, "submit")
    remark = agreement.remarks.get()
    agreement = answer_remarks(
        agreement, actor=story.world.actor(Role.AGENCY_EXPERT), day=story.world.day, answers={remark.pk: "اصلاح شد"}
    )
    agreement = story.take(agreement, "submit")
    assert not agreement.remarks.get().settled
    agreement = story.take(agreement, "review")
    assert agreement.remarks.get().settled


def test_a_split_line_is_as_open_as_the_line_it_comes_from(story):
    agreement = returned(story, {"p1": "تجهیزات جدا شود"})
    expert = story.world.actor(Role.AGENCY_EXPERT)
    lines = {line.project.code: line.pk for line in agreement.funding.of_pages()}
    with pytest.raises(LineLocked):
        split_line(
            agreement, actor=expert, day=story.world.day, line_id=lines["p9"], economic_chapter="2", seen_version=None
        )
    second = split_line(
        agreement, actor=expert, day=story.world.day, line_id=lines["p1"], economic_chapter="2", seen_version=None
    )
    rows = {lines["p1"]: {"amount_rial": 5_000}, second.pk: {"amount_rial": 1_000}}
    edit_lines(agreement, actor=expert, day=story.world.day, rows=rows, seen_version=None)


def test_a_remark_is_written_by_the_reviewer_whose_turn_it_is(story):
    agreement = story.at("sector_review")
    line = agreement.funding.get(project__code="p1")
    remark = add_remark(
        agreement, actor=story.world.actor(Role.SECTOR_EXPERT), day=story.world.day, text="هدف کمی؟", line_id=line.pk
    )
    assert (remark.edition, remark.by_role) == (1, Role.SECTOR_EXPERT)
    with pytest.raises(NotYours):
        add_remark(agreement, actor=story.world.actor(Role.BUDGET_DEPUTY), day=story.world.day, text="؟")


def test_nobody_remarks_on_a_draft_or_answers_what_was_not_asked(story):
    agreement = story.at("draft")
    with pytest.raises(NotFromHere):
        add_remark(agreement, actor=story.world.actor(Role.SECTOR_EXPERT), day=story.world.day, text="؟")
    with pytest.raises(NotYours):
        answer_remarks(
            agreement, actor=story.world.actor(Role.AGENCY_EXPERT), day=story.world.day, answers={999_999: "؟"}
        )


def passages(*steps: tuple[int, str]) -> list[Act]:
    """Acts on days of one month, each with the state it led to."""
    return [Act(on_day=datetime.date(2026, 10, day), details={"to": state}) for day, state in steps]


@pytest.mark.parametrize(
    ("steps", "today", "elapsed", "at_agency", "left"),
    [
        # drafted on the 1st, submitted on the 3rd; on the 10th seven days have passed, none with the agency
        ([(1, "draft"), (3, "sector_review")], 10, 7, 0, 15 - 7),
        # returned on the 5th, submitted again on the 9th: 9 − 5 = 4 days lay with the agency
        ([(1, "draft"), (3, "sector_review"), (5, "draft"), (9, "sector_review")], 14, 11, 4, 15 - 7),
        # still with the agency: the days since the 5th go on not counting
        ([(3, "sector_review"), (5, "draft")], 12, 9, 7, 15 - 2),
        # signing took the agency 10 − 7 = 3 days; notified on the 12th, and the clock stands still after it
        (
            [(3, "sector_review"), (5, "consolidation_review"), (6, "deputy_review"), (7, "agency_signature"),
             (10, "mpo_signature"), (11, "exchange"), (12, "notified")],
            30, 9, 3, 15 - 6,
        ),
    ],
)  # fmt: skip
def test_the_service_clock_counts_the_days_of_the_organisation_alone(steps, today, elapsed, at_agency, left):
    clock = service_clock(passages(*steps), datetime.date(2026, 10, today), 15)  # S0-06, S0-?4
    assert (clock.elapsed_days, clock.at_agency_days, clock.left_days) == (elapsed, at_agency, left)
    assert clock.started
    assert clock.stopped is (steps[-1][1] == "notified")


def test_the_service_clock_has_not_started_before_the_submission():
    assert not service_clock(passages((1, "draft")), datetime.date(2026, 10, 9), 15).started
