"""The budget law and its rules are recorded by one hand, announced by another, and read by all (S0-10)."""

import datetime

import pytest

from hamtaraz.conftest import World
from hamtaraz.kernel.refusals import ChangedMeanwhile, Missing, NotYours
from hamtaraz.letters.models import Letter
from hamtaraz.notices import operations
from hamtaraz.notices.models import BudgetRule
from hamtaraz.notices.refusals import DayAhead
from hamtaraz.notices.tests.stories import LETTER_DAY, announce_law, record_law
from hamtaraz.people.roles import Role
from hamtaraz.workflow import walker
from hamtaraz.workflow.refusals import NotFromHere, SameHand


def test_a_recorded_law_waits_for_the_head_and_its_announcement_goes_to_every_agency_and_county(world: World):
    law = record_law(world)
    assert [task.kind for task in world.tasks(Role.CONSOLIDATION_HEAD)] == ["announce_rule"]
    walker.take(law, "announce", actor=world.actor(Role.CONSOLIDATION_HEAD), day=world.day)
    assert world.tasks(Role.CONSOLIDATION_HEAD) == []
    letter = Letter.objects.get()
    told = {organisation.code for organisation in letter.receivers.all()}
    assert told == {"rmto", "abfa", "gov-0601", "gov-0603", "gov-0617"}  # S0-10
    assert letter.number == "06/1405/7001"


def test_an_announced_rule_is_read_by_everybody_and_a_recorded_one_by_the_province_alone(world: World):
    agency = world.actor(Role.AGENCY_EXPERT)
    law = record_law(world)
    assert not BudgetRule.visible_to(agency).exists()
    assert BudgetRule.visible_to(world.actor(Role.BUDGET_DEPUTY)).exists()
    walker.take(law, "announce", actor=world.actor(Role.CONSOLIDATION_HEAD), day=world.day)
    assert BudgetRule.visible_to(agency).exists()


def test_nobody_announces_what_they_recorded(world: World):
    law = record_law(world)
    both = world.mandate(Role.CONSOLIDATION_EXPERT)
    from hamtaraz.people.actors import actor_of
    from hamtaraz.people.models import Mandate

    head = Mandate.objects.create(province="06", person=both.person, role=Role.CONSOLIDATION_HEAD,
                                  organisation=both.organisation, since=both.since)  # fmt: skip
    before = world.record()
    with pytest.raises(SameHand):
        walker.take(law, "announce", actor=actor_of(head, 1405), day=world.day)
    assert world.record() == before


@pytest.mark.parametrize(
    ("written", "refusal"),
    [({"name": " "}, Missing), ({"issuer": ""}, Missing), ({"dated_on": datetime.date(2030, 1, 1)}, DayAhead)],
)
def test_a_rule_without_title_issuer_or_with_a_day_ahead_is_refused(world: World, written, refusal):
    world.mandate(Role.CONSOLIDATION_EXPERT)
    before = world.record()
    with pytest.raises(refusal):
        record_law(world, **written)
    assert world.record() == before


def test_only_the_consolidation_expert_records_a_rule(world: World):
    with pytest.raises(NotYours):
        operations.record_rule(actor=world.actor(Role.BUDGET_DEPUTY), day=world.day, kind="law", name="قانون",
                               dated_on=LETTER_DAY, issuer="مجلس")  # fmt: skip


def test_an_announced_rule_is_neither_changed_nor_withdrawn(world: World):
    law = announce_law(world)
    expert = world.actor(Role.CONSOLIDATION_EXPERT)
    written = {"kind": "law", "name": "دیگر", "number": "", "dated_on": LETTER_DAY, "issuer": "مجلس", "text": ""}
    before = world.record()
    with pytest.raises(NotFromHere):
        operations.change_rule(law, actor=expert, day=world.day, **written)
    with pytest.raises(NotFromHere):
        walker.take(law, "withdraw", actor=expert, day=world.day, given={"reason": "اشتباه"})
    assert world.record() == before


def test_a_recorded_rule_is_withdrawn_only_with_a_reason(world: World):
    law = record_law(world)
    expert = world.actor(Role.CONSOLIDATION_EXPERT)
    with pytest.raises(Missing):
        walker.take(law, "withdraw", actor=expert, day=world.day)
    assert (
        walker.take(law, "withdraw", actor=expert, day=world.day, given={"reason": "تکراری"}).subject.state
        == "withdrawn"
    )


def test_two_people_changing_one_rule_are_told(world: World):
    law = record_law(world)
    written = {"kind": "law", "name": "قانون", "number": "1", "dated_on": LETTER_DAY, "issuer": "مجلس", "text": ""}
    expert = world.actor(Role.CONSOLIDATION_EXPERT)
    operations.change_rule(law, actor=expert, day=world.day, seen_version=1, **written)
    with pytest.raises(ChangedMeanwhile):
        operations.change_rule(law, actor=expert, day=world.day, seen_version=1, **written)
