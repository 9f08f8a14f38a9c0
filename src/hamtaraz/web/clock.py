"""The only clock of the pages: now; and today, in the office's time zone or on the day a demonstration stands on."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.utils import timezone


def today() -> datetime.date:
    """The day a page acts on; in a demonstration the story's day, so that its year is always half done."""
    if settings.DEMO and settings.DEMO_DAY:
        return datetime.date.fromisoformat(settings.DEMO_DAY)
    return timezone.localdate()


def now() -> datetime.datetime:
    """The instant of a try to sign in, the real one even in a demonstration."""
    return timezone.now()
