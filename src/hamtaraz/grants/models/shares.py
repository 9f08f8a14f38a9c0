"""Runs of the indices and the shares they announce: a municipality's, or the envelope of a county's villages."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from hamtaraz.directives.models import DirectiveVersion
from hamtaraz.grants.models.recipients import Recipient
from hamtaraz.kernel.rial import Rial
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Organisation
from hamtaraz.workflow.models import Line, Subject


class Part(models.TextChoices):
    """The two parts of the directive; in the book, the chapter of the credit."""

    MUNICIPAL = "municipal", _("Municipalities")
    DEHYARI = "dehyari", _("Dehyaris")


class ShareRun(Subject):
    """A run of an index over the credit of one part; announced once a year and part, and never changed after that.

    `letter_number` and `letter_on` are those of the letter the credit came by. `machinery_rial` is the part of the
    dehyaris' credit meant for machinery (S4-131); of the municipalities' credit it is set aside before the index, where
    the directive does not charge machines to the shares (S4-?8).
    """

    workflow_name: ClassVar[str] = "grant_shares"
    subject_kind: ClassVar[str] = "grants.sharerun"

    part = models.CharField(max_length=12, choices=Part.choices)
    source = models.CharField(max_length=16)
    pool_rial = models.BigIntegerField()
    machinery_rial = models.BigIntegerField(default=0)
    letter_number = models.CharField(max_length=40)
    letter_on = models.DateField()
    directive = models.ForeignKey(DirectiveVersion, models.PROTECT, related_name="+")
    working = models.JSONField()
    digest = models.CharField(max_length=64)
    generated = models.BooleanField(default=False, help_text="figures it leans on were made up for an example")
    announced_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["province", "fiscal_year", "part"], condition=Q(state="announced"),
                                    name="one_announcement_a_year_and_part"),
            models.CheckConstraint(condition=Q(pool_rial__gt=0, machinery_rial__gte=0)
                                   & Q(machinery_rial__lte=models.F("pool_rial")), name="machinery_is_part_of_the_pool"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.part} {self.fiscal_year}"

    @classmethod
    def visible_to(cls, actor: Actor) -> QuerySet[ShareRun]:
        """The readers of aid see every run; a municipality sees its own share, not the run."""
        rows = cls._default_manager.filter(province=actor.province, fiscal_year=actor.fiscal_year)
        return rows if actor.reads_grants else rows.none()

    def title(self) -> str:
        """What inbox and trail call it, in the language of the record."""
        with override("fa"):
            told = {"part": str(Part(self.part).label), "index": self.directive.heading}
            return gettext("Shares of %(part)s by “%(index)s”") % told

    def get_absolute_url(self) -> str:
        """The page of the run."""
        return reverse("grants:run", args=[self.pk])

    def worth_rial(self) -> Rial:
        """The credit of the part."""
        return self.pool_rial

    @property
    def machinery_is_apart(self) -> bool:
        """Whether machines of municipalities are given out of a credit of their own beside the shares (S4-?8)."""
        return self.part == Part.MUNICIPAL and self.machinery_rial > 0

    @property
    def shared_rial(self) -> Rial:
        """What the index shares out, in whole rials."""
        return self.pool_rial - self.machinery_rial if self.machinery_is_apart else self.pool_rial

    def lines(self) -> list[Line]:
        """One line a share: where it rests in the book once it is announced."""
        return [
            Line(str(one.pk), one.amount_rial, self.source, county=one.county, chapter=self.part, agency=one.agency)
            for one in self.shares.all()
            if one.amount_rial
        ]


class Share(models.Model):
    """What a run gives a municipality, or the villages of a county; `number` is that of the letter that says so."""

    province = models.CharField(max_length=2)
    run = models.ForeignKey(ShareRun, models.PROTECT, related_name="shares")
    recipient = models.ForeignKey(Recipient, models.PROTECT, null=True, related_name="shares")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", help_text="who is told")
    county = models.CharField(max_length=4)
    agency = models.CharField(max_length=24, blank=True, help_text="code of the municipality; empty for a county")
    name = models.CharField(max_length=120)
    amount_rial = models.BigIntegerField()
    number = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "county", "agency"], name="one_share_each_in_a_run"),
            models.CheckConstraint(condition=Q(amount_rial__gte=0), name="a_share_is_not_negative"),
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def visible_to(cls, actor: Actor) -> QuerySet[Share]:
        """The readers of aid see every share; a municipality or a county's governorate its own, once it is announced."""
        rows = cls._default_manager.filter(province=actor.province, run__fiscal_year=actor.fiscal_year)
        if actor.reads_grants:
            return rows
        own = rows.filter(organisation_id=actor.organisation_id, run__state="announced")
        return own if actor.is_recipient or actor.is_of_a_county else rows.none()

    def get_absolute_url(self) -> str:
        """The page that tells why it is so much."""
        return reverse("grants:why", args=[self.pk])
