"""The rules of the 1394 directive give the golden numbers of domain.md 1.4.10 and the days of 1.4.11."""

from fractions import Fraction

import pytest

from hamtaraz.kernel import jalali
from hamtaraz.law.bodies import bodies_of
from hamtaraz.law.county_split import (
    CountyAboveItsEnvelope,
    MachineryBeyondCounties,
    MachineryNotPlaced,
    left_to_place,
    projects_of,
    proportional_split,
)
from hamtaraz.law.deadlines import due_on
from hamtaraz.law.directive import Directive, read
from hamtaraz.law.examples import check_examples
from hamtaraz.law.one_case import Case
from hamtaraz.law.precedence import in_order
from hamtaraz.law.shipped import shipped

MILLION = 1_000_000
COUNTIES = {"A": 5_000, "B": 3_000, "C": 2_000}


@pytest.fixture(scope="module")
def directive() -> Directive:
    return read(shipped()["note-9h-1394"])


def test_every_golden_number_of_the_directive_comes_true(directive):  # F3, F4, F7, F8
    assert len(directive.examples) == 31
    assert [one.says for one in check_examples(directive) if not one.holds] == []


def test_every_value_names_its_clause(directive):
    unnamed = [
        key for key, one in directive.parameters.items() if "S4-" not in one.basis and "domain.md" not in one.basis
    ]
    assert unnamed == []


@pytest.mark.parametrize(
    ("machine", "kind", "rate"),
    [
        ("loader", "municipality", "1/2"), ("roller", "municipality", "1/2"), ("water_tanker_heavy", "municipality", "3/10"),
        ("rescue_set", "municipality", "3/10"), ("minibus", "municipality", "7/20"),
        ("mini_loader", "dehyari", "3/10"), ("waste_truck_light", "dehyari", "3/20"),
    ],
)  # fmt: skip
def test_the_rate_belongs_to_the_type_of_machine(
    directive, machine, kind, rate
):  # S4-024, S4-025, S4-093, S4-094, S4-?11
    assert Case(directive, {"kind": kind, "machine": machine}).figure("rate") == Fraction(rate)


def test_contribution_and_aid_make_the_price_to_the_rial(directive):  # INV-16
    for price in range(1, 400, 7):
        case = Case(directive, {"kind": "municipality", "machine": "minibus", "price": price, "new_municipality": True})
        assert case.rial("contribution") + case.rial("machine_aid") == price


def test_the_days_of_the_directive_are_those_of_its_letter(directive):  # 1.4.11
    told = jalali.parse("1394/02/27")
    assert jalali.show(due_on(directive.deadlines["machine_list"], told), language="en") == "1394/03/10"
    assert jalali.show(due_on(directive.deadlines["project_list"], told), language="en") == "1394/03/27"


def test_a_machine_may_be_sold_five_jalali_years_after_its_hand_over(directive):  # F9
    years = int(directive.value_of("sale_lock_years"))
    assert jalali.show(jalali.add_years(jalali.parse("1394/06/31"), years), language="en") == "1399/06/31"


def test_priorities_stand_in_the_order_of_the_directive(directive):  # S4-?18
    cases = bodies_of([
        {"code": "own", "kind": "municipality", "own_money": 900},
        {"code": "waste", "kind": "municipality", "coastal": True, "project_type": "landfill"},
        {"code": "begun", "kind": "municipality", "unfinished": True},
        {"code": "large", "kind": "dehyari", "population": 1_001, "machines_since_1388": 1},
        {"code": "never", "kind": "dehyari", "population": 300},
    ])  # fmt: skip
    placed = in_order(directive, cases)
    assert [one.code for one in placed] == ["waste", "begun", "never", "large", "own"]
    assert placed[1].behind_by == "coastal_waste"


def test_machinery_of_counties_follows_the_ratio_of_the_province():  # F6
    assert proportional_split(COUNTIES, 4_000) == {"A": 2_000, "B": 1_200, "C": 800}
    assert sum(proportional_split({"A": 1, "B": 1, "C": 1}, 2).values()) == 2
    with pytest.raises(MachineryBeyondCounties):
        proportional_split(COUNTIES, 10_001)


@pytest.mark.parametrize("entered", [(3_000, 1_000, 0), (0, 3_000, 1_000)])
def test_a_province_may_choose_another_ratio_in_its_counties(entered):  # S4-132, INV-25
    machinery = dict(zip(COUNTIES, entered, strict=True))
    projects = projects_of(COUNTIES, machinery, 4_000)
    assert {county: machinery[county] + projects[county] for county in COUNTIES} == COUNTIES
    assert sum(projects.values()) == 6_000


def test_machinery_beyond_the_province_s_share_is_refused_by_its_excess():  # S4-134
    entered = {"A": 2_500, "B": 1_200, "C": 800}
    assert left_to_place(entered, 4_000) == -500
    with pytest.raises(MachineryNotPlaced) as refused:
        projects_of(COUNTIES, entered, 4_000)
    assert refused.value.values["difference_rial"] == 500


def test_a_county_never_passes_its_envelope():  # S4-130
    with pytest.raises(CountyAboveItsEnvelope) as refused:
        projects_of(COUNTIES, {"A": 0, "B": 3_100, "C": 900}, 4_000)
    assert refused.value.values["county"] == "B"
