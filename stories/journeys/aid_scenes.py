"""The clause in the small province, by clicking: its shares are announced, a machine goes from request to hand-over."""

from __future__ import annotations

import datetime

from playwright.sync_api import FilePayload, expect

from hamtaraz.grants.models import MachineRequest
from hamtaraz.grants.operations import add_recipients, record_figures
from hamtaraz.grants.tests import story
from hamtaraz.letters.files import FileNotAccepted
from hamtaraz.people.models import Mandate, Organisation
from hamtaraz.people.roles import Role
from hamtaraz.web import administration
from stories.journeys.desks import Desk, Office, word
from stories.province import AHVAZ, MILLION, PROVINCE, YEAR

TOWN, NEW_TOWN = story.TOWN, f"{AHVAZ}100009"
"""A town that has long been one, and one whose first mayor is of this year (S4-028)."""
SEATS = [
    ("karshenas-manabe", "کارشناس معاونت توسعهٔ منابع", Role.RESOURCE_EXPERT, "imo"),
    ("moaven-manabe", "معاون توسعهٔ منابع و پشتیبانی", Role.RESOURCE_DEPUTY, "imo"),
    ("moaven-shahrdari", "معاون امور شهرداری‌ها", Role.MUNICIPAL_DEPUTY, "imo"),
    ("moaven-dehyari", "معاون امور دهیاری‌ها", Role.DEHYARI_DEPUTY, "imo"),
    ("moaven-omrani", "معاون هماهنگی امور عمرانی", Role.DEVELOPMENT_DEPUTY, "gov"),
    ("daftar-shahri", "رئیس دفتر امور شهری و شوراها", Role.URBAN_OFFICE, "gov"),
    ("daftar-roostaei", "رئیس دفتر امور روستایی و شوراها", Role.RURAL_OFFICE, "gov"),
    ("daftar-fanni", "رئیس دفتر فنی", Role.TECHNICAL_OFFICE, "gov"),
    ("fanni-abadan", "معاون فنی فرمانداری آبادان", Role.COUNTY_TECHNICAL, "gov-0601"),
    ("shahrdar", "شهردار نمونه", Role.MAYOR, TOWN),
    ("shahrdar-noshahr", "شهردار تازه‌شهر", Role.MAYOR, NEW_TOWN),
    ("dehyar", "دهیار ده نمونه", Role.DEHYAR, story.VILLAGE),
]
POOL = 20_000
SCAN = b"%PDF-1.7 deposit slip"


def the_clause_comes_into_force(office: Office) -> None:
    """The organisations, two towns and a village with their people, the directives of the year (S4-001, S4-004)."""
    province, day = office.province, office.day
    story.found_organisations(PROVINCE, day)
    operator = province.actor("motasaddi")
    story.add_town_and_village(operator, day)
    add_recipients(operator, day, [{"code": NEW_TOWN, "kind": "municipality", "name": "تازه‌شهر", "county": AHVAZ,
                                    "first_mayor_year": YEAR}])  # fmt: skip
    figures = {"population": (1390, 9_000), "receipts": (1393, 6_000 * MILLION), "budget": (1393, 20_000 * MILLION)}
    record_figures(operator, day, [
        {"recipient": NEW_TOWN, "key": key, "year": year, "value": value, "origin": "آزمون", "generated": True}
        for key, (year, value) in figures.items()
    ])  # fmt: skip
    _seat(office, day)
    named = {Role.CONSOLIDATION_EXPERT: "karshenas", Role.CONSOLIDATION_HEAD: "rais-talfigh"}
    story.settle(lambda role, organisation="": province.actor(named[role]), day, YEAR)


def _seat(office: Office, day: datetime.date) -> None:
    """Everybody of the clause gets a mandate."""
    admin = office.province.administrator
    people = administration.add_people(
        admin, day, [{"username": name, "display_name": title, "password": None} for name, title, _role, _seat in SEATS]
    )
    by_name = {one.username: one for one in people}
    seats = {one.code: one for one in Organisation.objects.all()}
    administration.give_mandates(
        admin,
        day,
        [{"person": by_name[name], "role": role, "organisation": seats[seat]} for name, _, role, seat in SEATS],
    )
    held = Mandate.objects.select_related("person", "organisation").filter(person__username__in=by_name)
    office.province.mandates |= {(one.person.username, one.role, one.organisation.code): one for one in held}


def the_shares_are_announced(office: Office) -> None:
    """The expert chooses an index and computes, the deputy announces; the mayor reads why (S4-013, S4-014)."""
    expert = office.desk("karshenas-manabe").goes_to("Shares")
    expert.page.locator("section[aria-labelledby=municipal]").get_by_role("link", name=word("Compute shares")).click()
    expert.page.locator("input[name=index]").first.check()
    expert.writes("Number of the letter of the credit", "6094").writes("Day of the letter of the credit", "1405/02/27")
    expert.writes("Credit of the part", str(POOL)).presses("Compute")
    office.desk("moaven-manabe").takes_up("grants.announce_shares", due_in=3).presses("Announce the shares")
    assert office.province.total("grant_share") == POOL * MILLION  # INV-14
    mayor = office.desk("shahrdar").goes_to("Shares")
    mayor.page.locator("a", has_text="چرا").first.click()
    mayor.reads("S4-013")


def the_price_is_set(office: Office, machine: str, approximate: str, determined: str = "") -> None:
    """The approximate price of the year before, and the determined one once it is known (S4-029, S4-?9), million rial."""
    expert = office.desk("karshenas-manabe").opens("/grants/machines/prices/").chooses("Machine", machine)
    expert.writes("Approximate price", approximate).writes("Determined price", determined).presses("Set the price")


def the_mayor_asks(office: Office, mayor: str, first: str, second: str) -> MachineRequest:
    """Two priorities, kept as a draft and sent; it is final (S4-029, S4-030)."""
    desk = office.desk(mayor).goes_to("Machines").presses("Ask for a machine")
    desk.chooses("First priority", first).chooses("Second priority", second).presses("Save as draft")
    desk.sends_dialog("Send; it is final")
    asked = MachineRequest.objects.latest("id")
    assert asked.state == "sent"
    desk.opens(asked.get_absolute_url())
    expect(desk.page.locator("main").get_by_role("button", name=word("Send; it is final"))).to_have_count(0)
    return asked


def table_one_goes_on(office: Office) -> None:
    """The urban office sends Table 1; it is printed, and the deputy approves the first priority (S4-031, S4-032)."""
    urban = office.desk("daftar-shahri")
    urban.finds_waiting("grants.list_request", due_in=7)
    urban.opens("/grants/machines/table-1/")
    urban.page.locator("form.card button.btn-primary").click()
    urban.sees("Lists that were sent")
    deputy = office.desk("moaven-shahrdari").takes_up("grants.review_request", due_in=14)
    deputy.sends_dialog("Approve a priority", choice="1")


def the_contribution_is_announced(office: Office) -> None:
    """The deputy for resources announces contribution and account by letter (S4-034)."""
    deputy = office.desk("moaven-manabe").takes_up("grants.announce_contribution", due_in=14)
    deputy.sends_dialog("Announce contribution and account", account_number="4001000104006094")


def the_mayor_pays(office: Office, mayor: str, amount: str, number: str) -> None:
    """A scan that is none is refused with everything kept; the slip ends the waiting (S4-035)."""
    desk = office.desk(mayor).takes_up("grants.deposit", due_in=30)
    desk.writes("Number of the slip", number).writes("Day of the slip", "1405/03/01").writes(
        "Amount of the slip", amount
    )
    desk.page.locator("input[name=scan]").set_input_files(a_file("slip.png", b"no picture"))
    with desk.refused(FileNotAccepted):
        desk.presses("Present the slip")
    expect(desk.page.locator("input[name=number]")).to_have_value(number)
    expect(desk.page.locator("input[name=amount_rial]")).not_to_have_value("")
    desk.page.locator("input[name=scan]").set_input_files(a_file("slip.pdf", SCAN))
    desk.presses("Present the slip").sees("The slip is recorded.")


def the_machine_is_handed_over(office: Office, day: str) -> None:
    """The delivery order is issued, and the expert records the hand-over (S4-033, S4-035)."""
    office.desk("moaven-manabe").takes_up("grants.order_delivery", due_in=7).presses("Issue the delivery order")
    expert = office.desk("karshenas-manabe").takes_up("grants.hand_over", due_in=30)
    expert.sends_dialog("Record the hand-over", handed_over_on=day)


def a_file(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def at_page_of(office: Office, who: str, asked: MachineRequest) -> Desk:
    """The page of a request at somebody's desk."""
    return office.desk(who).opens(asked.get_absolute_url())
