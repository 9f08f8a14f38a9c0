"""The year of S0-41 in words: what each step leaves in the book, what it refuses, and what always holds."""

from __future__ import annotations

from django.db import transaction

from hamtaraz.agreements.operations import edit_lines
from hamtaraz.agreements.refusals import BeyondNotice as BeyondCreditNotice
from hamtaraz.allotments.operations import set_lines
from hamtaraz.allotments.refusals import BeyondAgreement, BeyondCeiling, BeyondCentral, NoCentralNotice, NotAgreed
from hamtaraz.allotments.refusals import NoQuorum as NoQuorumForAllotment
from hamtaraz.councils.refusals import BeyondNotice, NoQuorum, NoteOnUnfinished, TooLittleForNew
from hamtaraz.distribution import operations as sharing
from hamtaraz.distribution.refusals import NotAllShared
from hamtaraz.kernel.refusals import Missing, NotYours, OutOfOrder
from hamtaraz.ledger import book
from hamtaraz.ledger.models import AccountRow, EntryRow
from hamtaraz.notices.models import CreditNotice
from hamtaraz.notices.operations import draft_agency_notices, draft_county_notices
from hamtaraz.notices.refusals import NothingRests
from hamtaraz.people.roles import Role
from hamtaraz.projects.models import Origin
from hamtaraz.trail.record import record
from hamtaraz.workflow.refusals import NotFromHere, SameHand
from stories.province import ABADAN, MILLION, NOTICED, PROVINCE, ROADS, YEAR
from stories.refusing import refused
from stories.year import ALLOTTED, EXPERT, FUNDED, HEAD, LISTED, RELEASED, ROADS_SHARE, WIDE_SHARE

STAGES = ("received", "county_share", "province_line", "county_noticed", "committee_approved", "agency_noticed",
          "in_agreement", "agreed")  # fmt: skip


def test_a_province_walks_its_year_and_every_rial_is_somewhere(year, province):
    notice = year.whole()
    assert province.total("agreed") == LISTED["p1"] + LISTED["p2"] + WIDE_SHARE
    assert notice.state == "issued"
    assert province.total("allotted", "allotment") == ALLOTTED
    assert sum(province.total(stage) for stage in STAGES) == NOTICED
    assert province.faults() == []
    assert province.out_of_balance() == {}
    assert province.misremembered() == []


def test_law_and_notice_need_another_hand_and_their_order(year, province):
    """Steps 1 and 2: S0-10, S0-11, S0-42."""
    with refused(province, OutOfOrder):  # no notice of the centre before the law is announced
        year.receive()
    year.announce_the_law()
    with refused(province, NotYours):
        year.step(EXPERT, "issue", year.record_notice())
    notice = year.record_notice()
    with refused(province, Missing):
        year.step(EXPERT, "withdraw", notice, reason=" ")
    year.step(HEAD, "issue", notice)
    with refused(province, NotFromHere):
        year.step(EXPERT, "withdraw", notice, reason="دیر است")


def test_what_does_not_add_up_is_not_proposed_and_nothing_is_held_without_a_quorum(year, province):
    """Steps 3 and 4: INV-01, S0-13."""
    year.announce_the_law()
    year.receive()
    short = sharing.set_lines(
        year.compute_distribution(), province.actor(EXPERT), year.day, [("P", "40", "4001", ROADS_SHARE)]
    )
    short = year.step(EXPERT, "compute", short)
    with refused(province, NotAllShared):
        year.step(HEAD, "propose", short)
    meeting = year.convene_council(year.endorse_distribution())
    year.all_come(meeting, "dabir-shora", but=3)
    with refused(province, NoQuorum):
        year.step("dabir-shora", "open", type(meeting).objects.get(pk=meeting.pk))
    with refused(province, NothingRests):  # 5 needs 4 (S0-42)
        draft_county_notices(actor=province.actor(EXPERT), day=year.day)


def test_nobody_issues_what_they_drafted(year, province):
    """Step 5: S0-14, S0-45."""
    year.announce_the_law()
    year.receive()
    year.approve_distribution()
    drafted = draft_county_notices(actor=province.actor("janeshin", Role.CONSOLIDATION_EXPERT), day=year.day)
    with refused(province, SameHand):
        year.step("janeshin", "issue", drafted[0], Role.CONSOLIDATION_HEAD)


def test_a_committee_stays_within_its_notice_and_begins_new_projects_whole(year, province):
    """Steps 6 to 8: INV-02, INV-03, INV-04, S0-16, S0-42."""
    year.until_counties()
    share = province.total("county_noticed", county=ABADAN, programme="4001")
    meeting = year.open_committee()
    for listed, note, reason in (
        ({"p1": share + 1}, FUNDED, BeyondNotice),
        (LISTED | {"p3": 4_000 * MILLION - 1}, FUNDED, TooLittleForNew),  # 12,000 over 3 years
        (LISTED, "", NoteOnUnfinished),
    ):
        year.list_projects(meeting, listed)
        with refused(province, reason):
            year.step("dabir-abadan", "approve_projects", meeting, note=note)
    with refused(province, NotYours):
        year.step("dabir-ahvaz", "approve_projects", meeting, note=FUNDED)
    year.step("dabir-abadan", "approve_projects", meeting, note=FUNDED)
    with refused(province, OutOfOrder):  # 8 needs 7
        draft_agency_notices(actor=province.actor(EXPERT), day=year.day, origin=Origin.COUNTY, counties=[ABADAN])


def test_an_agreement_stays_within_its_notice_and_passes_through_other_hands(year, province):
    """Steps 9 to 13: INV-05, INV-06, S0-45."""
    year.until_agencies()
    substitute = province.actor("janeshin", Role.AGENCY_EXPERT, ROADS)
    draft = year.draft()
    line = draft.funding.get(project__code="p1")

    def write(amount_rial):
        edit_lines(
            draft, actor=substitute, day=year.day, rows={line.pk: {"amount_rial": amount_rial}}, seen_version=None
        )

    write(LISTED["p1"] + 1)
    with refused(province, BeyondCreditNotice):
        year.step("karshenas-rah", "submit", draft)
    write(LISTED["p1"])
    made = year.step("karshenas-rah", "submit", draft)
    for who, verb, role in (("zirbanaei", "review", Role.SECTOR_EXPERT), (EXPERT, "confirm", Role.CONSOLIDATION_EXPERT),
                            ("moaven", "approve", Role.BUDGET_DEPUTY), ("modir-rah", "agency_sign", Role.AGENCY_HEAD),
                            ("rais", "mpo_sign", Role.MPO_HEAD)):  # fmt: skip
        with refused(province, SameHand):
            year.step("janeshin", verb, made, role)
        if verb == "agency_sign":
            with refused(province, NotYours):
                year.step("modir-madares", verb, made)
        made = year.step(who, verb, made)


def test_nothing_is_allotted_without_the_centre_or_beyond_ceiling_and_agreement(year, province):
    """Steps 14 and 15: INV-07, S0-22, S0-42."""
    year.until_agencies()
    secretary = province.actor("dabir-takhsis")
    with refused(province, NoCentralNotice):
        year.step("dabir-takhsis", "decide", year.open_allotment())
    year.step(HEAD, "confirm", year.record_allotment())
    with refused(province, NoQuorumForAllotment):
        year.step("dabir-takhsis", "decide", year.open_allotment(present=False))
    with refused(province, BeyondCentral):
        year.step("dabir-takhsis", "decide", year.open_allotment(RELEASED + 1))
    session = year.open_allotment()

    def write(amount_rial):
        rows = [("P", ABADAN, "40", "4001", ROADS, "p1", amount_rial)]
        set_lines(session, actor=secretary, day=year.day, rows=[(*row, "cash", "", None) for row in rows])

    write(1)
    with refused(province, NotAgreed):  # 15 needs 13
        year.step("dabir-takhsis", "decide", session)
    year.agree()
    write(LISTED["p1"] + 1)
    with refused(province, BeyondAgreement):
        year.step("dabir-takhsis", "decide", session)
    small = year.open_allotment(MILLION)
    set_lines(small, actor=secretary, day=year.day,
              rows=[("P", ABADAN, "40", "4001", ROADS, "p1", MILLION + 1, "cash", "", None)])  # fmt: skip
    with refused(province, BeyondCeiling):
        year.step("dabir-takhsis", "decide", small)


def test_whatever_is_reversed_twice_is_where_it_was(year, province):
    """Every act of the year is mirrored, last first, until nothing stands anywhere; mirrored again, all is back."""
    year.whole()
    began = _balances()
    acts = list(EntryRow.objects.order_by("-act").values_list("act", flat=True).distinct())
    back = [_mirror(year, province, act) for act in acts]
    assert {stage: amount for stage, amount in _balances().items() if amount} == {}
    for act in reversed(back):
        _mirror(year, province, act)
    assert _balances() == began
    assert province.out_of_balance() == {}


def _balances():
    return dict(AccountRow.objects.values_list("code", "balance"))


def _mirror(year, province, act):
    with transaction.atomic():
        own = record("test.mirror", actor=province.actor(HEAD), day=year.day, basis="S0-11", subject_kind="test",
                     subject_id=1, subject_title="—")  # fmt: skip
        book.reverse_act(act, province=PROVINCE, fiscal_year=YEAR, act=own, basis="S0-11")
    return own


def test_an_issued_notice_is_not_issued_again(year, province):
    year.until_counties()
    notice = CreditNotice.objects.filter(kind="county", state="issued").earliest("id")
    with refused(province, NotFromHere):
        year.step(HEAD, "issue", notice)
