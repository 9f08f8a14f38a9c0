"""The tests themselves run as the application does: as a role that owns nothing."""

import psycopg
import pytest
from django.db import connection


@pytest.mark.django_db
def test_pages_and_tests_connect_as_a_role_without_privileges():  # S0-41: the book is append-only for this role
    with connection.cursor() as cursor:
        cursor.execute(
            "select rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole from pg_roles"
            " where rolname = current_user"
        )
        assert cursor.fetchone() == ("hamtaraz_app", False, False, False, False)
        cursor.execute("select count(*) from pg_class where relowner = current_user::regrole")
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db
def test_the_application_may_not_change_the_tables():
    with connection.cursor() as cursor, pytest.raises(Exception, match=r"permission denied|must be owner"):
        cursor.execute("drop table django_session")


def test_a_committed_database_is_seen_by_other_connections(committed_db, owner_connection, superuser_connection):
    with connection.cursor() as cursor:
        cursor.execute("insert into django_session values ('key', 'words', now())")
    for other in (owner_connection, superuser_connection):
        assert other.execute("select session_data from django_session").fetchall() == [("words",)]


@pytest.mark.django_db
def test_what_one_test_commits_the_next_does_not_see():
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from django_session")
        assert cursor.fetchone() == (0,)


def test_nobody_else_on_the_machine_gets_in(test_cluster):
    with pytest.raises(psycopg.OperationalError, match=r"role .* does not exist"):
        test_cluster.connect("somebody", "postgres")
