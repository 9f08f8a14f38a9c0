"""An amount is shared out to the last rial (INV-14, style.md 9)."""

import json
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamtaraz.law.share_out import NegativePoints, NegativeTotal, NothingToShareBy, share_out

TOTALS = st.integers(min_value=0, max_value=10**24)
POINTS = st.dictionaries(
    st.text("abcdef0123456789", min_size=1, max_size=4),
    st.integers(min_value=0, max_value=10**18),
    min_size=1,
    max_size=40,
).filter(lambda points: any(points.values()))


@pytest.mark.parametrize(
    ("total", "points", "shares"),
    [
        # 10 × 1/3 is 3⅓ each; one rial is left, all remainders are equal, "a" comes first
        (10, {"c": 1, "b": 1, "a": 1}, {"a": 4, "b": 3, "c": 3}),
        # 100 × 1/6, 2/6, 3/6 is 16⅔, 33⅓, 50; the rial left goes to the largest remainder, ⅔
        (100, {"a": 1, "b": 2, "c": 3}, {"a": 17, "b": 33, "c": 50}),
        # 7 × 2/3 is 4⅔ and 7 × 1/3 is 2⅓
        (7, {"a": 2, "b": 1}, {"a": 5, "b": 2}),
        # zero points get zero, even while rials are left over
        (2, {"a": 0, "b": 1, "c": 1, "d": 1}, {"a": 0, "b": 1, "c": 1, "d": 0}),
        (0, {"a": 1, "b": 2}, {"a": 0, "b": 0}),
        (0, {"a": 0, "b": 0}, {"a": 0, "b": 0}),
        (0, {}, {}),
        (5, {"a": 9}, {"a": 5}),
    ],
)
def test_shares_are_rounded_down_and_left_over_rials_go_to_the_largest_remainders(
    total: int, points: dict[str, int], shares: dict[str, int]
) -> None:
    assert share_out(total, points) == shares


@given(TOTALS, POINTS)
def test_shares_add_up_to_the_total(total: int, points: dict[str, int]) -> None:
    assert sum(share_out(total, points).values()) == total


@given(TOTALS, POINTS)
def test_every_share_is_the_exact_share_rounded_down_or_up(total: int, points: dict[str, int]) -> None:
    whole = sum(points.values())
    for code, share in share_out(total, points).items():
        assert abs(share - Fraction(total * points[code], whole)) < 1


@given(TOTALS, POINTS, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_change_a_byte(total: int, points: dict[str, int], chance: Random) -> None:
    rows = list(points.items())
    chance.shuffle(rows)
    assert json.dumps(share_out(total, dict(rows))) == json.dumps(share_out(total, points))


@given(TOTALS, POINTS)
def test_more_points_never_get_less(total: int, points: dict[str, int]) -> None:
    by_points = sorted(share_out(total, points).items(), key=lambda row: (points[row[0]], row[1]))
    assert [share for _, share in by_points] == sorted(share for _, share in by_points)


@given(TOTALS, POINTS)
def test_a_slow_reading_of_the_rule_on_fractions_agrees(total: int, points: dict[str, int]) -> None:
    whole = sum(points.values())
    exact = {code: Fraction(total) * points[code] / whole for code in points}
    shares = {code: int(share) for code, share in exact.items()}
    while sum(shares.values()) < total:
        neediest = min(exact, key=lambda code: (shares[code] - exact[code], code))
        shares[neediest] += 1
    assert share_out(total, points) == shares


def test_a_negative_total_is_refused() -> None:
    with pytest.raises(NegativeTotal):
        share_out(-1, {"a": 1})


def test_negative_points_are_refused_by_name() -> None:
    with pytest.raises(NegativePoints) as caught:
        share_out(10, {"a": 5, "b": -1})
    assert caught.value.values == {"code": "b", "points": -1}


@pytest.mark.parametrize("points", [{}, {"a": 0, "b": 0}])
def test_an_amount_that_nobody_has_points_for_is_refused(points: dict[str, int]) -> None:
    with pytest.raises(NothingToShareBy):
        share_out(10, points)


def test_points_that_are_not_whole_are_a_bug() -> None:
    with pytest.raises(TypeError, match="whole number"):
        share_out(10, {"a": Fraction(1, 2)})  # type: ignore[dict-item]
