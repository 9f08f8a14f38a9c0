"""What the centre released, what the Allotment Committee decided, and what each agency was told (S0-22, S0-23)."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hamtaraz.budget.models import Chapter, CreditSource
from hamtaraz.kernel import text
from hamtaraz.kernel.rial import Rial
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Organisation
from hamtaraz.people.roles import Role
from hamtaraz.projects.models import Project
from hamtaraz.workflow.models import Line, Seat, Subject


class Means(models.TextChoices):
    """What an allotment is paid with (domain.md 2.5)."""

    CASH = "cash", gettext_lazy("Cash")
    TREASURY_BILL = "treasury_bill", gettext_lazy("Islamic Treasury Bills")
    ADVANCE = "advance", gettext_lazy("Advance")


class Released(models.Model):
    """An amount released by one means; a treasury bill names its symbol and the day it falls due."""

    amount_rial = models.BigIntegerField()
    means = models.CharField(max_length=16, choices=Means.choices)
    symbol = models.CharField(max_length=40, blank=True)
    due_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def part(self) -> tuple[str, str, Any]:
        """Means, symbol and due day together: amounts of one part are paid alike."""
        return self.means, self.symbol, self.due_on


class CentralAllotment(Subject):
    """The centre's allotment notice to the province, by source (S0-22)."""

    workflow_name = "central_allotment"
    subject_kind = "allotments.CentralAllotment"

    number = models.CharField(max_length=40)
    dated_on = models.DateField()
    subject = models.CharField(max_length=300)
    corrects = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replacement")

    class Meta:
        indexes = [models.Index(fields=["province", "fiscal_year", "-dated_on"])]

    def __str__(self) -> str:
        return self.title()

    def title(self) -> str:
        """What inbox and trail call it."""
        return _("Central allotment notice %(number)s") % {"number": self.number}

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("allotments:central", args=[self.pk])

    def worth_rial(self) -> Rial:
        """The sum of its lines."""
        return sum(line.amount_rial for line in self.rows.all())

    def lines(self) -> list[Line]:
        """One line of the book per row: authority of a source."""
        return [
            Line(str(row.pk), row.amount_rial, source=row.source.code) for row in self.rows.select_related("source")
        ]


class CentralAllotmentLine(Released):
    """What the centre releases from one source by one means; `percent` is the centre's own word for it."""

    central = models.ForeignKey(CentralAllotment, models.CASCADE, related_name="rows")
    place = models.PositiveSmallIntegerField()
    source = models.ForeignKey(CreditSource, models.PROTECT, related_name="+")
    percent = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["place"]
        constraints = [
            models.CheckConstraint(condition=Q(amount_rial__gt=0), name="central_allotment_line_is_positive")
        ]


class AllotmentSession(Subject):
    """A session of the provincial Allotment Committee: who came, the ceilings it set, the lines within them (S0-38).

    `attendance` is a list of {title, organisation, voting, present}, as the minutes print it.
    """

    workflow_name = "allotment_session"
    subject_kind = "allotments.AllotmentSession"

    number = models.CharField(max_length=40)
    central = models.ForeignKey(CentralAllotment, models.PROTECT, null=True, related_name="sessions")
    held_on = models.DateField()
    place = models.CharField(max_length=200)
    attendance = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["province", "fiscal_year", "-held_on"])]

    def __str__(self) -> str:
        return self.title()

    def title(self) -> str:
        """What inbox and trail call it."""
        return _("Allotment Committee session %(number)s") % {"number": self.number}

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("allotments:session", args=[self.pk])

    def worth_rial(self) -> Rial:
        """The sum of its ceilings."""
        return sum(row.amount_rial for row in self.ceilings.all())

    @property
    def voting(self) -> int:
        """How many members have a vote."""
        return sum(1 for member in self.attendance if member["voting"])

    @property
    def present(self) -> int:
        """How many members with a vote came."""
        return sum(1 for member in self.attendance if member["voting"] and member["present"])

    @property
    def quorum(self) -> int:
        """How many must come: more than half of those with a vote."""
        return self.voting // 2 + 1


class Ceiling(models.Model):
    """The most that may be allotted from a source in a chapter by this session's decision (W10)."""

    session = models.ForeignKey(AllotmentSession, models.CASCADE, related_name="ceilings")
    source = models.ForeignKey(CreditSource, models.PROTECT, related_name="+")
    chapter = models.ForeignKey(Chapter, models.PROTECT, related_name="+")
    amount_rial = models.BigIntegerField()

    class Meta:
        ordering = ["chapter__code", "source__code"]
        constraints = [
            models.UniqueConstraint(fields=["session", "source", "chapter"], name="ceiling_once_per_session"),
            models.CheckConstraint(condition=Q(amount_rial__gt=0), name="ceiling_is_positive"),
        ]


class AllotmentNotice(Subject):
    """What one agency may use of its agreed credit, by project and source (S0-23, S0-39)."""

    workflow_name = "allotment_notice"
    subject_kind = "allotments.AllotmentNotice"

    session = models.ForeignKey(AllotmentSession, models.PROTECT, related_name="notices")
    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="allotment_notices")
    number = models.CharField(max_length=40, blank=True)
    issued_on = models.DateField(null=True)
    corrects = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replacement")
    search_key = models.CharField(max_length=400, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["province", "fiscal_year", "agency"]),
            models.Index(fields=["session", "state"]),
        ]

    SENT = ("issued", "acknowledged", "corrected")
    """The states in which the agency has it."""

    def __str__(self) -> str:
        return self.title()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_key = text.search_key(f"{self.number} {self.agency.search_key}")[:400]
        super().save(*args, **kwargs)

    @classmethod
    def visible_to(cls, actor: Actor) -> QuerySet[Self]:
        """The province's readers see every notice, an agency those it was sent, others none."""
        rows: QuerySet[Any] = cls._default_manager.filter(province=actor.province, fiscal_year=actor.fiscal_year)
        if actor.reads_province:
            return rows
        if actor.is_agency:
            return rows.filter(agency_id=actor.organisation_id, state__in=cls.SENT)
        return rows.none()

    def title(self) -> str:
        """What inbox and trail call it."""
        if self.number:
            return _("Allotment notice %(number)s of %(agency)s") % {"number": self.number, "agency": self.agency}
        return _("Allotment notice of %(agency)s") % {"agency": self.agency}

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("allotments:notice", args=[self.pk])

    def seat(self, role: str) -> Seat:
        """The agency's people sit in the agency it is for; all others anywhere in the province."""
        is_agency = role in (Role.AGENCY_EXPERT, Role.AGENCY_HEAD)
        return Seat(organisation_id=self.agency_id) if is_agency else Seat()

    def worth_rial(self) -> Rial:
        """The sum of its lines."""
        return sum(row.amount_rial for row in self.rows.all())

    def lines(self) -> list[Line]:
        """Its lines with the dimensions of the agreed credit they rest on."""
        return [
            Line(str(row.pk), row.amount_rial, **row.dimensions)
            for row in self.rows.select_related("source", "chapter", "agency", "project")
        ]


class SessionLine(Released):
    """An amount for one line of agreed credit; it waits in its session until a notice carries it.

    `agreed_rial` and `before_rial` are kept when the notice is issued: what was agreed and allotted up to then.
    """

    session = models.ForeignKey(AllotmentSession, models.CASCADE, related_name="lines_drafted")
    notice = models.ForeignKey(AllotmentNotice, models.PROTECT, null=True, related_name="rows")
    source = models.ForeignKey(CreditSource, models.PROTECT, related_name="+")
    county = models.CharField(max_length=4, blank=True)
    chapter = models.ForeignKey(Chapter, models.PROTECT, related_name="+")
    programme = models.CharField(max_length=16)
    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    agreed_rial = models.BigIntegerField(null=True)
    before_rial = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["chapter__code", "agency__sort_key", "project__code", "source__code", "means"]
        indexes = [models.Index(fields=["session", "notice"])]
        constraints = [models.CheckConstraint(condition=Q(amount_rial__gt=0), name="session_line_is_positive")]

    @property
    def dimensions(self) -> dict[str, str]:
        """The codes of the agreed credit the line rests on; source, chapter, agency and project come with it."""
        return {
            "source": self.source.code,
            "county": self.county,
            "chapter": self.chapter.code,
            "programme": self.programme,
            "agency": self.agency.code,
            "project": self.project.code,
        }
