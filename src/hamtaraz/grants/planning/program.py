"""A program of yes and no in whole numbers: HiGHS looks for the answer, exact arithmetic says whether it is one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import highspy
import numpy as np

from hamtaraz.grants.planning.refusals import TooHardToProve

MOST_NODES = 200_000
"""Branches looked at before giving up; counted, not timed, so that every machine gives up at the same place."""
LARGE = 2**20


@dataclass(frozen=True)
class Row:
    """Whole-number weights of some choices, and the least and the most they may add up to."""

    weights: Mapping[int, int]
    least: int | None = None
    most: int | None = None

    def holds(self, taken: Sequence[int]) -> bool:
        """Whether a choice keeps to it, exactly."""
        worth = sum(weight for place, weight in self.weights.items() if taken[place])
        return (self.least is None or worth >= self.least) and (self.most is None or worth <= self.most)

    def without(self, taken: Sequence[int]) -> Row:
        """The row that forbids just this choice among its own: what binary numbers let through is shut out."""
        return Row({place: -1 if taken[place] else 1 for place in self.weights},
                   least=1 - sum(taken[place] for place in self.weights))  # fmt: skip


@dataclass
class Program:
    """So many choices of yes or no under rows; `solved` counts how often HiGHS was asked."""

    size: int
    rows: list[Row]
    solved: int = field(default=0)

    def rows_as_written(self) -> list[tuple[object, ...]]:
        """The rows as values that can be compared."""
        return [(tuple(sorted(row.weights.items())), row.least, row.most) for row in self.rows]

    def best(self, worth: Mapping[int, int], fixed: Mapping[int, int]) -> list[int] | None:
        """A choice of the greatest worth in which what is fixed stands, or None where none keeps to the rows.

        Worths are whole numbers. Refuses `TooHardToProve`.
        """
        while True:
            taken = self._asked(worth, fixed)
            broken = [] if taken is None else [row for row in self.rows if not row.holds(taken)]
            if not broken:
                return taken
            assert taken is not None
            self.rows += [row.without(taken) for row in broken]

    def _asked(self, worth: Mapping[int, int], fixed: Mapping[int, int]) -> list[int] | None:
        self.solved += 1
        solver = highspy.Highs()
        for option, value in OPTIONS.items():
            solver.setOptionValue(option, value)
        solver.passModel(self._model(worth, fixed))
        solver.run()
        status = solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        if status != highspy.HighsModelStatus.kOptimal:
            raise TooHardToProve(branches=MOST_NODES)
        return [round(share) for share in solver.getSolution().col_value]

    def _model(self, worth: Mapping[int, int], fixed: Mapping[int, int]) -> highspy.HighsLp:
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = self.size, len(self.rows)
        model.sense_ = highspy.ObjSense.kMaximize
        model.col_cost_ = np.array([worth.get(place, 0) for place in range(self.size)], dtype=np.float64)
        model.col_lower_ = np.array([fixed.get(place, 0) for place in range(self.size)], dtype=np.float64)
        model.col_upper_ = np.array([fixed.get(place, 1) for place in range(self.size)], dtype=np.float64)
        model.integrality_ = [highspy.HighsVarType.kInteger] * self.size
        shifts = [_shift(row) for row in self.rows]
        inf = highspy.kHighsInf
        model.row_lower_ = _shrunk([-inf if row.least is None else row.least for row in self.rows], shifts)
        model.row_upper_ = _shrunk([inf if row.most is None else row.most for row in self.rows], shifts)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.cumsum([0, *(len(row.weights) for row in self.rows)]).astype(np.int32)
        model.a_matrix_.index_ = np.array([place for row in self.rows for place in row.weights], dtype=np.int32)
        weights = [(weight, by) for row, by in zip(self.rows, shifts, strict=True) for weight in row.weights.values()]
        model.a_matrix_.value_ = _shrunk([weight for weight, _by in weights], [by for _weight, by in weights])
        return model


OPTIONS: dict[str, Any] = {
    "output_flag": False, "threads": 1, "parallel": "off", "random_seed": 1394, "mip_rel_gap": np.float64(0),
    "mip_abs_gap": np.ldexp(1, -1), "mip_max_nodes": MOST_NODES, "mip_heuristic_run_feasibility_jump": False,
}  # fmt: skip
"""One way through the search. A worth is a whole number, so a bound within half of one above it proves it."""


def _shift(row: Row) -> int:
    """By which power of two rials come down to sizes HiGHS likes; that loses no digit of a binary number."""
    largest = max((abs(weight) for weight in row.weights.values()), default=1)
    return max(0, largest.bit_length() - LARGE.bit_length())


def _shrunk(numbers: Sequence[Any], shifts: Sequence[int]) -> Any:
    return np.ldexp(np.array(numbers, dtype=np.float64), -np.array(shifts, dtype=np.int64))
