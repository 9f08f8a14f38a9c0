"""What the walker keeps: the subject's state and version, and the tasks that wait in inboxes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self

from django.db import models
from django.db.models import QuerySet

from hamtaraz.kernel.rial import Rial
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Organisation
from hamtaraz.people.roles import Role
from hamtaraz.workflow.tables import TASK_KINDS, TaskKind


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a role sits for one subject: an organisation, a county, or (empty) anywhere in the province."""

    organisation_id: int | None = None
    county: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One money line of a subject: its dimensions in the book and a positive amount in whole rials."""

    key: str
    amount_rial: Rial
    source: str
    county: str = ""
    chapter: str = ""
    programme: str = ""
    agency: str = ""
    project: str = ""

    @property
    def dimensions(self) -> dict[str, str]:
        """The line's dimensions, as the book names them."""
        names = ("source", "county", "chapter", "programme", "agency", "project")
        return {name: getattr(self, name) for name in names}


class Subject(models.Model):
    """A thing that walks a table: it has a state, and a version that tells two editors of one another."""

    workflow_name: ClassVar[str]
    subject_kind: ClassVar[str]

    province = models.CharField(max_length=2)
    fiscal_year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=32)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    @classmethod
    def visible_to(cls, actor: Actor) -> QuerySet[Self]:
        """The rows this actor may read: permission is a queryset, so what may be seen is what can be fetched.

        By default everything of the year for the province's readers and nothing for others; rooms widen it.
        """
        rows = cls._default_manager.filter(province=actor.province, fiscal_year=actor.fiscal_year)
        return rows if actor.reads_province else rows.none()

    def title(self) -> str:
        """What inbox and trail call it."""
        raise NotImplementedError

    def get_absolute_url(self) -> str:
        """The page where it is acted upon."""
        raise NotImplementedError

    def seat(self, role: str) -> Seat:
        """Where `role` sits for this subject; by default anywhere in the province."""
        return Seat()

    def worth_rial(self) -> Rial | None:
        """The amount the inbox shows beside it, in whole rials, or None where it carries no money."""
        return None

    def lines(self) -> list[Line]:
        """The money lines its effects move; none for a subject without money."""
        return []


class Task(models.Model):
    """Something that waits for a role: what, since when, until when; closed by the act that settled it."""

    province = models.CharField(max_length=2)
    fiscal_year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=120, help_text="what it is about; closing goes by this key")
    title = models.CharField(max_length=300)
    url = models.CharField(max_length=200)
    amount_rial = models.BigIntegerField(null=True)
    role = models.CharField(max_length=24)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    county = models.CharField(max_length=4, blank=True)
    opened_on = models.DateField()
    due_on = models.DateField(null=True)
    opened_by_act = models.BigIntegerField()
    closed_on = models.DateField(null=True)
    closed_by_act = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["province", "fiscal_year", "role", "organisation"],
                condition=models.Q(closed_on__isnull=True),
                name="open_tasks_of_a_role",
            ),
            models.Index(
                fields=["province", "key"],
                condition=models.Q(closed_on__isnull=True),
                name="open_tasks_of_a_key",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def named(self) -> TaskKind:
        """What the inbox says of it: its label and the word on its button."""
        return TASK_KINDS[self.kind]

    @property
    def role_label(self) -> str:
        """The role it waits for, as a person reads it."""
        return str(Role(self.role).label)
