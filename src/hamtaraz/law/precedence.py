"""Who comes first by the priorities of a directive, and by which of them: the same order for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from hamtaraz.law import columns
from hamtaraz.law.bodies import Bodies, Code
from hamtaraz.law.clauses import Key
from hamtaraz.law.directive import Directive
from hamtaraz.law.evaluation import Evaluation
from hamtaraz.law.run import chosen_parameters


@dataclass(frozen=True)
class Placed:
    """One body's place, from 1; what each priority found of it, in their order; and the one that set it behind.

    `behind_by` is the priority by which the body before it comes first; empty for the first, and where only the
    order of codes decides.
    """

    code: Code
    place: int
    found: Mapping[Key, bool | Fraction]
    behind_by: Key


def in_order(
    directive: Directive, bodies: Bodies, *, parameters: Mapping[Key, Fraction] | None = None, day: str | None = None
) -> list[Placed]:
    """Put the recipients in order: by the first priority of the directive, ties by the next, at last by code (S4-?18)."""
    evaluation = Evaluation(directive, bodies, chosen_parameters(directive, parameters, day))
    rows = evaluation.rows("")
    found: list[dict[Key, bool | Fraction]] = [{} for _row in rows]
    ranks: list[list[Fraction]] = [[] for _row in rows]
    for priority in directive.priorities:
        if priority.when:
            values: Sequence[bool | Fraction] = evaluation.truths(priority.when.tree, rows, priority.called())
        else:
            assert priority.by
            figure = evaluation.figure(priority.by.tree, rows, priority.called())
            values = columns.full(figure, len(rows)).fractions()
        sign = 1 if priority.order == "less_first" and not priority.when else -1
        for place, value in enumerate(values):
            found[place][priority.key] = value
            ranks[place].append(Fraction(sign * value))
    order = sorted(range(len(rows)), key=lambda place: (ranks[place], bodies.codes[rows[place]]))
    placed = []
    for number, place in enumerate(order, 1):
        before = ranks[order[number - 2]] if number > 1 else ranks[place]
        differs = [key.key for key, ours, theirs in zip(directive.priorities, ranks[place], before, strict=True)
                   if ours != theirs]  # fmt: skip
        placed.append(Placed(bodies.codes[rows[place]], number, found[place], differs[0] if differs else ""))
    return placed
