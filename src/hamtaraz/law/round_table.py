"""Round a table to whole rials so that every row and column sum is exact and no cell is off by a whole rial."""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush


def round_table(
    rows: Sequence[int], columns: Sequence[int], cells: Sequence[Sequence[int]], per: int
) -> list[list[int]]:
    """Round `cells` (whole numbers of 1/`per` rial) down or up, so that all sums are met exactly.

    Of all such tables this is one whose cells are off by the least in all: the largest remainders
    that the sums allow are rounded up; of equal remainders the earlier row, then column. A whole
    cell stays as it is. The sums of `cells` themselves may be off by less than one rial in all; a
    rounding then always exists, since sums that are whole cannot be crossed by less than one.
    """
    table = [[cell // per for cell in line] for line in cells]
    remainders = [[cell % per for cell in line] for line in cells]
    up = [_largest(line, total - sum(below)) for line, below, total in zip(remainders, table, rows, strict=True)]
    surplus = [-total for total in columns]
    for below, picked in zip(table, up, strict=True):
        for column, amount in enumerate(below):
            surplus[column] += amount + (column in picked)
    if any(surplus):
        _level(up, remainders, surplus)
    for line, picked in zip(table, up, strict=True):
        for column in picked:
            line[column] += 1
    return table


def _largest(remainders: list[int], count: int) -> set[int]:
    """The columns of the `count` largest remainders of a row; none of them zero."""
    order = sorted(range(len(remainders)), key=lambda column: -remainders[column])
    assert 0 <= count <= len(remainders)
    assert all(remainders[column] for column in order[:count])
    return set(order[:count])


def _level(up: list[set[int]], remainders: list[list[int]], surplus: list[int]) -> None:
    """Move rials from columns with a surplus to columns that lack, each by the way that costs least.

    A row gives up the rial of one column for that of another; it costs the difference of their
    remainders. Cheapest ways one after another are cheapest in all (successive shortest paths,
    Dijkstra with prices that keep every cost at zero or more).
    """
    exchanges = _Exchanges(up, remainders, len(surplus))
    prices, start_price = [0] * len(surplus), 0
    while any(more > 0 for more in surplus):
        way = _cheapest_way(exchanges, prices, start_price, surplus)
        start_price -= way.cost
        for column, cost in way.nearer.items():
            prices[column] += cost - way.cost
        column = way.end
        surplus[column] += 1
        while (before := way.came_from[column]) is not None:
            source, row = before
            exchanges.make(row, source, column)
            column = source
        surplus[column] -= 1


@dataclass(frozen=True)
class _Way:
    """A way to a column that lacks a rial, its cost beyond prices, and the columns that cost less to reach."""

    end: int
    cost: int
    nearer: dict[int, int]
    came_from: dict[int, tuple[int, int] | None]


def _cheapest_way(exchanges: "_Exchanges", prices: list[int], start_price: int, surplus: list[int]) -> _Way:
    """Find the cheapest way from any column with a surplus to any that lacks."""
    reached = {column: start_price - prices[column] for column, more in enumerate(surplus) if more > 0}
    came_from: dict[int, tuple[int, int] | None] = dict.fromkeys(reached)
    nearer: dict[int, int] = {}
    while True:
        assert reached, "a rounding exists, so a column that lacks can be reached"
        cost, column = min((cost, column) for column, cost in reached.items())
        if surplus[column] < 0:  # its price is zero still: prices fall only on the way to such a column
            return _Way(column, cost, nearer, came_from)
        nearer[column] = reached.pop(column)
        for other, price in enumerate(prices):
            cheapest = None if other in nearer else exchanges.cheapest(column, other)
            if cheapest is None:
                continue
            through = cost + cheapest[0] + prices[column] - price
            if other not in reached or through < reached[other]:
                reached[other] = through
                came_from[other] = column, cheapest[1]


class _Exchanges:
    """For every two columns, the row that exchanges a rial of one for a rial of the other most cheaply."""

    def __init__(self, up: list[set[int]], remainders: list[list[int]], columns: int) -> None:
        self.up, self.remainders = up, remainders
        self.offers: list[list[list[tuple[int, int]]]] = [[[] for _ in range(columns)] for _ in range(columns)]
        for row, line in enumerate(remainders):
            down = [column for column, remainder in enumerate(line) if remainder and column not in up[row]]
            for source in up[row]:
                for target in down:
                    self.offers[source][target].append((line[source] - line[target], row))
        for lists in self.offers:
            for offers in lists:
                heapify(offers)

    def cheapest(self, source: int, target: int) -> tuple[int, int] | None:
        """The cost and the row of the cheapest exchange that can still be made."""
        offers = self.offers[source][target]
        while offers:
            up = self.up[offers[0][1]]
            if source in up and target not in up:
                return offers[0]
            heappop(offers)
        return None

    def make(self, row: int, source: int, target: int) -> None:
        """Exchange, and offer what the row can exchange now."""
        line, up = self.remainders[row], self.up[row]
        up.remove(source)
        up.add(target)
        for column, remainder in enumerate(line):
            if column in up:
                heappush(self.offers[column][source], (line[column] - line[source], row))
            elif remainder:
                heappush(self.offers[target][column], (line[target] - remainder, row))
