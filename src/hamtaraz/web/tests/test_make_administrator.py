"""The command that makes the first administrator: made up, given, weak, and repeated."""

import re
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from hamtaraz.people.models import Person
from hamtaraz.places.models import Province

PASSWORD = "river-share-notice"


def make(**given: str) -> str:
    said = StringIO()
    call_command("make_administrator", "modir", **{"province": "14", "province_name": "چهارمحال", **given}, stdout=said)
    return said.getvalue()


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", StringIO())
    monkeypatch.delenv("HAMTARAZ_ADMIN_PASSWORD", raising=False)


def test_without_a_terminal_a_password_is_made_up_and_shown(db):
    password = re.search(r"[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}", make())[0]
    assert authenticate(username="modir", password=password)
    assert Province.objects.get().name == "چهارمحال"


def test_a_given_password_is_taken_and_not_shown(db, monkeypatch):
    monkeypatch.setenv("HAMTARAZ_ADMIN_PASSWORD", PASSWORD)
    assert PASSWORD not in make()
    assert authenticate(username="modir", password=PASSWORD)


def test_a_weak_password_is_refused_in_a_sentence(db, monkeypatch):
    monkeypatch.setenv("HAMTARAZ_ADMIN_PASSWORD", "12345")
    with pytest.raises(CommandError, match=r"\w"):
        make()
    assert not Person.objects.exists()
    assert not Province.objects.exists()


def test_a_name_that_is_taken_is_refused(db):
    make()
    with pytest.raises(CommandError):
        make()
