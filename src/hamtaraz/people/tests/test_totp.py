"""Codes of an authenticator, held to the tables printed in RFC 4226 (appendix D) and RFC 6238 (appendix B)."""

import pytest

from hamtaraz.people import totp

SEED = b"12345678901234567890"
SEEDS = {"sha1": SEED, "sha256": (SEED * 2)[:32], "sha512": (SEED * 4)[:64]}
INSTANTS = [59, 1111111109, 1111111111, 1234567890, 2000000000, 20000000000]
PRINTED = {
    "sha1": ["94287082", "07081804", "14050471", "89005924", "69279037", "65353130"],
    "sha256": ["46119246", "68084774", "67062674", "91819424", "90698825", "77737706"],
    "sha512": ["90693936", "25091201", "99943326", "93441116", "38618901", "47863826"],
}
COUNTED = ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"]


@pytest.mark.parametrize("algorithm", PRINTED)
def test_codes_are_those_printed_in_rfc_6238(algorithm):
    codes = [
        totp.code_at(SEEDS[algorithm], totp.step_of(instant), digits=8, algorithm=algorithm) for instant in INSTANTS
    ]
    assert codes == PRINTED[algorithm]


def test_codes_of_six_digits_are_those_printed_in_rfc_4226():
    assert [totp.code_at(SEED, step) for step in range(10)] == COUNTED


@pytest.mark.parametrize(("early_seconds", "taken"), [(0, True), (30, True), (-30, True), (60, False), (-60, False)])
def test_a_clock_may_be_one_step_off_and_no_more(early_seconds, taken):
    code = totp.code_at(SEED, totp.step_of(1111111111))
    assert (totp.matching_step(SEED, code, 1111111111 + early_seconds, after=0) is not None) is taken


def test_a_step_that_was_taken_is_not_taken_again():
    step = totp.step_of(1111111111)
    code = totp.code_at(SEED, step)
    assert totp.matching_step(SEED, code, 1111111111, after=step - 1) == step
    assert totp.matching_step(SEED, code, 1111111111, after=step) is None


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "۱۲۳۴۵۶"])
def test_what_is_not_a_code_is_not_taken(code):
    assert totp.matching_step(SEED, code, 59, after=-5) is None


def test_an_authenticator_can_read_the_address():
    address = totp.address_of(SEED, issuer="Hamtaraz", account="admin@mpo")
    assert address == (
        "otpauth://totp/Hamtaraz%3Aadmin%40mpo?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
        "&issuer=Hamtaraz&algorithm=SHA1&digits=6&period=30"
    )
