"""Why an amount is what it is: a run told line by line, from the figures a body brought to its last rial."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from hamtaraz.law.bodies import Code
from hamtaraz.law.clauses import Key
from hamtaraz.law.directive import Directive
from hamtaraz.law.formula import names_in

if TYPE_CHECKING:
    from hamtaraz.law.run import Run

type Origins = Mapping[str, tuple[int, Mapping[str, list[str]]]]
"""Where figures came from, by datum: their year, and the codes of bodies by who measured them."""


@dataclass(frozen=True, slots=True)
class WhyLine:
    """One line of an explanation: which sentence (`label`), about which clause, with which figures and words.

    Labels: `datum`, `filled`, `parameter`, `indicator`, `aside`, `pool`, `level`, `held`, `rounding`, `amount`.
    """

    label: str
    key: Key
    title: str
    title_en: str = ""
    basis: str = ""
    formula: str = ""
    figures: Mapping[str, int | Fraction] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)


def why_lines(run: Run, code: Code) -> list[WhyLine]:
    """Explain one body's amount: figures, policies, parameters and indicators in their order, then each pool."""
    return [*_figures_of(run, code), *_money_of(run, code)]


def _figures_of(run: Run, code: Code) -> list[WhyLine]:
    """What the points of a body are made of, from what it brought upward, each name once."""
    directive, evaluation = run.directive, run.evaluation
    row = run.bodies.row_of[code]
    lines: list[WhyLine] = []
    seen: set[str] = set()

    def tell(name: str) -> None:
        if name in seen:
            return
        seen.add(name)
        if name in directive.indicators:
            indicator = directive.indicators[name]
            for inner in sorted(names_in(indicator.made_by.tree), key=_order(directive)):
                tell(inner)
            value = evaluation.named(name).at(row)
            if value is not None:
                lines.append(_line("indicator", indicator, {"figure": value, "scale": 10**indicator.scale},
                                   formula=indicator.formula, words={"unit": indicator.unit}))  # fmt: skip
        elif name in directive.parameters:
            parameter = directive.parameters[name]
            lines.append(
                _line("parameter", parameter, {"figure": run.parameters[name]}, words={"unit": parameter.unit})
            )
        elif name in directive.data and directive.data[name].kind == "number":
            datum = directive.data[name]
            found = evaluation.named(name).at(row)
            told = next((one for one in run.filled if one.code == code and one.key == name), None)
            if found is not None:
                words = {"unit": datum.unit, "source": datum.source, "year": str(datum.year or "")}
                if told:
                    words |= {"policy": told.policy, "reason": told.reason}
                lines.append(_line("filled" if told else "datum", datum, {"figure": found}, words=words))
        elif name in directive.data:
            datum = directive.data[name]
            words = {"text": str(evaluation.raw(name)[row]), "source": datum.source}
            lines.append(_line("datum", datum, {}, words=words))

    for pool in directive.pools.values():
        for level in pool.levels:
            tell(level.by or pool.by)
        tell(pool.by)
    kinds = ("datum", "filled", "parameter", "indicator")
    return sorted(lines, key=lambda line: max(1, kinds.index(line.label)))


def _order(directive: Directive) -> Any:
    """Data first, then parameters, then indicators, each as the directive lists them."""
    names: Sequence[str] = [*directive.data, *directive.parameters, *directive.indicators]
    places = {name: place for place, name in enumerate(names)}
    return lambda name: places.get(name, len(places))


def _line(label: str, clause: Any, figures: dict[str, int | Fraction], **more: Any) -> WhyLine:
    return WhyLine(label, clause.key, clause.title or clause.key, clause.title_en, clause.basis,
                   more.get("formula", ""), figures, more.get("words", {}))  # fmt: skip


def _money_of(run: Run, code: Code) -> list[WhyLine]:
    """Each pool of a body: its amount, each level on the way, the share, a bound that held, the rounding; then all."""
    lines: list[WhyLine] = []
    for key, amount in run.asides.items():
        clause = run.directive.asides[key]
        if clause.to in ("", code):
            words = {"to": clause.to}
            lines.append(_line("aside", clause, {"amount_rial": amount}, formula=clause.amount.text, words=words))
    for pool_run in run.pools.values():
        if code not in pool_run.paths:
            continue
        pool = pool_run.pool
        lines.append(_line("pool", pool, {"amount_rial": pool_run.amount_rial, "pool_rial": run.pool_rial}))
        path = pool_run.paths[code]
        for depth, text in enumerate((*path, code)):
            sharing = pool_run.sharings[path[:depth]]
            last = depth == len(path)
            figures: dict[str, int | Fraction] = {
                "points": sharing.points[text],
                "points_total": sum(sharing.points.values()),
                "total_rial": sharing.total_rial,
                "quotient": sharing.quotient(text),
                "amount_rial": sharing.shares[text],
                "rest_rial": sharing.rest_rial,
                "rest_points": sharing.rest_points,
            }
            words = {"text": "" if last else text, "held": sharing.held.get(text, "")}
            if not last:
                words["column"] = pool.levels[depth].column
            lines.append(_line("share" if last else "level", pool, figures, words=words))
    found = run.shares.get(code, 0)
    last_year = {"last_year_rial": run.last_year[code]} if code in run.last_year else {}
    lines.append(WhyLine("amount", run.directive.key, run.directive.title, run.directive.title_en,
                         run.directive.basis, "", {"amount_rial": found, **last_year}))  # fmt: skip
    return lines
