"""The verbs of the room: start, set lines, change and choose scenarios, compute, adjust, and what the Council decides."""

from __future__ import annotations

import datetime

from hamtaraz.distribution.models import Distribution
from hamtaraz.distribution.operations.adjusting import adjust_cell, adjust_cells, restore_cell, restore_formula
from hamtaraz.distribution.operations.council import approve_by_resolution, return_by_resolution
from hamtaraz.distribution.operations.earlier import record_earlier_shares
from hamtaraz.distribution.operations.editing import BASIS, EXPERT
from hamtaraz.distribution.operations.lines import set_lines, set_province_lines
from hamtaraz.distribution.operations.scenarios import (
    bring_back_scenario,
    choose_scenario,
    create_scenario,
    delete_scenario,
    put_figure,
    rename_scenario,
    set_directive,
    set_parameters,
)
from hamtaraz.distribution.operations.starting import start_distribution
from hamtaraz.people.actors import Actor
from hamtaraz.workflow import walker

__all__ = [
    "BASIS",
    "EXPERT",
    "adjust_cell",
    "adjust_cells",
    "approve_by_resolution",
    "bring_back_scenario",
    "choose_scenario",
    "compute",
    "create_scenario",
    "delete_scenario",
    "put_figure",
    "record_earlier_shares",
    "rename_scenario",
    "restore_cell",
    "restore_formula",
    "return_by_resolution",
    "set_directive",
    "set_lines",
    "set_parameters",
    "set_province_lines",
    "start_distribution",
]


def compute(
    distribution: Distribution, actor: Actor, day: datetime.date, seen_version: int | None = None
) -> Distribution:
    """Share every line among the counties as the chosen scenario says and freeze the working: the step "compute"."""
    return walker.take(distribution, "compute", actor=actor, day=day, seen_version=seen_version).subject
