"""Machines of dehyaris: what a village asks for, what its dehyari pays, what the organisation adds (S4-090 … S4-106)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext, override

from hamtaraz.grants.models.machinery import HEADING
from hamtaraz.grants.models.recipients import Recipient
from hamtaraz.grants.models.shares import Part
from hamtaraz.kernel.rial import Rial
from hamtaraz.people.actors import Actor
from hamtaraz.people.roles import Role
from hamtaraz.workflow.models import Line, Seat, Subject

OVER = ("declined", "withdrawn")
"""States in which a village is free again."""


class DehyariMachine(Subject):
    """The machine of a village, of which the dehyari pays a part; one a village and year.

    `machine` is what it asks for now, `asked_first` what it asked for before a substitute was proposed (S4-104).
    `asked_contribution_rial` and `asked_aid_rial` are at the approximate price, as in Table 1 (S4-095); price,
    contribution and aid are those announced, and add up (INV-16). `least_order` and `ordered_together` say what the
    least order was when the machine was announced, and how many of its type were approved.
    """

    workflow_name: ClassVar[str] = "dehyari_machine"
    subject_kind: ClassVar[str] = "grants.dehyarimachine"

    recipient = models.ForeignKey(Recipient, models.PROTECT, related_name="dehyari_machines")
    source = models.CharField(max_length=16, help_text="credit source of the county's share")
    machine = models.CharField(max_length=40)
    asked_first = models.CharField(max_length=40, blank=True)
    approximate_rial = models.BigIntegerField()
    asked_contribution_rial = models.BigIntegerField()
    asked_aid_rial = models.BigIntegerField()
    price_rial = models.BigIntegerField(null=True)
    contribution_rial = models.BigIntegerField(null=True)
    aid_rial = models.BigIntegerField(null=True)
    ready_at = models.CharField(max_length=200, blank=True)
    account_number = models.CharField(max_length=40, blank=True)
    least_order = models.PositiveIntegerField(null=True)
    ordered_together = models.PositiveIntegerField(null=True)
    list_number = models.CharField(max_length=40, blank=True)
    letter_number = models.CharField(max_length=40, blank=True)
    order_number = models.CharField(max_length=40, blank=True)
    handed_over_on = models.DateField(null=True)
    sale_allowed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recipient", "fiscal_year"], condition=~Q(state__in=OVER),
                                    name="one_machine_a_village_and_year"),
            models.CheckConstraint(condition=Q(aid_rial__isnull=True) | Q(price_rial=F("contribution_rial") + F("aid_rial")),
                                   name="village_contribution_and_aid_are_the_price"),
            models.CheckConstraint(condition=Q(approximate_rial=F("asked_contribution_rial") + F("asked_aid_rial")),
                                   name="village_asks_for_its_price"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.recipient_id} {self.machine}"

    @classmethod
    def visible_to(cls, actor: Actor) -> QuerySet[DehyariMachine]:
        """The readers of aid see every one, a county those of its villages, a dehyari its own."""
        rows = cls._default_manager.filter(province=actor.province, fiscal_year=actor.fiscal_year)
        if actor.reads_grants:
            return rows
        if actor.is_of_a_county:
            return rows.filter(recipient__county__code=actor.county)
        return rows.filter(recipient__organisation_id=actor.organisation_id) if actor.is_recipient else rows.none()

    def title(self) -> str:
        """What inbox and trail call it, in the language of the record."""
        with override("fa"):
            return gettext("Machine for the dehyari of %(name)s") % {"name": self.recipient.name}

    def get_absolute_url(self) -> str:
        """The page of the machine."""
        return reverse("grants:village_machine", args=[self.pk])

    def seat(self, role: str) -> Seat:
        """The dehyar sits in the dehyari of the village."""
        return Seat(organisation_id=self.recipient.organisation_id) if role == Role.DEHYAR else Seat()

    def worth_rial(self) -> Rial | None:
        """The contribution once it is announced, the aid asked for before."""
        return self.contribution_rial or self.asked_aid_rial

    def lines(self) -> list[Line]:
        """The aid: out of the county's machinery, for this machine of this dehyari."""
        if not self.aid_rial:
            return []
        return [Line(str(self.pk), self.aid_rial, self.source, county=self.recipient.county.code, chapter=Part.DEHYARI,
                     programme=HEADING, agency=self.recipient.code, project=f"d{self.pk}")]  # fmt: skip

    @property
    def due_rial(self) -> Rial:
        """What is to be deposited in all: the contribution, once it is announced."""
        return self.contribution_rial or 0

    @property
    def present_aid_rial(self) -> Rial:
        """What it takes of the county's machinery: the announced aid, or the one asked for (S4-096)."""
        return self.aid_rial if self.aid_rial is not None else self.asked_aid_rial
