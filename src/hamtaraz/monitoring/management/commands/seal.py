"""`hamtaraz seal`: sign all that was recorded until a minute ago with the installation's key; run it every night."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from hamtaraz.monitoring.seals import seal

LONGEST_TRANSACTION = datetime.timedelta(minutes=1)


class Command(BaseCommand):
    help = "Seal the book, the trail and the papers, so that even a superuser's change is found by verify."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make one seal and print its hash, which may be kept on paper."""
        made = seal(timezone.now() - LONGEST_TRANSACTION)
        self.stdout.write(
            f"Sealed {made.entries} entries, {made.acts} acts and {made.papers} papers up to {made.until:%Y-%m-%d %H:%M:%S} UTC: {made.digest}"
        )
