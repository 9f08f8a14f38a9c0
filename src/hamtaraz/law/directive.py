"""Reads a directive: a TOML text becomes clauses, or a list of faults, each with its line, column and sentence."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter
from typing import Any

from hamtaraz.kernel.refusals import N_, Refused
from hamtaraz.kernel.text import digits
from hamtaraz.law.clauses import (
    Aside,
    Bounds,
    Clause,
    Datum,
    Day,
    Deadline,
    Example,
    Formula,
    Group,
    Indicator,
    Key,
    Level,
    Parameter,
    Policy,
    Pool,
    Priority,
    Table,
)
from hamtaraz.law.formula import (
    FUNCTIONS,
    WORDS,
    Call,
    FormulaFault,
    Kind,
    Name,
    Scope,
    WrongKind,
    check_formula,
    groups_in,
    height,
    names_in,
    read_formula,
    walk,
)
from hamtaraz.law.positions import Path, positions

FORMAT = 1
EVERYONE, RECIPIENTS = "everyone", "recipients"
"""Two groups every directive has: all bodies in the data, and those that receive."""
POOL, LAST_YEAR = "pool", "last_year"
"""Two names every formula knows: the amount that is shared, and what a body got last year, in rials."""
USUAL_SCALE = 12
LARGEST_TEXT = 200_000
MOST_CLAUSES = 300
"""How many clauses of one kind a directive may have, and how many rows one of them."""
MOST_FAULTS = 100
"""How many faults are told at once."""
MOST_STEPS = 150
"""How many steps a figure may be away from the data, through all it is made of."""
MOST_WORK = 50_000_000
"""Characters of formulas times bodies of examples: what is tried whenever a text is checked."""
LARGEST_NUMBER, FINEST = 10**30, -30
"""A number of a directive is smaller than this, and has no more decimals."""
_DEEP_NAME = re.compile(r"(?<![\w-])(?:[\w-]+[ \t]*\.[ \t]*){8}")
_QUOTED = re.compile(
    r'"{3}(?:[^"\\]|\\.|"(?!""))*+"{3,5}' r"|'{3}(?:[^']|'(?!''))*+'{3,5}"
    r'|"(?:[^"\\\n]|\\[^\n])*+"' r"|'[^'\n]*'|#[^\n]*",
    re.DOTALL,
)  # fmt: skip
"""A text in one of TOML's four kinds of quotation marks, or a comment."""

FIELDS: dict[str, tuple[str, ...]] = {
    "": ("format", "key", "title", "title_en", "basis", "since", "scale", "recipients", "data", "parameter", "table",
         "group", "indicator", "aside", "pool", "rounding", "priority", "deadline", "example"),
    "recipients": ("title", "title_en", "where", "basis"),
    "data": ("key", "title", "title_en", "basis", "unit", "kind", "source", "year", "missing", "zero", "least", "most"),
    "parameter": ("key", "title", "title_en", "basis", "unit", "value", "weight_of", "least", "most", "step"),
    "value": ("since", "is"),
    "table": ("key", "title", "title_en", "basis", "unit", "rows"),
    "group": ("key", "title", "title_en", "basis", "where"),
    "indicator": ("key", "title", "title_en", "basis", "unit", "formula", "scale", "of"),
    "aside": ("key", "title", "title_en", "basis", "amount", "to"),
    "pool": ("key", "title", "title_en", "basis", "by", "part", "amount", "where", "level", "minimum",
             "minimum_where", "maximum", "maximum_where"),
    "level": ("column", "by", "minimum", "minimum_where", "maximum", "maximum_where"),
    "rounding": ("unit_rial",),
    "priority": ("key", "title", "title_en", "basis", "when", "by", "order"),
    "deadline": ("key", "title", "title_en", "basis", "days", "months", "after", "days_are"),
    "example": ("says", "day", "pool", "parameters", "bodies", "given", "last_year", "expect"),
    "expect": ("shares", "indicators", "asides", "refused"),
}  # fmt: skip
"""Every clause with its fields; the JSON Schema and the documentation are held against it."""
MEASURES = ("median", "mean", "smallest", "largest", "percentile")


class NotToml(Refused):
    """The text is not TOML."""

    key = "not_toml"
    sentence = N_("The text cannot be read here.")
    remedy = N_("Look at this line and the one before it: %(needs)s.")


class FieldMissing(Refused):
    """A clause lacks a field it needs."""

    key = "field_missing"
    sentence = N_("“%(field)s” is missing in “%(clause)s”.")
    remedy = N_("Write %(field)s = … there.")


class FieldUnknown(Refused):
    """A clause has a field the format does not know."""

    key = "field_unknown"
    sentence = N_("“%(field)s” is not a field of “%(clause)s”.")
    remedy = N_("Its fields are: %(near)s.")


class FieldWrong(Refused):
    """A field holds something of the wrong kind."""

    key = "field_wrong"
    sentence = N_("“%(field)s” of “%(clause)s” cannot be “%(found)s”.")
    remedy = N_("It is %(needs)s.")


class NotAName(Refused):
    """A field that names a column, an indicator or a group names none."""

    key = "not_a_name"
    sentence = N_("“%(field)s” of “%(clause)s” holds a name, and “%(found)s” is none of this directive.")
    remedy = N_("Write one of: %(near)s. What is to be worked out first becomes an indicator with a name.")


class KeyTwice(Refused):
    """Two clauses have one name."""

    key = "key_twice"
    sentence = N_("The name “%(key)s” is declared twice.")
    remedy = N_("Give one of them another name.")


class KeyReserved(Refused):
    """A clause takes a name of the language."""

    key = "key_reserved"
    sentence = N_("“%(key)s” is a word of the language and cannot be a name.")
    remedy = N_("Choose another name, of letters, digits and _.")


class TooManyClauses(Refused):
    """More clauses of a kind, or rows in a clause, than people read."""

    key = "too_many_clauses"
    sentence = N_("“%(name)s” stands there %(count)s times; a directive may have it %(most)s times.")
    remedy = N_("Bodies and their figures belong in a table of their own, not in the directive.")


class TooManySteps(Refused):
    """A figure is made of others, and those of others, further than anybody follows."""

    key = "too_many_steps"
    sentence = N_("“%(clause)s” is more than %(most)s steps of reckoning away from the data.")
    remedy = N_("Shorten the formulas it is made of, or use a function such as sum(…) for what repeats itself.")


class ExamplesTooLong(Refused):
    """The examples have so many bodies that trying them would keep everybody waiting."""

    key = "examples_too_long"
    sentence = N_("The examples have %(count)s bodies, too many for formulas as long as these.")
    remedy = N_("An example shows a rule on a few bodies; take the others out.")


class WeightsNotWhole(Refused):
    """The weights of a family do not add up to one."""

    key = "weights_not_whole"
    sentence = N_("The weights of “%(family)s” add up to %(sum)s on %(since)s, not to one.")
    remedy = N_("Change them so that they add up to one.")


class RoundInCircle(Refused):
    """Names are made of each other."""

    key = "round_in_circle"
    sentence = N_("These are made of each other, in a circle: %(names)s.")
    remedy = N_("Break the circle: one of them must be made of the data alone.")


@dataclass(frozen=True)
class Fault:
    """Something wrong with a text: where, counted from 1, and what as a sentence with its remedy."""

    line: int
    column: int
    refused: Refused


class NotADirective(Refused):
    """The text is not a directive; `faults` says all that is wrong with it."""

    key = "not_a_directive"
    sentence = N_("The text has %(count)s faults; the first is in line %(line)s.")
    remedy = N_("Correct them; each is listed with its line and column.")
    faults: list[Fault]

    def __reduce__(self) -> tuple[Any, ...]:
        """Let the faults travel with it."""
        return _not_a_directive, (self.faults,)


def _not_a_directive(faults: list[Fault]) -> NotADirective:
    refused = NotADirective(count=len(faults), line=faults[0].line)
    refused.faults = faults
    return refused


@dataclass(frozen=True, kw_only=True)
class Recipients:
    """Who receives: what they are called, and the condition they meet."""

    title: str = ""
    title_en: str = ""
    basis: str = ""
    where: Formula | None = None


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
    reader, directive = _Reader(text, document), None
    with suppress(_Enough):
        directive = reader.directive()
    if directive is None or reader.faults:
        raise _not_a_directive(sorted(reader.faults, key=lambda fault: (fault.line, fault.column)))
    return directive


def document_of(text: str) -> Mapping[str, Any]:
    """The text as TOML reads it, decimals exact. Refuses `NotADirective` for what is none, too long or too deep."""
    if len(text) > LARGEST_TEXT:
        raise _not_a_directive([Fault(1, 1, FieldWrong(field="…", clause="…", found="…", needs=N_("a shorter text")))])
    try:
        _hold_to_depth(text)
        return tomllib.loads(text, parse_float=Decimal)
    except RecursionError:
        raise _not_a_directive([Fault(1, 1, NotToml(needs=N_("too many brackets in each other")))]) from None
    except ValueError as wrong:  # of TOML, or of Python for a number of thousands of digits
        raise _not_a_directive([_toml_fault(text, str(wrong))]) from None


class _Enough(Exception):
    """So many faults that nobody would read more of them."""


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


class _Reader:
    """Reads clause by clause and keeps what is wrong, so that one look finds every fault."""

    def __init__(self, text: str, document: Mapping[str, Any]) -> None:
        self.text = text
        self.document = document
        self.places = positions(text)
        self.faults: list[Fault] = []
        self.formulas: list[tuple[Path, Formula, Kind]] = []

    def fault(self, path: Iterable[str | int], refused: Refused, forward: int = 0) -> None:
        line, column = self.places.find(tuple(path))
        self.faults.append(Fault(line, column + forward, refused))
        if len(self.faults) == MOST_FAULTS:
            raise _Enough

    # --- the whole --------------------------------------------------------------------------------

    def directive(self) -> Directive:
        document = self.document
        self._fields(document, "", ())
        scale = self._whole_number(document, "scale", (), USUAL_SCALE, least=0, most=18)
        if document.get("format") != FORMAT:
            self.fault(("format",), self._wrong("format", "", document.get("format", "–"), str(FORMAT)))
        found = Directive(
            text=self.text,
            key=self._text(document, "key", (), needed=True, pattern=r"[a-z0-9][a-z0-9-]*"),
            title=self._text(document, "title", (), needed=True),
            title_en=self._text(document, "title_en", ()),
            basis=self._text(document, "basis", (), needed=True),
            since=self._day(document, "since", ()),
            scale=scale,
            recipients=self._recipients(),
            data=self._many("data", self._datum),
            parameters=self._many("parameter", self._parameter),
            tables=self._many("table", self._table),
            groups=self._many("group", self._group),
            indicators=self._many("indicator", lambda row, path: self._indicator(row, path, scale)),
            asides=self._many("aside", self._aside),
            pools=self._many("pool", self._pool),
            unit_rial=self._rounding(),
            priorities=tuple(self._many("priority", self._priority).values()),
            deadlines=self._many("deadline", self._deadline),
            examples=self._examples(),
        )
        self._check(found)
        return found

    def _many[C: Clause](self, name: str, one: Callable[[Mapping[str, Any], Path], C]) -> dict[Key, C]:
        found: dict[Key, C] = {}
        for place, row in enumerate(self._rows(self.document, name, ())):
            self._fields(row, name, (name, place))
            clause = one(row, (name, place))
            if clause.key in found:
                self.fault((name, place, "key"), KeyTwice(key=clause.key))
            found[clause.key] = clause
        return found

    def _rows(self, within: Mapping[str, Any], name: str, path: Path) -> list[Mapping[str, Any]]:
        """The clauses of a name; none where it is something else, or they are too many."""
        rows = within.get(name, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self.fault((*path, name), self._wrong(name, self._called(path), rows, f"[[{name}]]"))
            return []
        if len(rows) > MOST_CLAUSES:
            self.fault((*path, name), TooManyClauses(name=name, count=len(rows), most=MOST_CLAUSES))
            return []
        return rows

    def _group_of(self, row: Mapping[str, Any], name: str, path: Path) -> Mapping[str, Any]:
        """What stands in { … } under a name; nothing where it is something else."""
        told = row.get(name, {})
        if not isinstance(told, dict):
            self.fault((*path, name), self._wrong(name, self._called(path[:2]), told, "{ … = … }"))
            return {}
        return told

    def _fields(self, row: Mapping[str, Any], clause: str, path: Path) -> None:
        known = FIELDS[clause]
        for name in row:
            if name not in known:
                near = get_close_matches(name, known, 3) or known
                self.fault((*path, name), FieldUnknown(field=name, clause=clause or "–", near=", ".join(near)))

    # --- fields -----------------------------------------------------------------------------------

    def _wrong(self, name: str, clause: object, found: object, needs: str) -> FieldWrong:
        return FieldWrong(field=name, clause=clause or "–", found=_brief(found), needs=needs)

    def _text(self, row: Mapping[str, Any], name: str, path: Path, *, needed: bool = False, pattern: str = "") -> str:
        value = row.get(name, "")
        if not isinstance(value, str):
            self.fault((*path, name), self._wrong(name, self._called(path), value, N_("a text in quotation marks")))
            return _brief(value)
        if needed and not value.strip():
            self.fault((*path, name), FieldMissing(field=name, clause=self._called(path)))
        elif pattern and value and not re.fullmatch(pattern, value):
            self.fault((*path, name), self._wrong(name, self._called(path), value, N_("a name of small letters")))
        return value

    def _called(self, path: Path) -> str:
        """How a clause is named in a fault: «indicator need»."""
        if not path:
            return "–"
        names = [str(part) for part in path if isinstance(part, str)]
        row: Any = self.document
        for part in path:
            row = row[part]
        key = row.get("key", "") if isinstance(row, dict) else ""
        return f"{names[0]} {key}".strip()

    def _key(self, row: Mapping[str, Any], path: Path) -> Key:
        key = self._text(row, "key", path, needed=True)
        if not re.fullmatch(r"[^\W\d][\w\u200c]*", key) and key:
            self.fault((*path, "key"), self._wrong("key", self._called(path), key, N_("letters, digits and _")))
        if key in FUNCTIONS or key in WORDS or key in (POOL, LAST_YEAR, EVERYONE, RECIPIENTS, "over", "per"):
            self.fault((*path, "key"), KeyReserved(key=key))
        return key

    def _named(self, row: Mapping[str, Any], path: Path, *, article: bool = False) -> dict[str, Any]:
        return {
            "key": self._key(row, path),
            "title": self._text(row, "title", path),
            "title_en": self._text(row, "title_en", path),
            "basis": self._text(row, "basis", path, needed=article),
            "line": self.places.find(path)[0],
        }

    def _day(self, row: Mapping[str, Any], name: str, path: Path) -> Day:
        value = self._text(row, name, path, needed=True)
        plain = digits(value).replace("/", "-")
        if value and not re.fullmatch(r"1[34]\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", plain):
            needs = N_("a Jalali day, such as 1405-01-01")
            self.fault((*path, name), self._wrong(name, self._called(path), value, needs))
        return plain

    def _number(self, row: Mapping[str, Any], name: str, path: Path) -> Fraction | None:
        if name not in row:
            return None
        found = exact_number(row[name])
        if found is None:
            needs = N_('a number, or a fraction or percentage in quotation marks: 0.5, "1/3", "35%"')
            self.fault((*path, name), self._wrong(name, self._called(path), row[name], needs))
        return found

    def _whole_number(self, row: Mapping[str, Any], name: str, path: Path, usual: int, *, least: int, most: int) -> int:
        value = row.get(name, usual)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            needs = f"{least}–{most}"
            self.fault((*path, name), self._wrong(name, self._called(path), value, needs))
            return usual
        return value

    def _choice[T: str](self, row: Mapping[str, Any], name: str, path: Path, choices: tuple[T, ...]) -> T:
        value = row.get(name, choices[0])
        if value not in choices:
            self.fault((*path, name), self._wrong(name, self._called(path), value, ", ".join(choices)))
            return choices[0]
        return value

    def _formula(
        self, row: Mapping[str, Any], name: str, path: Path, kind: Kind, *, needed: bool = False
    ) -> Formula | None:
        if name not in row:
            if needed:
                self.fault((*path, name), FieldMissing(field=name, clause=self._called(path)))
            return None
        text = row[name] if isinstance(row[name], str) else _brief(row[name])
        try:
            formula = Formula(text=text, tree=read_formula(text))
        except FormulaFault as refused:
            self.fault((*path, name), refused, forward=1 + refused.at)
            return None
        self.formulas.append(((*path, name), formula, kind))
        return formula

    # --- clauses ----------------------------------------------------------------------------------

    def _recipients(self) -> Recipients:
        row = self.document.get("recipients", {})
        if not isinstance(row, dict):
            self.fault(("recipients",), self._wrong("recipients", "", row, "[recipients]"))
            return Recipients()
        self._fields(row, "recipients", ("recipients",))
        return Recipients(
            title=self._text(row, "title", ("recipients",)),
            title_en=self._text(row, "title_en", ("recipients",)),
            basis=self._text(row, "basis", ("recipients",)),
            where=self._formula(row, "where", ("recipients",), "yes_no"),
        )

    def _datum(self, row: Mapping[str, Any], path: Path) -> Datum:
        year = row.get("year")
        if year is not None and (type(year) is not int or not 1000 <= year <= 9999):
            self.fault((*path, "year"), self._wrong("year", self._called(path), year, N_("a year")))
            year = None
        return Datum(
            **self._named(row, path),
            unit=self._text(row, "unit", path),
            kind=self._choice(row, "kind", path, ("number", "text", "yes_no")),
            source=self._text(row, "source", path, needed=True),
            year=year,
            missing=self._policy(row, "missing", path, Policy(name="refuse"), ("refuse", "zero", "leave_out")),
            zero=self._policy(row, "zero", path, Policy(name="keep"), ("keep", "refuse", "leave_out")),
            least=self._number(row, "least", path),
            most=self._number(row, "most", path),
        )

    def _policy(self, row: Mapping[str, Any], name: str, path: Path, usual: Policy, words: tuple[str, ...]) -> Policy:
        told = row.get(name)
        if told is None:
            return usual
        if isinstance(told, str) and told in words:
            return Policy(name=told)  # type: ignore[arg-type]
        if isinstance(told, dict) and set(told) == {"value"}:
            value = exact_number(told["value"])
            if value is not None:
                return Policy(name="value", value=value)
        if isinstance(told, dict) and told.get("fill") in MEASURES and set(told) <= {"fill", "percentile", "per"}:
            percentile, per = told.get("percentile", 0), told.get("per", "")
            right = (told["fill"] == "percentile") == ("percentile" in told)
            if right and type(percentile) is int and 0 <= percentile <= 100 and isinstance(per, str):
                return Policy(name="fill", measure=told["fill"], percentile=percentile, per=per)
        choices = ", ".join([*words, "{ value = … }", '{ fill = "median" }'])
        self.fault((*path, name), self._wrong(name, self._called(path), told, choices))
        return usual

    def _parameter(self, row: Mapping[str, Any], path: Path) -> Parameter:
        values: list[tuple[Day, Fraction]] = []
        rows = self._rows(row, "value", path)
        if not rows:
            self.fault(path, FieldMissing(field="[[parameter.value]]", clause=self._called(path)))
        for place, one in enumerate(rows):
            inner = (*path, "value", place)
            self._fields(one, "value", inner)
            value = self._number(one, "is", inner)
            if "is" not in one:
                self.fault(inner, FieldMissing(field="is", clause=self._called(path)))
            values.append((self._day(one, "since", inner), value or Fraction(0)))
        return Parameter(
            **self._named(row, path, article=True),
            unit=self._text(row, "unit", path, needed=True),
            values=tuple(sorted(values)) or (("", Fraction(0)),),
            weight_of=self._text(row, "weight_of", path),
            least=self._number(row, "least", path),
            most=self._number(row, "most", path),
            step=self._number(row, "step", path),
        )

    def _table(self, row: Mapping[str, Any], path: Path) -> Table:
        rows: list[tuple[Fraction, Fraction]] = []
        told = row.get("rows")
        if isinstance(told, list) and len(told) > MOST_CLAUSES:
            self.fault((*path, "rows"), TooManyClauses(name="rows", count=len(told), most=MOST_CLAUSES))
        for one in told if isinstance(told, list) else []:
            pair = [exact_number(cell) for cell in one] if isinstance(one, list) else []
            if len(pair) == 2 and pair[0] is not None and pair[1] is not None:
                rows.append((pair[0], pair[1]))
        rising = all(first[0] < second[0] for first, second in zip(rows, rows[1:], strict=False))
        if not isinstance(told, list) or not rows or len(rows) != len(told) or not rising:
            needs = N_("rows of a threshold and a value, thresholds rising: [[0, 1.2], [5000, 1]]")
            self.fault((*path, "rows"), self._wrong("rows", self._called(path), told, needs))
        return Table(
            **self._named(row, path, article=True), unit=self._text(row, "unit", path),
            rows=tuple(rows) or ((Fraction(0), Fraction(0)),),
        )  # fmt: skip

    def _group(self, row: Mapping[str, Any], path: Path) -> Group:
        where = self._formula(row, "where", path, "yes_no", needed=True) or _NOTHING
        return Group(**self._named(row, path), where=where)

    def _indicator(self, row: Mapping[str, Any], path: Path, scale: int) -> Indicator:
        return Indicator(
            **self._named(row, path),
            unit=self._text(row, "unit", path),
            made_by=self._formula(row, "formula", path, "number", needed=True) or _NOTHING,
            scale=self._whole_number(row, "scale", path, scale, least=0, most=18),
            of=self._text(row, "of", path),
        )

    def _aside(self, row: Mapping[str, Any], path: Path) -> Aside:
        amount = self._formula(row, "amount", path, "number", needed=True) or _NOTHING
        return Aside(**self._named(row, path, article=True), amount=amount, to=self._text(row, "to", path))

    def _pool(self, row: Mapping[str, Any], path: Path) -> Pool:
        levels = []
        for place, one in enumerate(self._rows(row, "level", path)):
            inner = (*path, "level", place)
            self._fields(one, "level", inner)
            column = self._text(one, "column", inner, needed=True)
            levels.append(Level(column=column, by=self._text(one, "by", inner), bounds=self._bounds(one, inner)))
        return Pool(
            **self._named(row, path),
            by=self._text(row, "by", path, needed=True),
            part=self._formula(row, "part", path, "number"),
            amount=self._formula(row, "amount", path, "number"),
            where=self._formula(row, "where", path, "yes_no"),
            levels=tuple(levels),
            bounds=self._bounds(row, path),
        )

    def _bounds(self, row: Mapping[str, Any], path: Path) -> Bounds:
        return Bounds(
            minimum=self._formula(row, "minimum", path, "number"),
            minimum_where=self._formula(row, "minimum_where", path, "yes_no"),
            maximum=self._formula(row, "maximum", path, "number"),
            maximum_where=self._formula(row, "maximum_where", path, "yes_no"),
        )

    def _rounding(self) -> int:
        row = self.document.get("rounding", {})
        if not isinstance(row, dict):
            self.fault(("rounding",), self._wrong("rounding", "", row, "[rounding]"))
            return 1
        self._fields(row, "rounding", ("rounding",))
        return self._whole_number(row, "unit_rial", ("rounding",), 1, least=1, most=10**12)

    def _priority(self, row: Mapping[str, Any], path: Path) -> Priority:
        if ("when" in row) == ("by" in row):
            self.fault(path, FieldMissing(field="when / by", clause=self._called(path)))
        return Priority(
            **self._named(row, path, article=True),
            when=self._formula(row, "when", path, "yes_no"),
            by=self._formula(row, "by", path, "number"),
            order=self._choice(row, "order", path, ("more_first", "less_first")),
        )

    def _deadline(self, row: Mapping[str, Any], path: Path) -> Deadline:
        if ("days" in row) == ("months" in row):
            self.fault(path, FieldMissing(field="days / months", clause=self._called(path)))
        return Deadline(
            **self._named(row, path, article=True),
            days=self._whole_number(row, "days", path, 0, least=0, most=3660),
            months=self._whole_number(row, "months", path, 0, least=0, most=120),
            after=self._text(row, "after", path, needed=True),
            days_are=self._choice(row, "days_are", path, ("calendar", "working")),
        )

    # --- examples ---------------------------------------------------------------------------------

    def _examples(self) -> tuple[Example, ...]:
        rows = self._rows(self.document, "example", ())
        return tuple(self._example(row, ("example", place)) for place, row in enumerate(rows))

    def _example(self, row: Mapping[str, Any], path: Path) -> Example:
        self._fields(row, "example", path)
        expect = row.get("expect", {})
        if not isinstance(expect, dict) or not expect:
            self.fault(path, FieldMissing(field="expect", clause=str(row.get("says", "example"))))
            expect = {}
        single = row.get("given")
        bodies = [{"code": "1", **single}] if isinstance(single, dict) else row.get("bodies", [])
        if not isinstance(bodies, list) or not all(isinstance(one, dict) for one in bodies):
            self.fault((*path, "bodies"), self._wrong("bodies", "example", bodies, N_("a list of { code = …, … }")))
            bodies = []
        for body in bodies:
            for key, value in body.items():
                if not isinstance(value, str | bool) and exact_number(value) is None:
                    needs = N_("a number, a text, true or false")
                    self.fault((*path, "bodies"), self._wrong(key, "example", value, needs))
                    body[key] = None
        if isinstance(single, dict) and "refused" not in expect:
            expect = {"indicators": {"1": expect}}
        self._fields(expect, "expect", (*path, "expect"))
        indicators = {
            code: self._numbers(told, code, (*path, "expect", "indicators"))
            for told in [self._group_of(expect, "indicators", (*path, "expect"))] for code in told
        }  # fmt: skip
        return Example(
            says=self._text(row, "says", path, needed=True),
            line=self.places.find(path)[0],
            day=self._day(row, "day", path) if "day" in row else None,
            pool=self._whole_number(row, "pool", path, 0, least=0, most=10**24),
            parameters=self._numbers(row, "parameters", path),
            bodies=tuple({key: _cell(value) for key, value in one.items()} for one in bodies),
            last_year=self._rials(row, "last_year", path),
            shares=self._rials(expect, "shares", (*path, "expect")) if "shares" in expect else None,
            indicators=indicators,
            asides=self._rials(expect, "asides", (*path, "expect")),
            refused=self._text(expect, "refused", (*path, "expect")),
        )

    def _numbers(self, row: Mapping[str, Any], name: str, path: Path) -> dict[str, Fraction]:
        found: dict[str, Fraction] = {}
        for key, value in self._group_of(row, name, path).items():
            number = exact_number(value)
            if number is None:
                self.fault(path, self._wrong(key, self._called(path[:2]), value, N_("a number")))
            found[str(key)] = number or Fraction(0)
        return found

    def _rials(self, row: Mapping[str, Any], name: str, path: Path) -> dict[str, int]:
        found = self._numbers(row, name, path)
        for key, value in found.items():
            if value.denominator != 1:
                self.fault(path, self._wrong(key, self._called(path[:2]), value, N_("a whole number of rials")))
        return {key: int(value) for key, value in found.items()}

    # --- what the clauses say of each other ----------------------------------------------------------

    def _check(self, found: Directive) -> None:
        self._check_names(found)
        self._check_formulas(found)
        self._check_columns(found)
        self._check_families(found)
        if not self.faults:
            self._check_steps(found)
            self._check_work(found)

    def _check_names(self, found: Directive) -> None:
        """Data, parameters and indicators share one list of names; groups and tables have their own."""
        seen: set[str] = set()
        for name, clauses in (
            ("data", found.data), ("parameter", found.parameters), ("indicator", found.indicators)
        ):  # fmt: skip
            for place, key in enumerate(clauses):
                if key in seen:
                    self.fault((name, place, "key"), KeyTwice(key=key))
                seen.add(key)

    def _scope(self, found: Directive) -> Scope:
        kinds: dict[str, Kind] = {POOL: "number", LAST_YEAR: "number"}
        kinds |= {key: datum.kind for key, datum in found.data.items()}
        kinds |= dict.fromkeys([*found.parameters, *found.indicators], "number")
        return Scope(
            kinds=kinds,
            of_bodies=frozenset([*found.data, *found.indicators, LAST_YEAR]),
            groups=frozenset([*found.groups, EVERYONE, RECIPIENTS]),
            tables=frozenset(found.tables),
        )

    def _check_formulas(self, found: Directive) -> None:
        scope = self._scope(found)
        for path, formula, kind in self.formulas:
            try:
                check_formula(formula.tree, scope, kind)
                if path[0] == "aside" or (path[0] == "pool" and path[-1] in ("part", "amount")):
                    self._one_figure(path, formula, scope)
            except FormulaFault as refused:
                self.fault(path, refused, forward=1 + refused.at)

    def _one_figure(self, path: Path, formula: Formula, scope: Scope) -> None:
        """An amount set aside, and a pool's part, are one figure: names of bodies stand only under sum(…) and its like."""
        under = {
            id(one) for node in walk(formula.tree)
            if isinstance(node, Call) and FUNCTIONS[node.name].of_group and node.name not in ("share", "rank", "rank_up")
            and not node.per for one in node.given
        }  # fmt: skip
        for node in walk(formula.tree):
            if isinstance(node, Call) and node.per:
                refused = WrongKind(name="per", needs=N_("one figure for all, such as sum(…)"))
                self.fault(path, refused, forward=1 + node.at)
            if isinstance(node, Name) and node.name in scope.of_bodies and id(node) not in under:
                refused = WrongKind(name=node.name, needs=N_("one figure for all, such as sum(…)"))
                self.fault(path, refused, forward=1 + node.at)

    def _check_columns(self, found: Directive) -> None:
        columns = {*found.data, *found.indicators}
        texts = {key for key, datum in found.data.items() if datum.kind == "text"}
        for place, pool in enumerate(found.pools.values()):
            path: Path = ("pool", place)
            self._among((*path, "by"), pool.by, columns - texts)
            if pool.part and pool.amount:
                self.fault(
                    (*path, "amount"), self._wrong("amount", f"pool {pool.key}", "part + amount", "part / amount")
                )
            for at, level in enumerate(pool.levels):
                self._among((*path, "level", at, "column"), level.column, texts)
                if level.by:
                    self._among((*path, "level", at, "by"), level.by, columns - texts)
        for place, datum in enumerate(found.data.values()):
            for name in ("missing", "zero"):
                policy: Policy = getattr(datum, name)
                if policy.per:
                    self._among(("data", place, name), policy.per, texts - {datum.key})
        for place, indicator in enumerate(found.indicators.values()):
            if indicator.of:
                self._among(("indicator", place, "of"), indicator.of, {*found.groups, EVERYONE, RECIPIENTS})

    def _among(self, path: Path, name: str, names: set[str]) -> None:
        if name and name not in names:
            near = get_close_matches(name, sorted(names), 3) or sorted(names)[:12]
            told = NotAName(field=str(path[-1]), clause=self._called(path[:2]), found=name[:60], near=", ".join(near))
            self.fault(path, told)

    def _check_families(self, found: Directive) -> None:
        """Weights of a family add up to one on every day on which one of them changes."""
        for family, keys in found.families().items():
            days = sorted({since for key in keys for since, _value in found.parameters[key].values})
            for day in days:
                whole = sum(found.value_of(key, day) for key in keys)
                if whole != 1:
                    first = list(found.parameters).index(keys[0])
                    told = f"{whole.numerator}/{whole.denominator}" if whole.denominator != 1 else str(whole)
                    self.fault(("parameter", first), WeightsNotWhole(family=family, sum=told, since=day))
                    break

    def _check_steps(self, found: Directive) -> None:
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
            self.fault(("indicator", place, "formula"), RoundInCircle(names=" ← ".join(names)))
            return
        steps: dict[str, int] = {}
        for name in order:
            formula = _made_by(name, found)
            own = height(formula.tree) if formula else 0
            steps[name] = own + 1 + max((steps[other] for other in needs.get(name, ())), default=0)
            if steps[name] > MOST_STEPS:
                plain = name.removeprefix("over ")
                path: Path = ("indicator", places[name], "formula") if name in places else ()
                self.fault(path, TooManySteps(clause=plain, most=MOST_STEPS))
                return

    def _check_work(self, found: Directive) -> None:
        """Refuse examples that would keep everybody waiting each time the text is checked."""
        bodies = sum(len(example.bodies) + 1 for example in found.examples)
        if bodies * (10_000 + sum(len(formula.text) for _path, formula, _kind in self.formulas)) > MOST_WORK:
            self.fault(("example",), ExamplesTooLong(count=bodies - len(found.examples)))


_NOTHING = Formula(text="0", tree=read_formula("0"))


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


def _brief(found: object) -> str:
    """What was found, short enough to be shown."""
    if isinstance(found, int) and not -LARGEST_NUMBER < found < LARGEST_NUMBER:
        return "…"
    return str(found)[:60]


def exact_number(value: object) -> Fraction | None:
    """A number as a directive writes it: whole or decimal, exactly; a fraction or percentage in quotation marks."""
    if isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        within = isinstance(exponent, int) and exponent >= FINEST and -LARGEST_NUMBER < value < LARGEST_NUMBER
        return Fraction(value) if within else None
    if isinstance(value, int) and not isinstance(value, bool):
        return Fraction(value) if -LARGEST_NUMBER < value < LARGEST_NUMBER else None
    if not isinstance(value, str) or len(value) > 2 * len(str(LARGEST_NUMBER)):
        return None
    text = digits(value).replace("٬", "").replace("_", "").replace("٫", ".").strip()
    found = re.fullmatch(r"([-+]?\d+(?:\.\d+)?)(?:\s*/\s*(\d+(?:\.\d+)?))?\s*([%٪])?", text)
    if not found or (found[2] and not Fraction(found[2])):
        return None
    number = Fraction(found[1]) / Fraction(found[2] or 1)
    return Fraction(number) / 100 if found[3] else number


def _cell(value: object) -> object:
    """A figure of an example: numbers in quotation marks are numbers, other texts stay texts."""
    if isinstance(value, str):
        number = exact_number(value)
        return value if number is None or re.match(r"0\d", value) else number
    return value
