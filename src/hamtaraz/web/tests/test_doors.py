"""Every route has a door; looking changes nothing; nobody looks through a door that is not theirs."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver

from hamtaraz.conftest import World
from hamtaraz.people.roles import Role
from hamtaraz.web.doors import OPEN, SIGNED_IN, door_of

WRITES = ("INSERT", "UPDATE", "DELETE", "TRUNCATE")
WRITING_FUNCTIONS = ("trail_record(", "ledger_post(", "ledger_reverse(")


def routes(resolver: URLResolver | None = None, before: str = "/") -> Iterator[tuple[str, URLPattern]]:
    """Every route of the project, with its whole pattern."""
    for pattern in (resolver or get_resolver()).url_patterns:
        whole = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, whole)
        else:
            yield whole, pattern


ROUTES = list(routes())
PLAIN = sorted(whole for whole, _pattern in ROUTES if "<" not in whole)


def written_in(queries: CaptureQueriesContext) -> list[str]:
    """The statements that change something other than the session itself."""
    return [
        query["sql"]
        for query in queries.captured_queries
        if (query["sql"].lstrip().upper().startswith(WRITES) and "django_session" not in query["sql"])
        or any(function in query["sql"] for function in WRITING_FUNCTIONS)
    ]


def test_every_route_says_who_may_open_it():
    known = {OPEN, SIGNED_IN, *Role.values}
    listed = {whole: door_of(pattern.callback) for whole, pattern in ROUTES}
    assert len(listed) > 20
    assert {whole: found for whole, found in listed.items() if not found or not set(found) <= known} == {}


def test_what_is_open_to_everybody_is_listed_here():
    opened = {whole for whole, pattern in ROUTES if door_of(pattern.callback) == (OPEN,)}
    assert opened <= {
        "/sign-in/", "/sign-in/code/", "/sign-out/", "/roles/", "/language/",
        "/verify/", "/verify/<str:code>/", "/healthz",
    }  # fmt: skip


@pytest.mark.parametrize("role", Role.values)
def test_looking_at_a_page_neither_fails_nor_writes(world: World, role: str):
    client = world.client(role)
    client.raise_request_exception = False
    failed, wrote = [], {}
    for path in PLAIN:
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(path)
        if answer.status_code >= 500:
            failed.append(path)
        if written_in(queries):
            wrote[path] = written_in(queries)
    assert (failed, wrote) == ([], {})


@pytest.mark.parametrize("role", Role.values)
def test_a_page_of_other_roles_is_refused(world: World, role: str):
    client = world.client(role)
    for whole, pattern in ROUTES:
        found = door_of(pattern.callback)
        if "<" not in whole and found and found not in ((OPEN,), (SIGNED_IN,)) and role not in found:
            assert client.get(whole).status_code == 403, whole
            assert client.post(whole).status_code == 403, whole


def test_a_stranger_sees_no_page_that_is_not_open(world: World):
    client = Client()
    for whole, pattern in ROUTES:
        if door_of(pattern.callback) == (OPEN,):
            continue
        path = whole.replace("<int:pk>", "1").replace("<str:code>", "x").replace("<slug:verb>", "close")
        for answer in (client.get(path), client.post(path)) if "<" not in path else ():
            assert answer.status_code == 302, path
            assert answer["Location"].startswith("/sign-in/"), path


def test_the_rule_against_writing_sees_a_write(world: World):
    with CaptureQueriesContext(connection) as queries:
        world.actor(Role.AUDITOR)
        world.act()
    assert len(written_in(queries)) >= 3
