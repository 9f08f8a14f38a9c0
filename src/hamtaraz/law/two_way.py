"""Tables with both sums fixed: county shares down the side, budget lines along the top, exact in both."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from hamtaraz.kernel.refusals import N_, Refused
from hamtaraz.kernel.rial import Rial
from hamtaraz.law.clash import Bits, fill, places, smallest_clash
from hamtaraz.law.proportional_fit import PLACES, fit_in_proportion
from hamtaraz.law.round_table import round_table
from hamtaraz.law.share_out import Ordered


class SumsDiffer(Refused):
    """The row sums and the column sums are not sums of one table."""

    key = "sums_differ"
    sentence = N_("The rows add up to %(rows_rial)s rial, but the columns to %(columns_rial)s rial.")
    remedy = N_("Change the rows or the columns by %(difference_rial)s rial in all.")


class SumNegative(Refused):
    """A row or a column has a sum below zero."""

    key = "sum_negative"
    sentence = N_("The sum of “%(code)s” is below zero (%(sum_rial)s rial).")
    remedy = N_("Give “%(code)s” a sum of zero or more.")


class WeightNegative(Refused):
    """A cell has a weight below zero."""

    key = "cell_weight_negative"
    sentence = N_("The cell “%(row)s” – “%(column)s” has a weight below zero (%(weight)s).")
    remedy = N_("Give the cell “%(row)s” – “%(column)s” a weight of zero or more.")


class WeightWithoutSum(Refused):
    """A weight is given to a cell whose row or column has no sum."""

    key = "cell_weight_without_sum"
    sentence = N_("The cell “%(row)s” – “%(column)s” has a weight, but its row or its column has no sum.")
    remedy = N_("Give both “%(row)s” and “%(column)s” a sum, or take the weight away.")


class RowsDoNotFit(Refused):
    """Some rows are to hold more than all columns open to them: no table has these sums."""

    key = "rows_do_not_fit"
    sentence = N_(
        "The rows (%(rows)s) are to hold %(rows_rial)s rial, but the only columns open to them (%(columns)s) "
        "hold %(columns_rial)s rial."
    )
    remedy = N_(
        "Lower these rows or raise these columns by %(excess_rial)s rial in all, or open another cell of these rows."
    )


class ColumnsDoNotFit(Refused):
    """Some columns are to hold more than all rows open to them: no table has these sums."""

    key = "columns_do_not_fit"
    sentence = N_(
        "The columns (%(columns)s) are to hold %(columns_rial)s rial, but the only rows open to them (%(rows)s) "
        "hold %(rows_rial)s rial."
    )
    remedy = N_(
        "Lower these columns or raise these rows by %(excess_rial)s rial in all, or open another cell of these columns."
    )


@dataclass(frozen=True, kw_only=True)
class Table[Row: Ordered, Column: Ordered]:
    """A table whose rows and columns have the sums asked for, with its working; cells of zero rials are kept."""

    cells: Mapping[tuple[Row, Column], Rial]
    fitted: Mapping[tuple[Row, Column], Fraction]
    """Each cell before it was rounded, in rials."""
    emptied: Sequence[tuple[Row, Column]]
    """Cells that have a weight, but that every table with these sums leaves at zero."""
    passes: int
    """Passes the two-way fit took; none where all cells are row × column ÷ whole."""


def fit[Row: Ordered, Column: Ordered](
    rows: Mapping[Row, Rial],
    columns: Mapping[Column, Rial],
    seed: Mapping[tuple[Row, Column], int] | None = None,
) -> Table[Row, Column]:
    """Fill a table so that every row and column has its sum to the last rial (style.md 5, S0-14).

    Cells are in proportion to `seed` but for one factor for each row and each column; a cell of
    weight zero, or that the seed does not name, stays empty. Without a seed, or where it is itself
    a product of rows and columns, each cell is row × column ÷ whole, a fraction; elsewhere cells
    are fitted to 10⁻⁹ rial. Then each is rounded down or up, so none is off by a whole rial from
    its fitted value. The order of rows, columns and weights does not matter; the answer is in order
    of code. Refuses sums or weights below zero, row sums that do not add up to the column sums, and
    sums that no table with these empty cells has, naming the fewest of them that clash.
    """
    row_codes, column_codes = sorted(rows), sorted(columns)
    _check_sums(rows, columns)
    amounts, rooms = [rows[code] for code in row_codes], [columns[code] for code in column_codes]
    weights = _weights(row_codes, column_codes, seed)
    doors = [
        sum(1 << place for place, weight in enumerate(line) if weight and rooms[place]) if amount else 0
        for line, amount in zip(weights, amounts, strict=True)
    ]
    open_cells = _always_empty_closed(row_codes, column_codes, amounts, rooms, doors)
    cells = {(row, column): 0 for row in row_codes for column in column_codes}
    fitted = dict.fromkeys(cells, Fraction(0))
    passes = 0
    for members, places_in in _blocks(open_cells):
        block = _Block(
            [amounts[row] for row in members],
            [rooms[column] for column in places_in],
            [[weights[row][column] * (open_cells[row] >> column & 1) for column in places_in] for row in members],
        )
        exact, per, taken = block.fitted()
        passes = max(passes, taken)
        for row, line, whole in zip(members, exact, block.rounded(exact, per), strict=True):
            for column, cell, amount in zip(places_in, line, whole, strict=True):
                cells[row_codes[row], column_codes[column]] = amount
                fitted[row_codes[row], column_codes[column]] = Fraction(cell, per)
    emptied = [
        (row_codes[row], column_codes[column])
        for row, door in enumerate(doors)
        for column in places(door & ~open_cells[row])
    ]
    return Table(cells=cells, fitted=fitted, emptied=emptied, passes=passes)


def _check_sums[Row: Ordered, Column: Ordered](rows: Mapping[Row, Rial], columns: Mapping[Column, Rial]) -> None:
    _check_side(rows)
    _check_side(columns)
    across, down = sum(rows.values()), sum(columns.values())
    if across != down:
        raise SumsDiffer(rows_rial=across, columns_rial=down, difference_rial=abs(across - down))


def _check_side[Code: Ordered](sums: Mapping[Code, Rial]) -> None:
    for code in sorted(sums):
        if not isinstance(sums[code], int):
            raise TypeError(f"the sum of {code!r} is not a whole number")
        if sums[code] < 0:
            raise SumNegative(code=code, sum_rial=sums[code])


def _weights[Row: Ordered, Column: Ordered](
    rows: list[Row], columns: list[Column], seed: Mapping[tuple[Row, Column], int] | None
) -> list[list[int]]:
    """The weights as a table in order of code; all alike without a seed."""
    if seed is None:
        return [[1] * len(columns) for _ in rows]
    place_of_row = {code: place for place, code in enumerate(rows)}
    place_of_column = {code: place for place, code in enumerate(columns)}
    table = [[0] * len(columns) for _ in rows]
    for row, column in sorted(seed):
        weight = seed[row, column]
        if not isinstance(weight, int):
            raise TypeError(f"the weight of {(row, column)!r} is not a whole number")
        if weight < 0:
            raise WeightNegative(row=row, column=column, weight=weight)
        if row not in place_of_row or column not in place_of_column:
            raise WeightWithoutSum(row=row, column=column)
        table[place_of_row[row]][place_of_column[column]] = weight
    return table


def _always_empty_closed[Row: Ordered, Column: Ordered](
    rows: list[Row], columns: list[Column], amounts: list[Rial], rooms: list[Rial], doors: list[Bits]
) -> list[Bits]:
    """Close the cells that are zero in every table with these sums; refuse if there is no such table.

    In a table that fits, a cell of zero can hold something only if a ring of cells can pass the
    amount on and around, taking it from cells that hold something.
    """
    filling = fill(amounts, rooms, doors)
    if filling.rows:
        raise _clash(rows, columns, amounts, rooms, doors)
    held = [sum(1 << column for column in put) for put in filling.put]
    reach = [1 << column for column in range(len(columns))]
    for door, holds in zip(doors, held, strict=True):
        for column in places(holds):
            reach[column] |= door
    for middle in range(len(columns)):
        for column in range(len(columns)):
            if reach[column] >> middle & 1:
                reach[column] |= reach[middle]
    return [
        sum(1 << column for column in places(door) if reach[column] & holds)
        for door, holds in zip(doors, held, strict=True)
    ]


def _clash[Row: Ordered, Column: Ordered](
    rows: list[Row], columns: list[Column], amounts: list[Rial], rooms: list[Rial], doors: list[Bits]
) -> Refused:
    """The refusal that names the fewest rows and columns whose sums clash."""
    clash = smallest_clash(amounts, rooms, doors)
    assert clash, "sums that cannot be met clash"
    rows_rial = sum(amounts[row] for row in clash.rows)
    columns_rial = sum(rooms[column] for column in clash.columns)
    return (RowsDoNotFit if clash.rows_exceed else ColumnsDoNotFit)(
        rows=" · ".join(str(rows[row]) for row in clash.rows) or "–",
        columns=" · ".join(str(columns[column]) for column in clash.columns) or "–",
        rows_rial=rows_rial,
        columns_rial=columns_rial,
        excess_rial=abs(rows_rial - columns_rial),
    )


def _blocks(doors: list[Bits]) -> Iterator[tuple[list[int], list[int]]]:
    """The parts of the table that share no row and no column: the rows and columns of each."""
    blocks: list[tuple[Bits, Bits]] = []
    for row, door in enumerate(doors):
        if not door:
            continue
        touching = [block for block in blocks if block[1] & door]
        blocks = [block for block in blocks if not block[1] & door]
        members, behind = 1 << row, door
        for block in touching:
            members, behind = members | block[0], behind | block[1]
        blocks.append((members, behind))
    for members, behind in sorted(blocks):
        yield list(places(members)), list(places(behind))


@dataclass(frozen=True)
class _Block:
    """A part of the table whose rows and columns all hang together; every sum is above zero."""

    rows: list[Rial]
    columns: list[Rial]
    weights: list[list[int]]

    def fitted(self) -> tuple[list[list[int]], int, int]:
        """The cells before rounding as whole numbers of a part of a rial, how many parts a rial is, and the passes."""
        first = self.weights[0]
        if all(
            weight * first[0] == line[0] * above
            for line in self.weights
            for weight, above in zip(line, first, strict=True)
        ):
            return [[row * column for column in self.columns] for row in self.rows], sum(self.rows), 0
        if len(self.rows) < len(self.columns):
            turned = fit_in_proportion(self.columns, self.rows, _turned(self.weights))
            return _turned(turned.cells), 10**PLACES, turned.passes
        fitted = fit_in_proportion(self.rows, self.columns, self.weights)
        return fitted.cells, 10**PLACES, fitted.passes

    def rounded(self, cells: list[list[int]], per: int) -> list[list[Rial]]:
        """The cells in whole rials; the longer side is taken as rows, which is quicker."""
        if len(self.rows) < len(self.columns):
            return _turned(round_table(self.columns, self.rows, _turned(cells), per))
        return round_table(self.rows, self.columns, cells, per)


def _turned(table: list[list[int]]) -> list[list[int]]:
    """Rows as columns and columns as rows."""
    return [list(line) for line in zip(*table, strict=True)]
