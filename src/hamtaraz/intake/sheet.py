"""What a workbook of the house looks like, declared once: its sheets, their columns, and the lists cells choose from."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from hamtaraz.kernel import text
from hamtaraz.kernel.refusals import Refused
from hamtaraz.people.actors import Actor

type CellKind = Literal["text", "code", "rial", "count", "percent", "degree", "day", "choice", "yes_no"]
type Identity = tuple[Any, ...]
type Values = dict[str, Any]

LANGUAGES = ("fa", "en")
HEADER_ROW = 1
MARK = "hamtaraz"
"""The name of the hidden sheet that says what a workbook is, and the first word in it."""
GUIDE = _("Guide")
"""The name of the sheet that explains the template."""
REASON = _("Why it was not accepted")
"""The header of the column that returned workbooks carry; it is known, and not read."""

WRITTEN_AS: dict[CellKind, Any] = {
    "text": _("text"),
    "code": _("code, as text, with its zeros"),
    "rial": _("amount in million rial"),
    "count": _("whole number"),
    "percent": _("whole number from 0 to 100"),
    "degree": _("degrees, at most four decimals"),
    "day": _("day, such as 1405/02/14"),
    "choice": _("one from the list"),
    "yes_no": _("yes or no"),
}
"""What to write in a cell of each kind, in words."""


def in_each_language(words: Any) -> list[str]:
    """Words that wait to be translated, in Persian and in English."""
    said = []
    for language in LANGUAGES:
        with translation.override(language):
            said.append(str(words))
    return said


@dataclass(frozen=True)
class Column:
    """One column: `key` names its value, `title` its header; amounts are typed in million rial.

    `choices` names a list; `also` a sheet of the same workbook whose codes may be chosen before they are kept.
    `blank` is the value an empty cell means; where `keeps` is set, an empty cell leaves what is there. What is `fixed` is not changed once it is kept.
    """

    key: str
    title: Any
    kind: CellKind = "text"
    required: bool = False
    help: Any = ""
    example: str = ""
    choices: str = ""
    also: str = ""
    least: int = 0
    most: int = 200
    blank: Any = None
    keeps: bool = False
    fixed: bool = False


@dataclass(frozen=True)
class Sheet:
    """One sheet: the columns, and those that together say which thing a row is about."""

    key: str
    title: Any
    columns: tuple[Column, ...]
    identity: tuple[str, ...]

    def column(self, key: str) -> Column:
        """The column of that key."""
        return next(column for column in self.columns if column.key == key)


@dataclass(frozen=True)
class Option:
    """One thing a cell may choose: its code, and its name in the reader's language and in the other."""

    code: str
    label: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choices:
    """A list of options; `coded` lists show the code beside the name, since names repeat and codes do not."""

    options: tuple[Option, ...]
    coded: bool = True

    def shown(self, code: str) -> str:
        """An option as a cell shows it; a code that is not in the list shows as it is."""
        option = self._by_code.get(code)
        if option is None:
            return code
        return f"{option.code} – {option.label}" if self.coded else option.label

    def find(self, words: str) -> str | None:
        """The code of the option these words name by code, by name, or by both; None where none or several do."""
        if words in self._as_shown:
            return self._as_shown[words]
        return self._by_words.get(text.search_key(words))

    @cached_property
    def without_zeros(self) -> dict[str, str]:
        """Codes by what is left of them when a sheet takes them for numbers."""
        return {option.code.lstrip("0"): option.code for option in self.options}

    @cached_property
    def _as_shown(self) -> dict[str, str]:
        return {self.shown(option.code): option.code for option in self.options}

    @cached_property
    def _by_code(self) -> dict[str, Option]:
        return {option.code: option for option in self.options}

    @cached_property
    def _by_words(self) -> dict[str, str | None]:
        found: dict[str, str | None] = {}
        for option in self.options:
            names = {option.label, *option.others} - {""}
            for words in {text.search_key(words) for words in (*names, *(f"{option.code} {name}" for name in names))}:
                found[words] = None if found.get(words, option.code) != option.code else option.code
        return found | {text.search_key(option.code): option.code for option in self.options}


def named(rows: Iterable[Any]) -> Choices:
    """A list made of rows that have a code and a name in both languages."""
    return Choices(tuple(Option(row.code, str(row), (row.name, row.name_en)) for row in rows))


def enumerated(members: Any) -> Choices:
    """A list made of the members of an enumeration, by their names in both languages."""
    return Choices(
        tuple(Option(str(code), str(label), tuple(in_each_language(label))) for code, label in members.choices),
        coded=False,
    )


@dataclass(frozen=True)
class Desk:
    """What a workbook is held against: who acts on which day, the lists of the database, and what is kept already."""

    actor: Actor
    day: datetime.date
    choices: Mapping[str, Choices]
    kept: Mapping[str, Mapping[Identity, Values]]


@dataclass
class Fault:
    """What is wrong with one cell, named by its address; a doubt is told and stops nothing."""

    sheet: str
    cell: str
    refused: Refused
    place: tuple[int, int] = (0, 0)


@dataclass
class Row:
    """One row as it was read: the sheet's name and its number in the file, the places of its columns, what its cells hold, and how it stands to what is kept."""

    sheet: str
    number: int
    cells: list[Any]
    places: Mapping[str, int] = field(default_factory=dict)
    values: Values = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    standing: Literal["new", "changed", "same", "refused"] = "new"
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class Kind:
    """A workbook one may load: who may, what it is held against, what is looked at beside the cells, how it is kept.

    `desk` reads the database; `look` yields row, column key and refusal; `write` keeps new and changed rows by
    the operations of the rooms, inside one transaction.
    """

    key: str
    label: Any
    tells: Any
    basis: str
    version: int
    roles: frozenset[str]
    sheets: tuple[Sheet, ...]
    desk: Callable[[Actor, datetime.date], Desk]
    write: Callable[..., None]
    look: Callable[[Mapping[str, list[Row]], Desk], Iterator[tuple[Row, str, Refused]]]

    def sheet(self, key: str) -> Sheet:
        """The sheet of that key."""
        return next(sheet for sheet in self.sheets if sheet.key == key)


def nothing_more(rows: Mapping[str, list[Row]], desk: Desk) -> Iterator[tuple[Row, str, Refused]]:
    """A kind whose cells say all there is to look at."""
    yield from ()
