"""What may be asked of places: the map of a province's counties, where the office has brought their outlines in."""

from __future__ import annotations

from dataclasses import dataclass

from hamtaraz.places.models import BoundaryState, CountyOutline


@dataclass(frozen=True)
class OutlinedCounty:
    """One county on the map: the `d` of its path (fill rule even-odd), and where its name stands, with the room there."""

    code: str
    path: str
    label_x: int
    label_y: int
    label_width: int


@dataclass(frozen=True)
class CountyMap:
    """The outlines in use in a province, on a map of `width` by `height` units; `source` is told under it."""

    width: int
    height: int
    source: str
    counties: tuple[OutlinedCounty, ...]

    @property
    def view_box(self) -> str:
        """The `viewBox` of the drawing, with a little room for the strokes."""
        return f"-6 -6 {self.width + 12} {self.height + 12}"


def county_map(province: str) -> CountyMap | None:
    """The outlines in use in a province, or None where the map of tiles is all there is; one question to the database."""
    found = CountyOutline.objects.filter(province=province, file__state=BoundaryState.IN_USE).exclude(county="")
    outlines = list(found.select_related("file").order_by("county"))
    if not outlines:
        return None
    file = outlines[0].file
    counties = tuple(
        OutlinedCounty(one.county, one.path, one.label_x, one.label_y, one.label_width) for one in outlines
    )
    return CountyMap(file.width, file.height, file.source, counties)
