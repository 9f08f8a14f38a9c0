"""Stories of the room begin here: a small directive written, submitted, activated, and followed by another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from hamtaraz.conftest import World
from hamtaraz.directives import operations
from hamtaraz.directives.models import DirectiveVersion

SMALL = """\
format = 1
key = "small"
title = "دستورالعمل کوچک"
title_en = "A small directive"
basis = "مصوبهٔ ۱"
since = "1405-01-01"

[[data]]
key = "population"
title = "جمعیت"
unit = "person"
source = "سرشماری ۱۳۹۵"

[[indicator]]
key = "points"
formula = "population"

[[pool]]
key = "main"
by = "points"

[[example]]
says = "یک به سه"
pool = 400
bodies = [{ code = "A", population = 10 }, { code = "B", population = 30 }]
  [example.expect]
  shares = { A = 100, B = 300 }
"""
SQUARED = SMALL.replace('formula = "population"', 'formula = "population * population"').replace(
    "A = 100, B = 300", "A = 40, B = 360"
)
WRONG = SMALL.replace("A = 100, B = 300", "A = 101, B = 299")
BROKEN = SMALL.replace('by = "points"', 'by = "point"')


@dataclass
class Story:
    """The people of the room doing its verbs."""

    world: World

    @property
    def expert(self) -> Any:
        return self.world.actor("consolidation_expert")

    @property
    def head(self) -> Any:
        return self.world.actor("consolidation_head")

    def written(self, text: str = SMALL, based_on: DirectiveVersion | None = None) -> DirectiveVersion:
        """A draft."""
        return operations.write_version(self.expert, self.world.day, text, based_on)

    def submitted(self, text: str = SMALL) -> DirectiveVersion:
        """A version that waits for the head."""
        return operations.submit(self.written(text), self.expert, self.world.day)

    def active(self, text: str = SMALL) -> DirectiveVersion:
        """A version in force."""
        return operations.activate(self.submitted(text), self.head, self.world.day)


@pytest.fixture
def story(world: World) -> Story:
    """A story in the small world, its people already there."""
    for role in ("consolidation_expert", "consolidation_head", "budget_deputy"):
        world.actor(role)
    return Story(world)
