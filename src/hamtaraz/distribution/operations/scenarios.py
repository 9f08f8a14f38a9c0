"""Scenarios of a distribution: made, copied, renamed, deleted and brought back, changed, and one of them chosen."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hamtaraz.directives.models import DirectiveVersion
from hamtaraz.distribution.models import Distribution, Scenario
from hamtaraz.distribution.operations.editing import keep, locked_for, open_draft
from hamtaraz.distribution.operations.starting import directive_fields
from hamtaraz.distribution.queries.reckoning import directive_of, law_day
from hamtaraz.distribution.refusals import (
    AlreadyChosen,
    ChosenScenarioStays,
    FigureUnknown,
    ScenarioNameTaken,
)
from hamtaraz.distribution.workflow import DISTRIBUTION, mark_chosen
from hamtaraz.kernel import text
from hamtaraz.kernel.refusals import Missing
from hamtaraz.law.run import chosen_parameters
from hamtaraz.people.actors import Actor
from hamtaraz.places.models import County
from hamtaraz.workflow.refusals import NotFromHere

KEPT = ("directive_key", "directive_number", "directive_text", "parameters", "overrides", "adjustments")


def create_scenario(
    distribution: Distribution,
    actor: Actor,
    day: datetime.date,
    name: str,
    copy_of: Scenario | None = None,
    seen_version: int | None = None,
) -> Scenario:
    """Make a scenario: a copy of another with all that was changed in it, or the chosen one's directive as it is.

    Refuses `Missing` without a name, `ScenarioNameTaken`, and everything while others review the distribution.
    """
    with transaction.atomic():
        locked = _editable(distribution, actor, seen_version)
        called = _free_name(locked, name)
        like = copy_of or locked.scenario
        kept = {field: getattr(like, field) for field in (KEPT if copy_of else KEPT[:3])}
        made = Scenario.objects.create(distribution=locked, name=called, **kept)
        keep(locked, "create_scenario", actor, day, {"scenario": called, "copy_of": like.name if copy_of else ""})
        return made


def rename_scenario(
    scenario: Scenario, actor: Actor, day: datetime.date, name: str, seen_version: int | None = None
) -> Scenario:
    """Call a scenario otherwise. Refuses `Missing`, `ScenarioNameTaken`."""
    with transaction.atomic():
        locked, held = _held(scenario, actor, seen_version)
        before, held.name = held.name, _free_name(locked, name, held)
        held.save(update_fields=["name"])
        keep(locked, "rename_scenario", actor, day, {"scenario": held.name, "before": before})
        return held


def delete_scenario(scenario: Scenario, actor: Actor, day: datetime.date, seen_version: int | None = None) -> Scenario:
    """Take a scenario out of the list; it can be brought back. Refuses `ChosenScenarioStays`."""
    with transaction.atomic():
        locked, held = _held(scenario, actor, seen_version)
        if held.chosen:
            raise ChosenScenarioStays(name=held.name)
        held.removed = True
        held.save(update_fields=["removed"])
        keep(locked, "delete_scenario", actor, day, {"scenario": held.name})
        return held


def bring_back_scenario(
    scenario: Scenario, actor: Actor, day: datetime.date, seen_version: int | None = None
) -> Scenario:
    """Undo the deletion of a scenario. Refuses `ScenarioNameTaken` where another has its name meanwhile."""
    with transaction.atomic():
        locked, held = _held(scenario, actor, seen_version)
        held.name = _free_name(locked, held.name, held)
        held.removed = False
        held.save(update_fields=["removed"])
        keep(locked, "bring_back_scenario", actor, day, {"scenario": held.name})
        return held


def choose_scenario(
    scenario: Scenario, actor: Actor, day: datetime.date, seen_version: int | None = None
) -> Distribution:
    """Let the shares of another scenario fill the cells; a computed distribution goes back to draft."""
    with transaction.atomic():
        locked = open_draft(scenario.distribution, actor, day, seen_version)
        held = locked.scenarios.get(pk=scenario.pk, removed=False)
        if held.chosen:
            raise AlreadyChosen(name=held.name)
        mark_chosen(locked, held.pk)
        return keep(locked, "choose_scenario", actor, day, {"scenario": held.name})


def set_parameters(
    distribution: Distribution,
    actor: Actor,
    day: datetime.date,
    parameters: Mapping[str, Fraction],
    scenario: Scenario | None = None,
    seen_version: int | None = None,
) -> Distribution:
    """Give parameters of a scenario (the chosen one by default) other values; those not named keep theirs.

    A computed distribution whose chosen scenario changes goes back to draft, and the scenario's adjustments are
    dropped. Refuses what the directive refuses: an unknown parameter, a value outside, weights that are not one.
    """
    with transaction.atomic():
        locked, held = _changing(scenario or distribution.scenario, actor, day, seen_version)
        wanted = {key: Fraction(value) for key, value in held.parameters.items()} | dict(parameters)
        chosen_parameters(directive_of(held.directive_text), wanted, law_day(day))
        held.parameters = {key: str(value) for key, value in sorted(wanted.items())}
        return _changed(locked, held, "set_parameters", actor, day, {"parameters": held.parameters})


def set_directive(
    scenario: Scenario,
    actor: Actor,
    day: datetime.date,
    version: DirectiveVersion | None,
    seen_version: int | None = None,
) -> Distribution:
    """Let a scenario go by another version of a directive; its parameters begin anew. None: the text as it comes.

    Refuses `Missing` for a version that was never activated: a draft is not law.
    """
    with transaction.atomic():
        locked, held = _changing(scenario, actor, day, seen_version)
        if version is not None and version.activated_on is None:
            raise NotFromHere(state=version.state)
        for field, value in directive_fields(version, held.directive_key).items():
            setattr(held, field, value)
        held.parameters, held.overrides = {}, []
        told = {"directive": held.directive_key, "number": str(held.directive_number or "")}
        return _changed(locked, held, "set_directive", actor, day, told)


def put_figure(
    scenario: Scenario,
    actor: Actor,
    day: datetime.date,
    *,
    county: str,
    key: str,
    value: Fraction | None,
    reason: str,
    seen_version: int | None = None,
) -> Distribution:
    """Put a figure in the place of what was measured, with a reason, in one scenario only; None takes it back.

    Refuses `Missing` without a reason, `FigureUnknown` for a figure or a county the scenario does not know.
    """
    with transaction.atomic():
        locked, held = _changing(scenario, actor, day, seen_version)
        why = text.clean(reason)
        if value is not None and not why:
            raise Missing(field=_("Reason"))
        known = County.objects.filter(province=locked.province, code=county).exists()
        if key not in directive_of(held.directive_text).data or not known:
            raise FigureUnknown(figure=key, county=county)
        others = [one for one in held.overrides if (one["code"], one["key"]) != (county, key)]
        mine = [] if value is None else [{"code": county, "key": key, "value": str(value), "reason": why}]
        held.overrides = sorted(others + mine, key=lambda one: (one["key"], one["code"]))
        told = {"county": county, "figure": key, "value": "" if value is None else str(value)}
        return _changed(locked, held, "put_figure", actor, day, told, reason=why)


def _editable(distribution: Distribution, actor: Actor, seen_version: int | None) -> Distribution:
    """Lock a distribution nobody reviews, for what does not touch its cells."""
    locked = locked_for(distribution, actor, seen_version)
    if locked.state not in ("draft", "computed"):
        raise NotFromHere(state=DISTRIBUTION.state(locked.state).label)
    return locked


def _held(scenario: Scenario, actor: Actor, seen_version: int | None) -> tuple[Distribution, Scenario]:
    locked = _editable(scenario.distribution, actor, seen_version)
    return locked, locked.scenarios.get(pk=scenario.pk)


def _changing(
    scenario: Scenario, actor: Actor, day: datetime.date, seen_version: int | None
) -> tuple[Distribution, Scenario]:
    """Lock for a change of what a scenario shares; where it is the chosen one, the cells go."""
    locked, held = _held(scenario, actor, seen_version)
    if held.chosen and locked.state == "computed":
        locked = open_draft(locked, actor, day, None)
    return locked, held


def _changed(
    locked: Distribution,
    held: Scenario,
    verb: str,
    actor: Actor,
    day: datetime.date,
    told: dict[str, Any],
    reason: str = "",
) -> Distribution:
    held.adjustments = []
    held.save()
    return keep(locked, verb, actor, day, {"scenario": held.name, **told}, reason)


def _free_name(locked: Distribution, name: str, but: Scenario | None = None) -> str:
    called = text.clean(name)[:100]
    if not called:
        raise Missing(field=_("Name of the scenario"))
    same = locked.scenarios.filter(name=called, removed=False)
    if (same.exclude(pk=but.pk) if but else same).exists():
        raise ScenarioNameTaken(name=called)
    return called
