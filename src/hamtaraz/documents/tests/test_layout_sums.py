"""A paper that contradicts itself is refused: every stated total is the sum of its rows, to the rial."""

from collections.abc import Callable
from typing import Any

import pytest

from hamtaraz.documents.layout import press, sums
from hamtaraz.documents.tests import layout_samples as samples

type Path = tuple[str | int, ...]

TOTALS: list[tuple[str, Callable[[], dict[str, Any]], Path]] = [
    ("credit_notice", samples.central_notice, ("total_rial",)),
    ("credit_notice", samples.central_notice, ("sources", 1, "amount_rial")),
    ("credit_notice", samples.county_notice, ("total_rial",)),
    ("credit_notice", samples.county_notice, ("matrix", "rows", 2, "amounts_rial", 1)),
    ("credit_notice", samples.county_notice, ("matrix", "rows", 2, "total_rial")),
    ("credit_notice", samples.county_notice, ("matrix", "column_totals_rial", 0)),
    ("credit_notice", samples.county_notice, ("matrix", "total_rial")),
    ("credit_notice", samples.agency_notice, ("total_rial",)),
    ("credit_notice", samples.agency_notice, ("groups", 1, "total_rial")),
    ("credit_notice", samples.agency_notice, ("groups", 0, "rows", 3, "amount_rial")),
    ("distribution_table", samples.distribution_table, ("matrix", "rows", 26, "amounts_rial", 12)),
    ("balance_certificate", samples.balance_certificate, ("total_rial",)),
    ("balance_certificate", samples.balance_certificate, ("sources", "rows", 0, "amounts_rial", 1)),
    ("balance_certificate", samples.balance_certificate, ("counties", "rows", 5, "total_rial")),
    ("council_minutes", samples.minutes, ("resolutions", 0, "matrix", "total_rial")),
    ("committee_minutes", samples.minutes, ("resolutions", 1, "projects", "total_rial")),
    (
        "allotment_committee_minutes",
        samples.minutes,
        ("resolutions", 1, "projects", "rows", 0, "amount_rial"),
    ),
    ("agreement", samples.agreement, ("total_rial",)),
    ("agreement", samples.agreement, ("projects", 2, "credit_rial")),
    ("agreement", samples.agreement, ("projects", 2, "lines", 1, "amount_rial")),
    ("agreement", samples.agreement, ("by_source", 0, "amount_rial")),
    ("agreement", samples.agreement, ("by_spending_chapter", 1, "amount_rial")),
    ("allotment_notice", samples.allotment_notice, ("rows", 0, "cumulative_rial")),
    ("allotment_notice", samples.allotment_notice, ("rows", 0, "agreed_rial")),
    ("allotment_notice", samples.allotment_notice, ("now_total_rial",)),
    ("allotment_notice", samples.mixed_allotment_notice, ("parts", 1, "amount_rial")),
    ("dehyari_machine_table", samples.dehyari_machine_table, ("totals", "contribution_rial")),
    ("municipal_project_table", samples.project_table, ("totals", "province_rial")),
    ("dehyari_project_table", samples.dehyari_project_table, ("rows", 1, "own_rial")),
]


@pytest.mark.parametrize(("kind", "facts", "path"), TOTALS)
@pytest.mark.parametrize("off", [1, -1])
def test_one_rial_too_many_or_too_few_anywhere_is_refused(
    kind: str, facts: Callable[[], dict[str, Any]], path: Path, off: int
) -> None:
    wrong: Any = facts()
    sums.check(kind, wrong)
    place = wrong
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = str(int(place[path[-1]]) + off)
    with pytest.raises(sums.TotalsDisagree) as refused:
        press.render(kind, wrong)
    assert abs(refused.value.values["stated_rial"] - refused.value.values["summed_rial"]) == 1


def test_a_source_left_out_of_form_1_is_refused_by_its_name() -> None:
    facts = samples.agreement()
    left_out = facts["by_source"].pop()
    with pytest.raises(sums.TotalsDisagree) as refused:
        press.render("agreement", facts)
    assert refused.value.values["where"] == left_out["title"]


def test_a_matrix_without_rows_adds_up_to_nothing() -> None:
    facts = samples.distribution_table()
    facts["matrix"] |= {"rows": [], "column_totals_rial": ["0"] * 13, "total_rial": "0"}
    sums.check("distribution_table", facts)
    facts["matrix"]["total_rial"] = "1"
    with pytest.raises(sums.TotalsDisagree):
        sums.check("distribution_table", facts)
