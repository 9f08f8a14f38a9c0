"""The way in: wrong tries close it for a while, a code opens once, and nothing says which word was wrong."""

import datetime

import pytest
from cryptography.fernet import InvalidToken

from hamtaraz.people import entering, sealing, second_factor, totp
from hamtaraz.people.models import AddressTries, Person, RecoveryCode, SecondFactor
from hamtaraz.people.refusals import CodeWrong, NotLetIn, PasswordWeak, SecondFactorIsOff, SecondFactorIsOn

NOON = datetime.datetime(2026, 10, 22, 12, 0, tzinfo=datetime.UTC)
DAY = NOON.date()
MINUTE = datetime.timedelta(minutes=1)
PASSWORD = "river-share-notice"


@pytest.fixture
def person(db) -> Person:
    return Person.objects.create_user("maryam", "مریم", PASSWORD)


def enters(username="maryam", password=PASSWORD, *, now=NOON, address="192.0.2.7") -> Person:
    return entering.prove_password(username, password, address=address, now=now)


def fails(times: int, **how) -> None:
    for _ in range(times):
        with pytest.raises(NotLetIn):
            enters(**{"password": "wrong", **how})


def code_of(person: Person, now: datetime.datetime) -> str:
    secret = second_factor.secret_of(SecondFactor.objects.get(person=person))
    return totp.code_at(secret, totp.step_of(int(now.timestamp())))


def with_second_factor(person: Person) -> list[str]:
    second_factor.begin(person)
    earlier = NOON - 10 * MINUTE
    return second_factor.confirm(person, code_of(person, earlier), now=earlier, day=DAY)


def test_the_right_name_and_password_are_let_in_however_the_name_is_typed(person):
    assert enters("  Maryam ") == person


def test_five_wrong_tries_close_the_name_for_fifteen_minutes(person):
    fails(5)
    with pytest.raises(NotLetIn):
        enters(now=NOON + 14 * MINUTE)
    assert enters(now=NOON + 15 * MINUTE) == person


def test_four_wrong_tries_close_nothing_and_a_sign_in_forgets_them(person):
    fails(4)
    entering.let_in(enters())
    fails(4)
    assert enters() == person


def test_tries_on_a_closed_name_do_not_prolong_the_wait(person):
    fails(5)
    fails(5, now=NOON + 10 * MINUTE)
    assert enters(now=NOON + 15 * MINUTE) == person


def test_a_wrong_name_a_wrong_password_and_a_closed_name_are_refused_with_the_same_words(person):
    said = set()
    for username, password in [("nobody", PASSWORD), ("maryam", "wrong"), ("", "")]:
        with pytest.raises(NotLetIn) as refused:
            enters(username, password)
        said.add((str(refused.value), refused.value.remedy))
    fails(5)
    with pytest.raises(NotLetIn) as refused:
        enters()
    assert said == {(str(refused.value), refused.value.remedy)}


def test_somebody_whose_account_is_closed_is_not_let_in(person):
    Person.objects.update(is_active=False)
    fails(1, password=PASSWORD)


def test_thirty_wrong_tries_close_the_address_for_every_name_but_no_other_address(person):
    for number in range(30):
        fails(1, username=f"guess-{number}")
    with pytest.raises(NotLetIn):
        enters()
    assert enters(address="192.0.2.8") == person
    assert enters(now=NOON + 15 * MINUTE) == person


def test_wrong_tries_of_an_address_are_counted_within_a_quarter_of_an_hour(person):
    for number in range(29):
        fails(1, username=f"guess-{number}")
    fails(1, username="guess-late", now=NOON + 16 * MINUTE)
    assert enters(now=NOON + 16 * MINUTE) == person


def test_addresses_of_one_ipv6_subscriber_are_counted_together(person):
    fails(1, address="2001:db8:1:2::7")
    fails(1, address="2001:db8:1:2:ffff::1")
    assert AddressTries.objects.get().wrong_tries == 2


def test_an_unknown_address_is_not_counted(person):
    fails(1, address="")
    assert not AddressTries.objects.exists()


def test_a_code_of_the_authenticator_is_taken_once(person):
    with_second_factor(person)
    code = code_of(person, NOON)
    assert entering.prove_second_factor(person.pk, code, now=NOON) == person
    with pytest.raises(NotLetIn):
        entering.prove_second_factor(person.pk, code, now=NOON)


def test_the_code_that_turned_it_on_does_not_open_the_way_in(person):
    second_factor.begin(person)
    code = code_of(person, NOON)
    second_factor.confirm(person, code, now=NOON, day=DAY)
    with pytest.raises(NotLetIn):
        entering.prove_second_factor(person.pk, code, now=NOON)


def test_a_recovery_code_opens_once_however_it_is_typed(person):
    first, second, *_rest = with_second_factor(person)
    assert entering.prove_second_factor(person.pk, f" {first.upper()} ", now=NOON) == person
    with pytest.raises(NotLetIn):
        entering.prove_second_factor(person.pk, first, now=NOON)
    assert entering.prove_second_factor(person.pk, second.replace("-", ""), now=NOON) == person


def test_wrong_codes_close_the_name_like_wrong_passwords(person):
    with_second_factor(person)
    for _ in range(5):
        with pytest.raises(NotLetIn):
            entering.prove_second_factor(person.pk, "000000x", now=NOON)
    with pytest.raises(NotLetIn):
        entering.prove_second_factor(person.pk, code_of(person, NOON), now=NOON)
    with pytest.raises(NotLetIn):
        enters()
    later = NOON + 15 * MINUTE
    assert entering.prove_second_factor(person.pk, code_of(person, later), now=later) == person


def test_a_right_password_alone_does_not_forget_wrong_codes(person):
    with_second_factor(person)
    for _ in range(4):
        with pytest.raises(NotLetIn):
            entering.prove_second_factor(person.pk, "x", now=NOON)
    enters()
    with pytest.raises(NotLetIn):
        entering.prove_second_factor(person.pk, "x", now=NOON)
    with pytest.raises(NotLetIn):
        enters()


def test_a_secret_that_is_not_confirmed_is_not_asked_for_and_proves_nothing(person):
    second_factor.begin(person)
    assert not second_factor.is_on(person)
    with pytest.raises(NotLetIn):
        entering.prove_second_factor(person.pk, code_of(person, NOON), now=NOON)


def test_a_wrong_code_does_not_turn_the_second_factor_on(person):
    second_factor.begin(person)
    with pytest.raises(CodeWrong):
        second_factor.confirm(person, "x", now=NOON, day=DAY)
    assert not second_factor.is_on(person)


def test_a_second_factor_is_not_replaced_while_it_is_on(person):
    with_second_factor(person)
    with pytest.raises(SecondFactorIsOn):
        second_factor.begin(person)
    second_factor.remove(person)
    assert not RecoveryCode.objects.exists()
    with pytest.raises(SecondFactorIsOff):
        second_factor.remove(person)


def test_new_recovery_codes_make_the_earlier_ones_worthless(person):
    earlier = with_second_factor(person)
    renewed = second_factor.renew_recovery_codes(person)
    assert len(set(renewed)) == 10
    assert not set(earlier) & set(renewed)
    with pytest.raises(NotLetIn):
        entering.prove_second_factor(person.pk, earlier[0], now=NOON)


def test_neither_the_secret_nor_a_recovery_code_can_be_read_in_the_tables(person):
    codes = with_second_factor(person)
    factor = SecondFactor.objects.get()
    assert totp.written(second_factor.secret_of(factor)) not in factor.sealed_secret
    assert not {code.replace("-", "") for code in codes} & set(RecoveryCode.objects.values_list("digest", flat=True))


def test_a_seal_opens_under_an_earlier_installation_secret_but_under_no_other(settings):
    sealed = sealing.seal(b"secret")
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another" * 10
    assert sealing.unseal(sealed) == b"secret"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(InvalidToken):
        sealing.unseal(sealed)


@pytest.mark.parametrize("password", ["short", "1234567890123", "password123", "maryam-maryam"])
def test_a_weak_password_is_refused_with_a_sentence(person, password):
    if password == "maryam-maryam":
        person.username = "maryam-maryam1"
    with pytest.raises(PasswordWeak):
        entering.hold_to_the_rules(password, person)
