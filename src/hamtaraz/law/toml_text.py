"""The text of a directive as TOML: held to its length and depth before it is parsed, its faults in plain words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hamtaraz.kernel.refusals import N_
from hamtaraz.law.faults import (
    Fault,
    FieldWrong,
    NotToml,
    not_a_directive,
)
from hamtaraz.law.format import (
    LARGEST_TEXT,
)

_DEEP_NAME = re.compile(r"(?<![\w-])(?:[\w-]+[ \t]*\.[ \t]*){8}")
_QUOTED = re.compile(
    r'"{3}(?:[^"\\]|\\.|"(?!""))*+"{3,5}' r"|'{3}(?:[^']|'(?!''))*+'{3,5}"
    r'|"(?:[^"\\\n]|\\[^\n])*+"' r"|'[^'\n]*'|#[^\n]*",
    re.DOTALL,
)  # fmt: skip
"""A text in one of TOML's four kinds of quotation marks, or a comment."""


def document_of(text: str) -> Mapping[str, Any]:
    """The text as TOML reads it, decimals exact. Refuses `NotADirective` for what is none, too long or too deep."""
    if len(text) > LARGEST_TEXT:
        raise not_a_directive([Fault(1, 1, FieldWrong(field="…", clause="…", found="…", needs=N_("a shorter text")))])
    try:
        _hold_to_depth(text)
        return tomllib.loads(text, parse_float=Decimal)
    except RecursionError:
        raise not_a_directive([Fault(1, 1, NotToml(needs=N_("too many brackets in each other")))]) from None
    except ValueError as wrong:  # of TOML, or of Python for a number of thousands of digits
        raise not_a_directive([_toml_fault(text, str(wrong))]) from None


def _hold_to_depth(text: str) -> None:
    """Refuse names of many parts (a.b.c…) as brackets are: they make tables within tables, and each costs the square."""
    if _DEEP_NAME.search(_QUOTED.sub("_", text)):
        raise RecursionError


def _toml_fault(text: str, told: str) -> Fault:
    place = re.search(r"\(at line (\d+), column (\d+)\)", told)
    number = re.search(r"\d{4000}", text) if "Exceeds" in told else None
    line, column = (int(place[1]), int(place[2])) if place else (text.count("\n", 0, number and number.start()) + 1, 1)
    needs = next((sentence for words, sentence in _TOML_FAULTS.items() if words in told), _TOML_FAULTS["Invalid value"])
    return Fault(line, column, NotToml(needs=needs))


_TOML_FAULTS = {
    "Invalid value": N_('a value is written plainly (20000, 0.5, true, false) or in quotation marks ("3%", "text")'),
    "Expected newline": N_("something follows the value; a fraction, a percentage or a text stands in quotation marks"),
    "Unterminated string": N_("a quotation mark is not closed"),
    "Illegal character": N_("a quotation mark is not closed on this line, or a character stands here that may not"),
    "Unclosed array": N_("a list [ … ] is not closed"),
    "Unclosed inline table": N_("a group { … } is not closed"),
    "Expected '='": N_("an equals sign is missing after the name"),
    "Cannot overwrite": N_("this name stands a second time in the same clause"),
    "Cannot declare": N_(
        "this heading stands a second time; a clause of which there are many has two brackets, [[data]]"
    ),
    "Duplicate": N_("this name stands a second time in the same { … }"),
    "Expected ']'": N_("the bracket of a heading is not closed"),
    "Expected ']]'": N_("the brackets of a heading are not closed"),
    "Invalid statement": N_("a line begins with a name, or with a heading in brackets"),
    "Exceeds the limit": N_("a number here has too many digits"),
    "Invalid initial character": N_("a name is written in letters, digits and _, or stands in quotation marks"),
}
"""What the reader of TOML says, in words for people who do not know TOML."""
