"""Reading a directive: every fault with its line, column and sentence, all of them at once."""

import copy
import re

import pytest

from hamtaraz.law.directive import read
from hamtaraz.law.examples import check_examples
from hamtaraz.law.faults import NotADirective
from hamtaraz.law.shipped import shipped
from hamtaraz.law.tests.writing import HEAD, data, directive, indicator, parameter, pool

GOOD = HEAD + data("population") + indicator("points", "population") + pool()


def faults(text: str) -> list[tuple[int, int, str]]:
    with pytest.raises(NotADirective) as refused:
        read(text)
    return [(fault.line, fault.column, fault.refused.key) for fault in refused.value.faults]


def test_a_small_directive_is_read():
    found = read(GOOD)
    assert (found.key, found.scale, list(found.data), list(found.pools)) == ("test", 12, ["population"], ["all"])


@pytest.mark.parametrize(("key", "text"), shipped().items())
def test_every_example_of_the_directives_of_the_house_holds(key, text):  # S0-12, S4-013, S4-083, goldens of 1.4.10
    results = check_examples(read(text))
    assert [result for result in results if not result.holds] == []
    assert results
    assert read(text).key == key


@pytest.mark.parametrize("text", shipped().values(), ids=list(shipped()))
def test_every_number_of_the_directives_of_the_house_has_its_clause(text):
    found = read(text)
    clauses = [*found.parameters.values(), *found.indicators.values(), *found.pools.values()]
    assert [clause.key for clause in clauses if "S0-" not in clause.basis and "S4-" not in clause.basis] == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("format = ", (1, 1, "not_toml")),
        (GOOD.replace("format = 1", "format = 9"), (1, 10, "field_wrong")),
        (GOOD.replace('key = "test"', 'key = "Test Case"'), (2, 7, "field_wrong")),
        (GOOD.replace('title = "آزمون"\n', ""), (1, 1, "field_missing")),
        (GOOD.replace("1405-01-01", "2026-03-21"), (5, 9, "field_wrong")),
        (GOOD.replace("[[pool]]\n", "[[pool]]\nshare = 1\n"), (15, 9, "field_unknown")),
        (GOOD.replace('"""population"""', '"population +"'), (12, 24, "formula_ends")),
        (GOOD.replace('"""population"""', '"2 * peoples"'), (12, 16, "name_unknown")),
        (GOOD.replace('by = "points"', 'by = "pionts"'), (16, 6, "not_a_name")),
        (GOOD + data("population"), (19, 7, "key_twice")),
        (GOOD + indicator("population", "1"), (19, 7, "key_twice")),
        (GOOD + data("sum"), (19, 7, "key_reserved")),
        (GOOD + parameter("w", "half"), (25, 6, "field_wrong")),
        (GOOD + parameter("w", "1/0"), (25, 6, "field_wrong")),
        (GOOD + '[[table]]\nkey = "t"\nbasis = "x"\nrows = [[5, 1], [5, 2]]\n', (21, 8, "field_wrong")),
        (GOOD + '[[group]]\nkey = "g"\n', (18, 1, "field_missing")),
        (GOOD + '[[priority]]\nkey = "p"\nbasis = "x"\n', (18, 1, "field_missing")),
        (GOOD + '[[aside]]\nkey = "a"\nbasis = "x"\namount = "population"\n', (21, 11, "wrong_kind")),
        (GOOD + '[[aside]]\nkey = "a"\nbasis = "x"\namount = "count(per=population)"\n', (21, 11, "wrong_kind")),
        (GOOD + '[[example]]\nsays = "x"\n', (18, 1, "field_missing")),
        (GOOD + 'indicators = 5\n', (18, 14, "field_unknown")),
        (GOOD.replace('source = "آزمون"', 'source = "آزمون"\nmissing = "guess"'), (9, 11, "field_wrong")),
        (GOOD.replace('source = "آزمون"', 'source = "آزمون"\nmissing = { fill = "percentile" }'), (9, 11, "field_wrong")),
    ],
)  # fmt: skip
def test_a_fault_is_found_at_its_line_and_column(text, fault):
    assert fault in faults(text)


@pytest.mark.parametrize(
    "line", ["x = ۲۰۰۰۰", "x = yes", "x = 3%", 'x = "a "b" c"', 'x = "a', "x", "= 1", "[x", "[[x]", "x = [1", "x = { a = 1",
             "format = 1", "[recipients]\n[recipients]", "x = { a = 1, a = 2 }", "x = 'a\nb'"],
)  # fmt: skip
def test_what_is_not_toml_is_told_in_plain_words(line):
    with pytest.raises(NotADirective) as refused:
        read(f"{HEAD}{line}\n")
    needs = refused.value.faults[0].refused.values["needs"]
    assert not re.search("TOML|inline|statement|key/value|token|document", needs)


def test_all_faults_are_told_at_once_in_the_order_they_stand():
    text = (
        GOOD.replace('"""population"""', '"peoples"').replace('by = "points"', 'by = "x"').replace('key = "test"', "")
    )
    found = faults(text)
    assert [key for _line, _column, key in found] == ["field_missing", "name_unknown", "not_a_name"]
    assert found == sorted(found)


def test_weights_of_a_family_add_up_to_one_on_every_day():
    weights = parameter("a", "60%", 'weight_of = "w"') + parameter("b", "1/2", 'weight_of = "w"')
    assert (18, 1, "weights_not_whole") in faults(GOOD + weights)


def test_names_made_of_each_other_are_refused():
    circle = indicator("a", "b + 1") + indicator("b", "sum(a)")
    assert [key for _line, _column, key in faults(GOOD + circle)] == ["round_in_circle"]


def test_a_condition_of_the_recipients_that_needs_the_recipients_is_refused():
    circle = '[recipients]\nwhere = "population > mean(population)"\n'
    assert [key for _line, _column, key in faults(GOOD + circle)] == ["round_in_circle"]
    assert read(GOOD + circle.replace("mean(population)", "mean(population, over=everyone)"))


def test_a_decimal_of_a_directive_is_exact():
    found = directive(data("x"), '[[table]]\nkey = "t"\nbasis = "x"\nrows = [[0.1, 0.7], ["1/3", "35%"]]\n')
    assert [[str(cell) for cell in row] for row in found.tables["t"].rows] == [["1/10", "7/10"], ["1/3", "7/20"]]


def test_a_value_holds_from_its_day_on():
    text = parameter("w", "1") + '[[parameter.value]]\nsince = "1406-01-01"\nis = 2\n'
    found = directive(text)
    assert [found.value_of("w", day) for day in ("1404-01-01", "1405-06-01", "1406-01-01")] == [1, 1, 2]


def test_the_faults_of_a_text_travel_between_processes():
    with pytest.raises(NotADirective) as refused:
        read("")
    again = copy.copy(refused.value)
    assert [fault.refused.key for fault in again.faults] == [fault.refused.key for fault in refused.value.faults]


@pytest.mark.parametrize("value", ["{ a = 1 }", "[1]", "1e400", "nan", "1979-05-27", "07:32:00"])
def test_a_figure_of_an_example_is_a_number_a_text_or_yes_or_no(value):
    example = (
        f'[[example]]\nsays = "x"\npool = 1\nbodies = [{{ population = {value} }}]\nexpect = {{ refused = "x" }}\n'
    )
    assert faults(GOOD + example)


@pytest.mark.parametrize("text", ["\x00", "[" * 500, "a = " + "[" * 900 + "]" * 900, "x" * 500_000, '"""', "é=1"])
def test_a_hostile_text_is_refused_with_a_sentence(text):
    assert faults(text)
