"""Verification finds every kind of tampering, even a superuser's; a check that cannot fail proves nothing (R1)."""

from __future__ import annotations

import datetime
from typing import Any

import psycopg
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from hamtaraz.conftest import World
from hamtaraz.monitoring.seals import seal
from hamtaraz.monitoring.verification import CHECKS, verify

LINE = {"source": "P", "county": "0601", "chapter": "40", "programme": "4001", "agency": "rmto", "project": "p1"}
LATER = datetime.datetime(2100, 1, 1, tzinfo=datetime.UTC)
RECEIVED = "(SELECT id FROM ledger_account WHERE code LIKE '%/credit/received/P/%')"

FAULTS = {
    "every_book_sums_to_zero": "UPDATE ledger_account SET balance = balance + 1 WHERE stage = 'received'",
    "balances_equal_entries": "UPDATE ledger_account SET entries = entries + 1 WHERE stage = 'received'",
    "running_balances_have_no_gap": "UPDATE ledger_entry SET target_seq = target_seq + 1",
    "no_account_was_ever_below_its_floor": f"UPDATE ledger_entry SET source_balance = -5 WHERE source_account = {RECEIVED}",
    "authority_followed_the_map": f"UPDATE ledger_entry SET target_account = {RECEIVED} WHERE key LIKE '%agreed'",
    "accounts_keep_their_shape": "INSERT INTO ledger_account (province, code) VALUES ('06', '1405/credit/county_share/P/////')",
    "mirrors_mirror_whole_entries_once": "UPDATE ledger_entry SET reverses = 1 WHERE key LIKE '%agreed'",
    "one_entry_per_key": """ALTER TABLE ledger_entry DROP CONSTRAINT ledger_entry_province_key_key;
                            UPDATE ledger_entry SET key = 'same'""",
    "every_entry_has_its_act": "DELETE FROM trail_act",
    "entries_are_as_they_were_written": "UPDATE ledger_entry SET basis = 'S9-99'",
    "acts_are_as_they_were_written": "UPDATE trail_act SET reason = 'another reason'",
    "papers_are_as_they_were_issued": """
        INSERT INTO documents_paper (province, fiscal_year, kind, number, code, title, about_kind, about_id, about_url, county,
                                     act, facts, facts_sha256, pdf, pdf_sha256, issued_on)
        VALUES ('06', 1405, 'letter', '1', 'ABC', 't', 'test', 1, '/', '', 1, '{}', '', 'x', repeat('0', 64), '2026-10-22')""",
    "allotments_stay_within_agreements": "UPDATE ledger_account SET balance = balance + 50 WHERE stage = 'allotted'",
    "allotments_stay_within_the_centre": "UPDATE ledger_account SET balance = balance + 50 WHERE stage = 'ceiling'",
    "the_guards_stand": "ALTER TABLE ledger_entry DISABLE TRIGGER ledger_entry_append_only",
    "nobody_approved_twice": "SELECT * FROM agreement_by_one_hand",
}


@pytest.fixture
def full(committed_db: str, world: World) -> World:
    """A world whose rial has gone all the way, clean before anything is planted."""
    world.put("agreed", 100, **LINE)
    world.put_allotment("received", 10, source="P")
    world.put_allotment("allotted", 60, **LINE)
    assert [v.name for v in verify() if not v.clean] == []
    return world


def test_every_check_has_a_planted_fault() -> None:
    assert {path.stem[3:] for path in CHECKS.glob("*.sql")} <= FAULTS.keys() | ROOM_FAULTS


ROOM_FAULTS: set[str] = set()
"""Checks over one room's tables, planted in that room's own stories."""


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_a_planted_fault_is_found(full: World, superuser_connection: psycopg.Connection[Any], name: str) -> None:
    superuser_connection.execute("SET session_replication_role = replica")
    if name == "nobody_approved_twice":
        for verb in ("agreement.submit", "agreement.review"):
            superuser_connection.execute(
                "SELECT trail_record('06', 1405, %s, 'agreements.agreement', 1, 't', 7, 'n', 1, 'r', 1, 'o', "
                "'2026-10-22', 'S0-35', '', '{}')", [verb],
            )  # fmt: skip
    else:
        superuser_connection.execute(FAULTS[name])
    assert name in {verdict.name for verdict in verify() if not verdict.clean}


def test_a_superuser_who_rewrites_everything_consistently_breaks_the_seal(
    full: World, superuser_connection: psycopg.Connection[Any]
) -> None:
    """R1: after a seal even a change with every digest made anew is found."""
    seal(LATER)
    assert all(verdict.clean for verdict in verify())
    superuser_connection.execute("SET session_replication_role = replica")
    superuser_connection.execute("UPDATE ledger_entry SET basis = 'S9-99'")
    superuser_connection.execute("UPDATE ledger_entry e SET digest = ledger_digest(e)")
    assert [verdict.name for verdict in verify() if not verdict.clean] == ["seals_hold"]


def test_a_seal_taken_out_of_the_row_is_missed(full: World, superuser_connection: psycopg.Connection[Any]) -> None:
    for day in (1, 2, 3):
        seal(LATER + datetime.timedelta(days=day))
    superuser_connection.execute("DELETE FROM monitoring_seal WHERE id = (SELECT id FROM monitoring_seal ORDER BY id LIMIT 1)")
    assert "seals_hold" in {verdict.name for verdict in verify() if not verdict.clean}


def test_the_command_prints_a_verdict_and_fails_when_broken(
    full: World, superuser_connection: psycopg.Connection[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("verify")
    assert "invariants hold" in capsys.readouterr().out
    superuser_connection.execute("UPDATE ledger_account SET balance = balance + 1 WHERE stage = 'received'")
    with pytest.raises(CommandError, match="broken"):
        call_command("verify")
    assert "BROKEN" in capsys.readouterr().out
