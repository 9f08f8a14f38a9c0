"""Ranks and their reasons: the directive's priorities in their order, the same for all, said with their clauses (S4-?18)."""

from random import Random

import pytest
from django.utils import translation

from hamtaraz.grants.models import Recipient
from hamtaraz.grants.queries.ranking import figures_of_recipients, placed
from hamtaraz.grants.tests.conftest import TOLD, Clause
from hamtaraz.kernel.refusals import Refused
from hamtaraz.law.directive import Directive, read
from hamtaraz.law.shipped import shipped

MILLIARD = 1_000_000_000
SMALL = {"code": "0601200001", "kind": "dehyari", "population": 150, "machines_since_1388": 1}
ROWS = {
    1: SMALL | {"own_money": 2 * MILLIARD},
    2: SMALL | {"own_money": 3 * MILLIARD},
    3: SMALL | {"population": 1_001},
    4: SMALL | {"machines_since_1388": 0},
    5: SMALL | {"unfinished": True},
    6: SMALL | {"coastal": True, "project_type": "landfill"},
    7: SMALL | {"coastal": True, "project_type": "green_space", "own_money": 2 * MILLIARD},
}


@pytest.fixture(scope="module")
def rules() -> Directive:
    return read(shipped()["note-9h-1394"])


def test_coastal_waste_then_unfinished_then_no_machine_then_large_then_own_share(rules: Directive):
    # S4-070, S4-122 · S4-064, S4-113 · S4-101 · S4-105 · S4-065; equal own shares by code and number
    ranks = placed(rules, ROWS)
    assert list(ranks) == [6, 5, 4, 3, 2, 1, 7]
    assert [one.place for one in ranks.values()] == [1, 2, 3, 4, 5, 6, 7]


def test_the_reasons_name_the_clause_and_what_set_it_behind(rules: Directive):
    with translation.override("en"):
        ranks = placed(rules, ROWS)
        assert ranks[5].reasons == ["Unfinished project (S4-064، S4-113)", "Behind the one before it by: Landfill and regional waste facilities in a coastal province"]  # fmt: skip
        assert ranks[2].reasons[0] == "Larger contribution of province and municipality: 3,000,000,000 rial (S4-065)"
        assert ranks[7].reasons[-1] == "Level with the one before it; the order of codes decides"
    with translation.override("fa"):
        assert placed(rules, ROWS)[4].reasons[0] == "روستایی که از سال ۱۳۸۸ هیچ ماشینی نگرفته است (S4-101)"


def test_a_reason_is_said_in_the_unit_of_its_figure(rules: Directive):  # S4-046: days of waiting are no rials
    with translation.override("en"):
        (rank,) = placed(rules, {1: SMALL | {"kind": "municipality", "waited": 24}}).values()
    assert rank.reasons[0] == "Order that has waited longer: 24 days (S4-046، S4-?18)"


def test_the_order_of_the_rows_changes_nothing(rules: Directive):
    shuffled = list(ROWS.items())
    Random(1394).shuffle(shuffled)  # noqa: S311
    assert placed(rules, dict(shuffled)) == placed(rules, ROWS)


def test_nobody_is_put_in_no_order(rules: Directive):
    assert placed(rules, {}) == {}


def test_a_figure_below_what_can_be_is_refused_and_not_ranked(rules: Directive):
    with pytest.raises(Refused):
        placed(rules, {1: SMALL | {"own_money": -1}})


def test_what_is_asked_of_recipients_is_read_at_once(clause: Clause, rules: Directive, django_assert_num_queries):
    villages = list(Recipient.objects.filter(kind="village", since__lte=TOLD).order_by("code"))
    with django_assert_num_queries(1):
        figures = figures_of_recipients(villages)
    ranks = placed(rules, figures)
    large = Recipient.objects.get(code="0603200001")  # 1,200 persons (S4-105)
    assert ranks[large.pk].place == 1
    assert "S4-105" in " ".join(ranks[large.pk].reasons)
