"""Bitumen by clicking: its credit is announced, a town deposits, orders, receives, documents; others control and confirm."""

from __future__ import annotations

from playwright.sync_api import expect

from hamtaraz.grants.models import BitumenAid
from hamtaraz.grants.tests.bitumen_story import SCAN, accept_a_part, photo
from hamtaraz.people.roles import Role
from stories.journeys.aid_scenes import TOWN, a_file
from stories.journeys.desks import Desk, Office
from stories.province import YEAR

TODAY = "1405/03/01"
SCANS = {"scan": ("scan.pdf", SCAN)}


def fills(desk: Desk, form: str, file: tuple[str, bytes] = SCANS["scan"], **fields: str) -> Desk:
    """Fill one of the forms of a municipality's page by the names of its boxes, with its file."""
    place = desk.page.locator(f"form[action$='/{form}/']")
    for name, words in fields.items():
        place.locator(f"[name={name}]").first.fill(words)
    if place.locator("input[name=scan]").count():
        place.locator("input[name=scan]").set_input_files(a_file(*file))
    desk.page.keyboard.press("Escape")
    return desk


def sends(desk: Desk, form: str) -> Desk:
    """Send that form, and arrive."""
    with desk.page.expect_event("load"):
        desk.page.locator(f"form[action$='/{form}/'] button.btn-primary").click()
    desk.office.keep_picture(desk.page, f"bitumen-{form}")
    return desk


def the_aid_is_announced(office: Office, credit: str) -> None:
    """The expert shares a credit out, the deputy announces it with an account (S4-041)."""
    expert = office.desk("karshenas-manabe").goes_to("Bitumen").presses("Compute the aid")
    expert.writes("Credit for bitumen", credit).presses("Compute")
    deputy = office.desk("moaven-manabe").takes_up("grants.announce_bitumen", due_in=3)
    deputy.sends_dialog("Announce the bitumen aid", account_number="4001000104006094")


def the_council_has_resolved(office: Office) -> Desk:
    """Before the resolution there is nowhere to present a slip (S4-045)."""
    mayor = office.desk("shahrdar").takes_up("grants.bitumen_deposit", due_in=30)
    expect(mayor.page.locator("form[action$='/slip/']")).to_have_count(0)
    sends(fills(mayor, "resolution", number="55", resolution_on=TODAY), "resolution").sees(
        "The resolution is recorded."
    )
    return mayor


def a_slip_is_presented(mayor: Desk, amount: str, number: str) -> Desk:
    """A slip under the resolution; amounts in million rials."""
    return sends(fills(mayor, "slip", number=number, paid_on=TODAY, amount_rial=amount), "slip")


def the_rate_is_recorded(office: Office, rate: str) -> None:
    """The exchange's rate of today, in million rials a tonne (S4-047)."""
    expert = office.desk("karshenas-manabe").opens("/grants/bitumen/rates/")
    expert.writes("Day of the rate", TODAY).writes("Rate of a tonne", rate)
    expert.page.keyboard.press("Escape")
    expert.presses("Record the rate").sees("The rate is recorded.")


def the_bitumen_is_ordered(mayor: Desk) -> Desk:
    """For surfacing, on a street (S4-049)."""
    mayor.page.locator("input[name=uses][value=surfacing]").check()
    return sends(fills(mayor, "order", streets="خیابان اصلی"), "order")


def it_is_introduced_and_comes(office: Office) -> None:
    """The letter goes out in turn, the bitumen comes (S4-046)."""
    deputy = office.desk("moaven-manabe").takes_up("grants.bitumen_introduce", due_in=7)
    deputy.sends_dialog("Issue the introduction letter", supplier="پالایشگاه نمونه")
    mayor = office.desk("shahrdar").takes_up("grants.bitumen_receive", due_in=30)
    mayor.sends_dialog("Record the arrival", received_on=TODAY)


def the_sub_base_is_controlled(office: Office) -> None:
    """The county's technical deputy finds it good (S4-050)."""
    county = office.desk("fanni-abadan").takes_up("grants.bitumen_compaction", due_in=30)
    county.page.locator("input[name=passed][value=yes]").check()
    fills(county, "control", checked_on=TODAY, place="خیابان اصلی", compaction_ppm="۹۵٫۵")
    sends(county, "control").reads("۹۵٫۵")


def the_work_is_documented(office: Office) -> None:
    """Photos of three moments and an invoice go to the Technical Office (S4-051)."""
    mayor = office.desk("shahrdar").takes_up("grants.bitumen_document", due_in=90)
    for moment in ("before", "during", "after", "document"):
        file = ("invoice.pdf", SCAN) if moment == "document" else (f"{moment}.jpg", photo())
        mayor.page.locator("select[name=moment]").select_option(moment)
        sends(fills(mayor, "work", file, taken_on=TODAY, place="خیابان اصلی"), "work")
    mayor.presses("The work is documented")


def it_is_confirmed_and_reported(office: Office) -> None:
    """The Technical Office confirms, the governorate's deputy reports (S4-052)."""
    office.desk("daftar-fanni").takes_up("grants.bitumen_confirm", due_in=14).presses("Confirm the work")
    deputy = office.desk("moaven-omrani").opens("/grants/bitumen/reports/")
    form = deputy.page.locator("main form[method=post]").first
    for name, words in (("since", "1405/02/01"), ("until", TODAY), ("words", "آسفالت خیابان اصلی پایان یافت")):
        form.locator(f"[name={name}]").fill(words)
    deputy.page.keyboard.press("Escape")
    deputy.presses("Send the report").reads("آسفالت خیابان اصلی پایان یافت")


def a_part_is_accepted(office: Office) -> None:
    """A directive comes into force whose switch accepts less than half."""
    named = {Role.CONSOLIDATION_EXPERT: "karshenas", Role.CONSOLIDATION_HEAD: "rais-talfigh"}
    accept_a_part(lambda role, organisation="": office.province.actor(named[role]), office.day, YEAR)


def the_aid() -> BitumenAid:
    """The aid of the town as the record has it."""
    return BitumenAid.objects.get(recipient__code=TOWN)
