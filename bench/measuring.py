"""Runs ours and its calibration in turn, A B A B …, and says what may be said of the figures."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from dataclasses import dataclass

ROUNDS = 5
WIDEST = 2
"""A calibration that spreads wider than this between its rounds counts for nothing."""


@dataclass(frozen=True)
class Row:
    """One line of the table: medians with their spread, the ratio and its goal (`higher` says which side is good)."""

    name: str
    unit: str
    ours: list[float]
    calibration: list[float]
    against: str
    goal: float
    higher: bool
    note: str = ""

    @property
    def ratio(self) -> float:
        """Ours over the calibration, median over median."""
        return statistics.median(self.ours) / statistics.median(self.calibration)

    @property
    def counts(self) -> bool:
        """Whether the machine was quiet enough for the figures to mean anything."""
        return max(self.calibration) / min(self.calibration) <= WIDEST

    @property
    def verdict(self) -> str:
        """Met, not met, or nothing can be said."""
        if not self.counts:
            return "machine too noisy"
        met = self.ratio >= self.goal if self.higher else self.ratio <= self.goal
        return "met" if met else "NOT met"


def in_turn(ours: Callable[[], float], calibration: Callable[[], float]) -> tuple[list[float], list[float]]:
    """`ROUNDS` rounds of each after one uncounted round of both; the figures each callable returns."""
    ours()
    calibration()
    figures: tuple[list[float], list[float]] = ([], [])
    for _round in range(ROUNDS):
        figures[0].append(ours())
        figures[1].append(calibration())
    return figures


def spread(figures: list[float]) -> str:
    """The median with the least and the greatest."""
    shown = [f"{x:,.0f}" if x >= 100 else f"{x:.2f}" for x in (statistics.median(figures), min(figures), max(figures))]
    return f"{shown[0]} ({shown[1]}–{shown[2]})"


def table(rows: list[Row]) -> str:
    """Everything in one table a person can read."""
    lines = ["| what | unit | ours | calibration | ratio | goal | |", "|---|---|---|---|---|---|---|"]
    for row in rows:
        sign = "≥" if row.higher else "≤"
        lines.append(
            f"| {row.name} | {row.unit} | {spread(row.ours)} | {spread(row.calibration)} {row.against} "
            f"| {row.ratio:.2f} | {sign} {row.goal} | {row.verdict}{'; ' + row.note if row.note else ''} |"
        )
    return "\n".join(lines)
