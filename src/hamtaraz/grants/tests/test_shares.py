"""Shares are exact, name their index, go by numbered letters, and are explained to the rial (F1, F1b, F2)."""

import re
from fractions import Fraction

import pytest

from hamtaraz.directives.queries import directive_of
from hamtaraz.documents.models import Paper
from hamtaraz.grants.models import Recipient, RecipientFigure, Share, ShareRun, bitumen, machinery, projects
from hamtaraz.grants.operations import compute_shares
from hamtaraz.grants.queries.shares import recomputed, rests_rial
from hamtaraz.grants.refusals.shares import (
    AnnouncedAlready,
    MachineryBeyondPool,
    NotAnIndex,
    NothingToShare,
    SourceUnknown,
)
from hamtaraz.grants.tests.conftest import LARGE, POOL, TOLD, A, B, C, Clause
from hamtaraz.grants.tests.test_pages import browser
from hamtaraz.kernel.refusals import NotYours, Refused
from hamtaraz.letters.models import Letter
from hamtaraz.letters.queries import letters_for
from hamtaraz.people.models import Organisation
from hamtaraz.people.roles import Role
from hamtaraz.workflow.walker import take

GOLDEN = {A: 86_883_449_032, B: 106_613_080_015, C: 106_503_470_953}


def amounts(run: ShareRun) -> dict[str, int]:
    return {one.agency or one.county: one.amount_rial for one in run.shares.all()}


def test_the_golden_numbers_come_out_of_the_province_s_own_records(clause: Clause):  # F1, S4-013, INV-14
    assert amounts(clause.compute()) == GOLDEN
    assert sum(GOLDEN.values()) == POOL


def test_the_variant_by_need_gives_the_small_town_less_and_the_choice_stays_with_the_run(clause: Clause):  # F1b, S4-?4
    run = clause.compute("municipal-index-1394-by-need")
    found = amounts(run)
    assert [round(found[one] * 1_000_000 / POOL) for one in (A, B, C)] == [294_118, 598_039, 107_843]
    assert run.directive.key == "municipal-index-1394-by-need"


def test_a_town_of_a_hundred_thousand_is_left_out_and_named(clause: Clause):  # S4-010, INV-13
    run = clause.compute()
    assert run.working["left_out"] == {LARGE: "where"}
    assert LARGE not in amounts(run)


def test_counties_share_by_their_qualifying_villages(clause: Clause):  # F2, S4-080, S4-083, INV-22
    run = clause.compute("dehyari-index-1394", 9_000, machinery_rial=4_000)
    assert run.working["data"]["villages"] == ["1", "1", "1"]  # of the two of county 0601 one is too small
    assert sum(amounts(run).values()) == 9_000
    assert set(amounts(run)) == {"0601", "0603", "0617"}


def test_a_town_without_receipts_takes_what_the_policy_says_and_the_run_tells(clause: Clause):  # S4-?5
    RecipientFigure.objects.filter(recipient__code=C, key="receipts").delete()
    run = clause.compute()
    assert [(one["code"], one["key"], one["policy"]) for one in run.working["filled"]] == [
        (C, "receipts", "fill:median:province")
    ]


def test_a_town_without_population_is_refused_by_name(clause: Clause):  # S4-012
    RecipientFigure.objects.filter(recipient__code=C, key="population").delete()
    with pytest.raises(Refused, match="پ"):
        clause.compute()
    assert not ShareRun.objects.exists()


def test_announcing_brings_the_credit_in_and_tells_each_by_its_own_numbered_letter(clause: Clause):  # S4-014
    run = clause.announce()
    assert clause.total("grant_credit") == 0
    assert clause.total("grant_share") == POOL == -clause.total("centre")
    shares = list(Share.objects.filter(run=run).order_by("id"))
    assert [one.number for one in shares] == ["06/1394/80001", "06/1394/80002", "06/1394/80003"]
    for share in shares:
        letter = letters_for(clause.mayor(share.agency)).get()
        assert (letter.number, letter.about_url) == (share.number, share.get_absolute_url())
        assert clause.total("grant_share", agency=share.agency) == share.amount_rial == rests_rial(share)
    assert Paper.objects.count() == 4  # and the one to the governorate
    assert Paper.objects.get(number=shares[0].number).organisation_id == shares[0].organisation_id


def test_the_governorate_s_development_deputy_is_told_of_the_whole(clause: Clause):  # S4-003, S4-007
    run = clause.announce()
    (letter,) = letters_for(clause.actor(Role.DEVELOPMENT_DEPUTY, "gov")).filter(about_kind="grants.sharerun")
    assert letter.receivers.get().code == "gov"
    assert letter.number == "06/1394/80004"
    assert letter.about_url == run.get_absolute_url()
    assert "۳۰۰٬۰۰۰٬۰۰۰٬۰۰۰ ریال" in letter.body
    assert "۱۳۹۴/۰۳/۱۰" in letter.body
    assert "۱۳۹۴/۰۳/۲۷" in letter.body
    paper = Paper.objects.get(number=letter.number)
    assert paper.facts["addressee"] == ["معاون محترم هماهنگی امور عمرانی استانداری"]


def test_a_province_without_a_governorate_announces_all_the_same(clause: Clause):
    Organisation.objects.filter(code="gov").delete()
    assert clause.announce().state == "announced"
    assert Letter.objects.count() == 3


def test_dehyari_envelopes_go_to_the_counties_governorates(clause: Clause):  # S4-084
    clause.announce("dehyari-index-1394", pool_rial=9_000, machinery_rial=4_000)
    assert Letter.objects.count() == 4  # three counties, and the governorate
    assert clause.total("grant_share", chapter="dehyari", county="0601", agency="") > 0


def test_whoever_computed_does_not_announce(clause: Clause):  # S4-014, S0-45
    run = clause.compute()
    with pytest.raises(NotYours):
        take(run, "announce", actor=clause.actor(Role.RESOURCE_EXPERT), day=TOLD)
    assert [one.kind for one in clause.tasks(Role.RESOURCE_DEPUTY)] == ["grants.announce_shares"]
    assert clause.total("grant_share") == 0


def test_a_part_is_announced_once_a_year(clause: Clause):  # S4-014, S4-027
    clause.announce()
    again = clause.compute("municipal-index-1394-by-need")
    with pytest.raises(AnnouncedAlready):
        take(again, "announce", actor=clause.actor(Role.RESOURCE_DEPUTY), day=TOLD)
    withdrawn = take(again, "withdraw", actor=clause.actor(Role.RESOURCE_EXPERT), day=TOLD, given={"reason": "دوباره"})
    assert withdrawn.subject.state == "withdrawn"
    assert clause.total("grant_share") == POOL


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"pool_rial": 0}, NothingToShare),
        ({"source": "??"}, SourceUnknown),
        ({"machinery_rial": POOL + 1}, MachineryBeyondPool),
        ({"part": "dehyari"}, NotAnIndex),
    ],
)
def test_a_wrong_run_is_refused_and_keeps_nothing(clause: Clause, more, refusal):  # S4-131
    with pytest.raises(refusal):
        clause.compute(**more)
    assert not ShareRun.objects.exists()


def test_only_the_expert_of_the_deputy_computes(clause: Clause):
    given = {"part": "municipal", "index": clause.indices["municipal-index-1394"], "source": "9H", "pool_rial": POOL,
             "letter_number": "6094", "letter_on": TOLD}  # fmt: skip
    for actor in (clause.mayor(), clause.actor(Role.RESOURCE_DEPUTY)):
        with pytest.raises(NotYours):
            compute_shares(actor, TOLD, **given)


def test_the_kept_working_gives_the_same_shares_again(clause: Clause):
    run = clause.compute()
    again = recomputed(ShareRun.objects.get(pk=run.pk))
    assert again.shares == GOLDEN
    assert again.digest() == run.digest


def test_a_mayor_sees_their_own_share_once_it_is_announced(clause: Clause):
    run = clause.compute()
    assert not Share.visible_to(clause.mayor(A)).exists()
    announced = take(run, "announce", actor=clause.actor(Role.RESOURCE_DEPUTY), day=TOLD).subject
    assert [one.agency for one in Share.visible_to(clause.mayor(A))] == [A]
    assert not ShareRun.visible_to(clause.mayor(A)).exists()
    assert ShareRun.visible_to(clause.actor(Role.AUDITOR)).get() == announced


def test_a_village_never_is_a_municipality_of_the_run(clause: Clause):
    assert set(clause.compute().working["codes"]) == set(
        Recipient.objects.filter(kind="municipality").values_list("code", flat=True)
    )


def test_a_county_reads_its_dehyaris_share_and_what_rests_of_it(clause: Clause, monkeypatch):  # S4-084
    monkeypatch.setattr("hamtaraz.web.clock.today", lambda: TOLD)
    clause.announce("dehyari-index-1394", pool_rial=9_000 * 1_000_000)
    technical = browser(clause, Role.COUNTY_TECHNICAL, "gov-0601")
    own, other = Share.objects.get(county="0601"), Share.objects.get(county="0603")
    assert own.get_absolute_url() in technical.get("/grants/").content.decode()
    assert technical.get(own.get_absolute_url()).status_code == 200
    assert technical.get(other.get_absolute_url()).status_code == 404


def test_the_letter_of_a_share_is_signed_by_the_deputy_who_announced_it(clause: Clause):  # S4-008
    share = clause.announce().shares.first()
    signed = Paper.objects.get(number=share.number).facts["signatures"]
    assert [one["position"] for one in signed] == ["معاون توسعهٔ منابع و پشتیبانی"]


def test_the_directive_says_on_which_law_for_whom_and_for_what_it_is(clause: Clause):
    rules = directive_of(clause.indices["note-9h-1394"])
    assert {"S4-001", "S4-004", "S4-009"} <= set(re.findall(r"S4-\d+", rules.basis))
    assert "بند (ح) تبصرهٔ (۹)" in rules.basis
    assert rules.recipients.basis == "S4-005"
    assert (int(rules.value_of("city_limit")), rules.parameters["city_limit"].basis) == (100_000, "S4-010")
    assert {machinery.HEADING, bitumen.HEADING, projects.PROJECTS} == {
        "machinery",
        "bitumen",
        "projects",
    }  # S4-006, S4-016


@pytest.mark.parametrize("key", ["municipal-index-1394", "dehyari-index-1394"])
def test_an_index_says_whose_figures_it_takes_and_that_its_weights_are_ours(clause: Clause, key: str):
    # S4-011, S4-081: receipts as the tax organisation announces them · S4-012, S4-082: the census of 1390
    index = directive_of(clause.indices[key])
    assert "سازمان امور مالیاتی" in index.data["receipts"].source
    assert (index.data["population"].year, "مرکز آمار ایران" in index.data["population"].source) == (1390, True)
    weights = [name for name in index.parameters if name.startswith("weight_")]
    assert {index.value_of(name) for name in weights} == {Fraction(1, 3)}  # S4-015, S4-?3
    assert all("S4-?3" in index.parameters[name].basis for name in weights)
    assert len(weights) == 3
