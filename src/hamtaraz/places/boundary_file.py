"""Reads the areas of a GeoJSON or TopoJSON file that somebody sent, and believes nothing it says.

Positions become whole millionths of a degree at once, so that nothing after this module meets a float.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from hamtaraz.kernel import text
from hamtaraz.places.refusals import BoundaryFileTooLarge, NoOutlinesInIt, NotABoundaryFile, OffTheGlobe

MOST_MIB = 10
LARGEST_BYTES = MOST_MIB * 1024 * 1024
MOST_POINTS = 400_000
MOST_SHAPES = 2_000
MOST_BRACKETS = 1_500_000
DEEPEST = 24
MOST_LABELS = 40
LONGEST_LABEL = 160
MICRO = 1_000_000

Point = tuple[int, int]
Ring = list[Point]
_FARTHEST = 1e15
# A text that never ends is taken to the end at once, so that no file makes this slow.
_TEXTS = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z)', re.DOTALL)


class Shape(NamedTuple):
    """One area of a file: what the file says of it, and its rings, of islands and holes alike (longitude, latitude)."""

    labels: dict[str, str]
    rings: list[Ring]

    @property
    def bounds(self) -> tuple[int, int, int, int]:
        """West, south, east, north."""
        across = [x for ring in self.rings for x, _y in ring]
        along = [y for ring in self.rings for _x, y in ring]
        return min(across), min(along), max(across), max(along)


def read_boundary_file(name: str, content: bytes) -> list[Shape]:
    """The areas of a file, in its order; points and lines in it are left aside.

    Refuses `BoundaryFileTooLarge`, `NotABoundaryFile`, `OffTheGlobe`, `NoOutlinesInIt`. The depth is measured
    before anything is parsed, points are counted while outlines are put together.
    """
    if len(content) > LARGEST_BYTES:
        raise BoundaryFileTooLarge(most_mib=MOST_MIB, most_points=MOST_POINTS)
    _hold_to_depth(name, content)
    try:
        told = json.loads(content.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError) as reason:
        raise NotABoundaryFile(name=name) from reason
    if not isinstance(told, dict):
        raise NotABoundaryFile(name=name)
    reading = _Reading(name)
    found = reading.topology(told) if told.get("type") == "Topology" else reading.features(told)
    shapes = []
    for shape in found:
        if shape.rings:
            shapes.append(shape)
        if len(shapes) > MOST_SHAPES:
            raise BoundaryFileTooLarge(most_mib=MOST_MIB, most_points=MOST_POINTS)
    if not shapes:
        raise NoOutlinesInIt(name=name)
    return shapes


def _hold_to_depth(name: str, content: bytes) -> None:
    brackets = _TEXTS.sub(b"", content).translate(None, delete=bytes(set(range(256)) - set(b"[]{}")))
    if len(brackets) > 2 * MOST_BRACKETS:
        raise BoundaryFileTooLarge(most_mib=MOST_MIB, most_points=MOST_POINTS)
    depth = 0
    for bracket in brackets:
        depth += 1 if bracket in b"[{" else -1
        if depth > DEEPEST:
            raise NotABoundaryFile(name=name)


def _no_number(word: str) -> None:
    raise ValueError(word)


class _Reading:
    """One file being read: what is wrong is refused with its name, and points are counted as they come."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.points = 0

    # GeoJSON

    def features(self, told: dict[str, Any]) -> Iterator[Shape]:
        """The areas of a feature, of a collection of them, or of a bare geometry."""
        if told.get("type") == "FeatureCollection":
            given = self._list(told.get("features"))
        else:
            given = [told if told.get("type") == "Feature" else {"geometry": told}]
        for feature in given:
            feature = self._object(feature)
            geometry = feature.get("geometry")
            rings = [] if geometry is None else list(self._rings_of(self._object(geometry), self._ring, "coordinates"))
            yield Shape(self._labels(feature), rings)

    def _ring(self, told: object) -> Ring:
        return self._closed([self._point(position) for position in self._list(told)])

    # TopoJSON

    def topology(self, told: dict[str, Any]) -> Iterator[Shape]:
        """The areas of the object that has the most of them."""
        arcs = self._arcs(told)

        def ring(given: object) -> Ring:
            joined: Ring = []
            for number in self._list(given):
                if type(number) is not int or not -len(arcs) <= number < len(arcs):
                    raise NotABoundaryFile(name=self.name)
                arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                self._count(len(arc))
                joined += arc[1:] if joined else arc
            return self._closed(joined)

        objects = [self._members(self._object(one)) for one in self._object(told.get("objects")).values()]
        for geometry in max(objects, key=lambda members: sum(map(_is_area, members)), default=[]):
            yield Shape(self._labels(geometry), list(self._rings_of(geometry, ring, "arcs")))

    def _members(self, told: dict[str, Any]) -> list[dict[str, Any]]:
        if told.get("type") != "GeometryCollection":
            return [told]
        return [self._object(one) for one in self._list(told.get("geometries"))]

    def _arcs(self, told: dict[str, Any]) -> list[Ring]:
        transform = told.get("transform")
        if transform is None:
            return [self._ring_of_arc(arc) for arc in self._list(told.get("arcs"))]
        transform = self._object(transform)
        (scale_x, scale_y), (west, south) = (self._pair(transform.get(key)) for key in ("scale", "translate"))
        arcs = []
        for arc in self._list(told.get("arcs")):
            x = y = 0
            decoded = []
            for position in self._list(arc):
                across, along = self._pair(position)
                x, y = x + across, y + along
                decoded.append(self._on_globe(x * scale_x + west, y * scale_y + south))
            arcs.append(decoded)
        return arcs

    def _ring_of_arc(self, told: object) -> Ring:
        return [self._point(position) for position in self._list(told)]

    # both

    def _rings_of(self, geometry: dict[str, Any], ring: Any, where: str) -> Iterator[Ring]:
        """The rings of one geometry; of a collection, those of its members."""
        kind = geometry.get("type")
        if kind == "GeometryCollection":
            for member in self._list(geometry.get("geometries")):
                if _is_area(member):
                    yield from self._rings_of(member, ring, where)
        elif kind in ("Polygon", "MultiPolygon"):
            polygons = self._list(geometry.get(where))
            for polygon in [polygons] if kind == "Polygon" else polygons:
                for one in self._list(polygon):
                    if len(made := ring(one)) > 3:
                        yield made

    def _closed(self, ring: Ring) -> Ring:
        return [*ring, ring[0]] if ring and ring[0] != ring[-1] else ring

    def _labels(self, told: dict[str, Any]) -> dict[str, str]:
        """What the file says of an area, as cleaned texts; what is no text or number is left aside."""
        properties = told.get("properties")
        given = [("id", told.get("id")), *(properties.items() if isinstance(properties, dict) else ())]
        plain = [(key, value) for key, value in given if type(value) in (str, int)]
        return {_words(key): _words(value) for key, value in plain[:MOST_LABELS]}

    def _point(self, told: object) -> Point:
        return self._on_globe(*self._pair(told))

    def _on_globe(self, x: Any, y: Any) -> Point:
        if not (-180 <= x <= 180 and -90 <= y <= 90):
            raise OffTheGlobe(name=self.name)
        self._count(1)
        return round(x * MICRO), round(y * MICRO)

    def _count(self, points: int) -> None:
        self.points += points
        if self.points > MOST_POINTS:
            raise BoundaryFileTooLarge(most_mib=MOST_MIB, most_points=MOST_POINTS)

    def _pair(self, told: object) -> Sequence[Any]:
        """The first two numbers of a position; a height after them is left aside."""
        pair = self._list(told)[:2]
        if len(pair) < 2 or any(type(number) not in (int, float) for number in pair):
            raise NotABoundaryFile(name=self.name)
        if not all(abs(number) < _FARTHEST for number in pair):  # an infinity, or a number no float can hold
            raise OffTheGlobe(name=self.name)
        return pair

    def _list(self, told: object) -> list[Any]:
        if not isinstance(told, list):
            raise NotABoundaryFile(name=self.name)
        return told

    def _object(self, told: object) -> dict[str, Any]:
        if not isinstance(told, dict):
            raise NotABoundaryFile(name=self.name)
        return told


def _words(told: object) -> str:
    """A label as it may be kept: short, clean, and without halves of letters."""
    return text.clean(str(told)[:LONGEST_LABEL].encode(errors="replace").decode())


def _is_area(geometry: object) -> bool:
    return isinstance(geometry, dict) and geometry.get("type") in ("Polygon", "MultiPolygon", "GeometryCollection")
