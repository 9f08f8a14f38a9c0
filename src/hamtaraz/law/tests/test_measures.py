"""What a distribution does to the bodies: changes, inequality and sensitivity, each against sums done by hand."""

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamtaraz.law.measures import (
    NobodyToMeasure,
    ShareBelowZero,
    WeightOutOfRange,
    WeightsNotWhole,
    differences,
    inequality,
    move_weight,
    sensitivity,
)
from hamtaraz.law.share_out import share_out

# --- who gains and who loses -------------------------------------------------------------------

BEFORE = {"A": 100, "B": 400, "C": 50, "D": 0, "E": 60}
AFTER = {"A": 150, "B": 480, "C": 10, "D": 20, "E": 60}
PEOPLE = {"A": 10, "B": 80, "C": 4, "D": 0, "E": 5}


def codes(rows):
    return [one.code for one in rows]


def test_a_change_is_told_in_rials_in_parts_and_per_head():
    told = differences(BEFORE, AFTER, PEOPLE)
    a = told.of("A")
    assert (a.change_rial, a.part, a.per_head_rial) == (50, Fraction(50, 100), Fraction(50, 10))
    c = told.of("C")
    assert (c.change_rial, c.part, c.per_head_rial) == (-40, Fraction(-40, 50), Fraction(-40, 4))


def test_a_body_that_had_nothing_has_no_part_and_one_without_people_nothing_per_head():
    d = differences(BEFORE, AFTER, PEOPLE).of("D")
    assert (d.change_rial, d.part, d.per_head_rial) == (20, None, None)


@pytest.mark.parametrize(
    ("by", "winners"),
    [
        ("rial", "BAD"),  # 80, 50, 20
        ("part", "DAB"),  # from nothing, 1/2, 1/5
        ("per_head", "ABD"),  # 5, 1, nobody lives there
    ],
)
def test_winners_come_in_the_order_that_is_asked_for(by, winners):
    told = differences(BEFORE, AFTER, PEOPLE, by=by)
    assert (codes(told.winners), codes(told.losers), codes(told.unchanged)) == (list(winners), ["C"], ["E"])


def test_equal_changes_stand_in_order_of_code_among_losers_too():
    told = differences({"b": 9, "c": 9, "a": 9, "d": 9}, {"b": 4, "c": 1, "a": 4, "d": 4})
    assert codes(told.losers) == ["c", "a", "b", "d"]


def test_what_is_gained_less_what_is_lost_is_the_difference_of_the_sums():
    told = differences(BEFORE, AFTER)
    assert (told.gained_rial, told.lost_rial, told.change_rial) == (150, 40, sum(AFTER.values()) - sum(BEFORE.values()))


def test_a_body_in_one_of_the_two_has_zero_in_the_other():
    told = differences({"old": 5}, {"new": 7})
    assert (told.of("old").change_rial, told.of("new").change_rial) == (-5, 7)


@given(st.dictionaries(st.text("abc", min_size=1), st.tuples(*[st.integers(0, 10**14)] * 2, st.integers(0, 10**7))))
def test_parts_and_amounts_per_head_are_in_exact_order(rows):
    before, after, people = ({code: row[place] for code, row in rows.items()} for place in range(3))
    by_part = [one.part for one in differences(before, after, by="part").winners]
    known = [part for part in by_part if part is not None]
    assert by_part == [None] * (len(by_part) - len(known)) + sorted(known, reverse=True)
    per_head = [one.per_head_rial for one in differences(before, after, people, by="per_head").losers]
    known = [rial for rial in per_head if rial is not None]
    assert per_head == sorted(known) + [None] * (len(per_head) - len(known))


# --- how unequal -------------------------------------------------------------------------------

# 100 rials for 10 persons, 300 rials for 10 persons: 10 and 30 rials for each.
TWO = {"A": 100, "B": 300}
TEN_EACH = {"A": 10, "B": 10}


def test_the_gini_coefficient_of_two_bodies_by_hand():
    # |100×10 − 300×10| counted both ways, over 2 × 400 rials × 20 persons
    assert inequality(TWO, TEN_EACH).gini == Fraction(2 * 2000, 2 * 400 * 20) == Fraction(1, 4)


def test_theils_index_of_two_bodies_by_hand():
    # 1/4 ln(1/2) + 3/4 ln(3/2) = −0.173286795139986 + 0.304098831081123
    assert inequality(TWO, TEN_EACH).theil == Decimal("0.130812035941")


def test_the_highest_and_the_lowest_per_head_are_named():
    told = inequality(TWO, TEN_EACH)
    assert (told.highest, told.lowest, told.max_over_min) == (("B", 30), ("A", 10), 3)
    assert told.mean_rial == Fraction(400, 20)


def test_three_bodies_of_unequal_size_by_hand():
    # per head 6, 2, 4; pairs: |60×20−40×10| = 800, |60×25−100×10| = 500, |40×25−100×20| = 1000; X = 200, P = 55
    told = inequality({"A": 60, "B": 40, "C": 100}, {"A": 10, "B": 20, "C": 25})
    assert told.gini == Fraction(800 + 500 + 1000, 200 * 55)
    # 0.3 ln(0.3×5.5) + 0.2 ln(0.2×2.75) + 0.5 ln(0.5×2.2), each logarithm from a table
    by_hand = Decimal("0.3") * Decimal("0.500775287912489") + Decimal("0.2") * Decimal("-0.597837000755620")
    by_hand += Decimal("0.5") * Decimal("0.095310179804325")
    assert abs(told.theil - by_hand) < Decimal("1e-12")


def test_a_body_with_nothing_counts_as_zero_and_leaves_the_ratio_without_a_bound():
    told = inequality({"A": 0, "B": 500}, {"A": 30, "B": 10})
    assert (told.gini, told.max_over_min) == (Fraction(3, 4), None)
    assert told.theil == Decimal("1.386294361120")  # 1 × ln(4)


def test_where_nobody_has_anything_everybody_has_the_same():
    told = inequality({"A": 0, "B": 0}, {"A": 30, "B": 10})
    assert (told.gini, told.theil, told.max_over_min) == (0, 0, 1)


def test_bodies_at_the_same_extreme_are_named_by_the_lower_code():
    told = inequality({"d": 40, "c": 40, "b": 10, "a": 10}, dict.fromkeys("abcd", 10))
    assert (told.highest.code, told.lowest.code) == ("c", "a")


def test_a_body_where_nobody_lives_or_whose_population_is_unknown_is_left_out_and_named():
    told = inequality({**TWO, "empty": 70, "unknown": 30}, {**TEN_EACH, "empty": 0})
    assert told.left_out == ("empty", "unknown")
    assert told.gini == inequality(TWO, TEN_EACH).gini


def test_inequality_between_nobody_is_refused():
    with pytest.raises(NobodyToMeasure):
        inequality({"A": 5}, {"A": 0})


def test_a_share_below_zero_is_refused():
    with pytest.raises(ShareBelowZero, match="“B” is below zero"):
        inequality({"A": 5, "B": -1}, TEN_EACH)


bodies = st.lists(st.tuples(st.integers(0, 10**15), st.integers(1, 10**8)), min_size=1, max_size=12)


def measured(rows):
    return inequality(
        {f"{place:02}": amount for place, (amount, _people) in enumerate(rows)},
        {f"{place:02}": people for place, (_amount, people) in enumerate(rows)},
    )


def slow_gini(rows):
    rials, people = (sum(column) for column in zip(*rows, strict=True))
    apart = sum(abs(x * q - y * p) for x, p in rows for y, q in rows)
    return Fraction(apart, 2 * rials * people) if rials else 0


def slow_theil(rows):
    rials, people = (sum(column) for column in zip(*rows, strict=True))
    with localcontext(prec=60):
        parts = [(Decimal(x) / rials, Decimal(p) / people) for x, p in rows if x]
        return sum((part * (part / of).ln() for part, of in parts), Decimal(0))


@given(bodies)
def test_gini_and_theil_agree_with_their_definitions(rows):
    told = measured(rows)
    assert told.gini == slow_gini(rows)
    assert abs(told.theil - slow_theil(rows)) < Decimal("6e-13")


@given(bodies)
def test_no_measure_leaves_its_bounds(rows):
    told = measured(rows)
    assert 0 <= told.gini < 1
    assert told.theil >= 0
    assert told.max_over_min is None or told.max_over_min >= 1


@given(st.lists(st.integers(1, 10**8), min_size=1, max_size=12), st.integers(0, 10**9))
def test_where_everybody_has_the_same_nothing_is_unequal(people, each):
    told = measured([(each * persons, persons) for persons in people])
    assert (told.gini, told.theil, told.max_over_min) == (0, 0, 1)


@given(bodies, st.integers(2, 10**6), st.randoms())
def test_neither_the_unit_of_money_nor_the_order_of_bodies_matters(rows, unit, chance):
    told = measured(rows)
    shuffled = [(amount * unit, people) for amount, people in rows]
    chance.shuffle(shuffled)
    again = measured(shuffled)
    assert (again.gini, again.theil, again.max_over_min) == (told.gini, told.theil, told.max_over_min)


@given(bodies, st.integers(0, 11))
def test_to_cut_a_body_into_two_alike_changes_no_inequality(rows, place):
    at = place % len(rows)
    (amount, people) = rows[at]
    doubled = [(2 * x, 2 * p) for x, p in rows]
    cut = [*doubled[:at], (amount, people), (amount, people), *doubled[at + 1 :]]
    assert measured(cut).gini == measured(rows).gini


# --- which weight moves whom -------------------------------------------------------------------

HALF, FIFTH, TENTH = Fraction(1, 2), Fraction(1, 5), Fraction(1, 10)
WEIGHTS = {"people": HALF, "area": 3 * TENTH, "need": FIFTH}


def shares_at(weights):
    """Three bodies, each strong in one indicator; 1,000 rials."""
    points = {"A": weights["people"], "B": weights["area"], "C": weights["need"]}
    return share_out(1_000, {code: int(point * 1_000_000) for code, point in points.items()})


def test_one_weight_moves_and_the_others_give_way_in_proportion():
    moved = move_weight(WEIGHTS, "people", TENTH)
    # 0.6 for people; 0.4 is left for area and need, which stand 3 to 2
    assert moved == {"people": 6 * TENTH, "area": Fraction(24, 100), "need": Fraction(16, 100)}


def test_others_that_are_all_zero_take_up_what_is_left_in_equal_parts():
    moved = move_weight({"people": Fraction(1), "area": Fraction(0), "need": Fraction(0)}, "people", -TENTH)
    assert moved == {"people": 9 * TENTH, "area": TENTH / 2, "need": TENTH / 2}


@pytest.mark.parametrize("step", [Fraction(6, 10), Fraction(-6, 10)])
def test_a_weight_does_not_leave_zero_to_one(step):
    with pytest.raises(WeightOutOfRange):
        move_weight(WEIGHTS, "people", step)


@pytest.mark.parametrize("weights", [{"a": HALF, "b": FIFTH}, {"a": Fraction(3, 2), "b": -HALF}])
def test_weights_that_are_no_whole_are_refused(weights):
    with pytest.raises(WeightsNotWhole):
        move_weight(weights, "a", Fraction(1, 100))


def test_each_weight_tells_whom_it_moves():
    told = sensitivity(shares_at, WEIGHTS, TENTH)
    assert list(told) == ["people", "area", "need"]
    # people 0.6, area 0.24, need 0.16 of 1,000 instead of 0.5, 0.3, 0.2
    assert told["people"].changes == {"A": 100, "B": -60, "C": -40}
    assert told["people"].most(1) == ([("A", 100)], [("B", -60)])
    # area 0.4; people and need share 0.6 as 5 to 2: 428.57 and 171.43
    assert told["area"].changes == {"A": -71, "B": 100, "C": -29}


def test_a_weight_that_would_pass_one_is_moved_down_and_says_so():
    told = sensitivity(shares_at, {"people": Fraction(1), "area": Fraction(0), "need": Fraction(0)}, TENTH)
    assert (told["people"].step, told["area"].step) == (-TENTH, TENTH)
    assert told["people"].changes == {"A": -100, "B": 50, "C": 50}


def test_the_shares_are_asked_for_once_a_weight():
    asked = []
    sensitivity(lambda weights: asked.append(weights) or shares_at(weights), WEIGHTS, at_present=shares_at(WEIGHTS))
    assert len(asked) == 3


def test_a_family_of_one_weight_moves_nobody():
    assert sensitivity(shares_at, {"people": Fraction(1)}) == {}


@given(st.lists(st.integers(0, 1000), min_size=2, max_size=6).filter(any), st.integers(0, 5), st.integers(-100, 100))
def test_moved_weights_are_a_whole_again_and_going_back_is_where_one_began(parts, place, per_mille):
    weights = {str(at): Fraction(part, sum(parts)) for at, part in enumerate(parts)}
    weight, step = str(place % len(parts)), Fraction(per_mille, 1000)
    try:
        moved = move_weight(weights, weight, step)
    except WeightOutOfRange:
        assert not 0 <= weights[weight] + step <= 1
        return
    assert sum(moved.values()) == 1
    assert min(moved.values()) >= 0
    if moved[weight] < 1 and weights[weight] < 1:
        assert move_weight(moved, weight, -step) == weights
