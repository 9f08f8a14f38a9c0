"""Stories of the room begin here: credit received, a distribution drafted, computed, proposed or endorsed."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

import pytest

from hamtaraz.conftest import World
from hamtaraz.distribution import operations
from hamtaraz.distribution.models import Distribution
from hamtaraz.workflow import walker

HELD_ON = datetime.date(2026, 10, 20)
LINES = [("P", "40", "4001", 500), ("P", "41", "4101", 301)]
PROJECTS = [("p9", "P", 200)]
PEOPLE = ("consolidation_expert", "consolidation_head", "budget_deputy", "council_secretary")


@dataclass
class Story:
    """The people of the room doing its verbs to one distribution."""

    world: World

    @property
    def expert(self) -> Any:
        return self.world.actor("consolidation_expert")

    def started(self) -> Distribution:
        """Credit of 1,001 rials of source P, and an empty draft."""
        self.world.put("received", 1_001, source="P")
        return operations.start_distribution(self.expert, self.world.day, "توزیع اعتبارات ۱۴۰۵")

    def drafted(self) -> Distribution:
        """A draft whose lines and project are all that was received."""
        draft = operations.set_lines(self.started(), self.expert, self.world.day, LINES)
        return operations.set_province_lines(draft, self.expert, self.world.day, PROJECTS)

    def computed(self) -> Distribution:
        """The draft after the model ran."""
        return operations.compute(self.drafted(), self.expert, self.world.day)

    def proposed(self) -> Distribution:
        """What the head of the group sent to the deputy."""
        return self.take(self.computed(), "propose", "consolidation_head")

    def endorsed(self) -> Distribution:
        """What the deputy sent to the Council."""
        return self.take(self.proposed(), "endorse", "budget_deputy")

    def approved(self) -> Distribution:
        """What the Council approved."""
        return self.approve(self.endorsed())

    def take(self, distribution: Distribution, verb: str, role: str, **given: Any) -> Distribution:
        """Take a step as the usual person of a role."""
        return walker.take(distribution, verb, actor=self.world.actor(role), day=self.world.day, given=given).subject

    def approve(self, distribution: Distribution) -> Distribution:
        """Record the Council's approval as its secretary."""
        secretary = self.world.actor("council_secretary")
        return operations.approve_by_resolution(
            distribution, secretary, self.world.day, "1405/3/1", "1405/3", HELD_ON
        ).subject


@pytest.fixture
def story(world: World) -> Story:
    """A story in the small world, its people already there."""
    for role in PEOPLE:
        world.actor(role)
    return Story(world)
