"""The villages of the clause in the small province, by clicking: the counties' split, Table 1 of dehyaris, the hand-over."""

from __future__ import annotations

from playwright.sync_api import expect

from hamtaraz.grants.models import CountySplit, DehyariMachine
from hamtaraz.grants.operations import add_recipients, record_figures
from stories.journeys import aid_scenes as scenes
from stories.journeys.desks import Desk, Office, word
from stories.province import AHVAZ, MILLION

LALI = "0617"
OTHERS = {AHVAZ: (f"{AHVAZ}200009", "ده بزرگ", 1_400), LALI: (f"{LALI}200009", "ده دور", 300)}
"""A village in each of the other two counties: code, name, persons."""
POOL, MACHINERY = 10_000, 4_000


def the_counties_have_their_shares(office: Office) -> None:
    """Villages of three counties; the expert computes, the deputy announces, machinery told apart (S4-083, S4-131)."""
    operator, day = office.province.actor("motasaddi"), office.day
    add_recipients(operator, day, [
        {"code": code, "kind": "village", "name": name, "county": county, "has_dehyari": True, "district": "مرکزی"}
        for county, (code, name, _people) in OTHERS.items()
    ])  # fmt: skip
    record_figures(operator, day, [
        {"recipient": code, "key": key, "year": year, "value": value, "origin": "آزمون", "generated": True}
        for code, _name, people in OTHERS.values()
        for key, year, value in (("population", 1390, people), ("households", 1390, people // 4),
                                 ("receipts", 1393, people * MILLION))
    ])  # fmt: skip
    expert = office.desk("karshenas-manabe").goes_to("Shares")
    expert.page.locator("section[aria-labelledby=dehyari]").get_by_role("link", name=word("Compute shares")).click()
    expert.page.locator("input[name=index]").first.check()
    expert.writes("Number of the letter of the credit", "6094").writes("Day of the letter of the credit", "1405/02/27")
    expert.writes("Credit of the part", str(POOL)).writes("Of it for machinery", str(MACHINERY)).presses("Compute")
    office.desk("moaven-manabe").takes_up("grants.announce_shares", due_in=3).presses("Announce the shares")


def the_office_drafts_the_split(office: Office) -> Desk:
    """The draft begins with the province's ratio (F6)."""
    desk = office.desk("daftar-roostaei").goes_to("Machinery and projects of counties")
    return desk.presses("Draft the split")


def machinery_by_county() -> dict[str, int]:
    """What the draft says, in whole million rial and the rest in one county."""
    rows = CountySplit.objects.latest("id").counties.all()
    return {one.county: one.machinery_rial for one in rows}


def writes_machinery(desk: Desk, county: str, amount_rial: int) -> None:
    """Type a county's machinery, in million rial with what is less than one."""
    whole, rest = divmod(amount_rial, MILLION)
    desk.page.locator(f"input[name='{county}']").fill(f"{whole}.{rest:06d}" if rest else str(whole))


def the_split_is_in_force(office: Office) -> None:
    """Drafted in the province's ratio, sent, approved by another hand."""
    the_office_drafts_the_split(office).presses("Save the draft").presses("Send for approval")
    office.desk("moaven-omrani").takes_up("grants.approve_split", due_in=3).presses("Approve and announce")


def the_prices_are_set(office: Office) -> None:
    """A hearse at 800 and a mini loader at 1,000 million rial."""
    scenes.the_price_is_set(office, "hearse", "800", "800")
    scenes.the_price_is_set(office, "mini_loader", "1000", "1000")


def the_office_asks(office: Office, village: str, machine: str) -> DehyariMachine:
    """The rural office asks for a village by its code (S4-095)."""
    desk = office.desk("daftar-roostaei").opens(f"/grants/villages/ask/?village={village}")
    desk.chooses("Requested vehicle type", machine).presses("Ask for it")
    return DehyariMachine.objects.latest("id")


def table_one_goes_on(office: Office) -> None:
    """The rural office sends Table 1 of dehyaris; it is printed and kept."""
    desk = office.desk("daftar-roostaei").opens("/grants/villages/table-1/").reads("S4-101")
    desk.page.locator("form.card button.btn-primary").click()
    desk.sees("Lists that were sent")


def at_the_page_of(office: Office, who: str, one: DehyariMachine) -> Desk:
    """The page of a machine at somebody's desk."""
    return office.desk(who).opens(one.get_absolute_url())


def the_contribution_is_announced(office: Office) -> None:
    """The deputy for resources finds it ready for delivery and asks the rural office to have it paid (S4-098)."""
    desk = office.desk("moaven-manabe").takes_up("grants.announce_village", due_in=14)
    desk.sends_dialog("Announce contribution and account", ready_at="پارکینگ کارخانه", account_number="4001")


def the_dehyar_pays(office: Office, amount: str, number: str) -> None:
    """The whole contribution by one slip (S4-099)."""
    desk = office.desk("dehyar").takes_up("grants.deposit_village", due_in=30)
    desk.writes("Number of the slip", number).writes("Day of the slip", "1405/03/01")
    desk.writes("Amount of the slip", amount)
    desk.page.locator("input[name=scan]").set_input_files(scenes.a_file("slip.pdf", scenes.SCAN))
    desk.presses("Present the slip").sees("The slip is recorded.")


def the_machine_is_handed_over(office: Office) -> None:
    """The delivery order is issued, the hand-over recorded."""
    office.desk("moaven-manabe").takes_up("grants.order_village", due_in=7).presses("Issue the delivery order")
    expert = office.desk("karshenas-manabe").takes_up("grants.hand_over_village", due_in=30)
    expert.sends_dialog("Record the hand-over", handed_over_on="1405/03/01")


def left_to_place(desk: Desk, shown: str) -> None:
    """The residual stands under the table, live."""
    expect(desk.page.locator("output[data-left]")).to_have_text(shown)
