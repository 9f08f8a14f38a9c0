"""Small boundary files for tests: squares on a grid of half degrees, as GeoJSON and as TopoJSON."""

import json
from typing import Any

WEST, NORTH, SIDE = 48, 32, 0.5


def square(column: int, row: int) -> list[list[float]]:
    """A closed ring: columns from west to east, rows from north to south."""
    west, north = WEST + column * SIDE, NORTH - row * SIDE
    east, south = west + SIDE, north - SIDE
    return [[west, north], [west, south], [east, south], [east, north], [west, north]]


def feature(column: int = 0, row: int = 0, **labels: Any) -> dict[str, Any]:
    """A square county with what the file says of it."""
    return {
        "type": "Feature",
        "properties": labels,
        "geometry": {"type": "Polygon", "coordinates": [square(column, row)]},
    }


def geojson(*features: dict[str, Any]) -> bytes:
    """A collection of features."""
    return json.dumps({"type": "FeatureCollection", "features": list(features)}, ensure_ascii=False).encode()


def topojson(**names: str) -> bytes:
    """Two squares side by side that share the border between them, their arcs coded by differences."""
    west, east = names["west"], names["east"]
    arcs = [
        [[100, 0], [0, 100]],  # the border, northwards
        [[100, 100], [-100, 0], [0, -100], [100, 0]],  # around the west
        [[100, 0], [100, 0], [0, 100], [-100, 0]],  # around the east
    ]
    counties = [
        {"type": "Polygon", "arcs": [[0, 1]], "properties": {"name": west}},
        {"type": "MultiPolygon", "arcs": [[[2, ~0]]], "properties": {"name": east}},
    ]
    told = {
        "type": "Topology",
        "transform": {"scale": [0.005, 0.005], "translate": [WEST, NORTH]},
        "arcs": arcs,
        "objects": {
            "provinces": {"type": "GeometryCollection", "geometries": [counties[0]]},
            "counties": {"type": "GeometryCollection", "geometries": counties},
        },
    }
    return json.dumps(told, ensure_ascii=False).encode()
