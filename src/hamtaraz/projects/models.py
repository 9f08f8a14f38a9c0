"""Projects, which live longer than a year, and how each stands at the start of a year (domain.md 2.3, 4.2)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hamtaraz.budget.models import ExecutionMethod
from hamtaraz.kernel import text
from hamtaraz.people.models import Organisation
from hamtaraz.places.models import County


class Origin(models.TextChoices):
    """Which body approves a project's credit; kept apart on every line (S0-43)."""

    COUNTY = "county_committee", _("County Planning Committee")
    PROVINCE = "provincial_council", _("Planning and Development Council")


class Project(models.Model):
    """A capital project of one agency under one programme; province-wide where it has no county."""

    province = models.CharField(max_length=2)
    code = models.CharField(max_length=24)
    title = models.CharField(max_length=300)
    county = models.ForeignKey(County, models.PROTECT, null=True, blank=True)
    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="projects")
    programme_code = models.CharField(max_length=16)
    chapter_code = models.CharField(max_length=16)
    origin = models.CharField(max_length=20, choices=Origin.choices)
    start_year = models.PositiveSmallIntegerField()
    end_year = models.PositiveSmallIntegerField()
    total_cost_rial = models.BigIntegerField()
    execution_method = models.CharField(max_length=12, choices=ExecutionMethod.choices)
    economic_chapter = models.CharField(max_length=2)
    target_quantity = models.PositiveIntegerField(null=True, blank=True)
    target_unit = models.CharField(max_length=60, blank=True)
    lat = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True)
    lon = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True)
    version = models.PositiveIntegerField(default=1, help_text="tells two editors of one another")
    search_key = models.CharField(max_length=700, editable=False)
    sort_key = models.CharField(max_length=1200, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["province", "code"], name="project_code_once_per_province"),
            models.CheckConstraint(
                condition=models.Q(end_year__gte=models.F("start_year")), name="project_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=models.Q(total_cost_rial__gt=0), name="project_costs_something"),
        ]
        indexes = [models.Index(fields=["province", "agency"]), models.Index(fields=["province", "county"])]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.write_keys()
        super().save(*args, **kwargs)

    def write_keys(self) -> None:
        """Clean the title and write the keys it is searched and sorted by; `save` does it, many at once must."""
        self.title = text.clean(self.title)
        self.search_key = text.search_key(f"{self.title} {self.code}")
        self.sort_key = text.sort_key(self.title)

    def get_absolute_url(self) -> str:
        """The project's page."""
        return reverse("projects:project", args=[self.pk])

    @property
    def years(self) -> int:
        """The execution period in years, first and last included (INV-03)."""
        return self.end_year - self.start_year + 1


class ProjectYear(models.Model):
    """How a project stood when a fiscal year began, and what is planned of it in that year."""

    province = models.CharField(max_length=2)
    project = models.ForeignKey(Project, models.PROTECT, related_name="standings")
    fiscal_year = models.PositiveSmallIntegerField()
    unfinished = models.BooleanField(help_text="begun before this year (S0-15); false: new")
    spent_before_rial = models.BigIntegerField(default=0)
    progress_percent = models.PositiveSmallIntegerField(default=0, help_text="physical, at the end of last year")
    planned_percent = models.PositiveSmallIntegerField(
        default=0, help_text="physical, planned for the end of this year"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["province", "project", "fiscal_year"], name="project_standing_once_a_year"),
            models.CheckConstraint(
                condition=models.Q(progress_percent__lte=100, planned_percent__lte=100),
                name="progress_to_100",
            ),
        ]
