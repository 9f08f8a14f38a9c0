"""A run of a directive: pools, levels, bounds, gaps; against a slow reference, and the same bytes every time."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamtaraz.kernel.refusals import Refused
from hamtaraz.law.bodies import CodeTwice, ColumnMissing, bodies_of
from hamtaraz.law.bounds import MaximumsTooLow, MinimumsTooHigh
from hamtaraz.law.directive import read
from hamtaraz.law.evaluation import NobodyReceives, NobodyThere, NotFigured
from hamtaraz.law.faults import WeightsNotWhole
from hamtaraz.law.gaps import FigureAbsurd, FigureMissing, FigureTooFine, FigureZero
from hamtaraz.law.run import (
    AsidesTooMuch,
    AsideToNobody,
    NothingShared,
    ParameterOutside,
    ParameterUnknown,
    PartsNotWhole,
    PoolNotWhole,
    distribute,
    figures,
)
from hamtaraz.law.shipped import shipped
from hamtaraz.law.tests.reference import Reference
from hamtaraz.law.tests.writing import data, directive, indicator, parameter, pool, shared

SIMPLE = (data("population"), indicator("points", "population"), pool())
THREE = [{"code": "a", "population": 1}, {"code": "b", "population": 2}, {"code": "c", "population": 3}]
TOWNS = [
    {"code": "A", "population": 20_000, "receipts": 40_000, "budget": 100_000},
    {"code": "B", "population": 60_000, "receipts": 240_000, "budget": 480_000},
    {"code": "C", "population": 5_000, "receipts": 5_000, "budget": 20_000},
]


def test_a_town_of_five_thousand_gets_as_much_as_one_of_sixty_thousand_by_plain_inverse():  # F1, S4-?4
    found = shared(read(shipped()["municipal-index-1394"]), 300_000_000_000, TOWNS)
    assert found.shares == {"A": 86_883_449_032, "B": 106_613_080_015, "C": 106_503_470_953}
    assert round(found.figure("C", "points") or 0, 6) == Fraction("0.355012")


def test_weighted_by_population_the_larger_town_gets_more():  # F1b
    found = shared(read(shipped()["municipal-index-1394-by-need"]), 300_000_000_000, TOWNS)
    points = [round(found.figure(code, "points") or 0, 6) for code in "ABC"]
    assert points == [Fraction("0.294118"), Fraction("0.598039"), Fraction("0.107843")]


def test_counties_add_up_to_their_province_and_provinces_to_the_country():  # F2, S4-083, S4-084
    rows = [
        {"code": f"{p}{c}", "province": f"{p}", "population": 31 * p + 7 * c, "receipts": 5 + p * c, "villages": c}
        for p in (1, 2, 3) for c in (1, 2, 3, 4)
    ]  # fmt: skip
    found = shared(read(shipped()["dehyari-index-1394"]), 1_000_003, rows)
    sharings = found.pools["dehyaris"].sharings
    assert sum(sharings[()].shares.values()) == 1_000_003
    for province, amount in sharings[()].shares.items():
        assert sum(sharings[province,].shares.values()) == amount
    assert sum(found.shares.values()) == 1_000_003


def test_the_order_of_the_rows_does_not_matter():  # INV-14
    one, other = shared(directive(*SIMPLE), 100, THREE), shared(directive(*SIMPLE), 100, THREE[::-1])
    assert one.shares == other.shares == {"a": 17, "b": 33, "c": 50}
    assert one.canonical() == other.canonical()


def test_the_same_run_gives_the_same_bytes_and_another_pool_others():
    runs = [shared(directive(*SIMPLE), amount, THREE).digest() for amount in (100, 100, 101)]
    assert runs[0] == runs[1] != runs[2]


def test_an_amount_is_set_aside_before_anything_is_shared():
    aside = '[[aside]]\nkey = "reserve"\nbasis = "S0-12"\namount = "pool * 3%"\n'
    found = shared(directive(*SIMPLE, aside), 200, THREE)
    assert (dict(found.asides), sum(found.shares.values())) == ({"reserve": 6}, 194)


def test_an_amount_set_aside_for_a_body_is_added_to_its_share():
    aside = '[[aside]]\nkey = "flood"\nbasis = "S0-12"\namount = "40"\nto = "a"\n'
    assert shared(directive(*SIMPLE, aside), 100, THREE).shares == {"a": 50, "b": 20, "c": 30}
    with pytest.raises(AsideToNobody):
        shared(directive(*SIMPLE, aside), 100, THREE[1:])
    with pytest.raises(AsidesTooMuch):
        shared(directive(*SIMPLE, aside), 39, THREE)


def test_several_pools_share_by_their_own_points_and_parts():
    pools = (
        '[[pool]]\nkey = "equal"\nby = "one"\npart = "1/4"\n[[pool]]\nkey = "people"\nby = "population"\npart = "3/4"\n'
        '[[pool]]\nkey = "fixed"\nby = "one"\namount = "count() * 4"\nwhere = "population > 1"\n'
    )
    found = shared(directive(data("population"), indicator("one", "1"), pools), 132, THREE)
    assert {key: one.amount_rial for key, one in found.pools.items()} == {"equal": 30, "people": 90, "fixed": 12}
    assert found.shares == {"a": 10 + 15, "b": 10 + 30 + 6, "c": 10 + 45 + 6}


def test_parts_that_are_no_whole_are_refused():
    pools = '[[pool]]\nkey = "one"\nby = "population"\npart = "1/4"\n'
    with pytest.raises(PartsNotWhole):
        shared(directive(data("population"), pools), 100, THREE)


def test_nobody_falls_below_last_year_nor_rises_above_a_tenth():
    bounds = 'minimum = "last_year"\nmaximum = "last_year * 110/100"\nmaximum_where = "given(last_year)"'
    written = directive(data("population"), indicator("points", "population"), pool(more=bounds))
    # a would fall to 20 and is held at 30, c would rise to 60 and is held at 44; b, new this year, has the rest
    found = shared(written, 120, THREE, last_year={"a": 30, "c": 40})
    assert found.shares == {"a": 30, "b": 46, "c": 44}


def test_bounds_of_last_year_that_leave_money_over_are_refused():
    bounds = 'maximum = "last_year * 110/100"'
    written = directive(data("population"), indicator("points", "population"), pool(more=bounds))
    with pytest.raises(Refused, match="no more than 110 rial"):
        shared(written, 120, THREE, last_year={"a": 30, "b": 30, "c": 40})


def test_group_and_recipients_may_differ():
    # the mean is over everyone, the recipients are those below it
    clauses = (
        data("population"), '[recipients]\nwhere = "population < mean(population, over=everyone)"\n',
        indicator("points", "largest(population, over=everyone) - population"), pool(),
    )  # fmt: skip
    found = shared(directive(*clauses), 100, THREE)
    assert (found.shares, found.left_out) == ({"a": 100}, {"b": "where", "c": "where"})


def test_shares_ranks_and_means_can_be_taken_within_a_column():
    rows = [{"code": str(n), "province": "p" if n < 3 else "q", "x": n} for n in range(1, 6)]
    clauses = (
        '[[data]]\nkey = "province"\nkind = "text"\nsource = "آزمون"\n', data("x"),
        '[[group]]\nkey = "odd"\nwhere = "x in (1, 3, 5)"\n',
        indicator("of_all", "share(x)"), indicator("of_own", "share(x, per=province)"), indicator("place", "rank(x)"),
        indicator("place_own", "rank_up(x, per=province)"), indicator("mean_odd", "mean(x, over=odd)"),
        indicator("half", "median(x)"), indicator("high", "percentile(x, 80)"),
        indicator("weighted", "weighted_mean(x, x)"), indicator("number", "count(per=province)"),
    )  # fmt: skip
    found = figures(directive(*clauses), bodies_of(rows))
    assert [found["of_all"][code] for code in "12345"] == [
        Fraction(round(10**12 * Fraction(n, 15)), 10**12) for n in range(1, 6)
    ]
    assert found["of_own"]["3"] == Fraction(1, 4)
    assert [found["place"][code] for code in "12345"] == [5, 4, 3, 2, 1]
    assert [found["place_own"][code] for code in "12345"] == [1, 2, 1, 2, 3]
    assert {name: found[name]["1"] for name in ("mean_odd", "half", "high", "number")} == {
        "mean_odd": 3, "half": 3, "high": 4, "number": 2,
    }  # fmt: skip
    assert found["weighted"]["1"] == Fraction(round(10**12 * Fraction(55, 15)), 10**12)


def test_equal_figures_have_equal_ranks():
    rows = [{"x": 5}, {"x": 9}, {"x": 5}, {"x": 1}]
    found = figures(directive(data("x"), indicator("place", "rank(x)")), bodies_of(rows))
    assert list(found["place"].values()) == [2, 1, 2, 4]


# --- gaps (S4-?5) ---------------------------------------------------------------------------------------------


def gappy(policy: str, *rows: object, zero: str = "") -> dict[str, int]:
    clause = data("x", more=f"missing = {policy}\n" + (f"zero = {zero}" if zero else ""))
    bodies = [{"code": str(place), "x": x, "province": "p" if place < 4 else "q"} for place, x in enumerate(rows, 1)]
    province = '[[data]]\nkey = "province"\nkind = "text"\nsource = "آزمون"\n'
    found = shared(directive(clause, province, indicator("points", "x"), pool()), 1200, bodies)
    return found.shares


def test_a_missing_figure_is_refused_with_its_name():
    with pytest.raises(FigureMissing) as refused:
        gappy('"refuse"', 1, None)
    assert refused.value.values == {"column": "x", "body": "2"}


@pytest.mark.parametrize(
    ("policy", "shares"),
    [
        ('"zero"', {"1": 300, "2": 0, "3": 900}),
        ('"leave_out"', {"1": 300, "3": 900}),
        ("{ value = 4 }", {"1": 150, "2": 600, "3": 450}),
        ('{ fill = "mean" }', {"1": 200, "2": 400, "3": 600}),
        ('{ fill = "median" }', {"1": 200, "2": 400, "3": 600}),
        ('{ fill = "smallest" }', {"1": 240, "2": 240, "3": 720}),
        ('{ fill = "largest" }', {"1": 172, "2": 514, "3": 514}),
        ('{ fill = "percentile", percentile = 50 }', {"1": 240, "2": 240, "3": 720}),
    ],
)
def test_a_gap_is_filled_by_the_named_policy(policy, shares):
    assert gappy(policy, 1, None, 3) == shares


def test_a_gap_is_filled_by_its_own_province():
    assert gappy('{ fill = "mean", per = "province" }', 1, 1, None, 5, None) == {
        "1": 92, "2": 92, "3": 92, "4": 462, "5": 462,
    }  # fmt: skip
    with pytest.raises(FigureMissing):
        gappy('{ fill = "mean", per = "province" }', 1, 1, 1, None)


def test_a_zero_follows_its_own_policy():
    assert gappy('"refuse"', 1, 0, 3, zero='{ fill = "mean" }') == {"1": 200, "2": 400, "3": 600}
    assert gappy('"refuse"', 1, 0, 3) == {"1": 300, "2": 0, "3": 900}
    with pytest.raises(FigureZero):
        gappy('"refuse"', 1, 0, 3, zero='"refuse"')


def test_what_a_policy_put_there_is_in_the_working():
    clause = data("x", more='missing = { fill = "median" }')
    found = shared(directive(clause, indicator("points", "x"), pool()), 90, [{"x": 1}, {"x": None}, {"x": 5}])
    assert [(one.code, one.key, one.policy, one.value) for one in found.filled] == [("2", "x", "fill:median", 3)]
    (line,) = [line for line in found.why("2") if line.label == "filled"]
    assert (line.figures["figure"], line.words["policy"]) == (3, "fill:median")


def test_a_person_may_put_a_figure_there_with_a_reason():
    clause = data("x")
    written = directive(clause, indicator("points", "x"), pool())
    found = shared(written, 90, [{"x": 1}, {"x": None}], overrides={("2", "x"): (2, "نامهٔ ۱۲")})
    assert found.shares == {"1": 30, "2": 60}
    assert [(one.policy, one.reason, one.given) for one in found.filled] == [("manual", "نامهٔ ۱۲", None)]


@pytest.mark.parametrize("value", [-1, 1001, Fraction(2001, 2)])
def test_a_figure_nobody_can_believe_is_refused(value):
    clause = data("x", more="least = 0\nmost = 1000")
    with pytest.raises(FigureAbsurd):
        shared(directive(clause, indicator("points", "x"), pool()), 90, [{"x": value}])


def test_a_figure_no_decimal_can_hold_is_refused():
    with pytest.raises(FigureTooFine):
        shared(directive(data("x"), indicator("points", "x"), pool()), 90, [{"x": Fraction(1, 3)}])


def test_a_column_that_is_not_there_is_refused_by_its_title():
    with pytest.raises(ColumnMissing):
        shared(directive(data("x"), indicator("points", "x"), pool()), 90, [{"y": 1}])


# --- what else is refused --------------------------------------------------------------------------------------


def test_a_code_that_stands_twice_is_refused():
    with pytest.raises(CodeTwice):
        shared(directive(*SIMPLE), 10, [THREE[0], THREE[0]])


def test_a_directive_that_shares_nothing_says_so():
    with pytest.raises(NothingShared):
        shared(directive(data("x")), 10, [{"x": 1}])


def test_a_pool_that_is_no_multiple_of_the_unit_is_refused():
    written = directive(*SIMPLE, "[rounding]\nunit_rial = 10\n")
    assert shared(written, 100, THREE).shares == {"a": 20, "b": 30, "c": 50}
    with pytest.raises(PoolNotWhole):
        shared(written, 101, THREE)


def test_parameters_are_held_to_the_directive():
    weights = parameter("v", "1/2", 'weight_of = "w"\nleast = 0\nmost = 1') + parameter("w", "1/2", 'weight_of = "w"')
    written = directive(data("population"), weights, indicator("points", "v * population + w"), pool())
    half = Fraction(1, 2)
    assert shared(written, 100, THREE, parameters={"v": Fraction(0), "w": Fraction(1)}).shares == {
        "a": 34,
        "b": 33,
        "c": 33,
    }
    with pytest.raises(WeightsNotWhole):
        shared(written, 100, THREE, parameters={"v": Fraction(1)})
    with pytest.raises(ParameterOutside):
        shared(written, 100, THREE, parameters={"v": Fraction(2), "w": Fraction(-1)})
    with pytest.raises(ParameterUnknown):
        shared(written, 100, THREE, parameters={"u": half})


def test_an_indicator_asked_of_somebody_it_is_not_made_for_is_refused():
    clauses = (
        data("population"), '[recipients]\nwhere = "population > 1"\n', indicator("need", "population * 2"),
        indicator("points", "need / sum(need, over=everyone)"), pool(),
    )  # fmt: skip
    with pytest.raises(NotFigured):
        shared(directive(*clauses), 10, THREE)
    for_all = [*clauses[:2], indicator("need", "population * 2", 'of = "everyone"'), *clauses[3:]]
    assert shared(directive(*for_all), 10, THREE).shares == {"b": 4, "c": 6}


def test_a_table_in_which_nobody_may_receive_is_refused():
    with pytest.raises(NobodyReceives) as refused:
        shared(directive(*SIMPLE, '[recipients]\nwhere = "population > 9"\n'), 10, THREE)
    assert refused.value.values == {"count": 3}


def test_a_mean_of_nobody_is_refused():
    clauses = (
        data("x"),
        '[[group]]\nkey = "none"\nwhere = "x > 99"\n',
        indicator("points", "mean(x, over=none)"),
        pool(),
    )
    with pytest.raises(NobodyThere):
        shared(directive(*clauses), 10, [{"x": 1}])


def test_why_goes_from_the_raw_figure_to_the_rounding():
    found = shared(read(shipped()["provincial-capital"]), 100, [
        {"code": "01", "population": 10, "area_km2": 10, "unemployed": 1, "labour_force": 5},
        {"code": "02", "population": 20, "area_km2": 10, "unemployed": 1, "labour_force": 5},
    ])  # fmt: skip
    lines = found.why("01")
    assert [line.label for line in lines][:4] == ["datum"] * 4
    assert [line.key for line in lines if line.label == "indicator"][-1] == "points"
    share = next(line for line in lines if line.label == "share")
    # half of ⅓, a fifth of ½, three tenths of ⅓
    assert round(Fraction(share.figures["quotient"]), 9) == round(
        Fraction(100) * (Fraction(8, 30) + Fraction(1, 10)), 9
    )
    assert (share.figures["amount_rial"], lines[-1].label) == (37, "amount")


# --- against the slow reference ----------------------------------------------------------------------------------

LEAVES = ["x", "y", "w", "3", "0.25", "7%", "sum(x)", "mean(y)", "median(x)", "share(x)", "rank(y)", "rank_up(x)",
          "count()", "count(per=province)", "sum(x, per=province)", "largest(y, over=big)", "percentile(x, 75)",
          "weighted_mean(x, y)", "smallest(x, over=everyone)", "step(x, band)", "bracket(y, band)",
          "interpolate(x, band)", "log_between(y, 2, 50)", "sqrt(x)", "last_year"]  # fmt: skip
formulas = st.recursive(
    st.sampled_from(LEAVES),
    lambda inner: st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from("+-*"), inner),
        st.builds("{} / (1 + abs({}))".format, inner, inner),
        st.builds("{}({}, {})".format, st.sampled_from(["min", "max"]), inner, inner),
        st.builds("if({} {} {}, {}, {})".format, inner, st.sampled_from(["<", "<=", "==", "!="]), inner, inner, inner),
        st.builds("if(coastal and {} > 2 or province == 'p', {}, {})".format, inner, inner, inner),
        st.builds(
            "{}({}, {})".format, st.sampled_from(["round", "floor", "ceil"]), inner, st.sampled_from(["1", "0.5", "10"])
        ),
        st.builds("power({}, 2)".format, inner),
        st.builds("clamp({}, 1, 40)".format, inner),
    ),
    max_leaves=6,
)
bodies = st.lists(
    st.fixed_dictionaries(
        {"x": st.integers(1, 60), "y": st.integers(1, 60), "province": st.sampled_from("pq"), "coastal": st.booleans()}
    ),
    min_size=1, max_size=8,
)  # fmt: skip
CLAUSES = (
    data("x", "y"), '[[data]]\nkey = "province"\nkind = "text"\nsource = "آزمون"\n',
    '[[data]]\nkey = "coastal"\nkind = "yes_no"\nsource = "آزمون"\n', parameter("w", "2/7"),
    '[[table]]\nkey = "band"\nbasis = "x"\nrows = [[0, 2], [10, "1.5"], [30, "1/3"]]\n',
    '[[group]]\nkey = "big"\nwhere = "x >= 1"\n',
)  # fmt: skip


@given(formulas, formulas, bodies, st.integers(0, 18))
def test_every_figure_is_that_of_the_slow_reference(first, second, rows, scale):
    written = directive(*CLAUSES, indicator("one", first, f"scale = {scale}"), indicator("two", f"one + {second}"))
    rows = [{"code": f"{place:02d}", **row} for place, row in enumerate(rows)]
    found = figures(written, bodies_of(rows))
    slow = Reference(written, rows, 0, {})
    assert found == {
        name: {row["code"]: slow.named(name, row) for row in rows} for name in ("one", "two")
    }  # fmt: skip


@given(formulas, bodies, st.integers(0, 10**9), st.randoms(use_true_random=False))
def test_every_share_is_that_of_the_slow_reference_in_any_order(formula, rows, pool_rial, chance):
    bounds = 'minimum = "5 * x"\nminimum_where = "coastal"\nmaximum = "400000 * y"\nmaximum_where = "x > 20"'
    written = directive(*CLAUSES, indicator("points", f"1 + abs({formula})", "scale = 6"), pool(more=bounds))
    rows = [{"code": f"{place:02d}", **row} for place, row in enumerate(rows)]
    mixed = list(rows)
    chance.shuffle(mixed)
    try:
        found = distribute(written, bodies_of(mixed), pool_rial)
    except (MinimumsTooHigh, MaximumsTooLow):
        return  # test_bounds says when
    assert sum(found.shares.values()) == pool_rial
    assert found.shares == Reference(written, rows, pool_rial, {}).shares()
    assert list(found.shares) == sorted(found.shares)
