"""A slow second opinion on the law: body by body, on fractions, with the roundings a directive declares and no others.

It shares the reading of formulas with the law and nothing else: no columns, no common denominators, no keeping of
what was worked out, and bounds by sharing again and again until nobody is out of bounds.
"""

from __future__ import annotations

import decimal
from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import isqrt
from typing import Any

from hamtaraz.law.directive import Directive
from hamtaraz.law.formula import Among, Call, Name, Node, Number, Operation, Text, Turned

type Body = Mapping[str, Any]


def nearest(value: Fraction, places: int) -> Fraction:
    """Round half to even to so many decimal places."""
    return Fraction(round(value * 10**places), 10**places)


class Reference:
    """Figures and shares of a directive over bodies given as plain dictionaries."""

    def __init__(self, directive: Directive, bodies: Sequence[Body], pool: int, last_year: Mapping[str, int]) -> None:
        self.directive, self.bodies, self.pool, self.last_year = directive, list(bodies), pool, last_year

    def receives(self, body: Body) -> bool:
        where = self.directive.recipients.where
        return where is None or self.value(where.tree, body)

    def members(self, group: str) -> list[Body]:
        if group == "everyone":
            return self.bodies
        if group in ("", "recipients"):
            return [body for body in self.bodies if self.receives(body)]
        where = self.directive.groups[group].where
        return [body for body in self.bodies if self.value(where.tree, body)]

    def named(self, name: str, body: Body) -> Any:
        if name in body:
            return body[name] if isinstance(body[name], str | bool) else Fraction(body[name])
        if name == "pool":
            return Fraction(self.pool)
        if name == "last_year":
            return Fraction(self.last_year.get(body["code"], 0))
        if name in self.directive.parameters:
            return self.directive.value_of(name)
        indicator = self.directive.indicators[name]
        return nearest(self.value(indicator.made_by.tree, body), indicator.scale)

    def value(self, node: Node, body: Body) -> Any:
        match node:
            case Number() | Text():
                return node.value
            case Name():
                return self.named(node.name, body)
            case Turned():
                found = self.value(node.of, body)
                return not found if node.sign == "not" else -found
            case Among():
                return self.value(node.of, body) in [one.value for one in node.values]
            case Operation():
                return self.operation(node, body)
            case Call():
                return self.call(node, body)

    def operation(self, node: Operation, body: Body) -> Any:
        if node.sign == "and":
            return self.value(node.left, body) and self.value(node.right, body)
        if node.sign == "or":
            return self.value(node.left, body) or self.value(node.right, body)
        left, right = self.value(node.left, body), self.value(node.right, body)
        return {
            "+": lambda: left + right, "-": lambda: left - right, "*": lambda: left * right,
            "/": lambda: left / Fraction(right), "<": lambda: left < right, "<=": lambda: left <= right,
            ">": lambda: left > right, ">=": lambda: left >= right, "==": lambda: left == right,
            "!=": lambda: left != right,
        }[node.sign]()  # fmt: skip

    def call(self, node: Call, body: Body) -> Any:
        name = node.name
        if name == "if":
            return self.value(node.given[1 if self.value(node.given[0], body) else 2], body)
        if name in ("given", "missing"):
            asked = node.given[0].name
            there = body["code"] in self.last_year if asked == "last_year" else body.get(asked) is not None
            return there is (name == "given")
        if name in ("step", "bracket", "interpolate"):
            return self.looked_up(name, self.value(node.given[0], body), self.directive.tables[node.given[1].name].rows)
        if name in ("sum", "mean", "median", "smallest", "largest", "percentile", "weighted_mean", "count", "share",
                    "rank", "rank_up"):  # fmt: skip
            return self.of_group(node, body)
        given = [self.value(one, body) for one in node.given]
        if name == "sqrt":
            scale = 10**30
            return Fraction(isqrt(given[0].numerator * scale**2 // given[0].denominator), scale)
        if name == "log":
            return logarithm(given[0])
        if name == "log_between":
            x, low, high = given
            inside = (logarithm(min(max(x, low), high)) - logarithm(low)) / (logarithm(high) - logarithm(low))
            return Fraction(0) if x <= low else Fraction(1) if x >= high else inside
        step = given[1] if len(given) > 1 else Fraction(1)
        return {
            "min": lambda: min(given), "max": lambda: max(given), "abs": lambda: abs(given[0]),
            "clamp": lambda: min(max(given[0], given[1]), given[2]), "round": lambda: round(given[0] / step) * step,
            "floor": lambda: (given[0] // step) * step, "ceil": lambda: -(-given[0] // step) * step,
            "power": lambda: given[0] ** int(given[1]),
        }[name]()  # fmt: skip

    def looked_up(self, name: str, x: Fraction, rows: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
        if name == "step":
            return [value for since, value in rows if since <= x][-1]
        if name == "bracket":
            ends = [since for since, _rate in rows[1:]] + [max(x, rows[-1][0])]
            return sum((max(0, min(x, end) - since) * rate for (since, rate), end in zip(rows, ends, strict=True)),
                       Fraction(0))  # fmt: skip
        if x <= rows[0][0] or x >= rows[-1][0]:
            return rows[0][1] if x <= rows[0][0] else rows[-1][1]
        (x0, y0), (x1, y1) = next(pair for pair in zip(rows, rows[1:], strict=False) if pair[0][0] <= x < pair[1][0])
        return y0 + Fraction(x - x0) / (x1 - x0) * (y1 - y0)

    def of_group(self, node: Call, body: Body) -> Fraction:
        members = self.members(node.over)
        if node.per:
            members = [one for one in members if one[node.per] == body[node.per]]
        if node.name == "count":
            return Fraction(len(members))
        asked = node.given[0].name
        values = [self.named(asked, one) for one in members]
        own = self.named(asked, body) if node.name in ("share", "rank", "rank_up") else Fraction(0)
        ordered = sorted(values)
        if node.name == "weighted_mean":
            weights = [self.named(node.given[1].name, one) for one in members]
            return sum(v * w for v, w in zip(values, weights, strict=True)) / Fraction(sum(weights))
        if node.name == "percentile":
            place = -(-self.value(node.given[1], body) * len(ordered) // 100)
            return ordered[max(1, int(place)) - 1]
        half = len(ordered) // 2
        return {
            "sum": lambda: sum(values, Fraction(0)), "mean": lambda: sum(values, Fraction(0)) / len(values),
            "smallest": lambda: ordered[0], "largest": lambda: ordered[-1], "share": lambda: own / sum(values),
            "median": lambda: ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2,
            "rank": lambda: Fraction(1 + sum(value > own for value in values)),
            "rank_up": lambda: Fraction(1 + sum(value < own for value in values)),
        }[node.name]()  # fmt: skip

    def shares(self) -> dict[str, int]:
        """Shares of a directive with one pool without levels."""
        (pool,) = self.directive.pools.values()
        points, least, most = {}, {}, {}
        for body in self.members(""):
            if pool.where and not self.value(pool.where.tree, body):
                continue
            code, bounds = body["code"], pool.bounds
            points[code] = Fraction(self.named(pool.by, body))
            if bounds.minimum and (bounds.minimum_where is None or self.value(bounds.minimum_where.tree, body)):
                least[code] = -(-self.value(bounds.minimum.tree, body) // 1)
            if bounds.maximum and (bounds.maximum_where is None or self.value(bounds.maximum_where.tree, body)):
                most[code] = self.value(bounds.maximum.tree, body) // 1
        found = within(self.pool, points, least, most)
        return {body["code"]: found.get(body["code"], 0) for body in self.members("")}


def within(
    total: int, points: Mapping[str, Fraction], least: Mapping[str, int], most: Mapping[str, int]
) -> dict[str, int]:
    """Share out within bounds by halving the rial for each point until the exact answer is known; then round."""

    def at(rate: Fraction) -> dict[str, Fraction]:
        found = {}
        for code, one in points.items():
            amount = max(rate * one, Fraction(least.get(code, 0)))
            found[code] = min(amount, Fraction(most[code])) if code in most else amount
        return found

    turns = sorted({Fraction(bound) / points[code] for bounds in (least, most) for code, bound in bounds.items()
                    if points[code]})  # fmt: skip
    below = [rate for rate in turns if sum(at(rate).values()) <= total]
    start = max([rate for rate in below if rate >= 0], default=Fraction(0))
    free = [
        code
        for code, amount in at(start).items()
        if points[code]
        and amount >= least.get(code, 0)
        and start * points[code] >= least.get(code, 0)
        and (code not in most or start * points[code] < most[code])
    ]
    missing = total - sum(at(start).values())
    slope = sum((points[code] for code in free), Fraction(0))
    exact = at(start + missing / slope) if slope else at(start)
    floors = {code: int(amount // 1) for code, amount in exact.items()}
    left = total - sum(floors.values())
    order = sorted(sorted(exact), key=lambda code: -(exact[code] - floors[code]))
    return {code: floors[code] + (code in order[:left]) for code in sorted(floors)}


def logarithm(x: Fraction) -> Fraction:
    """Natural logarithm to thirty places, by decimals of sixty."""
    with decimal.localcontext(decimal.Context(prec=60)):
        found = decimal.Decimal(x.numerator).ln() - decimal.Decimal(x.denominator).ln()
    return nearest(Fraction(found), 30)
