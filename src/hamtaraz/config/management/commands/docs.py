"""`hamtaraz docs`: write docs/generated anew, or with --check say what differs."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hamtaraz.config.documentation import differences, write


class Command(BaseCommand):
    help = "Write docs/generated from the tables of the house; with --check fail where it differs."

    def add_arguments(self, parser: CommandParser) -> None:
        """Write, or only compare."""
        parser.add_argument("--check", action="store_true", help="write nothing; fail where the committed pages differ")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        """Name every page that was written anew, or that differs."""
        if check:
            found = differences()
            if found:
                raise CommandError(f"Run `make docs`: docs/generated differs in {', '.join(found)}.")
            self.stdout.write("docs/generated is as the house is.")
            return
        for name in write():
            self.stdout.write(f"  docs/generated/{name}")
