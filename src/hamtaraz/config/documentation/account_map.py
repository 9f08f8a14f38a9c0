"""The page of the account map, read from the SQL that makes it, so that no database is needed to write it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hamtaraz.config.documentation.markdown import diagram, table
from hamtaraz.config.home import CHECKOUT
from hamtaraz.ledger.accounts import ALLOTMENT, CREDIT, DIMENSIONS

SQL = CHECKOUT / "src" / "hamtaraz" / "ledger" / "sql"
MAPS = ("0001_book.sql", "0003_grants.sql", "0004_envelopes.sql", "0005_changed_splits.sql")
"""The files that put stages and ways on the map."""
STAGE = re.compile(
    r"^\s*\('(?P<book>\w+)',\s*'(?P<stage>\w+)',\s*(?P<place>\d+), '(?P<shape>[RO-]{6})', (?P<outside>true|false),"
    r" +(?:NULL|'(?P<capped_by>[\w/]+)')\)[,;](?:\s*-- (?P<basis>.+))?$",
    re.MULTILINE,
)
PATH = re.compile(
    r"^\s*\('(?P<book>\w+)',\s*'(?P<source>\w+)',\s*'(?P<target>\w+)',\s*'(?P<mask>[=+-]{6})'\)[,;]", re.MULTILINE
)
MOVED = re.compile(r"^UPDATE \w+ SET place = (\d+) WHERE book = '(\w+)' AND stage = '(\w+)';", re.MULTILINE)
"""A stage that made room for another."""
KEEPS = {"R": "yes", "O": "if any", "-": ""}


@dataclass(frozen=True)
class Stage:
    """A row of `ledger_stage`, and the clause beside it."""

    book: str
    stage: str
    place: int
    shape: str
    outside: bool
    capped_by: str
    basis: str


@dataclass(frozen=True)
class Path:
    """A row of `ledger_path`."""

    book: str
    source: str
    target: str
    mask: str


def _map() -> str:
    return "".join((SQL / name).read_text() for name in MAPS)


def stages() -> list[Stage]:
    """The stages of both books, in their order."""
    moved = {(book, stage): int(place) for place, book, stage in MOVED.findall(_map())}
    found = [
        Stage(
            row["book"], row["stage"], moved.get((row["book"], row["stage"]), int(row["place"])), row["shape"],
            row["outside"] == "true", row["capped_by"] or "", row["basis"] or "",
        )
        for row in STAGE.finditer(_map())
    ]  # fmt: skip
    return sorted(found, key=lambda stage: (stage.book != CREDIT, stage.place))


def paths() -> list[Path]:
    """The only ways authority may move, in their order."""
    return [Path(**row.groupdict()) for row in PATH.finditer(_map())]


def page() -> str:
    """Both books: where authority may rest, how it may move."""
    return (
        "# Account map\n\n"
        "An account is a stage of a book with the dimensions the stage keeps, in one province and one fiscal year.\n"
        "The database refuses any other account and any other way. Only outside stages may go below zero: authority\n"
        "enters the province through them. A mirror entry goes a way backwards, once, whole.\n"
        + "".join(_book(book) for book in (CREDIT, ALLOTMENT))
    )


def _book(book: str) -> str:
    return (
        f"\n## The {book} book\n\n"
        + table(
            ("stage", *DIMENSIONS, "limit", "basis"),
            [
                (f"`{found.stage}`", *(KEEPS[mark] for mark in found.shape), _limit(found), found.basis)
                for found in stages()
                if found.book == book
            ],
        )
        + "\n"
        + table(
            ("from", "to", "what the move fills in"),
            [(f"`{found.source}`", f"`{found.target}`", _filled(found)) for found in paths() if found.book == book],
        )
        + "\n"
        + diagram(
            ["flowchart LR", *(f"    {way.source} --> {way.target}" for way in paths() if way.book == book)],
        )
    )


def _limit(found: Stage) -> str:
    if found.outside:
        return "none: outside the province"
    return f"zero; never more than {found.capped_by}" if found.capped_by else "zero"


def _filled(found: Path) -> str:
    marks = list(zip(DIMENSIONS, found.mask, strict=True))
    filled, given_up = (", ".join(name for name, mark in marks if mark == wanted) for wanted in "+-")
    return f"nothing; {given_up} is given up" if given_up else filled or "nothing"
