"""The bodies that decide: their seats, their sessions, who attended, what was on the agenda and what came of it."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from hamtaraz.distribution.models import Distribution
from hamtaraz.kernel import text
from hamtaraz.kernel.rial import Rial
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Organisation
from hamtaraz.people.roles import PROVINCE_WIDE_READERS, Role
from hamtaraz.places.models import County
from hamtaraz.projects.models import Project
from hamtaraz.workflow.models import Line, Seat, Subject


def _persian() -> bool:
    return not (get_language() or "fa").startswith("en")


SEES_SESSIONS = (*sorted(PROVINCE_WIDE_READERS), Role.COUNTY_SECRETARY)
"""Roles that read sessions."""


class Body(models.TextChoices):
    """Which body meets (domain.md 2.1); the Allotment Committee's sessions are the allotments room's."""

    COUNCIL = "council", gettext_lazy("Planning and Development Council")
    COUNTY_COMMITTEE = "county_committee", gettext_lazy("County Planning Committee")


SECRETARY_OF: dict[str, str] = {
    Body.COUNCIL: Role.COUNCIL_SECRETARY,
    Body.COUNTY_COMMITTEE: Role.COUNTY_SECRETARY,
}
"""Whose mandate keeps the sessions of each body."""


class BodySeat(models.Model):
    """A position that sits in a body from `since` on (`until` is the first day it no longer does)."""

    province = models.CharField(max_length=2)
    body = models.CharField(max_length=20, choices=Body.choices)
    county = models.CharField(max_length=4, blank=True, help_text="of a county committee")
    title = models.CharField(max_length=160)
    title_en = models.CharField(max_length=160, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    organisation_name = models.CharField(max_length=200, blank=True, help_text="of a body not kept here")
    voting = models.BooleanField(default=True)
    is_chair = models.BooleanField(default=False)
    is_secretary = models.BooleanField(default=False)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-is_chair", "-is_secretary", "id"]
        indexes = [models.Index(fields=["province", "body", "county"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="seat_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(county="") | Q(body="county_committee"), name="only_a_committee_has_a_county"
            ),
        ]

    def __str__(self) -> str:
        return self.title if _persian() or not self.title_en else self.title_en

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.title = text.clean(self.title)
        self.organisation_name = text.clean(self.organisation_name)
        super().save(*args, **kwargs)

    @property
    def sits_for(self) -> str:
        """The organisation the seat belongs to, by name."""
        return str(self.organisation) if self.organisation else self.organisation_name


class Meeting(Subject):
    """A session of a body; each body walks its own table (`workflow.py`)."""

    subject_kind = "councils.meeting"

    body = models.CharField(max_length=20, choices=Body.choices)
    county = models.CharField(max_length=4, blank=True)
    session_number = models.CharField(max_length=20, help_text="from the register of the body")
    held_on = models.DateField()
    hour = models.CharField(max_length=20, blank=True)
    place = models.CharField(max_length=160, blank=True)
    note = models.TextField(blank=True, help_text="that unfinished projects are funded (INV-04)")

    class Meta:
        ordering = ["-held_on", "-id"]
        indexes = [models.Index(fields=["province", "fiscal_year", "body", "county"])]
        constraints = [
            models.UniqueConstraint(
                fields=["province", "fiscal_year", "body", "county", "session_number"],
                name="session_number_once_per_body",
            ),
            models.CheckConstraint(
                condition=Q(body="county_committee", county__gt="") | (~Q(body="county_committee") & Q(county="")),
                name="a_committee_session_has_its_county",
            ),
        ]

    def __str__(self) -> str:
        return self.title()

    @property
    def workflow_name(self) -> str:  # type: ignore[override]
        """The table of this body's sessions."""
        return f"{self.body}_session"

    @classmethod
    def visible_to(cls, actor: Actor) -> QuerySet[Self]:
        """Every session for the province's readers; a county's people see those of their own committee alone."""
        if actor.role == Role.COUNTY_SECRETARY and actor.county:
            rows = cls._default_manager.filter(province=actor.province, fiscal_year=actor.fiscal_year)
            return rows.filter(body=Body.COUNTY_COMMITTEE, county=actor.county)  # type: ignore[return-value]
        return super().visible_to(actor)

    @property
    def secretary(self) -> str:
        """The role that keeps this session."""
        return SECRETARY_OF[self.body]

    def title(self) -> str:
        """The session's name in the record's language, whoever reads it."""
        with override("fa"):
            return self.heading()

    def heading(self) -> str:
        """The session's name in the reader's language."""
        number = text.persian_digits(self.session_number) if _persian() else self.session_number
        if self.body != Body.COUNTY_COMMITTEE:
            return _("Session %(number)s of the %(body)s") % {"number": number, "body": Body(self.body).label}
        return _("Session %(number)s of the planning committee of %(county)s county") % {
            "number": number,
            "county": self.county_name(),
        }

    def county_name(self) -> str:
        """The county's name in the reader's language; empty for a body of the province."""
        name, name_en = self._county_names
        return name if _persian() or not name_en else name_en

    @cached_property
    def _county_names(self) -> tuple[str, str]:
        known = self.__dict__
        if "county_fa" in known:  # `queries.sessions_for` brings both
            return known["county_fa"] or "", known["county_en"] or ""
        found = County.objects.filter(province=self.province, code=self.county).first() if self.county else None
        return (found.name, found.name_en) if found else ("", "")

    def get_absolute_url(self) -> str:
        """The session's page."""
        return reverse("councils:meeting", args=[self.pk])

    def seat(self, role: str) -> Seat:
        """A county secretary acts for the own county's committee alone."""
        return Seat(county=self.county) if role == Role.COUNTY_SECRETARY else Seat()

    def worth_rial(self) -> Rial | None:
        """The sum of the committee's project list in whole rials; other sessions carry none."""
        if self.body != Body.COUNTY_COMMITTEE:
            return None
        return sum(item.amount_rial for item in self.items.all())

    def lines(self) -> list[Line]:
        """The committee's projects with their credit, as the book names them (S0-15)."""
        return [item.line() for item in self.items.select_related("project__agency").order_by("id")]


class Attendance(models.Model):
    """Whether the holder of a seat came to a session."""

    province = models.CharField(max_length=2)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendance")
    seat = models.ForeignKey(BodySeat, models.PROTECT, related_name="+")
    present = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "seat"], name="seat_once_per_session")]


class ItemKind(models.TextChoices):
    """What an item of an agenda is about."""

    DISTRIBUTION = "distribution", gettext_lazy("Distribution of credit")
    PROJECTS = "projects", gettext_lazy("Projects of the county")
    OTHER = "other", gettext_lazy("Other matter")


class Decision(models.TextChoices):
    """What came of an item."""

    PENDING = "pending", gettext_lazy("Not yet decided")
    APPROVED = "approved", gettext_lazy("Approved")
    RETURNED = "returned", gettext_lazy("Returned")
    NOTED = "noted", gettext_lazy("Noted")


class AgendaItem(models.Model):
    """A matter before a session; once decided it has a resolution number (S0-13), or a reason for its return."""

    province = models.CharField(max_length=2)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=400)
    kind = models.CharField(max_length=12, choices=ItemKind.choices)
    distribution = models.ForeignKey(Distribution, models.PROTECT, null=True, blank=True, related_name="+")
    decision = models.CharField(max_length=8, choices=Decision.choices, default=Decision.PENDING)
    resolution_number = models.CharField(max_length=30, blank=True)
    votes_for = models.PositiveSmallIntegerField(default=0)
    votes_against = models.PositiveSmallIntegerField(default=0)
    resolution_text = models.TextField(blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(decision="approved") | Q(resolution_number__gt=""),
                name="an_approved_item_has_its_resolution",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class CommitteeItem(models.Model):
    """A project in a county committee's list with this year's credit from one source (S0-15)."""

    province = models.CharField(max_length=2)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    source = models.CharField(max_length=16)
    amount_rial = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "project", "source"], name="project_once_per_source"),
            models.CheckConstraint(condition=Q(amount_rial__gt=0), name="committee_item_carries_credit"),
        ]

    def line(self) -> Line:
        """The item as the book names it; `project` comes with its agency."""
        return Line(
            key=str(self.pk),
            amount_rial=self.amount_rial,
            source=self.source,
            county=self.meeting.county,
            chapter=self.project.chapter_code,
            programme=self.project.programme_code,
            agency=self.project.agency.code,
            project=self.project.code,
        )
