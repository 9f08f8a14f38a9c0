"""Fiscal years and what credit is classified by: sources, chapters, programmes, economic chapters (domain.md 2.2)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hamtaraz.kernel import text
from hamtaraz.people.roles import SectorGroup


class FiscalYear(models.Model):
    """A Jalali budget year of a province; half-open: `since` is its first day, `until` the first day after it."""

    province = models.CharField(max_length=2)
    year = models.PositiveSmallIntegerField()
    since = models.DateField()
    until = models.DateField()
    unit_of_account = models.CharField(max_length=3, default="IRR")
    service_days = models.PositiveSmallIntegerField(default=15, help_text="days promised for an agreement (S0-06)")
    slogan = models.CharField(max_length=200, blank=True, help_text="of the year, on official letters (S4-002)")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["province", "year"], name="fiscal_year_once_per_province")]
        ordering = ["-year"]

    def __str__(self) -> str:
        return str(self.year)


class Classified(models.Model):
    """What every classification row has: a code that is text, unique in its year, and a name in two languages."""

    province = models.CharField(max_length=2)
    fiscal_year = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=16)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    search_key = models.CharField(max_length=420, editable=False)

    class Meta:
        abstract = True
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name_en if (get_language() or "fa").startswith("en") and self.name_en else self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = text.clean(self.name)
        self.search_key = text.search_key(f"{self.name} {self.name_en} {self.code}")
        super().save(*args, **kwargs)


class CreditSource(Classified):
    """Where credit comes from (ردیف اعتبار): provincial, balanced regional development, oil-and-gas earmark …"""

    legal_basis = models.CharField(max_length=300)

    class Meta(Classified.Meta):
        constraints = [
            models.UniqueConstraint(fields=["province", "fiscal_year", "code"], name="source_code_once_per_year")
        ]


class Chapter(Classified):
    """A policy chapter (فصل), reviewed by one of the three sector groups (S0-45)."""

    function = models.CharField(max_length=120, blank=True)
    sector_group = models.CharField(max_length=16, choices=SectorGroup.choices)

    class Meta(Classified.Meta):
        constraints = [
            models.UniqueConstraint(fields=["province", "fiscal_year", "code"], name="chapter_code_once_per_year")
        ]


class Programme(Classified):
    """A programme (برنامه) of one chapter."""

    chapter = models.ForeignKey(Chapter, models.PROTECT, related_name="programmes")

    class Meta(Classified.Meta):
        constraints = [
            models.UniqueConstraint(fields=["province", "fiscal_year", "code"], name="programme_code_once_per_year")
        ]


class EconomicChapter(models.TextChoices):
    """The seven economic chapters of capital spending (domain.md 2.2)."""

    BUILDINGS = "1", _("Buildings and other structures")
    MACHINERY = "2", _("Machinery and equipment")
    OTHER_FIXED = "3", _("Other fixed assets")
    INVENTORIES = "4", _("Inventories")
    VALUABLES = "5", _("Valuables")
    LAND = "6", _("Land")
    OTHER_NON_PRODUCED = "7", _("Other non-produced assets")


class ExecutionMethod(models.TextChoices):
    """How a project is carried out (نحوهٔ اجرا)."""

    IN_HOUSE = "in_house", _("In-house")
    CONTRACTED = "contracted", _("Contracted")
    MIXED = "mixed", _("In-house and contracted")
