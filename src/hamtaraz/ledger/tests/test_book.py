"""The book remembers: what it posts, what it refuses, and that nothing in it is ever changed."""

from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from hamtaraz.ledger import book, queries
from hamtaraz.ledger.account_map import SHAPES, account_at
from hamtaraz.ledger.accounts import Account, Move
from hamtaraz.ledger.models import EntryRow
from hamtaraz.ledger.refusals import BeyondCap, KeyUsed, NotAMirror, OffTheMap, Overspent
from hamtaraz.ledger.tests.conftest import act, move

pytestmark = pytest.mark.django_db
CELL = {"county": "0601", "chapter": "40", "programme": "4001"}
LINE = {**CELL, "agency": "rmto", "project": "p1"}
Pen = Callable[..., list[int]]


def total(stage: str, book_name: str = "credit") -> int:
    return queries.total("06", 1405, book_name, stage)


def give(pen: Pen, amount: int, upto: str, **dimensions: str) -> None:
    """Walk an amount down the credit book to the stage `upto`."""
    way = [
        "centre",
        "received",
        "county_share",
        "county_noticed",
        "committee_approved",
        "agency_noticed",
        "in_agreement",
        "agreed",
    ]
    for source, target in zip(way, way[1:], strict=False):
        pen(move(source, target, amount, f"give:{target}:{dimensions}", **dimensions))
        if target == upto:
            return


def test_an_amount_moves_and_both_balances_run_on(pen: Pen) -> None:
    pen(move("centre", "received", 100, "a"))
    (second,) = pen(move("centre", "received", 50, "b"))
    entry = EntryRow.objects.get(id=second)
    assert (entry.source_balance, entry.target_balance) == (-100 - 50, 100 + 50)
    assert (entry.source_seq, entry.target_seq) == (2, 2)
    assert total("received") == 150


def test_a_move_beyond_the_credit_is_refused_with_what_is_short(pen: Pen) -> None:
    pen(move("centre", "received", 100, "a"))
    with pytest.raises(Overspent) as refused, transaction.atomic():
        pen(move("received", "county_share", 130, "b", **CELL))
    assert refused.value.values["available_rial"] == 100
    assert refused.value.values["short_by_rial"] == 30
    assert total("received") == 100


def test_of_many_moves_one_too_many_refuses_all_of_them(pen: Pen) -> None:
    pen(move("centre", "received", 100, "a"))
    with pytest.raises(Overspent), transaction.atomic():
        pen(*(move("received", "county_share", 40, f"m{i}", **{**CELL, "county": f"060{i}"}) for i in range(3)))
    assert (total("received"), total("county_share")) == (100, 0)


def test_many_moves_keep_the_order_and_the_running_balance(pen: Pen) -> None:
    pen(move("centre", "received", 100, "a"))
    ids = pen(*(move("received", "county_share", 10, f"m{i}", **{**CELL, "county": f"060{i}"}) for i in range(5)))
    assert [e.source_balance for e in EntryRow.objects.filter(id__in=ids).order_by("id")] == [
        90,
        80,
        70,
        60,
        50,
    ]


def test_authority_moves_only_along_the_map(pen: Pen) -> None:
    """S0-42: nothing reaches an agency before the committee or the Council approved it."""
    give(pen, 100, "county_noticed", **CELL)
    with pytest.raises(OffTheMap), transaction.atomic():
        pen(move("county_noticed", "agency_noticed", 10, "x", **LINE))


def test_a_move_may_not_change_a_dimension_it_carries(pen: Pen) -> None:
    give(pen, 100, "county_share", **CELL)
    elsewhere = account_at("credit", "county_noticed", source="P", **{**CELL, "county": "0602"})
    with pytest.raises(OffTheMap), transaction.atomic():
        pen(Move(account_at("credit", "county_share", source="P", **CELL), elsewhere, 10, "x"))


def test_an_account_keeps_exactly_the_dimensions_of_its_stage(pen: Pen) -> None:
    pen(move("centre", "received", 100, "a"))
    no_county = Account("credit", "county_share", "P", chapter="40", programme="4001")
    with pytest.raises(OffTheMap), transaction.atomic():
        pen(Move(Account("credit", "received", "P"), no_county, 10, "x"))


def test_a_retry_with_the_same_key_answers_with_the_same_entry(pen: Pen) -> None:
    first = pen(move("centre", "received", 100, "same"))
    assert pen(move("centre", "received", 100, "same")) == first
    assert total("received") == 100


def test_a_key_used_for_other_figures_is_refused(pen: Pen) -> None:
    pen(move("centre", "received", 100, "same"))
    with pytest.raises(KeyUsed), transaction.atomic():
        pen(move("centre", "received", 101, "same"))


def test_a_correction_mirrors_the_entries_of_an_act_once() -> None:
    with transaction.atomic():
        wrong = act()
        book.post([move("centre", "received", 100, "w")], province="06", fiscal_year=1405, act=wrong, basis="S0-11")
        book.reverse_act(wrong, province="06", fiscal_year=1405, act=act(), basis="S0-11")
    assert (total("received"), total("centre")) == (0, 0)
    with pytest.raises(NotAMirror), transaction.atomic():
        mirror = Move(
            Account("credit", "received", "P"),
            Account("credit", "centre", "P"),
            100,
            "again",
            reverses=EntryRow.objects.get(key="w").id,
        )
        book.post([mirror], province="06", fiscal_year=1405, act=act(), basis="S0-11")


def test_a_mirror_is_refused_once_the_authority_has_moved_on(pen: Pen) -> None:
    with transaction.atomic():
        wrong = act()
        book.post([move("centre", "received", 100, "w")], province="06", fiscal_year=1405, act=wrong, basis="S0-11")
    pen(move("received", "county_share", 60, "b", **CELL))
    with pytest.raises(Overspent), transaction.atomic():
        book.reverse_act(wrong, province="06", fiscal_year=1405, act=act(), basis="S0-11")


def test_an_allotment_beyond_its_agreed_line_is_refused(pen: Pen) -> None:
    """INV-07: allotments of a line never exceed its notified agreement."""
    give(pen, 100, "agreed", **LINE)
    pen(
        move("centre", "received", 500, "c", "allotment"),
        move("received", "ceiling", 400, "d", "allotment", **LINE),
    )
    pen(move("ceiling", "allotted", 100, "e", "allotment", **LINE))
    with pytest.raises(BeyondCap) as refused, transaction.atomic():
        pen(move("ceiling", "allotted", 1, "f", "allotment", **LINE))
    assert refused.value.values["over_by_rial"] == 1


def test_an_agreement_line_cannot_sink_below_what_is_allotted() -> None:
    """INV-09, held by the book itself."""
    with transaction.atomic():
        way = [
            "centre",
            "received",
            "county_share",
            "county_noticed",
            "committee_approved",
            "agency_noticed",
            "in_agreement",
        ]
        steps = [move(a, b, 100, f"{b}", **LINE) for a, b in zip(way, way[1:], strict=False)]
        book.post(steps, province="06", fiscal_year=1405, act=act(), basis="S0-34")
        agreed = act()
        book.post(
            [move("in_agreement", "agreed", 100, "g", **LINE)],
            province="06",
            fiscal_year=1405,
            act=agreed,
            basis="S0-21",
        )
        book.post(
            [
                move("centre", "received", 70, "c", "allotment"),
                move("received", "ceiling", 70, "d", "allotment", **LINE),
                move("ceiling", "allotted", 70, "e", "allotment", **LINE),
            ],
            province="06",
            fiscal_year=1405,
            act=act(),
            basis="S0-23",
        )
    with pytest.raises(BeyondCap), transaction.atomic():
        book.reverse_act(agreed, province="06", fiscal_year=1405, act=act(), basis="S0-21")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entry SET amount = 1",
        "DELETE FROM ledger_entry",
        "TRUNCATE ledger_entry CASCADE",
        "UPDATE ledger_account SET balance = 1",
        "DELETE FROM ledger_account",
        "UPDATE trail_act SET reason = 'x'",
        "DELETE FROM trail_act",
        "INSERT INTO ledger_account (province, code) VALUES ('06', '1405/credit/received/P/////')",
    ],
)
def test_the_application_cannot_change_the_book_or_the_trail(pen: Pen, statement: str) -> None:
    pen(move("centre", "received", 100, "a"))
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize("table", ["ledger_entry", "ledger_account", "trail_act"])
def test_even_the_owner_cannot_delete(owner_connection: psycopg.Connection[Any], table: str) -> None:
    with pytest.raises(psycopg.DatabaseError, match="append-only"):
        owner_connection.execute(f"DELETE FROM {table}")


def test_the_application_runs_as_a_lesser_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == ("hamtaraz_app", False, False)


def test_the_map_in_python_is_the_map_in_the_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT book, stage, shape FROM ledger_stage")
        assert {(b, s): shape for b, s, shape in cursor.fetchall()} == SHAPES
