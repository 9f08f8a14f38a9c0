"""The whole country at a small size: sums to the rial, who is outside is outside, the seed gives the same country."""

from random import Random

import pytest

from hamtaraz.grants.planning.asked import asked
from hamtaraz.grants.planning.choosing import choose
from hamtaraz.grants.planning.reasons import Standing
from hamtaraz.grants.planning.verifying import broken
from hamtaraz.grants.tests.national import MILLION, counties_of, plan_of_a_province, towns, villages
from hamtaraz.law.bodies import Bodies
from hamtaraz.law.directive import Directive, read
from hamtaraz.law.one_case import figures_of
from hamtaraz.law.run import distribute
from hamtaraz.law.shipped import shipped

POOL = 7_654_321 * MILLION + 1


def directive(key: str) -> Directive:
    return read(shipped()[key])


def shuffled(bodies: Bodies) -> Bodies:
    order = list(range(len(bodies.codes)))
    Random(1).shuffle(order)  # noqa: S311
    return Bodies([bodies.codes[at] for at in order], bodies.names,
                  {key: [column[at] for at in order] for key, column in bodies.columns.items()})  # fmt: skip


@pytest.mark.parametrize("key", ["municipal-index-1394", "municipal-index-1394-by-need"])
def test_every_town_below_the_limit_shares_and_the_sum_is_exact(key: str):  # F1, F1b; INV-13, INV-14
    bodies = towns(count=120)
    run = distribute(directive(key), bodies, POOL)
    assert sum(run.shares.values()) == POOL
    outside = {code for code, row in bodies.row_of.items() if bodies.columns["population"][row] >= 100_000}
    assert outside
    assert set(run.shares) == set(bodies.codes) - outside
    assert run.filled  # who did not report is filled by the policy, and said (S4-?5)
    assert distribute(directive(key), shuffled(bodies), POOL).digest() == run.digest()


def test_the_two_readings_of_the_index_give_different_shares():  # S4-?4
    bodies = towns(count=120)
    first, second = (distribute(directive(key), bodies, POOL).shares
                     for key in ("municipal-index-1394", "municipal-index-1394-by-need"))  # fmt: skip
    assert first != second


def test_counties_add_up_to_their_province_and_provinces_to_the_country():  # F2, S4-083, S4-084; INV-14, INV-22
    rules, every = directive("note-9h-1394"), villages(count=2_000)
    counties = counties_of(rules, every)
    large = figures_of(rules, every, "eligible")
    assert sum(counties.columns["villages"]) == sum(large.values()) < len(every.codes)
    run = distribute(directive("dehyari-index-1394"), counties, POOL)
    assert sum(run.shares.values()) == POOL
    pool = run.pools["dehyaris"]
    provinces = next(sharing.shares for path, sharing in pool.sharings.items() if not path)
    for province, amount in provinces.items():
        inside = [code for code, row in counties.row_of.items() if counties.columns["province"][row] == province]
        assert sum(run.shares[code] for code in inside) == amount
    assert distribute(directive("dehyari-index-1394"), shuffled(counties), POOL).digest() == run.digest()


def test_a_seed_gives_the_same_country_and_another_seed_another():
    assert towns(count=50) == towns(count=50) != towns(7, count=50)
    assert villages(count=50) == villages(count=50)
    assert plan_of_a_province(count=30) == plan_of_a_province(count=30)


@pytest.mark.parametrize("is_open", [False, True])
def test_a_province_is_planned_within_everything_and_each_line_left_out_has_its_reason(is_open: bool):
    requests, limits, terms = plan_of_a_province(count=80, counties=5, is_open=is_open, least_order=2)
    plan = asked(requests, limits, terms)
    chosen = choose(plan)
    assert not broken(plan, chosen.codes)
    standing = Standing(plan, chosen)
    assert standing.taken
    assert all(standing.why(one) for one in standing.left_out)
