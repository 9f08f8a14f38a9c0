"""Agencies are told of what county committees and the Council approved, the two origins kept apart (S0-17, S0-43)."""

import pytest

from hamtaraz.conftest import World
from hamtaraz.documents.models import Paper
from hamtaraz.kernel.refusals import NotYours, OutOfOrder
from hamtaraz.letters.models import Letter
from hamtaraz.notices import operations
from hamtaraz.notices.models import CreditNotice
from hamtaraz.notices.refusals import MovedOn, NothingRests
from hamtaraz.notices.tests.stories import HIGHWAY, PROJECT, correct, draft_agencies, issue
from hamtaraz.people.roles import Role
from hamtaraz.projects.models import Origin
from hamtaraz.workflow import walker

BRIDGE = PROJECT | {"project": "p2"}
PIPES = PROJECT | {"agency": "abfa", "project": "p7"}
AHVAZ = PROJECT | {"county": "0603", "project": "p3"}


@pytest.fixture
def approved(world: World, minutes: set[str]) -> World:
    """Committees approved four projects of two agencies in two counties, the Council one highway; no minutes yet."""
    for amount, line in ((600, PROJECT), (300, BRIDGE), (50, PIPES), (40, AHVAZ)):
        world.put("committee_approved", amount, **line)
    world.put("province_line", 900, **HIGHWAY)
    return world


def test_credit_of_a_county_is_not_notified_before_its_minutes_arrive(approved: World):  # S0-42: 8 needs 6 and 7
    approved.mandate(Role.CONSOLIDATION_EXPERT)
    before = approved.record()
    with pytest.raises(NothingRests):
        draft_agencies(approved, Origin.COUNTY)
    with pytest.raises(OutOfOrder):
        draft_agencies(approved, Origin.COUNTY, counties={"0601"})
    assert approved.record() == before


def test_each_agency_gets_one_draft_per_origin_and_the_origins_never_mix(approved: World, minutes: set[str]):  # S0-43
    minutes.update({"0601", "0603"})
    drafts = draft_agencies(approved, Origin.COUNTY) + draft_agencies(approved, Origin.PROVINCE)
    assert [(notice.agency.code, notice.origin, notice.total_rial) for notice in drafts] == [
        ("abfa", "county_committee", 50),
        ("rmto", "county_committee", 940),
        ("rmto", "provincial_council", 900),
    ]


def test_only_counties_with_minutes_are_in_a_draft(approved: World, minutes: set[str]):
    minutes.add("0603")
    (notice,) = draft_agencies(approved, Origin.COUNTY)
    assert {line.county for line in notice.notice_lines.all()} == {"0603"}


def test_an_issued_agency_notice_moves_its_projects_and_asks_the_agency_for_its_agreement(approved: World, minutes):
    minutes.add("0601")
    _water, roads = draft_agencies(approved, Origin.COUNTY)
    notice = issue(approved, roads)
    assert approved.total("agency_noticed", agency="rmto") == 900
    assert approved.total("committee_approved") == 90
    assert approved.total("province_line") == 900
    assert notice.number == "06/1405/2001"
    (errand,) = approved.tasks(Role.AGENCY_EXPERT)
    assert (errand.kind, errand.amount_rial) == ("draft_agreement", 900)
    assert approved.tasks(Role.AGENCY_EXPERT, "abfa") == []
    letter = Letter.objects.get()
    assert [receiver.code for receiver in letter.receivers.all()] == ["rmto"]


def test_province_wide_credit_is_notified_without_any_countys_minutes(approved: World):
    (notice,) = draft_agencies(approved, Origin.PROVINCE)
    issue(approved, notice)
    assert approved.total("agency_noticed", county="") == 900
    assert approved.total("province_line") == 0


def test_the_paper_groups_projects_by_committee_and_its_totals_are_its_lines(approved: World, minutes: set[str]):
    minutes.update({"0601", "0603"})
    issue(approved, draft_agencies(approved, Origin.COUNTY, agencies={"rmto"})[0])
    facts = Paper.objects.get().facts
    assert [(group["county"], group["total_rial"]) for group in facts["groups"]] == [("آبادان", "900"), ("اهواز", "40")]
    assert facts["total_rial"] == "940"
    assert {group["origin"] for group in facts["groups"]} == {"county_committee"}
    assert facts["groups"][0]["rows"][0]["title"] == "تکمیل راه روستایی"


def test_minutes_returned_after_drafting_hold_the_notice_back(approved: World, minutes: set[str]):
    minutes.add("0601")
    notice = draft_agencies(approved, Origin.COUNTY)[0]
    minutes.clear()
    approved.mandate(Role.CONSOLIDATION_HEAD)
    before = approved.record()
    with pytest.raises(OutOfOrder):
        issue(approved, notice)
    assert approved.record() == before


def test_drafts_are_narrowed_by_agency_and_never_hold_the_same_credit_twice(approved: World, minutes: set[str]):
    minutes.update({"0601", "0603"})
    (water,) = draft_agencies(approved, Origin.COUNTY, agencies={"abfa"})
    (roads,) = draft_agencies(approved, Origin.COUNTY)
    assert (water.total_rial, roads.agency.code) == (50, "rmto")
    with pytest.raises(NothingRests):
        draft_agencies(approved, Origin.COUNTY)


def test_only_the_expert_prepares_and_only_the_head_issues(approved: World):
    with pytest.raises(NotYours):
        operations.draft_agency_notices(
            actor=approved.actor(Role.AGENCY_EXPERT), day=approved.day, origin=Origin.PROVINCE
        )
    (notice,) = draft_agencies(approved, Origin.PROVINCE)
    with pytest.raises(NotYours):
        walker.take(notice, "issue", actor=approved.actor(Role.AGENCY_HEAD), day=approved.day)


def test_a_corrected_agency_notice_returns_the_difference_to_its_origin(approved: World):
    wrong = issue(approved, draft_agencies(approved, Origin.PROVINCE)[0])
    issue(approved, correct(approved, wrong, amounts_rial={"B//40/4001/rmto/p9": 700}))
    assert approved.total("agency_noticed") == 700
    assert approved.total("province_line") == 200
    (errand,) = approved.tasks(Role.AGENCY_EXPERT)
    assert errand.amount_rial == 700
    assert [task.key for task in approved.tasks(Role.CONSOLIDATION_EXPERT)] == ["province"]


def test_a_correction_is_refused_once_an_agreement_holds_the_money(approved: World):
    wrong = issue(approved, draft_agencies(approved, Origin.PROVINCE)[0])
    from hamtaraz.ledger import book
    from hamtaraz.ledger.account_map import account_at
    from hamtaraz.ledger.accounts import Move

    way = [account_at("credit", stage, **HIGHWAY) for stage in ("agency_noticed", "in_agreement")]
    book.post([Move(*way, 1, key="on")], province="06", fiscal_year=1405, act=approved.act(), basis="S0-34")
    right = correct(approved, wrong, amounts_rial={"B//40/4001/rmto/p9": 0})
    before = approved.record()
    with pytest.raises(MovedOn):
        issue(approved, right)
    assert approved.record() == before


def test_an_agency_reads_its_own_issued_notices_alone(approved: World, minutes: set[str]):
    minutes.add("0601")
    drafts = draft_agencies(approved, Origin.COUNTY)
    agency = approved.actor(Role.AGENCY_EXPERT)
    assert not CreditNotice.visible_to(agency).exists()
    for notice in drafts:
        issue(approved, notice)
    assert [notice.agency.code for notice in CreditNotice.visible_to(agency)] == ["rmto"]
