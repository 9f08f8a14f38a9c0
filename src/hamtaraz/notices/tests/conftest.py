"""What the stories of the notices room begin with."""

import pytest

from hamtaraz.conftest import World
from hamtaraz.notices.tests.stories import announce_law


@pytest.fixture
def minutes(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The counties whose minutes have reached the organisation; a test adds to it."""
    sent: set[str] = set()
    for room in ("queries", "workflow", "effects", "operations.draft"):
        monkeypatch.setattr(f"hamtaraz.notices.{room}.counties_with_minutes", lambda province, year: sent)
    return sent


@pytest.fixture
def lawful(world: World) -> World:
    """A world whose budget law of the year is announced."""
    announce_law(world)
    return world
