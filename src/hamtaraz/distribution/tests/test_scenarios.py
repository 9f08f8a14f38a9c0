"""Scenarios stand side by side: changed, compared, deleted and brought back; the chosen one fills the cells."""

from fractions import Fraction

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hamtaraz.directives.operations import activate, submit, take_over
from hamtaraz.distribution import operations
from hamtaraz.distribution.queries.earlier import shares_before
from hamtaraz.distribution.queries.picture import picture_of, scenarios_of
from hamtaraz.distribution.refusals import (
    AlreadyChosen,
    BelowZero,
    ChosenScenarioStays,
    FigureUnknown,
    LineLeavesResidual,
    ScenarioNameTaken,
    UnknownCode,
)
from hamtaraz.distribution.tests.conftest import HELD_ON
from hamtaraz.distribution.tests.test_sharing import weights
from hamtaraz.distribution.tests.test_steps import refused
from hamtaraz.kernel.refusals import ChangedMeanwhile, Missing, NotYours
from hamtaraz.workflow.refusals import NotFromHere

pytestmark = pytest.mark.django_db
LAST_YEAR = {"0601": 200, "0603": 400, "0617": 100}


@pytest.fixture
def tried(story):
    """A computed distribution with a second scenario in which only area counts."""
    computed = story.computed()
    other = operations.create_scenario(computed, story.expert, story.world.day, "مساحت")
    operations.set_parameters(computed, story.expert, story.world.day, weights(0, 100, 0), other)
    other.refresh_from_db()
    return other


def test_changing_another_scenario_leaves_the_computed_cells_alone(story, tried):
    distribution = tried.distribution
    distribution.refresh_from_db()
    assert (distribution.state, distribution.cells.count()) == ("computed", 6)
    by_pk = {one.pk: one for one in scenarios_of(distribution)}
    other = picture_of(distribution, by_pk[tried.pk], story.world.day)
    chosen = picture_of(distribution, by_pk[distribution.scenario.pk], story.world.day)
    assert other.shares["0617"] > chosen.shares["0617"]
    assert sum(other.shares.values()) == sum(chosen.shares.values()) == 801


def test_choosing_another_scenario_fills_the_cells_by_it(story, tried):
    day, expert = story.world.day, story.expert
    draft = operations.choose_scenario(tried, expert, day)
    assert (draft.state, draft.scenario, draft.cells.count()) == ("draft", tried, 0)
    computed = operations.compute(draft, expert, day)
    assert computed.working["scenario"] == "مساحت"
    assert computed.working["run"]["parameters"]["weight_area"] == "1"
    again = tried.__class__.objects.get(pk=tried.pk)
    refused(story.world, AlreadyChosen, lambda: operations.choose_scenario(again, expert, day))


def test_adjustments_stay_with_their_scenario(story, tried):
    day, expert = story.world.day, story.expert
    distribution = story.take(tried.distribution, "revise", "consolidation_expert")
    computed = operations.compute(distribution, expert, day)
    cell = computed.cells.get(county="0617", line__programme="4001")
    operations.adjust_cell(
        computed, expert, day, source="P", programme="4001", county="0617", amount_rial=cell.amount_rial + 3,
        reason="محرومیت", session="1405/2",
    )  # fmt: skip
    base = computed.scenario
    other = operations.compute(operations.choose_scenario(tried, expert, day), expert, day)
    assert not other.cells.exclude(adjustment_rial=0).exists()
    base.refresh_from_db()
    back = operations.compute(operations.choose_scenario(base, expert, day), expert, day)
    (adjusted,) = back.cells.exclude(adjustment_rial=0)
    assert (adjusted.adjustment_rial, adjusted.reason, adjusted.session) == (3, "محرومیت", "1405/2")
    restored = operations.restore_cell(back, expert, day, source="P", programme="4001", county="0617")
    assert restored.scenario.adjustments == []


def test_a_scenario_is_copied_renamed_deleted_and_brought_back(story, tried):
    day, expert = story.world.day, story.expert
    copy = operations.create_scenario(tried.distribution, expert, day, "رونوشت", tried)
    assert copy.parameters == tried.parameters
    named = operations.rename_scenario(copy, expert, day, "مساحت و جمعیت")
    gone = operations.delete_scenario(named, expert, day)
    assert gone.removed
    assert operations.bring_back_scenario(gone, expert, day).removed is False


def test_what_is_wrong_with_a_scenario_is_refused(story, tried):
    day, expert, distribution = story.world.day, story.expert, tried.distribution
    distribution.refresh_from_db()
    chosen = distribution.scenario
    head = story.world.actor("consolidation_head")
    for refusal, deed in [
        (ScenarioNameTaken, lambda: operations.create_scenario(distribution, expert, day, "مساحت")),
        (Missing, lambda: operations.create_scenario(distribution, expert, day, " ")),
        (ScenarioNameTaken, lambda: operations.rename_scenario(chosen, expert, day, "مساحت")),
        (ChosenScenarioStays, lambda: operations.delete_scenario(chosen, expert, day)),
        (NotYours, lambda: operations.create_scenario(distribution, head, day, "دیگر")),
        (ChangedMeanwhile, lambda: operations.create_scenario(distribution, expert, day, "دیگر", seen_version=1)),
        (FigureUnknown, lambda: operations.put_figure(tried, expert, day, county="0699", key="population",
                                                      value=Fraction(1), reason="چون")),
        (Missing, lambda: operations.put_figure(tried, expert, day, county="0617", key="population",
                                                value=Fraction(1), reason="")),
    ]:  # fmt: skip
        refused(story.world, refusal, deed)
    proposed = story.take(distribution, "propose", "consolidation_head")
    refused(story.world, NotFromHere, lambda: operations.create_scenario(proposed, expert, day, "دیر"))


def test_a_figure_put_in_place_counts_in_one_scenario_with_its_reason(story, tried):
    day, expert = story.world.day, story.expert
    operations.put_figure(tried, expert, day, county="0617", key="area_km2", value=Fraction(9_999), reason="مرز تازه")
    operations.choose_scenario(tried, expert, day)
    tried.distribution.refresh_from_db()
    computed = operations.compute(tried.distribution, expert, day)
    assert {"code": "0617", "key": "area_km2", "policy": "manual", "given": "1418", "value": "9999",
            "reason": "مرز تازه"} in computed.working["run"]["filled"]  # fmt: skip
    why = story.world.client("auditor").get(f"/distribution/{computed.pk}/why/0617/")
    assert "مرز تازه" in why.text
    tried.refresh_from_db()
    operations.put_figure(tried, expert, day, county="0617", key="area_km2", value=None, reason="")
    tried.refresh_from_db()
    assert tried.overrides == []


def test_a_new_distribution_goes_by_the_version_in_force_and_a_scenario_may_go_by_another(story):
    day, expert, head = story.world.day, story.expert, story.world.actor("consolidation_head")
    version = take_over(expert, day, "provincial-capital")
    draft = story.drafted()
    refused(story.world, NotFromHere, lambda: operations.set_directive(draft.scenario, expert, day, version))
    version = activate(submit(version, expert, day), head, day)
    operations.set_directive(draft.scenario, expert, day, version)
    assert draft.scenario.directive_number == 1
    page = story.world.client("consolidation_expert").get(f"/distribution/{draft.pk}/", {"directive": "choose"})
    assert [one.number for one in page.context["versions"]] == [1]
    later = operations.start_distribution(expert, day, "متمم")
    assert later.scenario.directive_number == 1


def test_last_year_is_what_was_recorded_until_the_book_knows(story):
    day, expert, world = story.world.day, story.expert, story.world
    assert shares_before("06", 1405).shares == {}
    operations.record_earlier_shares(expert, day, 1404, LAST_YEAR, "گزارش ۱۴۰۴")
    earlier = shares_before("06", 1405)
    assert (earlier.fiscal_year, earlier.shares, earlier.origin) == (1404, LAST_YEAR, "گزارش ۱۴۰۴")
    auditor = world.actor("auditor")
    world.put("county_share", 70, source="P", county="0601", chapter="40", programme="4001")
    world.put("county_noticed", 7, source="P", county="0601", chapter="40", programme="4001")
    assert shares_before("06", 1406).shares == {"0601": 77}
    for refusal, deed in [
        (NotYours, lambda: operations.record_earlier_shares(auditor, day, 1404, {}, "آن")),
        (Missing, lambda: operations.record_earlier_shares(expert, day, 1404, {}, " ")),
        (UnknownCode, lambda: operations.record_earlier_shares(expert, day, 1404, {"0699": 1}, "آن")),
        (BelowZero, lambda: operations.record_earlier_shares(expert, day, 1404, {"0601": -1}, "آن")),
    ]:
        refused(world, refusal, deed)


def test_winners_losers_and_inequality_are_said_on_the_page(story, tried):
    operations.record_earlier_shares(story.expert, story.world.day, 1404, LAST_YEAR, "گزارش ۱۴۰۴")
    client = story.world.client("consolidation_expert")
    page = client.get(f"/distribution/{tried.distribution_id}/", {"scenario": tried.pk})
    assert "ضریب جینی" in page.context["inequality"]
    assert page.context["changes"]["rows"]
    assert [row["weight"] for row in page.context["sensitivity"]] == ["وزن جمعیت", "وزن مساحت", "وزن نرخ بیکاری"]
    other = client.get(
        f"/distribution/{tried.distribution_id}/", {"scenario": tried.pk, "against": tried.distribution.scenario.pk}
    )
    assert other.context["against"].name != page.context["against"].name
    compared = client.get(f"/distribution/{tried.distribution_id}/compare/")
    assert [column["scenario"].name for column in compared.context["columns"]] == ["سناریوی پایه", "مساحت"]


def test_the_buttons_of_the_studio_do_what_they_say(story, tried):
    client = story.world.client("consolidation_expert")
    distribution = tried.distribution

    def post(verb, scenario, **fields):
        distribution.refresh_from_db()
        page = f"/distribution/{distribution.pk}/scenarios/{scenario.pk}/{verb}/"
        return client.post(page, {"version": distribution.version} | fields).status_code

    assert post("copy", tried, name="سوم") == 302
    third = distribution.scenarios.get(name="سوم")
    assert post("copy", tried, name="سوم") == 409
    assert post("rename", third, name="چهارم") == 302
    assert post("figure", third, county="0617", key="population", value="۴۰۰۰۰", reason="برآورد") == 302
    assert post("figure", third, county="0617", key="population", value="زیاد", reason="برآورد") == 409
    assert post("delete", third) == 302
    assert post("bring-back", third) == 302
    assert post("directive", third, number="") == 302
    assert post("choose", third) == 302
    assert post("choose", third) == 409
    distribution.refresh_from_db()
    assert distribution.scenario == third


def test_last_year_is_typed_or_read_from_a_file(story):
    client = story.world.client("consolidation_expert")
    page = "/distribution/last-year/"
    assert client.get(page).status_code == 200
    file = SimpleUploadedFile("last.csv", "code,amount_rial\n0601,۲۰۰\n0603,400\n".encode())
    read = client.post(page, {"file": file, "unit": "rial", "origin": "گزارش"})
    assert 'value="۲۰۰"' in read.text
    assert shares_before("06", 1405).shares == {}
    fields = {"county": ["0601", "0603"], "amount-0601": "۲۰۰", "amount-0603": "", "unit": "rial"}
    assert client.post(page, fields).status_code == 409
    assert client.post(page, fields | {"origin": "گزارش"}).status_code == 302
    assert shares_before("06", 1405).shares == {"0601": 200}
    amiss = SimpleUploadedFile("last.csv", b"code,amount_rial\n0601,1.5\n")
    assert client.post(page, {"file": amiss, "unit": "rial"}).status_code == 409


def test_the_scenario_the_council_votes_for_fills_the_cells_and_is_posted(story, tried):  # S0-13
    distribution = tried.distribution
    distribution.refresh_from_db()
    proposed = story.take(distribution, "propose", "consolidation_head")
    endorsed = story.take(proposed, "endorse", "budget_deputy")
    secretary = story.world.actor("council_secretary")
    approved = operations.approve_by_resolution(
        endorsed, secretary, story.world.day, "1405/3/1", "1405/3", HELD_ON, tried
    ).subject
    assert (approved.scenario, approved.working["scenario"]) == (tried, "مساحت")
    lali = sum(cell.amount_rial for cell in approved.cells.filter(county="0617"))
    assert story.world.total("county_share", county="0617") == lali == approved_share(approved, "0617")
    assert story.world.total("county_share") == 801


def approved_share(distribution, county):
    """What the frozen working gives a county."""
    return int(distribution.working["run"]["shares"][county])


def test_a_scenario_that_leaves_a_residual_is_not_approved_in_the_place_of_another(story, tried):  # INV-01
    distribution = tried.distribution
    distribution.refresh_from_db()
    tried.adjustments = [
        {"line": "P/40/4001", "county": "0617", "delta_rial": "3", "reason": "چون", "session": "", "act": ""}
    ]
    tried.save()
    proposed = story.take(distribution, "propose", "consolidation_head")
    endorsed = story.take(proposed, "endorse", "budget_deputy")
    secretary, day = story.world.actor("council_secretary"), story.world.day
    refused(
        story.world, LineLeavesResidual,
        lambda: operations.approve_by_resolution(endorsed, secretary, day, "1405/3/1", "1405/3", HELD_ON, tried),
    )  # fmt: skip
