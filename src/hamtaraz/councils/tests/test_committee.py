"""Steps 6 and 7: a county committee approves projects within its notice, and sends its minutes."""

import pytest

from hamtaraz.conftest import PROVINCE, YEAR, World
from hamtaraz.councils import operations, queries
from hamtaraz.councils.effects import ISSUE_AGENCY_NOTICES
from hamtaraz.councils.models import Meeting
from hamtaraz.councils.operations import Listed, Matter
from hamtaraz.councils.refusals import (
    AlreadyNoticed,
    BeyondNotice,
    ItemsPending,
    ListIsEmpty,
    NoQuorum,
    NotAProjectOfTheCounty,
    NotByMajority,
    NoteOnUnfinished,
    TooLittleForNew,
)
from hamtaraz.councils.tests.conftest import ABADAN, put_list
from hamtaraz.documents.models import Paper
from hamtaraz.kernel.refusals import ChangedMeanwhile, Missing, NotYours, OutOfOrder
from hamtaraz.ledger import book
from hamtaraz.ledger.account_map import account_at
from hamtaraz.ledger.accounts import Move
from hamtaraz.letters.models import Letter
from hamtaraz.people.roles import Role
from hamtaraz.projects.models import Project
from hamtaraz.workflow.refusals import NotFromHere
from hamtaraz.workflow.tasks import open_task
from hamtaraz.workflow.walker import take

CELL = {"source": "P", "county": ABADAN, "chapter": "40", "programme": "4001"}
NOTE = {"note": "پروژه‌های نیمه‌تمام از محل اعتبار متمم تأمین می‌شوند."}


@pytest.fixture
def secretary(world: World):
    return world.actor(Role.COUNTY_SECRETARY)


def approve(world: World, meeting: Meeting, **given: str) -> Meeting:
    """The committee approves its list."""
    actor = world.actor(Role.COUNTY_SECRETARY)
    return take(meeting, "approve_projects", actor=actor, day=world.day, given=given).subject


def conclude_and_send(world: World, meeting: Meeting) -> Meeting:
    """The minutes are printed and sent."""
    actor = world.actor(Role.COUNTY_SECRETARY)
    take(meeting, "conclude", actor=actor, day=world.day)
    return take(meeting, "send_minutes", actor=actor, day=world.day).subject


def test_a_committee_does_not_meet_before_its_county_notice(world: World, seats, secretary):  # S0-42
    world.put("county_share", 20_000, **CELL)
    before = world.record()
    with pytest.raises(OutOfOrder):
        operations.convene(actor=secretary, day=world.day, body="county_committee", county=ABADAN, held_on=world.day)
    assert world.record() == before


def test_the_secretary_of_another_county_does_not_convene_or_act(world: World, committee):
    stranger = world.actor(Role.COUNTY_SECRETARY, "gov-0617")
    with pytest.raises(NotYours):
        operations.convene(actor=stranger, day=world.day, body="county_committee", county=ABADAN, held_on=world.day)
    with pytest.raises(NotYours):
        operations.set_list(committee, [], actor=stranger, day=world.day)
    with pytest.raises(NotYours):
        take(committee, "approve_projects", actor=stranger, day=world.day)
    assert not Meeting.visible_to(stranger).exists()


def test_a_committee_without_quorum_is_not_opened(world: World, seats, secretary):
    world.put("county_noticed", 20_000, **CELL)
    meeting = operations.convene(
        actor=secretary, day=world.day, body="county_committee", county=ABADAN, held_on=world.day
    )
    with pytest.raises(NoQuorum):
        take(meeting, "open", actor=secretary, day=world.day)


def test_an_approved_list_moves_its_credit_in_one_act(world: World, committee):  # S0-15
    put_list(world, committee, p1=6_000, p2=4_000)
    approved = approve(world, committee, **NOTE)
    assert approved.state == "approved"
    assert world.total("county_noticed", **CELL) == 10_000
    assert world.total("committee_approved", project="p1", agency="rmto", **CELL) == 6_000
    assert world.total("committee_approved", project="p2", agency="rmto", **CELL) == 4_000
    item = approved.agenda.get(kind="projects")
    assert (item.decision, item.resolution_number, item.votes_for) == ("approved", "1405/1/1", 3)


def test_an_empty_list_is_not_approved(world: World, committee):
    with pytest.raises(ListIsEmpty):
        approve(world, committee)


def test_the_projects_of_a_cell_stay_within_the_county_notice(world: World, committee):  # INV-02
    put_list(world, committee, p1=20_001)
    before = world.record()
    with pytest.raises(BeyondNotice) as refused:
        approve(world, committee)
    assert refused.value.values["over_by_rial"] == 1
    assert world.record() == before
    put_list(world, committee, p1=20_000)
    assert approve(world, committee).state == "approved"


def test_one_source_does_not_pay_for_another(world: World, committee, secretary):  # INV-02, per source
    rows = [Listed(world.projects["p1"], "B", 1)]
    operations.set_list(committee, rows, actor=secretary, day=world.day)
    with pytest.raises(BeyondNotice) as refused:
        approve(world, committee)
    assert refused.value.values["available_rial"] == 0


@pytest.mark.parametrize("credit", [4_000, 4_001, 12_000])
def test_a_new_project_begins_with_its_cost_divided_by_its_years(world: World, committee, credit):  # INV-03
    assert (world.projects["p2"].total_cost_rial, world.projects["p2"].years) == (12_000, 3)
    put_list(world, committee, p2=credit)
    assert approve(world, committee, **NOTE).state == "approved"


def test_a_new_project_with_less_is_refused_and_the_least_amount_is_named(world: World, committee):  # INV-03
    put_list(world, committee, p2=3_999)
    before = world.record()
    with pytest.raises(TooLittleForNew) as refused:
        approve(world, committee, **NOTE)
    assert refused.value.values["least_rial"] == 4_000
    assert world.record() == before


@pytest.mark.parametrize(("cost", "least"), [(12_000, 4_000), (12_001, 4_001), (11_999, 4_000), (1, 1)])
def test_the_least_first_year_credit_is_exact(world: World, committee, cost, least):  # INV-03: 12,001 ÷ 3 = 4,000⅓
    Project.objects.filter(code="p2").update(total_cost_rial=cost)
    world.projects["p2"].refresh_from_db()
    if least > 1:
        put_list(world, committee, p2=least - 1)
        with pytest.raises(TooLittleForNew) as refused:
            approve(world, committee, **NOTE)
        assert refused.value.values["least_rial"] == least
    put_list(world, committee, p2=least)
    assert approve(world, committee, **NOTE).state == "approved"


def test_an_unfinished_project_may_get_less(world: World, committee):  # INV-03 is of new projects
    put_list(world, committee, p1=1)
    assert approve(world, committee).state == "approved"


def test_new_projects_come_with_a_note_that_unfinished_ones_are_provided_for(world: World, committee):  # INV-04
    put_list(world, committee, p2=4_000)
    before = world.record()
    with pytest.raises(NoteOnUnfinished) as refused:
        approve(world, committee)
    assert world.projects["p1"].title in refused.value.values["without"]
    assert world.record() == before
    approved = approve(world, committee, **NOTE)
    assert approved.note == NOTE["note"]


def test_an_approval_needs_a_majority_and_a_quorum(world: World, committee, seats, secretary):
    put_list(world, committee, p1=5_000)
    with pytest.raises(NotByMajority):
        approve(world, committee, votes_for="1", votes_against="2")
    present = seats["county_committee"][:1]
    operations.record_attendance(committee, actor=secretary, day=world.day, present_seat_ids=present)
    with pytest.raises(NoQuorum):
        approve(world, committee)


def test_a_committee_lists_projects_of_its_own_county_alone(world: World, committee):  # S0-43
    with pytest.raises(NotAProjectOfTheCounty):
        put_list(world, committee, p9=1_000)


def test_an_approved_list_is_not_edited(world: World, committee):
    put_list(world, committee, p1=5_000)
    approve(world, committee)
    with pytest.raises(NotFromHere):
        put_list(world, committee, p1=6_000)


def test_two_editors_of_a_list_are_told_of_one_another(world: World, committee):
    seen = committee.version
    rows = [Listed(world.projects["p1"], "P", 5_000)]
    operations.set_list(committee, rows, actor=world.actor(Role.COUNTY_SECRETARY), day=world.day, seen_version=seen)
    other = world.actor(Role.COUNTY_SECRETARY, hand=2)
    with pytest.raises(ChangedMeanwhile):
        operations.set_list(committee, [], actor=other, day=world.day, seen_version=seen)
    assert committee.items.get().amount_rial == 5_000


def test_the_minutes_name_unfinished_projects_first(world: World, committee, secretary):  # S0-15
    put_list(world, committee, p2=4_000, p1=6_000)
    take(approve(world, committee, **NOTE), "conclude", actor=secretary, day=world.day)
    facts = Paper.objects.get(kind="committee_minutes").facts
    (resolution,) = facts["resolutions"]
    assert [(row["code"], row["unfinished"]) for row in resolution["projects"]["rows"]] == [("p1", True), ("p2", False)]
    assert resolution["projects"]["total_rial"] == "10000"
    assert facts["remarks"] == [NOTE["note"]]


def test_a_committee_is_not_concluded_before_its_projects_are_approved(world: World, committee, secretary):
    with pytest.raises(NotFromHere):
        take(committee, "conclude", actor=secretary, day=world.day)
    put_list(world, committee, p1=5_000)
    approved = approve(world, committee)
    operations.add_matter(approved, Matter("متفرقه"), actor=secretary, day=world.day)
    with pytest.raises(ItemsPending):
        take(approved, "conclude", actor=secretary, day=world.day)


def test_sending_the_minutes_closes_the_session_and_calls_for_the_agency_notices(world: World, committee):  # S0-16
    put_list(world, committee, p1=5_000)
    approve(world, committee)
    assert queries.counties_with_sent_minutes(PROVINCE, YEAR) == set()
    assert queries.resolution_of(PROVINCE, YEAR, ABADAN) is None
    sent = conclude_and_send(world, committee)
    assert sent.state == "sent"
    assert world.tasks(Role.COUNTY_SECRETARY) == []
    (errand,) = world.tasks(Role.CONSOLIDATION_EXPERT)
    assert (errand.kind, errand.key, errand.amount_rial) == ("issue_agency_notices", f"county:{ABADAN}", 5_000)
    assert queries.counties_with_sent_minutes(PROVINCE, YEAR) == {ABADAN}
    assert queries.resolution_of(PROVINCE, YEAR, ABADAN) == ("1405/1/1", world.day)
    letter = Letter.objects.get(about_kind="councils.meeting", about_id=sent.pk)
    assert [one.code for one in letter.receivers.all()] == ["mpo"]


def test_the_call_for_agency_notices_names_all_that_waits_in_the_county(world: World, committee):  # S0-17
    world.put("committee_approved", 700, **CELL, agency="rmto", project="p1")
    put_list(world, committee, p1=5_000)
    approve(world, committee)
    conclude_and_send(world, committee)
    assert [task.amount_rial for task in world.tasks(Role.CONSOLIDATION_EXPERT)] == [5_700]


def test_minutes_are_sent_by_the_county_and_returned_by_the_organisation(world: World, committee, secretary):
    put_list(world, committee, p1=5_000)
    concluded = take(approve(world, committee), "conclude", actor=secretary, day=world.day).subject
    expert = world.actor(Role.CONSOLIDATION_EXPERT)
    with pytest.raises(NotYours):
        take(concluded, "send_minutes", actor=expert, day=world.day)
    sent = take(concluded, "send_minutes", actor=secretary, day=world.day).subject
    with pytest.raises(Missing):
        take(sent, "return_minutes", actor=expert, day=world.day)
    with pytest.raises(NotYours):
        take(sent, "return_minutes", actor=secretary, day=world.day, given={"reason": "امضا ندارد"})
    returned = take(sent, "return_minutes", actor=expert, day=world.day, given={"reason": "امضا ندارد"}).subject
    assert returned.state == "concluded"
    assert world.tasks(Role.CONSOLIDATION_EXPERT) == []
    assert queries.counties_with_sent_minutes(PROVINCE, YEAR) == set()
    assert world.total("committee_approved") == 5_000
    assert [task.kind for task in world.tasks(Role.COUNTY_SECRETARY)] == ["committee_session.concluded"]
    take(returned, "send_minutes", actor=secretary, day=world.day)
    assert len(world.tasks(Role.CONSOLIDATION_EXPERT)) == 1


def test_minutes_are_not_returned_once_agencies_were_notified(world: World, committee):
    put_list(world, committee, p1=5_000)
    approve(world, committee)
    sent = conclude_and_send(world, committee)
    dimensions = {**CELL, "agency": "rmto", "project": "p1"}
    gone = Move(account_at("credit", "committee_approved", **dimensions),
                account_at("credit", "agency_noticed", **dimensions), 1, key="gone")  # fmt: skip
    book.post([gone], province=PROVINCE, fiscal_year=YEAR, act=world.act(), basis="S0-17")
    with pytest.raises(AlreadyNoticed):
        take(sent, "return_minutes", actor=world.actor(Role.CONSOLIDATION_EXPERT), day=world.day,
             given={"reason": "امضا ندارد"})  # fmt: skip


def test_a_county_with_minutes_held_back_is_not_among_those_sent(world: World, committee, seats, secretary):  # S0-42
    put_list(world, committee, p1=5_000)
    approve(world, committee)
    conclude_and_send(world, committee)
    second = operations.convene(
        actor=secretary, day=world.day, body="county_committee", county=ABADAN, held_on=world.day
    )
    operations.record_attendance(second, actor=secretary, day=world.day, present_seat_ids=seats["county_committee"])
    take(second, "open", actor=secretary, day=world.day)
    put_list(world, second, p1=1_000)
    assert queries.counties_with_sent_minutes(PROVINCE, YEAR) == {ABADAN}
    approve(world, second)
    assert queries.counties_with_sent_minutes(PROVINCE, YEAR) == set()
    conclude_and_send(world, second)
    assert queries.counties_with_sent_minutes(PROVINCE, YEAR) == {ABADAN}
    assert queries.resolution_of(PROVINCE, YEAR, ABADAN) == ("1405/2/1", world.day)


def test_a_new_projects_first_year_counts_earlier_sessions_too(world: World, committee, seats, secretary):  # INV-03
    put_list(world, committee, p2=4_000)
    approve(world, committee, **NOTE)
    second = operations.convene(
        actor=secretary, day=world.day, body="county_committee", county=ABADAN, held_on=world.day
    )
    operations.record_attendance(second, actor=secretary, day=world.day, present_seat_ids=seats["county_committee"])
    take(second, "open", actor=secretary, day=world.day)
    put_list(world, second, p2=1)
    assert approve(world, second, **NOTE).state == "approved"


def test_convening_closes_what_the_county_notice_asked_for(world: World, seats, secretary):
    world.put("county_noticed", 20_000, **CELL)
    open_task(ISSUE_AGENCY_NOTICES, actor=world.actor(Role.CONSOLIDATION_EXPERT), act=world.act(),
              day=world.day, key=f"convene:{YEAR}:{ABADAN}", title="—", url="/", role=Role.COUNTY_SECRETARY)  # fmt: skip
    operations.convene(actor=secretary, day=world.day, body="county_committee", county=ABADAN, held_on=world.day)
    assert [task.kind for task in world.tasks(Role.COUNTY_SECRETARY)] == ["hold_session"]


def test_a_committees_session_is_cancelled_with_a_reason(world: World, committee, secretary):
    with pytest.raises(Missing):
        take(committee, "cancel", actor=secretary, day=world.day)
    assert take(committee, "cancel", actor=secretary, day=world.day, given={"reason": "—"}).subject.state == "cancelled"


def test_an_approved_sessions_credit_is_not_cancelled_away(world: World, committee, secretary):
    put_list(world, committee, p1=5_000)
    with pytest.raises(NotFromHere):
        take(approve(world, committee), "cancel", actor=secretary, day=world.day, given={"reason": "—"})
