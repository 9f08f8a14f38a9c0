"""`hamtaraz backup [FILE]`: write everything the database holds into one file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from hamtaraz.config.backup import Unusable, write_backup

KEYS = """The keys are not in it: keep {home}/secret-key and {home}/seal-key in another safe place.
Without them a restored installation cannot check its seals nor read anybody's second factor."""


class Command(BaseCommand):
    help = "Back up all records into one file, of one instant; people may go on working meanwhile."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to; by default into `backups/` of the state folder, named by the instant."""
        parser.add_argument("file", nargs="?", type=Path)

    def handle(self, *args: Any, file: Path | None, **options: Any) -> None:
        """Write it and say what it holds."""
        now = timezone.now()
        usual = settings.HAMTARAZ_HOME / "backups" / f"hamtaraz-{now:%Y%m%d-%H%M%S}.backup"
        target = (file or usual).absolute()
        try:
            manifest = write_backup(target, now)
        except Unusable as unusable:
            raise CommandError(str(unusable)) from unusable
        self.stdout.write(
            f"Backed up {manifest.rows} rows of {len(manifest.tables)} tables ({manifest.dump_bytes} bytes) into {target}"
        )
        self.stdout.write(KEYS.format(home=settings.HAMTARAZ_HOME))
