"""The only clock of the pages: now; and today, in the office's time zone or on the day a demonstration stands on."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.utils import timezone

from hamtaraz.kernel import jalali


def today() -> datetime.date:
    """The day a page acts on; a demonstration never leaves the fiscal year of its story."""
    if settings.DEMO and settings.DEMO_DAY:
        return within_the_story(timezone.localdate(), datetime.date.fromisoformat(settings.DEMO_DAY))
    return timezone.localdate()


def within_the_story(day: datetime.date, story: datetime.date) -> datetime.date:
    """`day` itself from the story's day to the end of its fiscal year, otherwise the story's day."""
    _since, until = jalali.fiscal_year_bounds(jalali.fiscal_year(story))
    return day if story <= day < until else story


def now() -> datetime.datetime:
    """The instant of a try to sign in, the real one even in a demonstration."""
    return timezone.now()
