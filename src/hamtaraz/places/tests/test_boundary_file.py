"""A boundary file is read for its areas; nothing it says is believed, and nothing in it makes the house slow or fall."""

import json

import pytest

from hamtaraz.places.boundary_file import LARGEST_BYTES, MOST_POINTS, read_boundary_file
from hamtaraz.places.refusals import BoundaryFileTooLarge, NoOutlinesInIt, NotABoundaryFile, OffTheGlobe
from hamtaraz.places.tests.boundary_files import feature, geojson, square, topojson


def read(told):
    return read_boundary_file("map.json", told if isinstance(told, bytes) else json.dumps(told).encode())


def polygon(*rings, kind="Polygon"):
    return {"type": kind, "coordinates": list(rings)}


def test_geojson_gives_areas_with_their_labels_in_millionths_of_a_degree():
    (shape,) = read(geojson(feature(1, 2, name="كارون", code=610, of={"deep": 1}, none=None)))
    assert shape.labels == {"name": "کارون", "code": "610"}
    assert shape.rings == [
        [(48_500_000, 31_000_000), (48_500_000, 30_500_000), (49_000_000, 30_500_000), (49_000_000, 31_000_000),
         (48_500_000, 31_000_000)]
    ]  # fmt: skip
    assert shape.bounds == (48_500_000, 30_500_000, 49_000_000, 31_000_000)


@pytest.mark.parametrize(
    "told",
    [
        feature(),
        polygon(square(0, 0)),
        polygon([square(0, 0)], kind="MultiPolygon"),
        {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [1, 2]}, polygon(square(0, 0))]},
        polygon(square(0, 0)[:-1]),  # a ring that is not closed is closed
        polygon([[*point, 12.5] for point in square(0, 0)]),  # heights are left aside
    ],
)
def test_one_area_is_found_however_it_is_wrapped(told):
    (shape,) = read(told)
    assert len(shape.rings) == 1
    assert len(shape.rings[0]) == 5
    assert shape.rings[0][0] == shape.rings[0][-1]


def test_islands_and_holes_are_rings_alike():
    (shape,) = read(polygon([square(0, 0), square(0, 0)], [square(3, 0)], kind="MultiPolygon"))
    assert len(shape.rings) == 3


def test_points_lines_and_features_without_a_place_are_left_aside():
    nowhere = {"type": "Feature", "properties": {}, "geometry": None}
    line = {"type": "Feature", "properties": {}, "geometry": {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}}
    assert len(read(geojson(nowhere, line, feature(name="A")))) == 1


def test_topojson_is_put_together_from_its_arcs_forwards_and_backwards():
    west, east = read(topojson(west="A", east="B"))
    assert (west.labels["name"], east.labels["name"]) == ("A", "B")
    assert west.bounds == (48_000_000, 32_000_000, 48_500_000, 32_500_000)
    assert east.bounds == (48_500_000, 32_000_000, 49_000_000, 32_500_000)
    assert {(48_500_000, 32_000_000), (48_500_000, 32_500_000)} <= set(west.rings[0]) & set(east.rings[0])


def test_topojson_without_a_transform_has_its_degrees_in_the_arcs():
    county = {"type": "Polygon", "arcs": [[0]], "properties": {"name": "A"}}
    (shape,) = read({"type": "Topology", "arcs": [square(0, 0)], "objects": {"c": county}})
    assert shape.bounds == (48_000_000, 31_500_000, 48_500_000, 32_000_000)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04",
        b"\xff\xfe{",
        b"[1, 2]",
        b'"text"',
        b'{"type": "FeatureCollection"}',
        b'{"type": "FeatureCollection", "features": {"a": 1}}',
        b'{"type": "FeatureCollection", "features": [7]}',
        b'{"type": "Feature", "geometry": {"type": "Polygon", "coordinates": 7}}',
        b'{"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [[7]]}}',
        b'{"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [[["1", "2"]]]}}',
        b'{"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [[[true, false]]]}}',
        b'{"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [[[NaN, 1], [1, 1], [1, 2]]]}}',
        b'{"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [[[-Infinity, 1], [1, 1], [1, 2]]]}}',
        b'{"type": "Feature", "id": 1' + b"0" * 5000 + b"}",
        b'{"type": "Topology"}',
        b'{"type": "Topology", "arcs": [], "objects": {"c": {"type": "Polygon", "arcs": [[0]]}}}',
        b'{"type": "Topology", "arcs": [[[0, 0]]], "objects": {"c": {"type": "Polygon", "arcs": [[-2]]}}}',
        b'{"type": "Topology", "arcs": [[[0, 0]]], "objects": {"c": {"type": "Polygon", "arcs": [[0.0]]}}}',
        b'{"type": "Topology", "arcs": [], "objects": {}, "transform": {"scale": 1}}',
    ],
)
def test_what_is_no_boundary_file_is_refused(content):
    with pytest.raises(NotABoundaryFile):
        read(content)


@pytest.mark.parametrize("bracket", [b"[", b'{"a":', b'{"type":"GeometryCollection","geometries":['])
def test_a_file_nested_without_end_is_refused_before_it_is_parsed(bracket):
    with pytest.raises(NotABoundaryFile):
        read(bracket * 40_000)


def test_brackets_within_texts_are_no_depth():
    (shape,) = read(geojson(feature(name="[" * 100, note='"]}\\')))
    assert shape.labels["name"] == "[" * 100


@pytest.mark.parametrize("content", [b'"\\' * 2_000_000, b'"' + b"\\" * 4_000_000, b'"a' * 2_000_000])
def test_texts_that_never_end_are_refused_at_once(content):
    with pytest.raises(NotABoundaryFile):
        read(content)


@pytest.mark.parametrize("content", [b"[" * 4_000_000, b" " * (LARGEST_BYTES + 1), b"[]," * 2_000_000])
def test_a_file_too_large_is_refused(content):
    with pytest.raises(BoundaryFileTooLarge):
        read(content)


def test_an_arc_that_is_repeated_without_end_is_refused():
    arc = [[x % 100 / 10, x / 1000] for x in range(1000)]
    county = {"type": "Polygon", "arcs": [[0] * (MOST_POINTS // 1000 + 1)]}
    with pytest.raises(BoundaryFileTooLarge):
        read({"type": "Topology", "arcs": [arc], "objects": {"c": county}})


def test_too_many_areas_are_refused():
    with pytest.raises(BoundaryFileTooLarge):
        read(geojson(*(feature(name=str(number)) for number in range(2001))))


@pytest.mark.parametrize(
    "point", ["[181, 0]", "[0, 91]", "[1e400, 0]", "[0, -1e400]", "[3540000, 540000]", "[1" + "0" * 400 + ", 0]"]
)
def test_a_coordinate_off_the_globe_is_refused(point):
    with pytest.raises(OffTheGlobe):
        read(
            f'{{"type": "Feature", "geometry": {{"type": "Polygon", "coordinates": [[{point}, [1, 1], [0, 1]]]}}}}'.encode()
        )


def test_a_transform_that_leads_off_the_globe_is_refused():
    told = json.loads(topojson(west="A", east="B"))
    told["transform"]["scale"] = [1e14, 1e14]
    with pytest.raises(OffTheGlobe):
        read(told)


@pytest.mark.parametrize(
    "told",
    [
        {"type": "FeatureCollection", "features": []},
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": [1, 2]}},
        {"type": "Feature", "geometry": polygon([[1, 1], [1, 1]])},
        {"type": "Topology", "arcs": [], "objects": {}},
    ],
)
def test_a_file_without_areas_is_refused(told):
    with pytest.raises(NoOutlinesInIt):
        read(told)


def test_labels_are_few_short_and_whole_letters():
    labels = {f"field {number}": "x" * 1000 for number in range(100)}
    (shape,) = read(feature(broken="\ud800 a\x00", **labels))
    assert shape.labels["broken"] == "? a"
    assert len(shape.labels) < 50
    assert max(map(len, shape.labels.values())) < 200
