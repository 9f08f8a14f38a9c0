"""The directive of France's grant to intermunicipal bodies keeps floors and ceilings as a separate reckoning does."""

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction
from math import ceil, floor

import pytest

from hamtaraz.law.bounds import MaximumsTooLow, MinimumsTooHigh
from hamtaraz.law.examples import check_examples
from hamtaraz.law.run import Run, distribute

POOL = 62_931_130
"""Euros: the grants of the year before and 1.8 per cent."""
IN_2019, IN_2024 = "1398-01-01", "1403-01-01"


@pytest.fixture(scope="module")
def france(country):
    return country("france")


@pytest.fixture(scope="module")
def last_year(france) -> dict[str, int]:
    return france.amounts("last_year.csv", "euros")


@pytest.fixture(scope="module")
def run(france, last_year) -> Run:
    return distribute(france.directive, france.bodies, POOL, last_year=last_year, day=IN_2019)


def spontaneous(rows: list[dict[str, str]]) -> dict[str, Fraction]:
    """Each body's part before floors and ceilings: three tenths by people and integration, seven by distance too."""
    people = {row["code"]: int(row["population"]) for row in rows}
    income = sum(Fraction(row["income"]) * people[row["code"]] for row in rows) / sum(people.values())
    taxed, living = defaultdict(Fraction), defaultdict(int)
    for row in rows:
        taxed[row["category"]] += Fraction(row["tax_potential"]) * people[row["code"]]
        living[row["category"]] += people[row["code"]]
    basic, levelled = {}, {}
    for row in rows:
        code, category = row["code"], row["category"]
        basic[code] = people[code] * min(Fraction(row["integration"]), Fraction(6, 10))
        of_category = taxed[category] / living[category]
        distance = of_category / Fraction(row["tax_potential"]) + income / Fraction(row["income"])
        levelled[code] = basic[code] * distance
    all_basic, all_levelled = sum(basic.values()), sum(levelled.values())
    return {
        code: Fraction(3, 10) * basic[code] / all_basic + Fraction(7, 10) * levelled[code] / all_levelled
        for code in basic
    }


def bounds(rows: list[dict[str, str]], last_year: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    """The least and the greatest amount of each body by last year's amount per head, in whole euros inside of both."""
    found = {}
    for row in rows:
        at_par = Fraction(last_year[row["code"]], int(row["population_before"])) * int(row["population"])
        enough = Fraction("0.35") if row["category"] in ("CU", "CA") else Fraction("0.5")
        least = Fraction(1) if Fraction(row["integration"]) > enough else Fraction(95, 100)
        found[row["code"]] = ceil(at_par * least), floor(at_par * Fraction(11, 10))
    return found


def poured(amount: int, points: Mapping[str, Fraction], between: Mapping[str, tuple[int, int]]) -> dict[str, Fraction]:
    """Raise one value of the point from nothing until all is given out; each body stops at its bounds."""
    stops = sorted({bound / points[code] for code, pair in between.items() for bound in pair})
    given_below, value_below = Fraction(sum(least for least, _most in between.values())), Fraction(0)
    for value in stops:
        given = sum(min(max(value * points[code], low), high) for code, (low, high) in between.items())
        if given >= amount:
            slope = (given - given_below) / (value - value_below)
            level = value_below + (amount - given_below) / slope
            return {code: min(max(level * points[code], low), high) for code, (low, high) in between.items()}
        given_below, value_below = given, value
    raise AssertionError("the ceilings are below the amount")


def test_the_examples_of_the_directive_hold(france):
    assert [one for one in check_examples(france.directive) if not one.holds] == []


def test_a_separate_reckoning_on_fractions_gives_every_amount(france, last_year, run):
    rows = france.rows("figures.csv")
    exact = poured(POOL, spontaneous(rows), bounds(rows, last_year))
    assert sum(exact.values()) == POOL == sum(run.shares.values())
    assert max(abs(run.shares[code] - value) for code, value in exact.items()) <= 1


def test_the_table_of_expected_amounts_is_that_reckoning(france, last_year):
    rows = france.rows("figures.csv")
    exact = poured(POOL, spontaneous(rows), bounds(rows, last_year))
    found = {code: f"{round(value * 100) / Fraction(100):.2f}" for code, value in exact.items()}
    assert found == {row["code"]: row["euros"] for row in france.rows("expected.csv")}


def test_bodies_stand_at_each_of_the_bounds_and_between_them(run):
    held = run.pools["grant"].sharings[()].held
    standing = [(held.get(code, "free"), run.figure(code, "held_up") == 1) for code in run.shares]
    assert {("minimum", True), ("minimum", False), ("free", True), ("free", False)} <= set(standing)
    assert "maximum" in {side for side, _guaranteed in standing}


def test_whoever_is_between_the_bounds_gets_one_value_of_the_point(run):
    sharing = run.pools["grant"].sharings[()]
    values = [Fraction(run.shares[code], sharing.points[code]) for code in run.shares if code not in sharing.held]
    assert max(values) - min(values) < max(values) / 100_000


def test_a_higher_ceiling_moves_money_only_to_those_who_stood_at_it(france, last_year, run):
    later = distribute(france.directive, france.bodies, POOL, last_year=last_year, day=IN_2024)
    held = run.pools["grant"].sharings[()].held
    more = {code for code in run.shares if later.shares[code] > run.shares[code]}
    assert more == {code for code, side in held.items() if side == "maximum"}


def test_an_amount_no_floor_allows_and_one_no_ceiling_allows_are_refused(france, last_year):
    with pytest.raises(MinimumsTooHigh):
        distribute(france.directive, france.bodies, POOL * 9 // 10, last_year=last_year, day=IN_2019)
    with pytest.raises(MaximumsTooLow):
        distribute(france.directive, france.bodies, POOL * 12 // 10, last_year=last_year, day=IN_2019)
