"""The shipped map of equal tiles: every county has its own place, near the counties it is near."""

import csv
from collections import Counter

import pytest

from hamtaraz.config.home import CHECKOUT
from hamtaraz.conftest import DAY, PROVINCE, World
from hamtaraz.people.roles import Role
from hamtaraz.places.models import County
from hamtaraz.places.tiles import Tile, find, shipped
from hamtaraz.web import year_setup

SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1))


def test_all_provinces_and_the_counties_of_the_coding_of_1399_are_there():
    provinces = Counter(one.province for one in shipped())
    assert sorted(provinces) == [f"{number:02}" for number in range(31)]
    assert len({one.code for one in shipped() if one.code}) == 448


def test_no_two_counties_share_a_tile():
    assert Counter(one.national for one in shipped()).most_common(1)[0][1] == 1
    assert Counter((one.province, one.tile) for one in shipped()).most_common(1)[0][1] == 1


@pytest.mark.parametrize("where", ["tile", "national"])
def test_a_map_begins_at_its_corner(where):
    for province in {one.province for one in shipped()} if where == "tile" else [None]:
        tiles = [getattr(one, where) for one in shipped() if province in (None, one.province)]
        assert min(tile.column for tile in tiles) == min(tile.row for tile in tiles) == 0


def test_every_province_is_one_piece_on_the_map_of_the_country():
    for province in {one.province for one in shipped()}:
        left = {one.national for one in shipped() if one.province == province}
        reached = [left.pop()]
        for tile in reached:
            beside = {Tile(tile.column + across, tile.row + down) for across, down in SIDES} & left
            left -= beside
            reached += beside
        assert not left, province


def test_the_example_and_the_shipped_map_agree():
    with (CHECKOUT / "examples" / "khuzestan-1405" / "counties.csv").open(encoding="utf-8") as lines:
        rows = {row["code"]: row for row in csv.DictReader(lines)}
    found = find("06", [(code, row["name"]) for code, row in rows.items()])
    assert {code: one.tile for code, one in found.items()} == {
        code: Tile(int(row["tile_column"]), int(row["tile_row"])) for code, row in rows.items()
    }


@pytest.mark.parametrize(
    ("code", "name", "shipped_name"),
    [
        ("0104", "تالش", "طوالش"),  # the other name
        ("1019", "تیران وکرون", "تیران و کرون"),  # spaces do not count
        ("9999", "كرمان", "کرمان"),  # Arabic letters, and a code of another year
        ("0622", "نامی دیگر", "هفتکل"),  # by its code where the name is not known
        ("0699", "شهرستان کارون", "کارون"),
    ],
)
def test_a_county_is_found_by_name_then_by_code(code, name, shipped_name):
    province = next(one.province for one in shipped() if one.name == shipped_name)
    assert find(province, [(code, name)])[code].name == shipped_name


def test_a_name_comes_before_a_code_and_no_place_is_given_twice():
    # In 1395 the code 1108 was سرباز's; in 1399 it is راسک's and سرباز has another.
    found = find("11", [("1108", "سرباز"), ("1123", "راسک")])
    assert (found["1108"].code, found["1123"].code) == ("1123", "1108")
    twice = find("11", [("1108", "سرباز"), ("7777", "سرباز")])
    assert list(twice) == ["1108"]


def test_an_unknown_county_has_no_place():
    assert find("06", [("0777", "ناکجا")]) == {}


def test_a_new_county_gets_its_tile_unless_somebody_stands_there(world: World):
    operator = world.actor(Role.OPERATOR)
    shush, lali = (next(one for one in shipped() if one.name == name) for name in ("شوش", "لالی"))
    County.objects.create(
        province=PROVINCE, code="0888", name="—", since=DAY, tile_column=lali.tile.column, tile_row=lali.tile.row
    )
    own = {"code": "0699", "name": "اندیکا", "tile_column": 30, "tile_row": 0}
    year_setup.add_counties(
        operator,
        DAY,
        [{"code": "0616", "name": "شوش"}, {"code": "0619", "name": "لالی"}, {"code": "0777", "name": "ناکجا"}, own],
    )
    kept = {one.name: (one.tile_column, one.tile_row) for one in County.objects.filter(province=PROVINCE)}
    assert kept["شوش"] == shush.tile
    assert kept["لالی"] == kept["ناکجا"] == (None, None)
    assert kept["اندیکا"] == (30, 0)
