"""Letters with number and date, the registers their numbers come from, and the files attached to what is decided."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from hamtaraz.people.models import Organisation


class Register(models.Model):
    """The last number given in a series of a year; its row is locked while a number is taken, so none is lost."""

    province = models.CharField(max_length=2)
    fiscal_year = models.PositiveSmallIntegerField()
    series = models.CharField(max_length=40)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["province", "fiscal_year", "series"], name="register_once_per_series")
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.last}"


class LetterKind(models.TextChoices):
    """Whether a letter came in, went out, or stayed in the house."""

    INCOMING = "incoming", _("Incoming")
    OUTGOING = "outgoing", _("Outgoing")
    INTERNAL = "internal", _("Internal")


class Letter(models.Model):
    """A numbered, dated letter about something of the year; registered once, corrected only by another letter."""

    province = models.CharField(max_length=2)
    fiscal_year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=LetterKind.choices)
    number = models.CharField(max_length=40)
    day = models.DateField()
    subject = models.CharField(max_length=300)
    body = models.TextField(blank=True)
    sender = models.ForeignKey(Organisation, models.PROTECT, related_name="letters_sent")
    receivers = models.ManyToManyField(Organisation, related_name="letters_received", blank=True)
    about_kind = models.CharField(max_length=60, blank=True)
    about_id = models.BigIntegerField(null=True)
    about_url = models.CharField(max_length=200, blank=True)
    act = models.BigIntegerField()
    search_key = models.CharField(max_length=700, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["province", "fiscal_year", "-day", "-id"]),
            models.Index(fields=["province", "about_kind", "about_id"]),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.subject}"


class Attachment(models.Model):
    """A file that stands beside a decision: its bytes, their hash, and who added it by which act."""

    province = models.CharField(max_length=2)
    about_kind = models.CharField(max_length=60)
    about_id = models.BigIntegerField()
    name = models.CharField(max_length=160)
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField(help_text="bytes")
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    act = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["province", "about_kind", "about_id"])]

    def __str__(self) -> str:
        return self.name
