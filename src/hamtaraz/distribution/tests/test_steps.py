"""Every step of a distribution is taken here, and refused: S0-41 steps 3 and 4, INV-01."""

import hashlib

import pytest

from hamtaraz.budget.models import CreditSource
from hamtaraz.distribution import operations
from hamtaraz.distribution.models import Distribution
from hamtaraz.distribution.queries import standing
from hamtaraz.distribution.refusals import (
    LineLeavesResidual,
    Locked,
    NotAllShared,
    NothingToShareOut,
    OnlyByResolution,
)
from hamtaraz.distribution.tests.conftest import HELD_ON, LINES, PROJECTS
from hamtaraz.documents.models import Paper
from hamtaraz.kernel.refusals import ChangedMeanwhile, Missing, NotYours
from hamtaraz.law.shipped import shipped
from hamtaraz.ledger.models import EntryRow
from hamtaraz.ledger.refusals import Overspent
from hamtaraz.people.actors import actor_of
from hamtaraz.people.models import Mandate
from hamtaraz.workflow import walker
from hamtaraz.workflow.refusals import NotFromHere, SameHand

pytestmark = pytest.mark.django_db


def refused(world, refusal, deed):
    """The deed is refused and the whole record is as it was."""
    before = world.record()
    with pytest.raises(refusal) as answer:
        deed()
    assert world.record() == before
    return answer.value


def test_a_distribution_begins_as_a_draft_that_waits_for_the_expert(story):
    draft = story.started()
    scenario = draft.scenario
    assert (draft.state, scenario.directive_key, scenario.directive_number) == ("draft", "provincial-capital", None)
    assert scenario.directive_text == shipped()["provincial-capital"]
    (task,) = story.world.tasks("consolidation_expert")
    assert task.kind == "distribution.draft"


@pytest.mark.parametrize("role", ["consolidation_head", "budget_deputy", "agency_expert", "auditor"])
def test_only_an_expert_of_the_consolidation_group_begins_one(story, role):
    actor = story.world.actor(role)
    refused(story.world, NotYours, lambda: operations.start_distribution(actor, story.world.day, "توزیع"))


def test_a_distribution_without_a_title_is_not_begun(story):
    expert = story.expert
    refused(story.world, Missing, lambda: operations.start_distribution(expert, story.world.day, "  "))


def test_computing_shares_every_line_to_the_last_rial_and_freezes_its_working(story):  # S0-12, INV-01
    computed = story.computed()
    sums = {line.programme: 0 for line in computed.budget_lines.all()}
    for cell in computed.cells.select_related("line"):
        sums[cell.line.programme] += cell.amount_rial
    assert sums == {"4001": 500, "4101": 301}
    assert (computed.state, computed.computed_on) == ("computed", story.world.day)
    assert computed.working["run"]["pool_rial"] == "801"
    assert len(computed.digest) == 64


def test_nothing_is_computed_from_nothing(story):
    draft, expert = story.started(), story.expert
    refused(story.world, NothingToShareOut, lambda: operations.compute(draft, expert, story.world.day))


def test_only_the_expert_computes_and_only_a_draft(story):
    draft, head = story.drafted(), story.world.actor("consolidation_head")
    refused(story.world, NotYours, lambda: operations.compute(draft, head, story.world.day))
    computed = operations.compute(draft, story.expert, story.world.day)
    refused(story.world, NotFromHere, lambda: operations.compute(computed, story.expert, story.world.day))


def test_changing_lines_after_computing_goes_back_to_draft_with_its_own_act(story):
    computed = story.computed()
    again = operations.set_lines(computed, story.expert, story.world.day, LINES[:1])
    assert (again.state, again.working, again.digest, again.cells.count()) == ("draft", None, "", 0)
    operations.compute(again, story.expert, story.world.day)
    assert story.take(again, "revise", "consolidation_expert").state == "draft"


def test_only_the_expert_takes_it_back_to_draft(story):
    computed = story.computed()
    refused(story.world, NotYours, lambda: story.take(computed, "revise", "consolidation_head"))


def test_the_head_proposes_what_adds_up_and_it_waits_for_the_deputy(story):  # S0-31
    proposed = story.proposed()
    assert proposed.state == "proposed"
    (task,) = story.world.tasks("budget_deputy")
    assert (task.kind, task.amount_rial) == ("distribution.proposed", 1_001)
    assert story.world.tasks("consolidation_head") == []


@pytest.mark.parametrize("amount", [199, 201])
def test_what_is_not_all_that_was_received_is_not_proposed(story, amount):  # INV-01
    draft = operations.set_province_lines(story.drafted(), story.expert, story.world.day, [("p9", "P", amount)])
    computed = operations.compute(draft, story.expert, story.world.day)
    no = refused(story.world, NotAllShared, lambda: story.take(computed, "propose", "consolidation_head"))
    assert (no.values["received_rial"], no.values["difference_rial"]) == (1_001, 1)


def test_a_source_the_distribution_does_not_use_may_wait_for_another(story):
    story.world.put("received", 7, source="B")
    assert story.proposed().state == "proposed"


def test_what_another_distribution_proposed_is_not_proposed_again(story):  # INV-01
    story.proposed()
    draft = operations.start_distribution(story.expert, story.world.day, "متمم")
    draft = operations.set_lines(draft, story.expert, story.world.day, [("P", "40", "4001", 1_001)])
    second = operations.compute(draft, story.expert, story.world.day)
    no = refused(story.world, NotAllShared, lambda: story.take(second, "propose", "consolidation_head"))
    assert no.values["received_rial"] == 0
    story.world.put("received", 9, source="P")
    second = operations.set_lines(second, story.expert, story.world.day, [("P", "40", "4001", 9)])
    second = operations.compute(second, story.expert, story.world.day)
    assert story.take(second, "propose", "consolidation_head").state == "proposed"


def test_a_line_whose_adjustments_leave_a_residual_is_not_proposed(story):  # INV-01
    computed = story.computed()
    adjusted = operations.adjust_cell(
        computed, story.expert, story.world.day, source="P", programme="4001", county="0617", amount_rial=100,
        reason="محرومیت بیشتر",
    )  # fmt: skip
    cell = adjusted.cells.get(county="0617", line__programme="4001")
    assert (cell.amount_rial, cell.reason) == (100, "محرومیت بیشتر")
    no = refused(story.world, LineLeavesResidual, lambda: story.take(adjusted, "propose", "consolidation_head"))
    assert no.values["residual_rial"] == 100 - cell.formula_rial
    assert "برنامه راه و ترابری" in no.values["line"]


def test_only_the_head_proposes(story):
    computed = story.computed()
    refused(story.world, NotYours, lambda: story.take(computed, "propose", "consolidation_expert"))


def test_the_deputy_endorses_and_the_secretary_of_the_council_is_told(story):  # S0-31, S0-13
    assert story.endorsed().state == "endorsed"
    (task,) = story.world.tasks("council_secretary")
    assert task.kind == "distribution.endorsed"


def test_only_the_deputy_endorses(story):
    proposed = story.proposed()
    refused(story.world, NotYours, lambda: story.take(proposed, "endorse", "consolidation_head"))


def test_nobody_endorses_what_they_proposed(story):  # S0-45
    computed = story.computed()
    head = story.world.mandate("consolidation_head")
    walker.take(computed, "propose", actor=actor_of(head, 1405), day=story.world.day)
    both = Mandate.objects.create(
        province="06", person=head.person, role="budget_deputy", organisation=story.world.organisations["mpo"],
        since=head.since,
    )  # fmt: skip
    actor = actor_of(both, 1405)
    refused(story.world, SameHand, lambda: walker.take(computed, "endorse", actor=actor, day=story.world.day))


def test_the_deputy_returns_with_a_reason(story):  # S0-?7
    proposed = story.proposed()
    refused(story.world, Missing, lambda: story.take(proposed, "return", "budget_deputy"))
    returned = story.take(proposed, "return", "budget_deputy", reason="سهم آموزش کم است")
    assert returned.state == "computed"
    assert [task.kind for task in story.world.tasks("consolidation_head")] == ["distribution.computed"]


def test_the_council_approves_and_every_rial_received_is_shared_out(story):  # S0-13, INV-01
    approved = story.approved()
    world = story.world
    assert (approved.state, approved.resolution_number, approved.held_on) == ("approved", "1405/3/1", HELD_ON)
    assert (world.total("received"), world.total("county_share"), world.total("province_line")) == (0, 801, 200)
    cell = approved.cells.get(county="0603", line__programme="4101")
    assert world.total("county_share", county="0603", programme="4101") == cell.amount_rial
    assert world.total("province_line", project="p9", agency="rmto", chapter="40") == 200
    assert set(EntryRow.objects.filter(book="credit", basis="S0-13").values_list("basis", flat=True)) == {"S0-13"}
    assert world.tasks("council_secretary") == []


def test_the_approved_table_is_issued_as_a_paper_that_adds_up(story):  # S0-44, R1
    approved = story.approved()
    papers = Paper.objects.filter(about_kind="distribution.distribution", about_id=approved.pk)
    paper = papers.get(kind="distribution_table")
    assert paper.number == "1405/3/1"
    assert paper.facts["matrix"]["total_rial"] == "801"
    assert bytes(paper.pdf).startswith(b"%PDF")


def test_a_certificate_proves_the_sums_level_by_level(story):  # INV-01
    computed = story.computed()
    operations.adjust_cells(
        computed, story.expert, story.world.day, reason="محرومیت",
        changes=[("P", "4001", "0617", 100), ("P", "4001", "0603", 500 - 100 - computed.cells.get(
            county="0601", line__programme="4001").amount_rial)],
    )  # fmt: skip
    proposed = story.take(computed, "propose", "consolidation_head")
    approved = story.approve(story.take(proposed, "endorse", "budget_deputy"))
    certificate = Paper.objects.get(kind="balance_certificate")
    facts = certificate.facts
    assert (facts["total_rial"], facts["counties"]["total_rial"], facts["lines"]["total_rial"]) == (
        "1001",
        "801",
        "801",
    )
    assert facts["sources"]["column_totals_rial"] == ["801", "200"]
    assert facts["counties"]["column_totals_rial"] == ["801", "0"]
    assert [one["sha256"] for one in facts["digests"]][::2] == [
        hashlib.sha256(shipped()["provincial-capital"].encode()).hexdigest(), approved.digest,
    ]  # fmt: skip
    assert bytes(certificate.pdf).startswith(b"%PDF")


def test_the_council_does_not_approve_by_a_button(story):  # S0-13
    endorsed = story.endorsed()
    refused(story.world, OnlyByResolution, lambda: story.take(endorsed, "approve", "council_secretary"))
    refused(story.world, OnlyByResolution, lambda: story.take(endorsed, "decline", "council_secretary", reason="نه"))
    client = story.world.client("council_secretary")
    before = story.world.record()
    answer = client.post(f"/step/distribution/{endorsed.pk}/approve/")
    assert answer.status_code == 409
    assert story.world.record() == before


def test_only_the_secretary_of_the_council_records_its_decision(story):
    endorsed, deputy = story.endorsed(), story.world.actor("budget_deputy")
    refused(
        story.world, NotYours,
        lambda: operations.approve_by_resolution(endorsed, deputy, story.world.day, "1", "1", HELD_ON),
    )  # fmt: skip


def test_the_council_sends_back_with_a_reason(story):  # S0-?7
    endorsed, secretary = story.endorsed(), story.world.actor("council_secretary")
    day = story.world.day
    refused(
        story.world, Missing,
        lambda: operations.return_by_resolution(endorsed, secretary, day, "2", "1405/3", HELD_ON, ""),
    )  # fmt: skip
    operations.return_by_resolution(endorsed, secretary, day, "2", "1405/3", HELD_ON, "اولویت آب")
    assert Distribution.objects.get(pk=endorsed.pk).state == "computed"
    assert story.world.total("received") == 1_001


def test_credit_taken_back_before_the_session_refuses_the_approval(story):  # the book is not overspent
    endorsed = story.endorsed()
    story.world._walk("credit", ["received", "county_share"], 1, {"source": "P", "county": "0601",
                      "chapter": "40", "programme": "4001"})  # fmt: skip
    refused(story.world, Overspent, lambda: story.approve(endorsed))


def test_what_the_council_approved_is_locked(story):  # INV-01
    approved, expert, day = story.approved(), story.expert, story.world.day
    deeds = [
        lambda: operations.set_lines(approved, expert, day, LINES),
        lambda: operations.set_province_lines(approved, expert, day, PROJECTS),
        lambda: operations.set_parameters(approved, expert, day, {}),
        lambda: operations.restore_formula(approved, expert, day),
        lambda: operations.adjust_cell(approved, expert, day, source="P", programme="4001", county="0601",
                                       amount_rial=1, reason="نه"),
    ]  # fmt: skip
    for deed in deeds:
        assert refused(story.world, Locked, deed).values["resolution"] == "1405/3/1"
    refused(story.world, NotFromHere, lambda: operations.compute(approved, expert, day))


def test_what_others_review_is_not_edited(story):
    proposed, expert, day = story.proposed(), story.expert, story.world.day
    refused(story.world, NotFromHere, lambda: operations.set_lines(proposed, expert, day, LINES))
    refused(story.world, NotFromHere, lambda: operations.restore_formula(proposed, expert, day))


def test_a_second_editor_is_told(story):
    draft, expert, day = story.drafted(), story.expert, story.world.day
    operations.set_lines(draft, expert, day, LINES, seen_version=draft.version)
    refused(
        story.world, ChangedMeanwhile,
        lambda: operations.set_lines(draft, expert, day, LINES[:1], seen_version=draft.version),
    )  # fmt: skip


def test_a_county_sees_what_is_approved_an_agency_nothing(story):
    world = story.world
    approved = story.approved()
    operations.start_distribution(story.expert, world.day, "متمم")
    seen = {role: list(Distribution.visible_to(world.actor(role))) for role in
            ("county_secretary", "agency_expert", "agency_head", "operator")}  # fmt: skip
    assert seen == {"county_secretary": [approved], "agency_expert": [], "agency_head": [], "operator": []}
    assert Distribution.visible_to(world.actor("auditor")).count() == 2


def test_the_balance_says_what_is_received_and_not_shared(story):  # INV-01
    draft = operations.set_lines(story.started(), story.expert, story.world.day, LINES)
    CreditSource.objects.filter(code="P").update(name="استانی")
    (row,) = standing.balances(draft)
    assert (row.available_rial, row.shared_rial, row.difference_rial) == (1_001, 801, 200)
    waiting = {row.source: row.available_rial for row in standing.unshared("06", 1405)}
    assert waiting == {"B": 0, "P": 1_001}
