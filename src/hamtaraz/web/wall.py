"""The second wall: tells the database for whom a page asks, so that it withholds what the page forgot to filter.

The first wall is `visible_to` and its like. The policies stand in `monitoring/sql/0002_wall.sql`.
"""

from __future__ import annotations

import psycopg
from django.db import connection

from hamtaraz.budget.models import FiscalYear
from hamtaraz.people.actors import Actor

NAMES = ("seat", "province", "organisation", "agency", "county")
TELL = "SELECT " + ", ".join(f"set_config('hamtaraz.{name}', %s, false) AS told_{name}" for name in NAMES)
TELL_AND_ASK = f"""
    WITH told AS MATERIALIZED ({TELL})
    SELECT year.*, told.* FROM told LEFT JOIN budget_fiscalyear year ON year.province = %s ORDER BY year.year DESC
"""  # noqa: S608
"""One question for two things, since every page asks both: it answers with one row at least, so the wall always stands."""


def stand_behind(actor: Actor) -> list[FiscalYear]:
    """From now on this connection shows what `actor` may see at most, until `stand_aside` (S2).

    Gives the fiscal years of the actor's province, the latest first.
    """
    alone = actor.is_agency or actor.is_recipient
    seat = "agency" if alone else "county" if actor.is_of_a_county else "province"
    agency = actor.organisation_code if alone else ""
    told = [seat, actor.province, str(actor.organisation_id), agency, actor.county]
    return [year for year in FiscalYear.objects.raw(TELL_AND_ASK, [*told, actor.province]) if year.pk]


def stand_aside() -> None:
    """The connection is nobody's again; one that cannot be told so is closed, lest the next request inherit it.

    Asked of the driver itself: it is no question of a page's, and must be answered whatever became of the page's own.
    """
    if connection.connection is None:
        return
    try:
        connection.connection.execute(TELL, [""] * len(NAMES))
    except psycopg.Error:
        connection.close()
