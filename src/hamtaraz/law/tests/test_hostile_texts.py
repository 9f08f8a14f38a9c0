"""A text that wants to keep the house busy, or to fill its memory, is read in no time or is told its fault."""

import pytest

from hamtaraz.kernel.refusals import Refused
from hamtaraz.law.bodies import bodies_of
from hamtaraz.law.directive import read
from hamtaraz.law.examples import check_examples
from hamtaraz.law.faults import NotADirective
from hamtaraz.law.format import LARGEST_TEXT, MOST_CLAUSES, MOST_FAULTS
from hamtaraz.law.formula import DEEPEST, TALLEST
from hamtaraz.law.plain_python import write_out
from hamtaraz.law.run import distribute
from hamtaraz.law.tests.writing import HEAD, data, indicator, parameter, pool
from hamtaraz.law.written_numbers import exact_number

SMALL = HEAD + data("population") + indicator("points", "population") + pool()
EXAMPLE = '[[example]]\nsays = "x"\npool = 9\nbodies = [{ code = "A", population = 3 }]\n'


def chain(first: str, links: int, link: str) -> str:
    """Indicators made of each other: i0 is `first`, and every next one is `link` with the one before it."""
    made = [indicator("i0", first), *(indicator(f"i{n}", link.format(f"i{n - 1}")) for n in range(1, links + 1))]
    return HEAD + data("population") + "".join(made) + pool(f"i{links}")


def nested(name: str, depth: int) -> str:
    return "if(population > 1, " * depth + name + ", 1)" * depth


TALL = chain(nested("population", DEEPEST - 2), 2, nested("{}", DEEPEST - 2))
"""As many steps, one after another, as may be."""

FAULTY = {
    "a number of a million places after the point": (SMALL + parameter("w", 1) + "x = 1e-9999999", "field_unknown"),
    "a share of a million places": (SMALL + parameter("w", 1).replace('"1"', "1e-9999999"), "field_wrong"),
    "a share of a billion places": (SMALL + parameter("w", 1).replace('"1"', "1e-999999999999"), "field_wrong"),
    "a share as large as that": (SMALL + parameter("w", 1).replace('"1"', "1e999999999999"), "field_wrong"),
    "a share as far below zero": (SMALL + parameter("w", 1).replace('"1"', "-1e999999999999"), "field_wrong"),
    "a share of a hundred thousand digits": (SMALL + parameter("w", "9" * 100_000), "field_wrong"),
    "a whole number of five thousand digits": (SMALL + "x = " + "9" * 5_000, "not_toml"),
    "a whole number in hexadecimal": (SMALL.replace("[[data]]", "scale = 0x" + "f" * 50_000 + "\n[[data]]"), "field_wrong"),
    "a year in hexadecimal": (SMALL.replace("source =", "year = 0x" + "f" * 50_000 + "\nsource ="), "field_wrong"),
    "a figure of an example in hexadecimal": (SMALL + EXAMPLE.replace("= 3", "= 0x" + "f" * 50_000), "field_wrong"),
    "an expected share in hexadecimal": (SMALL + EXAMPLE + "expect = { shares = { A = 0x" + "f" * 50_000 + " } }", "field_wrong"),
    "a name of fifty thousand parts": (HEAD + "data" + ".a" * 50_000 + " = 1", "not_toml"),
    "a heading of fifty thousand parts": (HEAD + "[data" + ".a" * 50_000 + "]", "not_toml"),
    "a name of many parts behind a text in quotation marks":
        (HEAD + 'a = """\\"""" # \\\n' + "a" + ".a" * 50_000 + ' = 1 # "', "not_toml"),
    "brackets within brackets": (HEAD + "data = " + "[" * 50_000 + "]" * 50_000, "not_toml"),
    "a heading that never ends": (HEAD + "x = [\n[" + " " * 100_000 + "\n1]]", "field_unknown"),
    "a sum of two thousand": (SMALL.replace('"""population"""', '"' + "+".join(["1"] * 1_900) + '"'), "formula_too_long"),
    "a number of thousands of digits": (SMALL.replace('"""population"""', '"' + "9" * 3_900 + '"'), "formula_unreadable"),
    "a chain of three hundred": (chain("population", 290, "{}"), "too_many_steps"),
    "one step too many": (TALL + indicator("last", "i2" + " + 1" * 30), "too_many_steps"),
    "a thousand unknown names": (HEAD + "".join(indicator(f"i{n}", f"z{n}") for n in range(290)), "name_unknown"),
    "ten thousand unknown fields": (HEAD + "".join(f"f{n} = 1\n" for n in range(10_000)), "field_unknown"),
    "too many data": (HEAD + "".join(data(f"d{n}") for n in range(MOST_CLAUSES + 1)), "too_many_clauses"),
    "too many values": (SMALL + parameter("w", 1) + '[[parameter.value]]\nsince = "1405-01-01"\nis = 1\n' * 400, "too_many_clauses"),
    "a table too long": (SMALL + '[[table]]\nkey = "t"\nbasis = "x"\nrows = [' + ",".join(f"[{n},1]" for n in range(400)) + "]", "too_many_clauses"),
    "too many bodies": (SMALL + "[[example]]\nbodies = [" + "{ population = 3 }," * 6_000 + "]\nsays = 'x'\nexpect = { refused = 'x' }", "examples_too_long"),
    "levels that are no clauses": (SMALL + "level = 3", "field_wrong"),
    "a level that is no clause": (SMALL + "level = [3]", "field_wrong"),
    "indicators that are no group": (SMALL + EXAMPLE + "expect = { indicators = 3 }", "field_wrong"),
    "an indicator that is no group": (SMALL + EXAMPLE + "expect = { indicators = { A = 3 } }", "field_wrong"),
    "shares that are no group": (SMALL + EXAMPLE + "expect = { shares = 3 }", "field_wrong"),
    "parameters that are no group": (SMALL + EXAMPLE + "parameters = 3\nexpect = { refused = 'x' }", "field_wrong"),
    "a text too long": ("#" * (LARGEST_TEXT + 1), "field_wrong"),
}  # fmt: skip


@pytest.mark.parametrize("case", FAULTY)
def test_a_hostile_text_is_told_its_fault(case):
    text, fault = FAULTY[case]
    assert fault == "field_wrong" or len(text) <= LARGEST_TEXT
    with pytest.raises(NotADirective) as refused:
        read(text)
    assert fault in {one.refused.key for one in refused.value.faults}
    assert len(refused.value.faults) <= MOST_FAULTS


@pytest.mark.parametrize(
    "text",
    [
        chain("population * population", 3, "*".join(["{0}"] * 40)),
        chain("population", 1, "power(power(power({0} + 7, 12), 12), 12)"),
        SMALL + '[[aside]]\nkey = "a"\nbasis = "x"\namount = "' + " * ".join(["pool"] * TALLEST) + '"\n',
        SMALL + 'minimum = "' + " * ".join(["pool"] * TALLEST) + '"\n',
        SMALL.replace("[[pool]]", '[[pool]]\npart = "1 / (' + " * ".join(["pool"] * (TALLEST - 2)) + ')"'),
    ],
    ids=["a product of products", "a power of powers", "an amount set aside", "a least amount", "a part"],
)
def test_a_figure_that_outgrows_everything_is_refused(text):
    with pytest.raises(Refused) as refused:
        distribute(read(text), bodies_of([{"code": "A", "population": 10**17}]), 10**15)
    assert refused.value.key == "figure_too_large"


def test_as_many_steps_as_may_be_are_worked_out_and_written_out():
    found = read(TALL + EXAMPLE + "[example.expect.shares]\nA = 9\n")
    assert [result.holds for result in check_examples(found)] == [True]
    compile(write_out(found), "directive", "exec")
    tall = SMALL.replace('"""population"""', '"' + "+".join(["population"] * TALLEST) + '"')
    compile(write_out(read(tall)), "directive", "exec")


@pytest.mark.parametrize(
    "line",
    [
        'basis = "بندهای ۱.۲.۳.۴.۵.۶.۷.۸.۹.۱۰ و a.b.c.d.e.f.g.h.i.j"',
        "basis = 'a.b.c.d.e.f.g.h.i.j.k' # a.b.c.d.e.f.g.h.i.j.k",
        'basis = """\na.b.c.d.e.f.g.h.i.j.k = 1"""',
    ],
)
def test_dots_in_a_text_or_a_remark_are_no_name_of_many_parts(line):
    assert read(SMALL.replace('basis = "S0-12"', line, 1))


def test_a_number_of_thousands_of_digits_is_told_with_its_line():
    with pytest.raises(NotADirective) as refused:
        read(SMALL.replace("[[data]]", "x = 1\ny = " + "9" * 5_000 + "\n[[data]]"))
    assert refused.value.faults[0].line == 7


def test_a_number_is_read_as_long_as_people_write_them():
    assert exact_number(10**30 - 1) == 10**30 - 1
    assert exact_number("1/3") * 3 == 1
    assert exact_number(10**30) is None
