"""The table nearest in proportion to given weights whose rows and columns have given sums (two-way fit)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow, localcontext
from operator import mul

PLACES = 9
"""Decimal places of a rial to which a fitted cell is kept."""

FIGURES = Context(prec=60, Emin=-(10**9), Emax=10**9, traps=[DivisionByZero, InvalidOperation, Overflow])
"""Sixty decimal figures, rounded half to even: decimal arithmetic gives the same figures on every machine."""

CLOSE_ENOUGH = Decimal("1E-20")
"""Rials by which the columns together may still be off when the fit ends."""

MOST_PASSES = 2000


@dataclass(frozen=True)
class Fitted:
    """Cells in 10⁻⁹ rial, and how many passes over the table it took."""

    cells: list[list[int]]
    passes: int


def fit_in_proportion(rows: Sequence[int], columns: Sequence[int], weights: Sequence[Sequence[int]]) -> Fitted:
    """Multiply each row and each column of `weights` by a factor of its own, so that all sums are met.

    The sums are positive and the open cells (weight above zero) all hang together; a table with
    these sums and something in every open cell must exist (`two_way.fit` sees to that), and then
    there is one such table and no other. A pass sets all rows right, then all columns. Where passes
    bring the sums together too slowly, the equations are solved by Newton's method, which has the
    same end.
    """
    with localcontext(FIGURES):
        fit = _Fit(rows, columns, weights)
        now = fit.at([Decimal(1)] * len(columns))
        while now.off > CLOSE_ENOUGH:
            before, now = now, fit.at(fit.set_right(now))
            if 4 * now.off > before.off > CLOSE_ENOUGH:
                now = fit.solve(now)
        cells = [
            [
                int((weight * row * column).scaleb(PLACES).to_integral_value())
                for weight, column in zip(line, now.by_column, strict=True)
            ]
            for line, row in zip(fit.weights, now.by_row, strict=True)
        ]
    return Fitted(cells, fit.passes)


@dataclass(frozen=True)
class _Factors:
    """Factors with which all rows are right; what the columns then come to, and are off by in all."""

    by_row: list[Decimal]
    by_column: list[Decimal]
    sums: list[Decimal]
    off: Decimal


class _Fit:
    """The table being fitted."""

    def __init__(self, rows: Sequence[int], columns: Sequence[int], weights: Sequence[Sequence[int]]) -> None:
        self.rows = [Decimal(amount) for amount in rows]
        self.columns = [Decimal(amount) for amount in columns]
        self.weights = [[Decimal(weight) for weight in line] for line in weights]
        self.turned = [list(line) for line in zip(*self.weights, strict=True)]
        self.passes = 0

    def at(self, by_column: list[Decimal]) -> _Factors:
        """Set the rows right for these factors of the columns."""
        self.passes += 1
        assert self.passes <= MOST_PASSES, "the sums were not brought together"
        by_row = [
            FIGURES.divide(amount, _of_products(line, by_column))
            for amount, line in zip(self.rows, self.weights, strict=True)
        ]
        sums = [factor * _of_products(line, by_row) for factor, line in zip(by_column, self.turned, strict=True)]
        off = sum((abs(one - other) for one, other in zip(sums, self.columns, strict=True)), Decimal(0))
        return _Factors(by_row, by_column, sums, off)

    def set_right(self, now: _Factors) -> list[Decimal]:
        """The factors with which the columns are right, and the rows perhaps no more."""
        return [
            FIGURES.divide(factor * amount, come_to)
            for factor, amount, come_to in zip(now.by_column, self.columns, now.sums, strict=True)
        ]

    def solve(self, now: _Factors) -> _Factors:
        """Go in Newton's direction, half as far again and again until the columns are less off."""
        direction, length = self.direction(now), Decimal(1)
        while True:
            steps = [length * step for step in direction]
            tried = self.at(
                [
                    factor * (1 + step) if step > 0 else FIGURES.divide(factor, 1 - step)
                    for factor, step in zip(now.by_column, steps, strict=True)
                ]
            )
            if tried.off < now.off:
                return tried
            length *= Decimal("0.5")

    def direction(self, now: _Factors) -> list[Decimal]:
        """How much larger, in proportion, each column's factor must be if small changes added up.

        More in column j by a share x takes x × Σᵢ tᵢⱼ tᵢₖ ÷ rowᵢ from every other column k: a
        symmetric system whose lines add up to zero, so the last column is held and left out.
        """
        cells = [
            [weight * row * factor for weight, row in zip(line, now.by_row, strict=True)]
            for line, factor in zip(self.turned, now.by_column, strict=True)
        ]
        shares = [[FIGURES.divide(x, row) for x, row in zip(line, self.rows, strict=True)] for line in cells]
        size = len(self.columns)
        takes = [[Decimal(0)] * size for _ in range(size)]
        for one in range(size):
            for other in range(one):
                takes[one][other] = takes[other][one] = _of_products(cells[one], shares[other])
        system = [
            [sum(takes[one], Decimal(0)) if one == other else -takes[one][other] for other in range(size - 1)]
            + [self.columns[one] - now.sums[one]]
            for one in range(size - 1)
        ]
        return [*_solved(system), Decimal(0)]


def _of_products(one: list[Decimal], other: list[Decimal]) -> Decimal:
    """The sum of the products, in order."""
    return sum(map(mul, one, other), Decimal(0))


def _solved(system: list[list[Decimal]]) -> list[Decimal]:
    """Solve by elimination; each line ends with its right side. The diagonal outweighs the rest of its line."""
    size = len(system)
    for place in range(size):
        for line in system[place + 1 :]:
            if line[place]:
                times = FIGURES.divide(line[place], system[place][place])
                for at in range(place, size + 1):
                    line[at] -= times * system[place][at]
    found = [Decimal(0)] * size
    for place in reversed(range(size)):
        known = _of_products(system[place][place + 1 : size], found[place + 1 :])
        found[place] = FIGURES.divide(system[place][size] - known, system[place][place])
    return found
