"""`hamtaraz load_workbook KIND FILE.xlsx [--check]`: load a filled template from the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from hamtaraz.budget.models import FiscalYear
from hamtaraz.intake import showing
from hamtaraz.intake.checking import Plan
from hamtaraz.intake.kinds import KINDS
from hamtaraz.intake.operations import look_at, record_upload, take_in
from hamtaraz.intake.sheet import Kind
from hamtaraz.kernel.refusals import Refused
from hamtaraz.people.actors import Actor, actor_of
from hamtaraz.people.models import Mandate
from hamtaraz.web import clock
from hamtaraz.web.refusing import say


class Command(BaseCommand):
    help = (
        "Load a filled Excel template, or with --check only say what loading it would do. "
        "Every cell that is not right is printed with its address; one of them keeps the whole file out."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """What to load, as whom, into which year."""
        parser.add_argument("kind", choices=sorted(KINDS))
        parser.add_argument("file", type=Path)
        parser.add_argument("--check", action="store_true", help="record nothing")
        parser.add_argument("--person", required=True, help="user name of the person who acts")
        parser.add_argument("--year", type=int, help="fiscal year (default: the latest of the province)")
        parser.add_argument("--language", choices=("fa", "en"), default="fa", help="language of what is printed")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check the file, print what is wrong or what would change, and record it unless told not to."""
        with translation.override(options["language"]):
            kind, day = KINDS[options["kind"]], clock.today()
            actor = _actor(kind, options["person"], options["year"])
            try:
                name, content = options["file"].name, options["file"].read_bytes()
                plan = look_at(kind, actor=actor, day=day, name=name, content=content)
                self._tell(plan)
                if plan.faults:
                    raise CommandError(f"{len(plan.faults)} cells are not right; nothing was recorded.")
                if not options["check"] and plan.to_record:
                    upload = take_in(kind, actor=actor, day=day, name=name, content=content)
                    recorded = record_upload(upload, actor=actor, day=day, seen=plan.digest())
                    self.stdout.write(f"Recorded; act {recorded.act}.")
            except Refused as refused:
                said = say(refused)
                raise CommandError(f"{said.sentence} {said.remedy}") from refused
            except OSError as failure:
                raise CommandError(f"{options['file']} cannot be read: {failure.strerror}") from failure

    def _tell(self, plan: Plan) -> None:
        """Faults, doubts, changes, and how many rows stand how."""
        for mark, found in (("✗", plan.faults), ("?", plan.doubts)):
            for fault in showing.faults(found):
                self.stdout.write(f"{mark} {fault.sheet} {fault.cell}: {fault.sentence} {fault.remedy}")
        for change in showing.changes(plan):
            self.stdout.write(f"~ {change.name}, {change.column}: {change.before} → {change.after}")
        counts = (plan.count("new"), plan.count("changed"), plan.count("same"), plan.count("refused"))
        self.stdout.write("New {}, changed {}, the same {}, refused {}.".format(*counts))


def _actor(kind: Kind, username: str, year: int | None) -> Actor:
    """The person under a mandate that may load this kind."""
    mandates = Mandate.objects.in_force(clock.today()).filter(person__username=username, role__in=kind.roles)
    mandate = mandates.select_related("person", "organisation").order_by("id").first()
    if mandate is None:
        raise CommandError(f"{username} has no mandate that may load this: it takes {', '.join(sorted(kind.roles))}.")
    years = FiscalYear.objects.filter(province=mandate.province).order_by("-year").values_list("year", flat=True)
    wanted = year or mandate.fiscal_year or years.first() or 0
    if wanted not in years:
        raise CommandError(f"There is no fiscal year {wanted}.")
    return actor_of(mandate, wanted)
