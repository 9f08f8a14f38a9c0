"""The first administrator of an installation, who sets up the rest on screen."""

from __future__ import annotations

import datetime

from django.db import transaction

from hamtaraz.kernel import text
from hamtaraz.kernel.refusals import Missing
from hamtaraz.people import entering
from hamtaraz.people.actors import Actor, actor_of
from hamtaraz.people.models import Mandate, Organisation, OrganisationKind, Person
from hamtaraz.people.roles import Role
from hamtaraz.places.models import Province
from hamtaraz.trail.record import record
from hamtaraz.web import refusals
from hamtaraz.web.administration import BASIS, EVERY_YEAR, PERSON


def make_administrator(
    day: datetime.date,
    *,
    username: str,
    display_name: str,
    password: str | None,
    province_code: str,
    province_name: str,
    province_name_en: str = "",
) -> Actor:
    """A person with an administrator's mandate, and the province and its planning organisation if there is none yet.

    For whoever holds the machine: on a fresh installation, or when no administrator can sign in any more.
    The act is the new administrator's own. `password` None: cannot sign in (the example's people).
    """
    name = entering.username_of(username)
    with transaction.atomic():
        province = Province.objects.filter(code=province_code).first()
        if province is None:
            if not province_name.strip():
                raise Missing(field="--province-name")
            province = Province.objects.create(
                code=province_code, name=text.clean(province_name), name_en=text.clean(province_name_en)
            )
        if Person.objects.filter(username=name).exists():
            raise refusals.AlreadyThere(what=name)
        person = Person(username=name, display_name=text.clean(display_name) or name)
        if password is not None:
            entering.hold_to_the_rules(password, person)
        person.set_password(password)
        person.save()
        mandate = Mandate.objects.create(
            province=province.code, person=person, role=Role.ADMINISTRATOR,
            organisation=_planning_organisation(province, day), since=day,
        )  # fmt: skip
        actor = actor_of(mandate, EVERY_YEAR)
        record(
            "people.make_administrator", actor=actor, day=day, basis=BASIS, subject_kind=PERSON,
            subject_id=person.pk, subject_title=f"{person.display_name} ({person.username})",
        )  # fmt: skip
    return actor


def _planning_organisation(province: Province, day: datetime.date) -> Organisation:
    """The province's Management and Planning Organization, made where there is none."""
    found = Organisation.objects.filter(province=province.code, kind=OrganisationKind.MPO, until__isnull=True).first()
    if found is not None:
        return found
    return Organisation.objects.create(
        province=province.code, code="mpo", kind=OrganisationKind.MPO, since=day,
        name=f"سازمان مدیریت و برنامه‌ریزی استان {province.name}",
        name_en=f"Management and Planning Organization of {province.name_en}" if province.name_en else "",
        short_name="سازمان مدیریت و برنامه‌ریزی",
    )  # fmt: skip
