"""The example province keeps every sum and rule it promises."""

import csv
import importlib.util
import re
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from hamtaraz.kernel import jalali, text

FOLDER = Path(__file__).parent.parent / "khuzestan-1405"
MILLIARD = 10**9


def rows(name: str) -> list[dict[str, str]]:
    """Read a CSV file of the example."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def tables(name: str) -> dict:
    """Read a TOML file of the example."""
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def script(name: str) -> ModuleType:
    """Load one of the two scripts that make files."""
    spec = importlib.util.spec_from_file_location(name, FOLDER / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


PROJECTS = rows("projects.csv")
BY_CODE = {row["code"]: row for row in PROJECTS}
DISTRIBUTION = tables("distribution.toml")
STORY = tables("story.toml")
AGREEMENTS = rows("agreements.csv")
TODAY = jalali.parse(STORY["today"])
MAKE_PROJECTS = script("make_projects")
MAKE_STORY = script("make_story")
CELLS = MAKE_PROJECTS.cells(DISTRIBUTION)
STEPS = MAKE_STORY.STEPS


def total(some: Iterable[dict[str, str]], column: str) -> int:
    """Add up a column of whole rials."""
    return sum(int(row[column]) for row in some)


def cell_of(row: dict[str, str]) -> tuple[str, str, str]:
    """Name the cell a county project draws on."""
    return row["source"], row["programme"], row["county"]


COUNTY_PROJECTS = [row for row in PROJECTS if row["origin"] == "county_committee"]
PROVINCE_PROJECTS = [row for row in PROJECTS if row["origin"] == "provincial_council"]


def test_the_scripts_make_the_same_bytes_again():
    made = MAKE_PROJECTS.as_csv(MAKE_PROJECTS.COLUMNS, MAKE_PROJECTS.make())
    assert made.encode() == (FOLDER / "projects.csv").read_bytes()
    last_year = MAKE_PROJECTS.as_csv(("code", "amount_rial"), MAKE_PROJECTS.last_year())
    assert last_year.encode() == (FOLDER / "last_year.csv").read_bytes()
    for name, (columns, content) in MAKE_STORY.make().items():
        assert MAKE_PROJECTS.as_csv(columns, content).encode() == (FOLDER / name).read_bytes()


def test_the_counties_are_the_27_of_the_census_of_1395():
    counties = rows("counties.csv")
    assert [row["code"] for row in counties] == [f"06{number:02d}" for number in range(1, 28)]
    assert total(counties, "population_1395") == 4_710_509
    assert total(counties, "area_km2") == 64_939
    assert len({(row["tile_column"], row["tile_row"]) for row in counties}) == 27


@pytest.mark.parametrize("run", DISTRIBUTION["run"], ids=lambda run: f"run {run['number']}")
def test_the_lines_of_each_source_add_up_to_its_notices_to_the_last_rial(run):
    """INV-01, with the lines the county cells and the province-wide projects add up to."""
    lines: Counter[str] = Counter()
    for line in run["line"]:
        lines[line["source"]] += line["county_rial"] + line["province_wide_rial"]
    noticed: Counter[str] = Counter()
    for row in rows("notices.csv"):
        if int(row["run"]) == run["number"]:
            noticed[row["source"]] += int(row["amount_rial"])
    assert lines == noticed
    if run["number"] == 1:
        assert sum(noticed.values()) == 186_400 * MILLIARD


def test_the_county_cells_add_up_to_their_lines_to_the_last_rial():
    """INV-01, S0-14."""
    by_line: Counter[tuple[str, str]] = Counter()
    for (source, programme, _), amount in CELLS.items():
        by_line[source, programme] += amount
    expected = {
        (line["source"], line["programme"]): line["county_rial"]
        for line in DISTRIBUTION["run"][0]["line"]
        if line["county_rial"]
    }
    assert by_line == expected
    assert len(CELLS) == 27 * len(expected)


def test_ahvaz_gets_the_share_the_model_shows_on_screen():
    """22.90 percent of 24,000 milliard, as in the picture of the distribution page."""
    shares = MAKE_PROJECTS.shares(rows("counties.csv"), DISTRIBUTION["model"], 24_000_000)
    assert shares["0603"] == 5_495_707


def test_the_projects_of_a_county_stay_within_every_cell_and_nearly_fill_it():
    """INV-02; a cell is used to four fifths at least."""
    used: Counter[tuple[str, str, str]] = Counter()
    for row in COUNTY_PROJECTS:
        used[cell_of(row)] += int(row["credit_1405_rial"])
    assert used.keys() == CELLS.keys()
    for cell, amount in used.items():
        assert amount <= CELLS[cell], cell
        assert amount * 100 >= CELLS[cell] * 80, cell


def test_province_wide_projects_use_their_lines_exactly():
    used: Counter[tuple[str, str]] = Counter()
    for row in PROVINCE_PROJECTS:
        used[row["source"], row["programme"]] += int(row["credit_1405_rial"])
    assert used == {
        (line["source"], line["programme"]): line["province_wide_rial"]
        for line in DISTRIBUTION["run"][0]["line"]
        if line["province_wide_rial"]
    }


def test_a_new_project_has_its_first_years_share():
    """INV-03: first-year credit ≥ total ÷ years."""
    new = [row for row in PROJECTS if row["unfinished"] == "no"]
    assert len(new) >= 50
    for row in new:
        years = int(row["end_year"]) - int(row["start_year"]) + 1
        assert row["start_year"] == "1405"
        assert row["spent_before_rial"] == "0"
        assert row["progress_last_year_percent"] == "0"
        assert int(row["credit_1405_rial"]) * years >= int(row["total_cost_rial"]), row["code"]


def test_an_unfinished_project_is_funded_and_its_progress_agrees_with_its_spending():
    """INV-04 and INV-10; a project in its last year gets all it still needs."""
    unfinished = [row for row in PROJECTS if row["unfinished"] == "yes"]
    assert len(unfinished) >= 200
    for row in unfinished:
        cost, spent, credit = (int(row[key]) for key in ("total_cost_rial", "spent_before_rial", "credit_1405_rial"))
        progress = int(row["progress_last_year_percent"])
        years_left = int(row["end_year"]) - 1405 + 1
        assert int(row["start_year"]) < 1405
        assert 0 < spent < cost
        assert credit <= cost - spent
        assert 0 < progress < 100
        assert abs(progress - spent * 100 // cost) <= 15, row["code"]
        assert progress + int(row["planned_progress_this_year_percent"]) <= 100
        if years_left == 1:
            assert spent + credit == cost
            assert progress + int(row["planned_progress_this_year_percent"]) == 100


def test_a_county_cell_with_several_projects_has_an_unfinished_one_more_often_than_not():
    cells: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for row in COUNTY_PROJECTS:
        cells[cell_of(row)].append(row["unfinished"])
    several = [kinds for kinds in cells.values() if len(kinds) > 1]
    assert sum("yes" in kinds for kinds in several) * 2 > len(several)


def test_every_project_names_an_agency_that_works_in_its_programme():
    agencies = {row["code"]: set(row["programmes"].split()) for row in rows("agencies.csv")}
    chapters = {row["code"]: row["chapter"] for row in rows("programmes.csv")}
    sources = {row["code"] for row in rows("sources.csv")}
    for row in PROJECTS:
        assert row["programme"] in agencies[row["agency"]], row["code"]
        assert row["chapter"] == chapters[row["programme"]]
        assert row["source"] in sources
        assert bool(row["county"]) == (row["origin"] == "county_committee")


def test_codes_are_unique_and_refer_to_what_exists():
    chapters = {row["code"] for row in rows("chapters.csv")}
    sectors = {row["key"] for row in rows("sectors.csv")}
    programmes = rows("programmes.csv")
    agencies = rows("agencies.csv")
    assert all(row["code"].startswith(row["chapter"]) and row["chapter"] in chapters for row in programmes)
    assert {row["sector"] for row in rows("chapters.csv")} == sectors - {"consolidation"}
    codes = {row["code"] for row in programmes}
    for row in agencies:
        assert set(row["programmes"].split()) <= codes
        assert set(row["chapters"].split()) == {code[:4] for code in row["programmes"].split()}
    for some in (PROJECTS, programmes, agencies):
        assert len({row["code"] for row in some}) == len(some)
    assert len({row["title"] for row in PROJECTS}) == len(PROJECTS)


def test_every_county_stands_in_the_story_once_and_nine_still_wait():
    states = Counter(county["state"] for county in STORY["county"])
    assert sorted(county["code"] for county in STORY["county"]) == sorted(row["code"] for row in rows("counties.csv"))
    assert states["called"] + states["waiting"] == 9
    assert min(states[state] for state in ("noticed", "minutes_sent", "minuted", "called", "waiting")) >= 1


def test_an_agency_notice_carries_projects_of_one_origin_of_counties_that_have_met():
    """S0-42, S0-43."""
    rounds = {county["code"]: str(county["round"]) for county in STORY["county"] if "round" in county}
    for notice in rows("agency_notices.csv"):
        own = [BY_CODE[code] for code in notice["projects"].split()]
        assert {row["agency"] for row in own} == {notice["agency"]}
        assert {row["origin"] for row in own} == {notice["origin"]}
        assert int(notice["amount_rial"]) == total(own, "credit_1405_rial")
        if notice["origin"] == "county_committee":
            assert {rounds[row["county"]] for row in own} == {notice["round"]}


def test_the_agreements_of_a_notice_add_up_to_it_and_share_no_project():
    """INV-05."""
    by_notice: Counter[str] = Counter()
    for row in AGREEMENTS:
        own = [BY_CODE[code] for code in row["projects"].split()]
        assert {(project["agency"], project["programme"]) for project in own} == {(row["agency"], row["programme"])}
        assert int(row["credit_rial"]) == total(own, "credit_1405_rial")
        by_notice[row["notice"]] += int(row["credit_rial"])
    assert by_notice == {row["number"]: int(row["amount_rial"]) for row in rows("agency_notices.csv")}
    codes = [code for row in AGREEMENTS for code in row["projects"].split()]
    assert len(codes) == len(set(codes))


def test_the_steps_of_an_agreement_follow_its_notice_in_order_and_end_by_today():
    """S0-41, steps 9 to 13."""
    noticed = {row["number"]: jalali.parse(row["date"]) for row in rows("agency_notices.csv")}
    for row in AGREEMENTS:
        days = [jalali.parse(row[step]) for step in STEPS if row[step]]
        assert days == sorted(days), row["number"]
        assert all(noticed[row["notice"]] <= day <= TODAY for day in days), row["number"]
        assert bool(row["returned_on"]) == bool(row["return_reason"])
        assert bool(row["notified_on"]) == bool(row["exchange_number"]) == (row["state"] == "notified")


def test_every_desk_of_the_agreement_has_something_waiting():
    states = Counter(row["state"] for row in AGREEMENTS)
    for state in ("not_drafted", "returned", "consolidation_review", "deputy_review", "draft", "signed"):
        assert states[state] >= 2, state
    assert states["awaiting_agency_signature"] >= 2
    assert states["awaiting_mpo_signature"] >= 2
    assert states["notified"] >= 20
    sectors = {row["code"]: row["sector"] for row in rows("chapters.csv")}
    waiting = Counter(sectors[row["programme"][:4]] for row in AGREEMENTS if row["state"] == "sector_review")
    assert min(waiting[sector] for sector in ("social", "infrastructure", "production")) >= 1


def test_an_allotment_notice_from_the_centre_is_its_percent_of_what_was_noticed():
    credit: Counter[str] = Counter()
    for row in rows("notices.csv"):
        if row["run"] == "1":
            credit[row["source"]] += int(row["amount_rial"])
    for notice in tables("allotment.toml")["notice"]:
        parts: Counter[str] = Counter()
        for part in notice["part"]:
            parts[part["source"]] += part["amount_rial"]
            assert (part["kind"] == "treasury_bill") == ("symbol" in part) == ("due_on" in part)
        assert parts == {source: amount * notice["percent"] // 100 for source, amount in credit.items()}


def test_allotments_stay_within_centre_ceiling_and_agreement():
    """INV-07: and only for agreements notified before."""
    notice = tables("allotment.toml")["notice"][0]
    central = {(part["source"], part["kind"]): part["amount_rial"] for part in notice["part"]}
    ceilings = {(row["source"], row["chapter"]): int(row["ceiling_rial"]) for row in rows("ceilings.csv")}
    assert sum(ceilings.values()) == sum(central.values())
    agreements = {row["number"]: row for row in AGREEMENTS}
    by_kind: Counter[tuple[str, str]] = Counter()
    by_chapter: Counter[tuple[str, str]] = Counter()
    by_project: Counter[str] = Counter()
    for line in rows("allotments.csv"):
        agreement = agreements[line["agreement"]]
        assert agreement["notified_on"]
        assert jalali.parse(agreement["notified_on"]) < jalali.parse(line["notified_on"]) <= TODAY
        assert line["project"] in agreement["projects"].split()
        by_kind[line["source"], line["kind"]] += int(line["amount_rial"])
        by_chapter[line["source"], line["chapter"]] += int(line["amount_rial"])
        by_project[line["project"]] += int(line["amount_rial"])
    assert by_kind
    assert all(amount <= central[key] for key, amount in by_kind.items())
    assert all(amount <= ceilings[key] for key, amount in by_chapter.items())
    assert all(amount <= int(BY_CODE[code]["credit_1405_rial"]) for code, amount in by_project.items())
    assert any(
        row["notified_on"] and row["number"] not in {line["agreement"] for line in rows("allotments.csv")}
        for row in AGREEMENTS
    )


def test_a_council_has_more_voters_than_its_quorum_and_a_committee_one_chair_and_a_secretary_without_vote():
    council = tables("council.toml")
    voters = sum(seat["voting"] for seat in council["seat"])
    assert voters < council["council"]["quorum"] * 2 <= voters + 2
    for session in council["session"]:
        assert session["state"] == "called" or council["council"]["quorum"] <= session["present"] <= len(
            council["seat"]
        )
    by_county: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows("committees.csv"):
        by_county[row["county"]].append(row)
    assert len(by_county) == 27
    for seats in by_county.values():
        roles = Counter((row["role"], row["voting"]) for row in seats)
        assert roles["chair", "yes"] == roles["secretary", "no"] == 1


def test_text_is_clean_and_no_day_of_the_year_falls_on_a_friday():
    day = re.compile(r"\b1405/\d\d/\d\d\b")
    for path in sorted(FOLDER.iterdir()):
        if path.suffix in {".csv", ".toml"}:
            content = path.read_text(encoding="utf-8")
            assert not re.search("[يىكةۀ]", content), path.name
            days: list[date] = [jalali.parse(found) for found in day.findall(content)]
            assert not [one for one in days if one.weekday() == 4], path.name
    for row in PROJECTS:
        assert text.clean(row["title"]) == row["title"]
