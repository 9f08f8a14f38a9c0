"""`hamtaraz load_example`: play an example into an empty house, through the operations people use."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from hamtaraz.intake.example.aid import aid_scenes
from hamtaraz.intake.example.play import scenes
from hamtaraz.people.models import Organisation


class Command(BaseCommand):
    help = "Load the example province, its year half done; with --from-zero the year has not begun."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which example, and how far."""
        parser.add_argument("folder", nargs="?", default=str(settings.CHECKOUT / "examples" / "khuzestan-1405"))
        parser.add_argument("--from-zero", action="store_true", help="people, places and projects alone; no credit yet")

    def handle(self, *args: Any, folder: str, from_zero: bool, **options: Any) -> None:
        """Play every scene, saying what is being played."""
        if Organisation.objects.exists():
            raise CommandError("There is a province here already; the example is loaded into an empty house only.")
        found = _folder(folder)
        played = aid_scenes(found) if (found / "municipalities.csv").exists() else scenes(found, from_zero=from_zero)
        for words, scene in played:
            began = time.monotonic()
            scene()
            if options["verbosity"]:
                self.stdout.write(f"  {words} ({time.monotonic() - began:.1f} s)")


def _folder(name: str) -> Path:
    """The folder of an example, by its path or by its name among those of the house."""
    named = Path(name)
    return named if named.exists() else settings.CHECKOUT / "examples" / name
