"""A municipality asks for a machine, pays its contribution, gets its delivery order, and may not sell for five years."""

import datetime
import io

import pytest
from django.db import transaction
from python_calamine import CalamineWorkbook

from hamtaraz.documents.models import Paper
from hamtaraz.grants.models import MachineRequest, Recipient
from hamtaraz.grants.operations import ask_for_machine, present_slip, send_list, set_price
from hamtaraz.grants.queries.deposits import slips_of
from hamtaraz.grants.queries.machinery import catalogue, locked
from hamtaraz.grants.queries.rules import rules_in_force
from hamtaraz.grants.refusals.deposits import DepositLacks, SlipAhead, SlipBeyondContribution, SlipTwice
from hamtaraz.grants.refusals.machinery import (
    AidBeyondShare,
    AskedAlready,
    BothReliefs,
    ContributionUnknown,
    EquipmentDeferred,
    HandOverAhead,
    NoSuchPriority,
    NothingToList,
    NotInCatalogue,
    OnlyInTheList,
    PriceNotSet,
    PriceOfNothing,
    SaleLocked,
    TooLate,
    TwiceTheSame,
)
from hamtaraz.grants.refusals.shares import NoShareYet
from hamtaraz.grants.tests.conftest import LARGE, MILLION, TOLD, A, B, Clause
from hamtaraz.grants.views.machines import named
from hamtaraz.grants.views.table_one import workbook
from hamtaraz.kernel import jalali
from hamtaraz.kernel.refusals import NotYours
from hamtaraz.letters.files import FileNotAccepted
from hamtaraz.letters.models import Letter
from hamtaraz.people.roles import Role
from hamtaraz.workflow.refusals import NotFromHere
from hamtaraz.workflow.walker import take

PDF = b"%PDF-1.7 slip"
LATE = jalali.parse("1394/03/11")
LOADER = 2_400 * MILLION


class Machines:
    """A clause whose shares are announced, and the steps of a request."""

    def __init__(self, clause: Clause) -> None:
        self.clause = clause
        clause.announce()
        self.expert = clause.actor(Role.RESOURCE_EXPERT)

    def price(self, machine: str = "loader", price_rial: int = LOADER) -> None:
        set_price(self.expert, TOLD, machine, approximate_rial=price_rial, determined_rial=price_rial)

    def ask(self, town: str = A, first: str = "loader", **more: object) -> MachineRequest:
        return ask_for_machine(self.clause.mayor(town), TOLD, first=first, **more)

    def step(
        self, role: str, verb: str, request: MachineRequest, day: datetime.date = TOLD, **given: object
    ) -> MachineRequest:
        actor = self.clause.mayor(request.recipient.code) if role == Role.MAYOR else self.clause.actor(role)
        return take(request, verb, actor=actor, day=day, given=given).subject

    def reviewed(self, town: str = A, first: str = "loader", choice: str = "1", **more: object) -> MachineRequest:
        request = self.step(Role.MAYOR, "send", self.ask(town, first, **more))
        send_list(self.clause.actor(Role.URBAN_OFFICE), TOLD)
        request.refresh_from_db()
        return self.step(Role.MUNICIPAL_DEPUTY, "review", request, choice=choice)

    def announced(
        self, town: str = A, first: str = "loader", price_rial: int = LOADER, **more: object
    ) -> MachineRequest:
        self.price(first, price_rial)
        return self.step(Role.RESOURCE_DEPUTY, "announce", self.reviewed(town, first, **more), account_number="۱۲۳۴")

    def slip(self, request: MachineRequest, amount_rial: int, number: str = "77", **more: object) -> MachineRequest:
        given = {"number": number, "paid_on": TOLD, "amount_rial": amount_rial, "name": "slip.pdf", "content": PDF}
        return present_slip(request, self.clause.mayor(request.recipient.code), TOLD, **(given | more))

    def delivered(self) -> MachineRequest:
        deposited = self.slip(self.announced(), 1_200 * MILLION)
        ordered = self.step(Role.RESOURCE_DEPUTY, "order", deposited)
        return self.step(Role.RESOURCE_EXPERT, "hand_over", ordered, handed_over_on=TOLD)


@pytest.fixture
def machines(clause: Clause) -> Machines:
    return Machines(clause)


def test_a_loader_goes_from_the_request_to_its_delivery_with_money_letters_and_papers(machines):  # S4-029 … S4-036
    clause = machines.clause
    share = clause.total("grant_share", agency=A)
    request = machines.announced()
    assert (request.contribution_rial, request.aid_rial) == (1_200 * MILLION, 1_200 * MILLION)  # F3, INV-16
    assert clause.total("grant_share", agency=A) == share - 1_200 * MILLION
    assert clause.total("grant_promised", agency=A, programme="machinery") == 1_200 * MILLION
    deposited = machines.slip(request, 1_200 * MILLION)
    assert deposited.state == "deposited"
    ordered = machines.step(Role.RESOURCE_DEPUTY, "order", deposited)
    assert (clause.total("grant_promised"), clause.total("grant_paid")) == (0, 1_200 * MILLION)
    assert Letter.objects.filter(number__in=[ordered.letter_number, ordered.order_number]).count() == 2
    order = Paper.objects.get(number=ordered.order_number)
    assert order.title.startswith("حوالهٔ تحویل: لودر")
    handed = machines.step(Role.RESOURCE_EXPERT, "hand_over", ordered, handed_over_on=TOLD)
    assert jalali.show(handed.sale_allowed_on, language="en") == "1399/02/27"  # F9


def test_a_minibus_for_a_new_municipality_costs_half_the_contribution(machines):  # S4-025, S4-028
    Recipient.objects.filter(code=B).update(first_mayor_year=1394)
    request = machines.announced(B, "minibus", 1_500 * MILLION)
    assert (request.contribution_rial, request.aid_rial) == (262_500_000, 1_237_500_000)


def test_last_year_s_machine_keeps_last_year_s_contribution(machines):  # S4-026, INV-28
    request = machines.announced(chosen_last_year=True, last_year_contribution_rial=900 * MILLION)
    assert (request.contribution_rial, request.aid_rial) == (900 * MILLION, 1_500 * MILLION)


def test_last_year_s_contribution_is_that_of_last_year_s_machine_alone(machines):  # S4-026, S4-?31
    machines.price("grader", 2_000 * MILLION)
    given = {"chosen_last_year": True, "last_year_contribution_rial": 900 * MILLION}
    request = machines.reviewed(second="grader", choice="2", **given)
    announced = machines.step(Role.RESOURCE_DEPUTY, "announce", request, account_number="1")
    assert (announced.machine, announced.contribution_rial) == ("grader", 1_000 * MILLION)


def test_the_second_priority_may_be_the_one_approved(machines):  # S4-029
    machines.price("grader", 2_000 * MILLION)
    request = machines.reviewed(second="grader", choice="2")
    assert request.machine == "grader"
    assert (
        machines.step(Role.RESOURCE_DEPUTY, "announce", request, account_number="1").contribution_rial
        == 1_000 * MILLION
    )


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"first": "tank"}, NotInCatalogue), ({"first": "fire_engine_light"}, NotInCatalogue),  # a dehyari's
        ({"second": "loader"}, TwiceTheSame), ({"first": "rescue_set"}, EquipmentDeferred),
        ({"equipment": (("loader", 1), ("", 0))}, NotInCatalogue), ({"chosen_last_year": True}, ContributionUnknown),
    ],
)  # fmt: skip
def test_a_wrong_request_is_refused_by_its_clause_and_keeps_nothing(machines, more, refusal):  # S4-020 … S4-029, S4-037
    with pytest.raises(refusal, match="S4-"):
        machines.ask(**more)
    assert not MachineRequest.objects.exists()


def test_two_reliefs_do_not_go_together(machines):  # S4-?29, INV-28
    Recipient.objects.filter(code=A).update(first_mayor_year=1394)
    with pytest.raises(BothReliefs):
        machines.ask(chosen_last_year=True, last_year_contribution_rial=1)


def test_a_city_of_a_hundred_thousand_cannot_ask(machines):  # S4-010, INV-13
    with pytest.raises(NoShareYet):
        machines.ask(LARGE)


def test_a_municipality_asks_once_and_what_is_sent_is_final(machines):  # S4-030, S4-037, INV-15
    request = machines.step(Role.MAYOR, "send", machines.ask(second="grader"))
    with pytest.raises(AskedAlready):
        machines.ask()
    with pytest.raises(NotFromHere):
        machines.step(Role.MAYOR, "send", request)
    with pytest.raises(NotYours):
        ask_for_machine(machines.clause.actor(Role.URBAN_OFFICE), TOLD, first="loader")


def test_after_the_last_day_a_reason_is_needed_and_kept(machines):  # S4-031
    request = machines.ask()
    with pytest.raises(TooLate, match="S4-031"):
        machines.step(Role.MAYOR, "send", request, LATE)
    machines.step(Role.MAYOR, "send", request, LATE, reason="سیل راه را بسته بود")
    office = machines.clause.actor(Role.URBAN_OFFICE)
    with pytest.raises(TooLate):
        send_list(office, LATE)
    (listed,) = send_list(office, LATE, late_reason="درخواست‌ها دیر رسید")
    assert listed.list_number == "06/1394/80005"


def test_requests_go_on_in_the_list_alone(machines):  # S4-031
    office = machines.clause.actor(Role.URBAN_OFFICE)
    with pytest.raises(NothingToList):
        send_list(office, TOLD)
    request = machines.step(Role.MAYOR, "send", machines.ask())
    with pytest.raises(OnlyInTheList):
        machines.step(Role.URBAN_OFFICE, "list", request)
    with pytest.raises(NotYours):
        send_list(machines.clause.mayor(), TOLD)
    assert [one.state for one in send_list(office, TOLD)] == ["listed"]
    assert [one.kind for one in machines.clause.tasks(Role.MUNICIPAL_DEPUTY)] == ["grants.review_request"]


def test_table_one_has_the_heads_of_the_directive_and_a_row_a_municipality(machines):  # S4-?6
    machines.step(Role.MAYOR, "send", machines.ask(second="roller", equipment=(("rescue_set", 3), ("", 0))))
    rules = rules_in_force("06", 1394, TOLD)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(workbook(named(list(MachineRequest.objects.all()), rules))))
    table = rows.get_sheet_by_index(0).to_python()
    assert table[0][0] == "جدول (۱): فهرست شهرداری‌های استان"
    assert table[2][2:] == ["تعداد", "نوع"] * 4
    assert table[3][1:] == ["الف", 1, "لودر", 1, "غلتک", 3, "ست امداد و نجات", "", ""]


def test_a_priority_that_was_not_asked_for_is_not_approved(machines):
    with pytest.raises(NoSuchPriority):
        machines.reviewed(choice="2")


def test_a_declined_municipality_may_ask_again(machines):  # S4-032
    request = machines.step(Role.MAYOR, "send", machines.ask())
    send_list(machines.clause.actor(Role.URBAN_OFFICE), TOLD)
    machines.step(Role.MUNICIPAL_DEPUTY, "decline", MachineRequest.objects.get(pk=request.pk), reason="بی‌نیاز")
    assert machines.ask(first="grader").state == "draft"


def test_nothing_is_announced_at_the_approximate_price(machines):  # S4-024, S4-?9
    set_price(machines.expert, TOLD, "loader", approximate_rial=LOADER)
    with pytest.raises(PriceNotSet):
        machines.step(Role.RESOURCE_DEPUTY, "announce", machines.reviewed(), account_number="1")


def test_a_price_of_zero_is_refused(machines):
    with pytest.raises(PriceOfNothing):
        machines.price("loader", 0)
    with pytest.raises(NotInCatalogue):
        machines.price("tank")


def test_an_aid_beyond_the_share_is_refused_by_what_it_lacks_and_moves_nothing(machines):  # S4-027, S4-?8
    machines.price("loader", 200_000 * MILLION)
    request = machines.reviewed()
    before = machines.clause.total("grant_share")
    with pytest.raises(AidBeyondShare) as refused:
        machines.step(Role.RESOURCE_DEPUTY, "announce", request, account_number="1")
    assert refused.value.values["short_by_rial"] == 100_000 * MILLION - 86_883_449_032
    assert machines.clause.total("grant_share") == before


def test_no_delivery_order_before_the_whole_contribution(machines):  # S4-035, INV-17
    request = machines.slip(machines.announced(), 1_000 * MILLION)
    assert request.state == "announced"
    with pytest.raises(DepositLacks) as refused:
        machines.step(Role.MAYOR, "deposit", request)
    assert refused.value.values["lacks_rial"] == 200 * MILLION
    with pytest.raises(NotFromHere):
        machines.step(Role.RESOURCE_DEPUTY, "order", request)
    assert machines.slip(request, 200 * MILLION, "78").state == "deposited"


@pytest.mark.parametrize(
    ("amount_rial", "more", "refusal"),
    [
        (1_200 * MILLION + 1, {}, SlipBeyondContribution), (0, {}, SlipBeyondContribution),
        (1, {"paid_on": TOLD + datetime.timedelta(1)}, SlipAhead), (1, {"number": "۵۵"}, SlipTwice),
        (1, {"name": "slip.png"}, FileNotAccepted),
    ],
)  # fmt: skip
def test_a_wrong_slip_is_refused_and_not_kept(machines, amount_rial, more, refusal):
    request = machines.slip(machines.announced(), 1, "55")
    with pytest.raises(refusal), transaction.atomic():
        machines.slip(request, amount_rial, **more)
    assert len(slips_of(request)) == 1


def test_a_slip_of_one_municipality_is_not_another_s(machines):  # S4-035
    first = machines.announced()
    machines.slip(first, 5, "55")
    second = machines.announced(B)
    with pytest.raises(SlipTwice, match="الف"):
        machines.slip(second, 5, "55")


def test_a_machine_is_not_sold_for_five_years(machines):  # S4-038, INV-27
    request = machines.delivered()
    assert locked([request], TOLD) == [request]
    with pytest.raises(SaleLocked):
        machines.step(Role.MAYOR, "sell", request, jalali.parse("1399/02/26"), reason="فرسوده")
    assert locked([request], jalali.parse("1399/02/27")) == []


def test_a_hand_over_has_happened(machines):
    ordered = machines.step(Role.RESOURCE_DEPUTY, "order", machines.slip(machines.announced(), 1_200 * MILLION))
    with pytest.raises(HandOverAhead):
        machines.step(Role.RESOURCE_EXPERT, "hand_over", ordered, handed_over_on=TOLD + datetime.timedelta(1))


def test_the_catalogue_is_the_directive_s(clause: Clause):  # S4-020 … S4-022, S4-090, S4-091
    rules = rules_in_force("06", 1394, TOLD)
    towns, villages = catalogue(rules), catalogue(rules, "village")
    assert (len(towns), len(villages)) == (16, 9)
    assert {"grader", "roller", "minibus"} <= towns.keys() - villages.keys()
    assert [key for key, one in towns.items() if one.is_equipment] == ["rescue_set", "protection_kit", "fire_hydrant"]


def test_a_mayor_sees_their_own_request_alone(machines):
    request = machines.ask()
    assert MachineRequest.visible_to(machines.clause.mayor(A)).get() == request
    assert not MachineRequest.visible_to(machines.clause.mayor(B)).exists()
    assert not MachineRequest.visible_to(machines.clause.actor(Role.URBAN_OFFICE)).exists()  # a draft is its writer's
