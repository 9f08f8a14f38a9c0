"""What the house hands out filled, it takes back as the same (issue: an office edits rather than types again)."""

import pytest
from django.utils import translation

from hamtaraz.intake.kinds import KINDS
from hamtaraz.intake.operations import look_at
from hamtaraz.intake.tests.filling import DAY, filled
from hamtaraz.people.roles import Role

LOADER = {
    "divisions": Role.OPERATOR,
    "agencies": Role.ADMINISTRATOR,
    "classification": Role.OPERATOR,
    "projects": Role.OPERATOR,
    "notices": Role.CONSOLIDATION_EXPERT,
    "recipients": Role.RESOURCE_EXPERT,
}


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("kind", ["divisions", "agencies", "classification", "projects"])
def test_a_template_filled_from_the_house_loads_as_the_same(world, kind, language):
    actor = world.actor(LOADER[kind])
    with translation.override(language):
        content = filled(kind, actor)
    with translation.override("en" if language == "fa" else "fa"):  # the reader may use the other language
        plan = look_at(KINDS[kind], actor=actor, day=DAY, name="a.xlsx", content=content)
    assert [str(fault.refused) for fault in plan.faults] == []
    assert plan.counts.keys() == {"same"}
