"""One province walks all fifteen steps of S0-41 by clicking, with a return and a refusal wherever a step can refuse."""

from __future__ import annotations

import pytest

from stories.journeys import agreement_scenes, allotment_scenes, county_scenes, opening_scenes
from stories.province import NOTICED

pytestmark = pytest.mark.browser


def test_a_province_walks_its_year_by_clicking(office, province):
    opening_scenes.before_the_law(office)
    opening_scenes.the_law_is_announced(office)
    opening_scenes.the_centre_notifies(office)
    opening_scenes.the_credit_is_shared_out(office)
    opening_scenes.the_council_decides(office)
    opening_scenes.the_counties_are_notified(office)
    county_scenes.the_committee_approves(office)
    county_scenes.the_minutes_reach_the_organisation(office)
    county_scenes.the_agencies_are_notified(office)
    agreement_scenes.the_agency_submits(office)
    agreement_scenes.the_sector_expert_reviews(office)
    agreement_scenes.the_consolidation_group_approves(office)
    agreement_scenes.the_deputy_approves(office)
    agreement_scenes.the_heads_sign_and_it_is_exchanged(office)
    allotment_scenes.without_a_central_notice(office)
    allotment_scenes.the_centre_releases(office)
    allotment_scenes.the_committee_decides(office)
    allotment_scenes.the_agency_may_use_it(office)
    the_river_adds_up(office)
    assert province.faults() == []


def the_river_adds_up(office):
    """Every rial of the centre's notice stands somewhere on the page of the river, and nowhere twice."""
    auditor = office.desk("hesabras").opens("/monitoring/river/")
    table = auditor.page.locator("section[aria-labelledby=stages] table")
    rests = [int(cell.get_attribute("value")) for cell in table.locator("tbody td:nth-child(3) data").all()]
    assert sum(rests) == NOTICED
    assert int(table.locator("tfoot data").get_attribute("value")) == NOTICED
