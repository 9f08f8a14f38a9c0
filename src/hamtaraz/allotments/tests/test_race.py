"""Two heads issue two notices at once for the last rials of a ceiling: one passes, and the lock is what holds it."""

from __future__ import annotations

import threading
import time
from typing import Any

import psycopg
from django.db import connection, connections, transaction

from hamtaraz.allotments import operations
from hamtaraz.allotments.models import AllotmentNotice
from hamtaraz.allotments.operations import CentralRow
from hamtaraz.allotments.tests.story import P1, P9, Year, line
from hamtaraz.conftest import World
from hamtaraz.kernel.refusals import Refused
from hamtaraz.ledger.refusals import Overspent
from hamtaraz.people.roles import Role

CEILING, EACH = 120, 100
WAITING = "SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))"
OF_ABFA = {**P9, "agency": "abfa"}


def race(world: World) -> list[Refused | None]:
    """Each of two notices wants 100 of a ceiling of 120; the second begins before the first has committed."""
    year = Year(world)
    world.put("agreed", 1000, **P1)
    world.put("agreed", 1000, **OF_ABFA)
    year.central(CentralRow("P", CEILING))
    year.decided(CEILING, line(60), line(60, OF_ABFA))
    expert = year.actor(Role.CONSOLIDATION_EXPERT)
    notices = list(AllotmentNotice.objects.order_by("id"))
    for notice in notices:
        amounts = {row.pk: EACH for row in notice.rows.all()}
        operations.revise_notice(notice, actor=expert, day=world.day, amounts=amounts)
    outcomes: list[Refused | None] = [None, None]
    posted, done = threading.Event(), threading.Event()
    year.actor(Role.CONSOLIDATION_HEAD)

    def first() -> None:
        with transaction.atomic():
            year.issue(notices[0])
            posted.set()
            _until_somebody_waits(done)

    def second() -> None:
        posted.wait()
        try:
            year.issue(notices[1])
        finally:
            done.set()

    def run(place: int, work: Any) -> None:
        try:
            work()
        except Refused as refused:
            outcomes[place] = refused
        finally:
            posted.set()
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate((first, second))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def _until_somebody_waits(done: threading.Event) -> None:
    for _turn in range(2000):
        with connection.cursor() as cursor:
            cursor.execute(WAITING)
            if cursor.fetchone() or done.is_set():
                return
        time.sleep(0.01)
    raise AssertionError("the second hand neither waited nor finished")


def test_of_two_notices_at_once_one_takes_the_ceiling_and_the_other_is_refused(committed_db: str, world: World) -> None:
    first, second = race(world)
    assert first is None
    assert isinstance(second, Overspent)
    assert second.values["available_rial"] == CEILING - EACH
    assert world.total("ceiling", "allotment") == CEILING - EACH
    assert world.total("allotted", "allotment") == EACH


def test_without_the_lock_the_same_two_notices_overdraw_the_ceiling(
    committed_db: str, world: World, owner_connection: psycopg.Connection[Any]
) -> None:
    """The control: no lock in the pen, no floor under the account; allotments then exceed the ceiling (INV-07)."""
    pens = owner_connection.execute(
        "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE proname LIKE 'ledger\\_post%'"
    ).fetchall()
    for (pen,) in pens:
        assert " FOR UPDATE" in pen
        owner_connection.execute(pen.replace(" FOR UPDATE", ""))
    owner_connection.execute("ALTER TABLE ledger_account DROP CONSTRAINT ledger_account_check")
    assert race(world) == [None, None]
    assert world.total("allotted", "allotment") == 2 * EACH
    assert world.total("ceiling", "allotment") == CEILING - 2 * EACH
