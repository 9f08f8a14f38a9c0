"""Who comes first by the priorities of the directive, and the reasons of it in sentences: the same for all (S4-?18)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hamtaraz.grants.models import Recipient, RecipientFigure, RecipientKind
from hamtaraz.kernel import rial
from hamtaraz.law.bodies import Bodies, Value
from hamtaraz.law.clauses import Key, Priority
from hamtaraz.law.directive import Directive
from hamtaraz.law.formula import names_in
from hamtaraz.law.precedence import Placed, in_order

MEASURED = ("population", "households", "machines_since_1388")
"""The figures of a recipient that the priorities look at; the latest that were measured."""


class Rank(NamedTuple):
    """A request's place among those it was put in order with, from 1, and the reasons in the reader's language."""

    place: int
    reasons: list[str]


def placed[Row: (int, str)](
    rules: Directive, rows: Mapping[Row, Mapping[Key, Value]], *, day: str | None = None
) -> dict[Row, Rank]:
    """The place of each request and why: by the directive's priorities in their order, ties by the request's `code`.

    `rows` gives for each request (by its number, or a code) the figures the directive asks for, see
    `figures_of_recipients`, with those of the request itself (`project_type`, `unfinished`, `own_money`,
    `province_money`; amounts in whole rials) and perhaps a `code`. Refuses what the law refuses of figures.
    """
    return {row: Rank(one.place, reasons(rules, one)) for row, one in in_place(rules, rows, day=day).items()}


def in_place[Row: (int, str)](
    rules: Directive, rows: Mapping[Row, Mapping[Key, Value]], *, day: str | None = None
) -> dict[Row, Placed]:
    """What `placed` says in words, as the law found it; in the order of places."""
    by_code = {f"{figures.get('code', '')}/{row:>020}": row for row, figures in rows.items()}
    keys = sorted({key for figures in rows.values() for key in figures} & set(rules.data))
    columns: dict[str, list[Value]] = {key: [rows[row].get(key) for row in by_code.values()] for key in keys}
    found = in_order(rules, Bodies(list(by_code), {}, columns), day=day) if rows else []
    return {by_code[one.code]: one for one in found}


def reasons(rules: Directive, one: Placed) -> list[str]:
    """The priorities that hold of a request, each with its clause; last what set it behind the one before it."""
    told = [
        _reason(rules, priority, one.found[priority.key]) for priority in rules.priorities if one.found[priority.key]
    ]
    if one.behind_by:
        behind = next(priority for priority in rules.priorities if priority.key == one.behind_by)
        told.append(_("Behind the one before it by: %(priority)s") % {"priority": called(behind)})
    elif one.place > 1:
        told.append(_("Level with the one before it; the order of codes decides"))
    return told


def called(priority: Priority) -> str:
    """The title of a priority in the reader's language."""
    return priority.title_en if (get_language() or "fa").startswith("en") else priority.title


def _reason(rules: Directive, priority: Priority, found: bool | Fraction) -> str:
    told = {"priority": called(priority), "clause": priority.basis}
    if isinstance(found, bool):
        return _("%(priority)s (%(clause)s)") % told
    language = "en" if (get_language() or "fa").startswith("en") else "fa"
    told["figure"] = rial.show(int(found), language=language)
    units = _units(rules, priority)
    if units == {"rial"}:
        return _("%(priority)s: %(figure)s rial (%(clause)s)") % told
    if units == {"day"}:
        return _("%(priority)s: %(figure)s days (%(clause)s)") % told
    return _("%(priority)s: %(figure)s (%(clause)s)") % told


def _units(rules: Directive, priority: Priority) -> set[str]:
    """The units of the figures a priority goes by."""
    assert priority.by is not None
    return {rules.data[name].unit for name in names_in(priority.by.tree) if name in rules.data}


def figures_of_recipients(recipients: Iterable[Recipient]) -> dict[int, dict[Key, Value]]:
    """What the directive asks of recipients themselves, by their numbers: kind, flags, the latest measured figures."""
    rows = list(recipients)
    told: dict[int, dict[Key, Value]] = {one.pk: _flags(one) for one in rows}
    measured = RecipientFigure.objects.filter(recipient__in=list(told), key__in=MEASURED).order_by("year")
    for pk, key, value in measured.values_list("recipient_id", "key", "value"):
        told[pk][key] = value
    return told


def _flags(one: Recipient) -> dict[Key, Value]:
    return {
        "code": one.code,
        "kind": "municipality" if one.kind == RecipientKind.MUNICIPALITY else "dehyari",
        "has_dehyari": one.has_dehyari,
        "cold": one.cold,
        "border": one.border,
        "coastal": one.coastal,
    }
