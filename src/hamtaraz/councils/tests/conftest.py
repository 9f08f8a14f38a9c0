"""A Council of five votes and a committee of Abadan with three, beside the world of every room."""

from __future__ import annotations

import pytest

from hamtaraz.conftest import YEAR_BEGINS, World
from hamtaraz.councils import operations
from hamtaraz.councils.models import BodySeat, Meeting
from hamtaraz.councils.operations import Listed
from hamtaraz.distribution import operations as distribution
from hamtaraz.distribution.models import Distribution
from hamtaraz.people.roles import Role
from hamtaraz.workflow.walker import take

ABADAN = "0601"


@pytest.fixture
def seats(world: World) -> dict[str, list[int]]:
    """The numbers of the voting seats, by body; each body has a secretary, who in a committee has no vote."""
    administrator = world.actor(Role.ADMINISTRATOR)
    given: dict[str, list[int]] = {"council": [], "county_committee": []}
    for body, county, votes in [("council", "", 5), ("county_committee", ABADAN, 3)]:
        for place in range(votes + 1):
            seat = operations.seat_member(
                actor=administrator, day=world.day, body=body, county=county, title=f"عضو {place}",
                organisation=world.organisations["rmto"] if place == 1 else None, organisation_name="استانداری",
                voting=place > 0, is_secretary=place == 0, is_chair=place == 1, since=YEAR_BEGINS,
            )  # fmt: skip
            if seat.voting:
                given[body].append(seat.pk)
    assert BodySeat.objects.count() == 10
    return given


@pytest.fixture
def endorsed(world: World) -> Distribution:
    """A distribution of 100,000 rial that waits for the Council: 70,000 for counties, 30,000 province-wide."""
    world.put("received", 100_000, source="P")
    expert = world.actor(Role.CONSOLIDATION_EXPERT)
    made = distribution.start_distribution(expert, world.day, "توزیع سال ۱۴۰۵")
    made = distribution.set_lines(made, expert, world.day, [("P", "40", "4001", 70_000)])
    made = distribution.set_province_lines(made, expert, world.day, [("p9", "P", 30_000)])
    made = distribution.compute(made, expert, world.day)
    made = take(made, "propose", actor=world.actor(Role.CONSOLIDATION_HEAD), day=world.day).subject
    return take(made, "endorse", actor=world.actor(Role.BUDGET_DEPUTY), day=world.day).subject


@pytest.fixture
def committee(world: World, seats: dict[str, list[int]]) -> Meeting:
    """Abadan's committee in session with all votes present, 20,000 rial notified, and no list yet."""
    world.put("county_noticed", 20_000, source="P", county=ABADAN, chapter="40", programme="4001")
    secretary = world.actor(Role.COUNTY_SECRETARY)
    meeting = operations.convene(
        actor=secretary,
        day=world.day,
        body="county_committee",
        county=ABADAN,
        held_on=world.day,
        hour="۹",
        place="سالن",
    )
    operations.record_attendance(meeting, actor=secretary, day=world.day, present_seat_ids=seats["county_committee"])
    return take(meeting, "open", actor=secretary, day=world.day).subject


def put_list(world: World, meeting: Meeting, **amounts: int) -> Meeting:
    """Give the projects of these codes so many rials each from source P."""
    rows = [Listed(world.projects[code], "P", amount) for code, amount in amounts.items()]
    return operations.set_list(meeting, rows, actor=world.actor(Role.COUNTY_SECRETARY), day=world.day)
