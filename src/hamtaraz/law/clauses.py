"""The clauses of a directive, as they stand after reading: plain records, each number with its article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from hamtaraz.law.formula import Kind, Node

type Key = str
type Day = str
"""A Jalali day as it is written in a directive, «1394-02-27»; such texts stand in the order of days."""


@dataclass(frozen=True, kw_only=True)
class Policy:
    """What stands in for a figure that is missing or zero (S4-?5); it is shown wherever it was used.

    `name` is "refuse", "zero", "leave_out", "keep", "value" (`value` stands in) or "fill": the median,
    mean, smallest, largest or a percentile (`measure`, `percentile`) of the others, of all or of those
    with the same text in the column `per`.
    """

    name: Literal["refuse", "zero", "leave_out", "keep", "fill", "value"]
    measure: str = ""
    percentile: int = 0
    per: Key = ""
    value: Fraction = Fraction(0)

    def spelled(self) -> str:
        """The policy in one word or a few, as the working keeps it: "fill:percentile:90:province"."""
        parts = [self.name, self.measure, str(self.percentile or ""), self.per]
        if self.name == "value":
            parts.append(str(self.value))
        return ":".join(part for part in parts if part)


@dataclass(frozen=True, kw_only=True)
class Clause:
    """What every clause has: its name, how people call it, its article, and the line it begins at."""

    key: Key
    title: str = ""
    title_en: str = ""
    basis: str = ""
    line: int = 0

    def called(self, language: str = "fa") -> str:
        """Its title in a language, or its key."""
        return (self.title_en if language == "en" else self.title) or self.title or self.key


@dataclass(frozen=True, kw_only=True)
class Datum(Clause):
    """A figure every body brings: unit, source, year, bounds of what is believable, and policies for gaps."""

    unit: str = ""
    kind: Kind = "number"
    source: str = ""
    year: int | None = None
    missing: Policy = Policy(name="refuse")
    zero: Policy = Policy(name="keep")
    least: Fraction | None = None
    most: Fraction | None = None


@dataclass(frozen=True, kw_only=True)
class Parameter(Clause):
    """A number of the directive with its unit and article; each value holds from its day on."""

    unit: str = ""
    values: tuple[tuple[Day, Fraction], ...] = ()
    weight_of: str = ""
    least: Fraction | None = None
    most: Fraction | None = None
    step: Fraction | None = None


@dataclass(frozen=True, kw_only=True)
class Table(Clause):
    """Rows of thresholds and values, thresholds rising; read by `step`, `bracket` and `interpolate`."""

    unit: str = ""
    rows: tuple[tuple[Fraction, Fraction], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Formula:
    """A formula as it is written and as it was read."""

    text: str
    tree: Node


@dataclass(frozen=True, kw_only=True)
class Group(Clause):
    """Bodies for which a condition holds, whether or not they receive."""

    where: Formula


@dataclass(frozen=True, kw_only=True)
class Indicator(Clause):
    """A named figure made by a formula, rounded once, half to even, to `scale` decimal digits."""

    unit: str = ""
    made_by: Formula
    scale: int
    of: str = ""

    @property
    def formula(self) -> str:
        """The formula as it is written."""
        return self.made_by.text


@dataclass(frozen=True, kw_only=True)
class Aside(Clause):
    """An amount set aside before anything is shared; `to` is the code of a body that gets it, or nothing."""

    amount: Formula
    to: str = ""


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """A least and a greatest amount of a recipient in rials, each perhaps only where a condition holds."""

    minimum: Formula | None = None
    minimum_where: Formula | None = None
    maximum: Formula | None = None
    maximum_where: Formula | None = None


@dataclass(frozen=True, kw_only=True)
class Level:
    """A level between the pool and the bodies: those with the same text in `column` share one amount."""

    column: Key
    by: Key = ""
    bounds: Bounds = field(default_factory=Bounds)


@dataclass(frozen=True, kw_only=True)
class Pool(Clause):
    """A part of the money, shared by one column of points, through levels, within bounds."""

    by: Key
    part: Formula | None = None
    amount: Formula | None = None
    where: Formula | None = None
    levels: tuple[Level, ...] = ()
    bounds: Bounds = field(default_factory=Bounds)


@dataclass(frozen=True, kw_only=True)
class Priority(Clause):
    """One key of an order of precedence: those for whom `when` holds first, or by a figure, more or less first."""

    when: Formula | None = None
    by: Formula | None = None
    order: Literal["more_first", "less_first"] = "more_first"


@dataclass(frozen=True, kw_only=True)
class Deadline(Clause):
    """How long something may take from an event: days, calendar or working, or Jalali months."""

    after: str
    days: int = 0
    months: int = 0
    days_are: Literal["calendar", "working"] = "calendar"


@dataclass(frozen=True, kw_only=True)
class Example:
    """A case with its answer; a version of a directive is not activated unless all of them hold."""

    says: str
    line: int = 0
    day: Day | None = None
    pool: int = 0
    parameters: Mapping[Key, Fraction] = field(default_factory=dict)
    bodies: tuple[Mapping[str, object], ...] = ()
    last_year: Mapping[str, int] = field(default_factory=dict)
    shares: Mapping[str, int] | None = None
    indicators: Mapping[str, Mapping[Key, Fraction]] = field(default_factory=dict)
    asides: Mapping[Key, int] = field(default_factory=dict)
    refused: str = ""


@dataclass(frozen=True, kw_only=True)
class Recipients:
    """Who receives: what they are called, and the condition they meet."""

    title: str = ""
    title_en: str = ""
    basis: str = ""
    where: Formula | None = None
