"""What a person changes in their own account: the password, the second factor; each change is an act."""

from __future__ import annotations

import datetime
from dataclasses import replace

from django.db import transaction

from hamtaraz.people import entering, second_factor
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Person
from hamtaraz.people.refusals import PasswordWrong
from hamtaraz.trail.record import record
from hamtaraz.web.administration import BASIS, EVERY_YEAR, PERSON


def change_password(actor: Actor, day: datetime.date, *, present: str, new: str) -> Person:
    """A new password, once the present one is proved; the person's other sessions end."""
    with transaction.atomic():
        person = _proved(actor, present)
        entering.hold_to_the_rules(new, person)
        person.set_password(new)
        person.must_change_password = False
        person.save(update_fields=["password", "must_change_password"])
        _record("change_password", actor, day, person)
    return person


def turn_on_second_factor(actor: Actor, day: datetime.date, *, code: str, now: datetime.datetime) -> list[str]:
    """Confirm the secret that was shown with the first right code; gives the recovery codes, this once."""
    with transaction.atomic():
        person = Person.objects.get(pk=actor.person_id)
        codes = second_factor.confirm(person, code, now=now, day=day)
        _record("turn_on_second_factor", actor, day, person)
    return codes


def turn_off_second_factor(actor: Actor, day: datetime.date, *, present: str) -> None:
    """Remove the authenticator and the recovery codes, once the password is proved."""
    with transaction.atomic():
        person = _proved(actor, present)
        second_factor.remove(person)
        _record("turn_off_second_factor", actor, day, person)


def renew_recovery_codes(actor: Actor, day: datetime.date, *, present: str) -> list[str]:
    """Ten new recovery codes, once the password is proved; gives them this once."""
    with transaction.atomic():
        person = _proved(actor, present)
        codes = second_factor.renew_recovery_codes(person)
        _record("renew_recovery_codes", actor, day, person)
    return codes


def _proved(actor: Actor, present: str) -> Person:
    person = Person.objects.select_for_update().get(pk=actor.person_id)
    if not person.check_password(present):
        raise PasswordWrong()
    return person


def _record(verb: str, actor: Actor, day: datetime.date, person: Person) -> None:
    record(
        f"people.{verb}", actor=replace(actor, fiscal_year=EVERY_YEAR), day=day, basis=BASIS, subject_kind=PERSON,
        subject_id=person.pk, subject_title=f"{person.display_name} ({person.username})",
    )  # fmt: skip
