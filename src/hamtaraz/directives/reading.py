"""Reads the text of a version by the law: its faults, its directive, and what becomes of its examples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hamtaraz.directives.models import DirectiveVersion
from hamtaraz.directives.refusals import TextTooLong
from hamtaraz.law.directive import Directive, read
from hamtaraz.law.examples import ExampleResult, check_examples
from hamtaraz.law.faults import Fault, NotADirective
from hamtaraz.law.format import LARGEST_TEXT
from hamtaraz.law.from_files import PERSIAN_LETTERS
from hamtaraz.law.toml_text import document_of


@dataclass(frozen=True)
class Read:
    """A text as the law reads it: the directive, or the faults that keep it from being one."""

    directive: Directive | None
    faults: list[Fault]
    examples: list[ExampleResult]

    @property
    def holds(self) -> bool:
        """It is a directive, it has examples, and all of them come true."""
        return bool(self.examples) and all(one.holds for one in self.examples)


def read_through(text: str) -> Read:
    """Read a text and try its examples; faults are given, not raised."""
    try:
        directive = read(tidied(text))
    except NotADirective as refused:
        return Read(None, refused.faults, [])
    return Read(directive, [], check_examples(directive))


def faults_in(text: str) -> list[Fault]:
    """What keeps a text from being a directive, in the order of its lines; none for one that can be read."""
    try:
        read(text)
    except NotADirective as refused:
        return refused.faults
    return []


def example_results(version: DirectiveVersion) -> list[ExampleResult]:
    """What becomes of every example of a version, run now."""
    return check_examples(read(version.text))


def as_kept(text: str) -> str:
    """A text as it is kept: tidied, with one newline at the end. Refuses `TextTooLong`."""
    kept = tidied(text)
    if len(kept) > LARGEST_TEXT:
        raise TextTooLong(found=len(kept), most=LARGEST_TEXT)
    return kept.rstrip() + "\n"


def tidied(text: str) -> str:
    """A text whose lines end in one way, without a mark of the byte order before the first.

    Arabic ي and ك become ی and ک, as wherever text comes in (domain.md 2.11).
    """
    plain = text.translate(PERSIAN_LETTERS).removeprefix("\ufeff")
    return plain.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def top_of(text: str) -> dict[str, Any]:
    """The top of a text (key, title, since and whatever else stands there); empty where it is no TOML."""
    try:
        return dict(document_of(text))
    except NotADirective:
        return {}
