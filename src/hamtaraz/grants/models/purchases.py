"""What stands around the orders of bitumen: the exchange's rates, joint purchases, periodic reports."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q, QuerySet
from django.urls import reverse

from hamtaraz.people.actors import Actor
from hamtaraz.people.roles import Role


class BitumenRate(models.Model):
    """The rate of a tonne of bitumen at the Iran Mercantile Exchange on a day, in whole rials (S4-047)."""

    province = models.CharField(max_length=2)
    day = models.DateField()
    tonne_price_rial = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["province", "day"], name="one_bitumen_rate_a_day"),
            models.CheckConstraint(condition=Q(tonne_price_rial__gt=0), name="no_bitumen_rate_is_zero"),
        ]
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {self.tonne_price_rial}"


class JointPurchase(models.Model):
    """Orders of several municipalities of the province bought and hauled together, by one letter of the governorate (S4-048).

    `rows` keeps what each brings: code, name, kilograms and what tankers it would fill alone; a town that reads its own
    page sees with whom it buys.
    """

    subject_kind: ClassVar[str] = "grants.jointpurchase"

    province = models.CharField(max_length=2)
    fiscal_year = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=40)
    made_on = models.DateField()
    haulier = models.CharField(max_length=200)
    rows = models.JSONField()
    kilograms = models.BigIntegerField()
    tanker_kilograms = models.PositiveIntegerField()
    act = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kilograms__gt=0, tanker_kilograms__gt=0), name="a_joint_purchase_weighs"
            ),
        ]
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.number

    @classmethod
    def visible_to(cls, actor: Actor) -> QuerySet[JointPurchase]:
        """The readers of aid see every purchase, a county those with a town of its own, a municipality its own."""
        rows = cls._default_manager.filter(province=actor.province, fiscal_year=actor.fiscal_year)
        if actor.reads_grants:
            return rows
        if actor.role == Role.COUNTY_TECHNICAL:
            return rows.filter(aids__recipient__county__code=actor.county).distinct()
        return (
            rows.filter(aids__recipient__organisation_id=actor.organisation_id) if actor.is_recipient else rows.none()
        )

    def get_absolute_url(self) -> str:
        """The page of the purchase."""
        return reverse("grants:bitumen_joint", args=[self.pk])

    @property
    def tankers(self) -> int:
        """The tankers that go full."""
        return self.kilograms // self.tanker_kilograms

    @property
    def rest_kilograms(self) -> int:
        """What does not fill a tanker."""
        return self.kilograms % self.tanker_kilograms


class BitumenReport(models.Model):
    """A periodic report of the governorate to the Deputy for Municipal Affairs (S4-052).

    `figures` are those of the records on the day it was sent; the period includes `since` and `until`.
    """

    subject_kind: ClassVar[str] = "grants.bitumenreport"

    province = models.CharField(max_length=2)
    fiscal_year = models.PositiveSmallIntegerField()
    since = models.DateField()
    until = models.DateField()
    words = models.TextField()
    figures = models.JSONField()
    number = models.CharField(max_length=40)
    sent_on = models.DateField()
    act = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="a_report_does_not_end_before_it_begins"),
        ]
        ordering = ["-until", "-id"]

    def __str__(self) -> str:
        return self.number

    @classmethod
    def visible_to(cls, actor: Actor) -> QuerySet[BitumenReport]:
        """The readers of aid see the reports of their province and year."""
        rows = cls._default_manager.filter(province=actor.province, fiscal_year=actor.fiscal_year)
        return rows if actor.reads_grants else rows.none()

    def get_absolute_url(self) -> str:
        """The page of the report."""
        return reverse("grants:bitumen_report", args=[self.pk])
