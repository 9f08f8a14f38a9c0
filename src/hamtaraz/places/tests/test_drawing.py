"""Outlines become paths of whole numbers: north up, borders drawn once, small things left out."""

import math
import re

import pytest

from hamtaraz.places import drawing
from hamtaraz.places.boundary_file import MICRO, Shape, read_boundary_file
from hamtaraz.places.drawing import SIDE, draw
from hamtaraz.places.refusals import BoundaryFileTooLarge
from hamtaraz.places.tests.boundary_files import feature, geojson, topojson

WHOLE = re.compile(r"[Mlhvz0-9 -]*")


def ring(*points):
    return [(round(x * MICRO), round(y * MICRO)) for x, y in (*points, points[0])]


def drawn(*rings_of):
    shapes = [Shape({}, list(rings)) for rings in rings_of]
    return draw(shapes, range(len(shapes)), range(len(shapes)))


def corners(path):
    """The points of a path with one ring."""
    start, _l, steps = path.removesuffix("z").removeprefix("M").partition("l")
    points = [tuple(map(int, start.split()))]
    numbers = list(map(int, steps.split()))
    for across, down in zip(numbers[::2], numbers[1::2], strict=True):
        points.append((points[-1][0] + across, points[-1][1] + down))
    return points


def test_a_square_on_the_equator_is_a_square_with_north_up():
    drawing = drawn([ring((10, -1), (12, -1), (12, 1), (10, 1))])
    assert (drawing.width, drawing.height) == (SIDE, SIDE)
    assert set(corners(drawing.outlines[0].path)) == {(0, SIDE), (SIDE, SIDE), (SIDE, 0), (0, 0)}


def test_degrees_of_longitude_are_as_narrow_as_on_the_middle_parallel():
    drawing = drawn([ring((50, 59), (52, 59), (52, 61), (50, 61))])
    assert (drawing.width, drawing.height) == (round(SIDE * math.cos(math.radians(60))), SIDE)


def test_points_within_the_tolerance_are_left_out_and_corners_stay():
    along = [(10 + step / 100, -1 + (step % 2) / 2000) for step in range(201)]
    outline = drawn([ring(*along, (12, 1), (10, 1))]).outlines[0]
    assert len(corners(outline.path)) == 4


def test_a_border_is_drawn_alike_from_both_its_sides():
    border = [(11 + math.sin(step) / 50, -1 + step / 50) for step in range(101)]
    west = ring((10, -1), *border, (10, 1))
    east = ring((12, 1), *border[::-1], (12, -1))
    drawing = drawn([west], [east])
    one, other = (corners(drawing.outlines[place].path) for place in (0, 1))
    edge = set(one) & set(other)
    assert len(edge) > 20
    assert {point for point in one if point[0] > 100} == edge
    assert {point for point in other if point[0] < SIDE - 100} == edge


def test_an_island_within_a_county_is_its_hole_to_the_point():
    round_about = [(11 + math.cos(step / 20) / 3, math.sin(step / 20) / 3) for step in range(125)]
    outer = ring((10, -1), (12, -1), (12, 1), (10, 1))
    turned = ring(*round_about[40:], *round_about[:40])[::-1]
    drawing = drawn([outer, ring(*round_about)], [turned])
    hole = drawing.outlines[0].path.split("z")[1] + "z"
    assert set(corners(hole)) == set(corners(drawing.outlines[1].path))


def test_specks_are_left_out_but_never_a_whole_county():
    speck = ring((13, 1), (13.0005, 1), (13, 1.0005))
    drawing = drawn([ring((10, -1), (12, -1), (12, 1), (10, 1)), speck], [speck])
    assert drawing.outlines[0].path.count("M") == 1
    assert drawing.outlines[1].path.count("M") == 1
    assert WHOLE.fullmatch(drawing.outlines[1].path)


def test_the_name_stands_inside_even_a_bent_county():
    bent = ring((10, -1), (12, -1), (12, 1), (11.8, 1), (11.8, -0.8), (10, -0.8))
    outline = drawn([bent]).outlines[0]
    x, y = outline.label_x, outline.label_y
    unit = SIDE / 2
    assert (1.8 * unit <= x <= 2 * unit) or (1.8 * unit <= y <= 2 * unit)


def test_what_is_drawn_beside_does_not_change_the_size_of_the_map():
    shapes = read_boundary_file("map", geojson(feature(0), feature(1), feature(3)))
    small, large = draw(shapes, [0, 1, 2], [0, 1]), draw(shapes, [0, 1], [0, 1])
    assert (small.width, small.height) == (large.width, large.height)
    assert small.outlines[0] == large.outlines[0]


@pytest.mark.parametrize("content", [topojson(west="A", east="B"), geojson(feature(0), feature(1, 1))])
def test_a_path_is_moves_lines_and_whole_numbers(content):
    shapes = read_boundary_file("map", content)
    drawing = draw(shapes, range(2), range(2))
    assert all(WHOLE.fullmatch(outline.path) and outline.path for outline in drawing.outlines.values())
    assert max(drawing.width, drawing.height) == SIDE


def test_a_county_without_any_extent_breaks_nothing():
    drawing = drawn([ring((10, 1), (10, 1), (10, 1))])
    assert drawing.outlines[0].path == "M0 0h1v1z"


@pytest.mark.parametrize(
    "line",
    [
        [(50 + at / 1e5 * math.cos(at / 50), 30 + at / 1e5 * math.sin(at / 50)) for at in range(150_000)],
        [(45 + at % 2 * 5, 25 + at / 2e4) for at in range(200_000)],
    ],
    ids=["a spiral, which is thinned point by point", "a zigzag, of which every point is drawn"],
)
def test_an_outline_too_tangled_to_be_drawn_is_refused(line, monkeypatch):
    monkeypatch.setattr(drawing, "MOST_LOOKS", 1_500_000)
    monkeypatch.setattr(drawing, "LONGEST_PATHS", 100_000)
    with pytest.raises(BoundaryFileTooLarge):
        drawn([ring(*line)])
