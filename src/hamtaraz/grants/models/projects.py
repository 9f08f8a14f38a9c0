"""Projects of municipalities and villages that ask for aid, what was paid of it, and what stands around them."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext, override

from hamtaraz.grants.models.recipients import Recipient
from hamtaraz.grants.models.shares import Part
from hamtaraz.kernel import text
from hamtaraz.kernel.rial import Rial
from hamtaraz.letters.models import Attachment
from hamtaraz.people.actors import Actor
from hamtaraz.people.roles import Role
from hamtaraz.workflow.models import Line, Seat, Subject

PROJECTS = "projects"
"""The heading of the clause, in the book the programme (S4-016)."""
WHOLE_PPM = 1_000_000
UNSENT, LEFT = ("draft",), ("declined", "withdrawn")
"""States of a project that only those who propose it see, and states in which it asks for nothing any more."""


class AidedProject(Subject):
    """What both kinds of project say of themselves, what was proposed, approved and paid; amounts in whole rials.

    `proposed_rial` is the province's proposal in Table 2, `approved_rial` the aid the deputy approved, `paid_rial` the
    sum of the payments; `document` shows the council's resolution or the amended budget.
    """

    part: ClassVar[Part]
    applicant: ClassVar[str]
    reviewer: ClassVar[str]

    recipient = models.ForeignKey(Recipient, models.PROTECT, related_name="%(class)ss")
    source = models.CharField(max_length=16, blank=True, help_text="credit source, once aid is approved")
    project_type = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    estimate_rial = models.BigIntegerField()
    cost_to_complete_rial = models.BigIntegerField()
    asked_rial = models.BigIntegerField()
    own_rial = models.BigIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    unfinished = models.BooleanField(default=False)
    progress_ppm = models.PositiveIntegerField(default=0)
    document_number = models.CharField(max_length=40, blank=True)
    document_on = models.DateField(null=True)
    document = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+")
    proposed_rial = models.BigIntegerField(null=True)
    approved_rial = models.BigIntegerField(null=True)
    table_number = models.CharField(max_length=40, blank=True)
    decision_number = models.CharField(max_length=40, blank=True)
    paid_rial = models.BigIntegerField(default=0)
    search_key = models.CharField(max_length=400, editable=False, default="")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(estimate_rial__gt=0, cost_to_complete_rial__gt=0, asked_rial__gt=0, own_rial__gte=0),
                name="%(class)s_amounts_are_of_something",
            ),
            models.CheckConstraint(condition=Q(cost_to_complete_rial__lte=F("estimate_rial")),
                                   name="%(class)s_costs_no_more_than_estimated"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="%(class)s_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(progress_ppm__lte=WHOLE_PPM), name="%(class)s_is_not_beyond_whole"),
            models.CheckConstraint(
                condition=Q(paid_rial=0) | Q(approved_rial__isnull=False, paid_rial__lte=F("approved_rial")),
                name="%(class)s_is_paid_within_its_aid",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_key = text.search_key(self.name)
        super().save(*args, **kwargs)

    @classmethod
    def visible_to(cls, actor: Actor) -> QuerySet[Self]:
        """The readers of aid and a county's people see what was sent, those who propose it their own drafts too."""
        rows = cls._default_manager.filter(province=actor.province, fiscal_year=actor.fiscal_year)
        if actor.is_recipient:
            return rows.filter(recipient__organisation_id=actor.organisation_id)
        if actor.role == Role.COUNTY_TECHNICAL:
            return rows.filter(recipient__county__code=actor.county).exclude(state__in=UNSENT)
        if not actor.reads_grants:
            return rows.none()
        return rows if cls.drafted_by(actor) else rows.exclude(state__in=UNSENT)

    @classmethod
    def drafted_by(cls, actor: Actor) -> bool:
        """Whether this reader of the whole province proposes projects of this kind for others."""
        return False

    def title(self) -> str:
        """What inbox and trail call it, in the language of the record."""
        with override("fa"):
            return gettext("Project “%(project)s”, %(name)s") % {"project": self.name, "name": self.recipient.name}

    def get_absolute_url(self) -> str:
        """The page of the project."""
        return reverse("grants:project", args=[self.part, self.pk])

    def seat(self, role: str) -> Seat:
        """Whoever proposes sits in the municipality or dehyari."""
        return Seat(organisation_id=self.recipient.organisation_id) if role == self.applicant else Seat()

    def worth_rial(self) -> Rial:
        """The aid, as far as it has been said."""
        return self.approved_rial or self.aid_rial

    @property
    def aid_rial(self) -> Rial:
        """The aid of Table 2: the province's proposal, or what was asked."""
        return self.asked_rial if self.proposed_rial is None else self.proposed_rial

    @property
    def province_rial(self) -> Rial:
        """What the province pays of it."""
        return 0

    @property
    def may_be_sent(self) -> bool:
        """Whether the evidence the directive asks for is there."""
        return self.document_id is not None

    @property
    def dimensions(self) -> dict[str, str]:
        """Where its aid stands in the book."""
        return {"source": self.source, "county": self.recipient.county.code, "chapter": self.part,
                "programme": PROJECTS, "agency": self.recipient.code, "project": f"p{self.pk}"}  # fmt: skip

    def lines(self) -> list[Line]:
        """The approved aid."""
        return [Line(str(self.pk), self.approved_rial, **self.dimensions)] if self.approved_rial else []


class MunicipalProject(AidedProject):
    """A project of a municipality, approved by its city council; the province may add money (S4-060 … S4-074)."""

    part = Part.MUNICIPAL
    applicant = Role.MAYOR
    reviewer = Role.MUNICIPAL_DEPUTY
    workflow_name: ClassVar[str] = "municipal_project"
    subject_kind: ClassVar[str] = "grants.municipalproject"

    province_money_rial = models.BigIntegerField(default=0)

    class Meta(AidedProject.Meta):
        constraints = [
            *AidedProject.Meta.constraints,
            models.CheckConstraint(
                condition=Q(province_money_rial__gte=0)
                & (Q(approved_rial__isnull=True)
                   | Q(cost_to_complete_rial__lte=F("approved_rial") + F("own_rial") + F("province_money_rial"))),
                name="municipalproject_is_covered",
            ),
        ]  # fmt: skip

    @property
    def province_rial(self) -> Rial:
        """What the province pays of it (S4-065)."""
        return self.province_money_rial


class DehyariProject(AidedProject):
    """A project of a village, foreseen in the dehyari's budget or in its amendment (S4-110 … S4-122)."""

    part = Part.DEHYARI
    applicant = Role.DEHYAR
    reviewer = Role.DEHYARI_DEPUTY
    workflow_name: ClassVar[str] = "dehyari_project"
    subject_kind: ClassVar[str] = "grants.dehyariproject"

    foreseen = models.BooleanField(default=False, help_text="stands in the dehyari's budget as it was approved")
    reported_ppm = models.PositiveIntegerField(default=0, help_text="progress the governorate reported last")

    class Meta(AidedProject.Meta):
        constraints = [
            *AidedProject.Meta.constraints,
            models.CheckConstraint(
                condition=Q(approved_rial__isnull=True)
                | Q(cost_to_complete_rial__lte=F("approved_rial") + F("own_rial")),
                name="dehyariproject_is_covered",
            ),
            models.CheckConstraint(condition=Q(reported_ppm__lte=WHOLE_PPM), name="report_is_not_beyond_whole"),
        ]  # fmt: skip

    @classmethod
    def drafted_by(cls, actor: Actor) -> bool:
        """The office of rural affairs proposes on behalf of villages."""
        return actor.role == Role.RURAL_OFFICE

    @property
    def may_be_sent(self) -> bool:
        """In the budget, or in its approved amendment (S4-114)."""
        return self.foreseen or self.document_id is not None


PROJECT_KINDS: dict[str, type[AidedProject]] = {Part.MUNICIPAL: MunicipalProject, Part.DEHYARI: DehyariProject}
"""The two kinds by their part."""


class RealisedAllotment(models.Model):
    """How much of the budgeted credit of a part has been allotted, by a letter; the latest row is the one in force.

    `reason` says why a row is lower than the one before it (S4-074, S4-120).
    """

    province = models.CharField(max_length=2)
    fiscal_year = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=12, choices=Part.choices)
    share_ppm = models.PositiveIntegerField()
    letter_number = models.CharField(max_length=40)
    letter_on = models.DateField()
    reason = models.TextField(blank=True)
    day = models.DateField()
    act = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(share_ppm__lte=WHOLE_PPM), name="no_more_is_realised_than_budgeted"),
        ]
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.part} {self.share_ppm}"


class ProjectPayment(models.Model):
    """One payment of a project's aid: what it was reckoned from, by which letter and act; never changed (INV-26).

    `due_rial` is the approved aid as far as allotment was realised; `account_number` the governorate's, for a dehyari.
    """

    province = models.CharField(max_length=2)
    fiscal_year = models.PositiveSmallIntegerField()
    about_kind = models.CharField(max_length=60)
    about_id = models.BigIntegerField()
    recipient = models.ForeignKey(Recipient, models.PROTECT, related_name="project_payments")
    stage = models.PositiveSmallIntegerField()
    approved_rial = models.BigIntegerField()
    realised = models.ForeignKey(RealisedAllotment, models.PROTECT, related_name="+")
    due_rial = models.BigIntegerField()
    paid_before_rial = models.BigIntegerField()
    amount_rial = models.BigIntegerField()
    account_number = models.CharField(max_length=40, blank=True)
    letter_number = models.CharField(max_length=40)
    day = models.DateField()
    act = models.BigIntegerField()
    working = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["about_kind", "about_id", "paid_before_rial"],
                                    name="one_payment_from_where_the_last_ended"),
            models.CheckConstraint(
                condition=Q(amount_rial__gt=0, stage__in=(1, 2), paid_before_rial__gte=0)
                & Q(due_rial__lte=F("approved_rial")) & Q(amount_rial__lte=F("due_rial") - F("paid_before_rial")),
                name="nothing_is_paid_beyond_what_is_realised",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["about_kind", "about_id"])]
        ordering = ["id"]

    def __str__(self) -> str:
        return self.letter_number

    def get_absolute_url(self) -> str:
        """The page that tells why it is so much."""
        return reverse("grants:payment", args=[self.pk])


class SiteVisit(models.Model):
    """A visit of a county's technical deputy or the technical office: when, by whom, what was seen (S4-052)."""

    province = models.CharField(max_length=2)
    about_kind = models.CharField(max_length=60)
    about_id = models.BigIntegerField()
    recipient = models.ForeignKey(Recipient, models.PROTECT, related_name="site_visits")
    visited_on = models.DateField()
    visitor = models.CharField(max_length=200)
    remark = models.TextField()
    act = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["about_kind", "about_id"])]
        ordering = ["visited_on", "id"]

    def __str__(self) -> str:
        return f"{self.visited_on} {self.visitor}"


class CodeOfPractice(models.Model):
    """A code of practice the organisation gives for a type of project, or (empty type) for all of a part (S4-?26)."""

    province = models.CharField(max_length=2)
    fiscal_year = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=12, choices=Part.choices)
    project_type = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=200)
    file = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+")
    added_on = models.DateField()

    class Meta:
        ordering = ["part", "project_type", "id"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def visible_to(cls, actor: Actor) -> QuerySet[CodeOfPractice]:
        """Everybody who has to do with aid reads the codes of the year (S4-068, S4-121)."""
        rows = cls._default_manager.filter(province=actor.province, fiscal_year=actor.fiscal_year)
        reads = actor.reads_grants or actor.is_recipient or actor.role == Role.COUNTY_TECHNICAL
        return rows if reads else rows.none()
