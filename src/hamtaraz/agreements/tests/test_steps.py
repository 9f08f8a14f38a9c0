"""Every step of the table is taken in one test and refused in another (S0-41 steps 9–13, S0-45, INV-06)."""

from __future__ import annotations

import dataclasses

import pytest

from hamtaraz.agreements.models import Edition
from hamtaraz.agreements.refusals import ExchangeNumberUsed, NoEconomicChapter, NoLines
from hamtaraz.agreements.tests.conftest import WAY
from hamtaraz.agreements.workflow import AGREEMENT
from hamtaraz.documents.models import Paper
from hamtaraz.kernel.refusals import Missing, NotYours
from hamtaraz.letters.models import Letter
from hamtaraz.people.roles import Role
from hamtaraz.workflow.refusals import NotFromHere, SameHand
from hamtaraz.workflow.walker import take

STEPS = [(step, source) for step in AGREEMENT.steps for source in step.sources]
NAMES = [f"{step.verb} from {source}" for step, source in STEPS]
BOTH = 15_000
"""6,000 rial of the county's line and 9,000 rial of the province's."""


@pytest.mark.parametrize(("step", "source"), STEPS, ids=NAMES)
def test_every_step_is_taken_by_whose_it_is_and_hands_on_to_the_next(story, step, source):
    agreement = story.at(source)
    given = {ask.name: "دلیل" for ask in step.asks if ask.required}
    agreement = story.take(agreement, step.verb, **given)
    assert agreement.state == step.target
    waiting = AGREEMENT.state(step.target).waits_for
    if waiting:
        assert [task.url for task in story.world.tasks(waiting)] == [agreement.get_absolute_url()]


@pytest.mark.parametrize(("step", "source"), STEPS, ids=NAMES)
def test_every_step_is_refused_to_all_other_roles_and_changes_nothing(story, step, source):
    agreement = story.at(source)
    strangers = [story.world.actor(role) for role in Role if role != step.by]
    before = story.world.record()
    for stranger in strangers:
        with pytest.raises(NotYours):
            take(agreement, step.verb, actor=stranger, day=story.world.day, given={"reason": "دلیل"})
    assert story.world.record() == before


@pytest.mark.parametrize(
    ("step", "source"),
    [pair for pair in STEPS if any(ask.required for ask in pair[0].asks)],
    ids=[name for pair, name in zip(STEPS, NAMES, strict=True) if any(ask.required for ask in pair[0].asks)],
)
def test_a_step_back_without_a_reason_is_refused(story, step, source):  # S0-?7
    agreement = story.at(source)
    story.world.actor(step.by)
    before = story.world.record()
    with pytest.raises(Missing):
        story.take(agreement, step.verb, reason="  ")
    assert story.world.record() == before


def test_a_step_out_of_its_turn_is_refused(story):  # S0-42
    agreement = story.at("draft")
    with pytest.raises(NotFromHere):
        take(agreement, "approve", actor=story.world.actor(Role.BUDGET_DEPUTY), day=story.world.day)


def test_an_expert_of_another_sector_or_agency_does_not_act(story):  # S0-45
    agreement = story.at("sector_review")
    with pytest.raises(NotYours):
        take(agreement, "review", actor=story.world.actor(Role.SECTOR_EXPERT, "mpo-social"), day=story.world.day)
    story.take(agreement, "return", reason="اصلاح شود")
    with pytest.raises(NotYours):
        take(agreement, "submit", actor=story.world.actor(Role.AGENCY_EXPERT, "abfa"), day=story.world.day)


APPROVALS = ["review", "confirm", "approve", "agency_sign", "mpo_sign"]


@pytest.mark.parametrize("verb", APPROVALS)
def test_nobody_approves_what_they_drafted(story, verb):  # INV-06
    state, role = WAY[verb]
    agreement = story.at(state)
    drafter = story.world.actor(Role.AGENCY_EXPERT)
    same_person = dataclasses.replace(story.world.actor(role), person_id=drafter.person_id)
    with pytest.raises(SameHand):
        take(agreement, verb, actor=same_person, day=story.world.day)


@pytest.mark.parametrize(("earlier", "later"), list(zip(APPROVALS, APPROVALS[1:], strict=False)))
def test_nobody_approves_twice(story, earlier, later):  # INV-06
    state, role = WAY[later]
    agreement = story.at(state)
    first = story.world.actor(WAY[earlier][1])
    if later == "agency_sign":
        first = story.world.actor(Role.BUDGET_DEPUTY)
    same_person = dataclasses.replace(story.world.actor(role), person_id=first.person_id)
    if (earlier, later) == ("agency_sign", "mpo_sign"):
        same_person = dataclasses.replace(same_person, person_id=story.world.actor(Role.AGENCY_HEAD).person_id)
    with pytest.raises(SameHand):
        take(agreement, later, actor=same_person, day=story.world.day)


def test_the_same_expert_may_review_the_next_edition(story):
    agreement = story.at("deputy_review")
    agreement = story.take(agreement, "return", reason="مبلغ اصلاح شود")
    agreement = story.take(agreement, "submit")
    assert story.take(agreement, "review").state == "consolidation_review"


def test_submission_moves_the_credit_line_by_line_and_keeps_the_edition(story):  # S0-34
    agreement = story.at("sector_review")
    assert story.world.total("agency_noticed") == 0
    assert story.world.total("in_agreement", project="p1", county="0601") == 6_000
    assert story.world.total("in_agreement", project="p9", county="") == 9_000  # S0-43: kept apart
    edition = Edition.objects.get(agreement=agreement)
    assert [(line["project"], line["amount_rial"]) for line in edition.lines] == [("p1", "6000"), ("p9", "9000")]


@pytest.mark.parametrize(
    "state", ["sector_review", "consolidation_review", "deputy_review", "agency_signature", "mpo_signature"]
)
def test_a_return_mirrors_the_money_and_submitting_again_moves_it_again(story, state):
    agreement = story.at(state)
    agreement = story.take(agreement, "return", reason="فصل اقتصادی جدا شود")
    assert (agreement.state, agreement.edition) == ("draft", 2)
    assert (story.world.total("agency_noticed"), story.world.total("in_agreement")) == (BOTH, 0)
    assert (agreement.agency_signed_on, agreement.mpo_signed_by) == (None, "")
    agreement = story.take(agreement, "submit")
    assert (story.world.total("agency_noticed"), story.world.total("in_agreement")) == (0, BOTH)
    agreement = story.take(agreement, "return", reason="باز هم")
    assert (story.world.total("agency_noticed"), agreement.edition) == (BOTH, 3)


def test_a_step_back_to_the_previous_reviewer_moves_no_money(story):
    agreement = story.at("deputy_review")
    agreement = story.take(agreement, "send_back", reason="گروه تلفیق بازبینی کند")
    assert agreement.state == "consolidation_review"
    assert story.world.total("in_agreement") == BOTH


def test_notification_makes_the_credit_agreed_and_prints_and_announces_it(story):  # S0-21
    agreement = story.at("exchange")
    agreement = story.take(agreement, "notify", exchange_number="82/1405/5006")
    assert (story.world.total("in_agreement"), story.world.total("agreed")) == (0, BOTH)
    assert (agreement.exchange_number, agreement.exchange_on) == ("82/1405/5006", story.world.day)
    paper = Paper.objects.get(about_kind="agreements.Agreement", about_id=agreement.pk)
    assert paper.facts["total_rial"] == str(BOTH)
    assert [who["name"] for who in paper.facts["signatures"]] == [
        agreement.agency_signed_by,
        agreement.mpo_signed_by,
    ]
    letter = Letter.objects.get(about_id=agreement.pk, about_kind="agreements.Agreement")
    assert [receiver.code for receiver in letter.receivers.all()] == ["rmto"]


def test_the_exchange_number_comes_from_the_register_where_none_is_given(story):
    agreement = story.at("notified")
    assert agreement.exchange_number == "1405/1"


def test_an_exchange_number_is_borne_once(story):
    first = story.at("exchange")
    story.take(first, "notify", exchange_number="82/1")
    second = story.at("exchange")
    with pytest.raises(ExchangeNumberUsed):
        story.take(second, "notify", exchange_number="82/1")


@pytest.mark.parametrize("state", [state.key for state in AGREEMENT.states if state.key not in ("draft", "cancelled")])
def test_only_a_draft_is_cancelled(story, state):  # 4.3: never once notified
    agreement = story.at(state)
    with pytest.raises(NotFromHere):
        take(
            agreement, "cancel", actor=story.world.actor(Role.AGENCY_EXPERT), day=story.world.day,
            given={"reason": "انصراف"},
        )  # fmt: skip


def test_a_cancelled_draft_leaves_its_credit_to_be_drafted_again(story):
    agreement = story.at("draft")
    agreement = story.take(agreement, "cancel", reason="برنامه تغییر کرد")
    assert [task.kind for task in story.world.tasks(Role.AGENCY_EXPERT)] == ["draft_agreement"]
    assert story.drafted().worth_rial() == BOTH
    assert [task.kind for task in story.world.tasks(Role.AGENCY_EXPERT)] == ["agreement.draft"]


def test_an_agreement_without_money_is_not_submitted(story):
    agreement = story.at("draft")
    agreement.funding.update(amount_rial=0)
    with pytest.raises(NoLines):
        story.take(agreement, "submit")


def test_a_line_without_its_economic_chapter_is_not_submitted(story):
    agreement = story.at("draft")
    agreement.funding.filter(project__code="p9").update(economic_chapter="")
    with pytest.raises(NoEconomicChapter, match="بهسازی محور"):
        story.take(agreement, "submit")
