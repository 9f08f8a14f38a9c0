"""Compares two versions of a directive clause by clause: what was added, what went, what reads otherwise now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from hamtaraz.law.clauses import Bounds, Formula, Level, Policy
from hamtaraz.law.directive import Directive
from hamtaraz.law.written_numbers import spelled

SECTIONS = (
    ("data", "data"), ("parameter", "parameters"), ("table", "tables"), ("group", "groups"),
    ("indicator", "indicators"), ("aside", "asides"), ("pool", "pools"), ("priority", "priorities"),
    ("deadline", "deadlines"), ("example", "examples"),
)  # fmt: skip
UNSPOKEN = ("line", "key")


@dataclass(frozen=True, order=True)
class Change:
    """One difference: which clause ("parameter weight_population"), which field of it, before and after, its article."""

    clause: str
    field: str
    kind: Literal["added", "removed", "changed"]
    before: str
    after: str
    basis: str = ""


def compare(old: Directive, new: Directive) -> list[Change]:
    """Every difference between two directives, in the order of their clauses; formulas compare as they are written."""
    changes = _fields("directive", _whole(old), _whole(new), new.basis)
    changes += _fields("recipients", _spoken(old.recipients), _spoken(new.recipients), new.recipients.basis)
    for name, attribute in SECTIONS:
        before, after = _keyed(getattr(old, attribute)), _keyed(getattr(new, attribute))
        for key in [*before, *(key for key in after if key not in before)]:
            clause = f"{name} {key}"
            basis = getattr(after.get(key, before.get(key)), "basis", "")
            if key not in after:
                changes.append(Change(clause, "", "removed", _told(before[key]), "", basis))
            elif key not in before:
                changes.append(Change(clause, "", "added", "", _told(after[key]), basis))
            else:
                changes += _fields(clause, _spoken(before[key]), _spoken(after[key]), basis)
    return changes


def _whole(directive: Directive) -> dict[str, str]:
    names = ("key", "title", "title_en", "basis", "since", "scale", "unit_rial")
    return {name: str(getattr(directive, name)) for name in names}


def _keyed(clauses: Any) -> dict[str, Any]:
    if isinstance(clauses, Mapping):
        return dict(clauses)
    return {getattr(clause, "key", "") or getattr(clause, "says", str(place)): clause
            for place, clause in enumerate(clauses)}  # fmt: skip


def _fields(clause: str, before: Mapping[str, str], after: Mapping[str, str], basis: str) -> list[Change]:
    changes = []
    for name in [*before, *(name for name in after if name not in before)]:
        old, new = before.get(name, ""), after.get(name, "")
        if old != new:
            kind: Literal["added", "removed", "changed"] = "changed" if old and new else "added" if new else "removed"
            changes.append(Change(clause, name, kind, old, new, basis))
    return changes


def _told(clause: Any) -> str:
    """A clause in one line: its title, or its fields."""
    fields = _spoken(clause)
    return fields.get("title") or fields.get("says") or "; ".join(f"{name} = {value}" for name, value in fields.items())


def _spoken(clause: Any) -> dict[str, str]:
    """The fields of a clause as people read them; empty ones are left out."""
    found: dict[str, str] = {}
    for name in clause.__dataclass_fields__:
        value = getattr(clause, name)
        if name in UNSPOKEN or value in (None, "", (), {}):
            continue
        if isinstance(value, Bounds):
            found |= _spoken(value)
            continue
        shown = _value(value)
        if shown:
            found["formula" if name == "made_by" else name] = shown
    return found


def _value(value: Any) -> str:
    if isinstance(value, Formula):
        return value.text
    if isinstance(value, Fraction):
        return spelled(value)
    if isinstance(value, Policy):
        return value.spelled()
    if isinstance(value, Level):
        return "; ".join(f"{name} = {one}" for name, one in _spoken(value).items())
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_value(one)}" for key, one in sorted(value.items()))
    if isinstance(value, tuple | list):
        return ", ".join(_value(one) for one in value)
    return str(value)
