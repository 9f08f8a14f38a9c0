"""When something is due: the days or months a directive allows, counted from the day of an event."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from hamtaraz.kernel import jalali
from hamtaraz.law.clauses import Deadline

FRIDAY = 4


def is_friday(day: datetime.date) -> bool:
    """Whether a day is the weekly holiday everywhere; an office adds its own days off."""
    return day.weekday() == FRIDAY


def due_on(
    deadline: Deadline, event: datetime.date, day_off: Callable[[datetime.date], bool] = is_friday
) -> datetime.date:
    """Give the last day: the day of the event is not counted, a working day is one for which `day_off` does not hold.

    Months are Jalali: a month after 27 Ordibehesht is 27 Khordad (S4-069, domain.md 1.4.11).
    """
    if deadline.months:
        return jalali.add_months(event, deadline.months)
    if deadline.days_are == "calendar":
        return event + datetime.timedelta(days=deadline.days)
    day, left = event, deadline.days
    while left:
        day += datetime.timedelta(days=1)
        left -= not day_off(day)
    return day
