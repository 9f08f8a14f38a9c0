"""A demonstration goes with the days of its year, and never leaves it."""

import datetime

import pytest

from hamtaraz.web.clock import within_the_story

STORY = datetime.date(2026, 11, 21)  # 1405/08/30


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (datetime.date(2026, 11, 20), STORY),  # before the story has come this far
        (datetime.date(2026, 11, 21), STORY),
        (datetime.date(2027, 3, 20), datetime.date(2027, 3, 20)),  # 1405/12/29, its last day
        (datetime.date(2027, 3, 21), STORY),  # the next year is not the story's
    ],
)
def test_a_demonstration_stays_within_its_year(day: datetime.date, shown: datetime.date) -> None:
    assert within_the_story(day, STORY) == shown
