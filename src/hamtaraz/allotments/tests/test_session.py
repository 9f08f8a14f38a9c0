"""A session of the Allotment Committee: quorum, ceilings within the centre's notice, lines within both (INV-07)."""

import pytest

from hamtaraz.allotments import operations, queries
from hamtaraz.allotments.models import AllotmentNotice, AllotmentSession, SessionLine
from hamtaraz.allotments.operations import CentralRow, Member
from hamtaraz.allotments.refusals import (
    AmountNotPositive,
    BeyondAgreement,
    BeyondCeiling,
    BeyondCentral,
    BillUnnamed,
    NoCeilings,
    NoCentralNotice,
    NoLines,
    NoQuorum,
    NotAgreed,
    NothingToSpread,
    NoticesWait,
    Twice,
    UnknownCode,
)
from hamtaraz.allotments.tests.story import BILL, MEMBERS, P1, P2, P9, Year, line
from hamtaraz.kernel.refusals import ChangedMeanwhile, Missing, NotYours, Refused
from hamtaraz.people.roles import Role
from hamtaraz.workflow.refusals import NotFromHere


def test_a_decision_sets_ceilings_in_the_book_and_drafts_a_notice_for_each_agency(year: Year) -> None:
    year.central()
    session = year.decided(500, line(120), line(80, P2))
    assert session.state == "decided"
    assert year.world.total("received", "allotment") == 1000 - 500
    assert year.world.total("ceiling", "allotment", source="P", chapter="40") == 500
    (notice,) = AllotmentNotice.objects.all()
    assert (notice.state, notice.agency.code, notice.worth_rial()) == ("draft", "rmto", 120 + 80)
    assert year.world.total("allotted", "allotment") == 0


def test_numbers_of_sessions_follow_one_another(year: Year) -> None:
    assert [year.session().number, year.session().number] == ["1405/1", "1405/2"]
    assert year.session(number="1405/9").number == "1405/9"


@pytest.mark.parametrize("which", ["none", "recorded only", "named but not confirmed"])
def test_no_ceiling_without_a_confirmed_notice_of_the_centre(year: Year, which: str) -> None:  # INV-07
    central = year.recorded() if which != "none" else None
    session = year.session(central=central if which.startswith("named") else None)
    year.ceilings(session, ("P", "40", 100))
    before = year.world.record()
    with pytest.raises(NoCentralNotice):
        year.decide(session)
    assert year.world.record() == before


def test_a_session_opened_before_the_notice_arrived_rests_on_it_when_it_decides(year: Year) -> None:
    session = year.session()
    central = year.central()
    decided = year.decide(year.ceilings(session, ("P", "40", 100)))
    assert decided.central_id == central.pk


def test_ceilings_beyond_the_centre_are_refused_and_change_nothing(year: Year) -> None:  # INV-07
    year.central(CentralRow("P", 1000), CentralRow("B", 500))
    session = year.ceilings(year.session(), ("P", "40", 700), ("P", "41", 301))
    before = year.world.record()
    with pytest.raises(BeyondCentral) as refused:
        year.decide(session)
    assert (refused.value.values["over_by_rial"], refused.value.values["left_rial"]) == (1, 1000)
    assert year.world.record() == before


def test_two_sessions_share_what_the_centre_released(year: Year) -> None:
    year.central()
    year.decided(700)
    with pytest.raises(BeyondCentral) as refused:
        year.decided(301)
    assert refused.value.values["left_rial"] == 300
    year.decided(300)


@pytest.mark.parametrize(
    ("attendance", "holds"),
    [
        ([True, True, True], True),
        ([True, True, False], True),
        ([True, False, False], False),
    ],
)
def test_a_session_decides_only_with_more_than_half_of_its_members(
    year: Year, attendance: list[bool], holds: bool
) -> None:
    year.central()
    members = [member._replace(present=present) for member, present in zip(MEMBERS, attendance, strict=True)]
    session = year.ceilings(year.session(attendance=members), ("P", "40", 100))
    if holds:
        assert year.decide(session).state == "decided"
        return
    with pytest.raises(NoQuorum):
        year.decide(session)


def test_a_member_without_a_vote_does_not_make_a_quorum(year: Year) -> None:
    year.central()
    guest = Member("کارشناس", "سازمان", voting=False)
    absent = [member._replace(present=False) for member in MEMBERS[:2]]
    session = year.ceilings(year.session(attendance=[*absent, MEMBERS[2], guest]), ("P", "40", 100))
    with pytest.raises(NoQuorum):
        year.decide(session)


def test_a_session_that_decided_nothing_is_refused(year: Year) -> None:
    year.central()
    with pytest.raises(NoCeilings):
        year.decide(year.session())


def test_lines_beyond_a_ceiling_are_refused(year: Year) -> None:  # INV-07
    year.central()
    session = year.lines(year.ceilings(year.session(), ("P", "40", 100)), line(60), line(41, P2))
    before = year.world.record()
    with pytest.raises(BeyondCeiling) as refused:
        year.decide(session)
    assert (refused.value.values["over_by_rial"], refused.value.values["left_rial"]) == (1, 100)
    assert year.world.record() == before


def test_a_line_beyond_its_agreement_is_refused_by_the_project_s_name(year: Year) -> None:  # INV-07
    year.central()
    year.issue(_notice_of(year.decided(500, line(100, P2))))
    session = year.lines(year.ceilings(year.session(), ("P", "40", 400)), line(200, P2), line(101, P2, *BILL))
    with pytest.raises(BeyondAgreement, match="احداث پل") as refused:
        year.decide(session)
    assert (refused.value.values["over_by_rial"], refused.value.values["left_rial"]) == (1, 400 - 100)


def test_what_a_drafted_notice_promises_is_not_promised_twice(year: Year) -> None:
    year.central()
    year.decided(500, line(350, P2))
    session = year.lines(year.ceilings(year.session(), ("P", "40", 500)), line(51, P2))
    with pytest.raises(BeyondAgreement):
        year.decide(session)
    year.decide(year.lines(session, line(50, P2)))


def test_a_line_without_a_notified_agreement_is_refused(year: Year) -> None:  # S0-42
    year.central()
    year.world.put("in_agreement", 900, **P9)
    session = year.lines(year.ceilings(year.session(), ("P", "40", 100)), line(10, P9))
    with pytest.raises(NotAgreed, match="بهسازی محور"):
        year.decide(session)


def test_after_the_decision_the_expert_allots_what_is_left_of_the_ceilings(year: Year) -> None:  # W11
    year.central()
    session = year.decided(500, line(120))
    (task,) = year.world.tasks(Role.CONSOLIDATION_EXPERT)
    assert (task.kind, task.amount_rial) == ("allotments.more", 500 - 120)
    with pytest.raises(NoLines):
        year.take(session, "draft_notices", Role.CONSOLIDATION_EXPERT)
    session = year.lines(session, line(380, P2), role=Role.CONSOLIDATION_EXPERT)
    year.take(session, "draft_notices", Role.CONSOLIDATION_EXPERT)
    assert sorted(notice.worth_rial() for notice in AllotmentNotice.objects.all()) == [120, 380]
    assert year.world.tasks(Role.CONSOLIDATION_EXPERT) == []


def test_lines_added_after_the_decision_stay_within_ceiling_and_agreement(year: Year) -> None:  # INV-07
    year.central()
    session = year.decided(500, line(120))
    session = year.lines(session, line(381, P2), role=Role.CONSOLIDATION_EXPERT)
    with pytest.raises(BeyondCeiling):
        year.take(session, "draft_notices", Role.CONSOLIDATION_EXPERT)
    session = year.lines(session, line(1, P9), role=Role.CONSOLIDATION_EXPERT)
    with pytest.raises(NotAgreed):
        year.take(session, "draft_notices", Role.CONSOLIDATION_EXPERT)


def test_a_session_is_notified_with_its_last_notice_and_opens_again_for_more(year: Year) -> None:
    year.central()
    session = year.decided(500, line(120))
    with pytest.raises(NoticesWait):
        year.take(session, "complete", Role.CONSOLIDATION_HEAD)
    year.issue(_notice_of(session))
    session.refresh_from_db()
    assert session.state == "notified"
    session = year.lines(session, line(5, P2), role=Role.CONSOLIDATION_EXPERT)
    assert year.take(session, "draft_notices", Role.CONSOLIDATION_EXPERT).state == "decided"


def test_the_head_closes_a_session_whose_last_draft_was_withdrawn(year: Year) -> None:
    year.central()
    session = year.decided(500, line(120))
    year.issue(_notice_of(session))
    session = year.lines(session, line(5, P2), role=Role.CONSOLIDATION_EXPERT)
    session = year.take(session, "draft_notices", Role.CONSOLIDATION_EXPERT)
    last = session.notices.get(state="draft")
    year.take(last, "withdraw", Role.CONSOLIDATION_EXPERT, reason="به دورهٔ بعد موکول شد")
    assert year.take(session, "complete", Role.CONSOLIDATION_HEAD).state == "notified"


def test_who_writes_depends_on_whether_the_session_has_decided(year: Year) -> None:
    year.central()
    session = year.session()
    with pytest.raises(NotYours):
        year.lines(session, line(1), role=Role.CONSOLIDATION_EXPERT)
    decided = year.decide(year.ceilings(session, ("P", "40", 500)))
    with pytest.raises(NotYours):
        year.lines(decided, line(1))
    with pytest.raises(NotFromHere):
        year.ceilings(decided, ("P", "40", 1))


@pytest.mark.parametrize(
    ("rows", "refusal"),
    [
        ([("Z", "40", 1)], UnknownCode),
        ([("P", "99", 1)], UnknownCode),
        ([("P", "40", 0)], AmountNotPositive),
        ([("P", "40", 1), ("P", "40", 2)], Twice),
    ],
)
def test_bad_ceilings_are_refused_and_those_before_stay(
    year: Year, rows: list[tuple[str, str, int]], refusal: type[Refused]
) -> None:
    session = year.ceilings(year.session(), ("P", "41", 7))
    with pytest.raises(refusal):
        year.ceilings(session, *rows)
    assert [(row.chapter.code, row.amount_rial) for row in session.ceilings.all()] == [("41", 7)]


@pytest.mark.parametrize(
    ("row", "refusal"),
    [
        (line(0), AmountNotPositive),
        (line(1, {**P1, "project": "nobody"}), UnknownCode),
        (line(1, P1, "treasury_bill"), BillUnnamed),
    ],
)
def test_bad_lines_are_refused(year: Year, row: operations.LineRow, refusal: type[Refused]) -> None:
    with pytest.raises(refusal):
        year.lines(year.session(), row)


def test_writing_the_lines_of_one_chapter_leaves_the_others(year: Year) -> None:
    session = year.lines(year.session(), line(1), line(2, {**P2, "chapter": "41", "programme": "4101"}))
    year.lines(session, line(3), chapter="40")
    assert sorted(SessionLine.objects.values_list("chapter__code", "amount_rial")) == [("40", 3), ("41", 2)]


def test_the_second_of_two_editors_of_a_session_is_told(year: Year) -> None:
    session = year.session()
    year.ceilings(session, ("P", "40", 1), seen_version=session.version)
    for write in (
        lambda: year.ceilings(session, ("P", "40", 2), seen_version=session.version),
        lambda: year.lines(session, line(2), seen_version=session.version),
    ):
        with pytest.raises(ChangedMeanwhile):
            write()
    assert session.ceilings.get().amount_rial == 1


def test_a_session_needs_a_place_and_members(year: Year) -> None:
    for missing in ({"place": " "}, {"attendance": []}):
        with pytest.raises(Missing):
            year.session(**missing)


def test_attendance_is_corrected_until_the_session_decides(year: Year) -> None:
    year.central()
    session = year.ceilings(
        year.session(attendance=[MEMBERS[0], *(m._replace(present=False) for m in MEMBERS[1:])]), ("P", "40", 1)
    )

    def revise() -> AllotmentSession:
        return operations.revise_session(
            session, actor=year.actor(Role.ALLOTMENT_SECRETARY), day=year.world.day, held_on=session.held_on,
            place=session.place, attendance=MEMBERS,
        )  # fmt: skip

    year.decide(revise())
    with pytest.raises(NotFromHere):
        revise()


# --- proposing lines ---------------------------------------------------------------------------


def _propose(year: Year, session: AllotmentSession, percent_ppm: int | None = None) -> dict[tuple[str, str], int]:
    operations.propose_lines(
        session, actor=year.actor(Role.ALLOTMENT_SECRETARY), day=year.world.day, percent_ppm=percent_ppm
    )
    return {(row.project.code, row.means): row.amount_rial for row in queries.waiting_lines(session)}


def test_a_ceiling_is_spread_in_proportion_to_agreed_credit_to_the_last_rial(year: Year) -> None:
    year.central()
    session = year.ceilings(year.session(), ("P", "40", 101))
    # 600 and 400 of 1000 agreed: 60.6 and 40.4 of 101; the rial left over goes to the larger remainder
    assert _propose(year, session) == {("p1", "cash"): 61, ("p2", "cash"): 40}
    year.decide(session)


def test_a_project_s_share_is_parted_as_the_centre_parted_its_source(year: Year) -> None:
    year.central(CentralRow("P", 700), CentralRow("P", 300, *BILL))
    session = year.ceilings(year.session(), ("P", "40", 100))
    assert _propose(year, session) == {
        ("p1", "cash"): 42, ("p1", "treasury_bill"): 18, ("p2", "cash"): 28, ("p2", "treasury_bill"): 12,
    }  # fmt: skip


def test_a_proposal_stays_within_the_percent_asked_and_within_what_is_left(year: Year) -> None:
    year.central(CentralRow("P", 5000))
    session = year.ceilings(year.session(), ("P", "40", 5000))
    assert sum(_propose(year, session, 220_000).values()) == 220
    assert sum(_propose(year, session).values()) == 600 + 400
    year.decide(session)
    later = year.ceilings(year.session(), ("P", "41", 1))
    with pytest.raises(NothingToSpread):
        _propose(year, later)


def test_only_those_who_write_lines_propose_them(year: Year) -> None:
    session = year.ceilings(year.session(), ("P", "40", 100))
    with pytest.raises(NotYours):
        operations.propose_lines(session, actor=year.actor(Role.MPO_HEAD), day=year.world.day)


def _notice_of(session: AllotmentSession) -> AllotmentNotice:
    return session.notices.get(state="draft")
