"""Step 4: the Council meets with a quorum, decides its agenda, and its resolution moves the credit."""

import datetime

import pytest

from hamtaraz.conftest import PROVINCE, YEAR, World
from hamtaraz.councils import operations, queries
from hamtaraz.councils.operations import Matter
from hamtaraz.councils.refusals import (
    AlreadyDecided,
    DistributionNotEndorsed,
    ItemsPending,
    MoreVotesThanVoters,
    NoQuorum,
    NotByMajority,
    NothingOnTheAgenda,
)
from hamtaraz.councils.tests.conftest import ABADAN
from hamtaraz.documents.models import Paper
from hamtaraz.kernel.refusals import ChangedMeanwhile, Missing, NotYours
from hamtaraz.letters.models import Letter
from hamtaraz.people.roles import Role
from hamtaraz.workflow.refusals import NotFromHere
from hamtaraz.workflow.walker import take


@pytest.fixture
def secretary(world: World):
    return world.actor(Role.COUNCIL_SECRETARY)


@pytest.fixture
def session(world: World, seats, endorsed, secretary):
    """A session in progress, with the distribution and another matter on its agenda."""
    meeting = operations.convene(
        actor=secretary, day=world.day, body="council", held_on=world.day, hour="۹:۳۰", place="استانداری",
        items=[Matter("توزیع اعتبارات سال ۱۴۰۵", distribution=endorsed), Matter("گزارش پروژه‌های نیمه‌تمام")],
    )  # fmt: skip
    operations.record_attendance(meeting, actor=secretary, day=world.day, present_seat_ids=seats["council"][:3])
    return take(meeting, "open", actor=secretary, day=world.day).subject


def test_a_session_waits_in_the_secretarys_inbox_until_its_day(world: World, seats, secretary):
    held_on = world.day + datetime.timedelta(days=6)
    meeting = operations.convene(actor=secretary, day=world.day, body="council", held_on=held_on)
    assert meeting.session_number == f"{YEAR}/1"
    assert [(task.kind, task.due_on) for task in world.tasks(Role.COUNCIL_SECRETARY)] == [("hold_session", held_on)]
    later = held_on + datetime.timedelta(days=7)
    operations.reschedule(meeting, actor=secretary, day=world.day, held_on=later, hour="۸", place="سالن")
    assert [task.due_on for task in world.tasks(Role.COUNCIL_SECRETARY)] == [later]


def test_sessions_are_numbered_without_gaps_and_by_body(world: World, seats, secretary):
    world.put("county_noticed", 1_000, source="P", county=ABADAN, chapter="40", programme="4001")
    first, second = (
        operations.convene(actor=secretary, day=world.day, body="council", held_on=world.day) for _ in range(2)
    )
    other = operations.convene(
        actor=world.actor(Role.COUNTY_SECRETARY),
        day=world.day,
        body="county_committee",
        county=ABADAN,
        held_on=world.day,
    )
    assert [first.session_number, second.session_number, other.session_number] == ["1405/1", "1405/2", "1405/1"]


def test_nobody_but_its_secretary_convenes_a_body(world: World, seats):
    with pytest.raises(NotYours):
        operations.convene(actor=world.actor(Role.COUNTY_SECRETARY), day=world.day, body="council", held_on=world.day)


def test_a_distribution_nobody_endorsed_is_not_taken_up(world: World, seats, endorsed, secretary):  # S0-42
    endorsed.state = "proposed"
    with pytest.raises(DistributionNotEndorsed):
        operations.convene(
            actor=secretary,
            day=world.day,
            body="council",
            held_on=world.day,
            items=[Matter("توزیع", distribution=endorsed)],
        )


@pytest.mark.parametrize(("came", "lacking"), [(0, 3), (1, 2), (2, 1)])
def test_a_session_without_quorum_is_not_opened_and_says_how_many_lack(world: World, seats, secretary, came, lacking):
    meeting = operations.convene(
        actor=secretary, day=world.day, body="council", held_on=world.day, items=[Matter("گزارش")]
    )
    operations.record_attendance(meeting, actor=secretary, day=world.day, present_seat_ids=seats["council"][:came])
    before = world.record()
    with pytest.raises(NoQuorum) as refused:
        take(meeting, "open", actor=secretary, day=world.day)
    assert refused.value.values == {"present": came, "members": 5, "lacking": lacking}
    assert world.record() == before


@pytest.mark.parametrize(("members", "needed"), [(1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (23, 12)])
def test_a_quorum_is_more_than_half_of_the_votes(members, needed):
    assert queries.Quorum(members, 0).needed == needed


def test_those_without_a_vote_do_not_make_a_quorum(world: World, seats, secretary):
    meeting = operations.convene(
        actor=secretary, day=world.day, body="council", held_on=world.day, items=[Matter("گزارش")]
    )
    everyone = list(queries.seats_of(meeting).values_list("pk", flat=True))
    voteless = list(set(everyone) - set(seats["council"]))
    present = [*voteless, *seats["council"][:2]]
    assert operations.record_attendance(
        meeting, actor=secretary, day=world.day, present_seat_ids=present
    ) == queries.Quorum(members=5, present=2)


def test_a_session_without_an_agenda_is_not_opened(world: World, seats, secretary):
    meeting = operations.convene(actor=secretary, day=world.day, body="council", held_on=world.day)
    operations.record_attendance(meeting, actor=secretary, day=world.day, present_seat_ids=seats["council"])
    with pytest.raises(NothingOnTheAgenda):
        take(meeting, "open", actor=secretary, day=world.day)


def test_a_session_opened_early_is_held_on_that_day(world: World, seats, secretary):
    meeting = operations.convene(
        actor=secretary, day=world.day, body="council", held_on=world.day + datetime.timedelta(days=3),
        items=[Matter("گزارش")],
    )  # fmt: skip
    operations.record_attendance(meeting, actor=secretary, day=world.day, present_seat_ids=seats["council"])
    assert take(meeting, "open", actor=secretary, day=world.day).subject.held_on == world.day


def test_the_councils_approval_moves_the_credit_and_tells_the_consolidation_group(
    world: World, session, endorsed, secretary
):  # S0-13, S0-14
    item = operations.decide(session.agenda.first(), actor=secretary, day=world.day, decision="approved")
    assert item.resolution_number == "1405/1/1"
    assert (world.total("received"), world.total("county_share"), world.total("province_line")) == (0, 70_000, 30_000)
    endorsed.refresh_from_db()
    assert (endorsed.state, endorsed.resolution_number, endorsed.held_on) == ("approved", "1405/1/1", world.day)
    errands = {(task.kind, task.key): task.amount_rial for task in world.tasks(Role.CONSOLIDATION_EXPERT)}
    assert errands == {
        ("prepare_county_notices", "county_notices"): 70_000,
        ("issue_agency_notices", "province"): 30_000,
    }
    assert queries.council_resolution_of(PROVINCE, YEAR) == ("1405/1/1", world.day)


def test_the_council_returns_a_distribution_with_its_reason(world: World, session, endorsed, secretary):
    item = session.agenda.first()
    with pytest.raises(Missing):
        operations.decide(item, actor=secretary, day=world.day, decision="returned")
    operations.decide(item, actor=secretary, day=world.day, decision="returned", reason="وزن مساحت زیاد است")
    endorsed.refresh_from_db()
    assert endorsed.state == "computed"
    assert world.total("received") == 100_000
    assert queries.council_resolution_of(PROVINCE, YEAR) is None


def test_a_decision_is_recorded_once(world: World, session, secretary):
    item = session.agenda.last()
    operations.decide(item, actor=secretary, day=world.day, decision="noted")
    with pytest.raises(AlreadyDecided):
        operations.decide(item, actor=secretary, day=world.day, decision="approved")


@pytest.mark.parametrize(("votes_for", "votes_against"), [(1, 2), (0, 0), (1, 1)])
def test_an_approval_needs_more_than_half_of_those_present(world: World, session, secretary, votes_for, votes_against):
    before = world.record()
    with pytest.raises(NotByMajority):
        operations.decide(session.agenda.first(), actor=secretary, day=world.day, decision="approved",
                          votes_for=votes_for, votes_against=votes_against)  # fmt: skip
    assert world.record() == before


def test_there_are_not_more_votes_than_voters(world: World, session, secretary):
    with pytest.raises(MoreVotesThanVoters):
        operations.decide(session.agenda.first(), actor=secretary, day=world.day, decision="approved",
                          votes_for=3, votes_against=1)  # fmt: skip


def test_a_session_is_not_concluded_while_an_item_is_pending(world: World, session, secretary):
    operations.decide(session.agenda.first(), actor=secretary, day=world.day, decision="approved")
    before = world.record()
    with pytest.raises(ItemsPending) as refused:
        take(session, "conclude", actor=secretary, day=world.day)
    assert refused.value.values == {"count": 1, "text": "گزارش پروژه‌های نیمه‌تمام"}
    assert world.record() == before


def test_a_concluded_session_leaves_minutes_and_a_letter(world: World, session, secretary):
    for item in session.agenda.all():
        operations.decide(item, actor=secretary, day=world.day, decision="approved")
    concluded = take(session, "conclude", actor=secretary, day=world.day).subject
    assert concluded.state == "concluded"
    facts = Paper.objects.get(kind="council_minutes").facts
    assert facts["quorum"] == {"members": 5, "needed": 3, "present": 3}
    assert [one["number"] for one in facts["resolutions"]] == ["1405/1/1", "1405/1/2"]
    matrix = facts["resolutions"][0]["matrix"]
    assert (len(matrix["rows"]), matrix["rows"][-1]["total_rial"], matrix["total_rial"]) == (4, "30000", "100000")
    assert sum(one["present"] for one in facts["attendance"]) == 3
    letter = Letter.objects.get(about_kind="councils.meeting", about_id=session.pk)
    assert [one.code for one in letter.receivers.all()] == ["rmto"]
    with pytest.raises(NotFromHere):
        operations.add_matter(concluded, Matter("دیرهنگام"), actor=secretary, day=world.day)
    assert world.tasks(Role.COUNCIL_SECRETARY) == []


def test_a_session_is_cancelled_with_a_reason_and_before_it_is_opened(world: World, session, seats, secretary):
    meeting = operations.convene(actor=secretary, day=world.day, body="council", held_on=world.day)
    with pytest.raises(Missing):
        take(meeting, "cancel", actor=secretary, day=world.day)
    cancelled = take(meeting, "cancel", actor=secretary, day=world.day, given={"reason": "تعطیلی"}).subject
    assert cancelled.state == "cancelled"
    with pytest.raises(NotFromHere):
        take(session, "cancel", actor=secretary, day=world.day, given={"reason": "تعطیلی"})


def test_items_come_onto_the_agenda_and_leave_it_before_they_are_decided(world: World, session, secretary):
    added = operations.add_matter(session, Matter("  متفرقه "), actor=secretary, day=world.day)
    assert (added.position, added.text) == (3, "متفرقه")
    operations.drop_matter(added, actor=secretary, day=world.day)
    assert session.agenda.count() == 2


def test_two_secretaries_at_one_session_are_told_of_one_another(world: World, session, secretary):
    seen = session.version
    operations.add_matter(session, Matter("یک"), actor=secretary, day=world.day, seen_version=seen)
    with pytest.raises(ChangedMeanwhile):
        operations.add_matter(session, Matter("دو"), actor=world.actor(Role.COUNCIL_SECRETARY, hand=2), day=world.day,
                              seen_version=seen)  # fmt: skip
