"""From a total to county × chapter × programme, exact to the rial in every line (S0-14, INV-01)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from hamtaraz.kernel.refusals import N_, Refused
from hamtaraz.kernel.rial import Rial
from hamtaraz.law.share_out import share_out

type Code = str


class BudgetLine(NamedTuple):
    """A chapter and one of its programmes, by their codes."""

    chapter: Code
    programme: Code


class Cell(NamedTuple):
    """One cell of the matrix: a county's credit in one chapter and programme."""

    county: Code
    chapter: Code
    programme: Code


class LinesDoNotAddUp(Refused):
    """The amounts of the lines are not the total they divide."""

    key = "lines_do_not_add_up"
    sentence = N_("The lines add up to %(lines_rial)s rial, but %(total_rial)s rial is to be distributed.")
    remedy = N_("Change the lines by %(difference_rial)s rial in all.")


class LineNegative(Refused):
    """A line has an amount below zero."""

    key = "line_negative"
    sentence = N_("The line %(chapter)s – %(programme)s has an amount below zero.")
    remedy = N_("Give the line %(chapter)s – %(programme)s an amount of zero or more.")


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """Cells that add up to their lines and to the total; cells of zero rials are kept."""

    total_rial: Rial
    cells: Mapping[Cell, Rial]

    def county_totals(self) -> dict[Code, Rial]:
        """Rials of each county over all lines.

        Each line is rounded by itself, so a county's total may differ from its share of the
        undivided total, by at most one rial for each line.
        """
        totals: dict[Code, Rial] = {}
        for cell, amount in self.cells.items():
            totals[cell.county] = totals.get(cell.county, 0) + amount
        return totals


def distribute_matrix(
    total: Rial,
    county_points: Mapping[Code, int],
    line_amounts: Mapping[BudgetLine, Rial],
    points_by_line: Mapping[BudgetLine, Mapping[Code, int]] | None = None,
) -> Matrix:
    """Divide `total` into the planner's lines, and each line among counties by points.

    `line_amounts` are the planner's and must add up to `total`; a planner who thinks in weights
    gets them from `share_out(total, weights)`. A line named in `points_by_line` has points of its
    own (sector indicators, domain.md 2.4), every other line the points of the model.
    """
    for line in sorted(line_amounts):
        if line_amounts[line] < 0:
            raise LineNegative(chapter=line.chapter, programme=line.programme)
    lines_rial = sum(line_amounts.values())
    if lines_rial != total:
        raise LinesDoNotAddUp(total_rial=total, lines_rial=lines_rial, difference_rial=abs(total - lines_rial))
    own_points = points_by_line or {}
    cells = {
        Cell(county, line.chapter, line.programme): amount
        for line in sorted(line_amounts)
        for county, amount in share_out(line_amounts[line], own_points.get(line, county_points)).items()
    }
    return Matrix(total_rial=total, cells=cells)
