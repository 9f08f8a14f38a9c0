"""Steps 14 and 15 by clicking: the centre's allotment notice, the Committee, the notices to agencies."""

from __future__ import annotations

from hamtaraz.allotments.models import AllotmentNotice, AllotmentSession
from hamtaraz.allotments.refusals import BeyondAgreement, BeyondCentral, NoCentralNotice, NoQuorum
from hamtaraz.people.roles import Role
from hamtaraz.workflow.refusals import SameHand
from stories.journeys.agreement_scenes import ROAD
from stories.journeys.desks import Desk, Office, millions
from stories.province import MILLION
from stories.year import ALLOTTED, LISTED, RELEASED

DECIDE = "Record the Committee's decision"


def without_a_central_notice(office: Office) -> None:
    """Before step 14 the Committee decides nothing (S0-22, S0-42, INV-07)."""
    secretary = office.desk("dabir-takhsis", Role.ALLOTMENT_SECRETARY)
    secretary.goes_to("Allotment").presses("Open a session").writes("Place", "سالن جلسات سازمان").presses("Save")
    _write_ceiling(secretary, ALLOTTED)
    with secretary.refused(NoCentralNotice):
        secretary.presses(DECIDE)


def _session() -> AllotmentSession:
    return AllotmentSession.objects.latest("id")


def _write_ceiling(secretary: Desk, amount_rial: int) -> None:
    secretary.opens(f"{_session().get_absolute_url()}ceilings/")
    secretary.page.get_by_label("راه و ترابری").fill(millions(amount_rial))
    secretary.presses("Save")


def the_centre_releases(office: Office) -> None:
    """Step 14: recorded wrongly and withdrawn; not confirmed by the hand that recorded; confirmed (S0-22)."""
    expert, head = office.desk("karshenas"), office.desk("rais-talfigh")
    _record(expert, "499/1405")
    expert.gives_reason("Withdraw the draft", "شماره اشتباه است.")
    substitute = office.desk("janeshin", Role.CONSOLIDATION_EXPERT)
    _record(substitute, "500/1405")
    herself = office.desk("janeshin", Role.CONSOLIDATION_HEAD).takes_up("allotments.confirm", due_in=3)
    with herself.refused(SameHand):
        herself.presses("Confirm")
    head.takes_up("allotments.confirm", due_in=3).presses("Confirm")
    assert office.province.total("received", "allotment") == RELEASED
    office.desk("dabir-takhsis", Role.ALLOTMENT_SECRETARY).finds_waiting("allotments.convene", due_in=10)


def _record(expert: Desk, number: str) -> None:
    expert.goes_to("Allotment").presses("Record a central notice")
    expert.page.locator("#id_number").fill(number)
    expert.page.locator("#id_dated_on").fill("1405/03/01")
    expert.page.locator("#id_subject").fill("تخصیص چهار ماههٔ اول")
    expert.page.locator("select[name$='-0-source']").select_option("P")
    expert.page.locator("input[name$='-0-amount_rial']").fill(millions(RELEASED))
    expert.presses("Save")


def the_committee_decides(office: Office) -> None:
    """Step 14: no quorum, ceilings over the centre's notice, a line over its agreement: no; then decided (INV-07)."""
    secretary = office.desk("dabir-takhsis", Role.ALLOTMENT_SECRETARY)
    _attend(secretary, present=1)
    with secretary.refused(NoQuorum):
        secretary.presses(DECIDE)
    _attend(secretary, present=3)
    _write_ceiling(secretary, RELEASED + MILLION)
    with secretary.refused(BeyondCentral):
        secretary.presses(DECIDE)
    _write_ceiling(secretary, ALLOTTED)
    _write_line(secretary, LISTED["p1"] + MILLION)
    with secretary.refused(BeyondAgreement):
        secretary.presses(DECIDE)
    secretary.opens(_session().get_absolute_url()).presses("Propose")
    secretary.takes_up("allotments.decide", due_in=5).presses(DECIDE)
    assert office.province.total("ceiling", "allotment") == ALLOTTED
    assert office.province.waiting("allotments.convene") == []


def _attend(secretary: Desk, present: int) -> None:
    secretary.opens(f"{_session().get_absolute_url()}edit/")
    boxes = secretary.page.locator("input[name$=-present]")
    for place in range(3):
        boxes.nth(place).set_checked(place < present)
    secretary.presses("Save")


def _write_line(secretary: Desk, amount_rial: int) -> None:
    secretary.opens(_session().get_absolute_url()).presses("Write lines")
    secretary.page.locator("tr", has_text=ROAD).locator("input[data-money]").first.fill(millions(amount_rial))
    secretary.presses("Save")


def the_agency_may_use_it(office: Office) -> None:
    """Step 15: a draft withdrawn and drafted anew, not issued by the hand that drafted it, issued, read (S0-23)."""
    expert, head = office.desk("karshenas"), office.desk("rais-talfigh")
    first = AllotmentNotice.objects.get()
    expert.opens(first.get_absolute_url()).gives_reason("Withdraw the draft", "سهم‌ها یک‌بار دیگر نوشته شود.")
    substitute = office.desk("janeshin", Role.CONSOLIDATION_EXPERT).opens(_session().get_absolute_url())
    substitute.presses("Propose").presses("Draft the notices of the new lines")
    herself = office.desk("janeshin", Role.CONSOLIDATION_HEAD).takes_up("allotments.issue", due_in=3)
    with herself.refused(SameHand):
        herself.presses("Issue")
    head.takes_up("allotments.issue", due_in=3).presses("Issue")
    assert office.province.total("allotted", "allotment") == ALLOTTED
    assert office.province.total("ceiling", "allotment") == 0
    office.desk("karshenas-rah", Role.AGENCY_EXPERT).takes_up("allotments.read", due_in=5).presses("We have read it")
    assert _session().state == "notified"
