"""Reckons a distribution a second time, slowly and in plain Python, and says where the archive differs from it.

This file goes into every archive: `recompute.py` is this text and, below it, the directive written out as Python. It
needs Python 3.11 and nothing else. Everything is a fraction; it is rounded where the directive says, and nowhere else.
"""

from __future__ import annotations

import csv
import decimal
import hashlib
import json
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import islice
from math import ceil, floor, isqrt
from pathlib import Path
from typing import Any

F = Fraction
Figure = Callable[[Any], Fraction]
Condition = Callable[[Any], bool]

MOST_TOLD = 10
TAKEN = ("code", "name", "amount_rial", "last_year_rial", "change_rial", "left_out", "filled")
"""Headings that tables of bodies and results have of themselves."""


class NotReckoned(Exception):
    """The archive's own figures cannot be reckoned."""


# --- arithmetic -----------------------------------------------------------------------------------


def clamp(value: Fraction, least: Fraction, most: Fraction) -> Fraction:
    """The value, but no less than `least` and no more than `most`."""
    return min(max(value, least), most)


def to_step(value: Fraction, step: Fraction, way: str) -> Fraction:
    """The value as a whole number of steps: "round" to the nearest (halves to the even one), "floor", "ceil"."""
    steps = Fraction(value) / step
    whole = {"round": round(steps), "floor": floor(steps), "ceil": ceil(steps)}[way]
    return whole * step


def log(value: Fraction) -> Fraction:
    """The natural logarithm, reckoned with 60 digits and rounded to 30 decimals."""
    if value <= 0:
        raise NotReckoned("a logarithm of zero or less")
    context = decimal.Context(prec=60, rounding=decimal.ROUND_HALF_EVEN)
    above, below = decimal.Decimal(value.numerator), decimal.Decimal(value.denominator)
    return round(Fraction(context.subtract(context.ln(above), context.ln(below))), 30)


def log_between(value: Fraction, low: Fraction, high: Fraction) -> Fraction:
    """Where the value stands between two bounds, by logarithm: zero at the lower, one at the higher."""
    if value <= low:
        return Fraction(0)
    if value >= high:
        return Fraction(1)
    return Fraction(log(value) - log(low)) / (log(high) - log(low))


def sqrt(value: Fraction) -> Fraction:
    """The square root to 30 decimals, the rest cut off."""
    return Fraction(isqrt(value.numerator * 10**60 // value.denominator), 10**30)


def power(value: Fraction, exponent: Fraction) -> Fraction:
    """The value times itself; a whole exponent only."""
    return Fraction(value ** int(exponent))


def step(value: Fraction, table: list[tuple[Fraction, Fraction]]) -> Fraction:
    """What the last row says whose threshold is not above the value."""
    reached = [figure for threshold, figure in table if threshold <= value]
    if not reached:
        raise NotReckoned("a figure below the first row of its table")
    return reached[-1]


def bracket(value: Fraction, table: list[tuple[Fraction, Fraction]]) -> Fraction:
    """Each part of the value times the rate of the bracket it lies in, added up."""
    ends = [threshold for threshold, _rate in table[1:]] + [max(value, table[-1][0])]
    return sum(
        ((min(value, end) - start) * rate for (start, rate), end in zip(table, ends, strict=True) if value > start),
        Fraction(0),
    )


def interpolate(value: Fraction, table: list[tuple[Fraction, Fraction]]) -> Fraction:
    """What lies on the straight line between the two rows around the value; beyond the table, its end."""
    if value <= table[0][0]:
        return table[0][1]
    for (x0, y0), (x1, y1) in zip(table, table[1:], strict=False):
        if value <= x1:
            return y0 + Fraction(value - x0) / (x1 - x0) * (y1 - y0)
    return table[-1][1]


def measure(name: str, figures: list[Fraction], level: int = 0) -> Fraction:
    """One figure of many; the median of an even number is the mean of the middle two, a percentile the nearest rank."""
    ordered = sorted(figures)
    count = len(ordered)
    if name == "sum":
        return sum(ordered, Fraction(0))
    if not ordered:
        raise NotReckoned(f"a {name} of nobody")
    if name == "mean":
        return Fraction(sum(ordered)) / count
    if name == "smallest":
        return ordered[0]
    if name == "largest":
        return ordered[-1]
    if name == "median":
        return Fraction(ordered[(count - 1) // 2] + ordered[count // 2]) / 2
    return ordered[max(1, -(-level * count // 100)) - 1]


# --- money ----------------------------------------------------------------------------------------


def share_out(total: int, points: Mapping[str, Fraction]) -> dict[str, int]:
    """Shares rounded down; what is left over goes one each to the largest remainders, ties to the lower code."""
    whole = sum(points.values())
    if not whole:
        if total:
            raise NotReckoned("money for nobody with points")
        return dict.fromkeys(sorted(points), 0)
    exact = {code: Fraction(total * points[code]) / whole for code in sorted(points)}
    shares = {code: floor(share) for code, share in exact.items()}
    left_over = total - sum(shares.values())
    for code in sorted(exact, key=lambda code: (shares[code] - exact[code], code))[:left_over]:
        shares[code] += 1
    return shares


def share_within(
    total: int, points: Mapping[str, Fraction], least: Mapping[str, int], most: Mapping[str, int], unit: int
) -> dict[str, int]:
    """Share, hold whoever falls outside of the bounds at the bound, share the rest again, until nobody falls outside.

    Each round holds those on the side that is further off in all. Everything is counted in units of rials; a least
    amount counts as the next unit above, a greatest amount as the next below.
    """
    rest, free = total // unit, dict(points)
    low = {code: -(-amount // unit) for code, amount in least.items()}
    high = {code: amount // unit for code, amount in most.items()}
    held: dict[str, int] = {}
    while free:
        whole = sum(free.values())
        short = {c: low[c] * whole - rest * free[c] for c in free if c in low and low[c] * whole > rest * free[c]}
        over = {c: rest * free[c] - high[c] * whole for c in free if c in high and high[c] * whole < rest * free[c]}
        if not short and not over:
            break
        side, bound = (short, low) if sum(short.values()) >= sum(over.values()) else (over, high)
        for code in side:
            held[code] = bound[code]
            rest -= bound[code]
            del free[code]
    shares = held | (share_out(rest, free) if free else {})
    return {code: shares[code] * unit for code in sorted(shares)}


# --- the table of bodies, and the directive -------------------------------------------------------


class Policy:
    """What stands in for a figure that is missing or zero; `told` is how the working names it."""

    def __init__(self, name: str, told: str, **more: Any) -> None:
        self.name, self.told = name, told
        self.measure: str = more.get("measure", "")
        self.level: int = more.get("level", 0)
        self.per: str = more.get("per", "")
        self.value: Fraction = more.get("value", Fraction(0))


class Bounds:
    """The least and the greatest amount of a body in rials, each perhaps only where a condition holds."""

    def __init__(
        self,
        minimum: Figure | None = None,
        minimum_where: Condition | None = None,
        maximum: Figure | None = None,
        maximum_where: Condition | None = None,
    ) -> None:
        self.minimum, self.minimum_where = minimum, minimum_where
        self.maximum, self.maximum_where = maximum, maximum_where


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file by its headings."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def heading(key: str) -> str:
    """What heads the column of a figure: its name, unless the table has another column of that name."""
    return f"figure.{key}" if key in TAKEN else key


def read_cell(text: str, kind: str) -> Any:
    """One cell: an empty one is a gap."""
    if text == "":
        return None
    if kind == "number":
        return Fraction(text)
    return text == "yes" if kind == "yes_no" else text


class Reckoning:
    """The inputs of an archive, the directive as it is told to it, and every figure once it was reckoned."""

    def __init__(self, folder: Path) -> None:
        inputs = folder / "inputs"
        self.table = rows_of(inputs / "data.csv")
        self.codes = [row["code"] for row in self.table]
        self.pool = int(rows_of(inputs / "pool.csv")[0]["pool_rial"])
        self.last_year = {row["code"]: int(row["amount_rial"]) for row in rows_of(inputs / "last_year.csv")}
        self.overrides = rows_of(inputs / "overrides.csv")
        self.parameters = {row["key"]: Fraction(row["value"]) for row in rows_of(inputs / "parameters.csv")}
        self.scale, self.unit_rial = 12, 1
        self.kinds: dict[str, str] = {}
        self.policies: dict[str, tuple[Policy, Policy]] = {}
        self.raw: dict[str, list[Any]] = {}
        self.tables: dict[str, list[tuple[Fraction, Fraction]]] = {}
        self.where: Condition | None = None
        self.groups: dict[str, Condition] = {}
        self.indicators: dict[str, tuple[int, str, Figure]] = {}
        self.formulas: dict[str, str] = {}
        self.asides: dict[str, tuple[Figure, str]] = {}
        self.pools: dict[str, dict[str, Any]] = {}
        self.used_stand_ins: set[str] = set()
        self._known: dict[Any, Any] = {}

    # what the directive declares

    def datum(self, key: str, kind: str, missing: Policy, zero: Policy) -> None:
        """A column, what a person put in the place of single figures of it, and its policies."""
        column = [read_cell(row.get(heading(key), ""), kind) for row in self.table]
        for one in self.overrides:
            if one["key"] == key:
                column[self.codes.index(one["code"])] = read_cell(one["value"], kind)
        self.raw[key], self.kinds[key], self.policies[key] = column, kind, (missing, zero)

    def indicator(self, key: str, *, scale: int, of: str, formula: str) -> Callable[[Figure], None]:
        """A named figure: for whom it is made, to how many decimals, and how (the function below)."""

        def keep(made_by: Figure) -> None:
            self.indicators[key], self.formulas[key] = (scale, of, made_by), formula

        return keep

    def aside(self, key: str, amount: Figure, to: str) -> None:
        """An amount that is set aside first."""
        self.asides[key] = (amount, to)

    def share(self, key: str, **how: Any) -> None:
        """A pool: by which points, within which bounds, through which levels."""
        self.pools[key] = how

    # who

    def members(self, group: str) -> list[int]:
        """The rows of a group; of those who receive where it has no name."""
        if group == "everyone":
            return list(range(len(self.codes)))
        key = ("members", group or "recipients")
        if key not in self._known:
            if key[1] == "recipients":
                left_out = self.left_out()
                self._known[key] = [row for row, code in enumerate(self.codes) if code not in left_out]
            else:
                self._known[key] = [row for row in range(len(self.codes)) if self.groups[group](row)]
        found: list[int] = self._known[key]
        return found

    def left_out(self) -> dict[str, str]:
        """Who receives nothing, and why."""
        if "left out" not in self._known:
            reasons = {code: self._why_not(row) for row, code in enumerate(self.codes)}
            self._known["left out"] = {code: why for code, why in reasons.items() if why}
        found: dict[str, str] = self._known["left out"]
        return found

    def _why_not(self, row: int) -> str:
        for key in self.raw:
            policy = self._policy(key, row)
            if policy and policy.name == "leave_out":
                return f"missing:{key}"
        return "where" if self.where and not self.where(row) else ""

    def by_text(self, group: str, per: str) -> dict[str, list[int]]:
        """The rows of a group by their text in a column; all under "" without a column."""
        key = ("by text", group, per)
        if key not in self._known:
            found: dict[str, list[int]] = {}
            for row in self.members(group):
                found.setdefault(self.text(per, row) if per else "", []).append(row)
            self._known[key] = found
        told: dict[str, list[int]] = self._known[key]
        return told

    # figures

    def _policy(self, key: str, row: int) -> Policy | None:
        """The policy that speaks of a figure; none where there is no gap."""
        value = self.raw[key][row]
        missing, zero = self.policies[key]
        if value is None:
            return missing
        return zero if self.kinds[key] != "text" and value is not False and value == 0 and zero.name != "keep" else None

    def text(self, key: str, row: int) -> str:
        """A text of a body."""
        return self.raw[key][row] or ""

    def truth(self, key: str, row: int) -> bool:
        """A yes or no of a body."""
        return bool(self.raw[key][row])

    def is_given(self, name: str, row: int) -> bool:
        """Whether a body has the figure."""
        if name == "last_year":
            return self.codes[row] in self.last_year
        return self.raw[name][row] is not None if name in self.raw else self.figure(name, row) is not None

    def get(self, name: str, row: int) -> Fraction:
        """A figure that must be there."""
        if name in self.parameters:
            return self.parameters[name]
        if name == "pool":
            return Fraction(self.pool)
        if name == "last_year":
            return Fraction(self.last_year.get(self.codes[row], 0))
        value = self.figure(name, row)
        if value is None:
            raise NotReckoned(f"“{name}” of “{self.codes[row]}” is missing")
        return value

    def figure(self, name: str, row: int) -> Fraction | None:
        """A datum with its policies, or an indicator, rounded once, half to even; None where the body has none."""
        key = (name, row)
        if key not in self._known:
            if name in self.raw:
                self._known[key] = self._datum(name, row)
            else:
                scale, of, made_by = self.indicators[name]
                self._known[key] = round(made_by(row), scale) if row in self._set_of(of) else None
        found: Fraction | None = self._known[key]
        return found

    def _set_of(self, group: str) -> set[int]:
        key = ("set", group)
        if key not in self._known:
            self._known[key] = set(self.members(group))
        found: set[int] = self._known[key]
        return found

    def _datum(self, key: str, row: int) -> Fraction | None:
        policy = self._policy(key, row)
        if policy is None:
            return Fraction(self.raw[key][row])
        stand_in = self.stand_in(key, row)
        if stand_in is not None:
            self.used_stand_ins.add(key)
        return stand_in

    def stand_in(self, key: str, row: int) -> Fraction | None:
        """What a policy puts in the place of a gap; a figure made of others is rounded to the directive's scale."""
        policy = self._policy(key, row)
        if policy is None or policy.name in ("refuse", "leave_out"):
            return None
        if policy.name in ("zero", "value"):
            return policy.value
        group = self.text(policy.per, row) if policy.per else ""
        cached = ("stand-in", key, policy.told, group)
        if cached not in self._known:
            known = [
                Fraction(self.raw[key][other])
                for other in range(len(self.codes))
                if self._policy(key, other) is None and (not policy.per or self.text(policy.per, other) == group)
            ]
            self._known[cached] = round(measure(policy.measure, known, policy.level), self.scale) if known else None
        found: Fraction | None = self._known[cached]
        return found

    def over(self, what: str, row: int | None, *names: str, group: str = "", per: str = "", level: int = 0) -> Fraction:
        """A figure of a whole group, or of those of it with the same text in the column `per`."""
        text = self.text(per, row) if per and row is not None else ""
        key = (what, names, group, per, level, text)
        if key not in self._known:
            rows = self.by_text(group, per).get(text, [])
            figures = [self.get(names[0], one) for one in rows] if names else []
            if what == "count":
                self._known[key] = Fraction(len(rows))
            elif what == "weighted_mean":
                weights = [self.get(names[1], one) for one in rows]
                products = sum(figure * weight for figure, weight in zip(figures, weights, strict=True))
                self._known[key] = Fraction(products) / sum(weights)
            else:
                self._known[key] = measure(what, figures, level)
        found: Fraction = self._known[key]
        return found

    def part(self, row: int, name: str, group: str = "", per: str = "") -> Fraction:
        """A body's part of the sum of its group."""
        return Fraction(self.get(name, row)) / self.over("sum", row, name, group=group, per=per)

    def rank(self, row: int, name: str, group: str = "", per: str = "", *, up: bool = False) -> Fraction:
        """The place of a body in its group, the largest first, or the smallest (`up`); equal figures share a place."""
        text = self.text(per, row) if per else ""
        key = ("rank", name, group, per, up, text)
        if key not in self._known:
            rows = self.by_text(group, per).get(text, [])
            places: dict[Fraction, int] = {}
            for place, figure in enumerate(sorted((self.get(name, one) for one in rows), reverse=not up), 1):
                places.setdefault(figure, place)
            self._known[key] = {one: places[self.get(name, one)] for one in rows}
        return Fraction(self._known[key][row])

    # money

    def whole_units(self, amount: Fraction) -> int:
        """An amount in whole units of rials, halves to the even one."""
        return round(Fraction(amount) / self.unit_rial) * self.unit_rial

    def distribution(self) -> tuple[dict[str, int], dict[str, dict[str, Any]], dict[str, int]]:
        """Amounts set aside, each pool with its amount and shares, and what every body gets in all."""
        asides = {key: self.whole_units(amount(None)) for key, (amount, _to) in self.asides.items()}
        fixed = {key: self.whole_units(how["amount"](None)) for key, how in self.pools.items() if how.get("amount")}
        rest = self.pool - sum(asides.values()) - sum(fixed.values())
        parts = {
            key: how["part"](None) if how.get("part") else Fraction(1)
            for key, how in self.pools.items()
            if key not in fixed
        }
        shared = share_out(rest // self.unit_rial, parts) if parts else {}
        amounts = fixed | {key: amount * self.unit_rial for key, amount in shared.items()}
        pools = {}
        shares = dict.fromkeys(sorted(self.codes[row] for row in self.members("")), 0)
        for key, how in self.pools.items():
            rows = [row for row in self.members("") if not how.get("where") or how["where"](row)]
            found = self._share_level(how, rows, amounts[key], 0)
            pools[key] = {"amount_rial": amounts[key], "shares": dict(sorted(found.items()))}
            for code, amount in found.items():
                shares[code] += amount
        for key, (_amount, to) in self.asides.items():
            if to:
                shares[to] += asides[key]
        return asides, pools, shares

    def _share_level(self, how: Mapping[str, Any], rows: list[int], amount: int, depth: int) -> dict[str, int]:
        """Share an amount among the groups of a level and each group's among its own; among the bodies at the end."""
        levels = how.get("levels", ())
        if depth == len(levels):
            points = {self.codes[row]: self.get(how["by"], row) for row in rows}
            least, most = self._bounds(how["bounds"], rows)
            return share_within(
                amount, points, {self.codes[row]: rial for row, rial in least.items()},
                {self.codes[row]: rial for row, rial in most.items()}, self.unit_rial,
            )  # fmt: skip
        column, by, bounds = levels[depth]
        groups: dict[str, list[int]] = {}
        for row in rows:
            groups.setdefault(self.text(column, row), []).append(row)
        points = {text: sum((self.get(by, row) for row in some), Fraction(0)) for text, some in groups.items()}
        least, most = self._bounds(bounds, rows)
        lows = {text: [least[row] for row in some if row in least] for text, some in groups.items()}
        highs = {text: [most[row] for row in some if row in most] for text, some in groups.items()}
        amounts = share_within(
            amount,
            points,
            {text: sum(known) for text, known in lows.items() if known},
            {text: sum(known) for text, known in highs.items() if known and len(known) == len(groups[text])},
            self.unit_rial,
        )
        found: dict[str, int] = {}
        for text, some in groups.items():
            found |= self._share_level(how, some, amounts[text], depth + 1)
        return found

    def _bounds(self, bounds: Bounds, rows: list[int]) -> tuple[dict[int, int], dict[int, int]]:
        """The least amounts, rounded up, and the greatest, rounded down, of those who have one."""
        least, most = {}, {}
        for row in rows:
            if bounds.minimum and (not bounds.minimum_where or bounds.minimum_where(row)):
                least[row] = ceil(bounds.minimum(row))
            if bounds.maximum and (not bounds.maximum_where or bounds.maximum_where(row)):
                most[row] = floor(bounds.maximum(row))
        return least, most


# --- the comparison -------------------------------------------------------------------------------


def compared(what: str, kept: Mapping[str, Any], again: Mapping[str, Any]) -> Iterator[str]:
    """Each name whose kept value is not the one that was reckoned again."""
    for name in [*kept, *(name for name in again if name not in kept)]:
        if name not in kept or name not in again or kept[name] != again[name]:
            yield f"{what} {name}: {_told(kept, name)} is kept, {_told(again, name)} when reckoned again"


def _told(values: Mapping[str, Any], name: str) -> str:
    return str(values[name]) if name in values and values[name] is not None else "nothing"


def files_that_differ(folder: Path) -> Iterator[str]:
    """Every file whose SHA-256 is not the one that was archived."""
    for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, name = line.split("  ", 1)
        path = folder.joinpath(name)
        if not path.is_file():
            yield f"{name}: the file is missing"
        elif hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            yield f"{name}: not the file that was archived (its SHA-256 differs)"


def inputs_that_differ(folder: Path, law: Reckoning, working: Mapping[str, Any]) -> Iterator[str]:
    """Where directive, figures or parameters of the working are not those of the files beside it."""
    text = (folder / "directive.toml").read_bytes()
    written = {
        one["key"]: str(one["formula"]) for one in tomllib.loads(text.decode(), parse_float=str).get("indicator", [])
    }
    yield from compared("formula of", written, law.formulas)
    if hashlib.sha256(text).hexdigest() != working["directive"]["sha256"]:
        yield "directive.toml: not the directive of the working"
    yield from compared("pool", {"rial": int(working["pool_rial"])}, {"rial": law.pool})
    yield from compared("parameter", _fractions(working["parameters"]), law.parameters)
    yield from compared("last year of", {c: int(rial) for c, rial in working["last_year"].items()}, law.last_year)
    yield from compared("row", dict(enumerate(working["codes"])), dict(enumerate(law.codes)))  # type: ignore[arg-type]
    for key, column in working["data"].items():
        number = law.kinds[key] == "number"
        kept = [None if value in (None, "") else Fraction(value) if number else value for value in column]
        yield from compared(
            f"{key} of", dict(zip(working["codes"], kept, strict=True)), dict(zip(law.codes, law.raw[key], strict=True))
        )


def _fractions(values: Mapping[str, str]) -> dict[str, Fraction]:
    return {key: Fraction(value) for key, value in values.items()}


def results_that_differ(folder: Path, law: Reckoning, working: Mapping[str, Any]) -> Iterator[str]:
    """Where the figures and amounts of the working are not those that come out now."""
    yield from compared("left out", working["left_out"], law.left_out())
    for key, column in working["indicators"].items():
        scale = int(column["scale"])
        kept = [None if num is None else Fraction(int(num), scale) for num in column["nums"]]
        again = {code: law.figure(key, row) for row, code in enumerate(law.codes)}
        yield from compared(f"{key} of", dict(zip(working["codes"], kept, strict=True)), again)
    asides, pools, shares = law.distribution()
    yield from compared("set aside", {key: int(amount) for key, amount in working["asides"].items()}, asides)
    for key, pool in pools.items():
        kept_pool = working["pools"].get(key, {"amount_rial": "0", "shares": {}})
        yield from compared("pool", {key: int(kept_pool["amount_rial"])}, {key: pool["amount_rial"]})
        kept_shares = {code: int(amount) for code, amount in kept_pool["shares"].items()}
        yield from compared(f"pool {key}, amount of", kept_shares, pool["shares"])
    yield from compared("amount of", {code: int(amount) for code, amount in working["shares"].items()}, shares)
    yield from _listed_that_differ(rows_of(folder / "result.csv"), law, working, pools, shares)
    if sum(shares.values()) + sum(amount for key, amount in asides.items() if not law.asides[key][1]) != law.pool:
        yield "the amounts do not add up to the pool"
    yield from _filled_that_differ(law, working["filled"])
    versions = json.loads((folder / "versions.json").read_text(encoding="utf-8"))
    if versions["run_sha256"] != hashlib.sha256((folder / "working.json").read_bytes()).hexdigest():
        yield "versions.json: names the SHA-256 of another working"


def _listed_that_differ(
    table: list[dict[str, str]],
    law: Reckoning,
    working: Mapping[str, Any],
    pools: Mapping[str, Mapping[str, Any]],
    shares: Mapping[str, int],
) -> Iterator[str]:
    """Where the table of results says something else than what is reckoned."""

    def listed(column: str) -> dict[str, Fraction]:
        return {row["code"]: Fraction(row[column]) for row in table if row[column]}

    yield from compared("result.csv, amount of", listed("amount_rial"), shares)
    for key, pool in pools.items():
        yield from compared(f"result.csv, {key} amount of", listed(f"{key}.amount_rial"), pool["shares"])
    for key in [*working["data"], *working["indicators"]]:
        if law.kinds.get(key, "number") == "number":
            figures = {code: law.figure(key, row) for row, code in enumerate(law.codes)}
            kept = {code: value for code, value in listed(heading(key)).items() if figures[code] is not None}
            yield from compared(
                f"result.csv, {key} of", kept, {c: value for c, value in figures.items() if value is not None}
            )
    names = {row["code"]: row["name"] for row in law.table if row["name"]}
    yield from compared("name of", {code: name for code, name in working["names"].items() if name}, names)
    yield from compared("result.csv, name of", {row["code"]: row["name"] for row in table if row["name"]}, names)


def _filled_that_differ(law: Reckoning, told: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Where a policy put another figure in the place of a gap than the working says."""
    kept: dict[str, dict[str, Any]] = {key: {} for key in law.used_stand_ins}
    for one in told:
        if one["policy"] != "manual":
            kept.setdefault(one["key"], {})[one["code"]] = Fraction(one["value"])
    for key, values in kept.items():
        again = {code: law.stand_in(key, row) for row, code in enumerate(law.codes)}
        yield from compared(
            f"stand-in for {key} of", values, {c: value for c, value in again.items() if value is not None}
        )


def differences(folder: Path, write_out: Callable[[Reckoning], None]) -> Iterator[str]:
    """Everything in which the archive differs from itself or from what is reckoned now, the first first."""
    yield from files_that_differ(folder)
    working = json.loads((folder / "working.json").read_text(encoding="utf-8"))
    law = Reckoning(folder)
    write_out(law)
    yield from inputs_that_differ(folder, law, working)
    try:
        yield from results_that_differ(folder, law, working)
    except (ArithmeticError, NotReckoned) as reason:
        yield f"the figures cannot be reckoned: {reason}"


def main(folder: Path, write_out: Callable[[Reckoning], None]) -> int:
    """Say whether all is as it was: 0 if it is, 1 and the differences if not, the first of them first."""
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        found = list(islice(differences(folder, write_out), MOST_TOLD))
    except (OSError, LookupError, TypeError, ValueError) as reason:
        found = [f"the archive cannot be read: {type(reason).__name__}: {reason}"]
    for line in found:
        print(line)
    if found:
        print("It does NOT come out again. / نتیجه تأیید نشد.")
        return 1
    print("Every figure and every rial comes out again. / همهٔ رقم‌ها و ریال‌ها دوباره به دست آمد.")
    return 0
