"""Make projects.csv and last_year.csv of the example province from the facts beside it, the same bytes every time.

Nothing here is drawn from a random generator: every choice is a hash of the seed and of what is
chosen, so the file does not depend on the version of Python or on the order of the work. Run it
with the interpreter of the project; it writes next to itself.
"""

import csv
import hashlib
import io
import math
import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from hamtaraz.kernel.rial import Rial
from hamtaraz.kernel.text import persian_digits
from hamtaraz.law.bodies import Bodies
from hamtaraz.law.directive import read as directive_from
from hamtaraz.law.run import distribute
from hamtaraz.law.share_out import share_out
from hamtaraz.law.shipped import shipped
from hamtaraz.law.two_way import fit

HERE = Path(__file__).parent
SEED = "khuzestan-1405"
YEAR = 1405
MILLIARD = 10**9
MILLION = 10**6

type Row = dict[str, str]
type CellKey = tuple[str, str, str]
"""Source, programme, county."""

COLUMNS = (
    "code",
    "title",
    "county",
    "agency",
    "chapter",
    "programme",
    "source",
    "origin",
    "start_year",
    "end_year",
    "total_cost_rial",
    "spent_before_rial",
    "progress_last_year_percent",
    "planned_progress_this_year_percent",
    "credit_1405_rial",
    "unfinished",
    "execution_method",
    "economic_chapter",
    "target_quantity",
    "target_unit",
    "lat",
    "lon",
)


def read(name: str) -> list[Row]:
    """Read one of the CSV files beside this one."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def draw(upto: int, *what: object) -> int:
    """Choose a whole number from 0 to `upto` - 1 for `what`; the same `what` gives the same number."""
    digest = hashlib.sha256("/".join([SEED, *map(str, what)]).encode()).digest()
    return int.from_bytes(digest[:8]) % upto


def shuffled(rows: Sequence[Row], *what: object) -> list[Row]:
    """Put rows in an order chosen for `what`."""
    return sorted(rows, key=lambda row: (draw(2**60, *what, *row.values()), *row.values()))


def shares(counties: Iterable[Row], model: dict[str, Any], total: Rial) -> dict[str, Rial]:
    """Give each county its share of `total` by the directive and the weights of distribution.toml (S0-12)."""
    rows = list(counties)
    columns = {
        "population": [int(row["population_1395"]) for row in rows],
        "area_km2": [int(row["area_km2"]) for row in rows],
        "unemployed": [int(row["unemployed_1395"]) for row in rows],
        "labour_force": [int(row["labour_force_1395"]) for row in rows],
    }
    bodies = Bodies([row["code"] for row in rows], {}, columns)
    weights = {key: Fraction(value) for key, value in model["parameters"].items()}
    directive = directive_from(shipped()[model["directive"]])
    return dict(distribute(directive, bodies, total, parameters=weights).shares)


LAST_YEAR_RIAL = 84_600_000 * MILLION
LAST_YEAR_WEIGHTS = {"weight_population": "3/5", "weight_area": "1/5", "weight_unemployment": "1/5"}


def last_year() -> list[Row]:
    """Make up what each county got in 1404: the directive with other weights, each share up to an eighth more or less."""
    counties = read("counties.csv")
    model = {"directive": "provincial-capital", "parameters": LAST_YEAR_WEIGHTS}
    moved = {code: share * (875 + draw(251, "last year", code)) // 1000
             for code, share in shares(counties, model, LAST_YEAR_RIAL).items()}  # fmt: skip
    return [{"code": code, "amount_rial": str(round_down(share, share))} for code, share in sorted(moved.items())]


def cells(distribution: dict) -> dict[CellKey, Rial]:
    """Give the county cells of run 1: every county has its share and every line its amount, to the rial (S0-14)."""
    run = distribution["run"][0]
    lines = {
        f"{line['source']}/{line['chapter']}/{line['programme']}": line for line in run["line"] if line["county_rial"]
    }
    amounts = {name: line["county_rial"] for name, line in lines.items()}
    of_counties = shares(read("counties.csv"), distribution["model"], sum(amounts.values()))
    table = fit(of_counties, amounts).cells
    return {
        (line["source"], line["programme"], county): table[county, name]
        for name, line in lines.items()
        for county in of_counties
    }


@dataclass(frozen=True, kw_only=True)
class Course:
    """The years and the money of one project, before it has a title."""

    credit_rial: Rial
    total_rial: Rial
    spent_rial: Rial
    start_year: int
    end_year: int
    progress_percent: int
    planned_percent: int

    @property
    def unfinished(self) -> bool:
        """Whether the project began before this year."""
        return self.start_year < YEAR


def new_course(credit: Rial, *what: object) -> Course:
    """Give a new project a total its first year's credit can carry: credit ≥ total ÷ years (INV-03)."""
    years = 1 + draw(3, "years", *what)
    part = 100 if years == 1 else 62 + draw(39, "part", *what)
    total = round_down(credit * years * part // 100, credit) if years > 1 else credit
    planned = 100 if years == 1 else min(95, credit * 100 // total)
    return Course(
        credit_rial=credit,
        total_rial=total,
        spent_rial=0,
        start_year=YEAR,
        end_year=YEAR + years - 1,
        progress_percent=0,
        planned_percent=planned,
    )


def unfinished_course(credit: Rial, *what: object) -> Course:
    """Give an unfinished project a past, and a future this year's credit keeps on time."""
    years_left = 1 + draw(3, "years", *what)
    more_percent = draw(90, "need", *what) * (years_left - 1)
    need = max(credit, round_down(credit * (100 + more_percent) // 100, credit))
    least_done, spread = {1: (58, 36), 2: (34, 42), 3: (14, 40)}[years_left]
    done = least_done + draw(spread, "done", *what)
    spent = round_down(need * done // (100 - done), credit)
    total = spent + need
    spent_percent = spent * 100 // total
    progress = min(96, max(3, spent_percent - 3 + draw(13, "progress", *what)))
    planned = 100 - progress
    if years_left > 1:
        planned = max(1, min(96 - progress, credit * 100 // total))
    return Course(
        credit_rial=credit,
        total_rial=total,
        spent_rial=spent,
        start_year=YEAR - 1 - min(8, progress // 14 + draw(2, "start", *what)),
        end_year=YEAR + years_left - 1,
        progress_percent=progress,
        planned_percent=planned,
    )


def round_down(amount: Rial, like: Rial) -> Rial:
    """Cut an amount to the roundness officials write at the size of `like`."""
    size = 100 * MILLION if like >= 20 * MILLIARD else 10 * MILLION
    return amount // size * size


def shared_cell(cell: Rial, *what: object) -> list[Rial]:
    """Divide what a committee uses of a cell among its projects: larger cells carry more projects."""
    count = 1 + (cell >= 1000 * MILLIARD) + (cell >= 2400 * MILLIARD)
    used_percent = 100 if draw(100, "full", *what) < 55 else 82 + draw(18, "used", *what)
    shares = share_out(
        cell * used_percent // 100, {place: 100 + draw(80, "size", place, *what) for place in range(count)}
    )
    return [round_down(share, share) for share in shares.values()]


def places_of(county: Row, every_place: Iterable[Row]) -> dict[str, list[str]]:
    """Name what titles of a county may speak of: seat, cities, rural districts, axes, the county."""
    names: dict[str, list[str]] = {"seat": [], "city": [], "city_district": [], "rural_district": []}
    for row in every_place:
        if row["county"] == county["code"]:
            names[row["kind"]].append(row["name"])
    cities = names["seat"] + names["city"]
    return {
        "seat": [f"شهر {name}" for name in names["seat"]],
        "city": names["city_district"] or [f"شهر {name}" for name in cities],
        "rural": [
            f"دهستان {name}" + (f" شهرستان {county['name']}" if name.startswith("حومه") else "")
            for name in names["rural_district"]
        ],
        "axis": [
            f"{city} – {name}"
            for city in cities
            for name in names["rural_district"] + names["city"]
            if name != city and not name.startswith("حومه")
        ],
        "county": [f"شهرستان {county['name']}"],
    }


def quantity(pattern: Row, total: Rial) -> int:
    """Give the amount of work a total cost buys, in the steps such work is counted in; 0 if none fits."""
    step = int(pattern["step"])
    amount = round(Fraction(total, int(pattern["unit_cost_rial"]) * step)) * step
    return amount if int(pattern["least"]) <= amount <= int(pattern["most"]) else 0


def titled(course: Course, patterns: Iterable[Row], places: dict[str, list[str]], taken: set[str]) -> Iterator[Row]:
    """Offer the titles whose work fits the money and that no other project has taken."""
    for pattern in patterns:
        amount = quantity(pattern, course.total_rial)
        if not amount or (course.unfinished and pattern["only_new"] == "yes"):
            continue
        build = "تکمیل" if course.progress_percent >= 50 else "احداث"
        counted = persian_digits(f"{amount:,}".replace(",", "٬") if amount >= 10_000 else str(amount))
        names = places[pattern["place"]]
        for place in sorted(names, key=lambda name: draw(2**60, *names, name, pattern["title"])):
            title = pattern["title"].format(build=build, q=counted, place=place)
            work = pattern["title"] + place
            if not {title, work} & taken:
                yield {
                    "title": title,
                    "work": work,
                    "agency": pattern["agency"],
                    "target_quantity": str(amount),
                    "target_unit": pattern["target_unit"],
                    "economic_chapter": pattern["economic_chapter"],
                    "execution_method": pattern["execution_method"],
                }


def course_row(course: Course) -> Row:
    """Write a course as the columns of projects.csv."""
    return {
        "start_year": str(course.start_year),
        "end_year": str(course.end_year),
        "total_cost_rial": str(course.total_rial),
        "spent_before_rial": str(course.spent_rial),
        "progress_last_year_percent": str(course.progress_percent),
        "planned_progress_this_year_percent": str(course.planned_percent),
        "credit_1405_rial": str(course.credit_rial),
        "unfinished": "yes" if course.unfinished else "no",
    }


def near(county: Row, *what: object) -> Row:
    """Give a made-up point within a third of the county's half-width of its centre."""
    reach = math.isqrt(int(county["area_km2"])) * 15
    lat = int(county["lat"].replace(".", "")) + draw(2 * reach, "lat", *what) - reach
    lon = int(county["lon"].replace(".", "")) + draw(2 * reach, "lon", *what) - reach
    return {"lat": f"{lat // 10000}.{lat % 10000:04d}", "lon": f"{lon // 10000}.{lon % 10000:04d}"}


def county_projects(distribution: dict) -> Iterator[Row]:
    """Fill every county cell with projects: the unfinished first, a new one only beside or after them."""
    counties = {row["code"]: row for row in read("counties.csv")}
    every_place = read("places.csv")
    places = {code: places_of(county, every_place) for code, county in counties.items()}
    patterns = read("title_patterns.csv")
    executors = {(row["programme"], row["county"]): row["agency"] for row in read("executors.csv")}
    taken: set[str] = set()
    for (source, programme, code), cell in cells(distribution).items():
        own = [pattern for pattern in patterns if pattern["programme"] == programme]
        for place, credit in enumerate(shared_cell(cell, source, programme, code)):
            key = (programme, code, place)
            row = fitting(credit, key, own, places[code], taken)
            taken |= {row["title"], row["work"]}
            yield (
                row
                | near(counties[code], *key)
                | {
                    "county": code,
                    "agency": row["agency"] or executors.get((programme, code)) or executors[programme, ""],
                    "programme": programme,
                    "source": source,
                    "origin": "county_committee",
                }
            )


def fitting(
    credit: Rial,
    key: tuple[str, str, int],
    patterns: Sequence[Row],
    places: dict[str, list[str]],
    taken: set[str],
) -> Row:
    """Try courses and titles until the work, the money and the years agree."""
    _, _, place = key
    for attempt in range(60):
        unfinished = draw(100, "kind", *key, attempt) < (75 if place == 0 else 45)
        course = (unfinished_course if unfinished else new_course)(credit, *key, attempt)
        for found in titled(course, shuffled(patterns, *key, attempt), places, taken):
            return course_row(course) | found
    raise AssertionError(f"no title fits {credit:,} rial of {key}")


def province_projects() -> Iterator[Row]:
    """Give the province-wide projects of the list their costs and plans; their credit is the Council's."""
    for line in read("province_wide.csv"):
        credit = int(line["credit_1405_rial"])
        end, progress = int(line["end_year"]), int(line["progress_last_year_percent"])
        years_left = end - YEAR + 1
        need = credit * (100 + 70 * (years_left - 1)) // 100 // (100 * MILLION) * (100 * MILLION)
        paid = max(0, progress - 2 - draw(5, line["title"]))
        spent = need * paid // (100 - paid) // (100 * MILLION) * (100 * MILLION)
        total = need + spent
        planned = 100 - progress if years_left == 1 else min(95 - progress, credit * 100 // total)
        made = {
            "total_cost_rial": str(total),
            "spent_before_rial": str(spent),
            "planned_progress_this_year_percent": str(planned),
            "county": "",
            "origin": "provincial_council",
            "lat": "",
            "lon": "",
        }
        yield line | made


def numbered(rows: Iterable[Row]) -> Iterator[Row]:
    """Give each project its code: the programme's, then a number within it."""
    order = sorted(
        rows,
        key=lambda row: (
            row["programme"],
            row["origin"],
            row["county"],
            row["unfinished"] == "no",
            row["title"],
        ),
    )
    count: dict[str, int] = {}
    for row in order:
        number = count[row["programme"]] = count.get(row["programme"], 0) + 1
        yield row | {"code": f"{row['programme']}{number:03d}", "chapter": row["programme"][:4]}


def as_csv(columns: Sequence[str], rows: Iterable[Row]) -> str:
    """Write rows as every CSV file of the example is written: one header, line feeds."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def make() -> list[Row]:
    """Give the rows of projects.csv."""
    distribution = tomllib.loads((HERE / "distribution.toml").read_text(encoding="utf-8"))
    return list(numbered([*county_projects(distribution), *province_projects()]))


if __name__ == "__main__":
    projects = make()
    (HERE / "projects.csv").write_text(as_csv(COLUMNS, projects), encoding="utf-8", newline="")
    sys.stdout.write(f"projects.csv: {len(projects)} rows\n")
    (HERE / "last_year.csv").write_text(as_csv(("code", "amount_rial"), last_year()), encoding="utf-8", newline="")
