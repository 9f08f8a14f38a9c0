"""The deposit slips of what a municipality or dehyari pays itself."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from hamtaraz.grants.models.recipients import Recipient
from hamtaraz.letters.models import Attachment


class DepositSlip(models.Model):
    """A bank slip of a contribution: its number stands for one payment, once, whatever it is for (S4-035, S4-045, S4-099).

    `about_kind` and `about_id` name the subject it pays for, `recipient` who paid.
    """

    province = models.CharField(max_length=2)
    about_kind = models.CharField(max_length=60)
    about_id = models.BigIntegerField()
    recipient = models.ForeignKey(Recipient, models.PROTECT, related_name="slips")
    number = models.CharField(max_length=40)
    paid_on = models.DateField()
    amount_rial = models.BigIntegerField()
    scan = models.ForeignKey(Attachment, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["province", "number"], name="a_slip_is_used_once"),
            models.CheckConstraint(condition=Q(amount_rial__gt=0), name="a_slip_is_of_something"),
        ]
        indexes = [models.Index(fields=["about_kind", "about_id"])]

    def __str__(self) -> str:
        return self.number
