"""`hamtaraz verify`: re-check every invariant and print a verdict a person can read."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hamtaraz.monitoring.verification import verify


class Command(BaseCommand):
    help = "Re-check every invariant with SQL of its own; ends with an error if anything is wrong."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one line a check, the first faults under it, and the verdict."""
        verdicts = verify()
        for verdict in verdicts:
            self.stdout.write(f"{'holds ' if verdict.clean else 'BROKEN'}  {verdict.says}")
            for fault in verdict.first:
                self.stdout.write(f"          {fault}")
            if verdict.faults > len(verdict.first):
                self.stdout.write(f"          … and {verdict.faults - len(verdict.first)} more")
        broken = sum(not verdict.clean for verdict in verdicts)
        if broken:
            raise CommandError(f"{broken} of {len(verdicts)} invariants are broken.")
        self.stdout.write(self.style.SUCCESS(f"All {len(verdicts)} invariants hold."))
