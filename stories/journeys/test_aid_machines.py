"""A municipality's loader from its share to its hand-over and the five years after, and a minibus for a new municipality."""

from __future__ import annotations

import pytest

from hamtaraz.documents.models import Paper
from hamtaraz.grants.models import MachineRequest
from hamtaraz.grants.refusals.deposits import SlipBeyondContribution
from hamtaraz.grants.refusals.machinery import AskedAlready, PriceNotSet, SaleLocked, TwiceTheSame
from stories.journeys import aid_scenes as scenes
from stories.province import MILLION

pytestmark = pytest.mark.browser


def test_a_municipality_s_loader_goes_from_its_share_to_its_hand_over_and_is_not_sold(office, province):
    scenes.the_clause_comes_into_force(office)
    scenes.the_shares_are_announced(office)
    scenes.the_price_is_set(office, "loader", "2300")
    mayor = office.desk("shahrdar").opens("/grants/machines/ask/")
    mayor.chooses("First priority", "loader").chooses("Second priority", "loader")
    with mayor.refused(TwiceTheSame):
        mayor.presses("Save as draft")
    asked = scenes.the_mayor_asks(office, "shahrdar", "loader", "grader")
    mayor.opens("/grants/machines/ask/").chooses("First priority", "minibus")
    with mayor.refused(AskedAlready):  # final, and one machine at this stage (S4-030, S4-037)
        mayor.presses("Save as draft")
    scenes.table_one_goes_on(office)
    deputy = office.desk("moaven-manabe").takes_up("grants.announce_contribution", due_in=14)
    with deputy.refused(PriceNotSet):
        deputy.sends_dialog("Announce contribution and account", account_number="1")
    scenes.the_price_is_set(office, "loader", "2300", "2400")
    share = province.total("grant_share", agency=scenes.TOWN)
    scenes.the_contribution_is_announced(office)
    assert province.total("grant_share", agency=scenes.TOWN) == share - 1_200 * MILLION  # F3: 2,400 → 1,200 and 1,200
    payer = office.desk("shahrdar").takes_up("grants.deposit", due_in=30).reads("۱٬۲۰۰")
    payer.writes("Number of the slip", "11").writes("Day of the slip", "1405/03/01").writes(
        "Amount of the slip", "1201"
    )
    payer.page.locator("input[name=scan]").set_input_files(scenes.a_file("slip.pdf", scenes.SCAN))
    with payer.refused(SlipBeyondContribution):
        payer.presses("Present the slip")
    scenes.the_mayor_pays(office, "shahrdar", "1200", "12")
    scenes.the_machine_is_handed_over(office, "1405/03/01")
    order = MachineRequest.objects.get().order_number
    assert Paper.objects.get(number=order).title.startswith("حوالهٔ تحویل: لودر")
    owner = scenes.at_page_of(office, "shahrdar", asked)
    with owner.refused(SaleLocked):  # F9: not before 1410/03/01
        owner.gives_reason("Record its sale", "فروش برای خرید دستگاه بهتر")
    owner.reads("۱۴۱۰/۰۳/۰۱")
    owner.opens("/grants/machines/locks/").reads("لودر")
    office.turns_to("1410/03/01")
    scenes.at_page_of(office, "shahrdar", asked).gives_reason("Record its sale", "پنج سال گذشت")
    assert MachineRequest.objects.get().state == "sold"
    assert province.faults() == []


def test_a_minibus_costs_a_new_municipality_half_of_thirty_five_percent(office, province):  # S4-025, S4-028
    scenes.the_clause_comes_into_force(office)
    scenes.the_shares_are_announced(office)
    scenes.the_price_is_set(office, "minibus", "1400", "1500")
    asked = scenes.the_mayor_asks(office, "shahrdar-noshahr", "minibus", "hearse")
    scenes.table_one_goes_on(office)
    scenes.the_contribution_is_announced(office)
    scenes.at_page_of(office, "shahrdar-noshahr", asked).reads("۲۶۲٫۵", "۱٬۲۳۷٫۵")
    scenes.the_mayor_pays(office, "shahrdar-noshahr", "262.5", "21")
    scenes.the_machine_is_handed_over(office, "1405/03/01")
    kept = MachineRequest.objects.get()
    assert (kept.state, kept.contribution_rial, kept.aid_rial) == ("delivered", 262_500_000, 1_237_500_000)
    assert province.total("grant_paid", agency=scenes.NEW_TOWN) == 1_237_500_000
    assert province.faults() == []
