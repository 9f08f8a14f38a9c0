"""Reads requests for a plan from a CSV or Excel file, each fault with its row's code; and writes the file one begins with."""

from __future__ import annotations

import io
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from xlsxwriter.workbook import Workbook

from hamtaraz.grants.models import Part, Recipient, RecipientKind
from hamtaraz.grants.planning.asked import MACHINERY, PROJECTS
from hamtaraz.grants.queries.gathering import Candidate, aid_of_machines
from hamtaraz.grants.queries.machinery import Machine, catalogue, prices
from hamtaraz.grants.queries.projects import ProjectType, types
from hamtaraz.grants.refusals.plans import (
    AidInAnotherUnit,
    AidNotWritten,
    ColumnLacking,
    MachineOrProject,
    MachineUnknown,
    NoDehyari,
    NotOfThisPart,
    TypeUnknown,
)
from hamtaraz.kernel import rial
from hamtaraz.kernel.rial import Rial
from hamtaraz.kernel.text import digits, search_key
from hamtaraz.kernel.workbooks import TEXT_STAYS_TEXT
from hamtaraz.law.bodies import Bodies, Value, read_csv, read_xlsx
from hamtaraz.law.directive import Directive
from hamtaraz.people.actors import Actor

MILLION, THOUSAND = 1_000_000, 1_000
MOST_ROWS = 5_000
NEEDED = ("recipient", "aid")


def columns() -> dict[str, tuple[str, str]]:
    """The columns of the file: kind and Persian title by key; amounts are in million rial."""
    with translation.override("fa"):
        return {
            "recipient": ("text", _("Code of the municipality or village")),
            "machine": ("text", _("Machine")),
            "project_type": ("text", _("Type of project")),
            "title": ("text", _("Title of the project")),
            "aid": ("number", _("Aid, million rial")),
            "unfinished": ("yes_no", _("Unfinished")),
            "own_money": ("number", _("Own contribution, million rial")),
            "province_money": ("number", _("Contribution of the province, million rial")),
        }


def read_requests(actor: Actor, part: str, rules: Directive, name: str, content: bytes) -> list[Candidate]:
    """The requests a file holds, one a row. Refuses what the file's readers refuse, and by row: `ColumnLacking`,
    `NotOfThisPart`, `MachineOrProject`, `MachineUnknown`, `TypeUnknown`, `NoDehyari`, `AidNotWritten`, `AidInAnotherUnit`."""
    wanted = columns()
    if name.lower().endswith(".xlsx"):
        table = read_xlsx(content, wanted, name=name, most_rows=MOST_ROWS)
    else:
        table = read_csv(content, wanted, most_rows=MOST_ROWS)
    for key in NEEDED:
        if key not in table.columns:
            raise ColumnLacking(column=wanted[key][1])
    return _Reading(actor, part, rules).all_of(table)


class _Reading:
    """One file being read: who may be named in it, and what machines there are."""

    def __init__(self, actor: Actor, part: str, rules: Directive) -> None:
        self.part, self.rules = part, rules
        kind = RecipientKind.MUNICIPALITY if part == Part.MUNICIPAL else RecipientKind.VILLAGE
        rows = Recipient.visible_to(actor).filter(kind=kind).select_related("county")
        self.recipients = {one.code: one for one in rows}
        self.machines = {key: one for key, one in catalogue(rules, kind).items() if not one.is_equipment}
        self.by_name = {
            search_key(word): one for one in self.machines.values() for word in (one.key, one.name, one.name_en)
        }
        self.types = {
            search_key(word): one for one in types(rules, part).values() for word in (one.key, one.name, one.name_en)
        }
        self.prices = prices(actor.province, actor.fiscal_year)

    def all_of(self, table: Bodies) -> list[Candidate]:
        rows = [(code, {key: column[at] for key, column in table.columns.items()}) for code, at in table.row_of.items()]
        machines = {code: self._machine(code, row) for code, row in rows}
        priced = {code: self.prices.get(one.key) for code, one in machines.items() if one}
        cases: dict[str, dict[str, Value]] = {
            code: {"kind": "municipality" if self.part == Part.MUNICIPAL else "dehyari", "machine": price.machine,
                   "price": price.determined_rial or price.approximate_rial}
            for code, price in priced.items() if price
        }  # fmt: skip
        reckoned = aid_of_machines(self.rules, cases)
        return [self._candidate(code, row, machines[code], reckoned.get(code)) for code, row in rows]

    def _machine(self, code: str, row: Mapping[str, Value]) -> Machine | None:
        written, project = row.get("machine"), row.get("project_type")
        if bool(written) == bool(project):
            raise MachineOrProject(code=code)
        if not written:
            return None
        found = self.by_name.get(search_key(str(written)))
        if found is None:
            raise MachineUnknown(
                code=code, machine=written, known="، ".join(one.name for one in self.machines.values())
            )
        return found

    def _candidate(
        self, code: str, row: Mapping[str, Value], machine: Machine | None, reckoned: Rial | None
    ) -> Candidate:
        recipient = self.recipients.get(digits(str(row.get("recipient") or "")))
        if recipient is None:
            raise NotOfThisPart(code=code, recipient=row.get("recipient") or "—")
        if machine and recipient.kind == RecipientKind.VILLAGE and not recipient.has_dehyari:
            raise NoDehyari(code=code, name=recipient.name)
        aid = self._aid(code, row.get("aid"), reckoned, project=machine is None)
        if machine:
            return Candidate(code, recipient, MACHINERY, machine.key, machine.name, machine.name_en, aid)
        kind = self._type(code, str(row["project_type"]))
        own: dict[str, Any] = {
            "project_type": kind.key, "unfinished": row.get("unfinished"),
            **{key: _in_rial(row.get(key)) for key in ("own_money", "province_money")},
        }  # fmt: skip
        title, title_en = (str(row["title"]),) * 2 if row.get("title") else (kind.name, kind.name_en)
        return Candidate(code, recipient, PROJECTS, kind.key, title, title_en, aid, own)

    def _type(self, code: str, written: str) -> ProjectType:
        found = self.types.get(search_key(written))
        if found is None:
            known = "، ".join(one.name for one in types(self.rules, self.part).values())
            raise TypeUnknown(code=code, type=written, known=known)
        return found

    def _aid(self, code: str, written: Value, reckoned: Rial | None, *, project: bool) -> Rial:
        """What was written, or the aid reckoned at the price; an amount a thousand times out of range is refused."""
        aid = reckoned if written is None else _in_rial(written)
        if aid is None:
            raise AidNotWritten(code=code)
        least, most = (reckoned, reckoned) if reckoned else (None, None)
        if project and self.part == Part.DEHYARI:
            least = int(self.rules.value_of("village_aid_least"))
            most = int(self.rules.value_of("village_aid_most"))
        if least and most and (least <= aid * THOUSAND <= most or least <= aid // THOUSAND <= most):
            raise AidInAnotherUnit(code=code, aid_rial=aid)
        return aid


def _in_rial(millions: Value) -> Rial | None:
    """An amount written in million rial; finer than a rial is refused."""
    if millions is None:
        return None
    amount = Fraction(millions) * MILLION
    if amount.denominator != 1:
        raise rial.AmountTooFine(text=str(millions), places=6)
    return amount.numerator


def example_file() -> bytes:
    """The file one begins with: its headings, in Persian and right to left."""
    memory = io.BytesIO()
    book = Workbook(memory, TEXT_STAYS_TEXT)
    with translation.override("fa"):
        sheet = book.add_worksheet(_("Requests"))
        titles = [_("Code"), *(title for _kind, title in columns().values())]
    sheet.right_to_left()
    head = book.add_format({"bold": True, "border": 1})
    for place, title in enumerate(titles):
        sheet.write_string(0, place, title, head)
    sheet.set_column(0, len(titles) - 1, 22)
    book.close()
    return memory.getvalue()
