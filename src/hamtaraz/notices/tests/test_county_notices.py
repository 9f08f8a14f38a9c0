"""Counties are told of what the Council shared out, by chapter, programme and source (S0-14, INV-02)."""

import pytest

from hamtaraz.conftest import World
from hamtaraz.documents.models import Paper
from hamtaraz.kernel.refusals import NotYours
from hamtaraz.ledger.refusals import Overspent
from hamtaraz.letters.models import Letter
from hamtaraz.notices import operations
from hamtaraz.notices.models import CreditNotice
from hamtaraz.notices.refusals import BeyondWhatRests, MovedOn, NothingRests
from hamtaraz.notices.tests.stories import PROJECT, ROAD, correct, draft_counties, issue
from hamtaraz.people.roles import Role
from hamtaraz.workflow import walker

SCHOOL = ROAD | {"chapter": "41", "programme": "4101", "source": "B"}
AHVAZ = ROAD | {"county": "0603"}


@pytest.fixture
def shared(world: World) -> World:
    """The Council shared 600 to the roads and 300 to the schools of Abadan, 200 to the roads of Ahvaz."""
    for amount, cell in ((600, ROAD), (300, SCHOOL), (200, AHVAZ)):
        world.put("county_share", amount, **cell)
    return world


def test_one_draft_per_county_holds_all_that_the_council_shared_and_moves_nothing_yet(shared: World):
    abadan, ahvaz = draft_counties(shared)
    assert (abadan.county.code, abadan.total_rial) == ("0601", 900)
    assert (ahvaz.county.code, ahvaz.total_rial) == ("0603", 200)
    assert shared.total("county_share") == 1100
    assert [task.kind for task in shared.tasks(Role.CONSOLIDATION_HEAD)] == ["issue_county_notice"] * 2


def test_an_issued_notice_moves_the_countys_credit_and_calls_its_committee(shared: World):
    abadan, _ahvaz = draft_counties(shared)
    notice = issue(shared, abadan)
    assert shared.total("county_noticed", county="0601") == 900
    assert shared.total("county_share") == 200
    assert notice.number == "06/1405/1001"
    (errand,) = shared.tasks(Role.COUNTY_SECRETARY, "gov-0601")
    assert (errand.kind, errand.amount_rial, errand.key) == ("convene_committee", 900, "convene:1405:0601")
    assert shared.tasks(Role.COUNTY_SECRETARY, "gov-0603") == []


def test_the_paper_of_a_county_is_a_matrix_whose_totals_are_its_lines_and_the_letter_goes_to_the_governorate(
    shared: World,
):
    notice = issue(shared, draft_counties(shared)[0])
    facts = Paper.objects.get().facts
    assert facts["total_rial"] == facts["matrix"]["total_rial"] == "900"
    assert [column["title"] for column in facts["matrix"]["columns"]] == ["متوازن", "استانی"]
    assert [row["amounts_rial"] for row in facts["matrix"]["rows"]] == [["0", "600"], ["300", "0"]]
    assert facts["matrix"]["column_totals_rial"] == ["300", "600"]
    letter = Letter.objects.get(about_id=notice.pk)
    assert [receiver.code for receiver in letter.receivers.all()] == ["gov-0601"]
    assert letter.number == notice.number


def test_nothing_is_drafted_before_the_council_shared_anything(world: World):  # S0-42: 5 needs 4
    world.put("received", 1000, source="P")
    world.mandate(Role.CONSOLIDATION_EXPERT)
    before = world.record()
    with pytest.raises(NothingRests):
        draft_counties(world)
    assert world.record() == before


def test_preparing_twice_never_drafts_the_same_credit_twice(shared: World):  # INV-02
    draft_counties(shared)
    before = shared.record()
    with pytest.raises(NothingRests):
        draft_counties(shared)
    assert shared.record() == before
    shared.put("county_share", 50, **ROAD)
    (further,) = draft_counties(shared)
    assert further.total_rial == 50


def test_a_draft_beyond_what_rests_is_refused_and_changes_nothing(shared: World):  # INV-02
    notice = draft_counties(shared)[0]
    line = notice.notice_lines.first()
    line.amount_rial += 1
    line.save()
    shared.mandate(Role.CONSOLIDATION_HEAD)
    before = shared.record()
    with pytest.raises(Overspent):
        issue(shared, notice)
    assert shared.record() == before


def test_all_drafts_are_issued_at_once_each_with_its_own_number_and_one_refused_stops_no_other(shared: World):
    drafts = draft_counties(shared)
    line = drafts[0].notice_lines.first()
    line.amount_rial += 1
    line.save()
    answer = operations.issue_all(drafts, actor=shared.actor(Role.CONSOLIDATION_HEAD), day=shared.day)
    assert [notice.number for notice in answer.done] == ["06/1405/1001"]
    assert [type(refused) for _notice, refused in answer.refused] == [Overspent]
    assert shared.total("county_noticed") == 200


def test_only_the_expert_prepares_and_only_the_head_issues(shared: World):
    with pytest.raises(NotYours):
        operations.draft_county_notices(actor=shared.actor(Role.CONSOLIDATION_HEAD), day=shared.day)
    notice = draft_counties(shared)[0]
    with pytest.raises(NotYours):
        walker.take(notice, "issue", actor=shared.actor(Role.CONSOLIDATION_EXPERT, hand=2), day=shared.day)


def test_counties_can_be_narrowed_and_a_withdrawn_draft_is_prepared_again(shared: World):
    (ahvaz,) = draft_counties(shared, counties={"0603"})
    expert = shared.actor(Role.CONSOLIDATION_EXPERT)
    walker.take(ahvaz, "withdraw", actor=expert, day=shared.day, given={"reason": "بازنگری"})
    assert [task.key for task in shared.tasks(Role.CONSOLIDATION_EXPERT)] == ["county_notices"]
    assert len(draft_counties(shared)) == 2
    assert shared.tasks(Role.CONSOLIDATION_EXPERT) == []


def test_the_credit_of_the_only_withdrawn_draft_waits_in_the_experts_inbox_again(shared: World):
    drafts = draft_counties(shared)
    assert shared.tasks(Role.CONSOLIDATION_EXPERT) == []
    expert = shared.actor(Role.CONSOLIDATION_EXPERT)
    walker.take(drafts[0], "withdraw", actor=expert, day=shared.day, given={"reason": "بازنگری"})
    assert [task.amount_rial for task in shared.tasks(Role.CONSOLIDATION_EXPERT)] == [drafts[0].total_rial]


def test_the_experts_errand_names_what_no_draft_holds_yet(shared: World):
    for notice in draft_counties(shared):
        expert = shared.actor(Role.CONSOLIDATION_EXPERT)
        walker.take(notice, "withdraw", actor=expert, day=shared.day, given={"reason": "بازنگری"})
    assert [task.amount_rial for task in shared.tasks(Role.CONSOLIDATION_EXPERT)] == [1100]
    issue(shared, draft_counties(shared, counties={"0603"})[0])
    assert [task.amount_rial for task in shared.tasks(Role.CONSOLIDATION_EXPERT)] == [900]


def test_a_corrected_county_notice_gives_back_what_was_too_much_and_it_can_be_notified_again(shared: World):
    wrong = issue(shared, draft_counties(shared, counties={"0601"})[0])
    right = issue(shared, correct(shared, wrong, amounts_rial={"P/0601/40/4001": 500}))
    assert right.total_rial == 800
    assert shared.total("county_noticed", county="0601") == 800
    assert shared.total("county_share", county="0601") == 100
    assert Paper.objects.get(about_id=right.pk).facts["replaces"]["number"] == wrong.number
    assert draft_counties(shared, counties={"0601"})[0].total_rial == 100


def test_a_county_notice_cancelled_by_a_correction_leaves_no_errand_and_its_paper_shows_zeros(shared: World):
    wrong = issue(shared, draft_counties(shared, counties={"0603"})[0])
    right = issue(shared, correct(shared, wrong, amounts_rial={"P/0603/40/4001": 0}))
    assert shared.total("county_noticed") == 0
    assert shared.tasks(Role.COUNTY_SECRETARY, "gov-0603") == []
    assert Paper.objects.get(about_id=right.pk).facts["matrix"]["column_totals_rial"] == ["0"]


def test_a_correction_beyond_what_rests_is_refused(shared: World):
    wrong = issue(shared, draft_counties(shared, counties={"0601"})[0])
    shared.put("county_share", 70, **ROAD)
    before = shared.record()
    with pytest.raises(BeyondWhatRests) as refused:
        correct(shared, wrong, amounts_rial={"P/0601/40/4001": 671})
    assert refused.value.values["most_rial"] == 670
    assert shared.record() == before


def test_a_correction_is_refused_when_the_committee_has_approved_projects_of_it(shared: World):
    wrong = issue(shared, draft_counties(shared, counties={"0601"})[0])
    from hamtaraz.ledger import book
    from hamtaraz.ledger.account_map import account_at
    from hamtaraz.ledger.accounts import Move

    way = [account_at("credit", stage, **PROJECT) for stage in ("county_noticed", "committee_approved")]
    book.post([Move(*way, 250, key="on")], province="06", fiscal_year=1405, act=shared.act(), basis="S0-15")
    right = correct(shared, wrong, amounts_rial={"P/0601/40/4001": 599})
    before = shared.record()
    with pytest.raises(MovedOn) as refused:
        issue(shared, right)
    assert refused.value.values["short_by_rial"] == 250
    assert shared.record() == before


def test_a_county_reads_its_own_issued_notices_alone(shared: World):
    abadan, ahvaz = draft_counties(shared)
    secretary = shared.actor(Role.COUNTY_SECRETARY, "gov-0601")
    assert not CreditNotice.visible_to(secretary).exists()
    issue(shared, abadan)
    issue(shared, ahvaz)
    assert [notice.county.code for notice in CreditNotice.visible_to(secretary)] == ["0601"]
