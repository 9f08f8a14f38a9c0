"""Every paper opens from the page of what it is about, and its totals are what the book holds."""

from __future__ import annotations

from collections import Counter

import pytest

from hamtaraz.documents.models import Paper
from hamtaraz.ledger.models import AccountRow, EntryRow
from hamtaraz.people.roles import Role
from stories.year import Year

pytestmark = pytest.mark.browser
KINDS = {"distribution_table", "council_minutes", "committee_minutes", "credit_notice",
         "agreement", "allotment_committee_minutes", "allotment_notice"}  # fmt: skip
MOVED_BY_ITS_ACT = {"distribution_table", "credit_notice", "agreement", "allotment_notice"}
"""Papers printed by the act that moves their money."""


def test_every_paper_opens_from_its_page_and_says_what_the_book_says(office, province):
    year = Year(province)
    year.whole()
    auditor = office.desk("hesabras")
    kinds = set()
    for paper in Paper.objects.order_by("id"):
        auditor.opens(paper.get_absolute_url())
        answer = auditor.page.context.request.get(f"{office.url}/papers/{paper.code}/pdf/")
        assert answer.status == 200
        assert answer.body().startswith(b"%PDF"), paper.title
        kinds.add(paper.kind)
        if paper.kind in MOVED_BY_ITS_ACT:
            printed = amounts_in(paper.facts)
            assert moved_by(paper.act) <= printed, f"{paper.title}: {moved_by(paper.act) - printed} is not printed"
    assert kinds >= KINDS, f"not printed: {KINDS - kinds}"
    office.desk("karshenas-madares", Role.AGENCY_EXPERT).sees_no_page(
        f"/papers/{Paper.objects.get(kind='agreement').code}/pdf/"
    )


def moved_by(act: int) -> set[int]:
    """The sums an act moved to each stage, whole rials; province-wide projects stand in the minutes, not in the table."""
    sums: Counter[str] = Counter()
    stages = dict(AccountRow.objects.values_list("id", "stage"))
    for target, amount in EntryRow.objects.filter(act=act).values_list("target_account", "amount"):
        sums[stages[target]] += amount
    del sums["province_line"]
    return set(sums.values())


def amounts_in(facts: object) -> set[int]:
    """Every amount of a paper's facts, whole rials."""
    if isinstance(facts, dict):
        return {amount for value in facts.values() for amount in amounts_in(value)}
    if isinstance(facts, list):
        return {amount for value in facts for amount in amounts_in(value)}
    return {int(facts)} if isinstance(facts, int | str) and str(facts).isdecimal() else set()
