"""A run of a directive: figures become points, points become rials, and the whole working is kept."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from hamtaraz.kernel.refusals import N_, Refused
from hamtaraz.kernel.rial import Rial
from hamtaraz.law import columns
from hamtaraz.law.bodies import Bodies, Code, Value
from hamtaraz.law.bounds import Sharing, share_within
from hamtaraz.law.clauses import Bounds, Formula, Key, Pool
from hamtaraz.law.directive import Directive
from hamtaraz.law.evaluation import Evaluation, Rows
from hamtaraz.law.faults import WeightsNotWhole
from hamtaraz.law.gaps import Filled
from hamtaraz.law.share_out import share_out
from hamtaraz.law.why import WhyLine, why_lines
from hamtaraz.law.written_numbers import spelled

VERSION = "hamtaraz-law/1"
"""Names the arithmetic of the law; it changes when the same inputs would give another result."""


class AsidesTooMuch(Refused):
    """More is set aside than there is."""

    key = "asides_too_much"
    sentence = N_("%(asides_rial)s rial would be set aside or fixed, but the pool is %(pool_rial)s rial.")
    remedy = N_("Raise the pool, or lower what the directive sets aside.")


class AsideToNobody(Refused):
    """An amount is set aside for a body that is not in the table."""

    key = "aside_to_nobody"
    sentence = N_("“%(aside)s” is for “%(body)s”, which is not among the recipients.")
    remedy = N_("Correct the code in the directive, or add the body to the table.")


class PartsNotWhole(Refused):
    """The parts of the pools are not a whole."""

    key = "parts_not_whole"
    sentence = N_("The parts of the pools add up to %(sum)s, not to one.")
    remedy = N_("Change the parts so that they add up to one.")


class PoolNotWhole(Refused):
    """The pool is not a multiple of the unit amounts are rounded to."""

    key = "pool_not_whole"
    sentence = N_("%(pool_rial)s rial is not a whole multiple of %(unit_rial)s rial, to which amounts are rounded.")
    remedy = N_("Share out a multiple of %(unit_rial)s rial.")


class ParameterUnknown(Refused):
    """A value is given for a parameter the directive does not have."""

    key = "parameter_unknown"
    sentence = N_("The directive has no parameter “%(name)s”.")
    remedy = N_("Its parameters are: %(near)s.")


class ParameterOutside(Refused):
    """A value of a parameter is outside of what the directive allows."""

    key = "parameter_outside"
    sentence = N_("“%(name)s” cannot be %(value)s; the directive allows %(least)s to %(most)s.")
    remedy = N_("Choose a value between the two.")


class NothingShared(Refused):
    """The directive computes figures but shares nothing."""

    key = "nothing_shared"
    sentence = N_("The directive “%(title)s” has no [[pool]], so it shares nothing.")
    remedy = N_("Add a [[pool]] that says by which points the money is shared.")


@dataclass(frozen=True, slots=True)
class PoolRun:
    """One pool: its amount, what every body got of it, and each sharing on the way, by the texts that lead there."""

    pool: Pool
    amount_rial: Rial
    shares: Mapping[Code, Rial]
    sharings: Mapping[tuple[str, ...], Sharing]
    paths: Mapping[Code, tuple[str, ...]]

    @property
    def points(self) -> dict[Code, int]:
        """The points of each body in this pool."""
        return {code: self.sharings[path].points[code] for code, path in self.paths.items()}


@dataclass(frozen=True)
class Run:
    """What came of a directive, with everything it used: "why this amount?" is asked of it."""

    directive: Directive
    bodies: Bodies
    pool_rial: Rial
    parameters: Mapping[Key, Fraction]
    asides: Mapping[Key, Rial]
    pools: Mapping[Key, PoolRun]
    shares: Mapping[Code, Rial]
    evaluation: Evaluation

    @property
    def filled(self) -> list[Filled]:
        """Every figure a policy or a person put in the place of a gap."""
        return self.evaluation.filled

    @property
    def left_out(self) -> dict[Code, str]:
        """Bodies that receive nothing: "where", or "missing:" and the figure they lack."""
        return self.evaluation.left_out

    @property
    def last_year(self) -> Mapping[Code, Rial]:
        """Last year's amounts, as they were given."""
        return self.evaluation.last_year

    @property
    def points(self) -> dict[Code, int]:
        """The points of a directive with one pool; of the first pool otherwise."""
        return next(iter(self.pools.values())).points

    def figure(self, code: Code, name: str) -> Fraction | None:
        """A figure of a body: a datum or an indicator. None where it has none."""
        return self.evaluation.named(name).at(self.bodies.row_of[code])

    def figures(self, name: str) -> dict[Code, Fraction | None]:
        """A figure of every body."""
        named = self.evaluation.named(name)
        return {code: named.at(row) for code, row in self.bodies.row_of.items()}

    def why(self, code: Code) -> list[WhyLine]:
        """Explain one body's amount: figures, policies, parameters and indicators in their order, then each pool."""
        return why_lines(self, code)

    def as_json(self) -> dict[str, Any]:
        """The whole run as JSON: inputs, parameters, figures, shares. Every number is a string, fractions are a/b."""
        evaluation, codes = self.evaluation, self.bodies.codes
        return {
            "version": VERSION,
            "directive": {"key": self.directive.key, "sha256": self.directive.digest()},
            "pool_rial": str(self.pool_rial),
            "parameters": {key: str(value) for key, value in sorted(self.parameters.items())},
            "codes": list(codes),
            "names": {code: self.bodies.names[code] for code in codes if code in self.bodies.names},
            "data": {key: [_json(value) for value in evaluation.raw(key)] for key in _used_data(self)},
            "last_year": {code: str(amount) for code, amount in sorted(self.last_year.items())},
            "filled": [
                {"code": one.code, "key": one.key, "policy": one.policy, "given": _json(one.given),
                 "value": str(one.value), "reason": one.reason}
                for one in sorted(self.filled, key=lambda one: (one.key, one.code, one.policy))
            ],
            "left_out": dict(sorted(self.left_out.items())),
            "indicators": {
                key: {"scale": str(10**indicator.scale),
                      "nums": [None if num is None else str(num) for num in evaluation.named(key).nums]}
                for key, indicator in self.directive.indicators.items() if key in evaluation._named
            },
            "asides": {key: str(amount) for key, amount in self.asides.items()},
            "pools": {
                key: {"amount_rial": str(one.amount_rial),
                      "shares": {code: str(amount) for code, amount in one.shares.items()}}
                for key, one in self.pools.items()
            },
            "shares": {code: str(amount) for code, amount in self.shares.items()},
        }  # fmt: skip

    def canonical(self) -> str:
        """`as_json` as one string with one possible spelling."""
        return json.dumps(self.as_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def digest(self) -> str:
        """The SHA-256 of directive, inputs, parameters and result together, in hexadecimal."""
        return hashlib.sha256(self.canonical().encode()).hexdigest()


def distribute(
    directive: Directive,
    bodies: Bodies,
    pool: Rial,
    *,
    parameters: Mapping[Key, Fraction] | None = None,
    last_year: Mapping[Code, Rial] | None = None,
    overrides: Mapping[tuple[Code, Key], tuple[Value, str]] | None = None,
    day: str | None = None,
) -> Run:
    """Share `pool` rials among `bodies` as the directive says; the same inputs give the same run on every machine.

    `parameters` stand in for values of the directive (weights of a family must still add up to one); `last_year`
    gives rials by code; `overrides` puts a figure with a reason in the place of what a body brought; `day` is the
    Jalali day whose parameter values hold. The order of bodies does not matter. Refuses what the data, the bounds
    and the policies of the directive refuse, each in a sentence that names the body (style.md 5, INV-14).
    """
    if not directive.pools:
        raise NothingShared(title=directive.called())
    chosen = chosen_parameters(directive, parameters, day)
    bodies = bodies.in_order()
    evaluation = Evaluation(
        directive, bodies, chosen, pool_rial=pool, last_year=last_year, overrides=overrides
    )  # fmt: skip
    if pool % directive.unit_rial:
        raise PoolNotWhole(pool_rial=pool, unit_rial=directive.unit_rial)
    asides = _asides(evaluation, pool)
    amounts = _amounts_of_pools(evaluation, pool, asides)
    pools = {key: _share_pool(evaluation, one, amounts[key]) for key, one in directive.pools.items()}
    shares = _add_up(evaluation, pools, asides)
    return Run(directive, bodies, pool, chosen, asides, pools, shares, evaluation)


def chosen_parameters(
    directive: Directive, parameters: Mapping[Key, Fraction] | None = None, day: str | None = None
) -> dict[Key, Fraction]:
    """The values a run goes by: those of the day, with `parameters` in their place where given; refused if they clash."""
    found = directive.values_on(day)
    for key, value in (parameters or {}).items():
        if key not in found:
            raise ParameterUnknown(name=key, near=", ".join(found) or "–")
        clause = directive.parameters[key]
        low, high = clause.least, clause.most
        if (low is not None and value < low) or (high is not None and value > high):
            raise ParameterOutside(
                name=clause.called(), value=spelled(value),
                least="…" if low is None else spelled(low), most="…" if high is None else spelled(high),
            )  # fmt: skip
        found[key] = Fraction(value)
    for family, keys in directive.families().items():
        whole = sum((found[key] for key in keys), Fraction(0))
        if whole != 1:
            raise WeightsNotWhole(family=family, sum=spelled(whole), since=day or "–")
    return found


def figures(
    directive: Directive,
    bodies: Bodies,
    *,
    parameters: Mapping[Key, Fraction] | None = None,
    day: str | None = None,
) -> dict[Key, dict[Code, Fraction | None]]:
    """Every indicator of every body, of a directive that need not share anything."""
    evaluation = Evaluation(directive, bodies, chosen_parameters(directive, parameters, day))
    return {
        key: {code: evaluation.named(key).at(row) for code, row in bodies.row_of.items()}
        for key in directive.indicators
    }


def _scalar(evaluation: Evaluation, formula: Formula, clause: str) -> Fraction:
    found = evaluation.figure(formula.tree, [], clause)
    assert isinstance(found, Fraction)
    evaluation.hold_to_length([found.numerator, found.denominator], [], clause)
    return found


def _whole_units(amount: Fraction, unit: Rial) -> Rial:
    parts = Fraction(amount) / unit
    return columns.half_even(parts.numerator, parts.denominator) * unit


def _asides(evaluation: Evaluation, pool: Rial) -> dict[Key, Rial]:
    directive = evaluation.directive
    found = {
        key: _whole_units(_scalar(evaluation, one.amount, one.called()), directive.unit_rial)
        for key, one in directive.asides.items()
    }
    if sum(found.values()) > pool or any(amount < 0 for amount in found.values()):
        raise AsidesTooMuch(asides_rial=sum(found.values()), pool_rial=pool)
    return found


def _amounts_of_pools(evaluation: Evaluation, pool: Rial, asides: Mapping[Key, Rial]) -> dict[Key, Rial]:
    """Fixed amounts first; what is left goes by parts, which add up to one, exact to the unit."""
    directive = evaluation.directive
    unit = directive.unit_rial
    fixed = {
        key: _whole_units(_scalar(evaluation, one.amount, one.called()), unit)
        for key, one in directive.pools.items()
        if one.amount
    }
    rest = pool - sum(asides.values()) - sum(fixed.values())
    if rest < 0 or any(amount < 0 for amount in fixed.values()):
        raise AsidesTooMuch(asides_rial=pool - rest, pool_rial=pool)
    parts = {
        key: _scalar(evaluation, one.part, one.called()) if one.part else Fraction(1)
        for key, one in directive.pools.items()
        if key not in fixed
    }
    whole = sum(parts.values(), Fraction(0))
    if whole != 1 and (parts or rest):
        raise PartsNotWhole(sum=spelled(whole))
    common = columns.of_fractions(list(parts.values()) or [Fraction(0)])
    scale = 1
    for den in set(common.dens()):
        scale = scale * den
    points = {key: int(value * scale) for key, value in parts.items()}
    shared = share_out(rest // unit, points) if points else {}
    return fixed | {key: amount * unit for key, amount in shared.items()}


def _share_pool(evaluation: Evaluation, pool: Pool, amount: Rial) -> PoolRun:
    rows = evaluation.rows("")
    if pool.where:
        holds = evaluation.truths(pool.where.tree, rows, pool.called())
        rows = [row for row, yes in zip(rows, holds, strict=True) if yes]
    sharings: dict[tuple[str, ...], Sharing] = {}
    paths: dict[Code, tuple[str, ...]] = {}
    shares: dict[Code, Rial] = {}
    _share_level(evaluation, pool, rows, amount, (), sharings, paths, shares)
    return PoolRun(pool, amount, dict(sorted(shares.items())), sharings, paths)


def _share_level(
    evaluation: Evaluation,
    pool: Pool,
    rows: Rows,
    amount: Rial,
    path: tuple[str, ...],
    sharings: dict[tuple[str, ...], Sharing],
    paths: dict[Code, tuple[str, ...]],
    shares: dict[Code, Rial],
) -> None:
    """Share one amount among the groups of the next level, or among the bodies where there is none."""
    depth = len(path)
    codes = evaluation.bodies.codes
    unit = evaluation.directive.unit_rial
    if depth == len(pool.levels):
        by = evaluation.picked(pool.by, rows)
        points = {codes[row]: num for row, num in zip(rows, by.nums, strict=True)}
        lowest, highest = _bounds(evaluation, pool.bounds, rows, pool.called(), codes)
        sharings[path] = share_within(amount, points, lowest, highest, unit=unit)
        shares.update(sharings[path].shares)
        paths.update(dict.fromkeys(points, path))
        return
    level = pool.levels[depth]
    texts = evaluation.texts(level.column)
    members: dict[str, Rows] = {}
    for row in rows:
        members.setdefault(texts[row], []).append(row)
    by = evaluation.picked(level.by or pool.by, rows)
    points = dict.fromkeys(sorted(members), 0)
    for row, num in zip(rows, by.nums, strict=True):
        points[texts[row]] += num
    least, most = _bounds(evaluation, level.bounds, rows, pool.called(), evaluation.everyone)
    sharings[path] = share_within(
        amount, points, _summed(least, members), _summed(most, members, all_of_them=True), unit=unit
    )
    for text in sorted(members):
        _share_level(
            evaluation, pool, members[text], sharings[path].shares[text], (*path, text), sharings, paths, shares
        )


def _bounds[Name](
    evaluation: Evaluation, bounds: Bounds, rows: Rows, clause: str, names: Sequence[Name]
) -> tuple[dict[Name, Rial], dict[Name, Rial]]:
    """The least and the greatest amount of each row that has one, in whole rials, by the names of rows."""
    found: list[dict[Name, Rial]] = []
    for formula, where, up in (
        (bounds.minimum, bounds.minimum_where, True),
        (bounds.maximum, bounds.maximum_where, False),
    ):
        if formula is None:
            found.append({})
            continue
        held = rows
        if where:
            holds = evaluation.truths(where.tree, rows, clause)
            held = [row for row, yes in zip(rows, holds, strict=True) if yes]
        figure = evaluation.figure(formula.tree, held, clause)
        if isinstance(figure, Fraction):
            amounts = [-(-figure // 1) if up else figure // 1] * len(held)
        else:
            parts = zip(figure.nums, figure.dens(), strict=True)
            amounts = [-(-num // den) if up else num // den for num, den in parts]
        evaluation.hold_to_length(amounts, held, clause)
        found.append(dict(zip([names[row] for row in held], amounts, strict=True)))
    return found[0], found[1]


def _summed(amounts: Mapping[int, Rial], members: Mapping[str, Rows], *, all_of_them: bool = False) -> dict[str, Rial]:
    """Bounds of a group: the sum of its members' bounds; a greatest amount only where every member has one."""
    found = {}
    for text, rows in members.items():
        known = [amounts[row] for row in rows if row in amounts]
        if known and (len(known) == len(rows) or not all_of_them):
            found[text] = sum(known)
    return found


def _add_up(evaluation: Evaluation, pools: Mapping[Key, PoolRun], asides: Mapping[Key, Rial]) -> dict[Code, Rial]:
    codes = evaluation.bodies.codes
    total = dict.fromkeys(sorted(codes[row] for row in evaluation.rows("")), 0)
    for one in pools.values():
        for code, amount in one.shares.items():
            total[code] += amount
    for key, amount in asides.items():
        clause = evaluation.directive.asides[key]
        if clause.to:
            if clause.to not in total:
                raise AsideToNobody(aside=clause.called(), body=clause.to)
            total[clause.to] += amount
    return total


def _json(value: Value) -> Any:
    return value if value is None or isinstance(value, bool | str) else str(value)


def _used_data(run: Run) -> list[Key]:
    return sorted(run.evaluation._raw)
