"""Reads a formula from left to right into its tree, or says where it cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, NoReturn

from hamtaraz.kernel.text import digits
from hamtaraz.law.formula import (
    DEEPEST,
    LONGEST,
    MOST_DIGITS,
    TALLEST,
    WORDS,
    Among,
    Call,
    FormulaEnds,
    FormulaTooLong,
    FormulaUnreadable,
    Name,
    Node,
    Number,
    Operation,
    Text,
    Turned,
    fault_at,
    height,
)

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
        fault_at(FormulaTooLong, 0)
    reader = _Reader(list(_tokens(text)))
    node = reader.condition()
    reader.end()
    if height(node) > TALLEST:
        fault_at(FormulaTooLong, 0)
    return node


def _tokens(text: str) -> Iterator[Token]:
    place = 0
    while place < len(text):
        found = _TOKEN.match(text, place)
        if found is None:
            fault_at(FormulaUnreadable, place, found=text[place])
        if found["number"]:
            if len(found["number"]) > MOST_DIGITS:
                fault_at(FormulaUnreadable, place, found=f"{found['number'][:MOST_DIGITS]}…")
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
            fault_at(FormulaEnds, self.now.at)
        fault_at(FormulaUnreadable, self.now.at, found=self.now.text)

    def end(self) -> None:
        if self.now.kind != "end":
            self.refuse()

    def condition(self) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            fault_at(FormulaTooLong, self.now.at)
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
                fault_at(FormulaUnreadable, atom.at, found=getattr(atom, "name", "("))
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
