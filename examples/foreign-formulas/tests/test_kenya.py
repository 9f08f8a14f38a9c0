"""The directive of Kenya's fourth basis gives the published amounts of 2025/26, county by county."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from hamtaraz.law.examples import check_examples
from hamtaraz.law.run import Run, distribute

MILLION = 10**6
POOL, BEFORE, AFFIRMATIVE = 415_000 * MILLION, 387_425 * MILLION, 4_460 * MILLION
MANDERA = "009"
"""Its count of 2019 is contested; the amount shows that a larger one was used (README)."""


@pytest.fixture(scope="module")
def kenya(country):
    return country("kenya")


@pytest.fixture(scope="module")
def run(kenya) -> Run:
    last_year = kenya.amounts("last_year.csv", "shillings")
    return distribute(kenya.directive, kenya.bodies, POOL, last_year=last_year)


def test_the_examples_of_the_directive_hold(kenya):
    assert [one for one in check_examples(kenya.directive) if not one.holds] == []


def test_the_amounts_of_the_year_before_follow_from_the_third_basis(kenya, to_the_unit: Callable[..., dict[str, int]]):
    rows = kenya.rows("third_basis.csv")
    half = {row["code"]: Fraction(row["percent_2019_20"]) / 100 * 316_500 * MILLION / 2 for row in rows}
    assert sum(half.values()) == 158_250 * MILLION
    factor = {row["code"]: int(row["shillings_2021_22"]) - half[row["code"]] for row in rows}
    whole = sum(factor.values())
    rest = BEFORE - 158_250 * MILLION
    exact = {code: half[code] + rest * value / whole for code, value in factor.items()}
    assert to_the_unit(BEFORE, exact) == kenya.amounts("last_year.csv", "shillings")


def test_the_figures_add_up_to_what_is_published_of_the_country(kenya):
    rows = kenya.rows("figures.csv")
    people = sum(int(row["population"]) for row in rows)
    poor = sum(int(row["population"]) * Fraction(row["poor_percent"]) for row in rows)
    assert len(rows) == 47
    assert people == 47_564_296
    assert round(poor / people, 1) == Fraction("39.8")
    assert abs(sum(Fraction(row["area_km2"]) for row in rows) - Fraction("580876.3")) < 10
    assert sum(row["favoured"] == "yes" for row in rows) == 12


def test_46_counties_get_what_was_published_to_six_millions_of_shillings(kenya, run):
    for row in kenya.rows("expected.csv"):
        near = MILLION if row["to_the_nearest"] == "1" else 6 * MILLION
        if row["code"] != MANDERA:
            assert abs(run.shares[row["code"]] - int(row["shillings_2025_26"])) <= near, row["name"]


def test_mandera_is_off_by_less_than_a_third_of_a_percent(kenya, run):
    published = kenya.amounts("expected.csv", "shillings_2025_26")[MANDERA]
    assert 0 < published - run.shares[MANDERA] < 40 * MILLION


def test_nobody_gets_less_than_the_year_before_and_turkana_and_marsabit_stand_at_the_cap_of_area(kenya, run):
    last_year = kenya.amounts("last_year.csv", "shillings")
    assert all(run.shares[code] > amount for code, amount in last_year.items())
    capped = {code for code in run.shares if run.figure(code, "area_counted") == Fraction(1, 10)}
    assert {run.bodies.names[code] for code in capped} == {"Turkana", "Marsabit"}


def test_a_separate_reckoning_on_fractions_gives_every_amount(kenya, run, to_the_unit: Callable[..., dict[str, int]]):
    rows = {row["code"]: row for row in kenya.rows("figures.csv")}

    def shares(of: dict[str, Fraction]) -> dict[str, Fraction]:
        return {code: value / sum(of.values()) for code, value in of.items()}

    people = shares({code: Fraction(row["population"]) for code, row in rows.items()})
    poor = shares({code: int(row["population"]) * Fraction(row["poor_percent"]) for code, row in rows.items()})
    land = shares({code: Fraction(row["area_km2"]) for code, row in rows.items()})
    land = shares({code: min(value, Fraction(1, 10)) for code, value in land.items()})
    index = {code: (45 * people[code] + Fraction(35, 47) + 12 * poor[code] + 8 * land[code]) / 100 for code in rows}
    assert sum(index.values()) == 1
    growth = to_the_unit(POOL - BEFORE - AFFIRMATIVE, index)
    favour = to_the_unit(AFFIRMATIVE, {code: Fraction(1) for code, row in rows.items() if row["favoured"] == "yes"})
    before = kenya.amounts("last_year.csv", "shillings")
    found = {code: before[code] + favour.get(code, 0) + growth[code] for code in rows}
    assert sum(found.values()) == sum(run.shares.values()) == POOL
    assert max(abs(run.shares[code] - amount) for code, amount in found.items()) <= 1
