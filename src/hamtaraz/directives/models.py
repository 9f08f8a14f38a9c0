"""A version of a directive: the law's data as a text of TOML, numbered, dated, unchangeable once submitted."""

from __future__ import annotations

import hashlib

from django.db import models
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import get_language

from hamtaraz.kernel.text import persian_digits
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Person
from hamtaraz.workflow.models import Subject


def digest_of(text: str) -> str:
    """SHA-256 of a text as it is kept, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


class DirectiveVersion(Subject):
    """One version of a directive of the province; `number` counts the versions of its key without a gap.

    `fiscal_year` is the year it was written in; what is active stays so in later years, until it is replaced.
    """

    workflow_name = "directive"
    subject_kind = "directives.directiveversion"

    key = models.CharField(max_length=64)
    number = models.PositiveIntegerField()
    heading = models.CharField(max_length=300)
    heading_en = models.CharField(max_length=300, blank=True)
    since = models.DateField(null=True, help_text="the day the text says it applies from")
    text = models.TextField(help_text="the directive in TOML; unchangeable once submitted")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the text")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    based_on = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    written_on = models.DateField()
    activated_on = models.DateField(null=True)
    replaced_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["province", "key", "number"], name="a_version_number_once"),
            models.UniqueConstraint(
                fields=["province", "key"], condition=Q(state="active"), name="one_version_in_force_per_key"
            ),
            models.CheckConstraint(
                condition=Q(activated_on__isnull=True) | Q(state__in=("active", "replaced")),
                name="only_what_was_activated_has_a_day_of_it",
            ),
            models.CheckConstraint(
                condition=Q(replaced_on__isnull=True) ^ Q(state="replaced"), name="what_is_replaced_says_since_when"
            ),
        ]
        ordering = ["key", "-number"]

    def __str__(self) -> str:
        return f"{self.key} {self.number}"

    @classmethod
    def visible_to(cls, actor: Actor) -> QuerySet[DirectiveVersion]:
        """The province's readers see every version, whatever year it was written in."""
        rows = cls._default_manager.filter(province=actor.province)
        return rows if actor.reads_province else rows.none()

    @property
    def named(self) -> str:
        """Its title in the reader's language."""
        return self.heading_en if self.heading_en and not (get_language() or "fa").startswith("fa") else self.heading

    def title(self) -> str:
        """Its title with the number of the version, in Persian: what the inbox and the trail call it."""
        return f"{self.heading}، نسخهٔ {persian_digits(str(self.number))}"

    def get_absolute_url(self) -> str:
        """The page of the version."""
        return reverse("directives:version", args=[self.pk])
