"""A directive: what it says, and how it is read from its text."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction

from hamtaraz.law.clause_reader import ClauseReader
from hamtaraz.law.clauses import (
    Aside,
    Clause,
    Datum,
    Day,
    Deadline,
    Example,
    Group,
    Indicator,
    Key,
    Parameter,
    Pool,
    Priority,
    Recipients,
    Table,
)
from hamtaraz.law.cross_checks import check_clauses
from hamtaraz.law.faults import (
    not_a_directive,
)
from hamtaraz.law.field_reader import Enough
from hamtaraz.law.formula import Kind
from hamtaraz.law.toml_text import document_of


@dataclass(frozen=True, kw_only=True)
class Directive:
    """A directive as it was read; immutable, and the same text always gives the same one."""

    text: str
    key: Key
    title: str
    title_en: str
    basis: str
    since: Day
    scale: int
    recipients: Recipients
    data: Mapping[Key, Datum] = field(default_factory=dict)
    parameters: Mapping[Key, Parameter] = field(default_factory=dict)
    tables: Mapping[Key, Table] = field(default_factory=dict)
    groups: Mapping[Key, Group] = field(default_factory=dict)
    indicators: Mapping[Key, Indicator] = field(default_factory=dict)
    asides: Mapping[Key, Aside] = field(default_factory=dict)
    pools: Mapping[Key, Pool] = field(default_factory=dict)
    unit_rial: int = 1
    priorities: tuple[Priority, ...] = ()
    deadlines: Mapping[Key, Deadline] = field(default_factory=dict)
    examples: tuple[Example, ...] = ()

    def called(self, language: str = "fa") -> str:
        """Its title in a language."""
        return (self.title_en if language == "en" else self.title) or self.title

    def digest(self) -> str:
        """The SHA-256 of the text, in hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def value_of(self, key: Key, day: Day | None = None) -> Fraction:
        """The value of a parameter on a Jalali day, «1405-01-01»; without a day, the latest one."""
        values = self.parameters[key].values
        held = [value for since, value in values if day is None or since <= day]
        return (held or [values[0][1]])[-1]

    def values_on(self, day: Day | None = None) -> dict[Key, Fraction]:
        """The values of all parameters on a day."""
        return {key: self.value_of(key, day) for key in self.parameters}

    def families(self) -> dict[str, list[Key]]:
        """Weights that add up to one, by the name of their family."""
        found: dict[str, list[Key]] = {}
        for key, parameter in self.parameters.items():
            if parameter.weight_of:
                found.setdefault(parameter.weight_of, []).append(key)
        return found

    def wanted(self) -> dict[Key, tuple[Kind, str]]:
        """The columns a table of bodies is asked for: kind and title by name."""
        return {key: (datum.kind, datum.title) for key, datum in self.data.items()}

    def clause(self, name: str) -> Clause | None:
        """The datum, indicator or parameter of a name."""
        return self.data.get(name) or self.indicators.get(name) or self.parameters.get(name)


def read(text: str) -> Directive:
    """Read a directive. Refuses `NotADirective`, which lists the faults with their line, column and sentence.

    A text is read in a time that its length bounds, whatever it says: what could grow without end (names within
    names, numbers, clauses, steps of reckoning, bodies of examples) is measured first and is a fault.
    """
    document = document_of(text)
    reader, directive = ClauseReader(text, document), None
    with suppress(Enough):
        directive = Directive(text=text, **reader.clauses())
        check_clauses(directive, reader)
    if directive is None or reader.faults:
        raise not_a_directive(sorted(reader.faults, key=lambda fault: (fault.line, fault.column)))
    return directive
