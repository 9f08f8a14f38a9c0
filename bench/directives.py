"""P4: a directive over 40,000 bodies (indicators, bounds, largest remainder, working kept), beside numpy's bare remainder."""

from __future__ import annotations

import time

import numpy as np

from bench.measuring import Row, in_turn

BODIES = 40_000
POOL_RIAL = 30_000_000_000_000
BOUNDED = """
minimum = "200_000_000"
maximum = "last_year * 3"
maximum_where = "given(last_year)"
"""


def forty_thousand_bodies() -> Row:
    """P4: read figures, three indicators, points, bounds, shares to the rial; seconds beside floors and remainders in np."""
    from hamtaraz.law.bodies import Bodies
    from hamtaraz.law.directive import read
    from hamtaraz.law.run import distribute
    from hamtaraz.law.shipped import shipped

    chance = np.random.default_rng(1394)
    codes = [f"{number:06d}" for number in range(BODIES)]
    figures = {
        "population": chance.integers(500, 99_999, BODIES).tolist(),
        "receipts": chance.integers(10**3, 10**6, BODIES).tolist(),
        "budget": chance.integers(10**3, 10**6, BODIES).tolist(),
        "province": [f"{number % 31:02d}" for number in range(BODIES)],
    }
    text = shipped()["municipal-index-1394"].replace('by = "points"', f'by = "points"{BOUNDED}', 1)
    directive, bodies = read(text), Bodies(codes, {}, figures)
    last_year = dict(zip(codes, chance.integers(10**8, 10**9, BODIES).tolist(), strict=True))

    def ours() -> float:
        began = time.perf_counter()
        run = distribute(directive, bodies, POOL_RIAL, last_year=last_year)
        took = time.perf_counter() - began
        assert sum(run.shares.values()) == POOL_RIAL
        return took

    points = np.array(figures["population"], dtype=np.float64)

    def bare() -> float:
        began = time.perf_counter()
        exact = points * (POOL_RIAL / points.sum())
        floors = np.floor(exact)
        left = int(POOL_RIAL - floors.sum())
        floors[np.argsort(floors - exact, kind="stable")[:left]] += 1
        return time.perf_counter() - began

    note = "doubles and no working in the calibration"
    return Row(
        "P4 a directive over 40,000 bodies",
        "seconds",
        *in_turn(ours, bare),
        "largest remainder in numpy",
        60,
        False,
        note,
    )
