"""The directive of Brazil's municipal fund gives the coefficients and amounts that were published and paid."""

from collections import defaultdict
from collections.abc import Callable
from fractions import Fraction

import pytest

from hamtaraz.law.examples import check_examples
from hamtaraz.law.run import Run, distribute

PAID = "centavos paid on 10 November 2024"
NATIONAL = 853_859_604_169
"""Centavos of the fund on that day: Roraima's fourteen amounts over 86.4 % × 0.0851 %; printed as R$ 8.5 billion."""
ON_THE_DAY, IN_2023 = "1403-08-20", "1402-04-13"


@pytest.fixture(scope="module")
def brazil(country):
    return country("brazil")


@pytest.fixture(scope="module")
def paid(brazil) -> Run:
    return distribute(brazil.directive, brazil.bodies, NATIONAL, day=ON_THE_DAY)


def published(brazil, what: str) -> dict[str, Fraction]:
    return {row["code"]: Fraction(row["published"]) for row in brazil.rows("expected.csv") if row["what"] == what}


def by_the_decree(people: int) -> Fraction:
    """The coefficient as the decree words it: so much for the first people, a fifth for each further lot or part."""
    for above, first, each in (
        (156_216, Fraction(4), 0),
        (101_880, Fraction(3), 13_584),
        (50_940, Fraction(2), 10_188),
        (16_980, Fraction(1), 6_792),
        (10_188, Fraction(3, 5), 3_396),
    ):
        if people > above:
            lots = -(-(people - above) // each) if each else 0
            return first + Fraction(lots, 5)
    return Fraction(3, 5)


def coefficients_of_the_law(brazil, reducer: Fraction) -> dict[str, Fraction]:
    """Every final coefficient, state by state: who would fall is held, gives up a part, and the others divide it."""
    states = defaultdict(list)
    for row in brazil.rows("figures.csv"):
        states[row["state"]].append(row)
    found = {}
    for rows in states.values():
        held, others, given_up = {}, {}, Fraction(0)
        for row in rows:
            before = Fraction(row["coefficient_before"] or 0)
            now = before if row["together"] == "yes" else by_the_decree(int(row["population"]))
            if before > now:
                held[row["code"]] = before - (before - now) * reducer
                given_up += (before - now) * reducer
            else:
                others[row["code"]] = now
        whole = sum(others.values())
        found |= held | {code: value + given_up * value / whole for code, value in others.items()}
    return found


def test_the_examples_of_the_directive_hold(brazil):
    assert [one for one in check_examples(brazil.directive) if not one.holds] == []


def test_every_band_of_people_gives_the_coefficient_of_the_decree(brazil):
    table = brazil.directive.tables["bands"].rows
    for first, coefficient in table:
        assert by_the_decree(int(first)) == coefficient
    for (_first, below), (first, _coefficient) in zip(table, table[1:], strict=False):
        assert by_the_decree(int(first) - 1) == below


def test_the_states_of_2023_have_the_sum_of_coefficients_that_was_published(brazil):
    run = distribute(brazil.directive, brazil.bodies, NATIONAL, day=IN_2023)
    for state, whole in published(brazil, "coefficients of the state").items():
        codes = [row["code"] for row in brazil.rows("figures.csv") if row["state"] == state]
        assert sum(run.figure(code, "coefficient") for code in codes) == whole


def test_a_municipality_of_2023_has_the_published_percentage_of_its_state(brazil):
    run = distribute(brazil.directive, brazil.bodies, NATIONAL, day=IN_2023)
    for code, percent in published(brazil, "percent of the state").items():
        of_state = run.figure(code, "coefficient") * 100 / Fraction("25.4")
        assert round(of_state, 6) == percent


def test_what_was_paid_in_roraima_comes_out_to_the_centavos_of_its_rounding(brazil, paid):
    amounts = published(brazil, PAID)
    assert sum(paid.shares[code] for code in amounts) == sum(amounts.values()) == 627_812_228
    # the paying office deducts and rounds on its own: equal coefficients differ there by a few centavos a unit
    assert max(abs(paid.shares[code] - amount) for code, amount in amounts.items()) <= 6


def test_what_was_paid_in_acre_stands_in_the_same_proportion(brazil, paid):
    amounts = published(brazil, "centavos paid on 10 April 2024")
    whole, of_paid = sum(amounts.values()), sum(paid.shares[code] for code in amounts)
    for code, amount in amounts.items():
        assert abs(amount - Fraction(paid.shares[code] * whole, of_paid)) < 1


def test_a_separate_reckoning_on_fractions_gives_every_amount(brazil, paid, to_the_unit: Callable[..., dict[str, int]]):
    rows = brazil.rows("figures.csv")
    coefficients = coefficients_of_the_law(brazil, Fraction(1, 10))
    percent = {row["state"]: Fraction(row["state_percent"]) for row in rows}
    assert sum(percent.values()) == 100
    interior = NATIONAL - round(NATIONAL * Fraction(10, 100)) - round(NATIONAL * Fraction(36, 1000))
    found = {}
    for state, amount in to_the_unit(interior, percent).items():
        codes = [row["code"] for row in rows if row["state"] == state]
        found |= to_the_unit(amount, {code: coefficients[code] for code in codes})
    assert paid.asides == {"capitals": 85_385_960_417, "reserve": 30_738_945_750}
    assert max(abs(paid.shares[code] - amount) for code, amount in found.items()) <= 1
    assert sum(found.values()) == sum(paid.shares.values()) == interior
