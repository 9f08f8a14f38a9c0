"""A town's bitumen from the council's resolution to the confirmed street, and a deposit in part where the directive accepts it."""

from __future__ import annotations

import pytest

from hamtaraz.documents.models import Paper
from hamtaraz.grants.models import BitumenReport
from hamtaraz.grants.refusals.bitumen import BitumenBeyondShares, NoRate
from hamtaraz.grants.refusals.deposits import SlipBeyondContribution
from stories.journeys import aid_scenes as clause
from stories.journeys import bitumen_scenes as scenes
from stories.province import MILLION

pytestmark = pytest.mark.browser


def test_a_town_deposits_half_gets_three_times_and_shows_its_street(office, province):  # F4, S4-040 … S4-052
    clause.the_clause_comes_into_force(office)
    clause.the_shares_are_announced(office)
    share = province.total("grant_share", agency=clause.TOWN)
    expert = office.desk("karshenas-manabe").opens("/grants/bitumen/compute/").writes("Credit for bitumen", "900000")
    with expert.refused(BitumenBeyondShares):
        expert.presses("Compute")
    scenes.the_aid_is_announced(office, "2000")
    assert province.total("grant_share", agency=clause.TOWN) == share - 2_000 * MILLION
    mayor = scenes.the_council_has_resolved(office).reads("۲٬۰۰۰", "۱٬۰۰۰", "۳٬۰۰۰")
    with mayor.refused(SlipBeyondContribution):
        scenes.a_slip_is_presented(mayor, "1001", "31")
    scenes.a_slip_is_presented(mayor, "1000", "32").sees("The slip is recorded.")
    with mayor.refused(NoRate):
        scenes.the_bitumen_is_ordered(mayor)
    scenes.the_rate_is_recorded(office, "10.5")
    mayor.takes_up("grants.bitumen_order", due_in=14)
    scenes.the_bitumen_is_ordered(mayor).reads("۲۸۵٫۷۱۴")
    scenes.it_is_introduced_and_comes(office)
    assert province.total("grant_paid", agency=clause.TOWN) == 2_000 * MILLION
    assert Paper.objects.filter(number=scenes.the_aid().introduction_number).exists()
    scenes.the_sub_base_is_controlled(office)
    scenes.the_work_is_documented(office)
    scenes.it_is_confirmed_and_reported(office)
    assert scenes.the_aid().state == "confirmed"
    assert BitumenReport.objects.get().figures["to_date"]["introduced_kilograms"] == 285_714
    mayor.opens(scenes.the_aid().get_absolute_url()).follows("چرا سهم این اندازه است؟").reads("S4-013")  # to the index
    assert province.faults() == []


def test_a_deposit_in_part_brings_three_times_itself_and_the_rest_goes_back(office, province):  # F4, INV-18
    clause.the_clause_comes_into_force(office)
    clause.the_shares_are_announced(office)
    share = province.total("grant_share", agency=clause.TOWN)
    scenes.the_aid_is_announced(office, "2000")
    scenes.a_part_is_accepted(office)
    mayor = scenes.the_council_has_resolved(office)
    scenes.a_slip_is_presented(mayor, "600", "41").presses("The deposit ends here").reads("۱٬۸۰۰", "۸۰۰")
    kept = scenes.the_aid()
    assert (kept.delivered_rial, kept.used_rial) == (1_800 * MILLION, 1_200 * MILLION)
    assert province.total("grant_share", agency=clause.TOWN) == share - 1_200 * MILLION
    assert province.faults() == []
