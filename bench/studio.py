"""P4: what a person waits for after letting go of a weight: the directive run again and the whole answer of the page."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable

from bench.measuring import Row, in_turn

POOL = 108 * 10**12 + 7
SIZES = ((480, 100), (40_000, 1_000))
"""Bodies and the milliseconds they may take."""


def moving_a_weight() -> list[Row]:
    """P4: milliseconds from the changed weight to the bytes of the answer, beside a bare share-out without any of it."""
    return [_row(count, goal) for count, goal in SIZES]


def _row(count: int, goal: int) -> Row:
    ours, bare = _case(count)
    figures = in_turn(lambda: _milliseconds(ours), lambda: _milliseconds(bare))
    note = f"goal ≤ {goal:,} ms; computing alone {_computing(count):.0f} ms"
    return Row(f"P4 studio, {count:,} bodies", "ms", *figures, "the goal in ms, slept", 1, False, note)


def _case(count: int) -> tuple[Callable[[], object], Callable[[], object]]:
    """The answer for `count` bodies, and a sleep as long as it may take."""
    from fractions import Fraction

    from hamtaraz.distribution.queries.earlier import Earlier
    from hamtaraz.distribution.queries.picture import Picture, try_again
    from hamtaraz.distribution.views.studio import Against, answer
    from hamtaraz.kernel.rial import Unit

    run = _run(count)
    persons = dict(zip(run.bodies.codes, run.bodies.columns["population"], strict=True))
    before = dict(run.shares)
    weights = {
        "weight_population": Fraction(2, 5),
        "weight_area": Fraction(3, 10),
        "weight_unemployment": Fraction(3, 10),
    }

    def ours() -> bytes:
        moved = try_again(run, weights)
        picture = Picture(moved, persons, {}, {}, Earlier(1404, before), {})
        told = answer(picture, Against("earlier", "1404", before), {}, Unit.MILLION)
        return json.dumps(told, ensure_ascii=False).encode()

    goal = dict(SIZES)[count] / 1_000
    return ours, lambda: time.sleep(goal)


def _run(count: int):  # type: ignore[no-untyped-def]
    from hamtaraz.law.bodies import Bodies
    from hamtaraz.law.directive import read
    from hamtaraz.law.run import distribute
    from hamtaraz.law.shipped import shipped

    drawn = random.Random(1405)  # noqa: S311
    codes = [f"{place:06}" for place in range(count)]
    columns = {key: [drawn.randint(low, high) for _code in codes] for key, low, high in (
        ("population", 900, 1_300_000), ("area_km2", 10, 9_000), ("unemployed", 10, 50_000), ("labour_force", 60_000, 500_000),
    )}  # fmt: skip
    return distribute(read(shipped()["provincial-capital"]), Bodies(codes, {}, columns), POOL)


def _computing(count: int) -> float:
    began = time.perf_counter()
    _run(count)
    return (time.perf_counter() - began) * 1_000


def _milliseconds(deed: Callable[[], object]) -> float:
    began = time.perf_counter()
    deed()
    return (time.perf_counter() - began) * 1_000
