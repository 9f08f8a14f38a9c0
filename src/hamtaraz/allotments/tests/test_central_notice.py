"""The centre's allotment notice: recorded by one, confirmed by another, corrected by a numbered notice (S0-22)."""

import pytest

from hamtaraz.allotments import operations
from hamtaraz.allotments.models import CentralAllotment
from hamtaraz.allotments.operations import CentralRow
from hamtaraz.allotments.refusals import (
    AmountNotPositive,
    BillUnnamed,
    NoLines,
    UnknownCode,
)
from hamtaraz.allotments.tests.story import BILL, HELD_ON, P1, Year, line
from hamtaraz.kernel.refusals import ChangedMeanwhile, Missing, NotYours, Refused
from hamtaraz.ledger.refusals import Overspent
from hamtaraz.letters.models import Letter
from hamtaraz.letters.refusals import RecordedBefore
from hamtaraz.people.roles import Role
from hamtaraz.workflow.refusals import CorrectionWaits, NotFromHere, OnlyByCorrection, SameHand


def test_a_confirmed_notice_brings_each_source_into_the_allotment_book(year: Year) -> None:
    year.central(CentralRow("P", 700), CentralRow("P", 300, *BILL), CentralRow("B", 50))
    assert year.world.total("received", "allotment", source="P") == 700 + 300
    assert year.world.total("received", "allotment", source="B") == 50
    assert Letter.objects.get().kind == "incoming"


def test_a_recorded_notice_moves_nothing_and_waits_for_the_head_of_the_group(year: Year) -> None:
    year.recorded()
    assert year.world.total("received", "allotment") == 0
    assert [task.kind for task in year.world.tasks(Role.CONSOLIDATION_HEAD)] == ["allotments.confirm"]


def test_a_confirmed_notice_calls_the_secretary_to_convene_the_committee(year: Year) -> None:
    year.central()
    (task,) = year.world.tasks(Role.ALLOTMENT_SECRETARY)
    assert (task.kind, task.amount_rial) == ("allotments.convene", 1000)
    year.session()
    assert [task.kind for task in year.world.tasks(Role.ALLOTMENT_SECRETARY)] == ["allotments.decide"]


def test_nobody_confirms_what_they_recorded(year: Year) -> None:  # S0-45
    central = year.recorded()
    with pytest.raises(SameHand):
        year.take_as_the_same_person(central, "confirm", Role.CONSOLIDATION_HEAD, Role.CONSOLIDATION_EXPERT)
    assert year.world.total("received", "allotment") == 0


@pytest.mark.parametrize(
    ("rows", "refusal"),
    [
        ((), NoLines),
        ((CentralRow("P", 0),), AmountNotPositive),
        ((CentralRow("Z", 10),), UnknownCode),
        ((CentralRow("P", 10, "treasury_bill"),), BillUnnamed),
    ],
)
def test_a_notice_with_a_bad_line_is_refused_and_keeps_nothing(
    year: Year, rows: tuple[CentralRow, ...], refusal: type[Refused]
) -> None:
    before = year.world.record()
    with pytest.raises(refusal):
        operations.record_central_allotment(
            year.actor(Role.CONSOLIDATION_EXPERT), year.world.day, number="1", dated_on=HELD_ON, subject="", lines=rows
        )
    assert year.world.record() == before


def test_a_notice_needs_a_number_that_is_not_taken(year: Year) -> None:
    year.recorded()
    with pytest.raises(RecordedBefore):
        year.recorded()
    with pytest.raises(Missing):
        year.recorded(number=" ")


def test_only_the_consolidation_expert_records(year: Year) -> None:
    with pytest.raises(NotYours):
        operations.record_central_allotment(
            year.actor(Role.CONSOLIDATION_HEAD), year.world.day, number="1", dated_on=HELD_ON, subject="",
            lines=[CentralRow("P", 1)],
        )  # fmt: skip


def revise(year: Year, central: CentralAllotment, amount: int, seen: int | None = None) -> CentralAllotment:
    return operations.revise_central_allotment(
        central, actor=year.actor(Role.CONSOLIDATION_EXPERT), day=year.world.day, number="169250", dated_on=HELD_ON,
        subject="s", lines=[CentralRow("P", amount)], seen_version=seen,
    )  # fmt: skip


def test_a_recorded_notice_is_revised_until_it_is_confirmed(year: Year) -> None:
    central = revise(year, year.recorded(), 900)
    year.take(central, "confirm", Role.CONSOLIDATION_HEAD)
    assert year.world.total("received", "allotment") == 900
    with pytest.raises(NotFromHere):
        revise(year, central, 800)


def test_the_second_of_two_editors_of_a_notice_is_told(year: Year) -> None:
    central = year.recorded()
    revise(year, central, 900, seen=central.version)
    with pytest.raises(ChangedMeanwhile):
        revise(year, central, 800, seen=central.version)
    assert central.rows.get().amount_rial == 900


def test_a_withdrawn_notice_leaves_the_inbox_and_its_number_is_free(year: Year) -> None:
    central = year.recorded()
    with pytest.raises(Missing):
        year.take(central, "withdraw", Role.CONSOLIDATION_EXPERT)
    year.take(central, "withdraw", Role.CONSOLIDATION_EXPERT, reason="دو بار ثبت شد")
    assert year.world.tasks(Role.CONSOLIDATION_HEAD) == []
    year.recorded()


def test_a_correction_sets_the_wrong_notice_aside_with_mirror_entries(year: Year) -> None:
    wrong = year.central(CentralRow("P", 1000))
    session = year.session()
    right = year.recorded(CentralRow("P", 800), number="169250/1", corrects=wrong)
    assert year.world.total("received", "allotment") == 1000
    year.take(right, "confirm", Role.CONSOLIDATION_HEAD)
    wrong.refresh_from_db()
    session.refresh_from_db()
    assert wrong.state == "corrected"
    assert year.world.total("received", "allotment") == 1000 + 800 - 1000
    assert session.central_id == right.pk
    assert len(year.world.tasks(Role.ALLOTMENT_SECRETARY)) == 1  # the open session; nobody is called twice


def test_a_correction_that_covers_the_ceilings_passes_and_a_smaller_one_is_refused(year: Year) -> None:
    """INV-07: what ceilings have taken stays covered by a notice of the centre."""
    wrong = year.central(CentralRow("P", 1000))
    year.decided(500, line(100))
    right = year.recorded(CentralRow("P", 400), number="169250/1", corrects=wrong)
    before = year.world.record()
    with pytest.raises(Overspent):
        year.take(right, "confirm", Role.CONSOLIDATION_HEAD)
    assert year.world.record() == before
    right = operations.revise_central_allotment(
        right, actor=year.actor(Role.CONSOLIDATION_EXPERT), day=year.world.day, number="169250/1", dated_on=HELD_ON,
        subject="s", lines=[CentralRow("P", 500)],
    )  # fmt: skip
    year.take(right, "confirm", Role.CONSOLIDATION_HEAD)
    assert year.world.total("received", "allotment") == 0
    assert year.world.total("ceiling", "allotment", chapter=P1["chapter"]) == 500


def test_a_notice_is_set_aside_by_its_correction_only_and_corrected_once(year: Year) -> None:
    wrong = year.central()
    with pytest.raises(OnlyByCorrection):
        year.take(wrong, "correct", Role.CONSOLIDATION_HEAD)
    first = year.recorded(number="2", corrects=wrong)
    with pytest.raises(CorrectionWaits):
        year.recorded(number="3", corrects=wrong)
    year.take(first, "withdraw", Role.CONSOLIDATION_EXPERT, reason="اشتباه")
    assert year.recorded(number="3", corrects=wrong).corrects_id == wrong.pk


def test_a_notice_that_is_not_confirmed_is_revised_not_corrected(year: Year) -> None:
    draft = year.recorded()
    with pytest.raises(NotFromHere):
        year.recorded(number="2", corrects=draft)
