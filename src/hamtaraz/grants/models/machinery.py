"""Prices of machines, what a municipality asks for, and the deposit slips of its contribution."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext, override

from hamtaraz.grants.models.recipients import Recipient
from hamtaraz.grants.models.shares import Part, Share
from hamtaraz.kernel.rial import Rial
from hamtaraz.people.actors import Actor
from hamtaraz.people.roles import Role
from hamtaraz.workflow.models import Line, Seat, Subject

HEADING = "machinery"
"""The heading of the clause, in the book the programme (S4-016)."""


class MachinePrice(models.Model):
    """The price of a machine in a year: the approximate one of the year before, and the determined one once it is set
    (S4-029, S4-?9), and whether it can be bought this year (S4-104)."""

    province = models.CharField(max_length=2)
    fiscal_year = models.PositiveSmallIntegerField()
    machine = models.CharField(max_length=40)
    approximate_rial = models.BigIntegerField(null=True)
    determined_rial = models.BigIntegerField(null=True)
    purchasable = models.BooleanField(default=True)
    not_purchasable_because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["province", "fiscal_year", "machine"], name="one_price_a_machine_and_year"),
            models.CheckConstraint(condition=(Q(approximate_rial__isnull=True) | Q(approximate_rial__gt=0))
                                   & (Q(determined_rial__isnull=True) | Q(determined_rial__gt=0)), name="no_price_is_zero"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.machine


class MachineRequest(Subject):
    """What a municipality asks for: machines in at most two priorities, equipment beside them; final once sent.

    `machine` is the one that was approved; price, contribution and aid are those announced, and add up (INV-16).
    """

    workflow_name: ClassVar[str] = "machine_request"
    subject_kind: ClassVar[str] = "grants.machinerequest"

    recipient = models.ForeignKey(Recipient, models.PROTECT, related_name="machine_requests")
    share = models.ForeignKey(Share, models.PROTECT, related_name="machine_requests")
    first = models.CharField(max_length=40)
    second = models.CharField(max_length=40, blank=True)
    first_equipment = models.CharField(max_length=40, blank=True)
    first_equipment_count = models.PositiveSmallIntegerField(default=0)
    second_equipment = models.CharField(max_length=40, blank=True)
    second_equipment_count = models.PositiveSmallIntegerField(default=0)
    chosen_last_year = models.BooleanField(default=False)
    last_year_contribution_rial = models.BigIntegerField(default=0)
    machine = models.CharField(max_length=40, blank=True)
    price_rial = models.BigIntegerField(null=True)
    contribution_rial = models.BigIntegerField(null=True)
    aid_rial = models.BigIntegerField(null=True)
    account_number = models.CharField(max_length=40, blank=True)
    list_number = models.CharField(max_length=40, blank=True)
    letter_number = models.CharField(max_length=40, blank=True)
    order_number = models.CharField(max_length=40, blank=True)
    handed_over_on = models.DateField(null=True)
    sale_allowed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recipient", "fiscal_year"], condition=~Q(state="declined"),
                                    name="one_machine_a_municipality_and_year"),
            models.CheckConstraint(condition=Q(aid_rial__isnull=True)
                                   | Q(price_rial=models.F("contribution_rial") + models.F("aid_rial")),
                                   name="contribution_and_aid_are_the_price"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.recipient_id} {self.first}"

    @classmethod
    def visible_to(cls, actor: Actor) -> QuerySet[MachineRequest]:
        """The readers of aid see what was sent, a municipality its own."""
        rows = cls._default_manager.filter(province=actor.province, fiscal_year=actor.fiscal_year)
        if actor.reads_grants:
            return rows.exclude(state="draft")
        return rows.filter(recipient__organisation_id=actor.organisation_id) if actor.is_recipient else rows.none()

    def title(self) -> str:
        """What inbox and trail call it, in the language of the record."""
        with override("fa"):
            return gettext("Machine for the municipality of %(name)s") % {"name": self.recipient.name}

    def get_absolute_url(self) -> str:
        """The page of the request."""
        return reverse("grants:request", args=[self.pk])

    def seat(self, role: str) -> Seat:
        """The mayor sits in the municipality that asks."""
        return Seat(organisation_id=self.recipient.organisation_id) if role == Role.MAYOR else Seat()

    def worth_rial(self) -> Rial | None:
        """The contribution, once it is announced."""
        return self.contribution_rial

    def lines(self) -> list[Line]:
        """The aid: out of the municipality's share, for this machine."""
        if not self.aid_rial:
            return []
        return [Line(str(self.pk), self.aid_rial, self.share.run.source, county=self.share.county, chapter=Part.MUNICIPAL,
                     programme=HEADING, agency=self.share.agency, project=f"m{self.pk}")]  # fmt: skip

    @property
    def due_rial(self) -> Rial:
        """What is to be deposited in all: the contribution, once it is announced."""
        return self.contribution_rial or 0
