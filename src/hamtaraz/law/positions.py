"""Where things stand in a TOML text: the line and column of every key, for faults that say where they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

type Path = tuple[str | int, ...]

_HEADER = re.compile(r"\s*(\[\[?)([^\]]+)\]")
_KEY = re.compile(r"\s*((?:[\w-]+|\"[^\"]*\")(?:\s*\.\s*(?:[\w-]+|\"[^\"]*\"))*)\s*=\s*")


@dataclass
class Positions:
    """Line and column, both counted from 1, by the path of a key: ("indicator", 0, "formula")."""

    of: dict[Path, tuple[int, int]] = field(default_factory=dict)

    def find(self, path: Sequence[str | int]) -> tuple[int, int]:
        """Where a key stands; where the clause around it begins, if the key itself is not there."""
        place = tuple(path)
        while place and place not in self.of:
            place = place[:-1]
        return self.of.get(place, (1, 1))


def positions(text: str) -> Positions:
    """Read the places of headers and keys from the text of a document that is known to be TOML."""
    found = Positions()
    counts: dict[Path, int] = {}
    here: Path = ()
    inside = ""
    for number, line in enumerate(text.splitlines(), 1):
        if inside:
            inside = "" if inside in line else inside
            continue
        header = _HEADER.match(line)
        key = _KEY.match(line)
        if header and not key:
            here = _enter(_parts(header[2]), header[1] == "[[", counts)
            found.of.setdefault(here, (number, line.index("[") + 1))
        elif key:
            path = here + tuple(_parts(key[1]))
            found.of.setdefault(path, (number, key.end() + 1))
            for mark in ('"""', "'''"):
                if line.count(mark) == 1:
                    inside = mark
    return found


def _parts(dotted: str) -> list[str]:
    return [part.strip().strip('"') for part in dotted.split(".")]


def _enter(parts: list[str], many: bool, counts: dict[Path, int]) -> Path:
    """The path of a header; a name that stands for many means the last of them."""
    path: Path = ()
    for place, part in enumerate(parts):
        path = (*path, part)
        if place == len(parts) - 1 and many:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path
