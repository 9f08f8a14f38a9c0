"""The planner proposes, says why, and decides nothing: a file with a wrong unit is refused, a line is accepted by a person."""

from __future__ import annotations

import pytest

from hamtaraz.grants.models import MachineRequest, Plan
from hamtaraz.grants.refusals.plans import AcceptedTogether, AidInAnotherUnit
from stories.journeys import aid_scenes as scenes

pytestmark = pytest.mark.browser
IN_THOUSANDS = f"code,recipient,machine,aid\na,{scenes.TOWN},loader,1200000\n".encode()


def test_a_plan_of_machines_is_proposed_with_its_reasons_and_accepted_line_by_line(office, province):
    scenes.the_clause_comes_into_force(office)
    scenes.the_shares_are_announced(office)
    scenes.the_price_is_set(office, "loader", "2300", "2400")
    scenes.the_price_is_set(office, "minibus", "1400", "1500")
    asked = scenes.the_mayor_asks(office, "shahrdar", "loader", "minibus")
    expert = office.desk("karshenas-manabe").goes_to("Planning").sees("Nothing has been planned this year.")
    part = expert.page.locator("input[name=part][value=municipal]")
    part.check()
    expert.page.locator("input[name=file]").set_input_files(scenes.a_file("requests.csv", IN_THOUSANDS))
    with expert.refused(AidInAnotherUnit):  # thousand rial in a column of million
        expert.presses("Propose the best set")
    expert.opens("/grants/planning/")
    part.check()
    expert.presses("Propose the best set").reads("S4-037", "لودر", "مینی‌بوس", "۱٬۲۰۰")
    expert.ticks("input[name=line]")
    with expert.refused(AcceptedTogether):  # one machine at this stage
        expert.presses("Keep the marked lines as accepted")
    expert.ticks("input[name=line]", but=1).presses("Keep the marked lines as accepted")
    plan = Plan.objects.get()
    assert [one.code for one in plan.lines.all()] == [f"m{asked.pk}-1"]
    assert MachineRequest.objects.get().state == "sent"  # its own step is taken by whoever it waits for
    deputy = office.desk("moaven-manabe").opens(plan.get_absolute_url()).reads("کارشناس معاونت توسعهٔ منابع")
    assert deputy.page.locator("input[name=line]:not([disabled])").count() == 0
    assert province.faults() == []
