"""P6: ten million rows distributed, beside a bare largest remainder in numpy that is off in its last digits."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable

import numpy as np

from bench.measuring import Row, in_turn
from hamtaraz.law.share_out_many import Column, share_out_many

ROWS = 10**7
TOTAL = 10**17 + 12_345
LARGEST = 10**9


def ten_million_rows() -> Row:
    """P6: seconds to share 10¹⁷ rials among ten million rows; every sum is checked, outside the time."""
    points = np.random.default_rng(1405).integers(0, LARGEST, ROWS)

    def timed(share: Callable[[int, Column], Column]) -> float:
        began = time.perf_counter()
        shares = share(TOTAL, points)
        took = time.perf_counter() - began
        assert share is bare or int(shares.sum()) == TOTAL
        return took

    figures = in_turn(lambda: timed(share_out_many), lambda: timed(bare))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    note = f"most memory of the whole process {peak:,} MB (goal ≤ 4,000)"
    return Row("P6 ten million rows", "seconds", *figures, "bare numpy", 3, False, note)


def bare(total: int, points: Column) -> Column:
    """Largest remainders as one writes them in numpy: binary numbers, no checks, the order of ties left to chance.

    It picks the largest by partition, which takes a sixth of the time of sorting.
    """
    exact = float(total) * points / points.sum()
    shares = np.floor(exact).astype(np.int64)
    left_over = min(max(total - int(shares.sum()), 0), len(points) - 1)
    shares[np.argpartition(shares - exact, left_over)[:left_over]] += 1
    return shares
