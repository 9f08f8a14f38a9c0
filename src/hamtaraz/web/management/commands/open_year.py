"""Opens a budget year from the terminal, so that its classification and its credit can be recorded."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hamtaraz.kernel.refusals import Refused
from hamtaraz.people.actors import actor_of
from hamtaraz.people.models import Mandate
from hamtaraz.people.roles import SETS_UP
from hamtaraz.web import clock
from hamtaraz.web.administration import EVERY_YEAR
from hamtaraz.web.refusing import say
from hamtaraz.web.year_setup import open_fiscal_year


class Command(BaseCommand):
    help = "Open a Jalali budget year of the province, as a person who may set years up."

    def add_arguments(self, parser: CommandParser) -> None:
        """The year, and as whom."""
        parser.add_argument("year", type=int, help="Jalali, such as 1405")
        parser.add_argument("--person", required=True, help="user name of an administrator or data operator")
        parser.add_argument("--service-days", type=int, default=15, help="days an agreement may take (S0-06)")
        parser.add_argument("--slogan", default="", help="of the year, printed on official letters (S4-002)")

    def handle(self, *args: Any, year: int, person: str, service_days: int, slogan: str, **options: Any) -> None:
        """Open the year; a refusal is said in a sentence and changes nothing."""
        day = clock.today()
        mandates = Mandate.objects.in_force(day).filter(person__username=person, role__in=SETS_UP)
        mandate = mandates.select_related("person", "organisation").order_by("id").first()
        if mandate is None:
            raise CommandError(f"{person} has no mandate that may open a year: it takes {', '.join(sorted(SETS_UP))}.")
        try:
            opened = open_fiscal_year(
                actor_of(mandate, EVERY_YEAR), day, year, service_days=service_days, slogan=slogan
            )
        except Refused as refused:
            said = say(refused)
            raise CommandError(f"{said.sentence} {said.remedy}") from refused
        self.stdout.write(f"The year {opened.year} is open: {opened.since} to {opened.until}.")
