"""The counties' split refused and then mended, a dehyari's hearse from the list to its hand-over, and a substitution."""

from __future__ import annotations

import pytest

from hamtaraz.documents.models import Paper
from hamtaraz.grants.models import CountySplit, DehyariMachine
from hamtaraz.grants.refusals.county_split import ChangeNeedsReason
from hamtaraz.grants.refusals.machinery import SaleLocked
from hamtaraz.grants.refusals.village_machines import AidBeyondEnvelope, VillageAskedAlready
from hamtaraz.grants.tests.story import VILLAGE
from hamtaraz.law.county_split import CountyAboveItsEnvelope, MachineryNotPlaced
from stories.journeys import aid_scenes as aid
from stories.journeys import village_scenes as scenes
from stories.province import ABADAN, AHVAZ, MILLION

pytestmark = pytest.mark.browser


def test_a_split_of_the_counties_is_refused_and_then_mended(office, province):  # S4-130 … S4-134, F6, INV-25
    aid.the_clause_comes_into_force(office)
    scenes.the_counties_have_their_shares(office)
    desk = scenes.the_office_drafts_the_split(office)
    scenes.left_to_place(desk, "۰")
    begun = scenes.machinery_by_county()
    scenes.writes_machinery(desk, ABADAN, begun[ABADAN] + 500 * MILLION)
    scenes.left_to_place(desk, "(۵۰۰)")  # live, before anything is saved
    desk.presses("Save the draft").reads("۵۰۰")
    with desk.refused(MachineryNotPlaced):
        desk.presses("Send for approval")
    split = CountySplit.objects.get()
    desk.opens(f"{split.get_absolute_url()}edit/")
    scenes.writes_machinery(desk, AHVAZ, 9_900 * MILLION)
    with desk.refused(CountyAboveItsEnvelope):
        desk.presses("Save the draft")
    scenes.writes_machinery(desk, AHVAZ, begun[AHVAZ] - 500 * MILLION)
    scenes.left_to_place(desk, "۰")
    desk.presses("Save the draft").presses("Send for approval")
    deputy = office.desk("moaven-omrani").takes_up("grants.approve_split", due_in=3)
    deputy.gives_reason("Return for correction", "سهم اهواز کم شده است؛ دلیل چیست؟")
    office.desk("daftar-roostaei").takes_up("grants.write_split", due_in=7).presses("Send for approval")
    office.desk("moaven-omrani").takes_up("grants.approve_split", due_in=3).presses("Approve and announce")
    assert province.total("grant_envelope", programme="machinery") == scenes.MACHINERY * MILLION
    assert province.total("grant_share") == 0
    table = Paper.objects.get(kind="distribution_table", about_kind="grants.countysplit")
    assert table.facts["matrix"]["total_rial"] == str(scenes.POOL * MILLION)
    again = office.desk("daftar-roostaei").opens("/grants/split/")
    with again.refused(ChangeNeedsReason):
        again.page.locator("textarea[name=reason]").evaluate("box => box.removeAttribute('required')")
        again.presses("Draft the change")
    again.writes("Reason of the change", "روستاهای لالی ماشین نمی‌خواهند").presses("Draft the change")
    again.presses("Save the draft").presses("Send for approval")
    office.desk("moaven-omrani").takes_up("grants.approve_split", due_in=3).presses("Approve and announce")
    assert sorted(CountySplit.objects.values_list("state", flat=True)) == ["approved", "replaced"]
    assert province.faults() == []


def test_a_dehyari_s_hearse_goes_from_the_list_to_its_hand_over_and_is_not_sold(office, province):  # S4-093 … S4-106
    aid.the_clause_comes_into_force(office)
    scenes.the_counties_have_their_shares(office)
    scenes.the_split_is_in_force(office)
    scenes.the_prices_are_set(office)
    dehyar = office.desk("dehyar").goes_to("Machines of dehyaris").presses("Ask for a machine").reads("۱۵٪")
    dehyar.chooses("Requested vehicle type", "hearse").presses("Ask for it")
    rural = office.desk("daftar-roostaei").opens(f"/grants/villages/ask/?village={VILLAGE}")
    rural.chooses("Requested vehicle type", "hearse")
    with rural.refused(VillageAskedAlready):
        rural.presses("Ask for it")
    rural.finds_waiting("grants.list_village", due_in=7)
    scenes.table_one_goes_on(office)
    office.desk("moaven-dehyari").takes_up("grants.review_village", due_in=14).presses("Approve the machine")
    scenes.the_contribution_is_announced(office)
    one = DehyariMachine.objects.get()
    assert (one.contribution_rial, one.aid_rial) == (120 * MILLION, 680 * MILLION)  # F3
    assert province.total("grant_promised", agency=VILLAGE) == 680 * MILLION
    office.desk("daftar-roostaei").opens("/letters/").reads(
        "سهم آوردهٔ دهیاری"
    )  # the rural office is written to, S4-098
    scenes.the_dehyar_pays(office, "120", "31")
    scenes.the_machine_is_handed_over(office)
    owner = scenes.at_the_page_of(office, "dehyar", one)
    with owner.refused(SaleLocked):
        owner.gives_reason("Record its sale", "فروش برای خرید دستگاه بهتر")
    owner.reads("۱۴۱۰/۰۳/۰۱").opens("/grants/machines/locks/").reads("ده نمونه")
    assert province.total("grant_paid", agency=VILLAGE) == 680 * MILLION
    assert province.faults() == []


def test_a_vehicle_that_cannot_be_bought_is_replaced(office, province):  # S4-096, S4-104, INV-29
    aid.the_clause_comes_into_force(office)
    scenes.the_counties_have_their_shares(office)
    scenes.the_split_is_in_force(office)
    scenes.the_prices_are_set(office)
    aid.the_price_is_set(office, "loader", "9000", "9000")
    one = scenes.the_office_asks(office, VILLAGE, "loader")
    rural = office.desk("daftar-roostaei").opens("/grants/villages/table-1/").sees("beyond the machinery")
    with rural.refused(AidBeyondEnvelope):
        rural.page.locator("form.card button.btn-primary").click()
    scenes.at_the_page_of(office, "daftar-roostaei", one).gives_reason("Withdraw; the village is free", "بیش از سهم")
    one = scenes.the_office_asks(office, VILLAGE, "hearse")
    scenes.table_one_goes_on(office)
    deputy = office.desk("moaven-dehyari").takes_up("grants.review_village", due_in=14).presses("Approve the machine")
    expert = office.desk("karshenas-manabe").opens("/grants/villages/least-orders/")
    expert.chooses("Machine", "hearse").chooses("This year", "").writes("Why it cannot be bought", "تولید نمی‌شود")
    expert.presses("Record it").reads("تولید نمی‌شود")
    deputy.opens("/grants/villages/least-orders/").says_yes("Announce the purchasable vehicles")
    rural = office.desk("daftar-roostaei").takes_up("grants.propose_substitute", due_in=7)
    rural.chooses("Substitute vehicle", "mini_loader").presses("Propose the substitute")
    deputy.takes_up("grants.review_village", due_in=14).presses("Approve the machine")
    scenes.the_contribution_is_announced(office)
    one.refresh_from_db()
    assert (one.asked_first, one.machine, one.contribution_rial) == ("hearse", "mini_loader", 300 * MILLION)
    scenes.at_the_page_of(office, "dehyar", one).reads("۳۰٪", "مینی‌لودر")
    assert province.faults() == []
