"""The second factor of a person: an authenticator's secret, sealed, and ten recovery codes."""

from __future__ import annotations

import datetime
import secrets

from django.db import transaction
from django.utils.crypto import salted_hmac

from hamtaraz.kernel import text
from hamtaraz.people import sealing, totp
from hamtaraz.people.models import Person, RecoveryCode, SecondFactor
from hamtaraz.people.refusals import CodeWrong, SecondFactorIsOff, SecondFactorIsOn

RECOVERY_CODES = 10
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # without letters that are taken for one another


def is_on(person: Person) -> bool:
    """Whether this person proves more than a password."""
    return SecondFactor.objects.filter(person=person, confirmed_on__isnull=False).exists()


def begin(person: Person) -> SecondFactor:
    """A fresh secret, not yet asked for at the way in; refused where a second factor is on."""
    with transaction.atomic():
        _lock(person)
        if is_on(person):
            raise SecondFactorIsOn()
        factor, _made = SecondFactor.objects.update_or_create(
            person=person, defaults={"sealed_secret": sealing.seal(totp.new_secret()), "last_step": 0}
        )
    return factor


def confirm(person: Person, code: str, *, now: datetime.datetime, day: datetime.date) -> list[str]:
    """Turn the second factor on with the first right code; the recovery codes are given this once."""
    with transaction.atomic():
        _lock(person)
        factor = SecondFactor.objects.filter(person=person).first()
        if factor is None:
            raise SecondFactorIsOff()
        if factor.confirmed_on:
            raise SecondFactorIsOn()
        if not _take_code(factor, code, now):
            raise CodeWrong()
        factor.confirmed_on = day
        factor.save(update_fields=["confirmed_on"])
        return _write_codes(person)


def remove(person: Person) -> None:
    """Forget the secret and the recovery codes; refused where there is nothing to forget."""
    with transaction.atomic():
        _lock(person)
        removed, _kinds = SecondFactor.objects.filter(person=person).delete()
        if not removed:
            raise SecondFactorIsOff()
        RecoveryCode.objects.filter(person=person).delete()


def renew_recovery_codes(person: Person) -> list[str]:
    """Ten new recovery codes, given this once; the earlier ones open nothing any more."""
    with transaction.atomic():
        _lock(person)
        if not is_on(person):
            raise SecondFactorIsOff()
        return _write_codes(person)


def proves(person: Person, code: str, now: datetime.datetime) -> bool:
    """Whether this is the person's code of now or an unused recovery code; either is used up by asking.

    Called by `entering.prove_second_factor`, which holds the person's row and counts wrong tries.
    """
    factor = SecondFactor.objects.filter(person=person, confirmed_on__isnull=False).first()
    if factor is None:
        return False
    if _take_code(factor, code, now):
        return True
    unused = RecoveryCode.objects.filter(person=person, digest=_digest(code), used_at__isnull=True)
    return unused.update(used_at=now) == 1


def secret_of(factor: SecondFactor) -> bytes:
    """The authenticator's secret, unsealed."""
    return sealing.unseal(factor.sealed_secret)


def _take_code(factor: SecondFactor, code: str, now: datetime.datetime) -> bool:
    shown = "".join(text.digits(code).split())
    step = totp.matching_step(secret_of(factor), shown, int(now.timestamp()), after=factor.last_step)
    if step is None:
        return False
    factor.last_step = step
    factor.save(update_fields=["last_step"])
    return True


def _write_codes(person: Person) -> list[str]:
    RecoveryCode.objects.filter(person=person).delete()
    codes = [
        "-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(2)) for _ in range(RECOVERY_CODES)
    ]
    RecoveryCode.objects.bulk_create([RecoveryCode(person=person, digest=_digest(code)) for code in codes])
    return codes


def _digest(code: str) -> str:
    """The keyed hash of a recovery code, however it was typed; the code itself is kept nowhere."""
    typed = "".join(letter for letter in text.digits(code).lower() if letter.isalnum())
    return salted_hmac("hamtaraz.people.recovery_code", typed, algorithm="sha256").hexdigest()


def _lock(person: Person) -> None:
    Person.objects.select_for_update().get(pk=person.pk)
