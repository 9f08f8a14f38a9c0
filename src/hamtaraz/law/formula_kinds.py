"""Checks a formula before anything runs: every name is declared, and no kind stands where another is needed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from hamtaraz.kernel.refusals import N_
from hamtaraz.law.formula import (
    FUNCTIONS,
    AlreadyYesNo,
    Among,
    Call,
    Function,
    Kind,
    Name,
    NameUnknown,
    NeedsName,
    Node,
    Number,
    Operation,
    Text,
    Turned,
    WrongArguments,
    WrongKind,
    fault_at,
    names_in,
    walk,
)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a formula may name: kinds of names, which of them stand for one figure a body, groups and tables."""

    kinds: Mapping[str, Kind]
    of_bodies: frozenset[str]
    """Names with a figure for each body: data and indicators. The other names hold one figure for all."""
    groups: frozenset[str]
    tables: frozenset[str]


def check_formula(node: Node, scope: Scope, needs: Kind) -> None:
    """Refuse a formula that uses an unknown name or mixes kinds, at its place; `needs` is what it must give."""
    _needs(node, scope, needs, "=")


def _needs(node: Node, scope: Scope, kind: Kind, name: str) -> None:
    found = _kind(node, scope)
    if found != kind:
        needs = {"number": N_("a number"), "text": N_("a text"), "yes_no": N_("a condition")}[kind]
        fault_at(WrongKind, node.at, name=name, needs=needs)


def _kind(node: Node, scope: Scope) -> Kind:
    match node:
        case Number():
            return "number"
        case Text():
            return "text"
        case Name():
            return scope.kinds[_known(node.name, scope.kinds, node.at)]
        case Turned():
            kind: Kind = "yes_no" if node.sign == "not" else "number"
            _needs(node.of, scope, kind, node.sign)
            return kind
        case Among():
            kind = _kind(node.of, scope)
            for value in node.values:
                _needs(value, scope, kind, "in")
            return "yes_no"
        case Operation():
            return _kind_of_operation(node, scope)
        case Call():
            return _kind_of_call(node, scope)


def _kind_of_operation(node: Operation, scope: Scope) -> Kind:
    if node.sign in ("==", "!="):
        if _kind(node.left, scope) == "yes_no":
            fault_at(AlreadyYesNo, node.at, name=node.sign)
        _needs(node.right, scope, _kind(node.left, scope), node.sign)
        return "yes_no"
    inner: Kind = "yes_no" if node.sign in ("and", "or") else "number"
    _needs(node.left, scope, inner, node.sign)
    _needs(node.right, scope, inner, node.sign)
    return "number" if node.sign in "+-*/" else "yes_no"


def _kind_of_call(node: Call, scope: Scope) -> Kind:
    function = FUNCTIONS[_known(node.name, FUNCTIONS, node.at)]
    fits = function.least <= len(node.given) <= function.most
    if not fits or ((node.over or node.per) and not function.of_group):
        fault_at(WrongArguments, node.at, name=node.name, usage=function.usage)
    if node.over:
        _known(node.over, scope.groups, node.at)
    if node.per and scope.kinds.get(_known(node.per, scope.of_bodies, node.at)) != "text":
        fault_at(WrongKind, node.at, name="per", needs=N_("a text"))
    if node.name == "if":
        _needs(node.given[0], scope, "yes_no", "if")
        kind = _kind(node.given[1], scope)
        _needs(node.given[2], scope, kind, "if")
        return kind
    given = list(node.given)
    if function.table:
        table = given.pop()
        if not isinstance(table, Name):
            fault_at(WrongArguments, node.at, name=node.name, usage=function.usage)
        _known(table.name, scope.tables, table.at)
    if function.of_group or function.kind == "yes_no":
        _check_names(node, given, scope)
        return function.kind
    for one in given:
        _needs(one, scope, "number", node.name)
    if node.name in ("power", "log_between"):
        for one in given[1:]:
            _check_one_figure(node, one, scope, function)
    return "number"


def _check_names(node: Call, given: list[Node], scope: Scope) -> None:
    """What a function of a group is given must be names; the level of a percentile is a figure for all."""
    for place, one in enumerate(given):
        if node.name == "percentile" and place == 1:
            _needs(one, scope, "number", node.name)
            _check_one_figure(node, one, scope, FUNCTIONS[node.name])
            continue
        if not isinstance(one, Name):
            fault_at(NeedsName, one.at, name=node.name)
        _known(one.name, scope.of_bodies, one.at)
        if FUNCTIONS[node.name].kind == "number":
            _needs(one, scope, "number", node.name)


def _check_one_figure(node: Call, given: Node, scope: Scope, function: Function) -> None:
    if names_in(given) & scope.of_bodies or any(isinstance(one, Call) for one in walk(given)):
        fault_at(WrongArguments, node.at, name=node.name, usage=function.usage)


def _known(name: str, among: object, at: int) -> str:
    if name not in among:  # type: ignore[operator]
        names = sorted(among)  # type: ignore[call-overload]
        near = get_close_matches(name, names, 3) or names[:12]
        fault_at(NameUnknown, at, name=name, near=", ".join(near))
    return name
