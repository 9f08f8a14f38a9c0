"""The embedded server runs while it is needed, keeps its data, and gives each role only its own."""

import psycopg
import pytest

from hamtaraz.config.cluster import APPLICATION, OWNER, Cluster, NotStarted

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path):
    """A state folder whose cluster is removed afterwards."""
    yield tmp_path
    Cluster(tmp_path, "cluster", forgetful=True).erase()


def a_cluster(folder):
    return Cluster(folder, "cluster", forgetful=True)


def test_the_last_one_to_leave_stops_the_server_and_the_records_stay(folder):
    first, second = a_cluster(folder).start(), a_cluster(folder).start()
    first.ensure_database("book")
    with first.connect(OWNER, "book") as owner:
        owner.execute("create table kept as select 27 as counties")
    first.stop()
    assert second.runs()
    second.stop()
    assert not second.runs()
    again = a_cluster(folder).start()
    again.ensure_database("book")
    with again.connect(APPLICATION, "book") as application:
        assert application.execute("select counties from kept").fetchone() == (27,)
    again.stop()


def test_the_application_reads_and_writes_but_makes_and_empties_nothing(folder):
    cluster = a_cluster(folder).start()
    cluster.ensure_database("book")
    with cluster.connect(OWNER, "book") as owner:
        owner.execute("create table entry (id bigint generated always as identity, amount bigint)")
    with cluster.connect(APPLICATION, "book") as application:
        application.execute("insert into entry (amount) values (5)")
        assert application.execute("select amount from entry").fetchone() == (5,)
        for refused in (
            "truncate entry",
            "create table another (id int)",
            "drop table entry",
            "create role more",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                application.execute(refused)
    cluster.stop()


def test_a_database_in_use_is_not_erased(folder):
    running = a_cluster(folder).start()
    with pytest.raises(NotStarted, match="in use"):
        a_cluster(folder).erase()
    assert running.runs()
    running.stop()


def test_data_of_another_postgresql_is_refused_in_one_sentence(folder):
    cluster = a_cluster(folder).start()
    cluster.stop()
    (cluster.data / "PG_VERSION").write_text("17\n")
    with pytest.raises(NotStarted, match="made by PostgreSQL 17"):
        a_cluster(folder).start()
