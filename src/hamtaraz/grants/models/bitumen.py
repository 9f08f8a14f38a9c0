"""Bitumen for municipalities: the run that gives aid, the aid of one municipality, compaction checks."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext, override

from hamtaraz.directives.models import DirectiveVersion
from hamtaraz.grants.models.purchases import JointPurchase
from hamtaraz.grants.models.recipients import Recipient
from hamtaraz.grants.models.shares import Part, Share
from hamtaraz.kernel import rial
from hamtaraz.kernel.rial import Rial
from hamtaraz.letters.models import Attachment
from hamtaraz.people.actors import Actor
from hamtaraz.people.roles import Role
from hamtaraz.workflow.models import Line, Seat, Subject

HEADING = "bitumen"
"""The heading of the clause, in the book the programme (S4-016)."""
NOT_TOLD = ("computed", "withdrawn")
"""States in which the municipality has not been told."""
PROMISED = ("announced", "deposited", "ordered")
PAID = ("introduced", "delivered", "documented", "confirmed")


class BitumenRun(Subject):
    """A credit for bitumen, computed over the eligible municipalities by their shares; the deputy announces it (S4-041).

    `working` keeps what every municipality brought and got, `digest` its hash; `directive` is the one it went by.
    """

    workflow_name: ClassVar[str] = "bitumen_run"
    subject_kind: ClassVar[str] = "grants.bitumenrun"

    source = models.CharField(max_length=16)
    credit_rial = models.BigIntegerField()
    directive = models.ForeignKey(DirectiveVersion, models.PROTECT, related_name="+")
    working = models.JSONField()
    digest = models.CharField(max_length=64)
    account_number = models.CharField(max_length=40, blank=True)
    announced_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["province", "fiscal_year"], condition=~Q(state="withdrawn"),
                                    name="one_bitumen_run_a_year"),
            models.CheckConstraint(condition=Q(credit_rial__gt=0), name="bitumen_credit_is_of_something"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.fiscal_year} {self.credit_rial}"

    @classmethod
    def visible_to(cls, actor: Actor) -> QuerySet[BitumenRun]:
        """The readers of aid see the runs of their province and year."""
        rows = cls._default_manager.filter(province=actor.province, fiscal_year=actor.fiscal_year)
        return rows if actor.reads_grants else rows.none()

    def title(self) -> str:
        """What inbox and trail call it, in the language of the record."""
        with override("fa"):
            return gettext("Bitumen aid of the municipalities, %(credit)s rial") % {
                "credit": rial.show(self.credit_rial)
            }

    def get_absolute_url(self) -> str:
        """The page of the run."""
        return reverse("grants:bitumen_run", args=[self.pk])

    def worth_rial(self) -> Rial:
        """What is shared out."""
        return self.credit_rial


class BitumenAid(Subject):
    """The bitumen of one municipality in a year: what it is promised, deposits, orders, gets and shows.

    S is `announced_rial`, D is `due_rial`; once deposited, `deposit_rial` is d, `delivered_rial` 3·d and `used_rial`
    2·d (F4). An order keeps its own rate in rials a tonne, and its weight in whole kilograms.
    """

    workflow_name: ClassVar[str] = "bitumen_aid"
    subject_kind: ClassVar[str] = "grants.bitumenaid"
    slip_basis: ClassVar[str] = "S4-045"

    run = models.ForeignKey(BitumenRun, models.PROTECT, related_name="aids")
    recipient = models.ForeignKey(Recipient, models.PROTECT, related_name="bitumen_aids")
    share = models.ForeignKey(Share, models.PROTECT, related_name="bitumen_aids")
    announced_rial = models.BigIntegerField()
    due_rial = models.BigIntegerField()
    account_number = models.CharField(max_length=40, blank=True)
    letter_number = models.CharField(max_length=40, blank=True)
    resolution_number = models.CharField(max_length=40, blank=True)
    resolution_on = models.DateField(null=True)
    resolution_scan = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+")
    deposit_rial = models.BigIntegerField(null=True)
    delivered_rial = models.BigIntegerField(null=True)
    used_rial = models.BigIntegerField(null=True)
    uses = models.JSONField(default=list)
    streets = models.CharField(max_length=400, blank=True)
    ordered_on = models.DateField(null=True)
    rate_on = models.DateField(null=True)
    tonne_price_rial = models.BigIntegerField(null=True)
    kilograms = models.BigIntegerField(null=True)
    tankers = models.PositiveIntegerField(null=True)
    supplier = models.CharField(max_length=200, blank=True)
    introduction_number = models.CharField(max_length=40, blank=True)
    introduced_on = models.DateField(null=True)
    joint = models.ForeignKey(JointPurchase, models.PROTECT, null=True, related_name="aids")
    received_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recipient", "fiscal_year"], condition=~Q(state="withdrawn"),
                                    name="one_bitumen_aid_a_municipality_and_year"),
            models.CheckConstraint(condition=Q(announced_rial__gt=0, due_rial__gte=0), name="bitumen_aid_is_of_something"),
            models.CheckConstraint(condition=Q(due_rial__lte=F("announced_rial") / 2),
                                   name="deposit_due_is_half_the_bitumen_aid_at_most"),
            models.CheckConstraint(condition=Q(deposit_rial__isnull=True) | Q(deposit_rial__gt=0, deposit_rial__lte=F("due_rial")),
                                   name="bitumen_deposit_stays_within_what_is_due"),
            models.CheckConstraint(condition=Q(deposit_rial__isnull=True)
                                   | Q(delivered_rial=F("deposit_rial") + F("used_rial"), used_rial__lte=F("announced_rial")),
                                   name="deposit_and_aid_are_the_bitumen"),
            models.CheckConstraint(condition=Q(deposit_rial__isnull=True)
                                   | Q(resolution_on__isnull=False, resolution_scan__isnull=False),
                                   name="no_bitumen_deposit_before_the_councils_resolution"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.recipient_id} {self.announced_rial}"

    @classmethod
    def visible_to(cls, actor: Actor) -> QuerySet[BitumenAid]:
        """The readers of aid see every aid, a county the told ones of its towns, a municipality its own once told."""
        rows = cls._default_manager.filter(province=actor.province, fiscal_year=actor.fiscal_year)
        if actor.reads_grants:
            return rows
        told = rows.exclude(state__in=NOT_TOLD)
        if actor.role == Role.COUNTY_TECHNICAL:
            return told.filter(recipient__county__code=actor.county)
        return told.filter(recipient__organisation_id=actor.organisation_id) if actor.is_recipient else rows.none()

    def title(self) -> str:
        """What inbox and trail call it, in the language of the record."""
        with override("fa"):
            return gettext("Bitumen for the municipality of %(name)s") % {"name": self.recipient.name}

    def get_absolute_url(self) -> str:
        """The page of the municipality's bitumen."""
        return reverse("grants:bitumen_aid", args=[self.pk])

    def seat(self, role: str) -> Seat:
        """The mayor sits in the municipality, the technical deputy in its county."""
        if role == Role.MAYOR:
            return Seat(organisation_id=self.recipient.organisation_id)
        return Seat(county=self.recipient.county.code) if role == Role.COUNTY_TECHNICAL else Seat()

    def worth_rial(self) -> Rial:
        """What must be deposited; once it is, the value of the bitumen."""
        return self.due_rial if self.delivered_rial is None else self.delivered_rial

    def lines(self) -> list[Line]:
        """The aid: out of the municipality's share, for this bitumen; once deposited, what of it is used."""
        amount = self.announced_rial if self.used_rial is None else self.used_rial
        return [Line(str(self.pk), amount, self.share.run.source, county=self.share.county, chapter=Part.MUNICIPAL,
                     programme=HEADING, agency=self.share.agency, project=f"b{self.pk}")]  # fmt: skip

    @property
    def left_rial(self) -> Rial:
        """What of the announced aid went back to the share."""
        return 0 if self.used_rial is None else self.announced_rial - self.used_rial


class CompactionCheck(models.Model):
    """A control of the compaction of the sub-base: when, where, what was found, by whom (S4-050).

    `percent` is the measured compaction in parts per million of the laboratory's density, if it was measured.
    """

    province = models.CharField(max_length=2)
    aid = models.ForeignKey(BitumenAid, models.PROTECT, related_name="compaction_checks")
    recipient = models.ForeignKey(Recipient, models.PROTECT, related_name="+")
    checked_on = models.DateField()
    place = models.CharField(max_length=200)
    compaction_ppm = models.PositiveIntegerField(null=True)
    passed = models.BooleanField()
    remark = models.TextField(blank=True)
    by_role = models.CharField(max_length=24)
    by_name = models.CharField(max_length=200)
    sheet = models.ForeignKey(Attachment, models.PROTECT, related_name="+")
    act = models.BigIntegerField()

    class Meta:
        ordering = ["checked_on", "id"]

    def __str__(self) -> str:
        return f"{self.aid_id} {self.checked_on}"
