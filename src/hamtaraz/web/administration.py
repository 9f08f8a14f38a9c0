"""Persons, organisations and mandates as the system administrator keeps them: every change is an act in the trail.

Each operation takes the administrator who acts and the day, changes one thing in one transaction, and
refuses anybody else. People and organisations outlive budget years: these acts belong to no year.
Singular operations change one thing under one act; plural ones take many rows under one act.
"""

from __future__ import annotations

import datetime
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hamtaraz.kernel import text
from hamtaraz.kernel.refusals import Missing, NotYours
from hamtaraz.people import entering, second_factor
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Mandate, Organisation, OrganisationKind, Person
from hamtaraz.people.roles import Role, SectorGroup
from hamtaraz.places.models import County
from hamtaraz.trail.record import record
from hamtaraz.web import refusals

BASIS = "S0-45"
PERSON, ORGANISATION, MANDATE = "people.person", "people.organisation", "people.mandate"
EVERY_YEAR = 0
Row = Mapping[str, Any]

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
    Role.MAYOR: frozenset({KINDS.MUNICIPALITY}),
    Role.ADMINISTRATOR: frozenset({KINDS.MPO}),
}
"""The kinds of organisations each role sits in; a role that is not named sits anywhere."""


def people_of(actor: Actor) -> QuerySet[Person]:
    """The persons this administrator keeps: those with a mandate in the province, and those with none at all."""
    here = Mandate.objects.filter(province=actor.province).values("person")
    return Person.objects.filter(Q(pk__in=here) | ~Q(pk__in=Mandate.objects.values("person")))


# --- persons -----------------------------------------------------------------------------------


def add_person(
    actor: Actor, day: datetime.date, *, username: str, display_name: str, password: str | None = None
) -> Person:
    """A new person without mandates; a given `password` is the first one and must be changed, None: cannot sign in."""
    with transaction.atomic():
        person = _new_person(_administrator(actor), username, display_name, password)
        _about_person("add_person", actor, day, person)
    return person


def add_people(actor: Actor, day: datetime.date, rows: Iterable[Row]) -> list[Person]:
    """Many persons under one act; a row has `username`, `display_name` and may have `password`."""
    with transaction.atomic():
        _administrator(actor)
        made = [_new_person(actor, row["username"], row["display_name"], row.get("password")) for row in rows]
        _about_many("add_people", actor, day, PERSON, [person.username for person in made])
    return made


def close_account(actor: Actor, day: datetime.date, person: Person, *, reason: str) -> Person:
    """Nobody signs in as this person any more, from the next page on; the mandates stay as they are."""
    return _open_or_close(actor, day, person, opens=False, reason=reason)


def open_account(actor: Actor, day: datetime.date, person: Person) -> Person:
    """Let a person sign in again whose account was closed."""
    return _open_or_close(actor, day, person, opens=True, reason="")


def reset_password(actor: Actor, day: datetime.date, person: Person, *, password: str) -> Person:
    """Give a new first password, which must be changed; every session of the person ends, a closed way in opens."""
    with transaction.atomic():
        held = _somebody_else(actor, person)
        if not held.is_active:
            raise refusals.AccountIsClosed(person=held.display_name)
        entering.hold_to_the_rules(password, held)
        held.set_password(password)
        held.must_change_password, held.failed_sign_ins, held.locked_until = True, 0, None
        held.save()
        _about_person("reset_password", actor, day, held)
    return held


def reset_second_factor(actor: Actor, day: datetime.date, person: Person, *, reason: str) -> Person:
    """Remove a lost authenticator and its recovery codes."""
    with transaction.atomic():
        held = _somebody_else(actor, person)
        second_factor.remove(held)
        _about_person("reset_second_factor", actor, day, held, reason=_reason(reason))
    return held


def unlock(actor: Actor, day: datetime.date, person: Person) -> Person:
    """Open the way in before its time for somebody whom wrong tries keep out."""
    with transaction.atomic():
        held = _somebody_else(actor, person)
        if held.locked_until is None and not held.failed_sign_ins:
            raise refusals.NothingToDo()
        entering.let_in(held)
        _about_person("unlock", actor, day, held)
    return held


def first_password() -> str:
    """A generated password that can be read out on the telephone (about 59 bits)."""
    groups = ("".join(secrets.choice(second_factor.LETTERS) for _ in range(4)) for _ in range(3))
    return "-".join(groups)


# --- organisations -----------------------------------------------------------------------------


def add_organisation(actor: Actor, day: datetime.date, **fields: Any) -> Organisation:
    """A new organisation of the province.

    Fields: `code`, `kind`, `name`; may have `name_en`, `short_name`, `head_title`, `parent` (an
    Organisation), `sector_group`, `county` (a county's code), `since` (by default the day).
    """
    with transaction.atomic():
        made = _new_organisation(_administrator(actor), day, fields)
        _about_organisation("add_organisation", actor, day, made)
    return made


def add_organisations(actor: Actor, day: datetime.date, rows: Iterable[Row]) -> list[Organisation]:
    """Many organisations under one act; each row as the fields of `add_organisation`."""
    with transaction.atomic():
        _administrator(actor)
        made = [_new_organisation(actor, day, row) for row in rows]
        _about_many("add_organisations", actor, day, ORGANISATION, [one.code for one in made])
    return made


def edit_organisation(actor: Actor, day: datetime.date, organisation: Organisation, **fields: Any) -> Organisation:
    """Change names, title, group or county; code and kind stay, since the book and the mandates lean on them."""
    changeable = {"name", "name_en", "short_name", "head_title", "sector_group", "county"}
    assert fields.keys() <= changeable, fields.keys() - changeable
    with transaction.atomic():
        held = _held_organisation(_administrator(actor), organisation.pk)
        cleaned = _checked(actor, fields)
        before = {name: getattr(held, name) for name, value in cleaned.items() if getattr(held, name) != value}
        if not before:
            raise refusals.NothingToDo()
        for name, value in cleaned.items():
            setattr(held, name, value)
        held.save()
        details = {name: {"from": earlier, "to": cleaned[name]} for name, earlier in before.items()}
        _about_organisation("edit_organisation", actor, day, held, details=details)
    return held


def close_organisation(
    actor: Actor, day: datetime.date, organisation: Organisation, *, until: datetime.date, reason: str
) -> Organisation:
    """The organisation is no more from `until` on; refused while mandates in it go on."""
    with transaction.atomic():
        held = _held_organisation(_administrator(actor), organisation.pk)
        if held.until is not None:
            raise refusals.EndedAlready(until_on=held.until)
        if until < held.since:
            raise refusals.PeriodUpsideDown(since_on=held.since, until_on=until)
        count = Mandate.objects.filter(Q(until__isnull=True) | Q(until__gt=until), organisation=held).count()
        if count:
            raise refusals.SomebodyStillSitsThere(count=count, organisation=held.name)
        held.until = until
        held.save()
        _about_organisation(
            "close_organisation", actor, day, held, reason=_reason(reason), details={"until": until.isoformat()}
        )
    return held


def reopen_organisation(actor: Actor, day: datetime.date, organisation: Organisation, *, reason: str) -> Organisation:
    """The organisation goes on after all."""
    with transaction.atomic():
        held = _held_organisation(_administrator(actor), organisation.pk)
        if held.until is None:
            raise refusals.NothingToDo()
        held.until = None
        held.save()
        _about_organisation("reopen_organisation", actor, day, held, reason=_reason(reason))
    return held


# --- mandates ----------------------------------------------------------------------------------


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
        made = _new_mandate(_administrator(actor), day, row)
        _about_mandate("give_mandate", actor, day, made)
    return made


def give_mandates(actor: Actor, day: datetime.date, rows: Iterable[Row]) -> list[Mandate]:
    """Many mandates under one act; each row as the arguments of `give_mandate`."""
    with transaction.atomic():
        _administrator(actor)
        made = [_new_mandate(actor, day, row) for row in rows]
        named = [f"{one.person.username} {one.role} {one.organisation.code}" for one in made]
        _about_many("give_mandates", actor, day, MANDATE, named)
    return made


def end_mandate(
    actor: Actor, day: datetime.date, mandate: Mandate, *, until: datetime.date | None = None, reason: str
) -> Mandate:
    """The mandate ends before `until` (by default at once, on `day`); whoever acts under it stops at the next page."""
    with transaction.atomic():
        _administrator(actor)
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
        _about_mandate("end_mandate", actor, day, held, reason=_reason(reason))
    return held


# --- inside ------------------------------------------------------------------------------------


def _administrator(actor: Actor) -> Actor:
    if actor.role != Role.ADMINISTRATOR:
        raise NotYours()
    return actor


def _reason(words: str) -> str:
    if not words.strip():
        raise Missing(field=_("Reason"))
    return text.clean_lines(words)


def _new_person(actor: Actor, username: str, display_name: str, password: str | None) -> Person:
    name = entering.username_of(username)
    if not re.fullmatch(r"[a-z][a-z0-9._-]{2,59}", name):
        raise refusals.NameUnusable(name=username)
    if Person.objects.filter(username=name).exists():
        raise refusals.AlreadyThere(what=name)
    if not display_name.strip():
        raise Missing(field=_("Name of the person"))
    person = Person(username=name, display_name=text.clean(display_name), must_change_password=password is not None)
    if password is not None:
        entering.hold_to_the_rules(password, person)
    person.set_password(password)
    person.save()
    return person


def _somebody_else(actor: Actor, person: Person) -> Person:
    """The person's row, locked: one this administrator keeps, and not themselves."""
    _administrator(actor)
    if person.pk == actor.person_id:
        raise refusals.NotForOneself()
    held = Person.objects.select_for_update().filter(pk=person.pk, pk__in=people_of(actor).values("pk")).first()
    if held is None:
        raise refusals.Unknown(what=person.username)
    return held


def _open_or_close(actor: Actor, day: datetime.date, person: Person, *, opens: bool, reason: str) -> Person:
    with transaction.atomic():
        held = _somebody_else(actor, person)
        if held.is_active == opens:
            raise refusals.NothingToDo()
        held.is_active = opens
        held.save(update_fields=["is_active"])
        verb = "open_account" if opens else "close_account"
        _about_person(verb, actor, day, held, reason="" if opens else _reason(reason))
    return held


def _new_organisation(actor: Actor, day: datetime.date, fields: Row) -> Organisation:
    fields = {"since": day, **_checked(actor, fields)}
    code = text.digits(text.clean(fields["code"]))
    if not code:
        raise Missing(field=_("Code"))
    if fields["kind"] not in OrganisationKind.values:
        raise refusals.Unknown(what=fields["kind"])
    if Organisation.objects.filter(province=actor.province, code=code).exists():
        raise refusals.AlreadyThere(what=code)
    return Organisation.objects.create(**{**fields, "code": code, "province": actor.province})


def _checked(actor: Actor, fields: Row) -> dict[str, Any]:
    """The fields with their texts cleaned; refused where a group or a county is not known."""
    cleaned = {name: text.clean(value) if isinstance(value, str) else value for name, value in fields.items()}
    if "name" in cleaned and not cleaned["name"]:
        raise Missing(field=_("Name"))
    if cleaned.get("sector_group", "") not in ("", *SectorGroup.values):
        raise refusals.Unknown(what=cleaned["sector_group"])
    _known_county(actor, cleaned.get("county", ""))
    return cleaned


def _known_county(actor: Actor, code: str) -> None:
    if code and not County.objects.filter(province=actor.province, code=code).exists():
        raise refusals.Unknown(what=code)


def _held_organisation(actor: Actor, pk: int) -> Organisation:
    held = Organisation.objects.select_for_update().filter(province=actor.province, pk=pk).first()
    if held is None:
        raise refusals.Unknown(what=str(pk))
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
    _known_county(actor, county)
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


def _record(
    verb: str, actor: Actor, day: datetime.date, kind: str, pk: int, title: str, reason: str, details: Row
) -> None:
    record(
        f"people.{verb}", actor=replace(actor, fiscal_year=EVERY_YEAR), day=day, basis=BASIS, subject_kind=kind,
        subject_id=pk, subject_title=title, reason=reason, details=dict(details),
    )  # fmt: skip


def _about_person(verb: str, actor: Actor, day: datetime.date, person: Person, *, reason: str = "") -> None:
    title = f"{person.display_name} ({person.username})"
    _record(verb, actor, day, PERSON, person.pk, title, reason, {})


def _about_organisation(
    verb: str, actor: Actor, day: datetime.date, one: Organisation, *, reason: str = "", details: Row | None = None
) -> None:
    _record(verb, actor, day, ORGANISATION, one.pk, one.name, reason, {"code": one.code, **(details or {})})


def _about_mandate(verb: str, actor: Actor, day: datetime.date, mandate: Mandate, *, reason: str = "") -> None:
    """An act on a mandate is told with the person it concerns."""
    details = {
        "mandate": mandate.pk, "role": mandate.role, "organisation": mandate.organisation.code,
        "county": mandate.county, "fiscal_year": mandate.fiscal_year, "since": mandate.since.isoformat(),
        "until": mandate.until.isoformat() if mandate.until else None,
    }  # fmt: skip
    title = f"{mandate.person.display_name} ({mandate.person.username}): {mandate}"
    _record(verb, actor, day, PERSON, mandate.person_id, title, reason, details)


def _about_many(verb: str, actor: Actor, day: datetime.date, kind: str, named: list[str]) -> None:
    """One act for many rows, on the kind of thing they are; their names are in its details."""
    _record(verb, actor, day, kind, 0, f"{len(named)}", "", {"rows": named})
