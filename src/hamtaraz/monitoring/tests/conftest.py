"""A whole year, played once and copied for every test that tampers with it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import psycopg
import pytest
from django.db import connections

from hamtaraz.config.cluster import SUPERUSER, Cluster
from hamtaraz.conftest import small_world
from hamtaraz.monitoring.tests.story import play


@pytest.fixture(scope="session")
def played_database(
    in_copy_of: Callable[..., AbstractContextManager[str]], template_database: str, test_cluster: Cluster
) -> Iterator[str]:
    """The name of a database in which the year of `story.py` has been played."""
    with in_copy_of(template_database) as name:
        with test_cluster.connect(SUPERUSER, name) as before:
            before.execute("SELECT setval('ledger_entry_id', 4090)")  # the pen folds its sums on the way
        play(small_world())
        connections.close_all()
        kept = f"{name}{secrets.token_hex(2)}"
        test_cluster.copy_database(name, kept)
    yield kept
    test_cluster.drop_database(kept)


@pytest.fixture
def year(in_copy_of: Callable[..., AbstractContextManager[str]], played_database: str) -> Iterator[str]:
    """The name of this test's own copy of the year, where Django works."""
    with in_copy_of(played_database) as name:
        yield name


@pytest.fixture
def intruder(year: str, test_cluster: Cluster) -> Iterator[psycopg.Connection[Any]]:
    """A superuser in this test's year whom no trigger stops; what is changed stays."""
    with test_cluster.connect(SUPERUSER, year) as connection:
        connection.execute("SET session_replication_role = replica")
        yield connection
