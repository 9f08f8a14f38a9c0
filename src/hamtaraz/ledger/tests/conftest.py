"""What the tests of the book share: an act to hang entries on, and a short way to say a move."""

import datetime
from collections.abc import Callable

import pytest
from django.db import transaction

from hamtaraz.ledger import book
from hamtaraz.ledger.account_map import account_at
from hamtaraz.ledger.accounts import Move
from hamtaraz.people.actors import Actor
from hamtaraz.trail.record import record

DAY = datetime.date(2026, 4, 4)
ACTOR = Actor(1, "کارشناس", 1, "consolidation_expert", "06", 1405, 1, "mpo", "سازمان", "consolidation", "")


def act(actor: Actor = ACTOR) -> int:
    """An act about nothing in particular."""
    return record(
        "test.move", actor=actor, day=DAY, basis="S0-11", subject_kind="test", subject_id=1, subject_title="t"
    )


def move(source: str, target: str, amount: int, key: str, book_name: str = "credit", **dimensions: str) -> Move:
    """A move between two stages of a book for the same dimensions."""
    dimensions = {"source": "P", **dimensions}
    return Move(account_at(book_name, source, **dimensions), account_at(book_name, target, **dimensions), amount, key)


@pytest.fixture
def pen() -> Callable[..., list[int]]:
    """Posts moves under a fresh act, in a transaction of its own."""

    def post(*moves: Move) -> list[int]:
        with transaction.atomic():
            return book.post(moves, province="06", fiscal_year=1405, act=act(), basis="S0-11")

    return post
