"""The only pen: posts moves of budget authority, all of them or none, and mirrors them when they are corrected."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import psycopg
from django.db import connection

from hamtaraz.ledger.accounts import Move, account_from
from hamtaraz.ledger.refusals import BeyondCap, KeyUsed, NotAMirror, OffTheMap, Overspent


def post(moves: Sequence[Move], *, province: str, fiscal_year: int, act: int, basis: str) -> list[int]:
    """Post every move, or none, in one database call; return the entries' numbers in the order given.

    Amounts are whole rials above zero. A key that was posted before with the same figures answers with the same
    entry. Refuses `Overspent` (an account below its floor), `OffTheMap` (S0-42), `KeyUsed`, `NotAMirror`,
    `BeyondCap` (INV-07).
    """
    assert connection.in_atomic_block, "entries are posted in the transaction of their act"
    if not moves:
        return []
    with connection.cursor() as cursor:
        try:
            # the driver's own cursor: its errors carry the detail a refusal needs
            cursor.cursor.execute(*_call(moves, province, fiscal_year, act, basis))
        except psycopg.Error as error:
            raise _refusal(error) from error
        (answer,) = cursor.fetchone()
    return [answer] if len(moves) == 1 else list(answer)


def _call(moves: Sequence[Move], province: str, fiscal_year: int, act: int, basis: str) -> tuple[str, list[Any]]:
    """The one database call of a posting: the short pen for one move, the long one for many."""
    rows = [
        (m.source.code(fiscal_year), m.target.code(fiscal_year), int(m.amount_rial), m.key, m.reverses) for m in moves
    ]
    if len(rows) == 1:
        return "SELECT ledger_post_one(%s, %s, %s, %s, %s, %s, %s, %s)", [province, act, basis, *rows[0]]
    columns = [list(column) for column in zip(*rows, strict=True)]
    return (
        "SELECT ledger_post(%s, %s, %s, %s::text[], %s::text[], %s::bigint[], %s::text[], %s::bigint[])",
        [province, act, basis, *columns],
    )


def reverse_act(act_to_reverse: int, *, province: str, fiscal_year: int, act: int, basis: str) -> list[int]:
    """Mirror every entry of an earlier act: a correction is a new entry, never an edit.

    Refuses `NotAMirror` when an entry was reversed already, and `Overspent` when the authority has moved on.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT e.id, s.code, t.code, e.amount FROM ledger_entry e
               JOIN ledger_account s ON s.province = e.province AND s.id = e.source_account
               JOIN ledger_account t ON t.province = e.province AND t.id = e.target_account
               WHERE e.province = %s AND e.act = %s AND e.fiscal_year = %s ORDER BY e.id DESC""",
            [province, act_to_reverse, fiscal_year],
        )
        rows = cursor.fetchall()
    mirrors = [
        Move(account_from(target), account_from(source), amount, key=f"reverse:{entry}", reverses=entry)
        for entry, source, target, amount in rows
    ]
    return post(mirrors, province=province, fiscal_year=fiscal_year, act=act, basis=basis)


def _refusal(error: psycopg.Error) -> Exception:
    """The refusal a database error stands for; anything else is a bug and comes back as it is."""
    detail = json.loads(error.diag.message_detail or "{}") if (error.sqlstate or "").startswith("HZ") else {}
    match error.sqlstate:
        case "HZ001":
            return Overspent(
                account=detail["account"],
                available_rial=detail["available"],
                short_by_rial=detail["short_by"],
            )
        case "HZ002":
            return OffTheMap(source=detail["from"], target=detail["to"])
        case "HZ003":
            return KeyUsed()
        case "HZ004":
            return NotAMirror(entry=detail["entry"])
        case "HZ005":
            return BeyondCap(account=detail["account"], cap_rial=detail["cap"], over_by_rial=detail["over_by"])
        case _:
            return error
