"""How the dehyaris' share of every county is split between machinery and projects (S4-130 … S4-134)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext, override

from hamtaraz.grants.models.shares import Share, ShareRun
from hamtaraz.kernel.rial import Rial
from hamtaraz.kernel.text import persian_digits
from hamtaraz.people.actors import Actor
from hamtaraz.workflow.models import Subject

OPEN = ("draft", "sent")
"""States of a split that is still being written."""


class CountySplit(Subject):
    """A split of the announced shares of the dehyaris; one is under way at a time, one in force.

    `change_reason` is empty for the first split of a year; a later one says why it changes what is in force.
    """

    workflow_name: ClassVar[str] = "county_split"
    subject_kind: ClassVar[str] = "grants.countysplit"

    run = models.ForeignKey(ShareRun, models.PROTECT, related_name="splits")
    change_reason = models.TextField(blank=True)
    letter_number = models.CharField(max_length=40, blank=True)
    approved_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["province", "fiscal_year"], condition=Q(state="approved"),
                                    name="one_split_in_force"),
            models.UniqueConstraint(fields=["province", "fiscal_year"], condition=Q(state__in=OPEN),
                                    name="one_split_under_way"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.province} {self.fiscal_year}"

    @classmethod
    def visible_to(cls, actor: Actor) -> QuerySet[CountySplit]:
        """The readers of aid see every split of the year."""
        rows = cls._default_manager.filter(province=actor.province, fiscal_year=actor.fiscal_year)
        return rows if actor.reads_grants else rows.none()

    def title(self) -> str:
        """What inbox and trail call it, in the language of the record."""
        with override("fa"):
            return gettext("Machinery and projects of the counties in %(year)s") % {
                "year": persian_digits(str(self.fiscal_year))
            }

    def get_absolute_url(self) -> str:
        """The page of the split."""
        return reverse("grants:split", args=[self.pk])

    def worth_rial(self) -> Rial:
        """The province's machinery, which is what is placed."""
        return self.run.machinery_rial


class CountyMachinery(models.Model):
    """Machinery of one county in a split; the county's total is its announced share and is not changed (S4-130)."""

    split = models.ForeignKey(CountySplit, models.CASCADE, related_name="counties")
    share = models.ForeignKey(Share, models.PROTECT, related_name="+")
    county = models.CharField(max_length=4)
    name = models.CharField(max_length=120)
    ceiling_rial = models.BigIntegerField()
    machinery_rial = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["split", "county"], name="a_county_once_in_a_split"),
            models.CheckConstraint(condition=Q(machinery_rial__gte=0, machinery_rial__lte=F("ceiling_rial")),
                                   name="machinery_is_within_the_county"),
        ]  # fmt: skip
        ordering = ["county"]

    def __str__(self) -> str:
        return self.name

    @property
    def projects_rial(self) -> Rial:
        """What is left of the county's share for projects, p_k = C_k − m_k (INV-25)."""
        return self.ceiling_rial - self.machinery_rial
