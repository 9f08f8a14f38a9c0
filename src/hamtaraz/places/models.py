"""Counties of a province and their dated indicator values (domain.md 2.9, 4.2)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

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


class BoundaryState(models.TextChoices):
    """What became of a file of outlines."""

    WAITING = "waiting", _("Waits to be used")
    IN_USE = "in_use", _("In use")
    SET_ASIDE = "set_aside", _("Set aside")


class BoundaryFile(models.Model):
    """Outlines an office has brought in: they wait, then one file of a province is in use; earlier ones can be used again.

    The file itself is not kept, only its hash, and the outlines drawn from it on a map of `width` by `height`.
    """

    province = models.CharField(max_length=2)
    name = models.CharField(max_length=160)
    source = models.CharField(max_length=200, help_text="whose outlines they are, as told under the map")
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    elsewhere = models.PositiveIntegerField(help_text="areas of the file that lie outside of the province")
    state = models.CharField(max_length=12, choices=BoundaryState.choices, default=BoundaryState.WAITING)
    sent_by = models.CharField(max_length=120, help_text="name of the person who sent it")
    sent_on = models.DateField()
    act = models.BigIntegerField(null=True, help_text="the act that last put it in use or set it aside")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["province", "state"],
                condition=~models.Q(state="set_aside"),
                name="one_boundary_file_in_use_and_one_waits",
            )
        ]

    def __str__(self) -> str:
        return self.name


class CountyOutline(models.Model):
    """One outline of a file: a path of whole numbers, and the county it belongs to (empty: to none)."""

    class FoundBy(models.TextChoices):
        """How an outline came to its county."""

        CODE = "code", _("By code")
        NAME = "name", _("By name")
        HAND = "hand", _("By hand")

    province = models.CharField(max_length=2)
    file = models.ForeignKey(BoundaryFile, models.CASCADE, related_name="outlines")
    place = models.PositiveSmallIntegerField(help_text="which of the file's areas")
    label = models.CharField(max_length=160, help_text="what the file calls it")
    county = models.CharField(max_length=4, blank=True)
    found_by = models.CharField(max_length=4, blank=True, choices=FoundBy.choices)
    path = models.TextField()
    label_x = models.IntegerField()
    label_y = models.IntegerField()
    label_width = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["file", "county"], condition=~models.Q(county=""), name="one_outline_a_county"
            ),
            # What a page draws is moves, lines and whole numbers, and nothing else.
            models.CheckConstraint(condition=models.Q(path__regex=r"^[Mlhvz0-9 -]*$"), name="a_path_of_whole_numbers"),
        ]
        ordering = ["place"]

    def __str__(self) -> str:
        return self.label
