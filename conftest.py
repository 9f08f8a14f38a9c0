"""The database of the tests: real PostgreSQL, reached as the role the application runs as.

A template is migrated once, kept, and used until a migration changes; each test process works in
a copy of it. Use `db` (or the mark `django_db`) where a rollback at the end is enough, and
`committed_db` where what is written must be seen by other connections: it gives the test a fresh
database of its own, since the application's role may not empty tables.
The test cluster runs without fsync; the real one never does.
"""

import hashlib
import os
import re
import secrets
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.db import connections
from django.test.testcases import LiveServerThread
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django.plugin import DjangoDbBlocker

from hamtaraz.config.cluster import APPLICATION, OWNER, SUPERUSER, Cluster
from hamtaraz.config.home import CHECKOUT, home

SOURCES = CHECKOUT / "src"
KEPT_TEMPLATES = 3


def pytest_configure(config: pytest.Config) -> None:
    """Hash passwords quickly, keep files of tests apart, and fail no property because a machine is slow."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    hypothesis_settings.register_profile(
        "house", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize="CI" in os.environ
    )
    hypothesis_settings.load_profile("house")
    settings.MEDIA_ROOT = Path(tempfile.gettempdir()) / f"hamtaraz-tests-{os.getuid()}" / "uploads"


@pytest.fixture(scope="session")
def test_cluster() -> Iterator[Cluster]:
    """The PostgreSQL server of the tests, apart from the installation's own."""
    cluster = Cluster(home(), "test-cluster", forgetful=True).start()
    yield cluster
    cluster.stop()


@pytest.fixture(scope="session")
def template_database(test_cluster: Cluster, django_db_blocker: DjangoDbBlocker) -> str:
    """The name of a migrated database that copies are made of."""
    name = f"hamtaraz_template_{_fingerprint_of_migrations()}"
    with test_cluster.connect(SUPERUSER, "postgres") as connection:
        connection.execute("select pg_advisory_lock(1405)")  # one process makes it, the others wait
        if not connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone():
            _drop_old_databases(test_cluster, connection)
            _migrate(test_cluster, name, django_db_blocker)
    return name


@pytest.fixture(scope="session")
def django_db_setup(
    test_cluster: Cluster, template_database: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Point Django at this process's own copy of the template."""
    name = _copy(test_cluster, template_database)
    with django_db_blocker.unblock():
        _point_at(test_cluster, name, APPLICATION)
    yield
    with django_db_blocker.unblock():
        connections.close_all()
    test_cluster.drop_database(name)


@pytest.fixture(scope="session")
def in_copy_of(
    django_db_setup: None, test_cluster: Cluster, django_db_blocker: DjangoDbBlocker
) -> Callable[..., AbstractContextManager[str]]:
    """`with in_copy_of(database) as name`: Django works in a fresh copy of a database, which is dropped afterwards."""

    @contextmanager
    def opened(database: str, role: str = APPLICATION) -> Iterator[str]:
        usual = settings.DATABASES["default"]
        before = usual["NAME"], usual["USER"]
        name = _copy(test_cluster, database)
        with django_db_blocker.unblock():
            try:
                _point_at(test_cluster, name, role)
                yield name
            finally:
                _point_at(test_cluster, *before)
                test_cluster.drop_database(name)

    return opened


@pytest.fixture
def committed_db(in_copy_of: Callable[..., AbstractContextManager[str]], template_database: str) -> Iterator[str]:
    """A fresh database for this test alone, where commits are real; gives its name."""
    with in_copy_of(template_database) as name:
        yield name


@pytest.fixture
def owner_connection(request: pytest.FixtureRequest, test_cluster: Cluster) -> Iterator[psycopg.Connection[Any]]:
    """A connection of the owner of the tables to the test's database, for tests of tampering."""
    with test_cluster.connect(OWNER, _database_of(request)) as connection:
        yield connection


@pytest.fixture
def superuser_connection(request: pytest.FixtureRequest, test_cluster: Cluster) -> Iterator[psycopg.Connection[Any]]:
    """A superuser's connection to the test's database, for tests of tampering."""
    with test_cluster.connect(SUPERUSER, _database_of(request)) as connection:
        yield connection


@dataclass(frozen=True)
class Site:
    """The whole application, answering on a port of this machine."""

    url: str


@pytest.fixture
def site(committed_db: str) -> Iterator[Site]:
    """The application served to a browser, over a fresh database; WhiteNoise serves its files, as outside of tests."""
    server = LiveServerThread("localhost", lambda _files_of_uploads: WSGIHandler(), connections_override={})
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    yield Site(url=f"http://localhost:{server.port}")
    server.terminate()


def _database_of(request: pytest.FixtureRequest) -> str:
    fixture = "committed_db" if "committed_db" in request.fixturenames else "django_db_setup"
    request.getfixturevalue(fixture)
    return str(settings.DATABASES["default"]["NAME"])


def _copy(cluster: Cluster, template: str) -> str:
    name = f"hamtaraz_test_{os.getpid()}_{secrets.token_hex(4)}"
    cluster.copy_database(template, name)
    return name


def _point_at(cluster: Cluster, database: str, role: str) -> None:
    connections.close_all()
    # The same dictionary is behind the connections of every thread.
    connections.settings["default"].update(HOST=cluster.host, NAME=database, USER=role, PASSWORD="", PORT="")
    connections["default"].settings_dict.update(connections.settings["default"])


def _migrate(cluster: Cluster, name: str, django_db_blocker: DjangoDbBlocker) -> None:
    unfinished = f"hamtaraz_unfinished_{secrets.token_hex(4)}"
    cluster.ensure_database(unfinished)
    with django_db_blocker.unblock():
        _point_at(cluster, unfinished, OWNER)
        try:
            call_command("migrate", verbosity=0, interactive=False)
        finally:
            connections.close_all()
    with cluster.connect(SUPERUSER, "postgres") as connection:
        connection.execute(f'alter database "{unfinished}" rename to "{name}"')


def _drop_old_databases(cluster: Cluster, connection: psycopg.Connection[Any]) -> None:
    """Drop what killed test runs left behind, and all but the newest templates."""
    rows = connection.execute("select datname from pg_database where datname like 'hamtaraz%' order by oid").fetchall()
    names = [row[0] for row in rows]
    templates = [name for name in names if name.startswith("hamtaraz_template_")]
    for name in names:
        process = re.fullmatch(r"hamtaraz_test_(\d+)_\w+", name)
        left_behind = process is not None and not Path(f"/proc/{process[1]}").exists()
        if left_behind or name.startswith("hamtaraz_unfinished_") or name in templates[:-KEPT_TEMPLATES]:
            cluster.drop_database(name)


def _fingerprint_of_migrations() -> str:
    """A hash of all that the migrated tables follow from: migrations, what they import, models, SQL, locks."""
    files = {*SOURCES.rglob("migrations/*.py"), *SOURCES.rglob("models.py"), *SOURCES.rglob("*.sql")}
    for migration in SOURCES.rglob("migrations/*.py"):
        for dotted in re.findall(r"\bhamtaraz(?:\.\w+)+", migration.read_text()):
            files.add(SOURCES / (dotted.replace(".", "/") + ".py"))
    files.update({CHECKOUT / "requirements.txt", CHECKOUT / "src/hamtaraz/config/cluster.py"})
    digest = hashlib.sha256(repr(settings.INSTALLED_APPS).encode())
    for path in sorted(files):
        if path.is_file():
            digest.update(str(path.relative_to(CHECKOUT)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]
