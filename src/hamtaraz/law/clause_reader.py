"""Reads a directive clause by clause, its examples with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from hamtaraz.kernel.refusals import N_
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
    Recipients,
    Table,
)
from hamtaraz.law.faults import (
    FieldMissing,
    KeyTwice,
    TooManyClauses,
)
from hamtaraz.law.field_reader import FieldReader
from hamtaraz.law.format import (
    FORMAT,
    MEASURES,
    MOST_CLAUSES,
    USUAL_SCALE,
)
from hamtaraz.law.formula_reader import read_formula
from hamtaraz.law.positions import Path
from hamtaraz.law.written_numbers import cell_of, exact_number

_NOTHING = Formula(text="0", tree=read_formula("0"))


class ClauseReader(FieldReader):
    """Reads every clause of a document, whatever is wrong with the others."""

    def clauses(self) -> dict[str, Any]:
        """What a directive is made of besides its text."""
        document = self.document
        self._fields(document, "", ())
        scale = self._whole_number(document, "scale", (), USUAL_SCALE, least=0, most=18)
        if document.get("format") != FORMAT:
            self.fault(("format",), self.wrong("format", "", document.get("format", "–"), str(FORMAT)))
        return {
            "key": self._text(document, "key", (), needed=True, pattern=r"[a-z0-9][a-z0-9-]*"),
            "title": self._text(document, "title", (), needed=True),
            "title_en": self._text(document, "title_en", ()),
            "basis": self._text(document, "basis", (), needed=True),
            "since": self._day(document, "since", ()),
            "scale": scale,
            "recipients": self._recipients(),
            "data": self._many("data", self._datum),
            "parameters": self._many("parameter", self._parameter),
            "tables": self._many("table", self._table),
            "groups": self._many("group", self._group),
            "indicators": self._many("indicator", lambda row, path: self._indicator(row, path, scale)),
            "asides": self._many("aside", self._aside),
            "pools": self._many("pool", self._pool),
            "unit_rial": self._rounding(),
            "priorities": tuple(self._many("priority", self._priority).values()),
            "deadlines": self._many("deadline", self._deadline),
            "examples": self._examples(),
        }

    def _many[C: Clause](self, name: str, one: Callable[[Mapping[str, Any], Path], C]) -> dict[Key, C]:
        found: dict[Key, C] = {}
        for place, row in enumerate(self._rows(self.document, name, ())):
            self._fields(row, name, (name, place))
            clause = one(row, (name, place))
            if clause.key in found:
                self.fault((name, place, "key"), KeyTwice(key=clause.key))
            found[clause.key] = clause
        return found

    def _recipients(self) -> Recipients:
        row = self.document.get("recipients", {})
        if not isinstance(row, dict):
            self.fault(("recipients",), self.wrong("recipients", "", row, "[recipients]"))
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
            self.fault((*path, "year"), self.wrong("year", self.called(path), year, N_("a year")))
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
        self.fault((*path, name), self.wrong(name, self.called(path), told, choices))
        return usual

    def _parameter(self, row: Mapping[str, Any], path: Path) -> Parameter:
        values: list[tuple[Day, Fraction]] = []
        rows = self._rows(row, "value", path)
        if not rows:
            self.fault(path, FieldMissing(field="[[parameter.value]]", clause=self.called(path)))
        for place, one in enumerate(rows):
            inner = (*path, "value", place)
            self._fields(one, "value", inner)
            value = self._number(one, "is", inner)
            if "is" not in one:
                self.fault(inner, FieldMissing(field="is", clause=self.called(path)))
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
            self.fault((*path, "rows"), self.wrong("rows", self.called(path), told, needs))
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
            self.fault(("rounding",), self.wrong("rounding", "", row, "[rounding]"))
            return 1
        self._fields(row, "rounding", ("rounding",))
        return self._whole_number(row, "unit_rial", ("rounding",), 1, least=1, most=10**12)

    def _priority(self, row: Mapping[str, Any], path: Path) -> Priority:
        if ("when" in row) == ("by" in row):
            self.fault(path, FieldMissing(field="when / by", clause=self.called(path)))
        return Priority(
            **self._named(row, path, article=True),
            when=self._formula(row, "when", path, "yes_no"),
            by=self._formula(row, "by", path, "number"),
            order=self._choice(row, "order", path, ("more_first", "less_first")),
        )

    def _deadline(self, row: Mapping[str, Any], path: Path) -> Deadline:
        if ("days" in row) == ("months" in row):
            self.fault(path, FieldMissing(field="days / months", clause=self.called(path)))
        return Deadline(
            **self._named(row, path, article=True),
            days=self._whole_number(row, "days", path, 0, least=0, most=3660),
            months=self._whole_number(row, "months", path, 0, least=0, most=120),
            after=self._text(row, "after", path, needed=True),
            days_are=self._choice(row, "days_are", path, ("calendar", "working")),
        )

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
            self.fault((*path, "bodies"), self.wrong("bodies", "example", bodies, N_("a list of { code = …, … }")))
            bodies = []
        for body in bodies:
            for key, value in body.items():
                if not isinstance(value, str | bool) and exact_number(value) is None:
                    needs = N_("a number, a text, true or false")
                    self.fault((*path, "bodies"), self.wrong(key, "example", value, needs))
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
            bodies=tuple({key: cell_of(value) for key, value in one.items()} for one in bodies),
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
                self.fault(path, self.wrong(key, self.called(path[:2]), value, N_("a number")))
            found[str(key)] = number or Fraction(0)
        return found

    def _rials(self, row: Mapping[str, Any], name: str, path: Path) -> dict[str, int]:
        found = self._numbers(row, name, path)
        for key, value in found.items():
            if value.denominator != 1:
                self.fault(path, self.wrong(key, self.called(path[:2]), value, N_("a whole number of rials")))
        return {key: int(value) for key, value in found.items()}
