"""The year of S0-41 in words: what each step leaves in the book, and who waits next."""

from __future__ import annotations

from stories.province import NOTICED
from stories.year import ALLOTTED, LISTED, WIDE_SHARE


def test_a_province_walks_its_year_and_every_rial_is_somewhere(year, province):
    notice = year.whole()
    agreed = LISTED["p1"] + LISTED["p2"] + WIDE_SHARE
    assert province.total("agreed") == agreed
    assert notice.state == "issued"
    assert province.total("allotted", "allotment") == ALLOTTED
    stages = ("received", "county_share", "province_line", "county_noticed", "committee_approved", "agency_noticed",
              "in_agreement", "agreed")  # fmt: skip
    assert sum(province.total(stage) for stage in stages) == NOTICED
    assert province.faults() == []
