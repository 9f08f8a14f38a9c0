"""Plans: what was proposed from which requests under which envelopes, and the lines people accepted of it."""

from __future__ import annotations

from django.db import models
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hamtaraz.grants.models.shares import Part
from hamtaraz.people.actors import Actor


class Aims(models.TextChoices):
    """What a plan counts: the greatest number by each priority in turn, or the order of places alone."""

    NUMBER = "number", _("As many as possible, priority by priority")
    ORDER = "order", _("Place by place")


class Plan(models.Model):
    """A proposal as it was made; never changed, so that the same working gives the same proposal at any time.

    `working` holds requests, envelopes, terms and the answer; `digest` is the SHA-256 of its canonical JSON.
    """

    province = models.CharField(max_length=2)
    fiscal_year = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=12, choices=Part.choices)
    aim = models.CharField(max_length=8, choices=Aims.choices)
    directive = models.ForeignKey("directives.DirectiveVersion", models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=120, blank=True, help_text="where the requests came from a file")
    asked_count = models.PositiveIntegerField()
    proposed_count = models.PositiveIntegerField()
    proposed_rial = models.BigIntegerField()
    working = models.JSONField()
    digest = models.CharField(max_length=64)
    made_on = models.DateField()
    made_by = models.CharField(max_length=160)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.part} {self.pk}"

    @classmethod
    def visible_to(cls, actor: Actor) -> QuerySet[Plan]:
        """The readers of aid see the plans of the year."""
        rows = cls._default_manager.filter(province=actor.province, fiscal_year=actor.fiscal_year)
        return rows if actor.reads_grants else rows.none()

    def get_absolute_url(self) -> str:
        """The page of the plan."""
        return reverse("grants:plan", args=[self.pk])


class PlanLine(models.Model):
    """A line of a plan that a person accepted; the step of the request itself is taken by whoever it waits for."""

    province = models.CharField(max_length=2)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="lines")
    code = models.CharField(max_length=40)
    aid_rial = models.BigIntegerField()
    proposed = models.BooleanField()
    accepted_on = models.DateField()
    accepted_by = models.CharField(max_length=160)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="a_line_is_accepted_once")]
        ordering = ["id"]

    def __str__(self) -> str:
        return self.code
