"""Sharing within bounds: exact, within them, fair among those no bound holds; or a refusal that says why not."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamtaraz.law.bounds import BoundsCross, MaximumsTooLow, MinimumsTooHigh, share_within
from hamtaraz.law.share_out import NegativePoints, NothingToShareBy, share_out
from hamtaraz.law.tests.reference import within

CODES = [f"{place:02d}" for place in range(12)]


@st.composite
def bounded(draw):
    codes = draw(st.lists(st.sampled_from(CODES), min_size=1, max_size=12, unique=True))
    points = {code: draw(st.integers(0, 50)) for code in codes}
    least = {code: draw(st.integers(0, 40)) for code in codes if draw(st.booleans())}
    most = {code: least.get(code, 0) + draw(st.integers(0, 60)) for code in codes if draw(st.booleans())}
    return draw(st.integers(0, 900)), points, least, most


def test_what_one_may_not_have_goes_to_the_others():
    # 100 by 1:1:2 is 25, 25, 50; nobody above 40 leaves 60 for two equals
    assert share_within(100, {"a": 1, "b": 1, "c": 2}, {}, {"c": 40}).shares == {"a": 30, "b": 30, "c": 40}


def test_a_least_amount_is_paid_by_the_others():
    assert share_within(100, {"a": 1, "b": 4, "c": 5}, {"a": 28}).shares == {"a": 28, "b": 32, "c": 40}


def test_a_bound_that_holds_only_after_another_is_found():
    # c is held at 10; then b would get 60 of the 90 and is held at 50; the rest is a's
    found = share_within(100, {"a": 1, "b": 2, "c": 3}, {}, {"c": 10, "b": 50})
    assert (found.shares, dict(found.held)) == ({"a": 40, "b": 50, "c": 10}, {"b": "maximum", "c": "maximum"})


def test_amounts_are_multiples_of_the_unit():
    found = share_within(10_000, {"a": 1, "b": 2}, {"a": 3_001}, {}, unit=1_000)
    assert found.shares == {"a": 4_000, "b": 6_000}


@pytest.mark.parametrize(
    ("least", "most", "refused"),
    [
        ({"a": 60, "b": 50}, {}, MinimumsTooHigh),
        ({}, {"a": 40, "b": 50}, MaximumsTooLow),
        ({"a": 30}, {"a": 20}, BoundsCross),
    ],
)
def test_bounds_that_cannot_be_kept_are_refused_with_the_reason(least, most, refused):
    with pytest.raises(refused):
        share_within(100, {"a": 1, "b": 1}, least, most)


def test_points_of_zero_take_no_rest():
    with pytest.raises(MaximumsTooLow):
        share_within(100, {"a": 1, "b": 0}, {}, {"a": 40})


def test_points_below_zero_are_refused_with_bounds_as_without():
    with pytest.raises(NegativePoints):
        share_within(100, {"a": 1, "b": -1}, {"a": 10}, {})


@given(bounded())
def test_shares_are_exact_within_bounds_and_those_of_the_slow_reference(case):
    total, points, least, most = case
    try:
        found = share_within(total, points, least, most)
    except (MinimumsTooHigh, MaximumsTooLow, NothingToShareBy):
        highest = sum(most.get(code, total) if points[code] else least.get(code, 0) for code in points)
        assert sum(least.values()) > total or highest < total or not sum(points.values())
        return
    assert sum(found.shares.values()) == total
    assert all(found.shares[code] >= amount for code, amount in least.items())
    assert all(found.shares[code] <= amount for code, amount in most.items())
    assert found.shares == within(total, {c: Fraction(p) for c, p in points.items()}, least, most)


@given(bounded())
def test_more_to_share_means_an_exact_share_no_less_for_anyone(case):
    total, points, least, most = case
    try:
        before, after = (share_within(amount, points, least, most) for amount in (total, total + 17))
    except (MinimumsTooHigh, MaximumsTooLow, NothingToShareBy):
        return
    assert all(after.quotient(code) >= before.quotient(code) for code in points)
    assert all(after.shares[code] >= before.shares[code] - 1 for code in points)


@given(st.integers(0, 10**15), st.dictionaries(st.sampled_from(CODES), st.integers(1, 10**12), min_size=1))
def test_without_bounds_it_is_the_usual_sharing(total, points):
    assert share_within(total, points).shares == share_out(total, points)
