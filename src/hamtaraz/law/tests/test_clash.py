"""The fewest sums that clash are found, whatever the table (style.md 5)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamtaraz.law.clash import Bits, Clash, fill, places, smallest_clash

type Case = tuple[list[int], list[int], list[Bits]]


@st.composite
def cases(draw: st.DrawFn, largest: int = 7) -> Case:
    """Draw rows and columns that add up alike, and the columns open to each row."""
    most = draw(st.sampled_from([3, 20, 10**15]))
    rows = draw(st.lists(st.integers(min_value=0, max_value=most), min_size=1, max_size=largest))
    cuts = sorted(draw(st.lists(st.integers(min_value=0, max_value=sum(rows)), max_size=largest - 1)))
    columns = [high - low for low, high in zip([0, *cuts], [*cuts, sum(rows)], strict=True)]
    doors = [draw(st.integers(min_value=0, max_value=2 ** len(columns) - 1)) for _ in rows]
    return rows, columns, doors


def turned(doors: list[Bits], columns: int) -> list[Bits]:
    return [sum(1 << row for row, door in enumerate(doors) if door >> column & 1) for column in range(columns)]


def fewest_by_trying_all(needs: list[int], rooms: list[int], doors: list[Bits]) -> list[int]:
    """Try every set of rows; give the size of each that needs more than is behind its doors."""
    sizes = []
    for chosen in range(1, 1 << len(needs)):
        behind = 0
        for row in places(chosen):
            behind |= doors[row]
        if sum(needs[row] for row in places(chosen)) > sum(rooms[column] for column in places(behind)):
            sizes.append(chosen.bit_count() + behind.bit_count())
    return sizes


def is_a_clash(case: Case, clash: Clash) -> bool:
    """Whether the one side exceeds the other, and the other is all that is open to it."""
    rows, columns, doors = case
    exceeding = sum(rows[row] for row in clash.rows) - sum(columns[column] for column in clash.columns)
    if clash.rows_exceed:
        open_to_them = {column for row in clash.rows for column in places(doors[row])}
        return exceeding > 0 and open_to_them == set(clash.columns)
    across = turned(doors, len(columns))
    return exceeding < 0 and {row for column in clash.columns for row in places(across[column])} == set(clash.rows)


@given(cases())
def test_no_smaller_set_of_sums_clashes_than_the_one_found(case: Case) -> None:
    rows, columns, doors = case
    sizes = fewest_by_trying_all(rows, columns, doors)
    sizes += fewest_by_trying_all(columns, rows, turned(doors, len(columns)))
    clash = smallest_clash(rows, columns, doors)
    if clash is None:
        assert sizes == []
    else:
        assert is_a_clash(case, clash)
        assert len(clash.rows) + len(clash.columns) == min(sizes)


@given(cases(), st.sampled_from([0, 1, 2, 5]))
def test_a_search_cut_short_still_finds_a_clash_that_has_nothing_to_spare(case: Case, patience: int) -> None:
    rows, columns, doors = case
    clash = smallest_clash(rows, columns, doors, patience)
    assert (clash is None) == (smallest_clash(rows, columns, doors) is None)
    if clash:
        assert is_a_clash(case, clash)
        if clash.rows_exceed:
            exceeding, needs, rooms, open_to = clash.rows, rows, columns, doors
        else:
            exceeding, needs, rooms, open_to = clash.columns, columns, rows, turned(doors, len(columns))
        for left_out in exceeding:
            fewer = [place for place in exceeding if place != left_out]
            assert not fewest_by_trying_all([needs[p] for p in fewer], rooms, [open_to[p] for p in fewer])


@given(cases())
def test_what_is_put_passes_open_doors_only_and_is_as_much_as_can_be(case: Case) -> None:
    rows, columns, doors = case
    filling = fill(rows, columns, doors)
    for row, put in enumerate(filling.put):
        assert sum(put.values()) <= rows[row]
        assert all(amount > 0 and doors[row] >> column & 1 for column, amount in put.items())
    for column, room in enumerate(columns):
        assert sum(put.get(column, 0) for put in filling.put) <= room
    # What is left out is what the rows that hold it up exceed their room by; more cannot be put.
    left_out = sum(rows) - sum(sum(put.values()) for put in filling.put)
    held_up = sum(rows[row] for row in places(filling.rows)) - sum(columns[c] for c in places(filling.columns))
    assert left_out == held_up
    assert bool(left_out) == bool(filling.rows)


@pytest.mark.parametrize(
    ("rows", "columns", "doors", "clash"),
    [
        # the first row may use no column at all
        ([5, 5], [5, 5], [0b00, 0b11], Clash([0], [], rows_exceed=True)),
        # rows 0 and 1 need 7 + 6, and only column 0, of 10, is open to them; either alone would fit
        ([7, 6, 3, 4], [10, 5, 5], [0b001, 0b001, 0b111, 0b111], Clash([0, 1], [0], rows_exceed=True)),
        # seen from the side of column 2 alone, which only row 0 may fill, the clash has two sums, not five
        ([4, 3, 3], [2, 2, 6], [0b111, 0b011, 0b011], Clash([0], [2], rows_exceed=False)),
        ([4, 3, 3], [5, 4, 1], [0b111, 0b011, 0b011], None),
        # rows 1, 2 and 5 may use column 1 only and need 1 + 1 + 2 where there are 2: already two of them clash
        (
            [1, 1, 1, 0, 1, 2, 0],
            [4, 2],
            [0b11, 0b10, 0b10, 0b11, 0b11, 0b10, 0b11],
            Clash([2, 5], [1], rows_exceed=True),
        ),
    ],
)
def test_clashes_worked_out_by_hand(
    rows: list[int], columns: list[int], doors: list[Bits], clash: Clash | None
) -> None:
    assert smallest_clash(rows, columns, doors) == clash


def test_of_a_hundred_rows_too_many_for_one_column_the_fewest_are_named() -> None:
    # Rows of 1 … 100 rial may use only column 0, which holds 2,000: the largest 22 need
    # 79 + … + 100 = 1,969 and fit, the largest 23 need 2,047. The other 60 rows may use every column.
    rows = [*range(1, 101), *[100] * 60]
    columns = [2_000, *[150] * 59, 200]
    doors = [1] * 100 + [2**61 - 1] * 60
    assert smallest_clash(rows, columns, doors) == Clash([*range(77, 100)], [0], rows_exceed=True)
