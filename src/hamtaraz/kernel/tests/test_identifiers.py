"""Identifiers are read with their check digits (domain.md 2.12); every number here is made up."""

from collections.abc import Callable

import pytest

from hamtaraz.kernel import identifiers
from hamtaraz.kernel.identifiers import (
    check_legal_entity_id,
    check_mobile,
    check_national_id,
    check_postal_code,
    check_sheba,
)

# No place issues national IDs that begin with 000, and no bank has the number 000.
RIGHT: list[tuple[Callable[[str], str], str, str]] = [
    (check_national_id, "0000000019", "0000000019"),
    (check_national_id, "۰۰۰-۰۰۰۰۰۲-۷", "0000000027"),
    (check_legal_entity_id, "10380284790", "10380284790"),
    (check_legal_entity_id, "۱۰۳۸۰۲۸۴۷۹۰", "10380284790"),
    (check_sheba, "IR22 0000 0000 0000 0000 0000 01", "IR220000000000000000000001"),
    (check_sheba, "ir۲۲۰۰۰۰۰۰۰۰۰۰۰۰۰۰۰۰۰۰۰۰۰۱", "IR220000000000000000000001"),
    (check_sheba, "220000000000000000000001", "IR220000000000000000000001"),
    (check_postal_code, "۶۱۱۱۱-۱۱۱۱۱", "6111111111"),
    (check_mobile, "۰۹۰۰۰۰۰۰۰۰۰", "09000000000"),
    (check_mobile, "+98 900 000 0000", "09000000000"),
    (check_mobile, "00989000000000", "09000000000"),
    (check_mobile, "9000000000", "09000000000"),
]


@pytest.mark.parametrize(("check", "typed", "read"), RIGHT)
def test_a_right_identifier_is_read_as_ascii_digits(check: Callable[[str], str], typed: str, read: str) -> None:
    assert check(typed) == read


@pytest.mark.parametrize(
    ("check", "typed"),
    [
        (check_national_id, "0000000018"),
        (check_national_id, "1111111111"),
        (check_national_id, "000000019"),
        (check_national_id, "000000001a"),
        (check_national_id, ""),
        (check_legal_entity_id, "10380284791"),
        (check_legal_entity_id, "1038028479"),
        (check_sheba, "IR990000000000000000000001"),
        (check_sheba, "IR22000000000000000000000"),
        (check_sheba, "DE220000000000000000000001"),
        (check_postal_code, "611111111"),
        (check_postal_code, "0111111111"),
        (check_mobile, "08000000000"),
        (check_mobile, "0900000000"),
    ],
)
def test_a_wrong_identifier_is_refused(check: Callable[[str], str], typed: str) -> None:
    with pytest.raises(identifiers.WrongIdentifier):
        check(typed)


@pytest.mark.parametrize(
    ("check", "right"),
    [
        (check_national_id, "0000000027"),
        (check_sheba, "IR220000000000000000000001"),
    ],
)
def test_one_wrong_digit_is_found_wherever_it_stands(check: Callable[[str], str], right: str) -> None:
    for place, digit in enumerate(right):
        for other in set("0123456789") - {digit}:
            if digit.isdigit():
                with pytest.raises(identifiers.WrongIdentifier):
                    check(right[:place] + other + right[place + 1 :])
