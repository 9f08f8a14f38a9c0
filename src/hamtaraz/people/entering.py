"""The way in: a password, then a second factor where there is one; wrong tries close it for a while.

Instants are passed in. Five wrong tries close a person's name for fifteen minutes; thirty wrong tries
from one address close that address for as long, whatever names they were for.
"""

from __future__ import annotations

import datetime
import ipaddress

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from hamtaraz.kernel import text
from hamtaraz.people import second_factor
from hamtaraz.people.models import AddressTries, Person
from hamtaraz.people.refusals import NotLetIn, PasswordWeak

WRONG_TRIES = 5
WRONG_TRIES_OF_ADDRESS = 30
CLOSED_FOR = datetime.timedelta(minutes=15)


def username_of(typed: str) -> str:
    """A user name as it is kept: cleaned, Latin digits, lower case."""
    return text.digits(text.clean(typed)).lower()


def prove_password(username: str, password: str, *, address: str, now: datetime.datetime) -> Person:
    """The person whose name and password these are; refused with one sentence whatever was wrong.

    `address` is where the try comes from, or "" where that is not known. A try counts even though it is
    refused. The count of a person ends with `let_in`, when the second factor too is proved.
    """
    with transaction.atomic():
        tries = _tries_of(address)
        if tries and _is_closed(tries.closed_until, now):
            raise NotLetIn()
        person = _locked(username=username_of(username))
        proved = _password_is_right(person, password) and person is not None and not is_closed(person, now)
        if not proved:
            _count_wrong_try(person, now)
            _count_wrong_try_of_address(tries, now)
    if not proved or person is None:
        raise NotLetIn()
    return person


def prove_second_factor(person_id: int, code: str, *, now: datetime.datetime) -> Person:
    """The person, once an authenticator's or a recovery code is right; wrong codes count as wrong tries."""
    with transaction.atomic():
        person = _locked(pk=person_id, is_active=True)
        proved = person is not None and not is_closed(person, now) and second_factor.proves(person, code, now)
        if not proved:
            _count_wrong_try(person, now)
    if not proved or person is None:
        raise NotLetIn()
    return person


def let_in(person: Person) -> None:
    """Forget the wrong tries of a person who has proved everything asked."""
    person.failed_sign_ins, person.locked_until = 0, None
    person.save(update_fields=["failed_sign_ins", "locked_until"])


def is_closed(person: Person, now: datetime.datetime) -> bool:
    """Whether too many wrong tries keep this person out at `now`."""
    return _is_closed(person.locked_until, now)


def hold_to_the_rules(password: str, person: Person) -> None:
    """Refuse a password that breaks the installation's rules."""
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise PasswordWeak(faults=" ".join(error.messages)) from error


def _locked(**which: object) -> Person | None:
    return Person.objects.select_for_update().filter(**which).first()


def _password_is_right(person: Person | None, password: str) -> bool:
    """Whether it is right; a name nobody has takes as long as a wrong password."""
    if person is None or not person.has_usable_password():
        make_password(password)
        return False
    return person.check_password(password) and person.is_active


def _is_closed(until: datetime.datetime | None, now: datetime.datetime) -> bool:
    return until is not None and now < until


def _count_wrong_try(person: Person | None, now: datetime.datetime) -> None:
    """One more wrong try; the fifth closes the name and begins a new count. Tries on a closed name do not prolong it."""
    if person is None or _is_closed(person.locked_until, now):
        return
    person.failed_sign_ins += 1
    if person.failed_sign_ins >= WRONG_TRIES:
        person.failed_sign_ins, person.locked_until = 0, now + CLOSED_FOR
    person.save(update_fields=["failed_sign_ins", "locked_until"])


def _tries_of(address: str) -> AddressTries | None:
    """The count of an address, locked; None where the address says nothing about who asks."""
    if not address:
        return None
    network = _network(address)
    AddressTries.objects.get_or_create(network=network)
    return AddressTries.objects.select_for_update().get(network=network)


def _count_wrong_try_of_address(tries: AddressTries | None, now: datetime.datetime) -> None:
    if tries is None:
        return
    if tries.counted_from is None or now - tries.counted_from > CLOSED_FOR:
        tries.counted_from, tries.wrong_tries = now, 0
    tries.wrong_tries += 1
    if tries.wrong_tries >= WRONG_TRIES_OF_ADDRESS:
        tries.counted_from, tries.wrong_tries, tries.closed_until = None, 0, now + CLOSED_FOR
    tries.save()


def _network(address: str) -> str:
    """What one subscriber has: the address itself, or for IPv6 its /64."""
    found = ipaddress.ip_address(address)
    return str(found) if found.version == 4 else str(ipaddress.ip_network((found, 64), strict=False))
