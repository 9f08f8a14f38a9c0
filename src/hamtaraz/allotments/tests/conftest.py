"""The year of allotment every test of the room plays in: p1 and p2 have notified agreements."""

import pytest

from hamtaraz.allotments.tests.story import P1, P2, Year
from hamtaraz.conftest import World


@pytest.fixture
def year(world: World) -> Year:
    """600 rials of p1 and 400 of p2 are agreed; nothing is released yet."""
    world.put("agreed", 600, **P1)
    world.put("agreed", 400, **P2)
    return Year(world)
