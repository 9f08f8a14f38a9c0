"""Letters have numbers without gaps and are read by those they concern; a file is what its name says."""

from __future__ import annotations

import pytest
from django.db import transaction

from hamtaraz.conftest import PROVINCE, YEAR, World
from hamtaraz.letters.files import LARGEST_BYTES, FileNotAccepted, FileTooLarge, check_file
from hamtaraz.letters.models import Letter, LetterKind
from hamtaraz.letters.operations import attach, next_number, register_letter
from hamtaraz.letters.queries import attachments_of, letters_for
from hamtaraz.people.roles import Role

PDF = b"%PDF-1.7 a scan"


def write(world: World, receiver: str) -> Letter:
    """A letter of the planning organisation to one body."""
    actor = world.actor(Role.CONSOLIDATION_HEAD)
    with transaction.atomic():
        number = next_number(PROVINCE, YEAR, "letters")
        return register_letter(
            actor=actor, act=world.act(actor), day=world.day, kind=LetterKind.OUTGOING, number=str(number),
            subject="ابلاغ اعتبار", sender_id=world.organisations["mpo"].pk, receivers=[world.organisations[receiver]],
        )  # fmt: skip


def test_numbers_of_a_series_have_no_gap(world: World) -> None:
    with transaction.atomic():
        assert [next_number(PROVINCE, YEAR, "a") for _turn in range(3)] == [1, 2, 3]
        assert next_number(PROVINCE, YEAR, "b") == 1
        assert next_number(PROVINCE, YEAR + 1, "a") == 1


def test_a_number_taken_for_nothing_is_given_again(world: World) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        next_number(PROVINCE, YEAR, "a")
        raise RuntimeError
    with transaction.atomic():
        assert next_number(PROVINCE, YEAR, "a") == 1


def test_a_body_reads_the_letters_it_received_and_no_others(world: World) -> None:
    mine, theirs = write(world, "rmto"), write(world, "abfa")
    assert list(letters_for(world.actor(Role.AGENCY_EXPERT, "rmto"))) == [mine]
    assert list(letters_for(world.actor(Role.AGENCY_EXPERT, "abfa"))) == [theirs]
    assert set(letters_for(world.actor(Role.AUDITOR))) == {mine, theirs}


def test_who_keeps_accounts_or_figures_is_shown_no_letters(world: World) -> None:
    write(world, "rmto")
    for role in (Role.ADMINISTRATOR, Role.OPERATOR):
        assert not letters_for(world.actor(role)).exists()
        assert "/letters/" not in world.client(role).get("/").content.decode()


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("scan.pdf", b"MZ not a pdf", FileNotAccepted),
        ("scan.exe", PDF, FileNotAccepted),
        ("scan", PDF, FileNotAccepted),
        ("picture.png", PDF, FileNotAccepted),
        ("scan.pdf", PDF + b"0" * LARGEST_BYTES, FileTooLarge),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(name: str, content: bytes, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        check_file(name, content)


def test_a_file_stands_beside_its_decision_with_its_hash_and_its_act(world: World) -> None:
    """S0-44."""
    with transaction.atomic():
        kept = attach(
            actor=world.actor(Role.CONSOLIDATION_EXPERT), day=world.day, about_kind="test", about_id=7,
            about_title="t", name="اسکن.pdf", content=PDF,
        )  # fmt: skip
    assert [one.sha256 for one in attachments_of(PROVINCE, "test", 7)] == [kept.sha256]
    assert kept.media_type == "application/pdf"
    assert kept.act > 0
