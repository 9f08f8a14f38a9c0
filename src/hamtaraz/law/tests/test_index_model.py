"""The index model shares a provincial credit among counties and shows its working (S0-12, INV-01)."""

import json
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamtaraz.kernel.refusals import Refused
from hamtaraz.law import index_model
from hamtaraz.law.explain import why
from hamtaraz.law.index_model import GapPolicy, Model, Working, run

from .khuzestan import COUNTIES, INDICATORS

MODEL = Model(
    weights_ppm={"population": 500_000, "area": 200_000, "unemployment": 300_000},
    multiplied_by={"unemployment": "population"},
)
POPULATION = Model(weights_ppm={"population": 1_000_000})
ANDIKA = "0621"
CREDIT = 24_000_000 * 10**6


def khuzestan(total: int = CREDIT, model: Model = MODEL) -> Working:
    """Run the model on the census figures."""
    return run(total, INDICATORS, model)


def test_the_census_figures_add_up_to_the_province() -> None:
    assert len(COUNTIES) == 27
    assert sum(facts.population for facts in COUNTIES.values()) == 4_710_509
    assert sum(facts.area for facts in COUNTIES.values()) == 64_939


def test_the_share_of_andika_is_worked_out_by_hand() -> None:
    # population 47,629 of 4,710,509 × 50 % = 0.506 %; area 2,351 of 64,939 × 20 % = 0.724 %;
    # unemployment 14.85 %, times population, × 30 % = 0.315 %; in all 1.545 % of 24,000,000
    andika = khuzestan().counties[ANDIKA]
    in_thousandths_of_a_percent = {key: round(Fraction(one.points, 10**13)) for key, one in andika.indicators.items()}
    assert in_thousandths_of_a_percent == {"population": 506, "area": 724, "unemployment": 315}
    assert round(andika.indicators["unemployment"].used * 10**4) == 1_485
    assert andika.amount_rial // 10**6 == 370_749


def test_the_shares_of_all_counties_are_the_credit() -> None:
    assert sum(khuzestan().shares.values()) == CREDIT
    assert sorted(khuzestan().shares) == sorted(COUNTIES)


@given(
    st.integers(min_value=0, max_value=10**17),
    st.integers(min_value=0, max_value=1_000_000),
    st.integers(min_value=0, max_value=1_000_000),
)
def test_a_slow_reading_of_the_model_agrees_to_the_rial(total: int, one: int, two: int) -> None:
    low, high = sorted((one, two))
    weights = {"population": low, "area": high - low, "unemployment": 1_000_000 - high}
    working = khuzestan(total, replace(MODEL, weights_ppm=weights))
    assert working.shares == slow_shares(total, weights)


def slow_shares(total: int, weights_ppm: dict[str, int]) -> dict[str, int]:
    """Reckon county by county on fractions; each indicator's share rounded once to 10⁻¹²."""
    measures = {
        "population": {code: Fraction(facts.population) for code, facts in COUNTIES.items()},
        "area": {code: Fraction(facts.area) for code, facts in COUNTIES.items()},
        "unemployment": {
            code: Fraction(facts.unemployed * facts.population, facts.labour_force) for code, facts in COUNTIES.items()
        },
    }
    weighed = {
        code: sum(
            Fraction(weights_ppm[key], 10**6) * rounded(measures[key][code] / sum(measures[key].values()))
            for key in measures
        )
        for code in COUNTIES
    }
    whole = sum(weighed.values())
    exact = {code: total * share / whole for code, share in weighed.items()}
    shares = {code: int(amount) for code, amount in exact.items()}
    left_over = total - sum(shares.values())
    for code in sorted(exact, key=lambda code: (shares[code] - exact[code], code))[:left_over]:
        shares[code] += 1
    return shares


def rounded(share: Fraction) -> Fraction:
    """Round a share half to even at twelve places, in decimal arithmetic."""
    parts, rest = divmod(share.numerator * 10**12, share.denominator)
    tail = Decimal("0.5") if 2 * rest == share.denominator else Decimal(2 * rest > share.denominator)
    return Fraction(int((parts + tail).to_integral_value(ROUND_HALF_EVEN)), 10**12)


def test_a_county_s_share_by_population_alone_is_its_share_of_the_people() -> None:
    only = {"population": {"a": 1, "b": 2, "c": 3}}
    assert run(600, only, POPULATION).shares == {"a": 100, "b": 200, "c": 300}


@pytest.mark.parametrize(
    ("model", "refusal", "values"),
    [
        (
            Model(weights_ppm={"population": 999_999}),
            index_model.WeightsDoNotAddUp,
            {"sum_ppm": 999_999, "difference_ppm": 1},
        ),
        (
            Model(weights_ppm={"population": 1_000_000, "area": 0}),
            index_model.IndicatorUnknown,
            {"indicator": "area"},
        ),
        (Model(weights_ppm={}), index_model.IndicatorUnknown, {"indicator": "population"}),
        (
            replace(POPULATION, multiplied_by={"population": "people"}),
            index_model.IndicatorUnknown,
            {"indicator": "people"},
        ),
        (
            Model(weights_ppm={"population": -1}),
            index_model.WeightNegative,
            {"indicator": "population"},
        ),
    ],
)
def test_a_model_that_is_not_a_whole_is_refused(
    model: Model, refusal: type[Refused], values: dict[str, object]
) -> None:
    with pytest.raises(refusal) as caught:
        run(100, {"population": {"a": 1, "b": 2}}, model)
    assert caught.value.values == values


@pytest.mark.parametrize("gap", [None, 0])
def test_a_missing_or_zero_figure_without_a_policy_is_refused_never_zero(gap: int | None) -> None:
    with pytest.raises(index_model.IndicatorMissing) as caught:
        run(100, {"population": {"a": 1, "b": gap}}, POPULATION)
    assert caught.value.values == {"indicator": "population", "county": "b"}


def test_a_county_absent_from_one_indicator_is_missing_there() -> None:
    model = Model(weights_ppm={"population": 500_000, "area": 500_000})
    with pytest.raises(index_model.IndicatorMissing) as caught:
        run(100, {"population": {"a": 1, "b": 1}, "area": {"a": 1}}, model)
    assert caught.value.values == {"indicator": "area", "county": "b"}


@pytest.mark.parametrize(
    ("policy", "shares"),
    [
        (GapPolicy.NO_SHARE, {"a": 30, "b": 90, "c": 0}),  # 1 : 3 : 0
        (GapPolicy.AVERAGE_OF_OTHERS, {"a": 20, "b": 60, "c": 40}),  # 1 : 3 : 2
        (GapPolicy.SMALLEST_OF_OTHERS, {"a": 24, "b": 72, "c": 24}),  # 1 : 3 : 1
    ],
)
def test_a_named_policy_fills_a_gap_and_is_shown_in_the_working(policy: GapPolicy, shares: dict[str, int]) -> None:
    model = replace(POPULATION, gap_policies={"population": policy})
    working = run(120, {"population": {"a": 1, "b": 3, "c": None}}, model)
    assert working.shares == shares
    assert working.counties["c"].indicators["population"].filled
    assert working.counties["c"].indicators["population"].given is None
    assert why(working, "c")[0].words == {"policy": policy.value}
    assert not working.counties["a"].indicators["population"].filled


def test_figures_below_zero_are_refused() -> None:
    with pytest.raises(index_model.IndicatorNegative):
        run(100, {"population": {"a": 1, "b": -1}}, POPULATION)


def test_an_indicator_without_any_figure_is_refused_whatever_the_policy() -> None:
    model = replace(POPULATION, gap_policies={"population": GapPolicy.NO_SHARE})
    with pytest.raises(index_model.IndicatorEmpty):
        run(100, {"population": {"a": 0, "b": None}}, model)


def test_a_rate_whose_multiplier_is_nowhere_is_refused() -> None:
    model = Model(
        weights_ppm={"population": 500_000, "rate": 500_000},
        multiplied_by={"rate": "population"},
        gap_policies=dict.fromkeys(["population", "rate"], GapPolicy.NO_SHARE),
    )
    with pytest.raises(index_model.IndicatorEmpty) as caught:
        run(100, {"population": {"a": 1, "b": 0}, "rate": {"a": 0, "b": Fraction(1, 2)}}, model)
    assert caught.value.values == {"indicator": "rate"}


def test_the_working_is_json_without_a_single_binary_number() -> None:
    working = khuzestan()
    assert json.loads(working.canonical()) == working.as_json()

    def refuse(text: str) -> None:
        raise AssertionError(f"the number {text} stands bare in the working")

    json.loads(working.canonical(), parse_int=refuse, parse_float=refuse)
    andika = json.loads(working.canonical())["counties"][ANDIKA]
    assert andika["amount_rial"] == str(working.shares[ANDIKA])
    assert andika["indicators"]["unemployment"]["given"] == "475/3199"  # 2,375 of 15,995


def test_the_same_run_has_the_same_digest_whatever_the_order_of_rows() -> None:
    turned = {key: dict(reversed(figures.items())) for key, figures in reversed(INDICATORS.items())}
    weights = dict(reversed(list(MODEL.weights_ppm.items())))
    again = run(CREDIT, turned, replace(MODEL, weights_ppm=weights))
    assert again.digest() == khuzestan().digest()


def test_another_input_weight_total_or_policy_has_another_digest() -> None:
    moved = {**MODEL.weights_ppm, "population": 500_001, "area": 199_999}
    policies = {"area": GapPolicy.NO_SHARE}
    one_more = INDICATORS["population"] | {ANDIKA: 47_630}
    others = [
        khuzestan(CREDIT + 1),
        khuzestan(model=replace(MODEL, weights_ppm=moved)),
        khuzestan(model=replace(MODEL, gap_policies=policies)),
        run(CREDIT, INDICATORS | {"population": one_more}, MODEL),
    ]
    assert len({working.digest() for working in [khuzestan(), *others]}) == 5


def test_why_leads_from_the_figures_to_the_last_rial() -> None:
    working = khuzestan()
    for code, county in working.counties.items():
        *indicators, share, rounding, amount = why(working, code)
        contributions = sum(line.figures["contribution"] for line in indicators)
        assert contributions == Fraction(county.points, 10**18)
        assert rounding.figures["quotient"] == share.figures["share"] * CREDIT
        rounded_amount = rounding.figures["floor_rial"] + rounding.figures["added_rial"]
        assert rounded_amount == amount.figures["amount_rial"] == working.shares[code]
        assert rounding.figures["added_rial"] == int(county.rounded_up)


def test_why_names_the_indicator_that_multiplies_a_rate() -> None:
    unemployment = next(line for line in why(khuzestan(), ANDIKA) if line.indicator == "unemployment")
    assert unemployment.words == {"multiplied_by": "population"}
    assert unemployment.figures["measure"] == Fraction(2_375 * 47_629, 15_995)
