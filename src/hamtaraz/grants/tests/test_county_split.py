"""The counties' shares are split between machinery and projects: only machinery is entered, and both sums stand (F6)."""

import io
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from python_calamine import CalamineWorkbook

from hamtaraz.documents.models import Paper
from hamtaraz.grants.models import CountySplit, Share, ShareRun
from hamtaraz.grants.operations import announce_shares, draft_split, enter_machinery
from hamtaraz.grants.queries.county_split import envelopes, machinery_of, split_in_force
from hamtaraz.grants.refusals.county_split import (
    ChangeNeedsReason,
    CountyAlreadyPromised,
    CountyNotInSplit,
    NoCountyShares,
    OnlyByALaterSplit,
    SplitUnderWay,
)
from hamtaraz.grants.tests.conftest import MILLION, TOLD, Clause
from hamtaraz.grants.tests.test_pages import browser
from hamtaraz.kernel.refusals import ChangedMeanwhile, NotYours
from hamtaraz.law.county_split import CountyAboveItsEnvelope, MachineryNotPlaced
from hamtaraz.ledger.account_map import account_at
from hamtaraz.ledger.accounts import Move
from hamtaraz.ledger.book import post
from hamtaraz.letters.models import Letter
from hamtaraz.people.roles import Role
from hamtaraz.trail.record import record
from hamtaraz.workflow.refusals import NotFromHere, SameHand
from hamtaraz.workflow.walker import take

CEILINGS = {"0601": 5_000, "0603": 3_000, "0617": 2_000}
ONE, TWO, THREE = CEILINGS
MACHINERY = 4_000


class Split:
    """The announced shares of F6, and what people do with them."""

    def __init__(self, clause: Clause) -> None:
        self.clause = clause
        self.office = clause.actor(Role.RURAL_OFFICE)
        self.deputy = clause.actor(Role.DEVELOPMENT_DEPUTY)

    def announced(self) -> ShareRun:
        run = self.clause.compute("dehyari-index-1394", 10_000 * MILLION, machinery_rial=MACHINERY * MILLION)
        for county, amount in CEILINGS.items():
            Share.objects.filter(run=run, county=county).update(amount_rial=amount * MILLION)
        return announce_shares(run, self.clause.actor(Role.RESOURCE_DEPUTY), TOLD)

    def draft(self, reason: str = "") -> CountySplit:
        return draft_split(self.office, TOLD, reason=reason)

    def enter(self, split: CountySplit, *millions: int, **more: object) -> CountySplit:
        amounts = {county: amount * MILLION for county, amount in zip(CEILINGS, millions, strict=True)}
        return enter_machinery(split, self.office, TOLD, amounts, **more)

    def step(self, split: CountySplit, verb: str, by: str = "office", **given: object) -> CountySplit:
        return take(split, verb, actor=getattr(self, by), day=TOLD, given=given).subject

    def approved(self, *millions: int, reason: str = "") -> CountySplit:
        return self.step(self.step(self.enter(self.draft(reason), *millions), "send"), "approve", "deputy")

    def promise(self, county: str, heading: str, amount: int) -> None:
        """Something of an envelope is promised to a village."""
        kept = {"source": "9H", "county": county, "chapter": "dehyari", "programme": heading}
        with transaction.atomic():
            act = record("grants.test", actor=self.deputy, day=TOLD, basis="S4-098", subject_kind="x", subject_id=1,
                         subject_title="x")  # fmt: skip
            post([Move(account_at("credit", "grant_envelope", **kept),
                       account_at("credit", "grant_promised", **kept, agency="0601200001", project="d1"),
                       amount * MILLION, key=f"test:{act}")], province="06", fiscal_year=1394, act=act, basis="S4-098")  # fmt: skip


@pytest.fixture
def split(clause: Clause) -> Split:
    made = Split(clause)
    made.announced()
    return made


def millions(found: CountySplit) -> list[int]:
    return [amount // MILLION for _county, amount in sorted(machinery_of(found).items())]


def envelope(split: Split, county: str, heading: str) -> int:
    return split.clause.total("grant_envelope", county=county, programme=heading) // MILLION


def test_a_draft_begins_with_the_province_s_ratio_in_every_county(split):  # F6, S4-131, S4-133
    draft = split.draft()
    assert millions(draft) == [2_000, 1_200, 800]
    assert [one.projects_rial // MILLION for one in draft.counties.all()] == [3_000, 1_800, 1_200]
    assert [one.kind for one in split.clause.tasks(Role.RURAL_OFFICE)] == ["grants.write_split"]


@pytest.mark.parametrize("entered", [(3_000, 1_000, 0), (0, 3_000, 1_000), (2_000, 1_200, 800)])
def test_a_split_that_keeps_both_sums_is_approved_and_fills_the_envelopes(
    split, entered
):  # F6, S4-130 … S4-134, INV-25
    approved = split.approved(*entered)
    assert millions(approved) == list(entered)
    assert split.clause.total("grant_share", chapter="dehyari") == 0
    assert split.clause.total("grant_envelope", programme="machinery") == MACHINERY * MILLION
    assert split.clause.total("grant_envelope", programme="projects") == 6_000 * MILLION
    for (county, ceiling), machinery in zip(CEILINGS.items(), entered, strict=True):
        assert (envelope(split, county, "machinery"), envelope(split, county, "projects")) == (
            machinery, ceiling - machinery
        )  # fmt: skip


def test_machinery_beyond_the_province_s_is_refused_with_its_excess_and_then_mended(split):  # F6, S4-134
    draft = split.enter(split.draft(), 2_500, 1_200, 800)
    with pytest.raises(MachineryNotPlaced, match="S4-134") as no:
        split.step(draft, "send")
    assert no.value.values["difference_rial"] == 500 * MILLION
    assert no.value.values["entered_rial"] == 4_500 * MILLION
    assert split.step(split.enter(draft, 2_500, 1_200, 300), "send").state == "sent"


def test_a_county_above_its_share_is_refused_by_name_and_clause(split):  # F6, S4-130, S4-132
    draft = split.draft()
    with pytest.raises(CountyAboveItsEnvelope, match="S4-132") as no:
        split.enter(draft, 0, 3_100, 900)
    assert no.value.values["county"] == Share.objects.get(county=TWO).name
    assert no.value.values["ceiling_rial"] == 3_000 * MILLION
    assert millions(draft) == [2_000, 1_200, 800]


@pytest.mark.parametrize("amounts", [{ONE: -1}, {TWO: 3_001 * MILLION}, {THREE: 2_000_000 * MILLION}])
def test_less_than_nothing_or_an_amount_in_the_wrong_unit_is_refused(split, amounts):  # S4-132
    with pytest.raises(CountyAboveItsEnvelope):
        enter_machinery(split.draft(), split.office, TOLD, amounts)


def test_the_county_s_total_is_nowhere_entered_and_the_database_keeps_machinery_within_it(split):  # S4-130, INV-25
    draft = split.draft()
    with pytest.raises(CountyNotInSplit):
        enter_machinery(draft, split.office, TOLD, {"0699": 1})
    with pytest.raises(IntegrityError), transaction.atomic():
        draft.counties.filter(county=ONE).update(machinery_rial=5_001 * MILLION)


def test_there_is_nothing_to_split_before_the_shares_are_announced(clause):  # S4-084
    with pytest.raises(NoCountyShares):
        Split(clause).draft()


def test_a_split_is_drafted_once_by_the_rural_office(split):  # S4-132
    for role in (Role.URBAN_OFFICE, Role.DEVELOPMENT_DEPUTY, Role.RESOURCE_EXPERT):
        with pytest.raises(NotYours):
            draft_split(split.clause.actor(role), TOLD)
    draft = split.draft()
    with pytest.raises(SplitUnderWay):
        split.draft()
    with pytest.raises(NotYours):
        enter_machinery(draft, split.deputy, TOLD, {ONE: 0})
    assert split.step(draft, "withdraw", reason="اشتباه").state == "withdrawn"
    assert split.draft().state == "draft"


def test_another_hand_approves_and_may_return_it(split):  # S4-132, S0-45
    sent = split.step(split.draft(), "send")
    assert [one.kind for one in split.clause.tasks(Role.DEVELOPMENT_DEPUTY)] == ["grants.approve_split"]
    with pytest.raises(NotFromHere):
        split.enter(sent, 3_000, 1_000, 0)
    back = split.step(sent, "return", "deputy", reason="سهم شهرستان یک زیاد است")
    assert back.state == "draft"
    again = split.step(back, "send")
    split.deputy = replace(split.deputy, person_id=split.office.person_id)
    with pytest.raises(SameHand):
        split.step(again, "approve", "deputy")


def test_the_organisation_and_the_counties_are_told_by_one_letter_with_the_table(split):  # S4-132
    approved = split.approved(3_000, 1_000, 0)
    letter = Letter.objects.get(number=approved.letter_number)
    assert sorted(letter.receivers.values_list("code", flat=True)) == ["gov-0601", "gov-0603", "gov-0617", "imo"]
    paper = Paper.objects.get(number=approved.letter_number)
    assert paper.facts["matrix"]["column_totals_rial"] == [str(4_000 * MILLION), str(6_000 * MILLION)]
    assert paper.facts["matrix"]["total_rial"] == str(10_000 * MILLION)


def test_a_later_split_says_why_and_moves_only_what_differs(split):  # S4-132, INV-25
    first = split.approved(3_000, 1_000, 0)
    with pytest.raises(ChangeNeedsReason):
        split.draft()
    split.promise(ONE, "machinery", 700)
    split.promise(ONE, "projects", 1_500)
    second = split.approved(1_000, 1_000, 2_000, reason="روستاهای شهرستان سه ماشین خواسته‌اند")
    first.refresh_from_db()
    assert (first.state, split_in_force("06", 1394)) == ("replaced", second)
    assert [envelope(split, ONE, one) for one in ("machinery", "projects")] == [300, 2_500]
    assert [envelope(split, TWO, one) for one in ("machinery", "projects")] == [1_000, 2_000]
    assert [envelope(split, THREE, one) for one in ("machinery", "projects")] == [2_000, 0]
    held = envelopes("06", 1394)[ONE, "machinery"]
    assert (held.amount_rial, held.promised_rial) == (1_000 * MILLION, 700 * MILLION)


def test_a_change_that_takes_what_is_promised_is_refused_by_county(split):  # S4-096, S4-130
    split.approved(3_000, 1_000, 0)
    split.promise(ONE, "machinery", 2_500)
    split.promise(TWO, "projects", 1_900)
    for entered in ((2_000, 1_000, 1_000), (2_500, 1_200, 300)):
        change = split.enter(split.draft("تغییر"), *entered)
        with pytest.raises(CountyAlreadyPromised) as no:
            split.step(change, "send")
        assert no.value.values["county"] == Share.objects.get(county=ONE if entered[0] == 2_000 else TWO).name
        split.step(change, "withdraw", reason="نشد")


def test_a_split_in_force_does_not_end_by_itself(split):  # S4-132
    approved = split.approved(3_000, 1_000, 0)
    with pytest.raises(OnlyByALaterSplit):
        split.step(approved, "replace", "deputy")


def test_two_who_write_at_once_learn_of_one_another(split):
    draft = split.draft()
    split.enter(draft, 3_000, 1_000, 0, seen_version=draft.version)
    with pytest.raises(ChangedMeanwhile):
        split.enter(draft, 0, 3_000, 1_000, seen_version=draft.version)


# --- pages -------------------------------------------------------------------------------------


@pytest.fixture
def today(monkeypatch, clause: Clause):
    monkeypatch.setattr("hamtaraz.web.clock.today", lambda: clause.day)


def desk(split: Split, role: str = Role.RURAL_OFFICE) -> Client:
    return browser(split.clause, role)


@pytest.mark.usefixtures("today")
def test_the_office_splits_on_the_page_is_refused_with_its_input_kept_and_mends_it(split):  # S4-130 … S4-134
    office = desk(split)
    assert "نسبت" in office.get("/grants/split/").content.decode()
    where = office.post("/grants/split/")["Location"]
    page = office.get(where).content.decode()
    assert 'data-ceiling="4000000000"' in page
    typed = {"version": "1", "0601": "۰", "0603": "۳٬۱۰۰", "0617": "۹۰۰"}
    refused = office.post(where, typed)
    assert refused.status_code == 409
    assert "۳٬۱۰۰" in refused.content.decode()
    assert "S4-132" in refused.content.decode()
    answer = office.post(where, typed | {"0601": "۲٬۵۰۰", "0603": "۱٬۲۰۰", "0617": "۸۰۰"})
    assert "۵۰۰" in office.get(answer["Location"]).content.decode()  # what is too much
    found = CountySplit.objects.get()
    no = office.post(f"/step/county_split/{found.pk}/send/", {"version": found.version})
    assert no.status_code == 409
    assert "S4-134" in no.content.decode()
    office.post(where, {"version": found.version, "0601": "۳٬۰۰۰", "0603": "۱٬۰۰۰", "0617": "۰"})
    found.refresh_from_db()
    assert office.post(f"/step/county_split/{found.pk}/send/", {"version": found.version}).status_code == 302
    deputy = desk(split, Role.DEVELOPMENT_DEPUTY)
    page = deputy.get(found.get_absolute_url()).content.decode()
    assert "تأیید" in page
    found.refresh_from_db()
    assert deputy.post(f"/step/county_split/{found.pk}/approve/", {"version": found.version}).status_code == 302
    sheet = office.get(f"{found.get_absolute_url()}?format=xlsx").content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(sheet)).get_sheet_by_index(0).to_python()
    assert [row[2:] for row in rows[2:]] == [
        [5e9, 3e9, 2e9], [3e9, 1e9, 2e9], [2e9, 0, 2e9], [1e10, 4e9, 6e9]
    ]  # fmt: skip


@pytest.mark.usefixtures("today")
def test_a_split_is_the_province_s_alone(split):
    found = split.approved(3_000, 1_000, 0)
    assert desk(split, Role.DEHYARI_DEPUTY).get(found.get_absolute_url()).status_code == 200
    assert not CountySplit.visible_to(split.clause.actor(Role.COUNTY_SECRETARY)).exists()
    assert desk(split, Role.COUNTY_SECRETARY).get(found.get_absolute_url()).status_code in (403, 404)
