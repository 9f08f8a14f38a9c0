"""Reads the fields of clauses one by one and keeps what is wrong, so that one look finds every fault."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from fractions import Fraction
from typing import Any

from hamtaraz.kernel.refusals import N_, Refused
from hamtaraz.kernel.text import digits
from hamtaraz.law.clauses import (
    Day,
    Formula,
    Key,
)
from hamtaraz.law.faults import (
    Fault,
    FieldMissing,
    FieldUnknown,
    FieldWrong,
    KeyReserved,
    TooManyClauses,
)
from hamtaraz.law.format import (
    EVERYONE,
    FIELDS,
    LAST_YEAR,
    MOST_CLAUSES,
    MOST_FAULTS,
    POOL,
    RECIPIENTS,
)
from hamtaraz.law.formula import FUNCTIONS, WORDS, FormulaFault, Kind
from hamtaraz.law.formula_reader import read_formula
from hamtaraz.law.positions import Path, positions
from hamtaraz.law.written_numbers import LARGEST_NUMBER, exact_number


class Enough(Exception):
    """So many faults that nobody would read more of them."""


class FieldReader:
    """The fields of a document; what is wrong with them stands in `faults`, the formulas read in `formulas`."""

    def __init__(self, text: str, document: Mapping[str, Any]) -> None:
        self.text = text
        self.document = document
        self.places = positions(text)
        self.faults: list[Fault] = []
        self.formulas: list[tuple[Path, Formula, Kind]] = []

    def fault(self, path: Iterable[str | int], refused: Refused, forward: int = 0) -> None:
        """Keep a fault with its place in the text; raises `Enough` at the last one that is told."""
        line, column = self.places.find(tuple(path))
        self.faults.append(Fault(line, column + forward, refused))
        if len(self.faults) == MOST_FAULTS:
            raise Enough

    def _rows(self, within: Mapping[str, Any], name: str, path: Path) -> list[Mapping[str, Any]]:
        """The clauses of a name; none where it is something else, or they are too many."""
        rows = within.get(name, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self.fault((*path, name), self.wrong(name, self.called(path), rows, f"[[{name}]]"))
            return []
        if len(rows) > MOST_CLAUSES:
            self.fault((*path, name), TooManyClauses(name=name, count=len(rows), most=MOST_CLAUSES))
            return []
        return rows

    def _group_of(self, row: Mapping[str, Any], name: str, path: Path) -> Mapping[str, Any]:
        """What stands in { … } under a name; nothing where it is something else."""
        told = row.get(name, {})
        if not isinstance(told, dict):
            self.fault((*path, name), self.wrong(name, self.called(path[:2]), told, "{ … = … }"))
            return {}
        return told

    def _fields(self, row: Mapping[str, Any], clause: str, path: Path) -> None:
        known = FIELDS[clause]
        for name in row:
            if name not in known:
                near = get_close_matches(name, known, 3) or known
                self.fault((*path, name), FieldUnknown(field=name, clause=clause or "–", near=", ".join(near)))

    def wrong(self, name: str, clause: object, found: object, needs: str) -> FieldWrong:
        """The fault of a field that holds something else than it needs."""
        return FieldWrong(field=name, clause=clause or "–", found=_brief(found), needs=needs)

    def _text(self, row: Mapping[str, Any], name: str, path: Path, *, needed: bool = False, pattern: str = "") -> str:
        value = row.get(name, "")
        if not isinstance(value, str):
            self.fault((*path, name), self.wrong(name, self.called(path), value, N_("a text in quotation marks")))
            return _brief(value)
        if needed and not value.strip():
            self.fault((*path, name), FieldMissing(field=name, clause=self.called(path)))
        elif pattern and value and not re.fullmatch(pattern, value):
            self.fault((*path, name), self.wrong(name, self.called(path), value, N_("a name of small letters")))
        return value

    def called(self, path: Path) -> str:
        """How a clause is named in a fault: «indicator need»."""
        if not path:
            return "–"
        names = [str(part) for part in path if isinstance(part, str)]
        row: Any = self.document
        for part in path:
            row = row[part]
        key = row.get("key", "") if isinstance(row, dict) else ""
        return f"{names[0]} {key}".strip()

    def _key(self, row: Mapping[str, Any], path: Path) -> Key:
        key = self._text(row, "key", path, needed=True)
        if not re.fullmatch(r"[^\W\d][\w\u200c]*", key) and key:
            self.fault((*path, "key"), self.wrong("key", self.called(path), key, N_("letters, digits and _")))
        if key in FUNCTIONS or key in WORDS or key in (POOL, LAST_YEAR, EVERYONE, RECIPIENTS, "over", "per"):
            self.fault((*path, "key"), KeyReserved(key=key))
        return key

    def _named(self, row: Mapping[str, Any], path: Path, *, article: bool = False) -> dict[str, Any]:
        return {
            "key": self._key(row, path),
            "title": self._text(row, "title", path),
            "title_en": self._text(row, "title_en", path),
            "basis": self._text(row, "basis", path, needed=article),
            "line": self.places.find(path)[0],
        }

    def _day(self, row: Mapping[str, Any], name: str, path: Path) -> Day:
        value = self._text(row, name, path, needed=True)
        plain = digits(value).replace("/", "-")
        if value and not re.fullmatch(r"1[34]\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", plain):
            needs = N_("a Jalali day, such as 1405-01-01")
            self.fault((*path, name), self.wrong(name, self.called(path), value, needs))
        return plain

    def _number(self, row: Mapping[str, Any], name: str, path: Path) -> Fraction | None:
        if name not in row:
            return None
        found = exact_number(row[name])
        if found is None:
            needs = N_('a number, or a fraction or percentage in quotation marks: 0.5, "1/3", "35%"')
            self.fault((*path, name), self.wrong(name, self.called(path), row[name], needs))
        return found

    def _whole_number(self, row: Mapping[str, Any], name: str, path: Path, usual: int, *, least: int, most: int) -> int:
        value = row.get(name, usual)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            needs = f"{least}–{most}"
            self.fault((*path, name), self.wrong(name, self.called(path), value, needs))
            return usual
        return value

    def _choice[T: str](self, row: Mapping[str, Any], name: str, path: Path, choices: tuple[T, ...]) -> T:
        value = row.get(name, choices[0])
        if value not in choices:
            self.fault((*path, name), self.wrong(name, self.called(path), value, ", ".join(choices)))
            return choices[0]
        return value

    def _formula(
        self, row: Mapping[str, Any], name: str, path: Path, kind: Kind, *, needed: bool = False
    ) -> Formula | None:
        if name not in row:
            if needed:
                self.fault((*path, name), FieldMissing(field=name, clause=self.called(path)))
            return None
        text = row[name] if isinstance(row[name], str) else _brief(row[name])
        try:
            formula = Formula(text=text, tree=read_formula(text))
        except FormulaFault as refused:
            self.fault((*path, name), refused, forward=1 + refused.at)
            return None
        self.formulas.append(((*path, name), formula, kind))
        return formula


def _brief(found: object) -> str:
    """What was found, short enough to be shown."""
    if isinstance(found, int) and not -LARGEST_NUMBER < found < LARGEST_NUMBER:
        return "…"
    return str(found)[:60]
