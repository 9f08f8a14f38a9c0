"""What is kept of notices: the law and rules of the year, and who was told of how much credit."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from hamtaraz.kernel import text
from hamtaraz.kernel.rial import Rial
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Organisation
from hamtaraz.people.roles import Role
from hamtaraz.places.models import County
from hamtaraz.projects.models import Origin
from hamtaraz.workflow.models import Line, Subject


class RuleKind(models.TextChoices):
    """What a document the year rests on is (S0-10)."""

    LAW = "law", _("Budget law")
    RULES = "rules", _("Implementing rules")
    INSTRUCTION = "instruction", _("Instruction")
    CIRCULAR = "circular", _("Circular")


class BudgetRule(Subject):
    """The budget law of the year, or rules and instructions that go with it (S0-10); announced once, to all."""

    workflow_name: ClassVar[str] = "budget_rule"
    subject_kind: ClassVar[str] = "notices.budgetrule"

    kind = models.CharField(max_length=12, choices=RuleKind.choices)
    name = models.CharField(max_length=300)
    number = models.CharField(max_length=40, blank=True)
    dated_on = models.DateField()
    issuer = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    announced_on = models.DateField(null=True)
    search_key = models.CharField(max_length=700, editable=False)

    class Meta:
        indexes = [models.Index(fields=["province", "fiscal_year", "state"])]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name, self.issuer, self.text = text.clean(self.name), text.clean(self.issuer), text.clean_lines(self.text)
        self.search_key = text.search_key(f"{self.name} {self.number} {self.issuer}")
        super().save(*args, **kwargs)

    @classmethod
    def visible_to(cls, actor: Actor) -> QuerySet[BudgetRule]:
        """Announced rules are everybody's; the others are seen by the province's readers."""
        rows = cls._default_manager.filter(province=actor.province, fiscal_year=actor.fiscal_year)
        return rows if actor.reads_province else rows.filter(state="announced")

    def title(self) -> str:
        """What inbox and trail call it."""
        return self.name

    def get_absolute_url(self) -> str:
        """The page of the rule."""
        return reverse("notices:rule", args=[self.pk])


class NoticeKind(models.TextChoices):
    """Who is told: the province by the centre, a county, or an agency (S0-11, S0-14, S0-17)."""

    CENTRAL = "central", _("Central notice")
    COUNTY = "county", _("County notice")
    AGENCY = "agency", _("Agency notice")


IN_FORCE = ("issued", "corrected")
"""The states in which a notice has been told to those it is for."""


class CreditNotice(Subject):
    """Who is told of how much credit; issued once, then replaced only by a numbered correction (`corrects`).

    `number` is ours, from the register; `letter_number` and `letter_on` are those of the centre's letter.
    """

    subject_kind: ClassVar[str] = "notices.creditnotice"

    kind = models.CharField(max_length=8, choices=NoticeKind.choices)
    number = models.CharField(max_length=40, blank=True)
    issued_on = models.DateField(null=True)
    issued_by_act = models.BigIntegerField(null=True)
    letter_number = models.CharField(max_length=40, blank=True)
    letter_on = models.DateField(null=True)
    about = models.CharField(max_length=300, blank=True)
    county = models.ForeignKey(County, models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    origin = models.CharField(max_length=20, choices=Origin.choices, blank=True)
    total_rial = models.BigIntegerField()
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")
    reason = models.TextField(blank=True)
    search_key = models.CharField(max_length=1200, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="central", county=None, agency=None, origin="")
                | Q(kind="county", county__isnull=False, agency=None, origin="")
                | Q(kind="agency", county=None, agency__isnull=False, origin__in=Origin.values),
                name="a_notice_is_for_one",
            ),
            models.CheckConstraint(condition=Q(total_rial__gte=0), name="a_notice_is_not_negative"),
            models.UniqueConstraint(
                fields=["province", "fiscal_year", "number"],
                condition=~Q(number=""),
                name="notice_number_once",
            ),
            models.UniqueConstraint(
                fields=["province", "fiscal_year", "letter_number"],
                condition=Q(kind="central", corrects=None, state__in=("draft", "issued")),
                name="central_letter_recorded_once",
            ),
            models.UniqueConstraint(
                fields=["corrects"], condition=~Q(state="withdrawn"), name="one_correction_of_a_notice"
            ),
        ]
        indexes = [
            models.Index(fields=["province", "fiscal_year", "kind", "state"]),
            models.Index(fields=["province", "fiscal_year", "agency"]),
        ]

    def __str__(self) -> str:
        return self.title()

    @property
    def workflow_name(self) -> str:  # type: ignore[override]
        """The table this kind of notice walks: three tables, one noun."""
        return f"{self.kind}_notice"

    @classmethod
    def visible_to(cls, actor: Actor) -> QuerySet[CreditNotice]:
        """The province's readers see all; an agency its own notices, a county its own, once they are issued."""
        rows = cls._default_manager.filter(province=actor.province, fiscal_year=actor.fiscal_year)
        if actor.reads_province:
            return rows
        issued = rows.filter(state__in=IN_FORCE)
        if actor.is_agency:
            return issued.filter(agency_id=actor.organisation_id)
        if actor.role == Role.COUNTY_SECRETARY and actor.county:
            return issued.filter(kind=NoticeKind.COUNTY, county__code=actor.county)
        return rows.none()

    @property
    def shown_number(self) -> str:
        """The number people know it by: the centre's for a central notice, ours for the others; a draft has none."""
        return self.letter_number or self.number

    def save(self, *args: Any, **kwargs: Any) -> None:
        receiver = self.county or self.agency
        said = text.search_key(f"{self.number} {self.letter_number} {self.about}")
        self.search_key = f"{said} {receiver.search_key}" if receiver else said
        super().save(*args, **kwargs)

    def receiver(self) -> str:
        """Whom it is for: a county, an agency, or (a central notice) what it is about."""
        return str(self.county or self.agency or self.about)

    def title(self) -> str:
        """What inbox and trail call it: its kind, its number once it has one, and whom it is for."""
        kind = str(NoticeKind(self.kind).label)
        if self.corrects_id:
            kind = gettext("Correction of the %(kind)s") % {"kind": kind}
        number = self.shown_number if get_language() == "en" else text.persian_digits(self.shown_number)
        return f"{kind} {number} – {self.receiver()}".replace("  ", " ")[:300]

    def get_absolute_url(self) -> str:
        """The page of the notice."""
        return reverse("notices:notice", args=[self.pk])

    def worth_rial(self) -> Rial:
        """Its total, in whole rials."""
        return self.total_rial

    def lines(self) -> list[Line]:
        """The money lines it moves, in their order; a line set to zero by a correction moves nothing."""
        return [line.moved() for line in self.notice_lines.all() if line.amount_rial]


class NoticeLine(models.Model):
    """One amount of a notice with its dimensions, as the book names them; zero only where a correction says so."""

    province = models.CharField(max_length=2)
    notice = models.ForeignKey(CreditNotice, models.CASCADE, related_name="notice_lines")
    source = models.CharField(max_length=16)
    county = models.CharField(max_length=4, blank=True)
    chapter = models.CharField(max_length=16, blank=True)
    programme = models.CharField(max_length=16, blank=True)
    agency = models.CharField(max_length=24, blank=True)
    project = models.CharField(max_length=24, blank=True)
    amount_rial = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "source", "county", "chapter", "programme", "agency", "project"],
                name="notice_line_once",
            ),
            models.CheckConstraint(condition=Q(amount_rial__gte=0), name="a_notice_line_is_not_negative"),
        ]
        ordering = ["county", "chapter", "programme", "project", "source"]

    def __str__(self) -> str:
        return f"{self.key}: {self.amount_rial}"

    @property
    def key(self) -> str:
        """The line's name within its notice: its dimensions, "P" or "P/0601/40/4001"."""
        return line_key(self.source, self.county, self.chapter, self.programme, self.agency, self.project)

    def moved(self) -> Line:
        """The line as the steps move it."""
        return Line(
            self.key, self.amount_rial, self.source, self.county, self.chapter, self.programme, self.agency, self.project
        )  # fmt: skip


def line_key(*dimensions: str) -> str:
    """A line's name within a notice: source, county, chapter, programme, agency, project, the last empty ones left out."""
    return "/".join(dimensions).rstrip("/")
