"""What shows a work on the ground: photos before, during and after, documents, each with place and day."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hamtaraz.grants.models.recipients import Recipient
from hamtaraz.letters.models import Attachment


class Moment(models.TextChoices):
    """When a photo was taken (S4-051); a document belongs to no moment of the work."""

    BEFORE = "before", _("Before the work")
    DURING = "during", _("During the work")
    AFTER = "after", _("After the work")
    DOCUMENT = "document", _("Document")


PHOTOS = (Moment.BEFORE, Moment.DURING, Moment.AFTER)


class Evidence(models.Model):
    """A photo or document of a work: of which moment, taken on which day and where; latitude and longitude if known."""

    province = models.CharField(max_length=2)
    about_kind = models.CharField(max_length=60)
    about_id = models.BigIntegerField()
    recipient = models.ForeignKey(Recipient, models.PROTECT, related_name="evidence")
    moment = models.CharField(max_length=12, choices=Moment.choices)
    taken_on = models.DateField()
    place = models.CharField(max_length=200)
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="a_place_is_on_the_earth",
            )
        ]
        indexes = [models.Index(fields=["about_kind", "about_id"])]
        ordering = ["taken_on", "id"]

    def __str__(self) -> str:
        return f"{self.moment} {self.taken_on}"
