"""What the clauses of a directive say of each other: names, kinds, families of weights, circles, and how far it goes."""

from __future__ import annotations

from difflib import get_close_matches
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from hamtaraz.kernel.refusals import N_
from hamtaraz.law.clauses import (
    Formula,
    Policy,
)
from hamtaraz.law.faults import (
    ExamplesTooLong,
    KeyTwice,
    NotAName,
    RoundInCircle,
    TooManySteps,
    WeightsNotWhole,
)
from hamtaraz.law.field_reader import FieldReader
from hamtaraz.law.format import (
    EVERYONE,
    LAST_YEAR,
    MOST_STEPS,
    MOST_WORK,
    POOL,
    RECIPIENTS,
)
from hamtaraz.law.formula import FUNCTIONS, Call, FormulaFault, Kind, Name, WrongKind, groups_in, height, names_in, walk
from hamtaraz.law.formula_kinds import Scope, check_formula
from hamtaraz.law.positions import Path

if TYPE_CHECKING:
    from hamtaraz.law.directive import Directive


def check_clauses(found: Directive, reader: FieldReader) -> None:
    """Hold the clauses of a directive to each other; what is wrong goes to the faults of its reader."""
    _check_names(reader, found)
    _check_formulas(reader, found)
    _check_columns(reader, found)
    _check_families(reader, found)
    if not reader.faults:
        _check_steps(reader, found)
        _check_work(reader, found)


def _check_names(reader: FieldReader, found: Directive) -> None:
    """Data, parameters and indicators share one list of names; groups and tables have their own."""
    seen: set[str] = set()
    for name, clauses in (
        ("data", found.data), ("parameter", found.parameters), ("indicator", found.indicators)
    ):  # fmt: skip
        for place, key in enumerate(clauses):
            if key in seen:
                reader.fault((name, place, "key"), KeyTwice(key=key))
            seen.add(key)


def _scope(found: Directive) -> Scope:
    kinds: dict[str, Kind] = {POOL: "number", LAST_YEAR: "number"}
    kinds |= {key: datum.kind for key, datum in found.data.items()}
    kinds |= dict.fromkeys([*found.parameters, *found.indicators], "number")
    return Scope(
        kinds=kinds,
        of_bodies=frozenset([*found.data, *found.indicators, LAST_YEAR]),
        groups=frozenset([*found.groups, EVERYONE, RECIPIENTS]),
        tables=frozenset(found.tables),
    )


def _check_formulas(reader: FieldReader, found: Directive) -> None:
    scope = _scope(found)
    for path, formula, kind in reader.formulas:
        try:
            check_formula(formula.tree, scope, kind)
            if path[0] == "aside" or (path[0] == "pool" and path[-1] in ("part", "amount")):
                _one_figure(reader, path, formula, scope)
        except FormulaFault as refused:
            reader.fault(path, refused, forward=1 + refused.at)


def _one_figure(reader: FieldReader, path: Path, formula: Formula, scope: Scope) -> None:
    """An amount set aside, and a pool's part, are one figure: names of bodies stand only under sum(…) and its like."""
    under = {
        id(one) for node in walk(formula.tree)
        if isinstance(node, Call) and FUNCTIONS[node.name].of_group and node.name not in ("share", "rank", "rank_up")
        and not node.per for one in node.given
    }  # fmt: skip
    for node in walk(formula.tree):
        if isinstance(node, Call) and node.per:
            refused = WrongKind(name="per", needs=N_("one figure for all, such as sum(…)"))
            reader.fault(path, refused, forward=1 + node.at)
        if isinstance(node, Name) and node.name in scope.of_bodies and id(node) not in under:
            refused = WrongKind(name=node.name, needs=N_("one figure for all, such as sum(…)"))
            reader.fault(path, refused, forward=1 + node.at)


def _check_columns(reader: FieldReader, found: Directive) -> None:
    columns = {*found.data, *found.indicators}
    texts = {key for key, datum in found.data.items() if datum.kind == "text"}
    for place, pool in enumerate(found.pools.values()):
        path: Path = ("pool", place)
        _among(reader, (*path, "by"), pool.by, columns - texts)
        if pool.part and pool.amount:
            reader.fault(
                (*path, "amount"), reader.wrong("amount", f"pool {pool.key}", "part + amount", "part / amount")
            )
        for at, level in enumerate(pool.levels):
            _among(reader, (*path, "level", at, "column"), level.column, texts)
            if level.by:
                _among(reader, (*path, "level", at, "by"), level.by, columns - texts)
    for place, datum in enumerate(found.data.values()):
        for name in ("missing", "zero"):
            policy: Policy = getattr(datum, name)
            if policy.per:
                _among(reader, ("data", place, name), policy.per, texts - {datum.key})
    for place, indicator in enumerate(found.indicators.values()):
        if indicator.of:
            _among(reader, ("indicator", place, "of"), indicator.of, {*found.groups, EVERYONE, RECIPIENTS})


def _among(reader: FieldReader, path: Path, name: str, names: set[str]) -> None:
    if name and name not in names:
        near = get_close_matches(name, sorted(names), 3) or sorted(names)[:12]
        told = NotAName(field=str(path[-1]), clause=reader.called(path[:2]), found=name[:60], near=", ".join(near))
        reader.fault(path, told)


def _check_families(reader: FieldReader, found: Directive) -> None:
    """Weights of a family add up to one on every day on which one of them changes."""
    for family, keys in found.families().items():
        days = sorted({since for key in keys for since, _value in found.parameters[key].values})
        for day in days:
            whole = sum(found.value_of(key, day) for key in keys)
            if whole != 1:
                first = list(found.parameters).index(keys[0])
                told = f"{whole.numerator}/{whole.denominator}" if whole.denominator != 1 else str(whole)
                reader.fault(("parameter", first), WeightsNotWhole(family=family, sum=told, since=day))
                break


def _check_steps(reader: FieldReader, found: Directive) -> None:
    """Refuse indicators, groups and the condition of the recipients made of each other, or over too many steps."""
    needs: dict[str, set[str]] = {}
    for key, indicator in found.indicators.items():
        needs[key] = _needs(indicator.made_by, found) | {f"over {indicator.of or RECIPIENTS}"}
    for key, group in found.groups.items():
        needs[f"over {key}"] = _needs(group.where, found)
    where = found.recipients.where
    needs[f"over {RECIPIENTS}"] = _needs(where, found) if where else set()
    places = {key: place for place, key in enumerate(found.indicators)}
    try:
        order = list(TopologicalSorter({name: sorted(needs[name]) for name in needs}).static_order())
    except CycleError as circle:
        names = [one.removeprefix("over ") for one in reversed(circle.args[1])]
        place = min((places[name] for name in names if name in places), default=0)
        reader.fault(("indicator", place, "formula"), RoundInCircle(names=" ← ".join(names)))
        return
    steps: dict[str, int] = {}
    for name in order:
        formula = _made_by(name, found)
        own = height(formula.tree) if formula else 0
        steps[name] = own + 1 + max((steps[other] for other in needs.get(name, ())), default=0)
        if steps[name] > MOST_STEPS:
            plain = name.removeprefix("over ")
            path: Path = ("indicator", places[name], "formula") if name in places else ()
            reader.fault(path, TooManySteps(clause=plain, most=MOST_STEPS))
            return


def _check_work(reader: FieldReader, found: Directive) -> None:
    """Refuse examples that would keep everybody waiting each time the text is checked."""
    bodies = sum(len(example.bodies) + 1 for example in found.examples)
    if bodies * (10_000 + sum(len(formula.text) for _path, formula, _kind in reader.formulas)) > MOST_WORK:
        reader.fault(("example",), ExamplesTooLong(count=bodies - len(found.examples)))


def _needs(formula: Formula, found: Directive) -> set[str]:
    names = {name for name in names_in(formula.tree) if name in found.indicators}
    groups = {group or RECIPIENTS for group in groups_in(formula.tree)} - {EVERYONE}
    return names | {f"over {group}" for group in groups}


def _made_by(name: str, found: Directive) -> Formula | None:
    """The formula of an indicator; the condition of a group, or of the recipients, named as `over …`."""
    if name in found.indicators:
        return found.indicators[name].made_by
    group = found.groups.get(name.removeprefix("over "))
    return group.where if group else found.recipients.where
