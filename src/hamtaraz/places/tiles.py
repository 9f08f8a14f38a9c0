"""Where every county of the country stands on the map of equal tiles: of its province, and of the whole country."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from hamtaraz.kernel import text

SHIPPED = Path(__file__).with_name("tiles.csv")


class Tile(NamedTuple):
    """A place on a map of tiles: columns from west to east, rows from north to south, both from zero."""

    column: int
    row: int


class PlacedCounty(NamedTuple):
    """A county of the shipped map; `code` is empty for one that the coding of 1399 does not have yet."""

    province: str
    code: str
    name: str
    also: str
    tile: Tile
    national: Tile


@cache
def shipped() -> tuple[PlacedCounty, ...]:
    """Every county of the shipped map, by province and code; where it comes from is told in the room's README."""
    with SHIPPED.open(encoding="utf-8", newline="") as lines:
        return tuple(
            PlacedCounty(
                row["province"], row["code"], row["name"], row["also"],
                Tile(int(row["column"]), int(row["row"])),
                Tile(int(row["national_column"]), int(row["national_row"])),
            )
            for row in csv.DictReader(lines)
        )  # fmt: skip


def find(province: str, counties: Iterable[tuple[str, str]]) -> dict[str, PlacedCounty]:
    """The shipped place of each county given as (code, name), by its code; no two get the same one.

    Names are held against each other first (codes change with the coding year), then the codes of
    those that are left. A county that is not on the shipped map is not in the answer.
    """
    here = [one for one in shipped() if one.province == province]
    by_name = {_key(name): one for one in here for name in (one.also, one.name) if name}
    by_code = {one.code: one for one in here if one.code}
    found: dict[str, PlacedCounty] = {}
    taken: set[PlacedCounty] = set()
    given = sorted(counties)
    for known, of in ((by_name, 1), (by_code, 0)):
        for county in given:
            one = known.get(_key(county[1]) if of else county[0])
            if one is not None and county[0] not in found and one not in taken:
                found[county[0]] = one
                taken.add(one)
    return found


def _key(name: str) -> str:
    """A name as it is compared: «تیران وکرون», «تیران و کرون» and «شهرستان تیران و کرون» are the same."""
    words = text.search_key(name).removeprefix("شهرستان ")
    return words.replace(" ", "")
