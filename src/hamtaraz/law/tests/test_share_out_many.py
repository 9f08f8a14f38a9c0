"""Millions of rows are shared out as `share_out` would, row by row (INV-14)."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hamtaraz.kernel.rial import LARGEST_RIAL
from hamtaraz.law import share_out_many as many
from hamtaraz.law.share_out import NegativePoints, NegativeTotal, NothingToShareBy, share_out
from hamtaraz.law.share_out_many import LARGEST_POINTS, share_out_many

TOTALS = st.one_of(
    st.integers(min_value=0, max_value=100),
    st.integers(min_value=0, max_value=10**17),
    st.integers(min_value=0, max_value=2**70),
)
POINTS = st.sampled_from([2, 10**6, 10**12, LARGEST_POINTS, LARGEST_POINTS + 1, LARGEST_RIAL]).flatmap(
    lambda most: st.lists(st.integers(min_value=0, max_value=most), min_size=1, max_size=40).filter(any)
)


def column(points: list[int]) -> np.ndarray:
    return np.array(points, dtype=np.int64)


def row_by_row(total: int, points: list[int]) -> list[int]:
    return list(share_out(total, dict(enumerate(points))).values())


@given(TOTALS.filter(lambda total: total <= LARGEST_RIAL), POINTS)
@example(LARGEST_RIAL, [LARGEST_POINTS] * 40)  # the largest of everything the columns reckon with
@example(LARGEST_RIAL, [LARGEST_RIAL])
@example(10**17, [2**61, 2**60 + 12_345, 7])  # points larger than the columns reckon with
@example(10**17, [10**12, 10**12 - 1, 1])
@example(5, [1, 1, 1])  # ties: the earlier rows
def test_every_row_is_as_share_out_would_have_it(total: int, points: list[int]) -> None:
    assert share_out_many(total, column(points)).tolist() == row_by_row(total, points)


def test_a_share_that_no_64_bits_hold_is_never_cut_short() -> None:
    with pytest.raises(OverflowError):
        share_out_many(2**64, column([1]))
    assert share_out_many(2**64, column([1, 1, 1, 1])).tolist() == [2**62] * 4


def test_rows_beyond_one_portion_are_shared_alike() -> None:
    rows = many.AT_ONCE * 2 + 7
    points = (np.arange(rows, dtype=np.int64) * 2_654_435_761) % 10**12  # scattered, the same on every machine
    total = 99_999_999_999_999_989
    assert share_out_many(total, points).tolist() == row_by_row(total, points.tolist())


def test_a_hundred_thousand_equal_rows_leave_the_odd_rials_to_the_first() -> None:
    shares = share_out_many(10**15 + 3, np.ones(10**5, dtype=np.int64))
    assert shares[:3].tolist() == [10**10 + 1] * 3
    assert set(shares[3:].tolist()) == {10**10}


def test_points_that_add_up_beyond_64_bits_are_still_shared_exactly() -> None:
    points = [LARGEST_RIAL, LARGEST_RIAL, 5]
    assert share_out_many(10**17, column(points)).tolist() == row_by_row(10**17, points)


def test_the_points_given_are_not_changed() -> None:
    points = column([3, 1, 2])
    share_out_many(100, points)
    assert points.tolist() == [3, 1, 2]


def test_what_share_out_refuses_is_refused() -> None:
    with pytest.raises(NegativeTotal):
        share_out_many(-1, column([1]))
    with pytest.raises(NegativePoints) as caught:
        share_out_many(1, column([1, 0, -7, -8]))
    assert caught.value.values == {"code": 2, "points": -7}
    for nobody in ([], [0, 0]):
        with pytest.raises(NothingToShareBy):
            share_out_many(1, column(nobody))
        assert share_out_many(0, column(nobody)).tolist() == [0] * len(nobody)


@pytest.mark.parametrize("points", [np.array([1.5]), np.array([1], dtype=np.int32), np.ones((2, 2), dtype=np.int64)])
def test_points_that_are_not_a_column_of_whole_numbers_are_a_bug(points: np.ndarray) -> None:
    with pytest.raises(TypeError, match="64-bit"):
        share_out_many(10, points)
