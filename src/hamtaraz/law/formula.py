"""The language in which a directive says how a figure is made: read into a tree, and checked before anything runs.

It is small on purpose: no assignment, no loop, no name that the directive does not declare.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from fractions import Fraction
from typing import Literal, NoReturn

from hamtaraz.kernel.refusals import N_, Refused
from hamtaraz.kernel.text import digits

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
_SIGNS = {
    "×": "*", "÷": "/", "−": "-", "–": "-", "≤": "<=", "≥": ">=", "≠": "!=", "=": "==", "،": ",", "؛": ",",
    "و": "and", "یا": "or", "نه": "not",
}  # fmt: skip
"""Other ways to write the signs and words of the language."""
_TOKEN = re.compile(
    r"(?P<space>\s+)"
    r"|(?P<number>\d[\d_٬]*(?:[.٫]\d+)?)\s*(?P<percent>[%٪])?"
    r"|(?P<name>[^\W\d][\w\u200c]*)"
    r"|(?P<text>'[^']*'|\"[^\"]*\"|«[^»]*»)"
    r"|(?P<sign><=|>=|==|!=|[-+*/()<>,=×÷−–≤≥≠،؛])"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the formula and where it stands."""

    kind: Literal["number", "name", "text", "sign", "end"]
    text: str
    at: int
    value: Fraction = field(default=Fraction(0))


def read_formula(text: str) -> Node:
    """Read a formula into its tree. Refuses a `FormulaFault` that knows the place of what is wrong."""
    if len(text) > LONGEST:
        _fault(FormulaTooLong, 0)
    reader = _Reader(list(_tokens(text)))
    node = reader.condition()
    reader.end()
    if height(node) > TALLEST:
        _fault(FormulaTooLong, 0)
    return node


def _fault(kind: type[FormulaFault], at: int, **values: str) -> NoReturn:
    refused = kind(**values)
    refused.at = at
    raise refused


def _tokens(text: str) -> Iterator[Token]:
    place = 0
    while place < len(text):
        found = _TOKEN.match(text, place)
        if found is None:
            _fault(FormulaUnreadable, place, found=text[place])
        if found["number"]:
            if len(found["number"]) > MOST_DIGITS:
                _fault(FormulaUnreadable, place, found=f"{found['number'][:MOST_DIGITS]}…")
            plain = digits(found["number"]).replace("_", "").replace("٬", "").replace("٫", ".")
            value = Fraction(plain) / (100 if found["percent"] else 1)
            yield Token("number", found[0].strip(), place, value)
        elif found["name"]:
            word = found["name"]
            yield Token("sign", _SIGNS.get(word, word), place) if word in WORDS else Token("name", word, place)
        elif found["text"]:
            yield Token("text", found["text"][1:-1], place)
        elif found["sign"]:
            yield Token("sign", _SIGNS.get(found["sign"], found["sign"]), place)
        place = found.end()
    yield Token("end", "", len(text))


class _Reader:
    """Reads tokens from left to right; each method reads what its name says."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.place = 0
        self.depth = 0

    @property
    def now(self) -> Token:
        return self.tokens[self.place]

    def take(self, *signs: str) -> Token | None:
        token = self.now
        if token.kind == "sign" and token.text in signs:
            self.place += 1
            return token
        return None

    def expect(self, sign: str) -> Token:
        return self.take(sign) or self.refuse()

    def refuse(self) -> NoReturn:
        if self.now.kind == "end":
            _fault(FormulaEnds, self.now.at)
        _fault(FormulaUnreadable, self.now.at, found=self.now.text)

    def end(self) -> None:
        if self.now.kind != "end":
            self.refuse()

    def condition(self) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            _fault(FormulaTooLong, self.now.at)
        left = self.both()
        while sign := self.take("or"):
            left = Operation("or", left, self.both(), sign.at)
        self.depth -= 1
        return left

    def both(self) -> Node:
        left = self.denial()
        while sign := self.take("and"):
            left = Operation("and", left, self.denial(), sign.at)
        return left

    def denial(self) -> Node:
        turns = []
        while sign := self.take("not"):
            turns.append(sign.at)
        node = self.comparison()
        return Turned("not", node, turns[0]) if len(turns) % 2 else node

    def comparison(self) -> Node:
        left = self.sum()
        if sign := self.take("<", "<=", ">", ">=", "==", "!="):
            return Operation(sign.text, left, self.sum(), sign.at)
        if sign := self.take("in"):
            return Among(left, self.values(), sign.at)
        if sign := self.take("not"):
            self.expect("in")
            return Turned("not", Among(left, self.values(), sign.at), sign.at)
        return left

    def values(self) -> tuple[Number | Text, ...]:
        self.expect("(")
        found: list[Number | Text] = []
        while True:
            atom = self.atom()
            if not isinstance(atom, Number | Text):
                _fault(FormulaUnreadable, atom.at, found=getattr(atom, "name", "("))
            found.append(atom)
            if not self.take(","):
                break
        self.expect(")")
        return tuple(found)

    def sum(self) -> Node:
        left = self.product()
        while sign := self.take("+", "-"):
            left = Operation(sign.text, left, self.product(), sign.at)
        return left

    def product(self) -> Node:
        left = self.signed()
        while sign := self.take("*", "/"):
            left = Operation(sign.text, left, self.signed(), sign.at)
        return left

    def signed(self) -> Node:
        turns = []
        while sign := self.take("-"):
            turns.append(sign.at)
        node = self.atom()
        return Turned("-", node, turns[0]) if len(turns) % 2 else node

    def atom(self) -> Node:
        token = self.now
        if token.kind == "end" or (token.kind == "sign" and token.text != "("):
            self.refuse()
        self.place += 1
        if token.kind == "number":
            return Number(token.value, token.at)
        if token.kind == "text":
            return Text(token.text, token.at)
        if token.kind == "name":
            return self.call(token) if self.take("(") else Name(token.text, token.at)
        inside = self.condition()
        self.expect(")")
        return inside

    def call(self, name: Token) -> Call:
        given: list[Node] = []
        options = {"over": "", "per": ""}
        while not self.take(")"):
            option = self.option()
            if option:
                options[option] = self.word()
            else:
                given.append(self.condition())
            if self.now.text != ")" or self.now.kind != "sign":
                self.expect(",")
        return Call(name.text, tuple(given), name.at, options["over"], options["per"])

    def option(self) -> str:
        after = self.tokens[self.place + 1] if self.now.kind == "name" else self.now
        if self.now.text in ("over", "per") and after.kind == "sign" and after.text == "==":
            self.place += 2
            return self.tokens[self.place - 2].text
        return ""

    def word(self) -> str:
        if self.now.kind != "name":
            self.refuse()
        self.place += 1
        return self.tokens[self.place - 1].text


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
        _fault(WrongKind, node.at, name=name, needs=needs)


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
            _fault(AlreadyYesNo, node.at, name=node.sign)
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
        _fault(WrongArguments, node.at, name=node.name, usage=function.usage)
    if node.over:
        _known(node.over, scope.groups, node.at)
    if node.per and scope.kinds.get(_known(node.per, scope.of_bodies, node.at)) != "text":
        _fault(WrongKind, node.at, name="per", needs=N_("a text"))
    if node.name == "if":
        _needs(node.given[0], scope, "yes_no", "if")
        kind = _kind(node.given[1], scope)
        _needs(node.given[2], scope, kind, "if")
        return kind
    given = list(node.given)
    if function.table:
        table = given.pop()
        if not isinstance(table, Name):
            _fault(WrongArguments, node.at, name=node.name, usage=function.usage)
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
            _fault(NeedsName, one.at, name=node.name)
        _known(one.name, scope.of_bodies, one.at)
        if FUNCTIONS[node.name].kind == "number":
            _needs(one, scope, "number", node.name)


def _check_one_figure(node: Call, given: Node, scope: Scope, function: Function) -> None:
    if names_in(given) & scope.of_bodies or any(isinstance(one, Call) for one in walk(given)):
        _fault(WrongArguments, node.at, name=node.name, usage=function.usage)


def _known(name: str, among: object, at: int) -> str:
    if name not in among:  # type: ignore[operator]
        names = sorted(among)  # type: ignore[call-overload]
        near = get_close_matches(name, names, 3) or names[:12]
        _fault(NameUnknown, at, name=name, near=", ".join(near))
    return name


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
