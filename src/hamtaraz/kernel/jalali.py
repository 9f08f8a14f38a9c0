"""Jalali days: stored as Gregorian dates, shown and read in the Persian calendar."""

import re
from datetime import date
from typing import Literal

from persiantools.jdatetime import JalaliDate

from hamtaraz.kernel.refusals import N_, Missing, Refused
from hamtaraz.kernel.text import clean, digits, persian_digits

type Style = Literal["short", "long", "weekday"]

FIRST_YEAR, LAST_YEAR = 1200, 1499
"""The Jalali years a typed date may fall in; a Gregorian year is never mistaken for one."""

# fmt: off
MONTHS_FA = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور",
    "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)
MONTHS_EN = (
    "Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar",
    "Mehr", "Aban", "Azar", "Dey", "Bahman", "Esfand",
)
_WEEKDAYS_FA = ("دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه")
_WEEKDAYS_EN = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)
# fmt: on


class DayMissing(Missing):
    """No date was typed."""

    key = "day_missing"
    sentence = N_("No date is written.")
    remedy = N_("Write a date such as 1405/07/12.")

    def __init__(self) -> None:
        super().__init__()


class DayUnreadable(Refused):
    """The text has not the form of a Jalali date."""

    key = "day_unreadable"
    sentence = N_("“%(text)s” is not a Jalali date.")
    remedy = N_("Write year, month and day, such as 1405/07/12.")


class NoSuchDay(Refused):
    """The date has the right form, but the calendar has no such day (30 Esfand of a common year)."""

    key = "no_such_day"
    sentence = N_("The calendar has no day “%(text)s”.")
    remedy = N_("Check the month and the day: the last month has 30 days in leap years only.")


def day(year: int, month: int, day_of_month: int) -> date:
    """Give the date of a Jalali year, month and day; refuses a day the calendar lacks."""
    try:
        jalali = JalaliDate(year, month, day_of_month)
        return jalali.to_gregorian()
    except ValueError as reason:
        raise NoSuchDay(text=f"{year}/{month:02d}/{day_of_month:02d}") from reason


def parts(when: date) -> tuple[int, int, int]:
    """Give the Jalali year, month and day of a date."""
    jalali = JalaliDate.to_jalali(when)
    return jalali.year, jalali.month, jalali.day


def show(when: date, style: Style = "short", language: str = "fa") -> str:
    """Write a date: «۱۴۰۵/۰۷/۱۲», long «۱۲ مهر ۱۴۰۵», weekday «یکشنبه ۱۲ مهر ۱۴۰۵».

    Persian when `language` is "fa", otherwise 1405/07/12, 12 Mehr 1405, Sunday 12 Mehr 1405.
    """
    year, month, day_of_month = parts(when)
    persian = language == "fa"
    if style == "short":
        text = f"{year:04d}/{month:02d}/{day_of_month:02d}"
    else:
        months, weekdays = (MONTHS_FA, _WEEKDAYS_FA) if persian else (MONTHS_EN, _WEEKDAYS_EN)
        text = f"{day_of_month} {months[month - 1]} {year}"
        if style == "weekday":
            text = f"{weekdays[when.weekday()]} {text}"
    return persian_digits(text) if persian else text


_TYPED = re.compile(r"([0-9]{1,4})\s*([/.-])\s*([0-9]{1,2})\s*\2\s*([0-9]{1,4})")


def parse(text: str) -> date:
    """Read a typed Jalali date: `۱۳۹۴/۰۲/۲۷`, `94/2/27`, `27/2/1394`, `1394-02-27` (domain.md 2.10).

    A group of four digits is the year; otherwise the first group is, 50 to 99 meaning 1350 to
    1399 and 0 to 49 meaning 1400 to 1449. Refuses other forms and days the calendar lacks.
    """
    typed = digits(clean(text))
    if not typed:
        raise DayMissing()
    found = _TYPED.fullmatch(typed)
    if not found:
        raise DayUnreadable(text=text)
    first, _, month, last = found.groups()
    year_text, day_text = (last, first) if len(last) > 2 else (first, last)
    if len(day_text) > 2 or len(year_text) == 3:
        raise DayUnreadable(text=text)
    year = int(year_text)
    if len(year_text) < 4:
        year += 1300 if year >= 50 else 1400
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DayUnreadable(text=text)
    try:
        return day(year, int(month), int(day_text))
    except NoSuchDay as reason:
        raise NoSuchDay(text=text) from reason


def fiscal_year(when: date) -> int:
    """Give the fiscal year a day falls in: the Jalali year."""
    return parts(when)[0]


def fiscal_year_bounds(year: int) -> tuple[date, date]:
    """Give the first day of a fiscal year and the first day after it (half open)."""
    return day(year, 1, 1), day(year + 1, 1, 1)


def quarter(when: date) -> int:
    """Give the quarter of the fiscal year, 1 (Farvardin to Khordad) to 4 (Dey to Esfand)."""
    return (parts(when)[1] - 1) // 3 + 1


def quarter_bounds(year: int, number: int) -> tuple[date, date]:
    """Give the first day of a quarter (1 to 4) and the first day after it (half open)."""
    after = day(year, number * 3 + 1, 1) if number < 4 else day(year + 1, 1, 1)
    return day(year, number * 3 - 2, 1), after


def add_years(when: date, years: int) -> date:
    """Give the same Jalali day `years` later; 30 Esfand becomes 29 where the year is common."""
    year, month, day_of_month = parts(when)
    if (month, day_of_month) == (12, 30) and not JalaliDate.is_leap(year + years):
        day_of_month = 29
    return day(year + years, month, day_of_month)


def add_months(when: date, months: int) -> date:
    """Give the same Jalali day `months` later; a day the month does not have becomes its last."""
    year, month, day_of_month = parts(when)
    years, place = divmod(month - 1 + months, 12)
    lengths = (*[31] * 6, *[30] * 5, 30 if JalaliDate.is_leap(year + years) else 29)
    return day(year + years, place + 1, min(day_of_month, lengths[place]))
