"""Asks a directive about one case: what a municipality owes for a minibus, whether a village is large enough."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from hamtaraz.law.bodies import Bodies, Code, Value, bodies_of
from hamtaraz.law.clauses import Day, Key
from hamtaraz.law.directive import Directive
from hamtaraz.law.evaluation import Evaluation
from hamtaraz.law.run import chosen_parameters


class Case:
    """One body's figures under a directive; what it does not bring is filled as the directive says, or refused."""

    def __init__(self, directive: Directive, given: Mapping[Key, Value], *, day: Day | None = None) -> None:
        self.directive = directive
        self._evaluation = Evaluation(directive, bodies_of([given]), chosen_parameters(directive, None, day))

    def figure(self, name: Key) -> Fraction:
        """A datum or an indicator of the case, rounded as the directive says; refuses what the law refuses."""
        found = self._evaluation.named(name).at(0)
        assert found is not None, f"the directive gives no {name}"
        return found

    def rial(self, name: Key) -> int:
        """An amount of the case in whole rials; the directive rounds it, so nothing is rounded here."""
        found = self.figure(name)
        assert found.denominator == 1, f"{name} is not in whole rials"
        return int(found)

    def holds(self, name: Key) -> bool:
        """Whether a figure that says yes or no, 1 or 0, says yes."""
        return self.figure(name) == 1


def figures_of(directive: Directive, bodies: Bodies, name: Key, *, day: Day | None = None) -> dict[Code, Fraction]:
    """One figure of many cases at once, by their codes; refuses what the law refuses."""
    named = Evaluation(directive, bodies, chosen_parameters(directive, None, day)).named(name)
    found = {code: named.at(row) for code, row in bodies.row_of.items()}
    return {code: value for code, value in found.items() if value is not None}
