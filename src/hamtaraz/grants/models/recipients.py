"""Municipalities and villages as they stand on a day, and the figures that were measured of them."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hamtaraz.kernel import text
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Organisation
from hamtaraz.places.models import County

FIGURES: dict[str, Any] = {
    "population": _("Population"),
    "households": _("Households"),
    "receipts": _("Article 123 receipts"),
    "budget": _("Budget"),
    "machines_since_1388": _("Machines received since 1388"),
}
"""What is measured of a recipient; receipts and budget are amounts in whole rials."""
AMOUNTS = frozenset({"receipts", "budget"})


class RecipientKind(models.TextChoices):
    """Who may receive aid: a municipality (S4-010), or a village with or without a dehyari (S4-080)."""

    MUNICIPALITY = "municipality", _("Municipality")
    VILLAGE = "village", _("Village")


SEARCHED_AS = {
    RecipientKind.MUNICIPALITY: "شهرداری شهر municipality", RecipientKind.VILLAGE: "دهیاری روستای village dehyari",
}  # fmt: skip
"""What people write before the name they look for."""


class Recipient(models.Model):
    """A municipality or village from `since` on; its code begins with the code of its county.

    `first_mayor_year` is the year of the first mayor's decree (S4-028); `cold`, `border` and `coastal` are the flags
    the directive asks for (S4-?24).
    """

    province = models.CharField(max_length=2)
    code = models.CharField(max_length=16)
    kind = models.CharField(max_length=12, choices=RecipientKind.choices)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    county = models.ForeignKey(County, models.PROTECT, related_name="+")
    district = models.CharField(max_length=120, blank=True)
    organisation = models.OneToOneField(Organisation, models.PROTECT, null=True, related_name="recipient")
    has_dehyari = models.BooleanField(default=False)
    first_mayor_year = models.PositiveSmallIntegerField(null=True)
    cold = models.BooleanField(default=False)
    border = models.BooleanField(default=False)
    coastal = models.BooleanField(default=False)
    since = models.DateField()
    until = models.DateField(null=True)
    search_key = models.CharField(max_length=400, editable=False)
    sort_key = models.CharField(max_length=480, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["province", "code"], name="recipient_code_once_per_province"),
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gt=models.F("since")),
                                   name="recipient_does_not_end_before_it_begins"),
            models.CheckConstraint(condition=Q(kind="village") | Q(organisation__isnull=False),
                                   name="a_municipality_is_an_organisation"),
        ]  # fmt: skip
        indexes = [models.Index(fields=["province", "kind", "sort_key"])]
        ordering = ["sort_key"]

    def __str__(self) -> str:
        return self.name_en if (get_language() or "fa").startswith("en") and self.name_en else self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fill_keys()
        super().save(*args, **kwargs)

    def fill_keys(self) -> None:
        """Clean the name, and write the keys it is found and sorted by."""
        self.name = text.clean(self.name)
        kind = SEARCHED_AS[RecipientKind(self.kind)]
        joined = self.name.replace(" ", "")
        self.search_key = text.search_key(f"{self.name} {joined} {self.name_en} {self.code} {kind}")
        self.sort_key = text.sort_key(self.name)

    @classmethod
    def visible_to(cls, actor: Actor) -> QuerySet[Recipient]:
        """The readers of aid see every recipient of the province, a county its own, a municipality or dehyari itself alone."""
        rows = cls._default_manager.filter(province=actor.province)
        if actor.reads_grants or actor.is_setting_up:
            return rows
        if actor.is_of_a_county:
            return rows.filter(county__code=actor.county)
        return rows.filter(organisation_id=actor.organisation_id) if actor.is_recipient else rows.none()

    @property
    def told_at(self) -> Organisation:
        """The organisation that is written to: the municipality, or the dehyari; a village without one is not written to."""
        assert self.organisation is not None, f"{self.code} is no organisation"
        return self.organisation

    def get_absolute_url(self) -> str:
        """The page of the recipient."""
        return reverse("grants:recipient", args=[self.pk])


class RecipientFigure(models.Model):
    """A whole-number figure of a recipient in a year, with its source; `generated` ones were made up for an example."""

    province = models.CharField(max_length=2)
    recipient = models.ForeignKey(Recipient, models.PROTECT, related_name="figures")
    key = models.CharField(max_length=24)
    year = models.PositiveSmallIntegerField()
    value = models.BigIntegerField()
    origin = models.CharField(max_length=200)
    generated = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recipient", "key", "year"], name="figure_once_per_recipient_year"),
            models.CheckConstraint(condition=Q(value__gte=0), name="a_figure_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.year}"

    @property
    def label(self) -> str:
        """What was measured, as a person reads it."""
        return str(FIGURES.get(self.key, self.key))

    @property
    def is_amount(self) -> bool:
        """Whether it is an amount of money."""
        return self.key in AMOUNTS
