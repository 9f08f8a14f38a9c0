"""Whether the sums of a table with closed cells can be met, and the smallest set of sums that clash if not.

Rows have needs, columns have room, and each row has doors to some columns (bits of a whole number).
A set of rows clashes when its needs are more than the room behind all its doors (Hall's condition).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

PATIENCE = 200
"""Fillings tried in search of a smaller clash. The question is as hard as finding cliques, so it must end."""

type Bits = int


@dataclass(frozen=True)
class Filling:
    """As much as fits: what each row puts behind which door, and the rows and columns that hold up the rest.

    `rows` is the smallest set of rows whose needs exceed the room behind their doors (`columns`) by
    the most; it is empty when everything fits.
    """

    put: list[dict[int, int]]
    rows: Bits
    columns: Bits


def places(bits: Bits) -> Iterator[int]:
    """The places of the bits that are set, lowest first."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def fill(needs: Sequence[int], rooms: Sequence[int], doors: Sequence[Bits]) -> Filling:
    """Put as much of the rows' needs into the columns' rooms as the doors let through (largest flow)."""
    left, room = list(needs), list(rooms)
    put: list[dict[int, int]] = [{} for _ in needs]
    users: list[Bits] = [0] * len(rooms)
    for row in range(len(needs)):
        for column in places(doors[row]):
            amount = min(left[row], room[column])
            if amount:
                _move(put, users, row, column, amount)
                left[row] -= amount
                room[column] -= amount
    while True:
        came_from, rows, columns, end = _way(left, room, doors, users)
        if end is None:
            return Filling(put, rows, columns)
        way = [end]
        while (before := came_from[way[-1]]) is not None:
            way.append(before)
        enters = list(zip(way[0::2], way[1::2], strict=True))  # a column, and the row that enters it
        yields = list(zip(way[1::2], way[2::2], strict=False))  # a row, and the column in which it makes way
        amount = min([room[end[1]], left[way[-1][1]], *(put[row][column] for (_, row), (_, column) in yields)])
        for (_, column), (_, row) in enters:
            _move(put, users, row, column, amount)
        for (_, row), (_, column) in yields:
            _move(put, users, row, column, -amount)
        room[end[1]] -= amount
        left[way[-1][1]] -= amount


def _move(put: list[dict[int, int]], users: list[Bits], row: int, column: int, amount: int) -> None:
    now = put[row].get(column, 0) + amount
    if now:
        put[row][column] = now
        users[column] |= 1 << row
    else:
        del put[row][column]
        users[column] &= ~(1 << row)


type _Stop = tuple[str, int]


def _way(
    left: list[int], room: list[int], doors: Sequence[Bits], users: list[Bits]
) -> tuple[dict[_Stop, _Stop | None], Bits, Bits, _Stop | None]:
    """Look, nearest first, for a way from a row with a need left to a column with room left."""
    queue = [row for row, need in enumerate(left) if need]
    came_from: dict[_Stop, _Stop | None] = {("row", row): None for row in queue}
    rows, columns = sum(1 << row for row in queue), 0
    for row in queue:
        for column in places(doors[row] & ~columns):
            columns |= 1 << column
            came_from["column", column] = ("row", row)
            if room[column]:
                return came_from, rows, columns, ("column", column)
            others = users[column] & ~rows
            rows |= others
            for other in places(others):
                came_from["row", other] = ("column", column)
                queue.append(other)
    return came_from, rows, columns, None


@dataclass(frozen=True)
class Clash:
    """Rows and columns whose sums clash: the one side needs more than the other, all that is open to it, can hold."""

    rows: list[int]
    columns: list[int]
    rows_exceed: bool


def smallest_clash(
    rows: Sequence[int], columns: Sequence[int], doors: Sequence[Bits], patience: int = PATIENCE
) -> Clash | None:
    """Find the fewest sums that clash, of rows beyond their columns or of columns beyond their rows.

    Answers None where everything fits; rows and columns are to add up alike. Should `patience` run
    out on a side, the clash found there is one from which no sum can be left out, perhaps not the
    smallest of all. The shorter side is searched first.
    """
    turned = [sum(1 << row for row, door in enumerate(doors) if door >> column & 1) for column in range(len(columns))]
    by_rows, by_columns = _Search(rows, columns, doors, patience), _Search(columns, rows, turned, patience)
    first, second = sorted((by_rows, by_columns), key=lambda search: len(search.needs))
    first.fewest = min(first.fewest, second.fewest)
    first.run()
    second.fewest = first.fewest
    second.run()
    clashing = [search for search in (first, second) if search.best]
    if not clashing:
        return None
    found = min(clashing, key=lambda search: search.size(search.best))
    exceeding, open_to_them = list(places(found.best)), list(places(found.behind(found.best)))
    if found is by_rows:
        return Clash(exceeding, open_to_them, rows_exceed=True)
    return Clash(open_to_them, exceeding, rows_exceed=False)


class _Search:
    """Branch and bound over sets of rows.

    The set that exceeds its room by the most holds a smallest clash (what it exceeds by is
    supermodular), so everything outside it is dropped at each step. A charge on every row and
    column, chosen as well as can be, bounds what sets of few rows and columns can exceed by.
    """

    def __init__(self, needs: Sequence[int], rooms: Sequence[int], doors: Sequence[Bits], patience: int) -> None:
        self.needs, self.rooms, self.doors, self.patience = needs, rooms, doors, patience
        self.best: Bits = 0
        self.fewest = len(needs) + len(rooms) + 1
        """Rows and columns of the best clash; a better one has fewer."""
        for row in range(len(needs)):
            self.keep(1 << row)

    def run(self) -> None:
        """Search until nothing smaller is left; where patience runs out, leave out what can be."""
        everyone = self.heaviest((1 << len(self.needs)) - 1, 0)
        self.keep(everyone)
        open_sets: list[tuple[Bits, Bits]] = [(everyone, 0)]
        while open_sets and self.patience > 0:
            allowed, forced = open_sets.pop()
            allowed = self.heaviest(allowed, forced)
            if self.excess(allowed) <= 0:
                continue
            self.keep(allowed)
            if self.can_be_smaller(allowed, forced):
                row = 1 << min(places(allowed & ~forced), key=lambda row: self.needs[row])
                open_sets += [(allowed, forced | row), (allowed & ~row, forced)]
        for row in list(places(self.best)) if open_sets else []:
            without = self.heaviest(self.best & ~(1 << row), 0)
            if self.excess(without) > 0:
                self.best = without

    def can_be_smaller(self, allowed: Bits, forced: Bits) -> bool:
        """Whether a clash between `forced` and `allowed` may have fewer rows and columns than the best known."""
        heavy, light = allowed, forced
        while self.size(forced) < self.fewest:
            if self.excess(forced) > 0:
                self.keep(forced)
                break
            few = self.fewest - 1
            light = light if self.size(light) <= few else forced
            charge = self.excess(heavy) - self.excess(light)
            per = self.size(heavy) - self.size(light)
            found = self.heaviest(allowed, forced, charge, per)
            bound = per * self.excess(found) - charge * (self.size(found) - few)
            if bound < per:  # no set of so few exceeds its room by even one
                break
            if bound == per * self.excess(light) - charge * (self.size(light) - few):
                return True
            if self.size(found) <= few and self.excess(found) <= 0:
                light = found
            else:
                heavy = found
                self.keep(found)
        return False

    def heaviest(self, allowed: Bits, forced: Bits, charge: int = 0, per: int = 1) -> Bits:
        """The rows from `forced` to `allowed` that exceed their room by the most, at a charge ÷ per on each sum."""
        self.patience -= 1
        rooms = [room * per + charge for room in self.rooms]
        needs = [0] * len(self.needs)
        for row in places(allowed):
            needs[row] = max(self.needs[row] * per - charge, 0)
        for row in places(forced):
            needs[row] = sum(rooms) + 1
        return fill(needs, rooms, self.doors).rows

    def keep(self, rows: Bits) -> None:
        """Remember these rows if they clash and are fewer, with their columns, than any before."""
        if self.size(rows) < self.fewest and self.excess(rows) > 0:
            self.best, self.fewest = rows, self.size(rows)

    def behind(self, rows: Bits) -> Bits:
        """The columns behind the doors of these rows."""
        columns = 0
        for row in places(rows):
            columns |= self.doors[row]
        return columns

    def excess(self, rows: Bits) -> int:
        """What the needs of these rows exceed the room behind their doors by; below zero where there is room."""
        needs = sum(self.needs[row] for row in places(rows))
        return needs - sum(self.rooms[column] for column in places(self.behind(rows)))

    def size(self, rows: Bits) -> int:
        """How many sums these rows and the columns behind their doors are."""
        return rows.bit_count() + self.behind(rows).bit_count()
