"""What the documentation says of directives is true: its texts are read and run, its tables reckoned."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

from hamtaraz.config.home import CHECKOUT
from hamtaraz.kernel.refusals import Refused
from hamtaraz.kernel.text import digits
from hamtaraz.law.bodies import bodies_of
from hamtaraz.law.directive import read
from hamtaraz.law.examples import check_examples
from hamtaraz.law.faults import NotADirective
from hamtaraz.law.format import FIELDS
from hamtaraz.law.formula import FUNCTIONS
from hamtaraz.law.run import figures
from hamtaraz.law.written_numbers import spelled

PAGES = [CHECKOUT / "docs" / name for name in ("directives.md", "directives.fa.md")]
BLOCK = re.compile(r"^```toml( fragment)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ROW = re.compile(r"^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \|", re.MULTILINE)
TOP = """
format = 1
key = "page"
title = "page"
basis = "page"
since = "1404-01-01"
"""
DATA = "".join(
    f'[[data]]\nkey = "{key}"\nsource = "page"\nkind = "{kind}"\n'
    for key, kind in [("population", "number"), ("receipts", "number"), ("province", "text"), ("coastal", "yes_no")]
)
SCHOOLS = '[[data]]\nkey = "schools"\nsource = "page"\n'
RATE = '[[parameter]]\nkey = "rate"\nunit = "share"\nbasis = "page"\n[[parameter.value]]\nsince = "1404-01-01"\nis = "5%"\n'
POINTS = '[[indicator]]\nkey = "points"\nformula = "population"\n'
POOL = '[[pool]]\nkey = "main"\nby = "points"\n'
TABLES = """
[[table]]
key = "factor"
basis = "page"
rows = [[0, "1.2"], [5000, 1]]
[[table]]
key = "rates"
basis = "page"
rows = [[0, "10%"], [5000, "20%"]]
[[group]]
key = "small"
where = "population < 7000"
"""
BODIES = [
    {"code": "A", "population": 4000, "receipts": 200, "schools": 2, "province": "north", "coastal": True},
    {"code": "B", "population": 6000, "receipts": 150, "schools": None, "province": "north", "coastal": False},
    {"code": "C", "population": 10000, "receipts": 500, "schools": 5, "province": "south", "coastal": False},
]
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)


def blocks(page: Path, fragment: bool) -> list[str]:
    """The TOML texts of a page: whole directives, or clauses that stand in one."""
    return [text for kind, text in BLOCK.findall(page.read_text()) if bool(kind) is fragment]


def whole(fragment: str) -> str:
    """A directive around some clauses; its own pool gives way to one of theirs."""
    return TOP + DATA + RATE + POINTS + ("" if "[[pool]]" in fragment else POOL) + fragment


@each_page
def test_the_directives_of_the_page_run(page: Path) -> None:
    texts = blocks(page, fragment=False)
    assert texts
    for text in texts:
        results = check_examples(read(text))
        assert results
        assert [result for result in results if not result.holds] == []


@each_page
def test_the_clauses_of_the_page_can_be_read_and_their_examples_come_true(page: Path) -> None:
    fragments = blocks(page, fragment=True)
    assert len(fragments) >= 15
    for fragment in fragments:
        assert [result for result in check_examples(read(whole(fragment))) if not result.holds] == [], fragment


@each_page
def test_every_gap_policy_of_the_page_can_be_chosen_where_it_says(page: Path) -> None:
    rows = re.findall(r"^\| `(\"[a-z_]+\"|\{[^`]+\})` \| ([^|]+) \|$", page.read_text(), re.MULTILINE)
    assert len(rows) == 8
    for policy, said in rows:
        for field in ("missing", "zero"):
            datum = f'[[data]]\nkey = "schools"\nsource = "page"\n{field} = {policy}\n'
            if (policy, field) in (('"keep"', "missing"), ('"zero"', "zero")):
                assert re.search(r"only\)|فقط برای", said), said
                with pytest.raises(NotADirective):
                    read(whole(datum))
            else:
                read(whole(datum))


@each_page
def test_the_results_in_the_tables_are_what_the_law_gives(page: Path) -> None:
    rows = ROW.findall(page.read_text())
    assert len(rows) > 30
    made = "".join(f'[[indicator]]\nkey = "made{place}"\nformula = "{row[0]}"\n' for place, row in enumerate(rows))
    directive = read(whole(SCHOOLS + TABLES + made))
    found = figures(directive, bodies_of(BODIES))
    for place, (written, *told) in enumerate(rows):
        reckoned = [found[f"made{place}"][code] for code in "ABC"]
        shown = [digits(cell.strip().replace("٫", ".")) for cell in told]
        assert [spelled(value) for value in reckoned if isinstance(value, Fraction)] == [
            spelled(Fraction(cell)) for cell in shown
        ], written


@each_page
def test_the_page_tells_of_every_function_and_every_field(page: Path) -> None:
    text = page.read_text()
    reckoned = " ".join(row[0] for row in ROW.findall(text))
    assert [name for name in FUNCTIONS if not re.search(rf"\b{name}\(", reckoned)] == []
    fields = {field for names in FIELDS.values() for field in names} | {"everyone", "recipients", "pool", "last_year"}
    assert [field for field in sorted(fields) if not re.search(rf"`[^`\n]*\b{field}\b[^`\n]*`", text)] == []


@each_page
def test_the_page_names_refusals_by_keys_that_exist(page: Path) -> None:
    (line,) = [line for line in page.read_text().splitlines() if "`minimums_too_high`" in line]
    keys = {kind.key for kind in _all_refusals(Refused) if hasattr(kind, "key")}
    named = set(re.findall(r"`([a-z]+(?:_[a-z]+)+)`", line))
    assert len(named) > 10
    assert named <= keys


def _all_refusals(kind: type[Refused]) -> list[type[Refused]]:
    return [one for below in kind.__subclasses__() for one in (below, *_all_refusals(below))]
