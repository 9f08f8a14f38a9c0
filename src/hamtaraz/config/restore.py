"""Brings a backup back: into a database beside the present one, proven there, and only then put in its place."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import psycopg
from django.core.management import call_command
from django.db import connection, connections
from psycopg import sql

from hamtaraz.config.backup import Manifest, Unusable, load_dump, opened_backup, prove_contents
from hamtaraz.config.cluster import SUPERUSER, Cluster
from hamtaraz.monitoring.verification import Verdict, verify

RESTORING, BEFORE = "{}_restoring", "{}_before_restore"
USED = "SELECT 1 FROM pg_stat_activity WHERE datname = %s AND backend_type = 'client backend'"
LEAVING_TRIES, LEAVING_SECONDS = 20, 0.1
Tell = Callable[[str], None]


def is_empty() -> bool:
    """Whether nothing was ever recorded in the database Django points at."""
    if "trail_act" not in connection.introspection.table_names():
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT NOT EXISTS (SELECT 1 FROM trail_act)")
        return bool(cursor.fetchone()[0])


def restore_beside(cluster: Cluster, file: Path, *, replace: bool, even_if_broken: bool, tell: Tell) -> Manifest:
    """Restore into the embedded server: the database of the installation is exchanged once the restored one is proven.

    With `replace` the records it holds now are kept as the database `…_before_restore`, until the next time.
    Refuses `Unusable`, and then nothing has changed.
    """
    name = str(connection.settings_dict["NAME"])
    if not replace and not is_empty():
        raise Unusable("The database holds records: say --replace if the backup is to take their place.")
    fresh, before = RESTORING.format(name), BEFORE.format(name)
    with opened_backup(file) as (manifest, dump):
        _refuse_if_used(cluster, name)
        cluster.drop_database(fresh)
        cluster.ensure_database(fresh)
        try:
            _point_at(fresh)
            restore_here(manifest, dump, even_if_broken=even_if_broken, tell=tell)
            _point_at(name)
            keeps = not is_empty()
            _exchange(cluster, name, fresh, before)
        except BaseException:
            _point_at(name)
            cluster.drop_database(fresh)
            raise
    if keeps:
        tell(f"The records that were here are kept as the database {before} until the next restore.")
    else:
        cluster.drop_database(before)
    return manifest


def restore_here(manifest: Manifest, dump: Path, *, even_if_broken: bool, tell: Tell) -> None:
    """Fill the empty database Django points at, prove it equal to the backup, bring it up to date and verify it.

    Refuses `Unusable` where a table came out different, or (unless `even_if_broken`) an invariant is broken.
    """
    tell(f"Restoring {manifest.rows} rows of {len(manifest.tables)} tables, backed up at {manifest.made_at}")
    load_dump(dump)
    prove_contents(manifest)
    tell("Every table holds what it held; bringing the tables up to date")
    call_command("migrate", verbosity=0, interactive=False)
    verdicts = verify()
    broken = [verdict for verdict in verdicts if not verdict.clean]
    for verdict in broken:
        tell(f"BROKEN  {verdict.says} {' '.join(verdict.first[:1])}")
    if broken and not even_if_broken:
        raise Unusable(f"{len(broken)} of {len(verdicts)} invariants are broken in this backup: see --even-if-broken.")
    tell(_verdict(verdicts))


def _verdict(verdicts: list[Verdict]) -> str:
    held = sum(verdict.clean for verdict in verdicts)
    return f"{held} of {len(verdicts)} invariants hold."


def _point_at(database: str) -> None:
    connections.close_all()
    connections.settings["default"]["NAME"] = database
    connections["default"].settings_dict["NAME"] = database


def _refuse_if_used(cluster: Cluster, name: str) -> None:
    connections.close_all()
    with cluster.connect(SUPERUSER, "postgres") as superuser:
        for _ in range(LEAVING_TRIES):  # whoever has just left, we ourselves among them, is still seen for a moment
            if not superuser.execute(USED, [name]).fetchone():
                return
            time.sleep(LEAVING_SECONDS)
    raise Unusable("The database is in use: stop the running `make run` first.")


def _exchange(cluster: Cluster, name: str, fresh: str, before: str) -> None:
    connections.close_all()
    cluster.drop_database(before)
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    with cluster.connect(SUPERUSER, "postgres") as superuser:
        try:
            superuser.execute(rename.format(sql.Identifier(name), sql.Identifier(before)))
        except psycopg.errors.ObjectInUse as error:
            raise Unusable("The database is in use: stop the running `make run` first.") from error
        superuser.execute(rename.format(sql.Identifier(fresh), sql.Identifier(name)))
