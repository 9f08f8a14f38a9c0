"""`hamtaraz why ENTRY|PAPER`: print the act, the person, the article and the working of an amount."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hamtaraz.kernel import rial
from hamtaraz.kernel.refusals import Refused
from hamtaraz.kernel.text import whole_number
from hamtaraz.monitoring import why
from hamtaraz.places.models import Province
from hamtaraz.trail.models import Act


class Command(BaseCommand):
    help = "Say why an amount is what it is: by the number of an entry, or by the code or number of a paper."

    def add_arguments(self, parser: CommandParser) -> None:
        """An entry or a paper; the province where there are several."""
        parser.add_argument("name", help="number of an entry, or code or number of a paper")
        parser.add_argument("--province", help="two-digit code; needed only where there are several")

    def handle(self, *args: Any, name: str, province: str | None, **options: Any) -> None:
        """Print the story."""
        found = list(Province.objects.values_list("code", flat=True))
        province = province or (found[0] if len(found) == 1 else None)
        if province is None:
            raise CommandError("Say which province with --province.")
        try:
            if number := whole_number(name):
                self._entry(why.story_of_entry(province, number))
            else:
                paper, act, moved = why.entries_of_paper(province, name)
                self.stdout.write(f"Paper {paper.code}, number {paper.number}: {paper.title}")
                self._act(act)
                for told in moved:
                    self._told(told)
        except Refused as refused:
            raise CommandError(str(refused)) from refused

    def _entry(self, story: why.Story) -> None:
        self._told(story.entry)
        self._act(story.act)
        for paper in story.papers:
            self.stdout.write(f"  paper   {paper.code}, number {paper.number}: {paper.title}")
        if story.entry.reversed_by:
            self.stdout.write(f"  NOTE    this entry was corrected by its mirror, entry {story.entry.reversed_by}")
        self.stdout.write("It could be moved because these entries had brought it there:")
        for told in story.fed_by:
            self._told(told)

    def _told(self, told: why.Told) -> None:
        amount = rial.show(told.amount_rial, rial.Unit.RIAL, "en")
        mirror = f" (mirror of entry {told.reverses})" if told.reverses else ""
        self.stdout.write(
            f"Entry {told.id}{mirror}: {amount} rial, {told.book} book, basis {told.basis}, act {told.act_id}\n"
            f"  from    {told.source.code(told.fiscal_year)} (left: {rial.show(told.source_balance_rial, rial.Unit.RIAL, 'en')})\n"
            f"  to      {told.target.code(told.fiscal_year)} (then: {rial.show(told.target_balance_rial, rial.Unit.RIAL, 'en')})"
        )

    def _act(self, act: Act) -> None:
        reason = f", because: {act.reason}" if act.reason else ""
        self.stdout.write(
            f"  act     {act.id}: {act.verb} on “{act.subject_title}” on {act.on_day}, basis {act.basis}{reason}\n"
            f"  person  {act.person_name}, as {act.role} of {act.organisation_name} (mandate {act.mandate_id})"
        )
