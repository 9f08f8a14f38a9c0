"""Verification is clean on a whole year, looks at every table, and finds even what is rewritten consistently (R1)."""

from __future__ import annotations

import datetime
from typing import Any

import psycopg
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from hamtaraz.monitoring.seals import seal
from hamtaraz.monitoring.verification import CHECKS, verify
from hamtaraz.workflow.tables import WORKFLOWS

LATER = datetime.datetime(2100, 1, 1, tzinfo=datetime.UTC)


def broken() -> set[str]:
    return {verdict.name for verdict in verify() if not verdict.clean}


def test_the_year_is_clean_before_anything_is_planted(year: str) -> None:
    assert broken() == set()


def test_the_year_gives_every_check_of_a_room_something_to_check(year: str) -> None:
    asked = {
        table
        for path in CHECKS.glob("*.sql")
        for table in connection.introspection.table_names()
        if table in path.read_text()
    }
    with connection.cursor() as cursor:
        for table in asked:
            cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {table})")
            assert cursor.fetchone() == (True,), table


def test_the_tasks_that_are_looked_for_are_those_of_the_tables() -> None:
    """Check 82 keeps its own list of the states that wait; a state added to a table must be added there."""
    listed = set(_values((CHECKS / "82_tasks_wait_where_states_wait.sql").read_text()))
    named = {"council_session": "council", "county_committee_session": "county_committee",
             "central_notice": "central", "county_notice": "county", "agency_notice": "agency"}  # fmt: skip
    wanted = {
        (named.get(table.name, table.subject_kind), state.key, state.task.key)
        for table in WORKFLOWS.values() for state in table.states if state.task
    }  # fmt: skip
    convened = {(body, "convened", "hold_session") for body in ("council", "county_committee")}
    assert listed == wanted | convened


def _values(sql: str) -> list[tuple[str, ...]]:
    rows = sql[sql.index("(VALUES") : sql.index("), subject AS")].splitlines()[1:]
    return [tuple(cell.strip(" '") for cell in row.strip(" (),").split(",")) for row in rows]


def test_a_superuser_who_rewrites_everything_consistently_breaks_the_seal(intruder: psycopg.Connection[Any]) -> None:
    """R1: after a seal even a change with every digest made anew is found."""
    seal(LATER)
    assert broken() == set()
    intruder.execute("UPDATE ledger_entry SET basis = 'S9-99'")
    intruder.execute("UPDATE ledger_entry e SET digest = ledger_digest(e)")
    assert broken() == {"seals_hold"}


def test_a_seal_taken_out_of_the_row_is_missed(intruder: psycopg.Connection[Any]) -> None:
    for day in (1, 2, 3):
        seal(LATER + datetime.timedelta(days=day))
    intruder.execute("DELETE FROM monitoring_seal WHERE id = (SELECT id FROM monitoring_seal ORDER BY id LIMIT 1)")
    assert "seals_hold" in broken()


def test_the_command_prints_a_verdict_and_fails_when_broken(
    intruder: psycopg.Connection[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("verify")
    assert "invariants hold" in capsys.readouterr().out
    intruder.execute("UPDATE ledger_account SET balance = balance + 1 WHERE stage = 'received'")
    with pytest.raises(CommandError, match="broken"):
        call_command("verify")
    assert "BROKEN" in capsys.readouterr().out
