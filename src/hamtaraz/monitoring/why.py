"""Answers "why this amount?": the entry, its act, the person, the article, its paper, and where the money came from."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import connection

from hamtaraz.documents.models import Paper
from hamtaraz.kernel.refusals import N_, Refused
from hamtaraz.kernel.rial import Rial
from hamtaraz.ledger.accounts import Account, account_from
from hamtaraz.trail.models import Act


class NothingKnown(Refused):
    """There is no such entry or paper, or this person may not read it."""

    key = "monitoring.nothing_known"
    sentence = N_("There is no entry and no paper “%(name)s” that you may read.")
    remedy = N_("Check the number on the paper, or ask its owner.")


@dataclass(frozen=True)
class Told:
    """One entry as it is told: between which accounts, how much, and the balances it left."""

    id: int
    fiscal_year: int
    book: str
    source: Account
    target: Account
    amount_rial: Rial
    basis: str
    act_id: int
    reverses: int | None
    reversed_by: int | None
    source_balance_rial: Rial
    target_balance_rial: Rial
    on_day: datetime.date
    who: str


@dataclass(frozen=True)
class Story:
    """The whole answer: the entry, its act, and the way up the river to the centre's notice with its papers.

    `way` goes up level by level: 0 is the entry itself, 1 the entries that fed it, and so on to the centre.
    """

    entry: Told
    act: Act
    way: list[tuple[int, Told]]
    papers_by_act: dict[int, list[Paper]]

    @property
    def papers(self) -> list[Paper]:
        """The papers of the entry's own act."""
        return self.papers_by_act.get(self.entry.act_id, [])

    @property
    def fed_by(self) -> list[Told]:
        """The entries that had brought the amount to where this one took it from."""
        return [told for level, told in self.way if level == 1]


TELL = """
    SELECT e.id, e.fiscal_year, e.book, s.code, t.code, e.amount, e.basis, e.act, e.reverses, m.id,
           e.source_balance, e.target_balance, a.on_day, a.person_name || '، ' || a.organisation_name
    FROM ledger_entry e
    JOIN trail_act a ON a.province = e.province AND a.id = e.act
    JOIN ledger_account s ON s.province = e.province AND s.id = e.source_account
    JOIN ledger_account t ON t.province = e.province AND t.id = e.target_account
    LEFT JOIN ledger_entry m ON m.province = e.province AND m.reverses = e.id
"""


def entries(province: str, where: str, values: list[Any], most: int = 200) -> list[Told]:
    """Entries told in words' parts; `where` is one of this module's own conditions, never a person's text."""
    with connection.cursor() as cursor:
        cursor.execute(f"{TELL} WHERE e.province = %s AND {where} ORDER BY e.id LIMIT %s", [province, *values, most])
        return [_told(row) for row in cursor.fetchall()]


def _told(row: Any) -> Told:
    return Told(row[0], row[1], row[2], account_from(row[3]), account_from(row[4]), *row[5:])


WAY = f"""
    WITH RECURSIVE way (id, source_account, level) AS (
        SELECT id, source_account, 0 FROM ledger_entry WHERE province = %(province)s AND id = %(entry)s
        UNION
        SELECT e.id, e.source_account, way.level + 1
        FROM way JOIN ledger_entry e ON e.province = %(province)s AND e.target_account = way.source_account
        WHERE e.id < way.id AND e.reverses IS NULL AND way.level < %(levels)s AND NOT EXISTS (
            SELECT 1 FROM ledger_entry undone WHERE undone.province = e.province AND undone.reverses = e.id)
    ), highest AS (SELECT id, max(level) AS level FROM way GROUP BY id)
    {TELL.replace("SELECT e.id", "SELECT highest.level, e.id", 1)}
    JOIN highest ON highest.id = e.id
    WHERE e.province = %(province)s ORDER BY highest.level, e.id LIMIT %(most)s
"""  # noqa: S608 (our own words alone)
LEVELS = 9


def way_of_entry(province: str, entry_id: int, most: int = 60) -> list[tuple[int, Told]]:
    """The entry and those before it that brought its amount there, with their levels; mirrored ones left out."""
    with connection.cursor() as cursor:
        cursor.execute(WAY, {"province": province, "entry": entry_id, "levels": LEVELS, "most": most})
        return [(row[0], _told(row[1:])) for row in cursor.fetchall()]


def story_of_entry(province: str, entry_id: int) -> Story:
    """The story of an entry; refuses `NothingKnown`."""
    way = way_of_entry(province, entry_id)
    if not way:
        raise NothingKnown(name=str(entry_id))
    entry = way[0][1]
    papers: dict[int, list[Paper]] = {}
    for paper in Paper.objects.filter(province=province, act__in={told.act_id for _l, told in way}).defer(
        "pdf", "facts"
    ):
        papers.setdefault(paper.act, []).append(paper)
    return Story(entry, _act(province, entry.act_id), way, papers)


def entries_of_paper(province: str, code: str) -> tuple[Paper, Act, list[Told]]:
    """A paper, the act that issued it, and the entries of that act; refuses `NothingKnown`."""
    paper = Paper.objects.filter(province=province, code=code).defer("pdf").first()
    paper = paper or Paper.objects.filter(province=province, number=code).defer("pdf").order_by("-id").first()
    if paper is None:
        raise NothingKnown(name=code)
    return paper, _act(province, paper.act), entries(province, "e.act = %s", [paper.act], 2000)


def _act(province: str, act_id: int) -> Act:
    return Act.objects.get(province=province, id=act_id)
