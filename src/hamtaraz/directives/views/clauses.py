"""A directive as people read it: each clause with its words, and what differs between two of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from hamtaraz.kernel.text import persian_digits
from hamtaraz.law.clauses import Bounds, Clause, Datum, Deadline, Formula, Level, Parameter, Policy, Pool, Priority
from hamtaraz.law.compare import Change, compare
from hamtaraz.law.directive import Directive
from hamtaraz.law.written_numbers import spelled

Words = dict[str, Any]


RIGHT_TO_LEFT_MARK = "\u200f"
PERSIAN = re.compile("[\u0600-\u06ff]")


def article(text: str) -> str:
    """An article as it is isolated on a page of either direction: Persian runs from the right, even behind «S0-12»."""
    return RIGHT_TO_LEFT_MARK + text if PERSIAN.search(text) else text


def of(directive: Directive, language: str) -> Words:
    """Every clause of a directive for its page, in the language of the reader."""
    reader = _Reader(directive, language)
    return {
        "basis": article(directive.basis),
        "recipients": reader.recipients(),
        "data": [reader.datum(one) for one in directive.data.values()],
        "families": reader.families(),
        "parameters": [reader.parameter(one) for one in directive.parameters.values() if not one.weight_of],
        "tables": [
            reader.named(one)
            | {"unit": _units().get(one.unit, one.unit), "rows": [tuple(map(reader.number, row)) for row in one.rows]}
            for one in directive.tables.values()
        ],
        "groups": [reader.named(one) | {"where": one.where.text} for one in directive.groups.values()],
        "indicators": [
            reader.named(one)
            | {
                "formula": one.formula,
                "unit": _units().get(one.unit, one.unit),
                "scale": one.scale,
                "of": reader.called(one.of),
            }
            for one in directive.indicators.values()
        ],
        "asides": [reader.named(one) | {"amount": one.amount.text, "to": one.to} for one in directive.asides.values()],
        "pools": [reader.pool(one) for one in directive.pools.values()],
        "unit_rial": directive.unit_rial,
        "scale": directive.scale,
        "priorities": [reader.priority(one) for one in directive.priorities],
        "deadlines": [reader.deadline(one) for one in directive.deadlines.values()],
    }


def changes(before: Directive, after: Directive, language: str) -> list[Words]:
    """What differs between two directives, clause by clause, as the comparison shows it."""
    earlier, later = _Reader(before, language), _Reader(after, language)
    return [_change(one, later, earlier) for one in compare(before, after)]


def _change(one: Change, later: _Reader, earlier: _Reader) -> Words:
    """One difference; the clause is called as it is called afterwards, one that went as it was called before."""
    kind, _space, name = one.clause.partition(" ")
    happened = {"added": (_("added"), "green"), "removed": (_("removed"), "red"), "changed": (_("changed"), "gold")}
    label, tone = happened[one.kind]
    return {
        "label": _kinds().get(kind, kind),
        "title": later.title_of(kind, name) or earlier.title_of(kind, name),
        "name": "" if kind == "example" else name,
        "field": _fields().get(one.field, one.field),
        "happened": label,
        "tone": tone,
        "before": one.before,
        "after": one.after,
        "basis": article(one.basis),
    }


def _kinds() -> dict[str, str]:
    """What each kind of clause is called."""
    return {
        "directive": _("The directive as a whole"),
        "recipients": _("Who receives"),
        "data": _("Figure of a body"),
        "parameter": _("Parameter"),
        "table": _("Table of steps"),
        "group": _("Group"),
        "indicator": _("Indicator"),
        "aside": _("Set aside"),
        "pool": _("Share"),
        "rounding": _("Rounding"),
        "priority": _("Order of precedence"),
        "deadline": _("Deadline"),
        "example": _("Worked example"),
    }


def _fields() -> dict[str, str]:
    """What the fields of clauses are called."""
    return {
        "title": _("title"), "title_en": _("English title"), "basis": _("article"), "since": _("first day"),
        "scale": _("decimal digits"), "unit_rial": _("unit of rounding"), "where": _("condition"), "unit": _("unit"),
        "kind": _("kind"), "source": _("source"), "year": _("year"), "missing": _("if it is missing"),
        "zero": _("if it is zero"), "least": _("at least"), "most": _("at most"), "values": _("value"),
        "weight_of": _("family of weights"), "step": _("step of the slider"), "rows": _("rows"),
        "formula": _("formula"), "of": _("made for"), "amount": _("amount"), "to": _("for which body"),
        "by": _("shared by"), "part": _("part"), "levels": _("levels"), "minimum": _("at least"),
        "minimum_where": _("at least, where"), "maximum": _("at most"), "maximum_where": _("at most, where"),
        "when": _("condition"), "order": _("order"), "days": _("days"), "months": _("months"), "after": _("after"),
        "days_are": _("kind of days"),
    }  # fmt: skip


def _units() -> dict[str, str]:
    """The units the shipped directives name; others are shown as they are written."""
    return {
        "person": _("person"), "share": _("share"), "square kilometre": _("square kilometre"), "village": _("village"),
        "rial": _("rial"), "million rial": _("million rial"),
    }  # fmt: skip


class _Reader:
    """Puts the clauses of one directive into words of one language."""

    def __init__(self, directive: Directive, language: str) -> None:
        self.directive, self.language = directive, language

    def digits(self, text: str) -> str:
        """Digits as the language writes them."""
        return persian_digits(text) if self.language == "fa" else text

    def number(self, value: Fraction) -> str:
        """An exact number: a decimal where it is one, else a fraction."""
        shown = spelled(value)
        return self.digits(shown.replace(".", "٫") if self.language == "fa" else shown)

    def share(self, value: Fraction) -> str:
        """A part of one as a percent, where that is shorter to read than a fraction."""
        return self.number(value * 100) + ("٪" if self.language == "fa" else "%")

    def named(self, one: Clause) -> Words:
        """What every clause has."""
        return {"key": one.key, "title": one.called(self.language), "basis": article(one.basis)}

    def called(self, name: str) -> str:
        """A column, group or aside as people call it; a name of the language stays."""
        groups = {"everyone": _("all bodies of the table"), "recipients": self.recipients()["title"]}
        clause = self.directive.clause(name) or self.directive.groups.get(name)
        return clause.called(self.language) if clause else groups.get(name, name)

    def title_of(self, kind: str, name: str) -> str:
        """The title of a clause by its kind and name; empty where the directive has none."""
        clauses: dict[str, Any] = {
            "data": self.directive.data, "parameter": self.directive.parameters, "table": self.directive.tables,
            "group": self.directive.groups, "indicator": self.directive.indicators, "aside": self.directive.asides,
            "pool": self.directive.pools, "deadline": self.directive.deadlines,
            "priority": {one.key: one for one in self.directive.priorities},
        }  # fmt: skip
        found = clauses.get(kind, {}).get(name)
        return found.called(self.language) if found else name if kind == "example" else ""

    def recipients(self) -> Words:
        """Who receives, and on what condition."""
        one = self.directive.recipients
        title = (one.title_en if self.language == "en" else one.title) or one.title
        return {
            "title": title or _("every body"),
            "where": one.where.text if one.where else "",
            "basis": article(one.basis),
        }

    def datum(self, one: Datum) -> Words:
        """A figure of the bodies: its source, what is believable, and what stands in for a gap."""
        least, most = one.least, one.most
        return self.named(one) | {
            "unit": _units().get(one.unit, one.unit),
            "kind": {"number": _("a number"), "text": _("a text"), "yes_no": _("yes or no")}[one.kind],
            "source": one.source,
            "year": self.digits(str(one.year)) if one.year else "",
            "missing": self.policy(one.missing),
            "zero": self.policy(one.zero) if one.kind == "number" else "",
            "least": "" if least is None else self.number(least),
            "most": "" if most is None else self.number(most),
        }

    def policy(self, one: Policy) -> str:
        """What happens to a gap, in a few words."""
        if one.name == "value":
            return _("%(value)s stands in") % {"value": self.number(one.value)}
        if one.name == "fill":
            measure = self.measure(one)
            if one.per:
                return _("the %(measure)s of the same “%(column)s” stands in") % {
                    "measure": measure, "column": self.called(one.per),
                }  # fmt: skip
            return _("the %(measure)s of the others stands in") % {"measure": measure}
        return {
            "refuse": _("nothing is shared out until it is entered"),
            "zero": _("zero stands in"),
            "leave_out": _("the body is left out"),
            "keep": _("kept as it is"),
        }[one.name]

    def measure(self, one: Policy) -> str:
        """The figure of the others that stands in."""
        if one.measure == "percentile":
            return _("%(level)sth percentile") % {"level": self.digits(str(one.percentile))}
        return {
            "median": _("median"), "mean": _("mean"), "smallest": _("smallest"), "largest": _("largest")
        }[one.measure]  # fmt: skip

    def families(self) -> list[Words]:
        """Weights that add up to one, family by family."""
        parameters = self.directive.parameters
        return [
            {"name": self.called(family), "rows": [self.parameter(parameters[key], as_share=True) for key in keys]}
            for family, keys in self.directive.families().items()
        ]

    def parameter(self, one: Parameter, *, as_share: bool = False) -> Words:
        """A number of the directive with every value it has had and from when."""
        show = (
            self.share
            if as_share and all((value * 10_000).denominator == 1 for _day, value in one.values)
            else self.number
        )
        values = [{"since": self.digits(day.replace("-", "/")), "is": show(value)} for day, value in one.values]
        return self.named(one) | {"unit": _units().get(one.unit, one.unit), "values": values}

    def pool(self, one: Pool) -> Words:
        """A part of the money and the way it is shared."""
        return self.named(one) | {
            "by": self.called(one.by),
            "part": one.part.text if one.part else "",
            "amount": one.amount.text if one.amount else "",
            "where": one.where.text if one.where else "",
            "bounds": list(self.bounds(one.bounds)),
            "levels": [self.level(level) for level in one.levels],
        }

    def level(self, one: Level) -> Words:
        """A level between the pool and the bodies."""
        return {"column": self.called(one.column), "by": self.called(one.by), "bounds": list(self.bounds(one.bounds))}

    def bounds(self, one: Bounds) -> Iterable[Words]:
        """The least and the greatest amount, each perhaps on a condition."""
        for label, formula, where in (
            (_("at least"), one.minimum, one.minimum_where), (_("at most"), one.maximum, one.maximum_where)
        ):  # fmt: skip
            if formula:
                yield {"label": label, "formula": formula.text, "where": where.text if where else ""}

    def priority(self, one: Priority) -> Words:
        """One key of an order of precedence."""
        chosen: Formula | None = one.when or one.by
        assert chosen is not None, "the law reads no priority without a condition or a figure"
        order = {"more_first": _("the larger first"), "less_first": _("the smaller first")}[one.order]
        told = _("those for whom it holds come first") if one.when else order
        return self.named(one) | {"formula": chosen.text, "told": told}

    def deadline(self, one: Deadline) -> Words:
        """How long something may take."""
        days = {"calendar": _("calendar days"), "working": _("working days")}[one.days_are]
        count, kind = (one.months, _("months")) if one.months else (one.days, days)
        return self.named(one) | {"days": self.digits(str(count)), "kind": kind, "after": one.after}
