"""The whole example province, played by the operations people use: sound, adding up, and open to each of its people."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hamtaraz.ledger import queries
from hamtaraz.monitoring.verification import verify
from hamtaraz.notices.models import CreditNotice
from hamtaraz.people.models import Mandate
from hamtaraz.people.roles import Role

pytestmark = pytest.mark.slow
MOST_QUERIES = 12
DEEPEST = 3
"""Steps from the inbox: to a list, from there to one of its rows, and on to what that row is about."""
MOST_OF_A_KIND = 5
"""Links of one shape that are followed from one page: rows of a list stand in different states."""


@pytest.fixture
def example(db, settings):
    """The example as `make run` first shows it, on the evening its story has reached."""
    settings.DEMO, settings.DEMO_DAY = True, "2026-11-21"
    call_command("load_example", verbosity=0)


def test_the_example_is_sound_and_every_desk_of_it_opens(example):
    assert [verdict.says for verdict in verify() if not verdict.clean] == []
    the_river_adds_up_to_the_notices()
    every_role_card_opens_its_inbox()
    one_desk_of_every_role_reaches_only_pages_that_answer()


def the_river_adds_up_to_the_notices():
    centrals = CreditNotice.objects.filter(kind="central", state="issued")
    noticed = sum(centrals.values_list("total_rial", flat=True))
    year = centrals.earliest("id").fiscal_year
    stages = ("received", "county_share", "province_line", "county_noticed", "committee_approved", "agency_noticed",
              "in_agreement", "agreed")  # fmt: skip
    assert sum(queries.total("06", year, "credit", stage) for stage in stages) == noticed
    page = _client_of(Role.AUDITOR).get("/monitoring/river/").content.decode()
    assert f'value="{noticed}"' in page


def every_role_card_opens_its_inbox():
    cards = re.findall(r'name="mandate" value="(\d+)"', Client().get("/roles/").content.decode())
    assert len(cards) == Mandate.objects.count()
    for card in cards:
        client = Client()
        client.post("/roles/", {"mandate": card})
        with CaptureQueriesContext(
            connection,
        ) as asked:
            answer = client.get("/")
        assert answer.status_code == 200
        assert len(asked) <= MOST_QUERIES, f"mandate {card}: {len(asked)} queries"


def one_desk_of_every_role_reaches_only_pages_that_answer():
    broken = []
    for role in sorted(set(Mandate.objects.values_list("role", flat=True))):
        client, seen, ahead = _client_of(role), set(), [("/", 0)]
        while ahead:
            address, depth = ahead.pop(0)
            answer = client.get(address)
            if answer.status_code >= 400:
                broken.append(f"{role}: {address} answers {answer.status_code}")
            if depth < DEEPEST and answer.headers.get("Content-Type", "").startswith("text/html"):
                fresh = _some_of_every_kind(one for one in _links(answer.content.decode()) if _shape(one) not in seen)
                seen |= {_shape(one) for one in fresh}
                ahead += [(one, depth + 1) for one in fresh]
    assert not broken, "\n".join(broken)


def _client_of(role: str) -> Client:
    client = Client()
    client.force_login(Mandate.objects.filter(role=role).select_related("person").earliest("id").person)
    return client


def _links(page: str) -> list[str]:
    found = re.findall(r'<a [^>]*href="([^"#]+)', page)
    return [one.replace("&amp;", "&") for one in found if one.startswith("/") and not one.startswith("/static/")]


def _some_of_every_kind(links: Iterable[str]) -> list[str]:
    kept: dict[str, list[str]] = defaultdict(list)
    for one in links:
        kept[_shape(one)].append(one)
    return [one for same in kept.values() for one in list(dict.fromkeys(same))[:MOST_OF_A_KIND]]


def _shape(address: str) -> str:
    """An address without its numbers: one page of a kind is enough."""
    path, _mark, query = address.partition("?")
    return re.sub(r"\d+|(?<=/papers/)[A-Z0-9]+", "0", path) + "?" + ",".join(re.findall(r"(\w+)=", query))
