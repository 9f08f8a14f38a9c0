"""The sums of a distribution are exact to the rial, its working can be read back, and what is wrong is refused."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamtaraz.distribution import operations
from hamtaraz.distribution.models import DistributionLine
from hamtaraz.distribution.queries.reckoning import (
    FIGURES,
    MULTIPLIED_BY,
    digest_of,
    share_out_lines,
    working_of,
)
from hamtaraz.distribution.refusals import (
    BelowZero,
    FigureMissing,
    NoSuchCell,
    NothingAdjusted,
    NotProvinceWide,
    TwiceInList,
    UnknownCode,
)
from hamtaraz.distribution.tests.test_steps import refused
from hamtaraz.kernel.refusals import Missing
from hamtaraz.law import explain, index_model
from hamtaraz.law.index_model import IndicatorUnknown, Model, WeightNegative, WeightsDoNotAddUp
from hamtaraz.law.tests.khuzestan import COUNTIES, INDICATORS
from hamtaraz.places.models import IndicatorValue

WEIGHTS = st.lists(st.integers(1, 1_000), min_size=3, max_size=3)
AMOUNTS = st.lists(st.integers(1, 10**15), min_size=1, max_size=12)


@given(parts=WEIGHTS, amounts=AMOUNTS)
def test_every_line_is_shared_to_the_last_rial_among_the_27_counties(parts, amounts):  # INV-01
    population, area = (1_000_000 * part // sum(parts) for part in parts[:2])
    weights = {"population": population, "area": area, "unemployment": 1_000_000 - population - area}
    figures = {key: INDICATORS[key] for key in weights}
    working = index_model.run(sum(amounts), figures, Model(weights_ppm=weights, multiplied_by=MULTIPLIED_BY))
    lines = [
        DistributionLine(pk=place, source="PB"[place % 2], chapter="40", programme=str(place),
                         county_part_rial=amount)
        for place, amount in enumerate(amounts)
    ]  # fmt: skip
    shares = share_out_lines(working.points, lines)
    assert {place: sum(of_line.values()) for place, of_line in shares.items()} == dict(enumerate(amounts))
    assert all(set(of_line) == set(COUNTIES) for of_line in shares.values())
    for place, amount in enumerate(amounts):
        for code, share in shares[place].items():
            assert abs(share - Fraction(amount * working.points[code], sum(working.points.values()))) < 1


@pytest.mark.django_db
def test_the_frozen_working_is_read_back_as_it_was_even_when_figures_change(story):  # S0-12
    computed = story.computed()
    IndicatorValue.objects.filter(key="population").update(value=1)
    working = working_of(computed)
    assert working.as_json() == computed.working["model"]
    assert digest_of(computed.working) == computed.digest
    assert explain.why(working, "0617")[-1].figures["amount_rial"] == working.shares["0617"]


@pytest.mark.django_db
def test_a_county_without_a_figure_is_named_never_given_zero(story):  # S0-12
    draft, expert = story.drafted(), story.expert
    IndicatorValue.objects.filter(county__code="0617", key="unemployed").delete()
    no = refused(story.world, FigureMissing, lambda: operations.compute(draft, expert, story.world.day))
    assert (no.values["county"], str(no.values["figure"])) == ("لالی", str(FIGURES["unemployed"]))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("lines", "refusal"),
    [
        ([("X", "40", "4001", 1)], UnknownCode),
        ([("P", "40", "9999", 1)], UnknownCode),
        ([("P", "41", "4001", 1)], UnknownCode),
        ([("P", "40", "4001", -1)], BelowZero),
        ([("P", "40", "4001", 1), ("P", "40", "4001", 2)], TwiceInList),
    ],
)
def test_a_wrong_line_is_refused_and_the_old_ones_stay(story, lines, refusal):
    draft, expert = story.drafted(), story.expert
    refused(story.world, refusal, lambda: operations.set_lines(draft, expert, story.world.day, lines))


@pytest.mark.django_db
def test_a_line_without_an_amount_is_left_out(story):
    draft = operations.set_lines(
        story.started(), story.expert, story.world.day, [("P", "40", "4001", 0), ("P", "41", "4101", 5)]
    )
    assert [line.programme for line in draft.budget_lines.all()] == ["4101"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rows", "refusal"),
    [
        ([("p1", "P", 1)], NotProvinceWide),  # S0-43
        ([("nobody", "P", 1)], UnknownCode),
        ([("p9", "X", 1)], UnknownCode),
        ([("p9", "P", -1)], BelowZero),
        ([("p9", "P", 1), ("p9", "P", 1)], TwiceInList),
    ],
)
def test_a_wrong_project_is_refused_and_the_old_ones_stay(story, rows, refusal):
    draft, expert = story.drafted(), story.expert
    refused(story.world, refusal, lambda: operations.set_province_lines(draft, expert, story.world.day, rows))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("weights", "refusal"),
    [
        ({"population": 500_000, "area": 200_000, "unemployment": 299_999}, WeightsDoNotAddUp),
        ({"population": 1_200_000, "area": -200_000, "unemployment": 0}, WeightNegative),
        ({"population": 1_000_000}, IndicatorUnknown),
    ],
)
def test_wrong_weights_are_refused(story, weights, refusal):
    draft, expert = story.drafted(), story.expert
    refused(story.world, refusal, lambda: operations.set_weights(draft, expert, story.world.day, weights))


@pytest.mark.django_db
def test_other_weights_give_other_shares_and_a_computed_one_goes_back_to_draft(story):
    computed, expert, day = story.computed(), story.expert, story.world.day
    before = computed.cells.get(county="0617", line__programme="4001").formula_rial
    weights = {"population": 0, "area": 1_000_000, "unemployment": 0}
    draft = operations.set_weights(computed, expert, day, weights)
    assert draft.state == "draft"
    again = operations.compute(draft, expert, day)
    assert again.cells.get(county="0617", line__programme="4001").formula_rial > before


@pytest.mark.django_db
def test_adjustments_that_cancel_out_are_proposed_and_the_formula_stays_beside_them(story):
    computed, expert, day = story.computed(), story.expert, story.world.day
    formula = {cell.county: cell.formula_rial for cell in computed.cells.filter(line__programme="4001")}
    changes = [("P", "4001", "0603", formula["0603"] - 40), ("P", "4001", "0617", formula["0617"] + 40)]
    adjusted = operations.adjust_cells(computed, expert, day, changes=changes, reason="محرومیت")
    cell = adjusted.cells.get(county="0603", line__programme="4001")
    assert (cell.formula_rial, cell.adjustment_rial, cell.amount_rial) == (
        formula["0603"], -40, formula["0603"] - 40,
    )  # fmt: skip
    proposed = story.take(adjusted, "propose", "consolidation_head")
    returned = story.take(proposed, "return", "budget_deputy", reason="بی‌تعدیل")
    restored = operations.restore_formula(returned, expert, day)
    assert {c.county: c.amount_rial for c in restored.cells.filter(line__programme="4001")} == formula
    assert set(restored.cells.values_list("reason", "adjusted_by_act")) == {("", None)}


@pytest.mark.django_db
def test_a_wrong_adjustment_is_refused_and_changes_nothing(story):
    computed, expert, day = story.computed(), story.expert, story.world.day
    cell = computed.cells.get(county="0601", line__programme="4001")

    def adjust(county, amount, reason="چون"):
        return lambda: operations.adjust_cell(
            computed, expert, day, source="P", programme="4001", county=county, amount_rial=amount, reason=reason
        )

    refused(story.world, Missing, adjust("0601", 1, " "))
    refused(story.world, NoSuchCell, adjust("0699", 1))
    refused(story.world, BelowZero, adjust("0601", -1))
    refused(story.world, NothingAdjusted, adjust("0601", cell.amount_rial))
    refused(story.world, NothingAdjusted, lambda: operations.restore_formula(computed, expert, day))
