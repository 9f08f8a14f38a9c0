"""Mandates: who sits where, in which role, from which day to which."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Mandate, Organisation, OrganisationKind, Person
from hamtaraz.people.roles import Role
from hamtaraz.web import refusals
from hamtaraz.web.administration.recording import (
    MANDATE,
    PERSON,
    Row,
    administrator,
    check_county,
    given_reason,
    record_act,
    record_many,
)

KINDS = OrganisationKind
SITS_IN: dict[str, frozenset[str]] = {
    Role.CONSOLIDATION_EXPERT: frozenset({KINDS.MPO, KINDS.MPO_GROUP}),
    Role.CONSOLIDATION_HEAD: frozenset({KINDS.MPO, KINDS.MPO_GROUP}),
    Role.SECTOR_EXPERT: frozenset({KINDS.MPO_GROUP}),
    Role.BUDGET_DEPUTY: frozenset({KINDS.MPO}),
    Role.MPO_HEAD: frozenset({KINDS.MPO}),
    Role.COUNCIL_SECRETARY: frozenset({KINDS.MPO, KINDS.GOVERNORATE}),
    Role.ALLOTMENT_SECRETARY: frozenset({KINDS.MPO, KINDS.MPO_GROUP}),
    Role.COUNTY_SECRETARY: frozenset({KINDS.COUNTY_GOVERNORATE}),
    Role.AGENCY_EXPERT: frozenset({KINDS.AGENCY}),
    Role.AGENCY_HEAD: frozenset({KINDS.AGENCY}),
    Role.RESOURCE_EXPERT: frozenset({KINDS.GRANTS_ORGANISATION}),
    Role.RESOURCE_DEPUTY: frozenset({KINDS.GRANTS_ORGANISATION}),
    Role.MUNICIPAL_DEPUTY: frozenset({KINDS.GRANTS_ORGANISATION}),
    Role.URBAN_OFFICE: frozenset({KINDS.GOVERNORATE}),
    Role.RURAL_OFFICE: frozenset({KINDS.GOVERNORATE}),
    Role.DEHYARI_DEPUTY: frozenset({KINDS.GRANTS_ORGANISATION}),
    Role.DEVELOPMENT_DEPUTY: frozenset({KINDS.GOVERNORATE}),
    Role.TECHNICAL_OFFICE: frozenset({KINDS.GOVERNORATE}),
    Role.COUNTY_TECHNICAL: frozenset({KINDS.COUNTY_GOVERNORATE}),
    Role.MAYOR: frozenset({KINDS.MUNICIPALITY}),
    Role.DEHYAR: frozenset({KINDS.DEHYARI}),
    Role.ADMINISTRATOR: frozenset({KINDS.MPO}),
}
"""The kinds of organisations each role sits in; a role that is not named sits anywhere."""


def give_mandate(
    actor: Actor,
    day: datetime.date,
    person: Person,
    role: str,
    organisation: Organisation,
    *,
    county: str = "",
    fiscal_year: int | None = None,
    since: datetime.date | None = None,
    until: datetime.date | None = None,
) -> Mandate:
    """Give `person` a role in an organisation from `since` (the day) until before `until`; never to oneself (S0-45).

    `county` is empty for the county of the organisation or the whole province; `fiscal_year` None is every year.
    """
    row = {"person": person, "role": role, "organisation": organisation, "county": county,
           "fiscal_year": fiscal_year, "since": since, "until": until}  # fmt: skip
    with transaction.atomic():
        made = _new_mandate(administrator(actor), day, row)
        _about_mandate("give_mandate", actor, day, made)
    return made


def give_mandates(actor: Actor, day: datetime.date, rows: Iterable[Row]) -> list[Mandate]:
    """Many mandates under one act; each row as the arguments of `give_mandate`."""
    with transaction.atomic():
        administrator(actor)
        made = [_new_mandate(actor, day, row) for row in rows]
        named = [f"{one.person.username} {one.role} {one.organisation.code}" for one in made]
        record_many("give_mandates", actor, day, MANDATE, named)
    return made


def end_mandate(
    actor: Actor, day: datetime.date, mandate: Mandate, *, until: datetime.date | None = None, reason: str
) -> Mandate:
    """The mandate ends before `until` (by default at once, on `day`); whoever acts under it stops at the next page."""
    with transaction.atomic():
        administrator(actor)
        held = Mandate.objects.select_for_update().filter(pk=mandate.pk, province=actor.province).first()
        if held is None:
            raise refusals.Unknown(what=str(mandate))
        if held.person_id == actor.person_id:
            raise refusals.NotForOneself()
        if held.until is not None and held.until <= day:
            raise refusals.EndedAlready(until_on=held.until)
        ends = until or max(day, held.since)  # one that has not begun never begins
        if ends < held.since or ends < day:
            raise refusals.PeriodUpsideDown(since_on=max(held.since, day), until_on=ends)
        held.until = ends
        held.save(update_fields=["until"])
        _about_mandate("end_mandate", actor, day, held, reason=given_reason(reason))
    return held


def _new_mandate(actor: Actor, day: datetime.date, row: Row) -> Mandate:
    person, organisation, role = row["person"], row["organisation"], row["role"]
    since, until, county = row.get("since") or day, row.get("until"), row.get("county") or ""
    if person.pk == actor.person_id:
        raise refusals.NotForOneself()
    if not person.is_active:
        raise refusals.AccountIsClosed(person=person.display_name)
    if organisation.province != actor.province:
        raise refusals.Unknown(what=organisation.name)
    _seated(role, organisation, county)
    check_county(actor, county)
    if until is not None and until <= since:
        raise refusals.PeriodUpsideDown(since_on=since, until_on=until)
    if organisation.until is not None and (until is None or until > organisation.until):
        raise refusals.EndedAlready(until_on=organisation.until)
    same = Mandate.objects.filter(
        Q(until__isnull=True) | Q(until__gt=since), person=person, role=role, organisation=organisation, county=county
    ).filter(Q(fiscal_year=row.get("fiscal_year")) | Q(fiscal_year__isnull=True))
    if (same if until is None else same.filter(since__lt=until)).exists():
        raise refusals.HeldAlready(role=Role(role).label, organisation=organisation.name)
    return Mandate.objects.create(
        province=actor.province, person=person, role=role, organisation=organisation, county=county,
        fiscal_year=row.get("fiscal_year"), since=since, until=until,
    )  # fmt: skip


def _seated(role: str, organisation: Organisation, county: str) -> None:
    """Refuse a role where it does not sit; a county's secretary needs a county, a sector expert a group."""
    if role not in Role.values:
        raise refusals.Unknown(what=role)
    right_kind = organisation.kind in SITS_IN.get(role, frozenset(OrganisationKind.values))
    lacks_county = role == Role.COUNTY_SECRETARY and not (county or organisation.county)
    lacks_group = role == Role.SECTOR_EXPERT and not organisation.sector_group
    if not right_kind or lacks_county or lacks_group:
        raise refusals.DoesNotSitThere(role=Role(role).label, organisation=organisation.name)


def _about_mandate(verb: str, actor: Actor, day: datetime.date, mandate: Mandate, *, reason: str = "") -> None:
    """An act on a mandate is told with the person it concerns."""
    details = {
        "mandate": mandate.pk, "role": mandate.role, "organisation": mandate.organisation.code,
        "county": mandate.county, "fiscal_year": mandate.fiscal_year, "since": mandate.since.isoformat(),
        "until": mandate.until.isoformat() if mandate.until else None,
    }  # fmt: skip
    title = f"{mandate.person.display_name} ({mandate.person.username}): {mandate}"
    record_act(verb, actor, day, PERSON, mandate.person_id, title, reason, details)
