"""Makes paths of whole numbers of outlines: projected, thinned out, borders that two counties share drawn alike."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from hamtaraz.places.boundary_file import MICRO, MOST_MIB, MOST_POINTS, Point, Ring, Shape
from hamtaraz.places.refusals import BoundaryFileTooLarge

SIDE = 2000
"""The longer side of a map, in the units of its paths."""
TOLERANCE = 2
MOST_LOOKS = 40 * MOST_POINTS
"""How often points may be looked at while lines are thinned: twice what borders need, and far from its square."""
LONGEST_PATHS = 1_000_000
"""Letters of all paths together, since every page with a map carries them."""
SMALLEST = 12
"""Islands of fewer square units are left out, unless the county has nothing larger."""


class Outline(NamedTuple):
    """A county as it is drawn: the `d` of a path (fill rule even-odd), and where its name stands."""

    path: str
    label_x: int
    label_y: int
    width: int


class Drawing(NamedTuple):
    """Outlines by their place in the file, and the size of the map they are drawn on (from 0, 0)."""

    width: int
    height: int
    outlines: dict[int, Outline]


def draw(shapes: Sequence[Shape], chosen: Iterable[int], size_of: Iterable[int]) -> Drawing:
    """Draw the `chosen` shapes on a map as large as the shapes `size_of` need.

    The projection is equirectangular, true along the middle parallel; north is up, west is left. Refuses
    `BoundaryFileTooLarge` where lines are so tangled that thinning them has no end, or leaves too much to draw.
    """
    bounds = [shapes[place].bounds for place in size_of]
    west, south = min(one[0] for one in bounds), min(one[1] for one in bounds)
    east, north = max(one[2] for one in bounds), max(one[3] for one in bounds)
    narrow = math.cos(math.radians((south + north) / 2 / MICRO))
    unit = SIDE / max((east - west) * narrow, north - south, 1)

    def project(ring: Ring) -> Ring:
        points = [(round((x - west) * narrow * unit), round((north - y) * unit)) for x, y in ring]
        return [point for point, before in zip(points, [None, *points], strict=False) if point != before]

    projected = {place: [project(ring) for ring in shapes[place].rings] for place in chosen}
    meetings = _meetings(ring for rings in projected.values() for ring in rings)
    thinning = _Thinning(meetings)
    outlines = {place: _outline([thinning.ring(ring) for ring in rings]) for place, rings in projected.items()}
    if sum(len(outline.path) for outline in outlines.values()) > LONGEST_PATHS:
        raise BoundaryFileTooLarge(most_mib=MOST_MIB, most_points=MOST_POINTS)
    return Drawing(round((east - west) * narrow * unit), round((north - south) * unit), outlines)


def _meetings(rings: Iterable[Ring]) -> set[Point]:
    """Where borders meet: points that have more than two neighbours on all rings together."""
    neighbours: dict[Point, set[Point]] = {}
    for ring in rings:
        for here, there in zip(ring, ring[1:], strict=False):
            neighbours.setdefault(here, set()).add(there)
            neighbours.setdefault(there, set()).add(here)
    return {point for point, around in neighbours.items() if len(around) > 2}


class _Thinning:
    """Thins lines between the points where borders meet, and counts what it costs."""

    def __init__(self, meetings: set[Point]) -> None:
        self.meetings = meetings
        self.looks = 0

    def ring(self, ring: Ring) -> Ring:
        """Thin a closed ring between the points where borders meet; a border is thinned alike from both its sides."""
        if len(ring) < 4:
            return ring
        loop = ring[:-1]
        first = next((at for at, point in enumerate(loop) if point in self.meetings), loop.index(min(loop)))
        loop = [*loop[first:], *loop[: first + 1]]
        cuts = [at for at, point in enumerate(loop) if point in self.meetings]
        if len(cuts) < 3:  # a ring needs a second place to be held by, the same from either side
            far = max(range(1, len(loop) - 1), key=lambda at: (_apart(loop[0], loop[at]), loop[at]))
            cuts = sorted({0, far, *cuts, len(loop) - 1})
        thinned = [loop[0]]
        for start, end in zip(cuts, cuts[1:], strict=False):
            border = loop[start : end + 1]
            forward = border <= border[::-1]
            thin = self.line(border if forward else border[::-1])
            thinned += (thin if forward else thin[::-1])[1:]
        return thinned

    def line(self, line: Ring) -> Ring:
        """Leave out points of a line that are no farther than the tolerance from what remains (Douglas and Peucker)."""
        kept = {0, len(line) - 1}
        waiting = [(0, len(line) - 1)]
        while waiting:
            start, end = waiting.pop()
            self.looks += end - start
            if self.looks > MOST_LOOKS:
                raise BoundaryFileTooLarge(most_mib=MOST_MIB, most_points=MOST_POINTS)
            (ax, ay), (bx, by) = line[start], line[end]
            dx, dy = bx - ax, by - ay
            length = dx * dx + dy * dy
            farthest, at = 0, 0
            for place in range(start + 1, end):
                x, y = line[place]
                away = (dx * (y - ay) - dy * (x - ax)) ** 2 if length else (x - ax) ** 2 + (y - ay) ** 2
                if away > farthest:
                    farthest, at = away, place
            if farthest > TOLERANCE * TOLERANCE * (length or 1):
                kept.add(at)
                waiting += [(start, at), (at, end)]
        return [line[place] for place in sorted(kept)]


def _outline(rings: list[Ring]) -> Outline:
    """Write the rings of one county as a path; the name stands in the middle of the largest."""
    largest = max(rings, key=_twice_area)
    drawn = [ring for ring in rings if ring is largest or (len(ring) > 3 and _twice_area(ring) >= 2 * SMALLEST)]
    west, east = min(x for x, _y in largest), max(x for x, _y in largest)
    x, y = _middle(largest)
    return Outline("".join(map(_path, drawn)), x, y, east - west)


def _path(ring: Ring) -> str:
    steps = [f"{x - before_x} {y - before_y}" for (before_x, before_y), (x, y) in zip(ring, ring[1:-1], strict=False)]
    return f"M{ring[0][0]} {ring[0][1]}l{' '.join(steps)}z" if steps else f"M{ring[0][0]} {ring[0][1]}h1v1z"


def _twice_area(ring: Ring) -> int:
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(ring, ring[1:], strict=False)))


def _middle(ring: Ring) -> Point:
    """A point well inside: the middle of the widest stretch on the height of the centre of gravity."""
    edges = list(zip(ring, ring[1:], strict=False))
    area = sum(ax * by - bx * ay for (ax, ay), (bx, by) in edges)
    if not area:
        return ring[0]
    height = sum((ay + by) * (ax * by - bx * ay) for (ax, ay), (bx, by) in edges) // (3 * area)
    # Half a unit off the grid, so that no corner lies on the line.
    crossings = sorted(
        ax + (bx - ax) * (2 * height + 1 - 2 * ay) // (2 * (by - ay))
        for (ax, ay), (bx, by) in edges
        if (ay <= height) != (by <= height)
    )
    stretches = list(zip(crossings[::2], crossings[1::2], strict=False))
    if not stretches:
        return ring[0]
    left, right = max(stretches, key=lambda stretch: stretch[1] - stretch[0])
    return (left + right) // 2, height


def _apart(one: Point, other: Point) -> int:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2
