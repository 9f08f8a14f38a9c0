"""Counties of a province and their dated indicator values (domain.md 2.9, 4.2)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import get_language

from hamtaraz.kernel import text


class Province(models.Model):
    """A province whose budget year is kept here; its two-digit code leads the keys of every large table."""

    code = models.CharField(max_length=2, primary_key=True)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return self.name_en if (get_language() or "fa").startswith("en") and self.name_en else self.name


class County(models.Model):
    """A county as it stood from `since`; codes are text of one coding year, never numbers."""

    province = models.CharField(max_length=2)
    code = models.CharField(max_length=4)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    lat = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True)
    lon = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True)
    tile_column = models.PositiveSmallIntegerField(null=True, blank=True)
    tile_row = models.PositiveSmallIntegerField(null=True, blank=True)
    search_key = models.CharField(max_length=200, editable=False)
    sort_key = models.CharField(max_length=320, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["province", "code"], name="county_code_once_per_province")]
        ordering = ["sort_key"]

    def __str__(self) -> str:
        return self.name_en if (get_language() or "fa").startswith("en") and self.name_en else self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = text.clean(self.name)
        self.search_key = text.search_key(f"{self.name} {self.name_en}")
        self.sort_key = text.sort_key(self.name)
        super().save(*args, **kwargs)


class IndicatorValue(models.Model):
    """A whole-number figure of a county in a year, with its source; ratios are two figures, never a decimal."""

    province = models.CharField(max_length=2)
    county = models.ForeignKey(County, models.PROTECT, related_name="indicators")
    key = models.CharField(max_length=40, help_text="population, labour_force, unemployed, area_km2 …")
    year = models.PositiveSmallIntegerField()
    value = models.BigIntegerField()
    origin = models.CharField(max_length=200, help_text="who measured it")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["province", "county", "key", "year"], name="indicator_once_per_county_year")
        ]
