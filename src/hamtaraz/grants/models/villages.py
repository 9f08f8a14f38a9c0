"""Which aid a village uses in a year: a machine or projects, never both."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from hamtaraz.grants.models.recipients import Recipient


class AidKind(models.TextChoices):
    """The two aids of which a village may use one (S4-102)."""

    MACHINE = "machine", _("Machine")
    PROJECT = "project", _("Project")


class VillageChoice(models.Model):
    """The aid a village uses in a year; the database keeps one a village and year (S4-102, INV-23)."""

    province = models.CharField(max_length=2)
    fiscal_year = models.PositiveSmallIntegerField()
    recipient = models.ForeignKey(Recipient, models.PROTECT, related_name="choices")
    kind = models.CharField(max_length=8, choices=AidKind.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recipient", "fiscal_year"], name="one_aid_a_village_and_year"),
        ]

    def __str__(self) -> str:
        return f"{self.recipient_id} {self.kind}"
