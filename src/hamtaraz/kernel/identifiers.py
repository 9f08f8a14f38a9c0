"""Check digits of the identifiers people type: national ID, legal entity, Sheba, postal code, mobile."""

import re

from hamtaraz.kernel.refusals import N_, Refused
from hamtaraz.kernel.text import clean, digits


class WrongIdentifier(Refused):
    """An identifier whose length or check digit is wrong; a room may warn instead (domain.md 2.12)."""

    key = "wrong_identifier"
    sentence = N_("“%(text)s” is not a valid identifier.")
    remedy = N_("Compare it with the document, digit by digit.")


class WrongNationalId(WrongIdentifier):
    """A person's national ID of the wrong length or check digit."""

    key = "wrong_national_id"
    sentence = N_("“%(text)s” is not a valid national ID.")
    remedy = N_("A national ID has 10 digits; compare it with the card, digit by digit.")


class WrongLegalEntityId(WrongIdentifier):
    """A legal entity's ID of the wrong length or check digit."""

    key = "wrong_legal_entity_id"
    sentence = N_("“%(text)s” is not a valid ID of a legal entity.")
    remedy = N_("The ID of a legal entity has 11 digits; compare it with its registration.")


class WrongSheba(WrongIdentifier):
    """A Sheba (IBAN) of the wrong form or check digits."""

    key = "wrong_sheba"
    sentence = N_("“%(text)s” is not a valid Sheba number.")
    remedy = N_("A Sheba number is IR and 24 digits; copy it from the bank's letter.")


class WrongPostalCode(WrongIdentifier):
    """A postal code that is not ten digits."""

    key = "wrong_postal_code"
    sentence = N_("“%(text)s” is not a valid postal code.")
    remedy = N_("A postal code has 10 digits, without zero at the start.")


class WrongMobile(WrongIdentifier):
    """A mobile number that is not 09 and nine digits."""

    key = "wrong_mobile"
    sentence = N_("“%(text)s” is not a valid mobile number.")
    remedy = N_("A mobile number is 09 and nine more digits.")


def check_national_id(text: str) -> str:
    """Give the ten ASCII digits of a person's national ID, or refuse a wrong one."""
    typed = _bare(text)
    if not re.fullmatch("[0-9]{10}", typed) or len(set(typed)) == 1:
        raise WrongNationalId(text=text)
    rest = sum(int(digit) * (10 - place) for place, digit in enumerate(typed[:9])) % 11
    if int(typed[9]) != (rest if rest < 2 else 11 - rest):
        raise WrongNationalId(text=text)
    return typed


def check_legal_entity_id(text: str) -> str:
    """Give the eleven ASCII digits of a legal entity's ID, or refuse a wrong one."""
    typed = _bare(text)
    if not re.fullmatch("[0-9]{11}", typed):
        raise WrongLegalEntityId(text=text)
    added = int(typed[9]) + 2
    weights = (29, 27, 23, 19, 17) * 2
    total = sum((int(digit) + added) * weight for digit, weight in zip(typed, weights, strict=False))
    if total % 11 % 10 != int(typed[10]):
        raise WrongLegalEntityId(text=text)
    return typed


def check_sheba(text: str) -> str:
    """Give IR and the 24 ASCII digits of a Sheba number (spaces and a missing IR are forgiven)."""
    typed = _bare(text).upper()
    typed = typed if typed.startswith("IR") else "IR" + typed
    # I is 18 and R is 27 in the number whose remainder by 97 must be 1.
    if not re.fullmatch("IR[0-9]{24}", typed) or int(typed[4:] + "1827" + typed[2:4]) % 97 != 1:
        raise WrongSheba(text=text)
    return typed


def check_postal_code(text: str) -> str:
    """Give the ten ASCII digits of a postal code; only its form can be checked."""
    typed = _bare(text)
    if not re.fullmatch("[1-9][0-9]{9}", typed):
        raise WrongPostalCode(text=text)
    return typed


def check_mobile(text: str) -> str:
    """Give a mobile number as 09 and nine digits; +98, 0098 and a missing 0 are forgiven."""
    found = re.fullmatch(r"(?:\+98|0098|0)?(9[0-9]{9})", _bare(text))
    if not found:
        raise WrongMobile(text=text)
    return "0" + found[1]


def _bare(text: str) -> str:
    """Drop the spaces and dashes people put between groups."""
    return re.sub("[ -]", "", digits(clean(text)))
