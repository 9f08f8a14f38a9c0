"""Persons, organisations, and the mandates by which a person acts for one of them (domain.md 4.2, 4.4)."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hamtaraz.kernel import text
from hamtaraz.people.roles import Role, SectorGroup


class OrganisationKind(models.TextChoices):
    """What kind of body an organisation is; names vary over time, kinds do not (S0-?10)."""

    CENTRE = "centre", _("National organisation")
    MPO = "mpo", _("Management and Planning Organization")
    MPO_GROUP = "mpo_group", _("Group of the organisation")
    AGENCY = "agency", _("Executive agency")
    GOVERNORATE = "governorate", _("Governorate")
    COUNTY_GOVERNORATE = "county_governorate", _("County governorate")
    GRANTS_ORGANISATION = "grants_organisation", _("Municipalities and Dehyaris Organisation")
    MUNICIPALITY = "municipality", _("Municipality")
    DEHYARI = "dehyari", _("Dehyari")
    AUDIT = "audit", _("Audit body")


class Organisation(models.Model):
    """A body that sends, receives, decides or spends; never deleted, only closed by `until`."""

    province = models.CharField(max_length=2)
    code = models.CharField(max_length=24)
    kind = models.CharField(max_length=24, choices=OrganisationKind.choices)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    short_name = models.CharField(max_length=80, blank=True)
    head_title = models.CharField(max_length=120, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True)
    sector_group = models.CharField(max_length=16, choices=SectorGroup.choices, blank=True)
    county = models.CharField(max_length=4, blank=True, help_text="code of the county it serves; empty: the province")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    search_key = models.CharField(max_length=400, editable=False)
    sort_key = models.CharField(max_length=800, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["province", "code"], name="organisation_code_once_per_province")]
        indexes = [models.Index(fields=["province", "kind", "sort_key"])]
        ordering = ["sort_key"]

    def __str__(self) -> str:
        return self.name_en if (get_language() or "fa").startswith("en") and self.name_en else self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = text.clean(self.name)
        self.search_key = text.search_key(f"{self.name} {self.short_name} {self.name_en} {self.code}")
        self.sort_key = text.sort_key(self.name)
        super().save(*args, **kwargs)


class PersonManager(BaseUserManager["Person"]):
    """Makes persons; the first administrator is made by the `make_administrator` command."""

    def create_user(self, username: str, display_name: str, password: str | None = None) -> Person:
        person = self.model(username=username, display_name=text.clean(display_name))
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(username=username)


class Person(AbstractBaseUser):
    """Someone who signs in; what they may do is said by their mandates alone."""

    username = models.CharField(max_length=60, unique=True)
    email = models.EmailField(blank=True)
    display_name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    failed_sign_ins = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)
    unit = models.CharField(max_length=10, default="million")
    language = models.CharField(max_length=2, default="fa")

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["display_name"]
    objects = PersonManager()

    def __str__(self) -> str:
        return self.display_name


class SecondFactor(models.Model):
    """The authenticator of a person: its secret sealed, and the last time step whose code was taken."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="second_factor")
    sealed_secret = models.TextField()
    confirmed_on = models.DateField(null=True, blank=True)
    last_step = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.person_id)


class RecoveryCode(models.Model):
    """One of the codes that stand in for a lost authenticator; each opens once, kept as a keyed hash."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "digest"], name="recovery_code_once_per_person")]

    def __str__(self) -> str:
        return f"{self.person_id}"


class AddressTries(models.Model):
    """Wrong tries to sign in from one network address, whatever names they were for."""

    network = models.CharField(max_length=50, primary_key=True)
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    counted_from = models.DateTimeField(null=True, blank=True)
    closed_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.network


class MandateQuerySet(models.QuerySet["Mandate"]):
    """Mandates as they stand on a day."""

    def in_force(self, day: datetime.date) -> MandateQuerySet:
        """Those whose half-open period holds `day`: `since` included, `until` excluded."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=day), since__lte=day, person__is_active=True)


class Mandate(models.Model):
    """A role of a person in an organisation over a territory and a year, with dates; ended, never deleted."""

    province = models.CharField(max_length=2)
    person = models.ForeignKey(Person, models.PROTECT, related_name="mandates")
    role = models.CharField(max_length=24, choices=Role.choices)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="mandates")
    county = models.CharField(max_length=4, blank=True, help_text="empty: the whole province")
    fiscal_year = models.PositiveSmallIntegerField(null=True, blank=True, help_text="empty: every year")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["province", "role", "organisation"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="mandate_does_not_end_before_it_begins",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}، {self.organisation}"

    @property
    def title(self) -> str:
        """The role as a person reads it."""
        return str(Role(self.role).label)
