"""What rests is kept summed beside the accounts: always what they hold, and never a reason to wait."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from hamtaraz.ledger import book, queries
from hamtaraz.ledger.models import AccountRow
from hamtaraz.ledger.refusals import Overspent
from hamtaraz.ledger.tests.conftest import ACTOR, act, move

pytestmark = pytest.mark.usefixtures("committed_db")
ROADS = {"chapter": "40", "programme": "4001", "agency": "rmto"}
DIMENSIONS = ("book", "stage", "source", "county", "chapter", "agency")
EVERY = 4096
"""The pen folds the changes into the sums whenever an entry's number passes a multiple of this."""
Pen = Callable[..., list[int]]


def held() -> Counter[tuple[str, ...]]:
    """What the accounts inside the province say."""
    sums: Counter[tuple[str, ...]] = Counter()
    for row in AccountRow.objects.filter(floor__isnull=False):
        sums[tuple(getattr(row, name) for name in DIMENSIONS)] += row.balance
    return +sums


def summed() -> Counter[tuple[str, ...]]:
    """What the sums say."""
    sums: Counter[tuple[str, ...]] = Counter()
    for *place, amount in queries.resting("06", 1405).values_list(*DIMENSIONS, "amount"):
        sums[tuple(place)] += amount
    return +sums


def rows(owner: psycopg.Connection[Any], table: str) -> int:
    return owner.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # type: ignore[index]


def give(pen: Pen, *projects: str, upto: str = "agency_noticed") -> None:
    way = ("centre", "received", "province_line", "agency_noticed", "in_agreement")
    for source, target in zip(way, way[1:], strict=False):
        pen(*(move(source, target, 100, f"{target}:{one}", project=one, **ROADS) for one in projects))
        if target == upto:
            return


def test_the_sums_are_what_the_accounts_hold_after_one_many_and_a_mirror(pen: Pen) -> None:
    give(pen, "p1", "p2", "p3")
    pen(move("agency_noticed", "in_agreement", 60, "one", project="p1", **ROADS))
    assert summed() == held()
    assert summed()["credit", "agency_noticed", "P", "", "40", "rmto"] == 240
    with transaction.atomic():
        wrong = act()
        book.post([move("agency_noticed", "in_agreement", 5, "two", project="p2", **ROADS)],
                  province="06", fiscal_year=1405, act=wrong, basis="S0-34")  # fmt: skip
        book.reverse_act(wrong, province="06", fiscal_year=1405, act=act(), basis="S0-34")
    assert summed() == held()


def test_a_posting_that_is_refused_leaves_the_sums(pen: Pen) -> None:
    give(pen, "p1")
    before = summed()
    with pytest.raises(Overspent):
        pen(move("agency_noticed", "in_agreement", 101, "too much", project="p1", **ROADS))
    assert summed() == before == held()


@pytest.mark.parametrize("projects", [("p1",), ("p1", "p2")], ids=["one entry", "two entries"])
def test_changes_are_folded_into_the_sums_now_and_then(
    pen: Pen, owner_connection: psycopg.Connection[Any], projects: tuple[str, ...]
) -> None:
    give(pen, *projects)
    before = summed()
    assert rows(owner_connection, "ledger_sum") == 0
    owner_connection.execute("SELECT setval('ledger_entry_id', %s)", [EVERY - 1])
    pen(*(move("agency_noticed", "in_agreement", 100, f"in:{one}", project=one, **ROADS) for one in projects))
    assert rows(owner_connection, "ledger_sum_change") == 0
    assert rows(owner_connection, "ledger_sum") > 0
    assert summed() == held() != before


def test_two_postings_under_one_sum_do_not_wait_for_each_other(
    pen: Pen, owner_connection: psycopg.Connection[Any], committed_db: str, test_cluster: Any
) -> None:
    """Neither for the sum nor for the one that folds: the second runs while the first is not committed."""
    give(pen, "p1", "p2")
    owner_connection.execute("SELECT setval('ledger_entry_id', %s)", [EVERY - 1])
    with test_cluster.connect("hamtaraz_app", committed_db) as other, transaction.atomic():
        book.post([move("agency_noticed", "in_agreement", 100, "first", project="p1", **ROADS)],
                  province="06", fiscal_year=1405, act=act(ACTOR), basis="S0-34")  # fmt: skip
        owner_connection.execute("SELECT setval('ledger_entry_id', %s)", [2 * EVERY - 1])
        other.execute("SET lock_timeout = '5s'")
        second = move("agency_noticed", "in_agreement", 100, "second", project="p2", **ROADS)
        codes = [account.code(1405) for account in (second.source, second.target)]
        (done,) = other.execute(
            "SELECT ledger_post('06', (SELECT min(id) FROM trail_act), 'S0-34', %s, %s, '{100}', '{second}', '{NULL}')",
            [codes[:1], codes[1:]],
        ).fetchone()
        other.commit()
        assert len(done) == 1
    assert summed() == held()


@pytest.mark.parametrize("table", ["ledger_sum", "ledger_sum_change", "ledger_resting"])
def test_only_the_pen_writes_the_sums(table: str) -> None:
    with pytest.raises(DatabaseError, match=r"permission denied|cannot delete"), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")
    with pytest.raises(DatabaseError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute("SELECT ledger_fold_sums('06')")
