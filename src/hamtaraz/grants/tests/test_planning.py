"""The planner beside brute force: the best set, the same for any order of rows, each left-out line with its reason."""

from dataclasses import replace
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hamtaraz.grants.planning import program
from hamtaraz.grants.planning.asked import (
    MACHINERY,
    PROJECTS,
    Asked,
    Limit,
    Request,
    Terms,
    asked,
    envelopes,
    open_split,
)
from hamtaraz.grants.planning.choosing import choose, counts, goals, raised
from hamtaraz.grants.planning.more import one_more, places_for_more
from hamtaraz.grants.planning.program import Program, Row
from hamtaraz.grants.planning.reasons import Standing
from hamtaraz.grants.planning.refusals import (
    AidOfNothing,
    LimitBelowZero,
    NoEnvelope,
    NothingAsked,
    RatioNotTheCounties,
    RequestTwice,
    TooHardToProve,
)
from hamtaraz.grants.planning.split import split_for
from hamtaraz.grants.planning.verifying import broken
from hamtaraz.grants.tests.national import plan_of_a_province

MILLION = 1_000_000
MILLIARD = 1_000 * MILLION
VILLAGES = Terms(("unfinished", "large"), {"loader": 1}, 1, True, 200 * MILLION, 800 * MILLION)


def machine(
    code: str, aid: int, place: int, *, what: str = "loader", county: str = "01", owner: str = "", **more
) -> Request:
    return Request(code, owner or f"{county}-{code}", county, MACHINERY, what, aid * MILLION, place, **more)


def project(
    code: str, aid: int, place: int, *, what: str = "landfill", county: str = "01", owner: str = "", **more
) -> Request:
    return Request(code, owner or f"{county}-{code}", county, PROJECTS, what, aid * MILLION, place, **more)


def in_millions(limits: dict[str, int]) -> dict[str, int]:
    return {code: amount * MILLION for code, amount in limits.items()}


# --- the best set ---------------------------------------------------------------------------------------


@st.composite
def plans(draw: st.DrawFn) -> Asked:
    """Small plans: two counties, few villages, envelopes that bind, least orders, fixed or open split."""
    count = draw(st.integers(1, 7))
    unit = draw(st.sampled_from([MILLION, 1]))
    requests = []
    for place in range(1, count + 1):
        county = draw(st.sampled_from(["01", "02"]))
        owner = f"{county}-{draw(st.integers(1, 3))}"
        heading = draw(st.sampled_from([MACHINERY, PROJECTS]))
        what = draw(st.sampled_from(["loader", "hearse"])) if heading == MACHINERY else "landfill"
        aid = draw(st.integers(100, 900)) * MILLION + draw(st.integers(0, 9)) * unit
        holds = frozenset(draw(st.sets(st.sampled_from(["unfinished", "large"]))))
        requests.append(Request(f"q{place}", owner, county, heading, what, aid, place, holds))
    figures = st.integers(0, 2_000).map(lambda number: number * MILLION + number % 7)
    if draw(st.booleans()):
        limits = envelopes({c: draw(figures) for c in ("01", "02")}, {c: draw(figures) for c in ("01", "02")})
    else:
        counties = {code: draw(figures) for code in ("01", "02")}
        machinery = draw(st.integers(0, sum(counties.values())))
        limits = open_split(counties, machinery, sum(counties.values()) - machinery)
    terms = Terms(("unfinished", "large"), {"loader": draw(st.integers(1, 3)), "hearse": draw(st.integers(1, 2))},
                  1, draw(st.booleans()), draw(st.sampled_from([0, 200 * MILLION])), 800 * MILLION,
                  draw(st.sampled_from([{}, {"01-1": 150 * MILLION, "02-2": 700 * MILLION}])),
                  draw(st.sampled_from([frozenset(), frozenset({"hearse"})])))  # fmt: skip
    return asked(requests, limits, terms, draw(st.sampled_from(["number", "order"])))


def by_brute_force(plan: Asked) -> frozenset[str]:
    """The best of all sets that keep to everything."""
    best: tuple[object, frozenset[str]] | None = None
    for taken in product((1, 0), repeat=len(plan.requests)):
        rows = [one for one, yes in zip(plan.requests, taken, strict=True) if yes]
        codes = frozenset(one.code for one in rows)
        if broken(plan, codes):
            continue
        counted = [sum(counts(goal, one) for one in rows) for goal in goals(plan)] if plan.aim == "number" else []
        if best is None or ((counted, taken) > best[0]):
            best = ((counted, taken), codes)
    assert best is not None
    return best[1]


@given(plans())
@settings(max_examples=150, deadline=None)
def test_the_proposal_is_the_best_of_all_sets(plan: Asked):
    chosen = choose(plan)
    assert not broken(plan, chosen.codes)
    assert chosen.codes == by_brute_force(plan)


@given(plans(), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_the_rows_changes_nothing(plan: Asked, chance: Random):
    rows, limits = list(plan.requests), list(plan.limits)
    chance.shuffle(rows)
    chance.shuffle(limits)
    again = asked(rows, limits, plan.terms, plan.aim)
    assert (again, choose(again)) == (plan, choose(plan))


@given(plans())
@settings(max_examples=40, deadline=None)
def test_whatever_is_left_out_has_a_reason_and_its_envelope_says_so(plan: Asked):
    standing = Standing(plan, choose(plan))
    for one in standing.left_out:
        assert standing.why(one)
    for filled in standing.filled():
        assert 0 <= filled.used_rial <= filled.limit.ceiling_rial


@given(plans())
@settings(max_examples=30, deadline=None)
def test_a_split_has_room_for_what_was_chosen(plan: Asked):  # F6, INV-25
    counties = {limit.of: limit.ceiling_rial for limit in plan.limits if limit.of and not limit.heading}
    if not counties:
        return
    whole = next(limit.ceiling_rial for limit in plan.limits if limit.key == f"/{MACHINERY}")
    codes = choose(plan).codes
    used = {heading: {county: sum(one.aid_rial for one in plan.requests if one.code in codes
                                  and (one.county, one.heading) == (county, heading)) for county in counties}
            for heading in (MACHINERY, PROJECTS)}  # fmt: skip
    split = split_for(counties, whole, used[MACHINERY], used[PROJECTS])
    assert sum(split.values()) == whole
    for county, amount in split.items():
        assert used[MACHINERY][county] <= amount <= counties[county] - used[PROJECTS][county]


@pytest.mark.parametrize("option", [{"random_seed": 7}, {"presolve": "off"}, {"mip_heuristic_run_zi_round": True}])
def test_another_way_of_the_solver_finds_the_same_set(monkeypatch: pytest.MonkeyPatch, option: dict[str, object]):
    plan = asked(*plan_of_a_province(count=120, counties=6, is_open=True))
    expected = choose(plan).codes
    for name, value in option.items():
        monkeypatch.setitem(program.OPTIONS, name, value)
    assert choose(plan).codes == expected


def test_two_unfinished_projects_come_before_one_dear_one_and_the_order_of_places_says_otherwise():  # S4-064
    rows = [project("a", 700, 1, holds=frozenset({"unfinished"})), project("b", 400, 2, holds=frozenset({"unfinished"})),
            project("c", 400, 3, holds=frozenset({"unfinished"})), project("d", 200, 4)]  # fmt: skip
    limits = envelopes(in_millions({"01": 0}), in_millions({"01": 900}))
    assert choose(asked(rows, limits, VILLAGES)).codes == {"b", "c"}
    assert choose(asked(rows, limits, VILLAGES, "order")).codes == {"a", "d"}


def test_a_program_that_binary_numbers_let_through_is_looked_over_in_whole_numbers():
    # weights of 10^15 that miss their sum by one: what rounding would accept is shut out, the next best is found
    large = 10**15 + 1
    tight = Program(2, [Row({0: large, 1: large}, most=2 * large - 1)])
    assert tight.best({0: 1, 1: 1}, {}) in ([1, 0], [0, 1])


# --- least orders, one aid a village, 200 to 800 million ------------------------------------------------


def test_a_machine_below_its_least_order_is_not_bought_and_says_how_many_are_lacking():  # S4-104, INV-29
    rows = [machine("a", 100, 1, what="hearse"), machine("b", 100, 2, what="hearse"), machine("c", 100, 3)]
    plan = asked(rows, envelopes(in_millions({"01": 900}), {}), Terms(least_order={"hearse": 3}))
    standing = Standing(plan, choose(plan))
    assert [one.code for one in standing.taken] == ["c"]
    why = standing.why(rows[0])[0]
    assert (why.key, why.count, why.least) == ("too_few_asked", 2, 3)


def test_a_least_order_that_does_not_fit_is_left_out_whole():  # S4-104
    rows = [machine(code, 400, place) for place, code in enumerate("abc", 1)] + [machine("d", 400, 4, what="hearse")]
    plan = asked(rows, envelopes(in_millions({"01": 800}), {}), Terms(least_order={"loader": 3}))
    standing = Standing(plan, choose(plan))
    assert [one.code for one in standing.taken] == ["d"]
    assert [why.key for why in standing.why(rows[0])] == ["order_not_reached"]


def test_a_village_has_a_machine_or_projects_and_never_both():  # S4-102, INV-23
    rows = [machine("a", 500, 1, owner="v"), project("b", 500, 2, owner="v")]
    plan = asked(rows, envelopes(in_millions({"01": 900}), in_millions({"01": 900})), VILLAGES)
    standing = Standing(plan, choose(plan))
    assert [one.code for one in standing.taken] == ["a"]
    assert [(why.key, why.beside) for why in standing.why(rows[1])] == [("other_kind", ("a",))]


def test_projects_of_a_village_have_two_hundred_to_eight_hundred_million_in_all():  # S4-111, S4-?16, INV-21
    rows = [project("a", 150, 1, owner="v"), project("b", 500, 2, owner="w"), project("c", 400, 3, owner="w"),
            project("d", 900, 4)]  # fmt: skip
    plan = asked(rows, envelopes({}, in_millions({"01": 5_000})), VILLAGES)
    standing = Standing(plan, choose(plan))
    assert [one.code for one in standing.taken] == ["b"]
    assert [standing.why(one)[0].key for one in standing.left_out] == [
        "projects_least",
        "projects_most",
        "projects_most",
    ]


def test_what_a_village_was_approved_before_counts_within_its_bounds():  # S4-?16
    rows = [project("a", 150, 1, owner="v"), project("b", 400, 2, owner="w")]
    terms = replace(VILLAGES, approved_before={"v": 100 * MILLION, "w": 500 * MILLION})
    plan = asked(rows, envelopes({}, in_millions({"01": 5_000})), terms)
    standing = Standing(plan, choose(plan))
    assert [one.code for one in standing.taken] == ["a"]
    assert [(why.key, why.short_by_rial) for why in standing.why(rows[1])] == [("projects_most", 100 * MILLION)]


def test_a_machine_that_cannot_be_bought_is_left_out_with_that_reason():  # S4-104
    rows = [machine("a", 100, 1, what="hearse"), machine("b", 100, 2)]
    plan = asked(rows, envelopes(in_millions({"01": 900}), {}), Terms(not_sold=frozenset({"hearse"})))
    standing = Standing(plan, choose(plan))
    assert [one.code for one in standing.taken] == ["b"]
    assert [why.key for why in standing.why(rows[0])] == ["not_sold"]


def test_a_municipality_has_one_machine_and_its_projects_within_its_share():  # S4-037, S4-?8
    rows = [machine("a", 900, 1, owner="t"), machine("b", 300, 2, owner="t"), project("c", 500, 3, owner="t"),
            project("d", 700, 4, owner="t")]  # fmt: skip
    plan = asked(rows, [Limit("t", "", 1_450 * MILLION)], Terms())
    standing = Standing(plan, choose(plan))
    assert [one.code for one in standing.taken] == ["a", "c"]
    assert [[why.key for why in standing.why(one)] for one in standing.left_out] == [["envelope", "machine_taken"],
                                                                                     ["envelope"]]  # fmt: skip


# --- what one more milliard would buy --------------------------------------------------------------------


def test_one_more_milliard_says_what_would_come_in_for_it():
    rows = [machine("a", 800, 1), machine("b", 900, 2), machine("c", 700, 3, county="02"), machine("d", 700, 4)]
    plan = asked(rows, envelopes(in_millions({"01": 800, "02": 0}), {}), Terms())
    chosen = choose(plan)
    assert chosen.codes == {"a"}
    assert places_for_more(plan, chosen) == [("01", MACHINERY), ("02", MACHINERY)]
    more = [one_more(plan, chosen, *where) for where in places_for_more(plan, chosen)]
    assert [(one.comes_in, one.goes_out) for one in more] == [(("b",), ()), (("c",), ())]


def test_where_the_split_is_open_the_province_grows_with_the_county():  # S4-133
    rows = [machine("a", 800, 1), machine("b", 900, 2)]
    limits = open_split(in_millions({"01": 1_000}), 800 * MILLION, 200 * MILLION)
    plan = asked(rows, limits, VILLAGES)
    chosen = choose(plan)
    assert [one_more(plan, chosen, *where).comes_in for where in places_for_more(plan, chosen)] == [("b",)]


def test_parts_that_were_solved_are_not_solved_again():
    rows = [machine(f"{county}{number}", 300 + number, number + int(county), county=county)
            for county in ("01", "02") for number in range(6)]  # fmt: skip
    plan = asked(rows, envelopes(in_millions({"01": 1_000, "02": 1_000}), {}), Terms())
    known = {}
    chosen = choose(plan, known)
    assert len(known) == 2
    one_more(plan, chosen, "01", MACHINERY, known)
    assert choose(plan, known).solved == 0


# --- what is refused, and what is left out with its reason -----------------------------------------------


def test_a_plan_of_nothing_is_refused():
    with pytest.raises(NothingAsked):
        asked([], envelopes({"01": 1}, {}), Terms())


def test_a_code_that_stands_twice_is_refused():
    with pytest.raises(RequestTwice, match="a"):
        asked([machine("a", 1, 1), project("a", 1, 2)], envelopes({"01": 1}, {"01": 1}), Terms())


@pytest.mark.parametrize("aid", [0, -5])
def test_an_aid_of_nothing_is_refused(aid: int):
    with pytest.raises(AidOfNothing):
        asked([machine("a", aid, 1)], envelopes({"01": 1}, {}), Terms())


def test_an_envelope_below_zero_is_refused():
    with pytest.raises(LimitBelowZero):
        asked([machine("a", 1, 1)], envelopes({"01": -1}, {}), Terms())


def test_a_request_without_an_envelope_is_refused_by_its_county():  # S4-096
    with pytest.raises(NoEnvelope, match="02"):
        asked([machine("a", 1, 1, county="02")], envelopes({"01": 1}, {}), Terms())
    with pytest.raises(NoEnvelope):
        asked([project("a", 1, 1)], envelopes({"01": 1}, {}), Terms())


def test_a_ratio_that_is_not_the_counties_is_refused_with_the_difference():  # S4-130, S4-133
    with pytest.raises(RatioNotTheCounties) as caught:
        open_split({"01": 5_000, "02": 3_000}, 4_000, 5_000)
    assert caught.value.values["difference_rial"] == 1_000
    with pytest.raises(LimitBelowZero):
        open_split({"01": 5_000}, 6_000, -1_000)


def test_empty_envelopes_leave_everything_out_and_say_so():
    plan = asked([machine("a", 5, 1), project("b", 300, 2)], envelopes({"01": 0}, {"01": 0}), VILLAGES)
    standing = Standing(plan, choose(plan))
    assert not standing.taken
    assert [standing.why(one)[0].key for one in standing.left_out] == ["beyond_envelope"] * 2
    assert [filled.shuts_out for filled in standing.filled()] == [1, 1]


def test_an_aid_larger_than_its_whole_envelope_says_by_how_much():
    plan = asked([machine("a", 900, 1)], envelopes(in_millions({"01": 800}), {}), Terms())
    why = Standing(plan, choose(plan)).why(plan.requests[0])[0]
    assert (why.key, why.short_by_rial) == ("beyond_envelope", 100 * MILLION)


def test_a_set_that_cannot_be_proven_is_refused_and_not_shown(monkeypatch: pytest.MonkeyPatch):
    chance = Random(5)  # noqa: S311
    rows = [machine(f"q{place:02}", chance.randint(300, 900), place) for place in range(1, 40)]
    monkeypatch.setitem(
        __import__("hamtaraz.grants.planning.program", fromlist=["OPTIONS"]).OPTIONS, "mip_max_nodes", 0
    )
    plan = asked(rows, envelopes(in_millions({"01": 9_001}), {}), Terms(least_order={"loader": 9}), "order")
    with pytest.raises(TooHardToProve):
        choose(plan)


@given(plans())
@settings(max_examples=40, deadline=None)
def test_one_more_milliard_is_the_same_plan_with_a_larger_envelope(plan: Asked):
    chosen = choose(plan)
    for of, heading in places_for_more(plan, chosen):
        more = one_more(plan, chosen, of, heading)
        larger = tuple(replace(one, ceiling_rial=one.ceiling_rial + MILLIARD) if raised(one, of, heading) else one
                       for one in plan.limits)  # fmt: skip
        best = by_brute_force(replace(plan, limits=larger))
        assert (set(more.comes_in), set(more.goes_out)) == (best - chosen.codes, chosen.codes - best)
