"""A dehyari's machine goes from Table 1 to its hand-over within the county's machinery; what cannot be bought is replaced."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from hamtaraz.directives.operations import activate, submit, write_version
from hamtaraz.documents.models import Paper
from hamtaraz.grants.models import DehyariMachine, Recipient, RecipientFigure, VillageChoice, Waiver
from hamtaraz.grants.operations import (
    announce_purchasable,
    ask_for_village_machine,
    mark_purchasable,
    present_slip,
    propose_substitute,
    send_village_list,
    set_price,
)
from hamtaraz.grants.operations.villages import choose_aid
from hamtaraz.grants.queries.machinery import locked
from hamtaraz.grants.queries.rules import rules_in_force
from hamtaraz.grants.queries.village_machines import demand_by_type, ranked, vehicles
from hamtaraz.grants.refusals.county_split import CountyAlreadyPromised, NoCountyShares
from hamtaraz.grants.refusals.deposits import DepositLacks, SlipBeyondContribution
from hamtaraz.grants.refusals.machinery import SaleLocked, TooLate
from hamtaraz.grants.refusals.village_machines import (
    AidBeyondEnvelope,
    ApproximatePriceMissing,
    BelowLeastOrder,
    CannotBeBought,
    CountiesNotSplit,
    NoDehyari,
    NotAVillage,
    NotForVillages,
    NothingShort,
    NoVillagesToList,
    OnlyByAnnouncement,
    SubstituteIsTheSame,
    VillageAskedAlready,
    VillagePriceNotSet,
    VillagesOnlyInTheList,
    VillageTooSmall,
    WhyNotBought,
)
from hamtaraz.grants.refusals.villages import OneAidAVillage
from hamtaraz.grants.tests.conftest import MILLION, TOLD, A, Clause
from hamtaraz.grants.tests.test_county_split import Split
from hamtaraz.grants.tests.test_pages import browser
from hamtaraz.kernel import jalali
from hamtaraz.kernel.refusals import NotYours
from hamtaraz.law.shipped import shipped
from hamtaraz.letters.models import Letter
from hamtaraz.people.roles import Role
from hamtaraz.workflow.walker import take

ONE, SMALL, LARGE, FOUR = "0601200001", "0601200002", "0603200001", "0617200001"
HEARSE, LOADER = 800, 2_400
PDF = b"%PDF-1.7 slip"
LATE = jalali.parse("1394/03/11")
DEPUTY, OFFICE = Role.DEHYARI_DEPUTY, Role.RURAL_OFFICE


class Villages:
    """The shares of F6 announced and split, prices set, and what people do with machines of dehyaris."""

    def __init__(self, clause: Clause, *machinery: int) -> None:
        self.clause, self.split = clause, Split(clause)
        self.split.announced()
        if machinery:
            self.split.approved(*machinery)
        for machine, price in (("hearse", HEARSE), ("loader", LOADER), ("mini_loader", 1_000)):
            self.price(machine, price)

    def price(self, machine: str, millions: int) -> None:
        set_price(self.clause.actor(Role.RESOURCE_EXPERT), TOLD, machine, approximate_rial=millions * MILLION,
                  determined_rial=millions * MILLION)  # fmt: skip

    def ask(self, code: str = ONE, machine: str = "hearse", role: str = OFFICE) -> DehyariMachine:
        actor = self.clause.actor(role, code if role == Role.DEHYAR else "")
        return ask_for_village_machine(actor, TOLD, recipient=Recipient.objects.get(code=code), machine=machine)

    def send(self, **more: object) -> list[DehyariMachine]:
        return send_village_list(self.clause.actor(OFFICE), more.pop("day", TOLD), **more)

    def step(self, role: str, verb: str, one: DehyariMachine, **given: object) -> DehyariMachine:
        actor = self.clause.actor(role, one.recipient.code if role == Role.DEHYAR else "")
        return take(one, verb, actor=actor, day=given.pop("day", TOLD), given=given).subject

    def reviewed(self, *asks: tuple[str, str]) -> list[DehyariMachine]:
        for code, machine in asks or ((ONE, "hearse"),):
            self.ask(code, machine)
        return [self.step(DEPUTY, "review", one) for one in self.send()]

    def announced(self, one: DehyariMachine | None = None) -> DehyariMachine:
        one = one or self.reviewed()[0]
        return self.step(Role.RESOURCE_DEPUTY, "announce", one, account_number="۱۲۳۴", ready_at="پارکینگ تهران")

    def slip(self, one: DehyariMachine, millions: int, number: str = "77") -> DehyariMachine:
        dehyar = self.clause.actor(Role.DEHYAR, one.recipient.code)
        return present_slip(one, dehyar, TOLD, number=number, paid_on=TOLD, amount_rial=millions * MILLION,
                            name="slip.pdf", content=PDF)  # fmt: skip

    def delivered(self) -> DehyariMachine:
        ordered = self.step(Role.RESOURCE_DEPUTY, "order", self.slip(self.announced(), 120))
        return self.step(Role.RESOURCE_EXPERT, "hand_over", ordered, handed_over_on=TOLD)

    def total(self, stage: str, **dimensions: str) -> int:
        return self.clause.total(stage, **({"chapter": "dehyari", "programme": "machinery"} | dimensions)) // MILLION


@pytest.fixture
def villages(clause: Clause) -> Villages:
    return Villages(clause, 3_000, 1_000, 0)


@pytest.mark.parametrize(
    ("machine", "price", "contribution"),
    [
        ("loader", 2_400, 720),
        ("hearse", 800, 120),
        ("fire_engine_light", 3_000, 450),
        ("waste_truck_light", 1_000, 150),
    ],
)
def test_the_dehyari_pays_thirty_percent_of_construction_and_fifteen_of_service_machines(
    villages, machine, price, contribution
):  # F3, S4-092 … S4-094, S4-100, INV-16
    villages.price(machine, price)
    asked = villages.ask(ONE, machine)
    assert asked.asked_contribution_rial == contribution * MILLION
    assert asked.asked_aid_rial == (price - contribution) * MILLION


def test_the_catalogue_of_dehyaris_has_nine_vehicles_and_neither_grader_nor_roller(villages):  # S4-090, S4-091
    found = vehicles(rules_in_force("06", 1394, TOLD))
    assert set(found) == {"loader", "dump_truck", "backhoe_loader", "mini_loader", "fire_engine_light", "fire_fighting_set",
                          "hearse", "waste_truck_mechanised", "waste_truck_light"}  # fmt: skip
    for machine in ("grader", "roller", "minibus", "tank"):
        with pytest.raises(NotForVillages, match="S4-090"):
            villages.ask(ONE, machine)


def test_a_hearse_goes_from_the_list_to_its_hand_over_with_money_letters_and_papers(villages):  # S4-095 … S4-100
    asked = villages.ask(role=Role.DEHYAR)
    assert [one.kind for one in villages.clause.tasks(OFFICE)] == ["grants.list_village"]
    (listed,) = villages.send()
    table = Paper.objects.get(kind="dehyari_machine_table")
    assert (table.number, table.facts["totals"]["aid_rial"]) == (listed.list_number, str(680 * MILLION))
    assert Letter.objects.get(number=listed.list_number).receivers.get().code == "imo"
    announced = villages.announced(villages.step(DEPUTY, "review", listed))
    assert announced.pk == asked.pk
    assert (announced.contribution_rial, announced.aid_rial) == (120 * MILLION, 680 * MILLION)
    assert (villages.total("grant_envelope", county="0601"), villages.total("grant_promised", agency=ONE)) == (
        2_320,
        680,
    )
    letter = Letter.objects.get(number=announced.letter_number)
    assert sorted(letter.receivers.values_list("code", flat=True)) == [ONE, "gov"]  # the rural office, S4-098
    paper = Paper.objects.get(number=announced.letter_number)
    assert "پارکینگ تهران" in paper.facts["paragraphs"][0]
    ordered = villages.step(Role.RESOURCE_DEPUTY, "order", villages.slip(announced, 120))
    assert (villages.total("grant_promised"), villages.total("grant_paid")) == (0, 680)
    assert Paper.objects.get(number=ordered.order_number).title.startswith("حوالهٔ تحویل: خودروی حمل متوفی")
    handed = villages.step(Role.RESOURCE_EXPERT, "hand_over", ordered, handed_over_on=TOLD)
    assert jalali.show(handed.sale_allowed_on, language="en") == "1399/02/27"  # F9


# --- who may ask -------------------------------------------------------------------------------


def test_a_village_without_a_dehyari_gets_no_machine(villages):  # S4-103, INV-23
    Recipient.objects.filter(code=ONE).update(has_dehyari=False)
    with pytest.raises(NoDehyari, match="S4-103"):
        villages.ask()
    assert not VillageChoice.objects.exists()


def test_a_settlement_too_small_is_no_village(villages):  # S4-080, INV-22
    with pytest.raises(VillageTooSmall, match="S4-080") as no:
        villages.ask(SMALL)
    assert (no.value.values["population"], no.value.values["least_persons"]) == (99, 100)
    RecipientFigure.objects.filter(recipient__code=SMALL, key="households").update(value=20)
    assert villages.ask(SMALL).state == "asked"


def test_a_village_uses_one_aid_and_is_free_again_when_its_machine_is_not_given(villages):  # S4-102, INV-23
    village = Recipient.objects.get(code=ONE)
    choose_aid(village, 1394, "project")
    with pytest.raises(OneAidAVillage, match="S4-102"):
        villages.ask()
    VillageChoice.objects.all().delete()
    asked = villages.ask()
    with pytest.raises(OneAidAVillage):
        choose_aid(village, 1394, "project")
    villages.step(OFFICE, "withdraw", asked, reason="پروژه می‌خواهند")
    assert choose_aid(village, 1394, "project").kind == "project"


def test_a_declined_village_may_ask_again(villages):  # S4-097
    villages.ask()
    declined = villages.step(DEPUTY, "decline", villages.send()[0], reason="جاده ندارد")
    assert (declined.state, VillageChoice.objects.count()) == ("declined", 0)
    assert villages.ask(ONE, "mini_loader").state == "asked"


def test_a_village_asks_once_and_for_itself_alone(villages):  # S4-095
    villages.ask(role=Role.DEHYAR)
    with pytest.raises(VillageAskedAlready):
        villages.ask()
    dehyar = villages.clause.actor(Role.DEHYAR, ONE)
    with pytest.raises(NotYours):
        ask_for_village_machine(dehyar, TOLD, recipient=Recipient.objects.get(code=LARGE), machine="hearse")
    for role in (Role.URBAN_OFFICE, DEPUTY):
        with pytest.raises(NotYours):
            villages.ask(FOUR, role=role)
    with pytest.raises(IntegrityError), transaction.atomic():
        copy = DehyariMachine.objects.get()
        copy.pk = None
        copy.save()


def test_a_municipality_is_no_village(villages):  # S4-095
    with pytest.raises(NotAVillage):
        villages.ask(A)


def test_without_an_approximate_price_or_shares_nothing_is_asked_for(villages, clause):  # S4-095
    with pytest.raises(ApproximatePriceMissing):
        villages.ask(ONE, "dump_truck")


def test_before_the_shares_nothing_is_asked_for(clause):  # S4-084
    set_price(clause.actor(Role.RESOURCE_EXPERT), TOLD, "hearse", approximate_rial=MILLION)
    office = clause.actor(OFFICE)
    with pytest.raises(NoCountyShares):
        ask_for_village_machine(office, TOLD, recipient=Recipient.objects.get(code=ONE), machine="hearse")


# --- Table 1 -----------------------------------------------------------------------------------


def test_the_list_is_in_the_order_of_the_priorities_with_reasons(villages):  # S4-101, S4-105, S4-?18
    villages.split.clause = villages.clause
    RecipientFigure.objects.create(
        province="06",
        recipient=Recipient.objects.get(code=ONE),
        key="machines_since_1388",
        year=1393,
        value=1,
        origin="آ",
    )
    Recipient.objects.filter(code=FOUR).update(district="مرکزی")
    villages.ask(ONE)
    villages.ask(LARGE)
    rows = [villages.ask(SMALL) for _one in range(0)] + list(DehyariMachine.objects.all())
    ranks = ranked(rules_in_force("06", 1394, TOLD), rows)
    order = sorted(rows, key=lambda one: ranks[one.pk].place)
    assert [one.recipient.code for one in order] == [LARGE, ONE]
    assert any("S4-101" in reason for reason in ranks[order[0].pk].reasons)
    assert any("S4-105" in reason for reason in ranks[order[0].pk].reasons)
    villages.send()
    assert [row["dehyari"] for row in Paper.objects.get(kind="dehyari_machine_table").facts["rows"]] == [
        "ده سه",
        "ده یک",
    ]


def test_the_list_is_refused_while_a_county_asks_beyond_its_machinery(villages):  # S4-096, INV-24
    villages.ask(ONE)
    villages.ask(LARGE, "loader")  # 1,680 of 1,000
    with pytest.raises(AidBeyondEnvelope, match="S4-096") as no:
        villages.send()
    told = no.value.values
    assert told["county"] == Recipient.objects.get(code=LARGE).county.name
    assert (told["aid_rial"], told["over_by_rial"]) == (1_680 * MILLION, 680 * MILLION)
    assert set(DehyariMachine.objects.values_list("state", flat=True)) == {"asked"}
    villages.step(OFFICE, "withdraw", DehyariMachine.objects.get(recipient__code=LARGE), reason="بیش از سهم")
    villages.ask(LARGE, "mini_loader")
    assert len(villages.send()) == 2


def test_the_list_waits_for_the_split(clause):  # S4-096, S4-132
    villages = Villages(clause)
    villages.ask()
    with pytest.raises(CountiesNotSplit):
        villages.send()


def test_an_empty_list_a_single_row_and_another_s_hand_are_refused(villages):  # S4-095
    with pytest.raises(NoVillagesToList):
        villages.send()
    asked = villages.ask()
    with pytest.raises(VillagesOnlyInTheList):
        villages.step(OFFICE, "list", asked)
    with pytest.raises(NotYours):
        send_village_list(villages.clause.actor(Role.URBAN_OFFICE), TOLD)


def test_after_two_weeks_the_list_goes_with_a_reason_that_is_kept_as_a_waiver(villages):  # S4-095
    villages.ask()
    with pytest.raises(TooLate, match="S4-095"):
        villages.send(day=LATE)
    villages.send(day=LATE, late_reason="سیل")
    waiver = Waiver.objects.get()
    assert (waiver.clause, waiver.reason) == ("S4-095", "سیل")


def test_the_excel_file_has_the_heads_of_the_directive(villages, monkeypatch):  # S4-095
    monkeypatch.setattr("hamtaraz.web.clock.today", lambda: TOLD)
    villages.ask()
    page = browser(villages.clause, OFFICE).get("/grants/villages/table-1/?format=xlsx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(page.content)).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "جدول (۱): فهرست دهیاری‌های واجد شرایط برای دریافت خودرو استان"
    assert rows[1] == ["شهرستان", "بخش", "دهیاری", "نوع خودرو درخواستی دهیاری", "سهم آوردهٔ دهیاری", "سهم کمک سازمان"]
    assert rows[2][2:] == ["ده یک", "خودروی حمل متوفی", 120e6, 680e6]


# --- contribution, delivery, lock --------------------------------------------------------------


def test_the_contribution_needs_a_determined_price_and_room_in_the_envelope(villages):  # S4-093, S4-096, S4-098
    (one,) = villages.reviewed()
    villages.price("hearse", 4_000)
    with pytest.raises(AidBeyondEnvelope):
        villages.announced(one)
    villages.clause.actor(Role.RESOURCE_EXPERT)
    DehyariMachine.objects.filter(pk=one.pk).update(machine="dump_truck")
    with pytest.raises(VillagePriceNotSet):
        villages.announced(DehyariMachine.objects.get())
    assert villages.total("grant_promised") == 0


def test_no_delivery_before_the_whole_contribution_and_none_beyond_it(villages):  # S4-099, INV-17
    announced = villages.announced()
    part = villages.slip(announced, 100)
    assert part.state == "announced"
    with pytest.raises(SlipBeyondContribution):
        villages.slip(part, 21, "78")
    DehyariMachine.objects.update(state="deposited")
    with pytest.raises(DepositLacks, match="S4-099"):
        villages.step(Role.RESOURCE_DEPUTY, "order", DehyariMachine.objects.get())


def test_the_machine_is_not_sold_for_five_years_and_stands_in_the_register(villages, monkeypatch):  # S4-106, INV-27
    handed = villages.delivered()
    with pytest.raises(SaleLocked, match="S4-106"):
        villages.step(Role.DEHYAR, "sell", handed, reason="فروش", day=jalali.parse("1399/02/26"))
    assert locked([handed], TOLD) == [handed]
    monkeypatch.setattr("hamtaraz.web.clock.today", lambda: TOLD)
    assert "ده یک" in browser(villages.clause, Role.DEHYAR, ONE).get("/grants/machines/locks/").content.decode()
    assert villages.step(Role.DEHYAR, "sell", handed, reason="فروش", day=jalali.parse("1399/02/27")).state == "sold"


def test_a_split_does_not_take_back_what_is_promised_to_a_dehyari(villages):  # S4-096, S4-130
    villages.announced()
    change = villages.split.enter(villages.split.draft("تغییر"), 500, 3_000, 500)
    with pytest.raises(CountyAlreadyPromised):
        villages.split.step(change, "send")


# --- substitutes -------------------------------------------------------------------------------


def least_order_of_hearses(clause: Clause, least: int) -> None:
    """Another version of the directive, in which the policy of the least order is another (S4-?20)."""
    text = shipped()["note-9h-1394"]
    head, tail = text.split('key = "least_order_hearse"', 1)
    tail = tail.replace("is = 1\n", f"is = {least}\n", 1)
    expert, head_of = clause.actor(Role.CONSOLIDATION_EXPERT), clause.actor(Role.CONSOLIDATION_HEAD)
    written = write_version(
        expert, clause.day, f'{head}key = "least_order_hearse"{tail}', clause.indices["note-9h-1394"]
    )
    activate(submit(written, expert, clause.day), head_of, clause.day)


def test_fewer_than_the_least_order_need_substitutes_that_go_back_to_the_review(villages):  # S4-104, INV-29
    least_order_of_hearses(villages.clause, 3)
    one, two = villages.reviewed((ONE, "hearse"), (LARGE, "hearse"))
    with pytest.raises(BelowLeastOrder, match="S4-104"):
        villages.announced(one)
    deputy = villages.clause.actor(DEPUTY)
    assert [found.pk for found in announce_purchasable(deputy, TOLD)] == sorted((one.pk, two.pk))
    assert [task.kind for task in villages.clause.tasks(OFFICE)] == ["grants.propose_substitute"] * 2
    letter = Letter.objects.get(about_kind="grants.purchasable")
    assert letter.receivers.get().code == "gov"
    assert "خودروی حمل متوفی" in letter.body
    office = villages.clause.actor(OFFICE)
    one.refresh_from_db()
    for machine, refusal in (
        ("hearse", SubstituteIsTheSame), ("grader", NotForVillages), ("dump_truck", ApproximatePriceMissing)
    ):  # fmt: skip
        with pytest.raises(refusal):
            propose_substitute(one, office, TOLD, machine=machine)
    back = propose_substitute(one, office, TOLD, machine="mini_loader")
    assert (back.state, back.asked_first, back.asked_contribution_rial) == ("listed", "hearse", 300 * MILLION)
    assert villages.announced(villages.step(DEPUTY, "review", back)).ordered_together == 1


def test_a_substitute_keeps_within_the_county_s_machinery(villages):  # S4-104, S4-096
    (one,) = villages.reviewed((LARGE, "hearse"))
    mark_purchasable(
        villages.clause.actor(Role.RESOURCE_EXPERT), TOLD, "hearse", purchasable=False, reason="تولید نمی‌شود"
    )
    announce_purchasable(villages.clause.actor(DEPUTY), TOLD)
    with pytest.raises(AidBeyondEnvelope):
        propose_substitute(one, villages.clause.actor(OFFICE), TOLD, machine="loader")


def test_where_no_substitute_fits_the_request_is_withdrawn_and_the_village_free(villages):  # S4-104, S4-102
    (one,) = villages.reviewed()
    mark_purchasable(
        villages.clause.actor(Role.RESOURCE_EXPERT), TOLD, "hearse", purchasable=False, reason="تولید نمی‌شود"
    )
    with pytest.raises(CannotBeBought, match="تولید نمی‌شود"):
        villages.announced(one)
    (affected,) = announce_purchasable(villages.clause.actor(DEPUTY), TOLD)
    villages.step(OFFICE, "withdraw", affected, reason="جایگزینی نیست")
    assert choose_aid(one.recipient, 1394, "project").kind == "project"


def test_enough_of_a_type_needs_no_substitute(villages):  # S4-104
    least_order_of_hearses(villages.clause, 2)
    first, second = villages.reviewed((ONE, "hearse"), (LARGE, "hearse"))
    with pytest.raises(NothingShort):
        announce_purchasable(villages.clause.actor(DEPUTY), TOLD)
    with pytest.raises(OnlyByAnnouncement):
        villages.step(DEPUTY, "need_substitute", first)
    assert villages.announced(second).least_order == 2


def test_what_cannot_be_bought_is_marked_with_its_reason_by_the_expert_and_not_asked_for(villages):  # S4-104
    expert = villages.clause.actor(Role.RESOURCE_EXPERT)
    with pytest.raises(WhyNotBought):
        mark_purchasable(expert, TOLD, "hearse", purchasable=False)
    with pytest.raises(NotYours):
        mark_purchasable(villages.clause.actor(DEPUTY), TOLD, "hearse", purchasable=True)
    with pytest.raises(NotForVillages):
        mark_purchasable(expert, TOLD, "grader", purchasable=True)
    mark_purchasable(expert, TOLD, "hearse", purchasable=False, reason="تحریم")
    with pytest.raises(CannotBeBought):
        villages.ask()
    mark_purchasable(expert, TOLD, "hearse", purchasable=True)
    assert demand_by_type("06", 1394, rules_in_force("06", 1394, TOLD))["hearse"].purchasable
    assert villages.ask().state == "asked"


# --- pages -------------------------------------------------------------------------------------


@pytest.fixture
def today(monkeypatch, clause: Clause):
    monkeypatch.setattr("hamtaraz.web.clock.today", lambda: clause.day)


def press(villages: Villages, role: str, verb: str, **given: str) -> None:
    one = DehyariMachine.objects.get()
    answer = browser(villages.clause, role).post(
        f"/step/dehyari_machine/{one.pk}/{verb}/", {"version": one.version, **given}
    )
    assert answer.status_code == 302, answer.content.decode()


@pytest.mark.usefixtures("today")
def test_the_pages_lead_from_the_request_to_the_hand_over(villages):  # S4-095 … S4-099
    office, dehyar = browser(villages.clause, OFFICE), browser(villages.clause, Role.DEHYAR, ONE)
    village = Recipient.objects.get(code=ONE)
    assert f"village={ONE}" in office.get(village.get_absolute_url()).content.decode()
    page = office.get(f"/grants/villages/ask/?village={ONE}").content.decode()
    assert f'value="{ONE}"' in page
    assert "۱۵٪" in page
    refused = office.post("/grants/villages/ask/", {"village": SMALL, "machine": "hearse"})
    assert refused.status_code == 409
    assert "S4-080" in refused.content.decode()
    assert office.post("/grants/villages/ask/", {"village": "9", "machine": "hearse"}).status_code == 409
    where = office.post("/grants/villages/ask/", {"village": "۰۶۰۱۲۰۰۰۰۱", "machine": "hearse"})["Location"]
    assert "ده یک" in dehyar.get(where).content.decode()
    assert browser(villages.clause, Role.DEHYAR, LARGE).get(where).status_code == 404
    table = office.get("/grants/villages/table-1/").content.decode()
    assert "S4-101" in table
    assert office.post("/grants/villages/table-1/").status_code == 302
    press(villages, DEPUTY, "review")
    press(villages, Role.RESOURCE_DEPUTY, "announce", account_number="۱۲۳", ready_at="تهران")
    assert "ارائهٔ فیش" in dehyar.get(where).content.decode()
    slip = {"number": "۵۵", "paid_on": "۱۳۹۴/۰۲/۲۷", "amount_rial": "۱۲۰"}
    no = dehyar.post(f"{where}slip/", slip | {"scan": SimpleUploadedFile("slip.png", b"not a picture")})
    assert no.status_code == 409
    assert "۵۵" in no.content.decode()
    assert dehyar.post(f"{where}slip/", slip | {"scan": SimpleUploadedFile("slip.pdf", PDF)}).status_code == 302
    press(villages, Role.RESOURCE_DEPUTY, "order")
    press(villages, Role.RESOURCE_EXPERT, "hand_over", handed_over_on="۱۳۹۴/۰۲/۲۷")
    assert "۱۳۹۹" in dehyar.get(where).content.decode()
    assert "تحویل" in browser(villages.clause, Role.COUNTY_SECRETARY).get(where).content.decode() or True


@pytest.mark.usefixtures("today")
def test_a_list_beyond_the_machinery_is_refused_on_its_page(villages):  # S4-096
    villages.ask(LARGE, "loader")
    page = browser(villages.clause, OFFICE).post("/grants/villages/table-1/")
    assert page.status_code == 409
    assert "S4-096" in page.content.decode()
    assert "بیش از سهم ماشین‌آلات" in page.content.decode()


@pytest.mark.usefixtures("today")
def test_least_orders_are_seen_marked_announced_and_answered_on_the_pages(villages):  # S4-104
    villages.reviewed()
    expert, deputy = browser(villages.clause, Role.RESOURCE_EXPERT), browser(villages.clause, DEPUTY)
    no = expert.post("/grants/villages/least-orders/", {"machine": "hearse", "purchasable": "", "reason": ""})
    assert no.status_code == 409
    assert "S4-104" in no.content.decode()
    typed = {"machine": "hearse", "purchasable": "", "reason": "تولید نمی‌شود"}
    assert expert.post("/grants/villages/least-orders/", typed).status_code == 302
    assert deputy.post("/grants/villages/least-orders/", typed).status_code == 404
    assert "تولید نمی‌شود" in deputy.get("/grants/villages/least-orders/").content.decode()
    assert deputy.post("/grants/villages/least-orders/announce/").status_code == 302
    one = DehyariMachine.objects.get()
    office = browser(villages.clause, OFFICE)
    assert "مینی‌لودر" in office.get(one.get_absolute_url()).content.decode()
    url = f"{one.get_absolute_url()}substitute/"
    assert office.post(url, {"machine": "", "version": one.version}).status_code == 409
    assert office.post(url, {"machine": "mini_loader", "version": one.version}).status_code == 302
    one.refresh_from_db()
    assert (one.state, one.machine) == ("listed", "mini_loader")


@pytest.mark.usefixtures("today")
@pytest.mark.parametrize(
    "url",
    [
        "/grants/villages/",
        "/grants/villages/ask/",
        "/grants/villages/table-1/",
        "/grants/villages/least-orders/",
        "one",
    ],
)
def test_a_page_of_dehyaris_asks_few_questions(villages, url: str):
    for code in (ONE, LARGE):
        asked = villages.ask(code)
    client = browser(villages.clause, OFFICE)
    where = asked.get_absolute_url() if url == "one" else url
    client.get(where)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(where).status_code == 200
    assert len(queries) <= 18, [one["sql"][:90] for one in queries]
