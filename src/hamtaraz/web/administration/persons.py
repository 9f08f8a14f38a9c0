"""Persons and their accounts, as the administrator keeps them."""

from __future__ import annotations

import datetime
import re
import secrets
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hamtaraz.kernel import text
from hamtaraz.kernel.refusals import Missing
from hamtaraz.people import entering, second_factor
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Mandate, Person
from hamtaraz.web import refusals
from hamtaraz.web.administration.recording import PERSON, Row, administrator, given_reason, record_act, record_many


def people_of(actor: Actor) -> QuerySet[Person]:
    """The persons this administrator keeps: those with a mandate in the province, and those with none at all."""
    here = Mandate.objects.filter(province=actor.province).values("person")
    return Person.objects.filter(Q(pk__in=here) | ~Q(pk__in=Mandate.objects.values("person")))


def add_person(
    actor: Actor, day: datetime.date, *, username: str, display_name: str, password: str | None = None
) -> Person:
    """A new person without mandates; a given `password` is the first one and must be changed, None: cannot sign in."""
    with transaction.atomic():
        person = _new_person(administrator(actor), username, display_name, password)
        _about_person("add_person", actor, day, person)
    return person


def add_people(actor: Actor, day: datetime.date, rows: Iterable[Row]) -> list[Person]:
    """Many persons under one act; a row has `username`, `display_name` and may have `password`."""
    with transaction.atomic():
        administrator(actor)
        made = [_new_person(actor, row["username"], row["display_name"], row.get("password")) for row in rows]
        record_many("add_people", actor, day, PERSON, [person.username for person in made])
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
        _about_person("reset_second_factor", actor, day, held, reason=given_reason(reason))
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
    administrator(actor)
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
        _about_person(verb, actor, day, held, reason="" if opens else given_reason(reason))
    return held


def _about_person(verb: str, actor: Actor, day: datetime.date, person: Person, *, reason: str = "") -> None:
    title = f"{person.display_name} ({person.username})"
    record_act(verb, actor, day, PERSON, person.pk, title, reason, {})
