"""Many hands reach for the last rial at once: exactly the credit is granted, and the lock is what holds it."""

from __future__ import annotations

import threading
from typing import Any

import psycopg
from django.db import DatabaseError, connections

from hamtaraz.conftest import World
from hamtaraz.ledger import book
from hamtaraz.ledger.refusals import Overspent
from hamtaraz.ledger.tests.conftest import ACTOR, act, move
from hamtaraz.monitoring.verification import verify

HANDS, GRANTS, AVAILABLE = 8, 12, 50
CELL = {"county": "0601", "chapter": "40", "programme": "4001"}


def race(world: World) -> tuple[int, int, list[Exception]]:
    """`HANDS` threads each try `GRANTS` moves of one rial; answers granted, refused, and whatever else went wrong."""
    world.put("county_share", AVAILABLE, source="P", **CELL)
    granted, refused, wrong = [], [], []
    together = threading.Barrier(HANDS)

    def reach(hand: int) -> None:
        from django.db import transaction

        together.wait()
        try:
            for turn in range(GRANTS):
                try:
                    with transaction.atomic():
                        one = move("county_share", "county_noticed", 1, f"race:{hand}:{turn}", **CELL)
                        book.post([one], province="06", fiscal_year=1405, act=act(ACTOR), basis="S0-14")
                    granted.append(hand)
                except Overspent:
                    refused.append(hand)
        except (psycopg.Error, DatabaseError) as failure:
            wrong.append(failure)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=reach, args=(hand,)) for hand in range(HANDS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(granted), len(refused), wrong


def test_racing_hands_are_granted_exactly_what_is_there(committed_db: str, world: World) -> None:
    granted, refused, wrong = race(world)
    assert (granted, refused, wrong) == (AVAILABLE, HANDS * GRANTS - AVAILABLE, [])
    assert (world.total("county_share"), world.total("county_noticed")) == (0, AVAILABLE)
    assert [verdict.name for verdict in verify() if not verdict.clean] == []


def test_without_the_lock_the_same_race_goes_wrong(
    committed_db: str, world: World, owner_connection: psycopg.Connection[Any]
) -> None:
    """The control: with the lock taken out of the pen, the race above no longer holds."""
    row = owner_connection.execute("SELECT pg_get_functiondef('ledger_post'::regproc)").fetchone()
    assert row is not None
    pen: str = row[0]
    assert " FOR UPDATE" in pen
    owner_connection.execute(pen.replace(" FOR UPDATE", ""))
    granted, refused, wrong = race(world)
    exact = (granted, refused, wrong) == (AVAILABLE, HANDS * GRANTS - AVAILABLE, [])
    broken = [verdict.name for verdict in verify() if not verdict.clean]
    assert not exact or broken
