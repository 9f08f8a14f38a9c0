"""The tables of the house: states, who they wait for, and the steps that lead on. Buttons, permissions, tasks,
the trail's verbs, money effects and diagrams all come from here."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.utils.translation import gettext_lazy as _

from hamtaraz.people.actors import Actor


@dataclass(frozen=True)
class TaskKind:
    """What the inbox says of a task: its label and the word on its button (both lazy translations)."""

    key: str
    label: Any
    button: Any


@dataclass(frozen=True)
class State:
    """Where a subject may stand; `waits_for` is the role whose turn it is, `days` how long it may take.

    `aside` states (corrected, cancelled) stand off the usual way and are drawn only when reached.
    """

    key: str
    label: Any
    waits_for: str = ""
    days: int | None = None
    task: TaskKind | None = None
    tone: str = ""
    aside: bool = False


@dataclass(frozen=True)
class Taking:
    """Everything a rule or an effect may look at while a step is taken."""

    subject: Any
    step: Step
    workflow: Workflow
    actor: Actor
    day: datetime.date
    given: Mapping[str, Any]
    act: int = 0


Rule = Callable[[Taking], None]
"""Raises a `Refused` when the step may not be taken; changes nothing."""
Telling = Callable[[Taking], Mapping[str, Any]]
"""What the act of a step keeps beside the change of state; asked after every rule, and changes nothing."""


class Effect(Protocol):
    """What a step does beside changing the state; `says` is its line in the generated documentation."""

    @property
    def says(self) -> str: ...

    def __call__(self, taking: Taking) -> None: ...


@dataclass(frozen=True)
class Ask:
    """One thing a step asks of the person who takes it: `kind` is "text", "lines", "day" or "rial"."""

    name: str
    label: Any
    kind: str = "text"
    required: bool = True


REASON = Ask("reason", _("Reason"), "lines")


@dataclass(frozen=True)
class Step:
    """One way from a state to the next: the verb, whose mandate it takes, what it asks, refuses and moves."""

    verb: str
    source: str | tuple[str, ...]
    target: str
    by: str
    label: Any
    basis: str
    asks: tuple[Ask, ...] = ()
    unless: tuple[Rule, ...] = ()
    effect: tuple[Effect, ...] = ()
    primary: bool = False
    tone: str = ""
    tells: Telling | None = None

    @property
    def sources(self) -> tuple[str, ...]:
        """The states this step may be taken from."""
        return (self.source,) if isinstance(self.source, str) else self.source


@dataclass(frozen=True)
class Workflow:
    """The table of one kind of subject."""

    name: str
    subject_kind: str
    label: Any
    states: tuple[State, ...]
    steps: tuple[Step, ...]
    _states: dict[str, State] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_states", {state.key: state for state in self.states})
        named = {key for step in self.steps for key in (*step.sources, step.target)}
        assert named <= self._states.keys(), f"{self.name}: a step names a state that is not in the table"
        WORKFLOWS[self.name] = self
        for state in self.states:
            if state.task:
                TASK_KINDS[state.task.key] = state.task

    def state(self, key: str) -> State:
        """The state of that key."""
        return self._states[key]

    def steps_from(self, state: str) -> list[Step]:
        """The steps that leave a state, in the table's order."""
        return [step for step in self.steps if state in step.sources]

    def step(self, verb: str, state: str) -> Step | None:
        """The step `verb` as it leaves `state`, if it does."""
        return next((step for step in self.steps_from(state) if step.verb == verb), None)


WORKFLOWS: dict[str, Workflow] = {}
TASK_KINDS: dict[str, TaskKind] = {}


def task_kind(key: str, label: Any, button: Any) -> TaskKind:
    """Name a task that is not the state of one subject, such as "issue the agency notices of this county"."""
    kind = TaskKind(key, label, button)
    assert TASK_KINDS.get(key, kind) is kind, f"the task {key!r} is named twice"
    TASK_KINDS[key] = kind
    return kind
