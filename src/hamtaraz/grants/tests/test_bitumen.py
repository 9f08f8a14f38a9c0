"""Bitumen for municipalities: from a credit to works that are confirmed, with money, letters and what is refused."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from hamtaraz.conftest import PROVINCE
from hamtaraz.documents.models import Paper
from hamtaraz.grants.models import BitumenAid, BitumenRun, DepositSlip, RecipientFigure, Waiver
from hamtaraz.grants.operations.bitumen import (
    compute_bitumen,
    deposit_for_bitumen,
    order_bitumen,
    record_control,
    record_resolution,
    show_work,
)
from hamtaraz.grants.operations.bitumen_around import buy_jointly, record_rate, report_bitumen
from hamtaraz.grants.operations.deposits import present_slip
from hamtaraz.grants.operations.recipients import change_recipients
from hamtaraz.grants.queries.bitumen import Town, shared, uses_of, waiting
from hamtaraz.grants.queries.rules import rules_in_force
from hamtaraz.grants.refusals import bitumen as no
from hamtaraz.grants.refusals.deposits import SlipBeyondContribution, SlipTwice
from hamtaraz.grants.refusals.evidence import NotAPhoto
from hamtaraz.grants.tests.bitumen_story import accept_a_part, photo
from hamtaraz.grants.tests.conftest import MILLION, TOLD, YEAR, A, B, C, Clause
from hamtaraz.kernel import jalali
from hamtaraz.kernel.refusals import Missing, NotYours
from hamtaraz.letters.models import Letter
from hamtaraz.people.roles import Role
from hamtaraz.workflow.refusals import NotFromHere, SameHand
from hamtaraz.workflow.walker import take

PDF = b"%PDF-1.7 scan"
RATE = 10_500_000
CREDIT = 4_000 * MILLION
LATER = jalali.parse("1394/03/20")


class Bitumen:
    """A clause whose shares are announced, and the steps of bitumen."""

    def __init__(self, clause: Clause) -> None:
        self.clause = clause
        clause.announce()

    def actor(self, role: str, organisation: str = "") -> Any:
        seats = {Role.TECHNICAL_OFFICE: "gov", Role.DEVELOPMENT_DEPUTY: "gov", Role.COUNTY_TECHNICAL: "gov-0601"}
        return self.clause.actor(role, organisation or seats.get(Role(role), ""))

    def computed(self, credit_rial: int = CREDIT) -> BitumenRun:
        return compute_bitumen(self.actor(Role.RESOURCE_EXPERT), TOLD, credit_rial)

    def announced(self, credit_rial: int = CREDIT) -> BitumenRun:
        run = self.computed(credit_rial)
        return take(
            run, "announce", actor=self.actor(Role.RESOURCE_DEPUTY), day=TOLD, given={"account_number": "۱۲۳۴"}
        ).subject

    def aid(self, town: str = A) -> BitumenAid:
        return BitumenAid.objects.exclude(state="withdrawn").get(recipient__code=town)

    def alone(self, credit_rial: int) -> BitumenAid:
        """The whole credit for town A: the other one is too small."""
        RecipientFigure.objects.filter(recipient__code=B, key="population").update(value=19_999)
        self.announced(credit_rial)
        return self.aid()

    def of_two_thousand(self) -> BitumenAid:
        """F4's S = 2,000 (million rial)."""
        return self.alone(2_000 * MILLION)

    def mayor(self, aid: BitumenAid) -> Any:
        return self.clause.mayor(aid.recipient.code)

    def resolve(self, aid: BitumenAid, on: datetime.date = TOLD) -> BitumenAid:
        return record_resolution(aid, self.mayor(aid), TOLD, number="۵۵", resolution_on=on, name="r.pdf", content=PDF)

    def slip(self, aid: BitumenAid, amount_rial: int, number: str = "77", **more: Any) -> BitumenAid:
        given = {"number": number, "paid_on": TOLD, "amount_rial": amount_rial, "name": "slip.pdf", "content": PDF}
        return deposit_for_bitumen(aid, self.mayor(aid), TOLD, **(given | more))

    def rate(self, tonne_price_rial: int = RATE, on: datetime.date = TOLD, **more: Any) -> None:
        record_rate(
            self.actor(Role.RESOURCE_EXPERT), max(on, TOLD), rate_on=on, tonne_price_rial=tonne_price_rial, **more
        )

    def order(self, aid: BitumenAid, day: datetime.date = TOLD, uses: tuple[str, ...] = ("surfacing",)) -> BitumenAid:
        return order_bitumen(aid, self.mayor(aid), day, uses=uses, streets="خیابان اصلی")

    def ordered(self, town: str = A) -> BitumenAid:
        aid = self.resolve(self.aid(town))
        return self.order(self.slip(aid, aid.due_rial, number=f"77{town}"))

    def introduce(self, aid: BitumenAid, day: datetime.date = TOLD, **given: Any) -> BitumenAid:
        return take(aid, "introduce", actor=self.actor(Role.RESOURCE_DEPUTY), day=day,
                    given={"supplier": "پالایشگاه نمونه"} | given).subject  # fmt: skip

    def receive(self, aid: BitumenAid, on: datetime.date = TOLD, day: datetime.date = TOLD) -> BitumenAid:
        return take(aid, "receive", actor=self.mayor(aid), day=day, given={"received_on": on}).subject

    def show(self, aid: BitumenAid, *moments: str) -> None:
        for moment in moments:
            content, name = (PDF, "invoice.pdf") if moment == "document" else (photo(), f"{moment}.jpg")
            show_work(
                aid,
                self.mayor(aid),
                TOLD,
                moment=moment,
                taken_on=TOLD,
                place="خیابان اصلی",
                name=name,
                content=content,
            )

    def control(self, aid: BitumenAid, passed: bool = True, role: str = Role.COUNTY_TECHNICAL, **more: Any) -> None:
        given = {"checked_on": TOLD, "place": "خیابان اصلی", "passed": passed, "compaction_ppm": 955_000, "remark": "",
                 "name": "sheet.pdf", "content": PDF}  # fmt: skip
        record_control(aid, self.actor(role), TOLD, **(given | more))

    def switch_on(self) -> None:
        """A directive that accepts a deposit in part comes into force."""
        accept_a_part(self.clause.actor, TOLD, YEAR)


@pytest.fixture
def bitumen(clause: Clause) -> Bitumen:
    return Bitumen(clause)


def test_a_credit_is_shared_by_shares_among_the_eligible_and_told_to_each(bitumen):  # S4-041, S4-042, S4-043, INV-13
    clause = bitumen.clause
    share = {town: clause.total("grant_share", agency=town) for town in (A, B, C)}
    run = bitumen.announced()
    a, b = bitumen.aid(A), bitumen.aid(B)
    assert not BitumenAid.objects.filter(recipient__code=C).exists()  # 5,000 persons
    assert a.announced_rial + b.announced_rial == CREDIT
    assert a.announced_rial == round(CREDIT * share[A] / (share[A] + share[B]))
    assert (a.due_rial, b.due_rial) == (a.announced_rial // 2, b.announced_rial // 2)
    assert clause.total("grant_share", agency=A) == share[A] - a.announced_rial
    assert clause.total("grant_promised", programme="bitumen") == CREDIT
    assert clause.total("grant_share", agency=C) == share[C]
    letter = Letter.objects.get(number=a.letter_number)
    assert "۱۲۳۴" in letter.body
    assert [one.code for one in letter.receivers.all()] == [A]
    assert Paper.objects.filter(number=a.letter_number).exists()
    assert [one.title for one in clause.tasks(Role.MAYOR, A)] == [a.title()]
    assert run.announced_on == TOLD


def test_the_expert_computes_and_another_hand_announces(bitumen):  # S4-041, S0-45
    with pytest.raises(NotYours):
        compute_bitumen(bitumen.actor(Role.RESOURCE_DEPUTY), TOLD, CREDIT)
    run = bitumen.computed()
    one = bitumen.clause.mandate(Role.RESOURCE_EXPERT).person
    deputy = bitumen.actor(Role.RESOURCE_DEPUTY)
    both = type(deputy)(**{name: getattr(deputy, name) for name in deputy.__slots__} | {"person_id": one.pk})
    with pytest.raises(SameHand):
        take(run, "announce", actor=both, day=TOLD, given={"account_number": "1"})
    with pytest.raises(no.OnlyInTheRun):
        take(bitumen.aid(), "announce", actor=deputy, day=TOLD)
    with pytest.raises(no.BitumenAlready):
        bitumen.computed()
    assert bitumen.clause.total("grant_promised") == 0


def test_a_run_that_is_taken_back_leaves_room_for_another(bitumen):
    run = bitumen.computed()
    with pytest.raises(no.OnlyInTheRun):
        take(bitumen.aid(), "withdraw", actor=bitumen.actor(Role.RESOURCE_EXPERT), day=TOLD)
    take(run, "withdraw", actor=bitumen.actor(Role.RESOURCE_EXPERT), day=TOLD, given={"reason": "اعتبار عوض شد"})
    assert set(BitumenAid.objects.values_list("state", flat=True)) == {"withdrawn"}
    assert bitumen.announced(CREDIT).credit_rial == CREDIT


@pytest.mark.parametrize(
    ("population", "eligible"), [(19_999, False), (20_000, True), (99_999, True), (100_000, False)]
)
def test_the_bounds_of_population_are_those_of_the_directive(bitumen, population, eligible):  # S4-043, S4-?10, INV-13
    RecipientFigure.objects.filter(recipient__code=B, key="population").update(value=population)
    bitumen.computed()
    assert BitumenAid.objects.filter(recipient__code=B).exists() == eligible


def test_nobody_eligible_no_shares_and_a_wrong_unit_are_refused(bitumen):  # S4-041, S4-043
    with pytest.raises(no.BitumenOutOfRange):
        bitumen.computed(CREDIT // 1_000)  # thousand rial typed as rial
    for wrong in (0, -1):
        with pytest.raises(no.BitumenOutOfRange):
            bitumen.computed(wrong)
    with pytest.raises(no.BitumenBeyondShares):
        bitumen.computed(CREDIT * 1_000)
    RecipientFigure.objects.filter(key="population").delete()
    with pytest.raises(no.NobodyForBitumen):
        bitumen.computed()
    assert BitumenRun.objects.count() == 0


def test_without_announced_shares_there_is_no_bitumen(clause):  # S4-041
    with pytest.raises(no.NoSharesForBitumen):
        compute_bitumen(clause.actor(Role.RESOURCE_EXPERT), TOLD, CREDIT)


def test_nobody_gets_more_than_rests_of_its_share_and_the_sum_stays_exact():  # S4-041
    def town(code: str, share: int, rests: int, eligible: bool = True) -> Town:
        return Town(code, code, 30_000, eligible, share, rests)

    got = shared([town("1", 100, 100), town("2", 100, 10), town("3", 100, 100), town("4", 900, 900, False)], 151)
    assert [(one.aid_rial, one.capped) for one in got] == [(71, False), (10, True), (70, False), (0, False)]
    exact = shared([town("1", 3, 3), town("2", 3, 3), town("3", 3, 3)], 7)
    assert [one.aid_rial for one in exact] == [3, 2, 2]
    everything = shared([town("1", 100, 5), town("2", 1, 1)], 6)
    assert [one.aid_rial for one in everything] == [5, 1]


def test_no_slip_counts_before_the_council_s_resolution(bitumen):  # S4-045, INV-18
    bitumen.announced()
    aid = bitumen.aid()
    with pytest.raises(no.ResolutionLacks):
        bitumen.slip(aid, aid.due_rial)
    with pytest.raises(no.ResolutionLacks), transaction.atomic():  # nor by the way every slip goes
        present_slip(
            aid,
            bitumen.mayor(aid),
            TOLD,
            number="78",
            paid_on=TOLD,
            amount_rial=aid.due_rial,
            name="s.pdf",
            content=PDF,
        )
    assert not DepositSlip.objects.exists()
    with pytest.raises(no.ResolutionAhead):
        bitumen.resolve(aid, on=TOLD + datetime.timedelta(days=1))
    resolved = bitumen.resolve(aid, on=TOLD)
    with pytest.raises(no.DepositBeforeResolution):
        bitumen.slip(resolved, aid.due_rial, paid_on=TOLD - datetime.timedelta(days=1))
    with pytest.raises(NotYours):
        record_resolution(aid, bitumen.clause.mayor(B), TOLD, number="1", resolution_on=TOLD, name="r.pdf", content=PDF)
    half = bitumen.slip(resolved, aid.due_rial // 2)
    with pytest.raises(no.ResolutionFixed):
        bitumen.resolve(half)
    assert bitumen.slip(half, aid.due_rial - aid.due_rial // 2, number="79").state == "deposited"


def test_the_database_keeps_no_deposit_without_a_resolution_nor_beyond_half(bitumen):  # INV-18
    bitumen.announced()
    aid = bitumen.aid()
    for change in (
        {"deposit_rial": aid.due_rial, "delivered_rial": 3 * aid.due_rial, "used_rial": 2 * aid.due_rial},
        {"due_rial": aid.announced_rial},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            BitumenAid.objects.filter(pk=aid.pk).update(**change)


def test_half_is_deposited_and_three_times_it_delivered(bitumen):  # F4: S = 2,000 → D = 1,000 → V = 3,000; S4-044
    aid = bitumen.resolve(bitumen.of_two_thousand())
    assert (aid.announced_rial, aid.due_rial) == (2_000 * MILLION, 1_000 * MILLION)
    with pytest.raises(SlipBeyondContribution):
        bitumen.slip(aid, 1_000 * MILLION + 1)  # d > D
    deposited = bitumen.slip(aid, 1_000 * MILLION)
    assert (deposited.state, deposited.delivered_rial, deposited.used_rial) == (
        "deposited",
        3_000 * MILLION,
        2_000 * MILLION,
    )
    assert bitumen.clause.total("grant_promised") == 2_000 * MILLION
    bitumen.rate()
    ordered = bitumen.order(deposited)
    assert (ordered.kilograms, ordered.tankers) == (285_714, 12)  # price 10.5/t → 285.714 t
    assert ordered.tonne_price_rial == RATE


def test_an_odd_rial_of_aid_goes_back_to_the_share(bitumen):  # S4-042: half is a whole rial
    aid = bitumen.resolve(bitumen.alone(2_000 * MILLION + 1))
    share = bitumen.clause.total("grant_share", agency=aid.recipient.code)
    deposited = bitumen.slip(aid, aid.due_rial)
    assert deposited.used_rial == aid.announced_rial - 1
    assert bitumen.clause.total("grant_share", agency=aid.recipient.code) == share + 1


def test_a_deposit_in_part_is_refused_by_the_text(bitumen):  # S4-042, S4-045
    aid = bitumen.slip(bitumen.resolve(bitumen.of_two_thousand()), 600 * MILLION)
    assert aid.state == "announced"
    with pytest.raises(no.InPartNotAllowed):
        take(aid, "deposit_in_part", actor=bitumen.mayor(aid), day=TOLD)
    with pytest.raises(no.InPartNotAllowed):
        take(aid, "deposit", actor=bitumen.mayor(aid), day=TOLD)


def test_where_the_directive_accepts_a_part_what_is_not_used_goes_back(
    bitumen,
):  # F4: 600 → V 1,800, used 1,200, unused 800
    clause = bitumen.clause
    aid = bitumen.resolve(bitumen.of_two_thousand())
    share = clause.total("grant_share", agency=A)
    bitumen.switch_on()
    with pytest.raises(no.NothingDeposited):
        take(aid, "deposit_in_part", actor=bitumen.mayor(aid), day=TOLD)
    aid = bitumen.slip(aid, 600 * MILLION)
    ended = take(aid, "deposit_in_part", actor=bitumen.mayor(aid), day=TOLD).subject
    assert (ended.delivered_rial, ended.used_rial, ended.left_rial) == (1_800 * MILLION, 1_200 * MILLION, 800 * MILLION)
    assert clause.total("grant_promised", project=f"b{aid.pk}") == 1_200 * MILLION
    assert clause.total("grant_share", agency=A) == share + 800 * MILLION


def test_a_slip_is_of_one_payment_and_of_one_town(bitumen):  # S4-045
    bitumen.announced()
    a, b = bitumen.resolve(bitumen.aid(A)), bitumen.resolve(bitumen.aid(B))
    bitumen.slip(a, 10_000_000, number="۹۱")
    with pytest.raises(SlipTwice):
        bitumen.slip(b, 10_000_000, number="91")
    with pytest.raises(no.SlipOutOfRange):
        bitumen.slip(b, b.due_rial // 1_000, number="92")  # thousand rial typed as rial
    for wrong in (0, -5 * MILLION):
        with pytest.raises(SlipBeyondContribution):
            bitumen.slip(b, wrong, number="92")
    with pytest.raises(NotYours):
        deposit_for_bitumen(
            a, bitumen.mayor(b), TOLD, number="93", paid_on=TOLD, amount_rial=1, name="s.pdf", content=PDF
        )


def test_a_municipality_may_decline_before_it_pays_and_its_share_is_whole_again(bitumen):
    clause = bitumen.clause
    share = clause.total("grant_share", agency=A)
    bitumen.announced()
    aid = bitumen.resolve(bitumen.aid())
    paid = bitumen.slip(bitumen.resolve(bitumen.aid(B)), 10_000_000)
    with pytest.raises(no.DepositedAlready):
        take(paid, "decline", actor=bitumen.mayor(paid), day=TOLD, given={"reason": "نیاز نیست"})
    take(aid, "decline", actor=bitumen.mayor(aid), day=TOLD, given={"reason": "نیاز نیست"})
    assert clause.total("grant_share", agency=A) == share


def test_rates_are_those_of_the_exchange_day_by_day(bitumen):  # S4-047
    with pytest.raises(NotYours):
        record_rate(bitumen.actor(Role.RESOURCE_DEPUTY), TOLD, rate_on=TOLD, tonne_price_rial=RATE)
    for wrong in (0, -1):
        with pytest.raises(no.RateOfNothing):
            bitumen.rate(wrong)
    with pytest.raises(no.RateAhead):
        record_rate(bitumen.actor(Role.RESOURCE_EXPERT), TOLD, rate_on=LATER, tonne_price_rial=RATE)
    bitumen.rate(RATE)
    day_after = TOLD + datetime.timedelta(days=1)
    with pytest.raises(no.RateJumps):  # thousand rial typed as rial
        bitumen.rate(RATE // 1_000, day_after)
    bitumen.rate(RATE * 2, day_after, sure=True)
    bitumen.announced()
    aid = bitumen.resolve(bitumen.aid())
    deposited = bitumen.slip(aid, aid.due_rial)
    with pytest.raises(no.NoRate):
        bitumen.order(deposited, LATER)
    ordered = bitumen.order(deposited, day_after)
    assert ordered.tonne_price_rial == RATE * 2
    bitumen.rate(RATE, day_after, sure=True)
    ordered.refresh_from_db()
    assert ordered.tonne_price_rial == RATE * 2  # what was ordered keeps its rate


def test_the_latest_rate_holds_over_days_without_trade(bitumen):  # S4-047
    bitumen.rate(RATE)
    bitumen.announced()
    aid = bitumen.resolve(bitumen.aid())
    deposited = bitumen.slip(aid, aid.due_rial)
    friday = TOLD + datetime.timedelta(days=5)
    assert bitumen.order(deposited, friday).rate_on == TOLD


def test_bitumen_is_used_only_for_what_the_directive_names(bitumen):  # S4-040, S4-049, INV-19
    bitumen.rate()
    bitumen.announced()
    aid = bitumen.resolve(bitumen.aid())
    deposited = bitumen.slip(aid, aid.due_rial)
    assert list(uses_of(rules_in_force(PROVINCE, YEAR, TOLD))) == [
        "asphalt",
        "repair",
        "reconstruction",
        "surfacing",
        "barter",
    ]
    with pytest.raises(no.UseNotAllowed):
        bitumen.order(deposited, uses=("surfacing", "roof"))
    with pytest.raises(Missing):
        bitumen.order(deposited, uses=())
    with pytest.raises(Missing):
        order_bitumen(deposited, bitumen.mayor(deposited), TOLD, uses=["repair"], streets=" ")
    assert bitumen.order(deposited, uses=("barter", "repair")).uses == ["repair", "barter"]


def test_cold_and_border_towns_come_first_with_their_reasons(bitumen):  # S4-046, S4-?18
    change_recipients(bitumen.actor(Role.RESOURCE_EXPERT), TOLD, [{"code": B, "border": True}])
    bitumen.rate()
    bitumen.announced()
    a, b = bitumen.ordered(A), bitumen.ordered(B)
    rows = waiting(PROVINCE, YEAR, rules_in_force(PROVINCE, YEAR, TOLD), TOLD)
    assert [one.pk for one, _rank in rows] == [b.pk, a.pk]
    assert "S4-046" in rows[0][1].reasons[0]
    with pytest.raises(no.OutOfTurn):
        bitumen.introduce(a)
    introduced = bitumen.introduce(b)
    assert bitumen.introduce(a).state == introduced.state == "introduced"
    assert not Waiver.objects.exists()


def test_who_ordered_earlier_comes_first_among_equals(bitumen):  # S4-?18
    bitumen.rate()
    bitumen.announced()
    b = bitumen.ordered(B)
    aid = bitumen.resolve(bitumen.aid(A))
    deposited = bitumen.slip(aid, aid.due_rial)
    a = bitumen.order(deposited, TOLD + datetime.timedelta(days=2))
    rows = waiting(PROVINCE, YEAR, rules_in_force(PROVINCE, YEAR, TOLD), LATER)
    assert [one.pk for one, _rank in rows] == [b.pk, a.pk]


def test_a_letter_before_its_turn_keeps_its_reason_as_a_waiver(bitumen):  # S4-046
    change_recipients(bitumen.actor(Role.RESOURCE_EXPERT), TOLD, [{"code": B, "cold": True}])
    bitumen.rate()
    bitumen.announced()
    a, _b = bitumen.ordered(A), bitumen.ordered(B)
    bitumen.introduce(a, reason="کارخانهٔ آسفالت آماده است")
    waiver = Waiver.objects.get()
    assert (waiver.clause, waiver.about_id) == ("S4-046", a.pk)


def test_the_introduction_letter_says_weight_value_and_price_and_pays_the_aid(bitumen):  # S4-046, S4-047
    aid = bitumen.resolve(bitumen.of_two_thousand())
    bitumen.rate()
    introduced = bitumen.introduce(bitumen.order(bitumen.slip(aid, 1_000 * MILLION)))
    clause = bitumen.clause
    assert (clause.total("grant_promised"), clause.total("grant_paid", programme="bitumen")) == (0, 2_000 * MILLION)
    body = Letter.objects.get(number=introduced.introduction_number).body
    for told in ("۲۸۵٫۷۱۴", "۳٬۰۰۰٬۰۰۰٬۰۰۰", "۱۰٬۵۰۰٬۰۰۰", "۱۳۹۴/۰۲/۲۷", "پالایشگاه نمونه"):
        assert told in body
    assert Paper.objects.filter(number=introduced.introduction_number).exists()


def test_towns_buy_and_haul_jointly_and_fill_tankers_together(bitumen):  # S4-048
    bitumen.rate()
    bitumen.announced(330 * MILLION)
    a, b = bitumen.ordered(A), bitumen.ordered(B)
    office = bitumen.actor(Role.URBAN_OFFICE)
    with pytest.raises(NotYours):
        buy_jointly(bitumen.mayor(a), TOLD, aids=[a.pk, b.pk], haulier="باربری")
    with pytest.raises(no.JointOfOne):
        buy_jointly(office, TOLD, aids=[a.pk, a.pk], haulier="باربری")
    joint = buy_jointly(office, TOLD, aids=[a.pk, b.pk], haulier="باربری")
    assert joint.kilograms == a.kilograms + b.kilograms
    assert (joint.tankers, joint.rest_kilograms) == divmod(joint.kilograms, 23_000)
    assert joint.tankers > a.tankers + b.tankers  # what neither fills alone, both fill
    letter = Letter.objects.get(number=joint.number)
    assert {one.code for one in letter.receivers.all()} == {A, B}
    assert Paper.objects.filter(number=joint.number).count() == 1
    with pytest.raises(no.NotForJoint):
        buy_jointly(office, TOLD, aids=[a.pk, b.pk], haulier="باربری")


def test_the_work_is_documented_controlled_and_confirmed(bitumen):  # S4-050, S4-051, S4-052
    bitumen.rate()
    bitumen.announced()
    aid = bitumen.introduce(bitumen.ordered())
    with pytest.raises(no.ReceivedAhead):
        bitumen.receive(aid, on=TOLD + datetime.timedelta(days=1))
    received = bitumen.receive(aid)
    county = bitumen.actor(Role.COUNTY_TECHNICAL)
    assert [one.kind for one in bitumen.clause.tasks(Role.COUNTY_TECHNICAL, "gov-0601")] == [
        "grants.bitumen_compaction"
    ]
    bitumen.show(received, "before", "during")
    with pytest.raises(no.DocumentsLack):
        take(received, "document", actor=bitumen.mayor(aid), day=TOLD)
    with pytest.raises(NotAPhoto):
        show_work(
            received,
            bitumen.mayor(aid),
            TOLD,
            moment="after",
            taken_on=TOLD,
            place="خیابان",
            name="a.jpg",
            content=b"\xff\xd8\xff not",
        )
    bitumen.show(received, "after", "document")
    documented = take(received, "document", actor=bitumen.mayor(aid), day=TOLD).subject
    technical = bitumen.actor(Role.TECHNICAL_OFFICE)
    with pytest.raises(no.CompactionLacks):
        take(documented, "confirm", actor=technical, day=TOLD)
    bitumen.control(documented, passed=False)
    assert bitumen.clause.tasks(Role.COUNTY_TECHNICAL, "gov-0601") == []
    with pytest.raises(no.CompactionLacks):
        take(documented, "confirm", actor=technical, day=TOLD)
    again = take(documented, "return", actor=technical, day=TOLD, given={"reason": "تراکم کم است"}).subject
    bitumen.control(again, role=Role.TECHNICAL_OFFICE)
    documented = take(again, "document", actor=bitumen.mayor(aid), day=TOLD).subject
    assert take(documented, "confirm", actor=technical, day=TOLD).subject.state == "confirmed"
    assert county.county == aid.recipient.county.code


def test_a_control_is_by_the_county_of_the_town_or_the_technical_office(bitumen):  # S4-050, S4-052
    bitumen.rate()
    bitumen.announced()
    aid = bitumen.introduce(bitumen.ordered(), reason="")
    for role, seat in ((Role.COUNTY_TECHNICAL, "gov-0603"), (Role.MAYOR, A), (Role.URBAN_OFFICE, "gov")):
        with pytest.raises(NotYours):
            record_control(aid, bitumen.actor(role, seat), TOLD, checked_on=TOLD, place="x", passed=True,
                           compaction_ppm=None, remark="", name="s.pdf", content=PDF)  # fmt: skip
    for wrong in (0, -1, 1_200_001):
        with pytest.raises(no.PercentOutOfRange):
            bitumen.control(aid, compaction_ppm=wrong)
    with pytest.raises(no.CheckAhead):
        bitumen.control(aid, checked_on=TOLD + datetime.timedelta(days=1))
    bitumen.control(aid, compaction_ppm=None)


def test_photos_are_the_town_s_own_and_come_after_its_deposit(bitumen):  # S4-051
    bitumen.announced()
    aid = bitumen.aid()
    with pytest.raises(NotFromHere):
        bitumen.show(aid, "before")
    with pytest.raises(NotYours):
        show_work(
            aid, bitumen.clause.mayor(B), TOLD, moment="before", taken_on=TOLD, place="x", name="a.jpg", content=photo()
        )


def test_a_periodic_report_tells_the_figures_of_the_records(bitumen):  # S4-052
    aid = bitumen.resolve(bitumen.of_two_thousand())
    bitumen.rate()
    bitumen.introduce(bitumen.order(bitumen.slip(aid, 1_000 * MILLION)))
    deputy = bitumen.actor(Role.DEVELOPMENT_DEPUTY)
    since = TOLD - datetime.timedelta(days=10)
    given = {"since": since, "until": TOLD, "words": "کار آغاز شد"}
    with pytest.raises(NotYours):
        report_bitumen(bitumen.actor(Role.URBAN_OFFICE), TOLD, **given)
    with pytest.raises(no.PeriodWrong):
        report_bitumen(deputy, TOLD, **given | {"until": LATER})
    with pytest.raises(Missing):
        report_bitumen(deputy, TOLD, **given | {"words": " "})
    report = report_bitumen(deputy, TOLD, **given)
    period = report.figures["period"]
    assert (period["announced"], period["announced_rial"], period["deposited_rial"]) == (
        1,
        2_000 * MILLION,
        1_000 * MILLION,
    )
    assert (period["introduced"], period["introduced_rial"], period["introduced_kilograms"]) == (
        1,
        3_000 * MILLION,
        285_714,
    )
    letter = Letter.objects.get(number=report.number)
    assert [one.code for one in letter.receivers.all()] == ["imo"]
    assert "کار آغاز شد" in letter.body
    with pytest.raises(no.PeriodReported):
        report_bitumen(deputy, TOLD, **given)
