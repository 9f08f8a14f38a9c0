"""The sums of a distribution are exact to the rial, its working can be read back, and what is wrong is refused."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamtaraz.distribution import operations
from hamtaraz.distribution.models import DistributionLine
from hamtaraz.distribution.queries.reckoning import digest_of, run_again, table_of
from hamtaraz.distribution.refusals import (
    BelowZero,
    NoSuchCell,
    NothingAdjusted,
    NotProvinceWide,
    TwiceInList,
    UnknownCode,
)
from hamtaraz.distribution.tests.test_steps import refused
from hamtaraz.kernel.refusals import Missing
from hamtaraz.law.faults import WeightsNotWhole
from hamtaraz.law.gaps import FigureMissing
from hamtaraz.law.run import ParameterOutside, ParameterUnknown
from hamtaraz.places.models import IndicatorValue

POINTS = st.lists(st.integers(0, 1_000), min_size=2, max_size=27).filter(any)
AMOUNTS = st.lists(st.integers(1, 10**15), min_size=1, max_size=8)


@given(points=POINTS, amounts=AMOUNTS)
def test_counties_and_lines_both_add_up_to_the_last_rial(points, amounts):  # INV-01
    total = sum(amounts)
    shares = {f"{place:04}": total * point // sum(points) for place, point in enumerate(points)}
    shares["0000"] += total - sum(shares.values())
    lines = [
        DistributionLine(source="PB"[place % 2], chapter="40", programme=str(place), county_part_rial=amount)
        for place, amount in enumerate(amounts)
    ]
    cells = table_of(shares, lines)
    for code, share in shares.items():
        assert sum(amount for (county, _line), amount in cells.items() if county == code) == share
    for line in lines:
        of_line = {county: amount for (county, name), amount in cells.items() if name == str(line)}
        assert sum(of_line.values()) == line.county_part_rial
        for county, amount in of_line.items():
            assert abs(amount - Fraction(shares[county] * line.county_part_rial, total)) < 1


@pytest.mark.django_db
def test_the_frozen_working_is_read_back_as_it_was_even_when_figures_change(story):  # S0-12
    computed = story.computed()
    IndicatorValue.objects.filter(key="population").update(value=1)
    run = run_again(computed.working)
    assert run.as_json() == computed.working["run"]
    assert digest_of(computed.working) == computed.digest
    assert run.why("0617")[-1].figures["amount_rial"] == run.shares["0617"]
    assert sum(cell.amount_rial for cell in computed.cells.filter(county="0617")) == run.shares["0617"]


@pytest.mark.django_db
def test_a_county_without_a_figure_is_named_never_given_zero(story):  # S0-12
    draft, expert = story.drafted(), story.expert
    IndicatorValue.objects.filter(county__code="0617", key="unemployed").delete()
    no = refused(story.world, FigureMissing, lambda: operations.compute(draft, expert, story.world.day))
    assert (no.values["body"], str(no.values["column"])) == ("لالی", "جمعیت بیکار")


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


def weights(population, area, unemployment):
    """The three weights in percent."""
    return {
        "weight_population": Fraction(population, 100),
        "weight_area": Fraction(area, 100),
        "weight_unemployment": Fraction(unemployment, 100),
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("parameters", "refusal"),
    [
        (weights(50, 20, 29), WeightsNotWhole),
        (weights(120, -20, 0), ParameterOutside),
        ({"weight_of_nothing": Fraction(1)}, ParameterUnknown),
    ],
)
def test_wrong_weights_are_refused(story, parameters, refusal):
    draft, expert = story.drafted(), story.expert
    refused(story.world, refusal, lambda: operations.set_parameters(draft, expert, story.world.day, parameters))


@pytest.mark.django_db
def test_other_weights_give_other_shares_and_a_computed_one_goes_back_to_draft(story):
    computed, expert, day = story.computed(), story.expert, story.world.day
    before = computed.cells.get(county="0617", line__programme="4001").formula_rial
    draft = operations.set_parameters(computed, expert, day, weights(0, 100, 0))
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
