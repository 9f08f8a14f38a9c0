"""Makes the tables of this example: names and codes from the divisions of 1399, figures from a fixed seed.

python make_figures.py FOLDER   FOLDER holds divisions_1399_*.csv and counties_census_1395.csv (see SOURCES.md)
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

HERE = Path(__file__).parent
PROVINCE, CODE, SEED = "گیلان", "01", 1394
SAME = {"طوالش": "تالش"}
COLD = {"0106", "0113", "0115", "0107"}
BORDER = {"0101", "0104"}
NEW_IN_1394 = 2
VILLAGES_A_RURAL_DISTRICT = 3
Row = Mapping[str, object]


def rows_of(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def write(name: str, rows: Iterable[Row]) -> None:
    listed = list(rows)
    with (HERE / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(listed[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(listed)


def main(folder: Path) -> None:
    chance = random.Random(SEED)  # noqa: S311 - figures of an example, not secrets
    province = next(one["id"] for one in rows_of(folder, "divisions_1399_ostan") if one["name"] == PROVINCE)
    people = {one["county"]: int(one["population_1390"]) for one in rows_of(folder, "counties_census_1395")
              if one["province"] == PROVINCE}  # fmt: skip
    counties = {}
    for one in rows_of(folder, "divisions_1399_shahrestan"):
        if one["ostan"] == province:
            name = SAME.get(one["name"], one["name"])
            counties[one["id"]] = {"code": one["amar_code"].zfill(4), "name": name, "population_1390": people[name]}
    districts = {one["id"]: one["name"] for one in rows_of(folder, "divisions_1399_bakhsh")}
    write("counties", sorted(counties.values(), key=lambda one: one["code"]))
    write("municipalities", _municipalities(folder, province, counties, districts, chance))
    write("villages", _villages(folder, province, counties, districts, chance))


def _municipalities(folder, province, counties, districts, chance) -> list[Row]:
    """Every city; its population is a part of its county's, larger for the county's namesake."""
    cities = [
        one for one in rows_of(folder, "divisions_1399_shahr") if one["ostan"] == province and one["shahr_type"] == "0"
    ]
    found = []
    for one in sorted(cities, key=lambda one: one["amar_code"].zfill(10)):
        county = counties[one["shahrestan"]]
        seat = one["name"].replace(" ", "") == county["name"].replace(" ", "")
        part = chance.randint(38, 52) if seat else chance.randint(2, 9)
        population = county["population_1390"] * part // 100
        found.append({
            "code": one["amar_code"].zfill(10), "name": one["name"], "county": county["code"],
            "district": districts[one["bakhsh"]], "population": population,
            "receipts_million_rial": population * chance.randint(900, 4_200) // 1_000,
            "budget_million_rial": population * chance.randint(2_500, 9_000) // 1_000,
            "cold": int(county["code"] in COLD), "border": int(county["code"] in BORDER), "first_mayor_year": "",
        })  # fmt: skip
    for one in sorted(found, key=lambda one: one["population"])[:NEW_IN_1394]:
        one["first_mayor_year"] = 1394
    found[7]["receipts_million_rial"] = ""  # one town nobody measured: the policy of the index fills it
    return found


def _villages(folder, province, counties, districts, chance) -> list[Row]:
    """A few villages of every rural district; all of them are made up, some are too small to count (S4-080)."""
    rural = [one for one in rows_of(folder, "divisions_1399_dehestan") if one["ostan"] == province]
    found = []
    for one in sorted(rural, key=lambda one: one["amar_code"].zfill(10)):
        for number in range(1, VILLAGES_A_RURAL_DISTRICT + 1):
            population = chance.choice((chance.randint(20, 99), chance.randint(100, 900), chance.randint(901, 2_400)))
            found.append({
                "code": f"{one['amar_code'].zfill(10)}{number:02d}", "name": f"آبادی نمونهٔ {number} {one['name']}",
                "county": counties[one["shahrestan"]]["code"], "district": districts[one["bakhsh"]],
                "population": population, "households": max(1, population * 10 // chance.randint(28, 38)),
                "receipts_million_rial": population * chance.randint(200, 1_500) // 1_000 + 1,
                "has_dehyari": int(population > 250 or chance.random() < 0.2),
                "machines_since_1388": chance.choice((0, 0, 0, 1)),
            })  # fmt: skip
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]))
