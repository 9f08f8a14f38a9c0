"""Makes an administrator from the terminal, so that a fresh installation can be set up on screen."""

from __future__ import annotations

import getpass
import os
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hamtaraz.kernel.refusals import Refused
from hamtaraz.web import clock
from hamtaraz.web.administration import first_password
from hamtaraz.web.first_administrator import make_administrator
from hamtaraz.web.refusing import say


class Command(BaseCommand):
    help = (
        "Make an administrator, and the province with its planning organisation where there is none. "
        "The password is asked for on the terminal, or read from HAMTARAZ_ADMIN_PASSWORD, or made up and shown once."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The user name, and what a fresh installation has to be told of its province."""
        parser.add_argument("username")
        parser.add_argument("--name", default="", help="the person's name, by default the user name")
        parser.add_argument("--province", required=True, help="two-digit code of the province")
        parser.add_argument("--province-name", default="", help="needed where the province is not there yet")
        parser.add_argument("--province-name-en", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the administrator; a refusal is said in a sentence and changes nothing."""
        password, made_up = self._password()
        try:
            actor = make_administrator(
                clock.today(),
                username=options["username"],
                display_name=options["name"],
                password=password,
                province_code=options["province"],
                province_name=options["province_name"],
                province_name_en=options["province_name_en"],
            )
        except Refused as refused:
            said = say(refused)
            raise CommandError(f"{said.sentence} {said.remedy}") from refused
        self.stdout.write(f"{actor.person_name} administers {actor.organisation_name}.")
        if made_up:
            self.stdout.write(f"Password, shown this once: {password}")

    @staticmethod
    def _password() -> tuple[str, bool]:
        """The password, and whether it was made up here."""
        given = os.environ.get("HAMTARAZ_ADMIN_PASSWORD")
        if given:
            return given, False
        if not sys.stdin.isatty():
            return first_password(), True
        typed = getpass.getpass("Password (empty: one is made up and shown): ")
        if not typed:
            return first_password(), True
        if typed != getpass.getpass("Once more: "):
            raise CommandError("The two passwords are not the same. Nothing was made; start again.")
        return typed, False
