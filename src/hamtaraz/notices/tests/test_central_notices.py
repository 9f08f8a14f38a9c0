"""The centre's letters are recorded by source and bring credit into the province once confirmed (S0-11, S0-42)."""

import datetime

import pytest

from hamtaraz.conftest import World
from hamtaraz.distribution.operations import start_distribution
from hamtaraz.documents.models import Paper
from hamtaraz.kernel.refusals import ChangedMeanwhile, Missing, NotYours, OutOfOrder
from hamtaraz.ledger.models import EntryRow
from hamtaraz.letters.models import Letter
from hamtaraz.letters.refusals import RecordedBefore
from hamtaraz.notices import operations
from hamtaraz.notices.models import CreditNotice
from hamtaraz.notices.refusals import (
    DayAhead,
    MovedOn,
    NothingChanged,
    UnknownSource,
)
from hamtaraz.notices.tests.stories import LETTER_DAY, ROAD, correct, issue, record_letter
from hamtaraz.people.actors import actor_of
from hamtaraz.people.models import Mandate
from hamtaraz.people.roles import Role
from hamtaraz.workflow import walker
from hamtaraz.workflow.refusals import CorrectionWaits, NotFromHere, OnlyByCorrection, SameHand


def test_a_confirmed_letter_brings_each_source_into_the_province_and_asks_for_its_distribution(lawful: World):
    notice = record_letter(lawful)
    assert lawful.total("received") == 0
    assert [task.kind for task in lawful.tasks(Role.CONSOLIDATION_HEAD)] == ["confirm_central_notice"]
    issue(lawful, notice)
    assert lawful.total("received", source="P") == 1000
    assert lawful.total("received", source="B") == 500
    (errand,) = lawful.tasks(Role.CONSOLIDATION_EXPERT)
    assert (errand.kind, errand.amount_rial) == ("prepare_distribution", 1500)
    assert lawful.tasks(Role.CONSOLIDATION_HEAD) == []


def test_a_second_letter_leaves_one_errand_with_all_that_waits(lawful: World):
    issue(lawful, record_letter(lawful))
    issue(lawful, record_letter(lawful, number="121877", amounts_rial={"P": 7}))
    (errand,) = lawful.tasks(Role.CONSOLIDATION_EXPERT)
    assert errand.amount_rial == 1507


def test_the_errand_is_done_once_a_distribution_is_begun(lawful: World):
    issue(lawful, record_letter(lawful))
    start_distribution(lawful.actor(Role.CONSOLIDATION_EXPERT), lawful.day, "توزیع مرحلهٔ اول")
    assert "prepare_distribution" not in [task.kind for task in lawful.tasks(Role.CONSOLIDATION_EXPERT)]


def test_the_letter_is_entered_as_the_centres_and_the_paper_adds_up(lawful: World):
    notice = issue(lawful, record_letter(lawful))
    letter = Letter.objects.get(kind="incoming")
    assert (letter.number, letter.day, letter.sender.code) == ("114203", LETTER_DAY, "pbo")
    paper = Paper.objects.get()
    assert paper.number == notice.number == "06/1405/4001"
    assert {row["source"]: row["amount_rial"] for row in paper.facts["sources"]} == {"متوازن": "500", "استانی": "1000"}
    assert paper.facts["total_rial"] == "1500"
    assert bytes(paper.pdf).startswith(b"%PDF-")


def test_a_letter_is_not_confirmed_before_the_budget_law_is_announced(world: World):  # S0-42: 1 before 2
    notice = record_letter(world)
    world.mandate(Role.CONSOLIDATION_HEAD)
    before = world.record()
    with pytest.raises(OutOfOrder):
        issue(world, notice)
    assert world.record() == before


def test_nobody_confirms_what_they_recorded(lawful: World):
    notice = record_letter(lawful)
    both = lawful.mandate(Role.CONSOLIDATION_EXPERT)
    head = Mandate.objects.create(province="06", person=both.person, role=Role.CONSOLIDATION_HEAD,
                                  organisation=both.organisation, since=both.since)  # fmt: skip
    before = lawful.record()
    with pytest.raises(SameHand):
        walker.take(notice, "issue", actor=actor_of(head, 1405), day=lawful.day)
    assert lawful.record() == before


def test_only_the_head_confirms_and_only_the_expert_records(lawful: World):
    notice = record_letter(lawful)
    with pytest.raises(NotYours):
        walker.take(notice, "issue", actor=lawful.actor(Role.BUDGET_DEPUTY), day=lawful.day)
    with pytest.raises(NotYours):
        operations.record_central_notice(actor=lawful.actor(Role.CONSOLIDATION_HEAD), day=lawful.day, number="1",
                                         dated_on=LETTER_DAY, amounts_rial={"P": 1}, subject="—")  # fmt: skip


@pytest.mark.parametrize(
    ("written", "refusal"),
    [
        ({"number": ""}, Missing),
        ({"subject": " "}, Missing),
        ({"amounts_rial": {}}, Missing),
        ({"amounts_rial": {"P": 0}}, Missing),
        ({"amounts_rial": {"Z": 5}}, UnknownSource),
        ({"dated_on": datetime.date(2030, 1, 1)}, DayAhead),
    ],
)
def test_a_letter_without_number_subject_amount_or_known_source_is_refused(world: World, written, refusal):
    world.mandate(Role.CONSOLIDATION_EXPERT)
    before = world.record()
    with pytest.raises(refusal):
        record_letter(world, **written)
    assert world.record() == before


def test_one_letter_is_recorded_once_however_its_number_is_typed(world: World):
    record_letter(world)
    before = world.record()
    with pytest.raises(RecordedBefore):
        record_letter(world, number="۱۱۴۲۰۳")
    assert world.record() == before


def test_a_withdrawn_draft_frees_its_number_and_moves_nothing(world: World):
    notice = record_letter(world)
    expert = world.actor(Role.CONSOLIDATION_EXPERT)
    walker.take(notice, "withdraw", actor=expert, day=world.day, given={"reason": "تکراری"})
    assert record_letter(world).state == "draft"
    assert world.total("received") == 0


def test_two_people_changing_one_draft_are_told_and_the_first_change_stands(world: World):
    notice = record_letter(world)
    expert = world.actor(Role.CONSOLIDATION_EXPERT, hand=2)
    written = {"number": "114203", "dated_on": LETTER_DAY, "subject": "اصلاح‌شده"}
    operations.change_central_notice(
        notice, actor=expert, day=world.day, seen_version=1, amounts_rial={"P": 9}, **written
    )
    with pytest.raises(ChangedMeanwhile):
        operations.change_central_notice(
            notice, actor=expert, day=world.day, seen_version=1, amounts_rial={"P": 8}, **written
        )
    kept = CreditNotice.objects.get()
    assert (kept.total_rial, [line.amount_rial for line in kept.notice_lines.all()]) == (9, [9])


def test_a_confirmed_letter_is_not_changed(lawful: World):
    notice = issue(lawful, record_letter(lawful))
    with pytest.raises(NotFromHere):
        operations.change_central_notice(notice, actor=lawful.actor(Role.CONSOLIDATION_EXPERT), day=lawful.day, number="1",
                                         dated_on=LETTER_DAY, amounts_rial={"P": 1}, subject="—")  # fmt: skip


def test_a_correction_mirrors_the_wrong_entries_and_posts_the_right_ones(lawful: World):
    wrong = issue(lawful, record_letter(lawful))
    right = correct(lawful, wrong, amounts_rial={"P": 100, "B": 500})
    assert lawful.total("received") == 1500  # a draft moves nothing
    right = issue(lawful, right)
    wrong.refresh_from_db()
    assert (wrong.state, right.state) == ("corrected", "issued")
    assert lawful.total("received", source="P") == 100
    assert lawful.total("received", source="B") == 500
    mirrored = EntryRow.objects.exclude(reverses=None)
    assert sorted(mirrored.values_list("amount", flat=True)) == [500, 1000]
    paper = Paper.objects.get(about_id=right.pk)
    assert paper.facts["replaces"]["number"] == wrong.number
    assert right.number == "06/1405/4002"


def test_a_correction_to_zero_cancels_the_letter(lawful: World):
    wrong = issue(lawful, record_letter(lawful))
    right = issue(lawful, correct(lawful, wrong, amounts_rial={"P": 0, "B": 0}))
    assert lawful.total("received") == 0
    assert Paper.objects.get(about_id=right.pk).facts["total_rial"] == "0"
    assert lawful.tasks(Role.CONSOLIDATION_EXPERT) == []  # nothing is left to distribute


def test_a_correction_moves_an_amount_to_the_source_it_belongs_to_and_can_correct_the_letter(lawful: World):
    wrong = issue(lawful, record_letter(lawful, amounts_rial={"P": 1000}))
    right = issue(lawful, correct(lawful, wrong, amounts_rial={"P": 0, "B": 1000}, letter_number="114204"))
    assert (lawful.total("received", source="P"), lawful.total("received", source="B")) == (0, 1000)
    assert right.shown_number == "114204"
    again = correct(lawful, right, amounts_rial={"B": 900})
    assert issue(lawful, again).total_rial == 900


def test_a_correction_is_refused_when_the_money_has_moved_on_and_changes_nothing(lawful: World):
    wrong = issue(lawful, record_letter(lawful, amounts_rial={"P": 1000}))
    lawful.put("county_share", 300, **ROAD)
    from hamtaraz.ledger import book
    from hamtaraz.ledger.account_map import account_at
    from hamtaraz.ledger.accounts import Move

    book.post([Move(account_at("credit", "received", **ROAD), account_at("credit", "county_share", **ROAD), 400, key="on")],
              province="06", fiscal_year=1405, act=lawful.act(), basis="S0-13")  # fmt: skip
    right = correct(lawful, wrong, amounts_rial={"P": 900})
    before = lawful.record()
    with pytest.raises(MovedOn) as refused:
        issue(lawful, right)
    assert refused.value.values["short_by_rial"] == 400
    assert lawful.record() == before


def test_an_issued_notice_leaves_force_only_by_its_correction(lawful: World):
    notice = issue(lawful, record_letter(lawful))
    before = lawful.record()
    for given in ({}, {"correction": "114203"}, {"correction": notice}):
        with pytest.raises(OnlyByCorrection):
            walker.take(notice, "correct", actor=lawful.actor(Role.CONSOLIDATION_HEAD), day=lawful.day, given=given)
    assert lawful.record() == before


def test_a_notice_has_one_correction_at_a_time_with_a_reason_and_a_difference(lawful: World):
    wrong = issue(lawful, record_letter(lawful))
    for written, refusal in [
        ({"amounts_rial": {"P": 1}, "reason": " "}, Missing),
        ({"amounts_rial": {"P": 1000}}, NothingChanged),
        ({"amounts_rial": {"Z": 1000}}, UnknownSource),
    ]:
        before = lawful.record()
        with pytest.raises(refusal):
            correct(lawful, wrong, **written)
        assert lawful.record() == before
    correct(lawful, wrong, amounts_rial={"P": 1})
    with pytest.raises(CorrectionWaits):
        correct(lawful, wrong, amounts_rial={"P": 2})


def test_only_an_issued_notice_is_corrected_and_only_by_the_expert(lawful: World):
    notice = record_letter(lawful)
    with pytest.raises(NotFromHere):
        correct(lawful, notice, amounts_rial={"P": 1})
    notice = issue(lawful, notice)
    with pytest.raises(NotYours):
        operations.correct_notice(notice, actor=lawful.actor(Role.CONSOLIDATION_HEAD), day=lawful.day, reason="—",
                                  amounts_rial={"P": 1})  # fmt: skip


def test_nobody_issues_the_correction_they_drafted(lawful: World):
    right = correct(lawful, issue(lawful, record_letter(lawful)), amounts_rial={"P": 1})
    both = lawful.mandate(Role.CONSOLIDATION_EXPERT)
    head = Mandate.objects.create(province="06", person=both.person, role=Role.CONSOLIDATION_HEAD,
                                  organisation=both.organisation, since=both.since)  # fmt: skip
    with pytest.raises(SameHand):
        walker.take(right, "issue", actor=actor_of(head, 1405), day=lawful.day)
