"""Shares in parts per million are shown and read as percent, exactly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamtaraz.kernel import percent


@pytest.mark.parametrize(
    ("share_ppm", "persian", "english"),
    [
        (0, "۰٪", "0%"),
        (500_000, "۵۰٪", "50%"),
        (125_000, "۱۲٫۵٪", "12.5%"),
        (1, "۰٫۰۰۰۱٪", "0.0001%"),
        (1_000_000, "۱۰۰٪", "100%"),
        (-5_000, "\u200e-۰٫۵٪", "-0.5%"),
    ],
)
def test_a_share_is_shown_as_percent(share_ppm: int, persian: str, english: str) -> None:
    assert percent.show(share_ppm) == persian
    assert percent.show(share_ppm, "en") == english


@given(st.integers(min_value=0, max_value=1_000_000), st.sampled_from(["fa", "en"]))
def test_a_shown_share_is_read_back_as_the_same(share_ppm: int, language: str) -> None:
    assert percent.parse(percent.show(share_ppm, language)) == share_ppm


@pytest.mark.parametrize("text", ["", "پنجاه", "12.34567", "-5", "1.2.3", "%"])
def test_an_unclear_percentage_is_refused(text: str) -> None:
    with pytest.raises(percent.PercentUnreadable):
        percent.parse(text)
