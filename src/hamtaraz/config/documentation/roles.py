"""The page of roles: which steps each may take, what waits for it, and which pages it alone may open."""

from __future__ import annotations

from hamtaraz.config.documentation.markdown import anchor, table
from hamtaraz.config.documentation.routes import routes
from hamtaraz.people.roles import MONEY_ROLES, PROVINCE_WIDE_READERS, Role
from hamtaraz.workflow.tables import WORKFLOWS


def page() -> str:
    """An overview, then a section for each role."""
    overview = [
        (
            f"[{role.label}](#{anchor(str(role.label))})",
            f"`{role.value}`",
            "the whole province" if role in PROVINCE_WIDE_READERS else "its own organisation or county",
            "yes" if role in MONEY_ROLES else "",
            len(_steps(role)),
        )
        for role in Role
    ]
    return (
        "# Roles\n\nA mandate gives a person one role in one organisation, for a time. What a role may do is said by "
        "the steps\nthat name it and the doors that name it; there is no other list.\n\n"
        + table(("role", "key", "reads", "decides about money", "steps"), overview)
        + "".join(_section(role) for role in Role)
    )


def _section(role: Role) -> str:
    parts = [f"\n## {role.label}\n"]
    steps, waits, doors = _steps(role), _waits(role), _doors(role)
    if steps:
        parts.append(table(("subject", "step", "from → to", "basis"), steps))
    if waits:
        parts.append(table(("waits for this role", "task", "days"), waits))
    if doors:
        parts.append("Doors that name it: " + ", ".join(f"`{address}`" for address in doors) + "\n")
    if len(parts) == 1:
        parts.append("Takes no step and has no door of its own.\n")
    return "\n".join(parts)


def _steps(role: Role) -> list[tuple[str, str, str, str]]:
    return [
        (str(workflow.label), str(step.label), f"{', '.join(step.sources)} → {step.target}", step.basis)
        for _name, workflow in sorted(WORKFLOWS.items())
        for step in workflow.steps
        if step.by == role
    ]


def _waits(role: Role) -> list[tuple[str, str, str]]:
    return [
        (f"{workflow.label}: {state.label}", str(state.task.label) if state.task else "", str(state.days or ""))
        for _name, workflow in sorted(WORKFLOWS.items())
        for state in workflow.states
        if state.waits_for == role
    ]


def _doors(role: Role) -> list[str]:
    return [address for address, _name, door, _says in routes() if role in door]
