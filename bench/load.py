"""Puts a load on pages and says how many answered in a second and how long the slowest waited."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

HANDS = 8


@dataclass(frozen=True)
class Load:
    """What came of it: answers a second, and the time under which 95 of 100 answers came, in milliseconds."""

    per_second: float
    p95_ms: float


def together(work: list[Callable[[], int]], expected: int) -> Load:
    """`HANDS` threads share the work; every answer must have the `expected` status."""
    waiting, waits, wrong = list(reversed(work)), [], []
    lock = threading.Lock()

    def hand() -> None:
        while True:
            with lock:
                if not waiting:
                    return
                one = waiting.pop()
            began = time.perf_counter()
            status = one()
            waits.append(time.perf_counter() - began)
            if status != expected:
                wrong.append(status)

    hands = [threading.Thread(target=hand) for _hand in range(HANDS)]
    began = time.perf_counter()
    for one in hands:
        one.start()
    for one in hands:
        one.join()
    passed = time.perf_counter() - began
    if wrong:
        raise SystemExit(f"{len(wrong)} of {len(work)} answers were {sorted(set(wrong))} instead of {expected}.")
    waits.sort()
    return Load(len(work) / passed, waits[int(len(waits) * 0.95)] * 1000)
