"""Writes the acts of the house: the only door of the trail."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import connection
from psycopg.types.json import Jsonb

from hamtaraz.people.actors import Actor


def record(
    verb: str,
    *,
    actor: Actor,
    day: datetime.date,
    basis: str,
    subject_kind: str,
    subject_id: int,
    subject_title: str,
    reason: str = "",
    details: dict[str, Any] | None = None,
) -> int:
    """Add one act and return its number; called inside the transaction of the change it tells of.

    `basis` is the clause or article that allows the act (such as "S0-34") and may not be empty.
    """
    assert connection.in_atomic_block, "an act is recorded in the transaction of its change"
    told: list[Any] = [
        actor.province,
        actor.fiscal_year,
        verb,
        subject_kind,
        subject_id,
        subject_title,
        actor.person_id,
        actor.person_name,
        actor.mandate_id,
        actor.role,
        actor.organisation_id,
        actor.organisation_name,
        day,
        basis,
        reason,
        Jsonb(details or {}),
    ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT trail_record(%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s)", told)
        (act_id,) = cursor.fetchone()
    return int(act_id)
