"""Holds what a workbook says against what is kept: which rows are new, changed or the same, and what is doubtful."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hamtaraz.intake.reading import fault, hold_to_mark, read_workbook
from hamtaraz.intake.refusals import OutOfScale, StaysAsItIs
from hamtaraz.intake.sheet import Column, Desk, Fault, Kind, Row, Sheet
from hamtaraz.kernel.refusals import Refused
from hamtaraz.kernel.rial import Rial
from hamtaraz.kernel.workbooks import open_workbook

SCALE = 1000
FEWEST_TO_COMPARE = 5


@dataclass
class Plan:
    """What recording a workbook would do; nothing is done while it has faults."""

    kind: Kind
    desk: Desk
    rows: dict[str, list[Row]]
    faults: list[Fault]
    doubts: list[Fault]

    def standing(self, sheet: str, *which: str) -> list[Row]:
        """The rows of a sheet that are new, changed, the same or refused."""
        return [row for row in self.rows[sheet] if row.standing in which]

    def count(self, *which: str) -> int:
        """How many rows of all sheets stand so."""
        return sum(1 for rows in self.rows.values() for row in rows if row.standing in which)

    @property
    def to_record(self) -> int:
        """How many rows recording would write."""
        return self.count("new", "changed")

    @property
    def counts(self) -> dict[str, int]:
        """Rows by how they stand."""
        return dict(Counter(row.standing for rows in self.rows.values() for row in rows))

    def sums(self) -> Iterator[tuple[Sheet, Column, Rial]]:
        """The sum of every column of amounts, to be compared with the office's own."""
        for sheet in self.kind.sheets:
            for column in sheet.columns:
                if column.kind == "rial" and self.rows[sheet.key]:
                    yield sheet, column, sum(row.values.get(column.key) or 0 for row in self.rows[sheet.key])

    def digest(self) -> str:
        """A hash of all that recording would do, to see whether it is still what the person looked at."""
        told = [
            (sheet, row.number, row.standing, sorted(row.changes.items(), key=str))
            for sheet, rows in self.rows.items()
            for row in rows
        ]
        return hashlib.sha256(repr(told).encode()).hexdigest()


def check(kind: Kind, kinds: dict[str, Kind], desk: Desk, name: str, content: bytes) -> Plan:
    """Open, read and compare a workbook of `kind`; refuses only what is no such workbook, all else is in the plan."""
    opened = open_workbook(name, content)
    labels = {key: one.label for key, one in kinds.items()}
    hold_to_mark(kind, opened, labels, desk.actor.province, desk.actor.fiscal_year)
    reading = read_workbook(kind, opened, desk)
    for sheet in kind.sheets:
        for row in reading.rows[sheet.key]:
            _compare(sheet, row, desk)
    _look_further(kind, reading.rows, desk)
    for rows in reading.rows.values():
        for row in rows:
            if row.faults:
                row.standing = "refused"
    doubts = [*reading.doubts, *_out_of_scale(kind, reading.rows)]
    return Plan(kind, desk, reading.rows, reading.all_faults(), doubts)


def _compare(sheet: Sheet, row: Row, desk: Desk) -> None:
    """How a row stands to what is kept of the same thing; a column that is not in the file is left as it is."""
    kept = desk.kept[sheet.key].get(tuple(row.values.get(key) for key in sheet.identity))
    if kept is None:
        return
    for column in sheet.columns:
        if column.key not in row.values or column.key in sheet.identity:
            continue
        value = row.values[column.key]
        if value is None and column.keeps:
            row.values[column.key] = kept[column.key]
        elif value != kept[column.key]:
            row.changes[column.key] = (kept[column.key], value)
    row.standing = "changed" if row.changes else "same"


def _look_further(kind: Kind, rows: dict[str, list[Row]], desk: Desk) -> None:
    """What lies between cells: fixed columns, and what the kind itself looks at."""
    for sheet in kind.sheets:
        for row in rows[sheet.key]:
            for column in sheet.columns:
                if column.fixed and column.key in row.changes:
                    before = shown(column, row.changes[column.key][0], desk)
                    _add(row, column.key, StaysAsItIs(column=column.title, kept=before))
    for row, key, refused in kind.look(rows, desk):
        _add(row, key, refused)


def _add(row: Row, key: str, refused: Refused) -> None:
    row.faults.append(fault(row, row.places.get(key, 1), refused))


def _out_of_scale(kind: Kind, rows: dict[str, list[Row]]) -> Iterator[Fault]:
    """Amounts a thousand times the middle one of their column, or a thousandth of it: perhaps the wrong unit."""
    for sheet in kind.sheets:
        for column in sheet.columns:
            if column.kind != "rial":
                continue
            amounts = sorted(amount for row in rows[sheet.key] if (amount := row.values.get(column.key)))
            if len(amounts) < FEWEST_TO_COMPARE:
                continue
            middle = amounts[len(amounts) // 2]
            for row in rows[sheet.key]:
                amount = row.values.get(column.key)
                if amount and (amount >= SCALE * middle or amount * SCALE <= middle):
                    yield fault(row, row.places[column.key], OutOfScale(amount_rial=amount))


def shown(column: Column, value: Any, desk: Desk) -> Any:
    """A value in words where it is a choice; otherwise as it is."""
    if column.kind == "choice" and isinstance(value, str):
        return desk.choices[column.choices].shown(value) if value else ""
    return value
