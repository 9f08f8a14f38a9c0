"""The example of aid keeps what it promises: every code under its county, the same seed gives the same figures."""

import csv
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "note-9h-1394"


def rows(name: str) -> list[dict[str, str]]:
    """Read a CSV file of the example."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_code_stands_once_and_under_its_county():
    counties = {one["code"] for one in rows("counties")}
    listed = rows("municipalities") + rows("villages")
    assert len({one["code"] for one in listed}) == len(listed)
    assert all(one["code"].startswith(one["county"]) and one["county"] in counties for one in listed)


def test_the_example_holds_the_cases_the_directive_speaks_of():  # S4-010, S4-028, S4-043, S4-080, S4-103, S4-?5
    towns, villages = rows("municipalities"), rows("villages")
    people = [int(one["population"]) for one in towns]
    assert sum(one >= 100_000 for one in people) == 1
    assert any(20_000 <= one < 100_000 for one in people)
    assert sum(one["first_mayor_year"] == "1394" for one in towns) == 2
    assert sum(not one["receipts_million_rial"] for one in towns) == 1
    assert any(int(one["population"]) < 100 and int(one["households"]) < 20 for one in villages)
    assert any(one["has_dehyari"] == "0" for one in villages)


def test_towns_of_a_county_have_fewer_people_than_the_county():
    whole = {one["code"]: int(one["population_1390"]) for one in rows("counties")}
    for code, population in whole.items():
        assert sum(int(one["population"]) for one in rows("municipalities") if one["county"] == code) < population
