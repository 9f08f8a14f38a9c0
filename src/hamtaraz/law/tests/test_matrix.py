"""County × chapter × programme cells add up to their lines and to the credit (S0-14, INV-01)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamtaraz.law.index_model import Model, run
from hamtaraz.law.matrix import BudgetLine, Cell, LineNegative, LinesDoNotAddUp, distribute_matrix
from hamtaraz.law.share_out import share_out

from .khuzestan import INDICATORS

ROADS, SCHOOLS = BudgetLine("13", "1303"), BudgetLine("18", "1801")
POINTS = {"a": 1, "b": 2}
MODEL = Model(
    weights_ppm={"population": 500_000, "area": 200_000, "unemployment": 300_000},
    multiplied_by={"unemployment": "population"},
)


def test_each_line_is_shared_among_the_counties_to_the_last_rial() -> None:
    # 100 by 1 : 2 is 33⅓ and 66⅔; 50 by 1 : 2 is 16⅔ and 33⅓
    matrix = distribute_matrix(150, POINTS, {ROADS: 100, SCHOOLS: 50})
    assert matrix.cells == {
        Cell("a", *ROADS): 33,
        Cell("b", *ROADS): 67,
        Cell("a", *SCHOOLS): 17,
        Cell("b", *SCHOOLS): 33,
    }
    assert matrix.county_totals() == {"a": 50, "b": 100}


def test_a_line_with_indicators_of_its_own_is_shared_by_them() -> None:
    matrix = distribute_matrix(200, POINTS, {ROADS: 100, SCHOOLS: 100}, {SCHOOLS: {"a": 4, "b": 1}})
    assert matrix.cells[Cell("a", *SCHOOLS)] == 80
    assert matrix.cells[Cell("a", *ROADS)] == 33


@given(
    st.integers(min_value=0, max_value=10**17),
    st.dictionaries(
        st.builds(BudgetLine, st.sampled_from("1234"), st.sampled_from("12345")),
        st.integers(min_value=0, max_value=10**6),
        min_size=1,
    ).filter(lambda weights: any(weights.values())),
)
def test_khuzestan_s_cells_add_up_to_every_line_and_to_the_credit(total: int, weights: dict[BudgetLine, int]) -> None:
    working = run(total, INDICATORS, MODEL)
    line_amounts = share_out(total, weights)
    matrix = distribute_matrix(total, working.points, line_amounts)
    assert sum(matrix.cells.values()) == total
    for line, amount in line_amounts.items():
        cells = [rial for cell, rial in matrix.cells.items() if cell[1:] == line]
        assert (len(cells), sum(cells)) == (27, amount)
    for county, amount in matrix.county_totals().items():
        assert abs(amount - working.shares[county]) <= len(line_amounts)


def test_lines_that_are_not_the_credit_are_refused_with_the_difference() -> None:
    with pytest.raises(LinesDoNotAddUp) as caught:
        distribute_matrix(150, POINTS, {ROADS: 100, SCHOOLS: 49})
    assert caught.value.values == {"total_rial": 150, "lines_rial": 149, "difference_rial": 1}


def test_a_line_below_zero_is_refused_even_when_the_sum_is_right() -> None:
    with pytest.raises(LineNegative):
        distribute_matrix(100, POINTS, {ROADS: 101, SCHOOLS: -1})
