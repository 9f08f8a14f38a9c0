"""The language in which a directive says how a figure is made: its functions, its words, and the tree a formula is.

It is small on purpose: no assignment, no loop, no name that the directive does not declare.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, NoReturn

from hamtaraz.kernel.refusals import N_, Refused

type Kind = Literal["number", "text", "yes_no"]

DEEPEST = 40
"""How deep brackets may stand in each other."""
LONGEST = 4_000
"""How many characters a formula may have."""
TALLEST = 100
"""How many steps of reckoning may follow one another in a formula."""
MOST_DIGITS = 40
"""How many digits a number in a formula may have."""


class FormulaFault(Refused):
    """A formula cannot be read; `at` is the place in it, counted from 0."""

    key = "formula_fault"
    sentence = N_("The formula cannot be read.")
    remedy = N_("Correct the formula.")
    at = 0


class FormulaUnreadable(FormulaFault):
    """The formula has something where the language has no place for it."""

    key = "formula_unreadable"
    sentence = N_("“%(found)s” cannot stand here in the formula.")
    remedy = N_("A number, a name, a bracket or an operator such as + − × ÷ is expected; look at what comes before it.")


class FormulaEnds(FormulaFault):
    """The formula ends before it is complete."""

    key = "formula_ends"
    sentence = N_("The formula ends before it is complete.")
    remedy = N_("Complete it; perhaps a bracket is not closed.")


class FormulaTooLong(FormulaFault):
    """The formula is longer or deeper than a person could check."""

    key = "formula_too_long"
    sentence = N_("The formula is too long or its brackets are too deep.")
    remedy = N_("Give parts of it names of their own, each an indicator.")


class NameUnknown(FormulaFault):
    """A formula uses a name that the directive does not declare."""

    key = "name_unknown"
    sentence = N_("“%(name)s” is not declared in this directive.")
    remedy = N_("Declare it, or use one of: %(near)s.")


class WrongKind(FormulaFault):
    """A number stands where a condition is needed, a text where a number is needed, and the like."""

    key = "wrong_kind"
    sentence = N_("“%(name)s” needs something else here: %(needs)s.")
    remedy = N_("Put there %(needs)s.")


class AlreadyYesNo(FormulaFault):
    """Something that is itself yes or no is compared with a text or a number."""

    key = "already_yes_no"
    sentence = N_("What stands before “%(name)s” is itself yes or no and is not compared.")
    remedy = N_("Write it alone where it is to hold, or with not before it where it is not to hold.")


class WrongArguments(FormulaFault):
    """A function is given too few or too many things."""

    key = "wrong_arguments"
    sentence = N_("“%(name)s” is not used in this way.")
    remedy = N_("It is written: %(usage)s.")


class NeedsName(FormulaFault):
    """A figure of a whole group is asked of something without a name."""

    key = "needs_name"
    sentence = N_("“%(name)s” is taken over many bodies, so what stands in it must have a name.")
    remedy = N_("Make what stands in it an indicator of its own and write its name here.")


def fault_at(kind: type[FormulaFault], at: int, **values: str) -> NoReturn:
    """Refuse a formula at a place in it."""
    refused = kind(**values)
    refused.at = at
    raise refused


@dataclass(frozen=True, slots=True)
class Number:
    """A number written in the formula."""

    value: Fraction
    at: int


@dataclass(frozen=True, slots=True)
class Text:
    """A text in quotation marks."""

    value: str
    at: int


@dataclass(frozen=True, slots=True)
class Name:
    """A name the directive declares."""

    name: str
    at: int


@dataclass(frozen=True, slots=True)
class Operation:
    """Two sides and what is between them: + - * / < <= > >= == != and or."""

    sign: str
    left: Node
    right: Node
    at: int


@dataclass(frozen=True, slots=True)
class Turned:
    """A minus or a `not` before something."""

    sign: Literal["-", "not"]
    of: Node
    at: int


@dataclass(frozen=True, slots=True)
class Among:
    """Whether something is one of the values in a list."""

    of: Node
    values: tuple[Number | Text, ...]
    at: int


@dataclass(frozen=True, slots=True)
class Call:
    """A function of the language with what it is given; `over` and `per` name a group and a column."""

    name: str
    given: tuple[Node, ...]
    at: int
    over: str = ""
    per: str = ""


type Node = Number | Text | Name | Operation | Turned | Among | Call


@dataclass(frozen=True, slots=True)
class Function:
    """How a function is used: how many things it takes, and which of them must be bare names or tables."""

    usage: str
    least: int
    most: int
    of_group: bool = False
    table: bool = False
    kind: Kind = "number"


FUNCTIONS: dict[str, Function] = {
    "if": Function("if(condition, then, otherwise)", 3, 3),
    "min": Function("min(a, b, …)", 1, 9),
    "max": Function("max(a, b, …)", 1, 9),
    "abs": Function("abs(x)", 1, 1),
    "clamp": Function("clamp(x, least, most)", 3, 3),
    "round": Function("round(x, step)", 1, 2),
    "floor": Function("floor(x, step)", 1, 2),
    "ceil": Function("ceil(x, step)", 1, 2),
    "sqrt": Function("sqrt(x)", 1, 1),
    "log": Function("log(x)", 1, 1),
    "log_between": Function("log_between(x, low, high)", 3, 3),
    "power": Function("power(x, n)", 2, 2),
    "step": Function("step(x, table)", 2, 2, table=True),
    "bracket": Function("bracket(x, table)", 2, 2, table=True),
    "interpolate": Function("interpolate(x, table)", 2, 2, table=True),
    "missing": Function("missing(name)", 1, 1, kind="yes_no"),
    "given": Function("given(name)", 1, 1, kind="yes_no"),
    "sum": Function("sum(name, over=group, per=column)", 1, 1, of_group=True),
    "mean": Function("mean(name, over=group, per=column)", 1, 1, of_group=True),
    "median": Function("median(name, over=group, per=column)", 1, 1, of_group=True),
    "smallest": Function("smallest(name, over=group, per=column)", 1, 1, of_group=True),
    "largest": Function("largest(name, over=group, per=column)", 1, 1, of_group=True),
    "percentile": Function("percentile(name, p, over=group, per=column)", 2, 2, of_group=True),
    "weighted_mean": Function("weighted_mean(name, weight, over=group, per=column)", 2, 2, of_group=True),
    "count": Function("count(over=group, per=column)", 0, 0, of_group=True),
    "share": Function("share(name, over=group, per=column)", 1, 1, of_group=True),
    "rank": Function("rank(name, over=group, per=column)", 1, 1, of_group=True),
    "rank_up": Function("rank_up(name, over=group, per=column)", 1, 1, of_group=True),
}
"""Every function of the language; whoever adds one adds it to `evaluation` and to the documentation."""

WORDS = {"and", "or", "not", "in", "و", "یا", "نه"}


def height(node: Node) -> int:
    """How many steps of reckoning follow one another in a formula: 1 for a number or a name."""
    tallest, waiting = 0, [(node, 1)]
    while waiting:
        one, depth = waiting.pop()
        tallest = max(tallest, depth)
        match one:
            case Operation():
                waiting += [(one.left, depth + 1), (one.right, depth + 1)]
            case Turned() | Among():
                waiting.append((one.of, depth + 1))
            case Call():
                waiting += [(given, depth + 1) for given in one.given]
            case _:
                pass
    return tallest


def walk(node: Node) -> Iterator[Node]:
    """The node and all in it, outer before inner, left before right."""
    yield node
    match node:
        case Operation():
            yield from walk(node.left)
            yield from walk(node.right)
        case Turned() | Among():
            yield from walk(node.of)
        case Call():
            for one in node.given:
                yield from walk(one)
        case _:
            pass


def names_in(node: Node) -> frozenset[str]:
    """Every name a formula uses, the columns it groups by among them; names of tables too."""
    found = {one.name for one in walk(node) if isinstance(one, Name)}
    return frozenset(found | {one.per for one in walk(node) if isinstance(one, Call) and one.per})


def groups_in(node: Node) -> frozenset[str]:
    """Every group a formula takes figures over; an empty name stands for the recipients."""
    return frozenset(
        one.over
        for one in walk(node)
        if isinstance(one, Call) and one.name in FUNCTIONS and FUNCTIONS[one.name].of_group
    )
