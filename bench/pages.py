"""P9: key pages as a person gets them, beside a bare page of as many queries."""

from __future__ import annotations

import statistics
import threading

from bench.load import HANDS, Load, together
from bench.measuring import ROUNDS, Row
from bench.place import Browser, signed_in

REQUESTS = 40


def key_pages(port: int) -> list[Row]:
    """Requests a second of each page over those of its bare page (≥ 0.6), and the p95 of both (≤ 1.3)."""
    rows = []
    for name, username, path in _pages():
        questions = _questions(username, path)
        ours, bare = [], []
        for turn in range(ROUNDS + 1):
            got = _load(port, username, path), _load(port, username, f"/bare/{questions}/")
            if turn:
                ours.append(got[0])
                bare.append(got[1])
        note = f"{questions} queries, p95 {_p95(ours):.0f} ms over {_p95(bare):.0f} ms ({_p95(ours) / _p95(bare):.1f} ×, goal ≤ 1.3)"
        rows.append(
            Row(f"P9 {name}", "a second", [one.per_second for one in ours], [one.per_second for one in bare],
                f"a bare page of {questions} queries", 0.6, True, note)
        )  # fmt: skip
    return rows


def _p95(loads: list[Load]) -> float:
    return statistics.median(load.p95_ms for load in loads)


def _pages() -> list[tuple[str, str, str]]:
    from hamtaraz.agreements.models import Agreement
    from hamtaraz.distribution.models import Distribution

    agreement = Agreement.objects.filter(state="deputy_review").order_by("id").first()
    distribution = Distribution.objects.filter(state="approved").order_by("id").first()
    assert agreement is not None
    assert distribution is not None
    return [
        ("inbox", "moaven", "/"),
        ("distribution matrix", "moaven", f"/distribution/{distribution.pk}/matrix/"),
        ("agreement", "moaven", f"/agreements/{agreement.pk}/"),
        ("river", "moaven", "/monitoring/river/"),
        ("projects", "moaven", "/projects/"),
    ]


def _questions(username: str, path: str) -> int:
    """How many queries the page asks."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from hamtaraz.people.models import Person

    client = Client(headers={"host": "localhost"})
    client.force_login(Person.objects.get(username=username))
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return len(asked)


def _load(port: int, username: str, path: str) -> Load:
    cookies, local = signed_in(username), threading.local()

    def get() -> int:
        if not hasattr(local, "browser"):
            local.browser = Browser(port, cookies)
        return int(local.browser.get(path))

    return together([get] * max(REQUESTS, HANDS), 200)
