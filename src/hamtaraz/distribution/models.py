"""A distribution: the credit received, its lines, its county cells in three layers, and its province-wide lines."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q, QuerySet, Sum
from django.urls import reverse

from hamtaraz.kernel.rial import Rial
from hamtaraz.people.actors import Actor
from hamtaraz.people.roles import Role
from hamtaraz.projects.models import Project
from hamtaraz.workflow.models import Line, Subject


class Distribution(Subject):
    """A run of the model over credit received and not yet shared out (S0-12); locked once the Council approves."""

    workflow_name = "distribution"
    subject_kind = "distribution.distribution"

    heading = models.CharField(max_length=200)
    working: Any = models.JSONField(
        null=True, blank=True, help_text="what the computing used and gave, frozen; numbers are strings"
    )
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the working")
    computed_on = models.DateField(null=True, blank=True)
    resolution_number = models.CharField(max_length=40, blank=True)
    session_number = models.CharField(max_length=40, blank=True)
    held_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["province", "fiscal_year", "state"])]
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.heading

    @property
    def scenario(self) -> Scenario:
        """The scenario whose shares fill the cells."""
        return self.scenarios.get(chosen=True)

    @classmethod
    def visible_to(cls, actor: Actor) -> QuerySet[Distribution]:
        """The province's readers see every distribution, secretaries of county committees the approved ones."""
        if actor.role == Role.COUNTY_SECRETARY:
            return cls._default_manager.filter(province=actor.province, fiscal_year=actor.fiscal_year, state="approved")
        return super().visible_to(actor)

    def title(self) -> str:
        """Its heading."""
        return self.heading

    def get_absolute_url(self) -> str:
        """The page of the distribution."""
        return reverse("distribution:distribution", args=[self.pk])

    def worth_rial(self) -> Rial:
        """All it shares out: county lines and province-wide lines, in whole rials."""
        county_part = self.budget_lines.aggregate(sum=Sum("county_part_rial"))["sum"] or 0
        province_part = self.province_lines.aggregate(sum=Sum("amount_rial"))["sum"] or 0
        return int(county_part + province_part)

    def lines(self) -> list[Line]:
        """Every amount above zero that approval moves: cells of counties, then province-wide lines (INV-01)."""
        cells = self.cells.filter(amount_rial__gt=0).select_related("line").order_by("line", "county")
        projects = self.province_lines.select_related("project__agency").order_by("id")
        return [cell.as_line() for cell in cells] + [one.as_line() for one in projects]


class Scenario(models.Model):
    """One way to share the county part: a version of a directive, its parameters, figures put in place, adjustments.

    `parameters` are fractions as text by key, only those somebody chose; `overrides` are `code`, `key`, `value` and
    `reason`; `adjustments` are `line`, `county`, `delta_rial`, `reason` and the `act` that made them.
    """

    distribution = models.ForeignKey(Distribution, models.CASCADE, related_name="scenarios")
    name = models.CharField(max_length=100)
    chosen = models.BooleanField(default=False, help_text="its shares fill the cells of the distribution")
    removed = models.BooleanField(default=False, help_text="deleted, and can be brought back")
    directive_key = models.CharField(max_length=64)
    directive_number = models.PositiveIntegerField(null=True, help_text="empty: the text as it comes with Hamtaraz")
    directive_text = models.TextField()
    parameters: Any = models.JSONField(default=dict)
    overrides: Any = models.JSONField(default=list)
    adjustments: Any = models.JSONField(default=list)
    pool_rial: Rial
    """What counties share in all, where `queries.picture.scenarios_of` asked for it."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["distribution", "name"], condition=Q(removed=False), name="a_scenario_name_once"
            ),
            models.UniqueConstraint(
                fields=["distribution"], condition=Q(chosen=True), name="one_scenario_chosen_per_distribution"
            ),
            models.CheckConstraint(condition=~Q(chosen=True, removed=True), name="what_is_chosen_is_not_removed"),
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class EarlierShare(models.Model):
    """What a county got in a year this house does not keep the book of, in whole rials, with who says so."""

    province = models.CharField(max_length=2)
    fiscal_year = models.PositiveSmallIntegerField()
    county = models.CharField(max_length=4)
    amount_rial = models.BigIntegerField()
    origin = models.CharField(max_length=200)
    act = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["province", "fiscal_year", "county"], name="an_earlier_share_once"),
            models.CheckConstraint(condition=Q(amount_rial__gte=0), name="an_earlier_share_is_not_below_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.county} {self.fiscal_year}: {self.amount_rial}"


class DistributionLine(models.Model):
    """A source, chapter and programme with the amount its counties share, in whole rials."""

    distribution = models.ForeignKey(Distribution, models.CASCADE, related_name="budget_lines")
    source = models.CharField(max_length=16)
    chapter = models.CharField(max_length=16)
    programme = models.CharField(max_length=16)
    county_part_rial = models.BigIntegerField()
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["distribution", "source", "programme"], name="a_line_once_per_distribution"
            ),
            models.CheckConstraint(condition=Q(county_part_rial__gt=0), name="a_line_shares_something"),
        ]
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.source}/{self.chapter}/{self.programme}"


class DistributionCell(models.Model):
    """What one county gets of one line: what the formula gave, what was adjusted and why, and the sum of both."""

    province = models.CharField(max_length=2)
    distribution = models.ForeignKey(Distribution, models.CASCADE, related_name="cells")
    line = models.ForeignKey(DistributionLine, models.CASCADE, related_name="cells")
    county = models.CharField(max_length=4)
    formula_rial = models.BigIntegerField()
    adjustment_rial = models.BigIntegerField(default=0)
    amount_rial = models.BigIntegerField()
    reason = models.CharField(max_length=500, blank=True)
    session = models.CharField(max_length=40, blank=True, help_text="the session that asked for the adjustment")
    adjusted_by_act = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["province", "line", "county"], name="a_cell_once_per_line"),
            models.CheckConstraint(
                condition=Q(amount_rial=F("formula_rial") + F("adjustment_rial")),
                name="a_cell_is_formula_and_adjustment",
            ),
            models.CheckConstraint(
                condition=Q(amount_rial__gte=0, formula_rial__gte=0), name="a_cell_is_not_below_zero"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.county}: {self.amount_rial}"

    def as_line(self) -> Line:
        """The money line of this cell in the book."""
        line = self.line
        return Line(
            key=f"{line}/{self.county}",
            amount_rial=self.amount_rial,
            source=line.source,
            county=self.county,
            chapter=line.chapter,
            programme=line.programme,
        )


class ProvinceLine(models.Model):
    """The credit of a province-wide project from one source, for the Council to approve (S0-43)."""

    distribution = models.ForeignKey(Distribution, models.CASCADE, related_name="province_lines")
    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    source = models.CharField(max_length=16)
    amount_rial = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["distribution", "project", "source"], name="a_project_once_per_source"),
            models.CheckConstraint(condition=Q(amount_rial__gt=0), name="a_province_line_has_an_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.source}/{self.project_id}"

    def as_line(self) -> Line:
        """The money line of this project in the book."""
        project = self.project
        return Line(
            key=f"{self.source}/{project.code}",
            amount_rial=self.amount_rial,
            source=self.source,
            chapter=project.chapter_code,
            programme=project.programme_code,
            agency=project.agency.code,
            project=project.code,
        )
