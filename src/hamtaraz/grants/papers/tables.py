"""Tables 1 and 2 of the directive in print: rows in whole rials and days, sums added up here and checked by the press."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from hamtaraz.documents.models import Paper
from hamtaraz.documents.operations import issue
from hamtaraz.grants.papers.letters import letterhead
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Organisation
from hamtaraz.places.models import Province

TableKind = Literal[
    "municipal_machine_table", "dehyari_machine_table", "municipal_project_table", "dehyari_project_table"
]
Row = Mapping[str, Any]
AMOUNTS: dict[str, tuple[str, ...]] = {
    "municipal_machine_table": (),
    "dehyari_machine_table": ("contribution_rial", "aid_rial"),
    "municipal_project_table": ("estimate_rial", "aid_rial", "own_rial", "province_rial"),
    "dehyari_project_table": ("estimate_rial", "aid_rial", "own_rial"),
}
"""The columns of amounts of each table, which are summed under it."""
IN_THOUSANDS = frozenset({"municipal_project_table", "dehyari_project_table"})
TITLES = {
    "municipal_machine_table": "جدول (۱): فهرست شهرداری‌های استان",
    "dehyari_machine_table": "جدول (۱): فهرست دهیاری‌های واجد شرایط برای دریافت خودرو استان",
    "municipal_project_table": "جدول (۲): فهرست پروژه‌های عمرانی پیشنهادی شهرداری‌های استان",
    "dehyari_project_table": "جدول (۲): فهرست پروژه‌های عمرانی و خدماتی پیشنهادی برای روستاهای استان",
}


def issue_table(
    kind: TableKind,
    rows: Sequence[Row],
    *,
    actor: Actor,
    act: int,
    day: datetime.date,
    number: str,
    receivers: Sequence[Organisation],
    about: tuple[str, int, str],
) -> Paper:
    """Print and keep a table that is sent, exactly as the directive draws it (S4-031, S4-069, S4-095, S4-116).

    In the act's transaction. `rows` stand as they are printed, every one with `county` and, by `kind`:

    * municipal_machine_table: `municipality`, `asks` — four pairs (count, name of the machine): machine first and second,
      equipment first and second; a pair (0, "") stays empty;
    * dehyari_machine_table: `district`, `dehyari`, `machine`, `contribution_rial`, `aid_rial`;
    * municipal_project_table: `municipality`, `title`, `estimate_rial`, `aid_rial`, `own_rial`, `province_rial`,
      `starts_on`, `ends_on`, `progress_percent`;
    * dehyari_project_table: the same with `village` in place of `municipality`, and without `province_rial`.

    Amounts are whole rials (projects are printed in thousand rial, S4-?28), days are dates or None, the progress a whole
    number or decimal as text, None for a project that is not unfinished. Texts are Persian. `number` is that of the letter
    the table goes with, `receivers` who get it, `about` the kind, number and page of what it belongs to.
    """
    printed = [_printed(row) for row in rows]
    facts = letterhead(actor, day, number, *(one.name for one in receivers)) | {
        "fiscal_year": actor.fiscal_year,
        "province": Province.objects.get(code=actor.province).name,
        "unit": "thousand_rial" if kind in IN_THOUSANDS else "rial",
        "rows": printed,
    }
    if AMOUNTS[kind]:
        facts["totals"] = {column: str(sum(int(row[column]) for row in printed)) for column in AMOUNTS[kind]}
    return issue(kind, facts, actor=actor, act=act, day=day, number=number, title=TITLES[kind], about=about,
                 organisation_id=receivers[0].pk if receivers else None)  # fmt: skip


def _printed(row: Row) -> dict[str, Any]:
    """A row as facts: rials as digits, days in ISO form, what is not there left out."""
    told: dict[str, Any] = {}
    for name, value in row.items():
        if value is None:
            continue
        if name == "asks":
            told[name] = [{"count": count, "machine": machine} for count, machine in value]
        else:
            told[name] = value.isoformat() if isinstance(value, datetime.date) else str(value)
    return told
