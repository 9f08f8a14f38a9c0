"""Tables whose rows and columns both have given sums: exact, near their fit, and the same everywhere (style.md 5)."""

import hashlib
import json
import subprocess
import sys
from fractions import Fraction
from itertools import product
from random import Random

import highspy
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamtaraz.config.home import CHECKOUT
from hamtaraz.law import two_way
from hamtaraz.law.round_table import round_table
from hamtaraz.law.share_out import share_out
from hamtaraz.law.two_way import Table, fit

type Sums = dict[str, int]
type Seed = dict[tuple[str, str], int]

WEIGHTS = st.sampled_from([1, 10, 10**6, 10**18]).flatmap(
    lambda most: st.one_of(st.just(0), st.just(1), st.integers(min_value=0, max_value=most))
)


@st.composite
def tables(draw: st.DrawFn) -> tuple[Sums, Sums, Seed]:
    """Draw a seed, and sums that some table with its empty cells has."""
    rows = [f"r{row}" for row in range(draw(st.integers(min_value=1, max_value=6)))]
    columns = [f"c{column}" for column in range(draw(st.integers(min_value=1, max_value=6)))]
    most = draw(st.sampled_from([2, 100, 10**17]))
    seed = {cell: draw(WEIGHTS) for cell in product(rows, columns)}
    some = {cell: draw(st.integers(min_value=0, max_value=most)) if weight else 0 for cell, weight in seed.items()}
    return (
        {row: sum(some[row, column] for column in columns) for row in rows},
        {column: sum(some[row, column] for row in rows) for column in columns},
        seed,
    )


@st.composite
def sums(draw: st.DrawFn) -> tuple[Sums, Sums]:
    """Draw rows and columns that add up alike."""
    rows = draw(st.lists(st.integers(min_value=0, max_value=10**17), min_size=1, max_size=7))
    cuts = sorted(draw(st.lists(st.integers(min_value=0, max_value=sum(rows)), max_size=7)))
    columns = [high - low for low, high in zip([0, *cuts], [*cuts, sum(rows)], strict=True)]
    return {f"r{n}": amount for n, amount in enumerate(rows)}, {f"c{n}": amount for n, amount in enumerate(columns)}


def holds(rows: Sums, columns: Sums, table: Table[str, str]) -> bool:
    """Whether every sum is met, and no cell is negative or a whole rial off its fit."""
    return (
        all(sum(table.cells[row, column] for column in columns) == amount for row, amount in rows.items())
        and all(sum(table.cells[row, column] for row in rows) == amount for column, amount in columns.items())
        and all(amount >= 0 and abs(amount - table.fitted[cell]) < 1 for cell, amount in table.cells.items())
    )


def as_bytes(table: Table[str, str]) -> bytes:
    return json.dumps([[*cell, amount, str(table.fitted[cell])] for cell, amount in table.cells.items()]).encode()


# --- the table ---------------------------------------------------------------------------------


def test_a_table_without_a_seed_is_row_times_column_over_the_whole() -> None:
    # 10 × 9 ÷ 16 = 5⅝, 10 × 7 ÷ 16 = 4⅜; 6 × 9 ÷ 16 = 3⅜, 6 × 7 ÷ 16 = 2⅝
    table = fit({"a": 10, "b": 6}, {"x": 9, "y": 7})
    assert table.fitted == {
        ("a", "x"): Fraction(45, 8),
        ("a", "y"): Fraction(35, 8),
        ("b", "x"): Fraction(27, 8),
        ("b", "y"): Fraction(21, 8),
    }
    assert table.cells == {("a", "x"): 6, ("a", "y"): 4, ("b", "x"): 3, ("b", "y"): 3}
    assert table.passes == 0


def test_a_seed_is_fitted_by_a_factor_for_each_row_and_column() -> None:
    # Twice two with weights 1, 2, 3, 4 and sums of 10: the cell a-x is t with t² ÷ (10 − t)² = 1×4 ÷ (2×3),
    # so t = 10 ÷ (1 + √1.5) = 4.494897427831780982…
    table = fit({"a": 10, "b": 10}, {"x": 10, "y": 10}, {("a", "x"): 1, ("a", "y"): 2, ("b", "x"): 3, ("b", "y"): 4})
    assert table.fitted["a", "x"] == table.fitted["b", "y"] == Fraction("4.494897428")
    assert table.fitted["a", "y"] == table.fitted["b", "x"] == Fraction("5.505102572")
    assert table.cells == {("a", "x"): 4, ("a", "y"): 6, ("b", "x"): 6, ("b", "y"): 4}


def test_weights_a_million_million_apart_are_fitted_all_the_same() -> None:
    # With L = 10¹² the cell a-x is t with t² ÷ ((L − t) × (1.2 L − t)) = 1 ÷ L²: t is √1.2 = 1.0954451150…
    # rial, less a million millionth. Passes alone would need millions of millions to find it.
    large = 10**12
    seed = {("a", "x"): 1, ("a", "y"): large, ("b", "x"): large, ("b", "y"): 1}
    table = fit({"a": large, "b": 12 * large // 10}, {"x": 12 * large // 10, "y": large}, seed)
    assert table.fitted["a", "x"] == Fraction("1.095445115")
    assert table.passes < 50


@given(tables())
def test_sums_are_exact_no_cell_is_a_rial_off_and_empty_cells_stay_empty(case: tuple[Sums, Sums, Seed]) -> None:
    rows, columns, seed = case
    table = fit(rows, columns, seed)
    assert holds(rows, columns, table)
    assert all(table.cells[cell] == table.fitted[cell] == 0 for cell, weight in seed.items() if not weight)
    assert list(table.cells) == list(product(sorted(rows), sorted(columns)))


@given(sums())
def test_without_a_seed_sums_are_exact_and_no_cell_is_a_rial_off(case: tuple[Sums, Sums]) -> None:
    rows, columns = case
    table = fit(rows, columns)
    whole = sum(rows.values())
    assert holds(rows, columns, table)
    for row, column in table.cells:
        assert table.fitted[row, column] * whole == rows[row] * columns[column]


@given(sums(), st.data())
def test_a_seed_that_is_a_product_gives_what_no_seed_gives(case: tuple[Sums, Sums], data: st.DataObject) -> None:
    rows, columns = case
    of_row = {row: data.draw(st.integers(min_value=1, max_value=10**6)) for row in rows}
    of_column = {column: data.draw(st.integers(min_value=1, max_value=10**6)) for column in columns}
    seed = {(row, column): of_row[row] * of_column[column] for row, column in product(rows, columns)}
    assert as_bytes(fit(rows, columns, seed)) == as_bytes(fit(rows, columns))


@given(tables(), st.data())
def test_a_table_times_any_factors_is_found_again(case: tuple[Sums, Sums, Seed], data: st.DataObject) -> None:
    whole = {cell: weight % 10**15 for cell, weight in case[2].items()}
    rows = {row: sum(whole[row, column] for column in case[1]) for row in case[0]}
    columns = {column: sum(whole[row, column] for row in rows) for column in case[1]}
    factor = {code: data.draw(st.integers(min_value=1, max_value=1000)) for code in [*rows, *columns]}
    seed = {(row, column): weight * factor[row] * factor[column] for (row, column), weight in whole.items()}
    table = fit(rows, columns, seed)
    assert table.fitted == whole
    assert table.cells == whole


@given(tables())
def test_ratios_of_four_cells_stay_those_of_the_seed(case: tuple[Sums, Sums, Seed]) -> None:
    table = fit(*case)
    seed = case[2]
    for (one, two), (first, second) in product(product(case[0], repeat=2), product(case[1], repeat=2)):
        corners = [(one, first), (two, second), (one, second), (two, first)]
        if all(table.fitted[cell] > 10**6 for cell in corners):  # so that 10⁻⁹ rial is a part of 10¹⁵
            a, b, c, d = (table.fitted[cell] for cell in corners)
            e, f, g, h = (seed[cell] for cell in corners)
            assert abs(a * b * g * h - c * d * e * f) * 10**12 < c * d * e * f


def test_a_cell_that_no_table_can_fill_is_named() -> None:
    # b may use x only and takes all of it, so a, though it has a weight there, has nothing in x
    table = fit({"a": 5, "b": 5}, {"x": 5, "y": 5}, {("a", "x"): 7, ("a", "y"): 1, ("b", "x"): 1})
    assert table.cells == {("a", "x"): 0, ("a", "y"): 5, ("b", "x"): 5, ("b", "y"): 0}
    assert table.emptied == [("a", "x")]


def test_one_row_or_one_column_is_what_was_asked_for() -> None:
    assert fit({"a": 7}, {"x": 3, "y": 4}).cells == {("a", "x"): 3, ("a", "y"): 4}
    assert fit({"a": 3, "b": 4}, {"x": 7}, {("a", "x"): 9, ("b", "x"): 1}).cells == {("a", "x"): 3, ("b", "x"): 4}
    assert fit({"a": 0}, {"x": 0}).cells == {("a", "x"): 0}
    assert fit({}, {}).cells == {}


# --- the same everywhere -----------------------------------------------------------------------


@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_rows_columns_and_weights_does_not_change_a_byte(
    case: tuple[Sums, Sums, Seed], chance: Random
) -> None:
    mixed = [list(part.items()) for part in case]
    for part in mixed:
        chance.shuffle(part)
    assert as_bytes(fit(*map(dict, mixed))) == as_bytes(fit(*case))  # type: ignore[arg-type]


DIGEST = "10906f979a59452d3305912e14223bab2543219ae2c9681f72e1600338e544a3"


def large_case(rows: int, columns: int) -> tuple[Sums, Sums, Seed]:
    """Sums and weights scattered alike on every machine; a third of the cells empty."""
    whole = 24 * 10**15
    seed = {
        (f"{row:03d}", f"{column:02d}"): (row * 7919 + column * 104_729 + 1) % 9973 * ((row + column) % 3 > 0)
        for row, column in product(range(rows), range(columns))
    }
    return (
        share_out(whole, {f"{row:03d}": 1_000 + row * 7919 % 9973 for row in range(rows)}),
        share_out(whole, {f"{column:02d}": 1_000 + column * 7919 % 9973 for column in range(columns)}),
        seed,
    )


def test_a_table_of_all_counties_is_the_same_on_every_machine() -> None:
    rows, columns, seed = large_case(480, 30)
    table = fit(rows, columns, seed)
    assert holds(rows, columns, table)
    assert hashlib.sha256(as_bytes(table)).hexdigest() == DIGEST


def test_another_run_with_another_hash_seed_gives_the_same_bytes() -> None:
    source = (
        "from hamtaraz.law.tests.test_two_way import *\n"
        "print(hashlib.sha256(as_bytes(fit(*large_case(60, 9)))).hexdigest())"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", source],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(CHECKOUT / "src")},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert said == {hashlib.sha256(as_bytes(fit(*large_case(60, 9)))).hexdigest()}


# --- the rounding ------------------------------------------------------------------------------


def rounded_up(cells: list[list[int]], table: list[list[int]], per: int) -> int:
    """The remainders that were rounded up, added."""
    pairs = [
        (cell, amount)
        for line, whole in zip(cells, table, strict=True)
        for cell, amount in zip(line, whole, strict=True)
    ]
    return sum((amount - cell // per) * (cell % per) for cell, amount in pairs)


@st.composite
def fractions(draw: st.DrawFn, widest: int, largest: int) -> tuple[list[int], list[int], list[list[int]], int]:
    """Draw cells in parts of a rial whose sums are whole rials."""
    per = draw(st.sampled_from([2, 3, 10, 997]))
    height, width = draw(st.integers(1, largest)), draw(st.integers(1, widest))
    cells = [[draw(st.integers(0, 3 * per)) for _ in range(width)] for _ in range(height)]
    for line in cells:
        line.append(-sum(line) % per)
    cells.append([-sum(column) % per for column in zip(*cells, strict=True)])
    return [sum(line) // per for line in cells], [sum(column) // per for column in zip(*cells, strict=True)], cells, per


@given(fractions(widest=2, largest=3))
def test_no_other_rounding_gives_the_rials_left_over_to_larger_remainders(
    case: tuple[list[int], list[int], list[list[int]], int],
) -> None:
    rows, columns, cells, per = case
    table = round_table(rows, columns, cells, per)
    width = len(columns)
    best = 0
    choices = [[(cell // per, -(-cell // per)) for cell in line] for line in cells]
    for flat in product(*({*choice} for line in choices for choice in line)):
        tried = [list(flat[at : at + width]) for at in range(0, len(flat), width)]
        if [*map(sum, tried)] == rows and [*map(sum, zip(*tried, strict=True))] == columns:
            best = max(best, rounded_up(cells, tried, per))
    assert rounded_up(cells, table, per) == best


@given(fractions(widest=9, largest=12))
def test_a_solver_of_linear_programs_finds_no_better_rounding(
    case: tuple[list[int], list[int], list[list[int]], int],
) -> None:
    rows, columns, cells, per = case
    table = round_table(rows, columns, cells, per)
    assert [*map(sum, table)] == rows
    assert [*map(sum, zip(*table, strict=True))] == columns
    assert rounded_up(cells, table, per) == worth_by_highs(rows, columns, cells, per)


def worth_by_highs(rows: list[int], columns: list[int], cells: list[list[int]], per: int) -> int:
    """The greatest sum of remainders rounded up, by HiGHS, which knows no whole numbers: rounded at the end."""
    arcs = [(i, j) for i, line in enumerate(cells) for j, cell in enumerate(line) if cell % per]
    if not arcs:
        return 0
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(arcs), len(rows) + len(columns)
    program.col_cost_ = np.array([-(cells[i][j] % per) / per for i, j in arcs])
    program.col_lower_, program.col_upper_ = np.zeros(len(arcs)), np.ones(len(arcs))
    below = [[cell // per for cell in line] for line in cells]
    left = [total - sum(line) for total, line in zip(rows, below, strict=True)]
    left += [total - sum(column) for total, column in zip(columns, zip(*below, strict=True), strict=True)]
    program.row_lower_ = program.row_upper_ = np.array(left, dtype=np.float64)
    program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    program.a_matrix_.start_ = np.arange(0, 2 * len(arcs) + 1, 2, dtype=np.int32)
    program.a_matrix_.index_ = np.array([[i, len(rows) + j] for i, j in arcs], dtype=np.int32).ravel()
    program.a_matrix_.value_ = np.ones(2 * len(arcs))
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.passModel(program)
    solver.run()
    picked = solver.getSolution().col_value
    return sum(round(share) * (cells[i][j] % per) for (i, j), share in zip(arcs, picked, strict=True))


# --- what is refused ---------------------------------------------------------------------------


def test_rows_and_columns_that_add_up_differently_are_refused_with_both_sums() -> None:
    with pytest.raises(two_way.SumsDiffer) as caught:
        fit({"a": 10, "b": 5}, {"x": 16})
    assert caught.value.values == {"rows_rial": 15, "columns_rial": 16, "difference_rial": 1}


def test_rows_beyond_the_columns_open_to_them_are_refused_by_name() -> None:
    # a and b need 7 + 6 and may use x only, which holds 10; c and d may use every column
    seed = dict.fromkeys(product("abcd", "xyz"), 1) | dict.fromkeys(product("ab", "yz"), 0)
    with pytest.raises(two_way.RowsDoNotFit) as caught:
        fit({"a": 7, "b": 6, "c": 3, "d": 4}, {"x": 10, "y": 5, "z": 5}, seed)
    assert caught.value.values == {
        "rows": "a · b",
        "columns": "x",
        "rows_rial": 13,
        "columns_rial": 10,
        "excess_rial": 3,
    }


def test_columns_beyond_the_rows_open_to_them_are_refused_by_name() -> None:
    seed = dict.fromkeys(product("abc", "xyz"), 1) | {("b", "z"): 0, ("c", "z"): 0}
    with pytest.raises(two_way.ColumnsDoNotFit) as caught:
        fit({"a": 4, "b": 3, "c": 3}, {"x": 2, "y": 2, "z": 6}, seed)
    assert caught.value.values == {
        "rows": "a",
        "columns": "z",
        "rows_rial": 4,
        "columns_rial": 6,
        "excess_rial": 2,
    }


def test_a_row_whose_cells_are_all_empty_is_refused() -> None:
    with pytest.raises(two_way.RowsDoNotFit) as caught:
        fit({"a": 1, "b": 1}, {"x": 1, "y": 1}, {("b", "x"): 1, ("b", "y"): 1})
    assert (caught.value.values["rows"], caught.value.values["columns"]) == ("a", "–")


def test_sums_and_weights_below_zero_are_refused_by_name() -> None:
    with pytest.raises(two_way.SumNegative) as of_a_sum:
        fit({"a": 2, "b": -1}, {"x": 1})
    assert of_a_sum.value.values == {"code": "b", "sum_rial": -1}
    with pytest.raises(two_way.WeightNegative) as of_a_weight:
        fit({"a": 1}, {"x": 1}, {("a", "x"): -3})
    assert of_a_weight.value.values == {"row": "a", "column": "x", "weight": -3}


@pytest.mark.parametrize("cell", [("b", "x"), ("a", "y")])
def test_a_weight_outside_the_table_is_refused(cell: tuple[str, str]) -> None:
    with pytest.raises(two_way.WeightWithoutSum) as caught:
        fit({"a": 1}, {"x": 1}, {("a", "x"): 1, cell: 1})
    assert caught.value.values == {"row": cell[0], "column": cell[1]}


def test_sums_and_weights_that_are_not_whole_are_a_bug() -> None:
    with pytest.raises(TypeError, match="sum"):
        fit({"a": Fraction(1)}, {"x": 1})  # type: ignore[dict-item]
    with pytest.raises(TypeError, match="weight"):
        fit({"a": 1}, {"x": 1}, {("a", "x"): Fraction(1)})  # type: ignore[dict-item]
