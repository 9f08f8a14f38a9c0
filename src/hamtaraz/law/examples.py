"""Runs the examples of a directive: a version may be activated only when all of them hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from hamtaraz.kernel.refusals import Refused
from hamtaraz.law.bodies import Bodies, Value, bodies_of
from hamtaraz.law.clauses import Example
from hamtaraz.law.directive import Directive
from hamtaraz.law.evaluation import Evaluation
from hamtaraz.law.run import chosen_parameters, distribute
from hamtaraz.law.written_numbers import spelled


@dataclass(frozen=True)
class Difference:
    """One figure of an example that is not what was expected; `of` names it, such as "shares A"."""

    of: str
    expected: str
    found: str


@dataclass(frozen=True)
class ExampleResult:
    """Whether an example holds; `differences` says where it does not, `refused` why it could not be run."""

    says: str
    line: int
    holds: bool
    differences: tuple[Difference, ...] = ()
    refused: Refused | None = None


def check_examples(directive: Directive) -> list[ExampleResult]:
    """Run every example of a directive, in the order they stand."""
    return [_check(directive, example) for example in directive.examples]


def _check(directive: Directive, example: Example) -> ExampleResult:
    try:
        differences = tuple(_differences(directive, example))
    except Refused as refused:
        expected = example.refused == refused.key
        told = () if expected else (Difference("refused", example.refused or "–", refused.key),)
        return ExampleResult(example.says, example.line, expected, told, None if expected else refused)
    if example.refused:
        differences = (Difference("refused", example.refused, "–"),)
    return ExampleResult(example.says, example.line, not differences, differences)


def _differences(directive: Directive, example: Example) -> list[Difference]:
    bodies = _bodies(directive, example)
    found: list[Difference] = []
    if example.shares is not None or example.asides or (example.refused and directive.pools and example.pool):
        run = distribute(
            directive, bodies, example.pool, parameters=example.parameters, last_year=example.last_year, day=example.day
        )  # fmt: skip
        if example.shares is not None:
            found += _compared("shares", example.shares, run.shares)
        found += _compared("asides", example.asides, {key: run.asides.get(key) for key in example.asides})
        evaluation = run.evaluation
    else:
        chosen = chosen_parameters(directive, example.parameters, example.day)
        evaluation = Evaluation(
            directive, bodies, chosen, pool_rial=example.pool, last_year=example.last_year
        )  # fmt: skip
        if example.refused:
            for key in directive.indicators:
                evaluation.named(key)
    for code, expected in example.indicators.items():
        for key, value in expected.items():
            known = key in directive.indicators or key in directive.data
            got = evaluation.named(key).at(bodies.row_of[code]) if known and code in bodies.row_of else None
            if got != value:
                shown = "–" if got is None else spelled(got)
                found.append(Difference(f"{key} {code}".strip(), spelled(value), shown))
    return found


def _compared(what: str, expected: Mapping[str, int], found: Mapping[str, int | None]) -> list[Difference]:
    codes = sorted(set(expected) | set(found))
    return [
        Difference(f"{what} {code}", _shown(expected.get(code)), _shown(found.get(code)))
        for code in codes
        if expected.get(code) != found.get(code)
    ]


def _shown(value: int | None) -> str:
    return "–" if value is None else str(value)


def _bodies(directive: Directive, example: Example) -> Bodies:
    """The bodies of an example; a text column keeps «06» as it is written, a number is read from its marks."""
    rows = []
    for told in example.bodies:
        row: dict[str, object] = {}
        for key, value in told.items():
            datum = directive.data.get(key)
            row[key] = _text(value) if (datum and datum.kind == "text") or key in ("code", "name") else value
        rows.append(row)
    return bodies_of(rows)


def _text(value: object) -> Value:
    if isinstance(value, Fraction | Decimal | int) and not isinstance(value, bool):
        return spelled(Fraction(value))
    return str(value)
