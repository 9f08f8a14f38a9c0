"""What is kept of the workbooks people send: their bytes while they wait, and what became of them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hamtaraz.people.actors import Actor


class UploadState(models.TextChoices):
    """What became of a workbook."""

    WAITING = "waiting", _("Waits to be recorded")
    RECORDED = "recorded", _("Recorded")
    DISCARDED = "discarded", _("Discarded")


class Upload(models.Model):
    """A workbook somebody sent: looked at, then recorded from these very bytes, or discarded; its bytes go with either.

    The bytes of a recorded workbook are kept as its attachment.
    """

    province = models.CharField(max_length=2)
    fiscal_year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=24)
    name = models.CharField(max_length=160)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(help_text="bytes")
    content = models.BinaryField()
    state = models.CharField(max_length=12, choices=UploadState.choices, default=UploadState.WAITING)
    sent_by = models.CharField(max_length=120, help_text="name of the person who sent it")
    sent_on = models.DateField()
    settled_on = models.DateField(null=True)
    act = models.BigIntegerField(null=True, help_text="the act of recording")
    rows_new = models.PositiveIntegerField(default=0)
    rows_changed = models.PositiveIntegerField(default=0)
    rows_same = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(state="recorded") & Q(act__isnull=False)) | (~Q(state="recorded") & Q(act__isnull=True)),
                name="a_recorded_upload_has_its_act",
            ),
            models.CheckConstraint(
                condition=(Q(state="waiting") & ~Q(content=b"")) | (~Q(state="waiting") & Q(content=b"")),
                name="a_waiting_upload_has_its_bytes",
            ),
        ]
        indexes = [models.Index(fields=["province", "fiscal_year", "state"])]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page of the workbook."""
        return reverse("intake:upload", args=[self.pk])

    @classmethod
    def visible_to(cls, actor: Actor) -> QuerySet[Upload]:
        """The workbooks of the kinds this actor may load."""
        from hamtaraz.intake.kinds import kinds_for

        kinds = [kind.key for kind in kinds_for(actor)]
        return cls._default_manager.filter(province=actor.province, fiscal_year=actor.fiscal_year, kind__in=kinds)
