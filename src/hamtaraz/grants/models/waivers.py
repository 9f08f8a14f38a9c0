"""Exceptions to a clause: each recorded with its reason and its act, none otherwise."""

from __future__ import annotations

from django.db import models
from django.db.models import QuerySet

from hamtaraz.people.actors import Actor


class Waiver(models.Model):
    """One exception: which clause was passed over, for what, why, and by which act."""

    province = models.CharField(max_length=2)
    fiscal_year = models.PositiveSmallIntegerField()
    clause = models.CharField(max_length=24)
    about_kind = models.CharField(max_length=60)
    about_id = models.BigIntegerField()
    title = models.CharField(max_length=300)
    url = models.CharField(max_length=200)
    reason = models.TextField()
    day = models.DateField()
    act = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["province", "fiscal_year"])]
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.clause} {self.title}"

    @classmethod
    def visible_to(cls, actor: Actor) -> QuerySet[Waiver]:
        """The readers of aid see the waivers of their province and year."""
        rows = cls._default_manager.filter(province=actor.province, fiscal_year=actor.fiscal_year)
        return rows if actor.reads_grants else rows.none()
