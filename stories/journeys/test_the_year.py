"""One province walks all fifteen steps of S0-41 by clicking, with a return and a refusal wherever a step can refuse."""

from __future__ import annotations

import pytest

from stories.journeys import county_scenes, opening_scenes

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
    assert province.faults() == []
