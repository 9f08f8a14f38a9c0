"""The aid of a whole country and the plan of one province, from the seeded generator of the grants room, in seconds."""

from __future__ import annotations

import time
from collections.abc import Callable

from bench.measuring import Row, in_turn

POOL_RIAL = 20_000_000_000_000
NATIONAL_SECONDS, PLAN_SECONDS, TIED_SECONDS = 1, 2, 5
"""What each may take; an open split and large least orders tie all counties together."""


def whole_country() -> list[Row]:
    """The index of 1,250 towns in both readings (F1, F1b), and of 39,000 villages by county and province (F2)."""
    from hamtaraz.grants.tests.national import counties_of, towns, villages
    from hamtaraz.law.directive import read
    from hamtaraz.law.run import distribute
    from hamtaraz.law.shipped import shipped

    keys = ("municipal-index-1394", "municipal-index-1394-by-need", "dehyari-index-1394", "note-9h-1394")
    first, second, dehyaris, rules = (read(shipped()[key]) for key in keys)
    all_towns, all_villages = towns(), villages()

    def both_readings() -> None:
        for index in (first, second):
            run = distribute(index, all_towns, POOL_RIAL)
            assert sum(run.shares.values()) == POOL_RIAL
            run.digest()

    def by_county() -> None:
        run = distribute(dehyaris, counties_of(rules, all_villages), POOL_RIAL)
        assert sum(run.shares.values()) == POOL_RIAL
        run.digest()

    return [
        _row(f"S4 {len(all_towns.codes):,} towns, both readings", both_readings, NATIONAL_SECONDS),
        _row(f"S4 {len(all_villages.codes):,} villages to counties and provinces", by_county, NATIONAL_SECONDS),
    ]


def one_province() -> list[Row]:
    """Planning 600 requests: the split done, with least orders of eight, and while the split is open; then with what one
    more milliard would buy everywhere."""
    from hamtaraz.grants.planning.asked import asked
    from hamtaraz.grants.planning.choosing import Known, choose
    from hamtaraz.grants.planning.more import one_more, places_for_more
    from hamtaraz.grants.tests.national import plan_of_a_province

    fixed = asked(*plan_of_a_province())
    orders = asked(*plan_of_a_province(least_order=8))
    opened = asked(*plan_of_a_province(is_open=True))

    def with_more() -> None:
        known: Known = {}
        chosen = choose(fixed, known)
        for of, heading in places_for_more(fixed, chosen):
            one_more(fixed, chosen, of, heading, known)

    return [
        _row("S4 plan of 600 requests", lambda: choose(fixed), PLAN_SECONDS),
        _row("S4 … and one more milliard in each envelope", with_more, PLAN_SECONDS),
        _row("S4 … with least orders of eight", lambda: choose(orders), TIED_SECONDS),
        _row("S4 … while the split is open", lambda: choose(opened), TIED_SECONDS),
    ]


def _row(name: str, deed: Callable[[], object], goal: int) -> Row:
    figures = in_turn(lambda: _seconds(deed), lambda: _seconds(lambda: time.sleep(goal)))
    return Row(name, "seconds", *figures, "the goal, slept", 1, False, f"goal ≤ {goal} s")


def _seconds(deed: Callable[[], object]) -> float:
    began = time.perf_counter()
    deed()
    return time.perf_counter() - began
