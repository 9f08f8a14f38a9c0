"""A program of yes and no in whole numbers: HiGHS looks for the answer, exact arithmetic says whether it is one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import highspy
import numpy as np

from hamtaraz.grants.planning.refusals import TooHardToProve

SURE = 0.999
"""A worth is a whole number: a bound less than one above it proves it."""
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
        scales = [_scale(row) for row in self.rows]
        model.row_lower_ = np.array(
            [_bound(row.least, by, -highspy.kHighsInf) for row, by in zip(self.rows, scales, strict=True)]
        )
        model.row_upper_ = np.array(
            [_bound(row.most, by, highspy.kHighsInf) for row, by in zip(self.rows, scales, strict=True)]
        )
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.cumsum([0, *(len(row.weights) for row in self.rows)]).astype(np.int32)
        model.a_matrix_.index_ = np.array([place for row in self.rows for place in row.weights], dtype=np.int32)
        model.a_matrix_.value_ = np.array([weight / by for row, by in zip(self.rows, scales, strict=True) for weight in row.weights.values()], dtype=np.float64)  # fmt: skip
        return model


OPTIONS: dict[str, bool | int | float | str] = {
    "output_flag": False, "threads": 1, "parallel": "off", "random_seed": 1394, "mip_rel_gap": 0.0,
    "mip_abs_gap": SURE, "mip_max_nodes": MOST_NODES, "mip_heuristic_run_feasibility_jump": False,
}  # fmt: skip


def _scale(row: Row) -> int:
    """A power of two that brings rials down to sizes HiGHS likes; dividing by it loses no digit of a binary number."""
    largest = max((abs(weight) for weight in row.weights.values()), default=1)
    return 1 << max(0, largest.bit_length() - LARGE.bit_length())


def _bound(bound: int | None, by: int, none: float) -> float:
    return none if bound is None else bound / by
