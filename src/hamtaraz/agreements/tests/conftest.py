"""An agreement on its way: the stories of this room begin wherever the table says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from hamtaraz.agreements.models import Agreement
from hamtaraz.agreements.operations import draft_agreement
from hamtaraz.conftest import World
from hamtaraz.people.roles import Role
from hamtaraz.workflow.walker import take

COUNTY_LINE = {
    "source": "P",
    "county": "0601",
    "chapter": "40",
    "programme": "4001",
    "agency": "rmto",
    "project": "p1",
}
PROVINCE_LINE = {"source": "B", "chapter": "40", "programme": "4001", "agency": "rmto", "project": "p9"}
WAY = {
    "submit": ("draft", Role.AGENCY_EXPERT),
    "review": ("sector_review", Role.SECTOR_EXPERT),
    "confirm": ("consolidation_review", Role.CONSOLIDATION_EXPERT),
    "approve": ("deputy_review", Role.BUDGET_DEPUTY),
    "agency_sign": ("agency_signature", Role.AGENCY_HEAD),
    "mpo_sign": ("mpo_signature", Role.MPO_HEAD),
    "notify": ("exchange", Role.CONSOLIDATION_EXPERT),
}
"""The usual way: each verb with the state it leaves and whose it is."""


@dataclass
class Story:
    """One agreement of the road agency over 6,000 rial of a county and 9,000 rial of the province."""

    world: World

    def noticed(self) -> None:
        """Bring the credit to the agency by its notices."""
        self.world.put("agency_noticed", 6_000, **COUNTY_LINE)
        self.world.put("agency_noticed", 9_000, **PROVINCE_LINE)

    def drafted(self, **more: Any) -> Agreement:
        """The agreement as the agency's expert drafts it."""
        expert = self.world.actor(Role.AGENCY_EXPERT)
        return draft_agreement(actor=expert, day=self.world.day, programme_code="4001", **more)

    def at(self, state: str) -> Agreement:
        """An agreement that has come to `state` by the usual way."""
        self.noticed()
        agreement = self.drafted()
        for verb, (source, _role) in WAY.items():
            if state == source:
                return agreement
            agreement = self.take(agreement, verb)
        return agreement

    def take(self, agreement: Agreement, verb: str, *, hand: int = 1, **given: Any) -> Agreement:
        """Take a step by the person whose it is."""
        role = role_of(verb, agreement.state)
        actor = self.world.actor(role, hand=hand)
        return take(agreement, verb, actor=actor, day=self.world.day, given=given).subject


def role_of(verb: str, state: str) -> str:
    """Whose step `verb` is from `state`."""
    from hamtaraz.agreements.workflow import AGREEMENT

    step = AGREEMENT.step(verb, state)
    assert step is not None, f"{verb} does not leave {state}"
    return step.by


@pytest.fixture
def story(world: World) -> Story:
    """The world with an agreement about to be drafted."""
    return Story(world)
