"""One page a workflow: its states, its steps, what each asks, refuses and does, and the diagram."""

from __future__ import annotations

import inspect

from hamtaraz.config.documentation.markdown import diagram, table
from hamtaraz.people.roles import Role
from hamtaraz.workflow.tables import TASK_KINDS, WORKFLOWS, Ask, Rule, State, Step, Workflow

KINDS_OF_ASK = {"text": "text", "lines": "some lines", "day": "a day", "rial": "an amount in rial"}


def pages() -> dict[str, str]:
    """The page of each workflow, and one that lists them."""
    tables = [WORKFLOWS[name] for name in sorted(WORKFLOWS)]
    found = {f"workflows/{workflow.name}.md": _page(workflow) for workflow in tables}
    return {"workflows/README.md": _index(tables), **found}


def role_label(role: str) -> str:
    """The English name of a role."""
    return str(Role(role).label)


def _index(tables: list[Workflow]) -> str:
    rows = [
        (f"[{workflow.label}]({workflow.name}.md)", f"`{workflow.name}`", len(workflow.states), len(workflow.steps))
        for workflow in tables
    ]
    of_states = {state.task.key for workflow in tables for state in workflow.states if state.task}
    errands = [TASK_KINDS[key] for key in sorted(TASK_KINDS.keys() - of_states)]
    return (
        "# Workflows\n\n"
        "Buttons, permissions, tasks, the verbs of the trail and the money effects all come from these tables.\n\n"
        + table(("subject", "key", "states", "steps"), rows)
        + "\n## Errands\n\nTasks that are opened for the next person and are not the state of one subject.\n\n"
        + table(
            ("key", "in the inbox", "on the button"),
            [(f"`{kind.key}`", kind.label, kind.button) for kind in errands],
        )
    )


def _page(workflow: Workflow) -> str:
    return (
        f"# {workflow.label}\n\nKey `{workflow.name}`, of `{workflow.subject_kind}`.\n\n"
        + "## States\n\n"
        + table(
            ("state", "key", "waits for", "days", "task"),
            [(*_name(state), _waits(state), state.days or "", _task(state)) for state in workflow.states],
        )
        + "\n## Steps\n\n"
        + table(
            ("step", "verb", "from → to", "by", "asks", "basis"),
            [
                (
                    step.label,
                    f"`{step.verb}`",
                    f"{', '.join(step.sources)} → {step.target}",
                    role_label(step.by),
                    "; ".join(_ask(ask) for ask in step.asks),
                    step.basis,
                )
                for step in workflow.steps
            ],
        )
        + "\n## What each step refuses and does\n\n"
        + "\n".join(_detail(step) for step in workflow.steps)
        + "\n\n## Diagram\n\n"
        + diagram(_drawing(workflow))
    )


def _name(state: State) -> tuple[str, str]:
    return str(state.label), f"`{state.key}`" + (" (off the usual way)" if state.aside else "")


def _waits(state: State) -> str:
    return role_label(state.waits_for) if state.waits_for else ""


def _task(state: State) -> str:
    return f"{state.task.label} · {state.task.button}" if state.task else ""


def _ask(ask: Ask) -> str:
    return f"{ask.label}: {KINDS_OF_ASK[ask.kind]}{'' if ask.required else ', if any'}"


def _detail(step: Step) -> str:
    lines = [f"- **{step.verb}** from {' or '.join(step.sources)}"]
    lines += [f"  - {_rule(rule)}" for rule in step.unless]
    lines += [f"  - does: {effect.says}" for effect in step.effect]
    if len(lines) == 1:
        lines.append("  - changes the state alone")
    return "\n".join(lines)


def _rule(rule: Rule) -> str:
    """The first paragraph of the rule's docstring, and the verbs it looks at where it looks at some."""
    said = inspect.getdoc(rule) or ""
    verbs = f" ({', '.join(rule.verbs)})" if hasattr(rule, "verbs") else ""
    return " ".join(said.split("\n\n")[0].split()) + verbs


def _drawing(workflow: Workflow) -> list[str]:
    """A state diagram: where it begins, every step by its verb, and where nothing more follows."""
    lines = ["stateDiagram-v2"]
    lines += [f"    {state.key} : {state.label}" for state in workflow.states]
    lines.append(f"    [*] --> {workflow.states[0].key}")
    for step in workflow.steps:
        lines += [f"    {source} --> {step.target} : {step.verb}" for source in step.sources]
    lines += [f"    {state.key} --> [*]" for state in workflow.states if not workflow.steps_from(state.key)]
    return lines
