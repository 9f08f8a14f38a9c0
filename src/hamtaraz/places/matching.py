"""Finds which area of a boundary file is which county: by code, then by name; what stays over is told on both sides."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from hamtaraz.kernel import text
from hamtaraz.places import tiles
from hamtaraz.places.boundary_file import MICRO, Shape

_KINDS_OF_PLACE = ("شهرستان", "استان", "county", "province", "ostan", "shahrestan")


class Sought(NamedTuple):
    """A county or a province an outline is sought for: its code, its names, and (of a county) its point in millionths."""

    code: str
    names: tuple[str, ...]
    point: tuple[int, int] | None = None


@dataclass(frozen=True)
class Matched:
    """What was found: county code → place in the file; the fields it was found by; areas elsewhere and left over.

    `near` are areas among or beside the counties that belong to none; `elsewhere` counts those farther off.
    """

    by_code: dict[str, int]
    by_name: dict[str, int]
    code_field: str
    name_field: str
    near: list[int]
    elsewhere: int

    @property
    def pairs(self) -> dict[str, int]:
        """Every county with an outline."""
        return self.by_code | self.by_name


def key_of(name: str) -> str:
    """A name as it is compared: «شهرستان هفتگل» and «هفتگل», “Ahvaz County” and “ahvaz” are the same."""
    words = [word for word in text.search_key(name).split() if word not in _KINDS_OF_PLACE]
    return "".join(words)


def names_of_counties(province: str, counties: Collection[tuple[str, str, str]]) -> dict[str, tuple[str, ...]]:
    """Every name a county (code, name, name in English) goes by, those of the shipped map of tiles too."""
    placed = tiles.find(province, [(code, name) for code, name, _name_en in counties])
    return {
        code: (name, name_en, *((placed[code].name, placed[code].also) if code in placed else ()))
        for code, name, name_en in counties
    }


def match(province: Sought, counties: Sequence[Sought], shapes: Sequence[Shape]) -> Matched:
    """Find the areas of `counties` among `shapes`; no area is given to two counties, nor guessed between two.

    The field that holds codes is the one in which most counties are found; it is believed only where
    it does not disagree with the names. Of several areas with the same name, the one is taken that the
    file puts into this province, or in whose bounds the county's point lies.
    """
    home = _home(province, shapes)
    by_name, name_field = _by_field(counties, shapes, home, _names)
    by_code, code_field = _by_field(counties, shapes, home, _codes)
    both = by_code.keys() & by_name.keys()
    agree = sum(by_code[code] == by_name[code] for code in both)
    if 2 * agree < len(both) or 2 * len(by_code) < len(by_name):
        by_code, code_field = {}, ""
    taken = set(by_code.values())
    rest = {code: place for code, place in by_name.items() if code not in by_code and place not in taken}
    pairs = by_code | rest
    near, elsewhere = _left_over(set(pairs.values()), shapes, home)
    return Matched(by_code, rest, code_field, name_field if rest else "", near, elsewhere)


def _names(county: Sought) -> Collection[str]:
    return {key_of(name) for name in county.names if name} - {""}


def _codes(county: Sought) -> Collection[str]:
    return {_code(county.code)}


def _code(label: str) -> str:
    """A code as it is compared: the digits of «IR-0601», «۰۶۰۱» and «601» are the same."""
    found = re.fullmatch(r"(?:ir[-\s]?)?0*([0-9]{1,8})", text.digits(label).lower())
    return found[1] if found else ""


def _by_field(
    counties: Sequence[Sought], shapes: Sequence[Shape], home: set[int], keys: Callable[[Sought], Collection[str]]
) -> tuple[dict[str, int], str]:
    """The counties found through the field in which most are found; an earlier field wins a tie."""
    wanted: dict[str, Sought | None] = {}
    for county in counties:
        for key in keys(county):
            wanted[key] = None if key in wanted and wanted[key] != county else county
    compared = _code if keys is _codes else key_of
    by_county = {county.code: county for county in counties}
    best: tuple[dict[str, int], str] = ({}, "")
    for field in dict.fromkeys(field for shape in shapes for field in shape.labels):
        places: dict[str, list[int]] = {}
        for place, shape in enumerate(shapes):
            found_here = wanted.get(compared(shape.labels.get(field, "")))
            if found_here is not None:
                places.setdefault(found_here.code, []).append(place)
        chosen = {code: _one_of(by_county[code], at, shapes, home) for code, at in places.items()}
        found = {code: place for code, place in chosen.items() if place is not None}
        if len(found) > len(best[0]):
            best = found, field
    return best


def _one_of(county: Sought, places: list[int], shapes: Sequence[Shape], home: set[int]) -> int | None:
    """The only area, or the only one at home, or the only one around the county's point."""
    if home and home.intersection(places):
        places = [place for place in places if place in home]
    if len(places) > 1 and county.point is not None:
        places = [place for place in places if _holds(shapes[place].bounds, county.point)]
    return places[0] if len(places) == 1 else None


def _home(province: Sought, shapes: Sequence[Shape]) -> set[int]:
    """The areas a field of the file puts into this province; empty where no field tells provinces apart."""
    names, code = _names(province), f"ir-{province.code}"
    told: Counter[str] = Counter()
    for shape in shapes:
        told.update(field for field, label in shape.labels.items() if _says(label, names, code))
    if not told:
        return set()
    field = max(told, key=lambda one: told[one])
    here = {place for place, shape in enumerate(shapes) if _says(shape.labels.get(field, ""), names, code)}
    # A county may bear its province's name; a field that says so of one area only tells no provinces apart.
    return here if len(here) > 1 else set()


def _says(label: str, names: Collection[str], code: str) -> bool:
    return label.lower() == code or key_of(label) in names


def _left_over(taken: set[int], shapes: Sequence[Shape], home: set[int]) -> tuple[list[int], int]:
    rest = [place for place in range(len(shapes)) if place not in taken]
    if home and taken & home:
        near = [place for place in rest if place in home]
    elif taken:
        bounds = [shapes[place].bounds for place in taken]
        around = (
            min(b[0] for b in bounds),
            min(b[1] for b in bounds),
            max(b[2] for b in bounds),
            max(b[3] for b in bounds),
        )
        near = [place for place in rest if _holds(around, _middle(shapes[place]))]
    else:
        near = rest
    return near, len(rest) - len(near)


def _middle(shape: Shape) -> tuple[int, int]:
    west, south, east, north = shape.bounds
    return (west + east) // 2, (south + north) // 2


def _holds(bounds: tuple[int, int, int, int], point: tuple[int, int]) -> bool:
    west, south, east, north = bounds
    return west <= point[0] <= east and south <= point[1] <= north


def point_of(longitude: object, latitude: object) -> tuple[int, int] | None:
    """A point in millionths of a degree from decimals, or None where either is not known."""
    if longitude is None or latitude is None:
        return None
    return int(longitude * MICRO), int(latitude * MICRO)  # type: ignore[operator]
