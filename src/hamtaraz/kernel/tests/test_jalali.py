"""Days are shown and read in the Jalali calendar (domain.md 2.10)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamtaraz.kernel import jalali
from hamtaraz.kernel.refusals import Refused

DAYS = st.dates(date(1921, 3, 21), date(2121, 3, 20))  # 1300 to 1499


def test_a_day_is_shown_short_long_and_with_its_weekday_in_both_languages() -> None:
    day = date(2026, 10, 4)
    assert [jalali.show(day, style) for style in ("short", "long", "weekday")] == [
        "۱۴۰۵/۰۷/۱۲",
        "۱۲ مهر ۱۴۰۵",
        "یکشنبه ۱۲ مهر ۱۴۰۵",
    ]
    assert [jalali.show(day, style, "en") for style in ("short", "long", "weekday")] == [
        "1405/07/12",
        "12 Mehr 1405",
        "Sunday 12 Mehr 1405",
    ]


@pytest.mark.parametrize(
    ("text", "year", "month", "day"),
    [
        ("۱۳۹۴/۰۲/۲۷", 1394, 2, 27),
        ("94/2/27", 1394, 2, 27),
        ("27/2/1394", 1394, 2, 27),
        ("1394-02-27", 1394, 2, 27),
        ("1394.02.27", 1394, 2, 27),
        ("١٣٩٤/٠٢/٢٧", 1394, 2, 27),
        (" ۲۷ / ۲ / ۱۳۹۴ ", 1394, 2, 27),
        ("\u200e1394/02/27\u200f", 1394, 2, 27),
        ("05/7/12", 1405, 7, 12),
        ("1403/12/30", 1403, 12, 30),
        ("1408/12/30", 1408, 12, 30),
    ],
)
def test_a_day_is_read_as_people_type_it(text: str, year: int, month: int, day: int) -> None:
    assert jalali.parts(jalali.parse(text)) == (year, month, day)


def test_the_day_of_the_directive_is_its_gregorian_day() -> None:
    assert jalali.parse("1394/02/27") == date(2015, 5, 17)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", jalali.DayMissing),
        ("1404/12/30", jalali.NoSuchDay),
        ("1407/12/30", jalali.NoSuchDay),
        ("1405/13/01", jalali.NoSuchDay),
        ("1405/07/31", jalali.NoSuchDay),
        ("1405/00/10", jalali.NoSuchDay),
        ("1405/01/00", jalali.NoSuchDay),
        ("27/2/94", jalali.NoSuchDay),
        ("2026/10/04", jalali.DayUnreadable),
        ("1405/07-12", jalali.DayUnreadable),
        ("1405/07", jalali.DayUnreadable),
        ("394/2/27", jalali.DayUnreadable),
        ("1394/2/1394", jalali.DayUnreadable),
        ("فردا", jalali.DayUnreadable),
    ],
)
def test_a_day_that_is_not_or_cannot_be_is_refused(text: str, refusal: type[Refused]) -> None:
    with pytest.raises(Refused) as caught:
        jalali.parse(text)
    assert type(caught.value) is refusal


@given(DAYS, st.sampled_from(["fa", "en"]))
def test_a_shown_day_is_read_back_as_the_same_day(day: date, language: str) -> None:
    assert jalali.parse(jalali.show(day, "short", language)) == day


@given(DAYS)
def test_a_day_is_inside_its_fiscal_year_and_its_quarter(day: date) -> None:
    year, number = jalali.fiscal_year(day), jalali.quarter(day)
    since, until = jalali.fiscal_year_bounds(year)
    assert since <= day < until
    since, until = jalali.quarter_bounds(year, number)
    assert since <= day < until


def test_the_four_quarters_make_up_the_year() -> None:
    since, until = jalali.fiscal_year_bounds(1405)
    quarters = [jalali.quarter_bounds(1405, number) for number in (1, 2, 3, 4)]
    assert [quarters[0][0], quarters[-1][1]] == [since, until]
    assert [after for _, after in quarters[:-1]] == [first for first, _ in quarters[1:]]


@pytest.mark.parametrize("year", [1391, 1395, 1399, 1403, 1408, 1412])
def test_the_leap_years_near_us_have_366_days(year: int) -> None:
    since, until = jalali.fiscal_year_bounds(year)
    assert until - since == timedelta(days=366)


def test_five_years_after_a_leap_day_is_the_last_day_of_that_year() -> None:
    leap_day = jalali.day(1403, 12, 30)
    assert jalali.parts(jalali.add_years(leap_day, 5)) == (1408, 12, 30)
    assert jalali.parts(jalali.add_years(leap_day, 1)) == (1404, 12, 29)
    assert jalali.parts(jalali.add_years(jalali.day(1394, 2, 27), 5)) == (1399, 2, 27)


@pytest.mark.parametrize(
    ("begin", "months", "end"),
    [
        ((1394, 2, 27), 1, (1394, 3, 27)),
        ((1394, 6, 31), 1, (1394, 7, 30)),
        ((1394, 11, 30), 1, (1394, 12, 29)),
        ((1395, 11, 30), 1, (1395, 12, 30)),  # 1395 is a leap year
        ((1394, 11, 5), 3, (1395, 2, 5)),
        ((1394, 2, 31), -2, (1393, 12, 29)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last_of_a_shorter_month(begin, months, end) -> None:
    assert jalali.add_months(jalali.day(*begin), months) == jalali.day(*end)
