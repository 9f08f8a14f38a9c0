"""Figures of a whole country and the requests of a province, made up by a seeded generator; nobody measured them.

Whole numbers alone, so that the same seed gives the same country on every machine.
"""

from __future__ import annotations

from random import Random

from hamtaraz.grants.planning.asked import MACHINERY, PROJECTS, Heading, Limit, Request, Terms, envelopes, open_split
from hamtaraz.kernel.rial import Rial
from hamtaraz.law.bodies import Bodies, Value
from hamtaraz.law.directive import Directive
from hamtaraz.law.one_case import figures_of

MILLION = 1_000_000
PROVINCES, COUNTIES = 31, 430
TOWNS, VILLAGES = 1_250, 39_000
TOWN_SIZES = ((700, 5_000, 50), (5_000, 20_000, 30), (20_000, 60_000, 12), (60_000, 99_999, 5), (100_000, 900_000, 3))
VILLAGE_SIZES = ((10, 99, 30), (100, 400, 40), (400, 1_000, 20), (1_000, 4_000, 10))
"""Least and most persons, and how many in a hundred have so many."""
AIDS_MILLION = {"loader": 1_680, "dump_truck": 1_400, "mini_loader": 700, "hearse": 680, "waste_truck_light": 900,
                "fire_engine_light": 2_550}  # fmt: skip
TYPES = ("landfill", "street_asphalt", "surface_water", "cemetery")


def towns(seed: int = 1394, count: int = TOWNS) -> Bodies:
    """Towns of the country with population, receipts and budget in million rial; some have not reported (S4-?5)."""
    chance = Random(seed)  # noqa: S311
    rows = []
    for number in range(count):
        people = _sized(chance, TOWN_SIZES)
        rows.append((
            f"{1 + number % COUNTIES:04}1{number:05}", f"{1 + number % COUNTIES % PROVINCES:02}", people,
            _reported(chance, people * chance.randint(2, 40) // 10, 3), _reported(chance, people * chance.randint(20, 90) // 10, 2),
        ))  # fmt: skip
    return _bodies(rows, ("province", "population", "receipts", "budget"))


def villages(seed: int = 1394, count: int = VILLAGES) -> Bodies:
    """Villages of the country with county, population, households and receipts in million rial."""
    chance = Random(seed + 1)  # noqa: S311
    rows = []
    for number in range(count):
        county, people = 1 + number % COUNTIES, _sized(chance, VILLAGE_SIZES)
        rows.append((
            f"{county:04}2{number:05}", "dehyari", f"{county % PROVINCES:02}", f"{county:04}", people,
            people // chance.randint(3, 5), _reported(chance, people * chance.randint(1, 9) // 10, 5),
        ))  # fmt: skip
    return _bodies(rows, ("kind", "province", "county", "population", "households", "receipts"))


def counties_of(rules: Directive, all_villages: Bodies) -> Bodies:
    """The counties with the sums over their qualifying villages (S4-080), as the index of dehyaris takes them."""
    large = figures_of(rules, all_villages, "eligible")
    columns = all_villages.columns
    sums: dict[str, dict[str, int]] = {}
    province: dict[str, Value] = {}
    for code, row in all_villages.row_of.items():
        if large[code] != 1:
            continue
        county = str(columns["county"][row])
        province[county] = columns["province"][row]
        held = sums.setdefault(county, {"population": 0, "receipts": 0, "villages": 0})
        held["villages"] += 1
        for key in ("population", "receipts"):
            held[key] += int(columns[key][row] or 0)  # type: ignore[arg-type]
    codes = sorted(sums)
    return Bodies(codes, {}, {"province": [province[code] for code in codes]}
                  | {key: [sums[code][key] for code in codes] for key in ("population", "receipts", "villages")})  # fmt: skip


def plan_of_a_province(
    seed: int = 1394, count: int = 600, counties: int = 27, *, is_open: bool = False, least_order: int = 1
) -> tuple[list[Request], list[Limit], Terms]:
    """Requests of a province's villages, envelopes for two fifths of what they ask, and the terms of the directive."""
    chance = Random(seed)  # noqa: S311
    drawn = sorted(_request(chance, number, count, counties) for number in range(count))
    requests = [
        Request(code, owner, owner[:4], heading, what, aid, place, frozenset(holds))
        for place, (_behind, code, owner, heading, what, aid, holds) in enumerate(drawn, 1)
    ]  # fmt: skip
    asked: dict[str, dict[str, Rial]] = {MACHINERY: {}, PROJECTS: {}}
    for one in requests:
        asked[one.heading][one.county] = asked[one.heading].get(one.county, 0) + one.aid_rial * 2 // 5
    terms = Terms(("coastal_waste", "unfinished_first", "no_machine_since_1388", "large_village_first"),
                  dict.fromkeys(AIDS_MILLION, least_order), 1, True, 200 * MILLION, 800 * MILLION)  # fmt: skip
    every = {f"{number:04}": asked[MACHINERY].get(f"{number:04}", 0) for number in range(1, counties + 1)}
    projects = {code: asked[PROJECTS].get(code, 0) for code in every}
    if is_open:
        whole = {code: every[code] + projects[code] for code in every}
        return requests, open_split(whole, sum(every.values()), sum(projects.values())), terms
    return requests, envelopes(every, projects), terms


type _Drawn = tuple[tuple[bool, ...], str, str, Heading, str, Rial, tuple[str, ...]]


def _request(chance: Random, number: int, count: int, counties: int) -> _Drawn:
    owner = f"{chance.randint(1, counties):04}2{chance.randint(0, count * 3 // 4):05}"
    marks = [chance.randint(1, 100) <= of_hundred for of_hundred in (5, 30, 60, 20)]
    keys = ("coastal_waste", "unfinished_first", "no_machine_since_1388", "large_village_first")
    holds = tuple(key for key, mark in zip(keys, marks, strict=True) if mark)
    behind = tuple(not mark for mark in marks)
    if chance.randint(0, 1):
        machine = chance.choice(list(AIDS_MILLION))
        return behind, f"q{number:04}", owner, MACHINERY, machine, AIDS_MILLION[machine] * MILLION, holds
    aid = chance.randint(150, 800) * MILLION + chance.randint(0, MILLION)
    return behind, f"q{number:04}", owner, PROJECTS, chance.choice(TYPES), aid, holds


def _sized(chance: Random, sizes: tuple[tuple[int, int, int], ...]) -> int:
    drawn = chance.randint(1, 100)
    for least, most, of_hundred in sizes:
        drawn -= of_hundred
        if drawn <= 0:
            return chance.randint(least, most)
    raise AssertionError("sizes are of a hundred")


def _reported(chance: Random, amount: int, gaps_of_hundred: int) -> int | None:
    return None if chance.randint(1, 100) <= gaps_of_hundred else max(1, amount)


def _bodies(rows: list[tuple[Value, ...]], keys: tuple[str, ...]) -> Bodies:
    codes = [str(row[0]) for row in rows]
    return Bodies(codes, {}, {key: [row[place] for row in rows] for place, key in enumerate(keys, 1)})
