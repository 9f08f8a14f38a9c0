"""The only pen: posts moves of budget authority, all of them or none, and mirrors them when they are corrected."""

from __future__ import annotations

import json
from collections.abc import Sequence

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
    arguments = [
        province,
        act,
        basis,
        [move.source.code(fiscal_year) for move in moves],
        [move.target.code(fiscal_year) for move in moves],
        [int(move.amount_rial) for move in moves],
        [move.key for move in moves],
        [move.reverses for move in moves],
    ]
    with connection.cursor() as cursor:
        try:
            cursor.cursor.execute(
                "SELECT ledger_post(%s, %s, %s, %s::text[], %s::text[], %s::bigint[], %s::text[], %s::bigint[])",
                arguments,
            )
        except psycopg.Error as error:
            raise _refusal(error) from error
        (ids,) = cursor.fetchone()
    return list(ids)


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
            return BeyondCap(
                account=detail["account"], cap_rial=detail["cap"], over_by_rial=detail["over_by"]
            )
        case _:
            return error
