"""`hamtaraz restore FILE`: bring a backup back, prove it, and verify every invariant."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from hamtaraz.config.backup import Unusable, opened_backup
from hamtaraz.config.cluster import Cluster
from hamtaraz.config.connection import own_server
from hamtaraz.config.restore import restore_beside, restore_here

WORD = "replace"


class Command(BaseCommand):
    help = "Restore a backup into an empty database, or with --replace in place of the records that are here."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file; whether records may be replaced, with a word that says it again."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="take the place of the records that are here")
        parser.add_argument("--confirm", default="", help=f"the word “{WORD}”, with --replace; asked for if absent")
        parser.add_argument("--even-if-broken", action="store_true", help="keep it even if verification finds faults")

    def handle(self, *args: Any, file: Path, replace: bool, confirm: str, even_if_broken: bool, **options: Any) -> None:
        """Restore, and print the verdict."""
        if replace and (confirm or input(f"This replaces every record that is here. Type “{WORD}” to go on: ")) != WORD:
            raise CommandError("Nothing was changed.")
        try:
            if own_server():
                self._into_own_server(file, replace=replace, even_if_broken=even_if_broken)
            else:
                restore_beside(
                    Cluster(settings.HAMTARAZ_HOME), file,
                    replace=replace, even_if_broken=even_if_broken, tell=self.stdout.write,
                )  # fmt: skip
        except Unusable as unusable:
            raise CommandError(str(unusable)) from unusable
        self.stdout.write(self.style.SUCCESS("The backup is restored."))

    def _into_own_server(self, file: Path, *, replace: bool, even_if_broken: bool) -> None:
        if replace:
            raise Unusable("On a server of your own, make an empty database there and name it in DATABASE_OWNER_URL.")
        with opened_backup(file) as (manifest, dump):
            if connection.introspection.table_names():
                raise Unusable("The database of DATABASE_OWNER_URL has tables already: name an empty one.")
            restore_here(manifest, dump, even_if_broken=even_if_broken, tell=self.stdout.write)
