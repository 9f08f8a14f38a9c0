"""The language of formulas: what each part of it gives, and where a fault is found."""

from fractions import Fraction

import pytest

from hamtaraz.law.columns import DividesByZero, FigureTooLarge, OutsideFunction
from hamtaraz.law.evaluation import OutsideTable
from hamtaraz.law.formula import (
    FUNCTIONS,
    AlreadyYesNo,
    FormulaEnds,
    FormulaFault,
    FormulaTooLong,
    FormulaUnreadable,
    NameUnknown,
    NeedsName,
    WrongArguments,
    WrongKind,
)
from hamtaraz.law.formula_kinds import Scope, check_formula
from hamtaraz.law.formula_reader import read_formula
from hamtaraz.law.tests.writing import figure

BAND = '[[table]]\nkey = "band"\nbasis = "S0-12"\nrows = [[0, 2], [100, "1.5"], [200, 1]]\n'


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("7 - 2 - 1", 4),
        ("8 / 4 / 2", 1),
        ("-x + 10", 0),
        ("--x", 10),
        ("1/3 + 1/6", "1/2"),
        ("۱٬۲۵۰٫۵ × ۲", 2501),
        ("25% * 8", 2),
        ("۲۵٪ * 8", 2),
        ("6 ÷ 4", "3/2"),
        ("1_000", 1000),
        ("if(x > 5, 1, 2)", 1),
        ("if(x ≤ 5 or x = 10, 1, 2)", 1),
        ("if(not x > 5 and x < 20, 1, 2)", 2),
        ("if(x > 5 و نه coastal یا x = 0, 1, 2)", 2),
        ("if(x in (9, 10), 1, 2)", 1),
        ("if(x not in (9, 10), 1, 2)", 2),
        ("if(kind == 'شهر', 1, 2)", 1),
        ('if(kind in («شهر», "روستا"), 1, 2)', 1),
        ("if(kind != 'شهر', 1, 2)", 2),
        ("if(coastal, 1, 2)", 1),
        ("min(x, 3, 7)", 3),
        ("max(x, 3, 17)", 17),
        ("abs(3 - x)", 7),
        ("clamp(x, 0, 4)", 4),
        ("round(2.5)", 2),
        ("round(3.5)", 4),
        ("round(1249, 100)", 1200),
        ("floor(7.9)", 7),
        ("ceil(7.1, 0.5)", "7.5"),
        ("sqrt(x * x * 9)", 30),
        ("power(x, 3)", 1000),
        ("power(x, -2)", "1/100"),
        ("log(1)", 0),
        ("log_between(x, 1, 100)", "1/2"),
        ("log_between(x, 20, 100)", 0),
        ("log_between(x, 1, 5)", 1),
        ("step(99, band)", 2),
        ("step(100, band)", "1.5"),
        ("step(9999, band)", 1),
        ("bracket(150, band)", 275),  # 100 × 2 + 50 × 1.5
        ("bracket(300, band)", 450),  # 100 × 2 + 100 × 1.5 + 100 × 1
        ("interpolate(50, band)", "1.75"),
        ("interpolate(-1, band)", 2),
        ("interpolate(999, band)", 1),
        ("if(given(x), 1, 2)", 1),
        ("if(missing(x), 1, 2)", 2),
    ],
)
def test_a_formula_gives_what_it_says(formula, value):
    assert figure(formula, BAND, x=10, kind="شهر", coastal=True) == Fraction(value)


def test_a_logarithm_is_known_to_the_last_digit_of_its_scale():
    # ln 2 = 0.693147180559945309417… (OEIS A002162)
    assert figure("log(2)", scale=18) == Fraction("0.693147180559945309")


def test_what_an_if_does_not_choose_is_not_worked_out():
    assert figure("if(x == 0, 0, 5 / x)", x=0) == 0
    assert figure("if(x != 0 and 5 / x > 1, 1, 2)", x=0) == 2


@pytest.mark.parametrize("formula", ["5 / x", "5 / (x * 3)", "power(x, -1)", "round(5, x)"])
def test_dividing_by_zero_is_refused_with_the_name_of_the_body(formula):
    with pytest.raises(DividesByZero) as refused:
        figure(formula, x=0, code="17")
    assert refused.value.values["clause"] == "found"


@pytest.mark.parametrize("formula", ["log(x - 1)", "sqrt(x - 2)", "log_between(x, 0, 10)"])
def test_a_function_without_a_value_is_refused(formula):
    with pytest.raises(OutsideFunction):
        figure(formula, x=1)


def test_a_power_nobody_could_check_is_refused_at_once():
    with pytest.raises(FigureTooLarge):
        figure("power(" * 30 + "x" + ", 12)" * 30, x=10)


@pytest.mark.parametrize("function", ["step", "bracket"])
def test_a_figure_below_the_first_row_of_a_table_is_refused(function):
    with pytest.raises(OutsideTable):
        figure(f"{function}(0 - 1, band)", BAND)


@pytest.mark.parametrize(
    ("formula", "refused", "at"),
    [
        ("1 +", FormulaEnds, 3),
        ("(1 + 2", FormulaEnds, 6),
        ("", FormulaEnds, 0),
        ("1 + * 2", FormulaUnreadable, 4),
        ("a b", FormulaUnreadable, 2),
        ("1 ; 2", FormulaUnreadable, 2),
        ("a.b", FormulaUnreadable, 1),
        ("a[0]", FormulaUnreadable, 1),
        ("x = = 1", FormulaUnreadable, 4),
        ("sum(a, over=)", FormulaUnreadable, 12),
        ("a in (b)", FormulaUnreadable, 6),
        ("1 + #", FormulaUnreadable, 4),
        ("(" * 60 + "1" + ")" * 60, FormulaTooLong, 40),
        ("1+" * 3000 + "1", FormulaTooLong, 0),
    ],
)
def test_a_fault_of_the_language_knows_its_place(formula, refused, at):
    with pytest.raises(refused) as found:
        read_formula(formula)
    assert found.value.at == at


@pytest.mark.parametrize(
    ("formula", "refused", "at"),
    [
        ("1 + b", NameUnknown, 4),
        ("__import__('os')", NameUnknown, 0),
        ("eval(a)", NameUnknown, 0),
        ("a + 'x'", WrongKind, 4),
        ("a and 1", WrongKind, 0),
        ("not a", WrongKind, 4),
        ("a > 1", WrongKind, 2),
        ("province == 1", WrongKind, 12),
        ("province in (1, 2)", WrongKind, 13),
        ("if(a, 1, 2)", WrongKind, 3),
        ("if(a > 1, 1, 'x')", WrongKind, 13),
        ("min()", WrongArguments, 0),
        ("if(coastal == 'yes', 1, 2)", AlreadyYesNo, 11),
        ("abs(a, 2)", WrongArguments, 0),
        ("abs(a, over=small)", WrongArguments, 0),
        ("power(2, a)", WrongArguments, 0),
        ("step(a, 5)", WrongArguments, 0),
        ("step(a, nothing)", NameUnknown, 8),
        ("sum(a + 1)", NeedsName, 6),
        ("sum(w)", NameUnknown, 4),
        ("sum(a, over=nobody)", NameUnknown, 0),
        ("sum(a, per=a)", WrongKind, 0),
        ("percentile(a, a)", WrongArguments, 0),
    ],
)
def test_a_fault_of_meaning_knows_its_place(formula, refused, at):
    scope = Scope(
        kinds={"a": "number", "w": "number", "province": "text", "coastal": "yes_no"}, of_bodies=frozenset({"a", "province", "coastal"}),
        groups=frozenset({"small"}), tables=frozenset({"band"}),
    )  # fmt: skip
    with pytest.raises(refused) as found:
        check_formula(read_formula(formula), scope, "number")
    assert found.value.at == at


def test_every_fault_of_a_formula_has_a_sentence_and_a_way_out():
    for kind in FormulaFault.__subclasses__():
        assert kind.sentence.endswith(".")
        assert kind.remedy.endswith(".")


def test_every_function_shows_how_it_is_written():
    assert [name for name, function in FUNCTIONS.items() if not function.usage.startswith(f"{name}(")] == []
