"""The only clock of the pages: today, in the office's time zone; a demonstration may stand on a day of its year."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.utils import timezone


def today() -> datetime.date:
    """The day a page acts on; in a demonstration the story's day, so that its year is always half done."""
    if settings.DEMO and settings.DEMO_DAY:
        return datetime.date.fromisoformat(settings.DEMO_DAY)
    return timezone.localdate()
