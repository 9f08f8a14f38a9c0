"""Agreements, their lines, the editions they were submitted in, and the remarks that sit on lines (domain.md 2.3, 4.2)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import cached_property

from hamtaraz.budget.models import CreditSource, EconomicChapter, ExecutionMethod, Programme
from hamtaraz.kernel import text
from hamtaraz.kernel.rial import Rial
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Organisation
from hamtaraz.people.roles import Role, SectorGroup
from hamtaraz.projects.models import Project
from hamtaraz.workflow.models import Line, Seat, Subject
from hamtaraz.workflow.tables import WORKFLOWS, State


class AgreementQuerySet(models.QuerySet["Agreement"]):
    """Agreements."""

    def with_worth(self) -> AgreementQuerySet:
        """Each with `total_rial` and `project_count`, so that a list asks once."""
        return self.annotate(
            total_rial=Coalesce(Sum("funding__amount_rial"), 0, output_field=models.BigIntegerField()),
            project_count=Count("funding__project", distinct=True),
        )


class Agreement(Subject):
    """An agreement on the capital credit of one agency under one programme, from draft to notification."""

    workflow_name = "agreement"
    subject_kind = "agreements.Agreement"

    number = models.CharField(max_length=24)
    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="agreements")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="agreements")
    sector_group = models.CharField(max_length=16, choices=SectorGroup.choices)
    sector_office = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", help_text="the group whose expert reviews it (S0-45)"
    )
    edition = models.PositiveSmallIntegerField(default=1)
    goal = models.TextField(blank=True)
    exchange_number = models.CharField(max_length=40, blank=True)
    exchange_on = models.DateField(null=True, blank=True)
    agency_signed_on = models.DateField(null=True, blank=True)
    agency_signed_by = models.CharField(max_length=120, blank=True)
    mpo_signed_on = models.DateField(null=True, blank=True)
    mpo_signed_by = models.CharField(max_length=120, blank=True)
    search_key = models.CharField(max_length=700, editable=False)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["province", "fiscal_year", "number"], name="agreement_number_once_a_year")
        ]
        indexes = [
            models.Index(fields=["province", "fiscal_year", "state"]),
            models.Index(fields=["province", "fiscal_year", "agency"]),
        ]

    def __str__(self) -> str:
        return self.number

    def save(self, *args: Any, **kwargs: Any) -> None:
        words = f"{self.number} {self.exchange_number} {self.programme.name} {self.agency.name}"
        self.search_key = text.search_key(words)
        super().save(*args, **kwargs)

    @classmethod
    def visible_to(cls, actor: Actor) -> AgreementQuerySet:
        """All of the province for its readers, their own for an agency's people, none for others."""
        rows = cls.objects.filter(province=actor.province, fiscal_year=actor.fiscal_year).select_related(
            "agency", "programme__chapter", "sector_office"
        )
        if actor.reads_province:
            return rows
        return rows.filter(agency_id=actor.organisation_id) if actor.is_agency else rows.none()

    @property
    def state_shown(self) -> State:
        """The state of the table it stands in, for its label and tone."""
        return WORKFLOWS[self.workflow_name].state(self.state)

    def title(self) -> str:
        """Programme, agency and number; in Persian, as the papers say it."""
        return f"{self.programme.name}، {self.agency.name} ({text.persian_digits(self.number)})"

    def get_absolute_url(self) -> str:
        """The agreement's page."""
        return reverse("agreements:agreement", args=[self.pk])

    def seat(self, role: str) -> Seat:
        """The agency's people sit in the agency, the sector expert in the group of its chapter (S0-45)."""
        if role in (Role.AGENCY_EXPERT, Role.AGENCY_HEAD):
            return Seat(organisation_id=self.agency_id)
        if role == Role.SECTOR_EXPERT:
            return Seat(organisation_id=self.sector_office_id)
        return Seat()

    def worth_rial(self) -> Rial:
        """The sum of its lines, in whole rials."""
        return int(self.funding.aggregate(sum=Sum("amount_rial"))["sum"] or 0)

    @cached_property
    def pages(self) -> list[AgreementLine]:
        """The lines in the order people read them, fetched once: for a step, which changes none of them."""
        return list(self.funding.of_pages())

    def lines(self) -> list[Line]:
        """The lines that carry money, as the book is told of them."""
        return [line.as_moved() for line in self.pages if line.amount_rial]


class AgreementLineQuerySet(models.QuerySet["AgreementLine"]):
    """Lines of agreements."""

    def of_pages(self) -> AgreementLineQuerySet:
        """In the order people read them, with what they name; their agreement is the one whose `funding` was asked."""
        return self.select_related("project__county", "source").order_by(
            "-county", "project__code", "source__code", "economic_chapter", "id"
        )


class AgreementLine(models.Model):
    """This year's credit of one project from one source under one economic chapter, and what it is to achieve."""

    province = models.CharField(max_length=2)
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="funding")
    project = models.ForeignKey(Project, models.PROTECT, related_name="agreement_lines")
    source = models.ForeignKey(CreditSource, models.PROTECT, related_name="+")
    county = models.CharField(
        max_length=4, blank=True, help_text="whose committee approved it; empty: the provincial council (S0-43)"
    )
    amount_rial = models.BigIntegerField()
    economic_chapter = models.CharField(max_length=2, choices=EconomicChapter.choices, blank=True)
    execution_method = models.CharField(max_length=12, choices=ExecutionMethod.choices)
    planned_percent = models.PositiveSmallIntegerField(help_text="physical, cumulative, at the end of this year")
    target_quantity = models.PositiveIntegerField(null=True, blank=True)
    target_unit = models.CharField(max_length=60, blank=True)

    objects = AgreementLineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "project", "source", "county", "economic_chapter"],
                name="agreement_line_once_per_economic_chapter",
                deferrable=models.Deferrable.DEFERRED,  # two lines may change places in one save
            ),
            models.CheckConstraint(condition=Q(amount_rial__gte=0), name="agreement_line_not_below_zero"),
            models.CheckConstraint(condition=Q(planned_percent__lte=100), name="agreement_line_to_100_percent"),
        ]
        indexes = [models.Index(fields=["province", "project"])]

    def __str__(self) -> str:
        return f"{self.project.title}، {self.source.name}"

    @property
    def dimensions(self) -> tuple[str, str, str]:
        """What tells its account in the book from the others of the agreement: source, county, project."""
        return (self.source.code, self.county, self.project.code)

    def as_moved(self) -> Line:
        """The line as the book is told of it."""
        programme = self.agreement.programme
        return Line(
            key=str(self.pk),
            amount_rial=self.amount_rial,
            source=self.source.code,
            county=self.county,
            chapter=programme.chapter.code,
            programme=programme.code,
            agency=self.agreement.agency.code,
            project=self.project.code,
        )


class Edition(models.Model):
    """The lines of an agreement as they were submitted once; never changed, so that old stands beside new."""

    province = models.CharField(max_length=2)
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="editions")
    number = models.PositiveSmallIntegerField()
    submitted_on = models.DateField()
    act = models.BigIntegerField()
    lines = models.JSONField(help_text="one object a line; amounts are texts of whole rials")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "number"], name="edition_once_per_agreement")]

    def __str__(self) -> str:
        return f"{self.agreement_id}/{self.number}"


class Remark(models.Model):
    """What a reviewer has against a line, or (without a line) against the whole; it opens the line for correction."""

    province = models.CharField(max_length=2)
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="remarks")
    line = models.ForeignKey(AgreementLine, models.CASCADE, related_name="remarks", null=True, blank=True)
    edition = models.PositiveSmallIntegerField()
    text = models.TextField()
    by_role = models.CharField(max_length=24, choices=Role.choices)
    by_person = models.CharField(max_length=120)
    written_on = models.DateField()
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=120, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    settled = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text[:60]
