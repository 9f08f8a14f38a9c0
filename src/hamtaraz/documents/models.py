"""Papers: the facts a document says, its PDF, and the hashes of both; rendered once, never changed."""

from __future__ import annotations

from django.db import models
from django.urls import reverse


class Paper(models.Model):
    """One issued document; `facts` is canonical JSON, amounts in it are strings of whole rials."""

    province = models.CharField(max_length=2)
    fiscal_year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=40)
    number = models.CharField(max_length=40)
    code = models.CharField(max_length=16, unique=True, help_text="printed in the QR; opens the paper")
    title = models.CharField(max_length=300)
    about_kind = models.CharField(max_length=60)
    about_id = models.BigIntegerField()
    about_url = models.CharField(max_length=200)
    organisation_id = models.BigIntegerField(null=True, help_text="the agency that may read it beside the province")
    county = models.CharField(max_length=4, blank=True)
    act = models.BigIntegerField()
    facts = models.JSONField()
    facts_sha256 = models.CharField(max_length=64)
    pdf = models.BinaryField()
    pdf_sha256 = models.CharField(max_length=64)
    issued_on = models.DateField()

    class Meta:
        indexes = [
            models.Index(fields=["province", "fiscal_year", "-id"]),
            models.Index(fields=["province", "about_kind", "about_id"]),
            models.Index(fields=["province", "act"]),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of the paper, with its hash and its PDF."""
        return reverse("web:paper", args=[self.code])
