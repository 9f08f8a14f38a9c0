"""What counties got the year before: from the book where it has that year, else what an office recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet, Sum, Value

from hamtaraz.distribution.models import Distribution, DistributionCell, EarlierShare
from hamtaraz.kernel.rial import Rial
from hamtaraz.ledger.accounts import CREDIT
from hamtaraz.ledger.models import AccountRow

ALREADY = "\n"
"""Marks what was given already in this year; no origin is a line feed."""


@dataclass(frozen=True)
class Earlier:
    """Whole rials by county code in a fiscal year; empty where nobody knows. `origin` is empty for the book's own."""

    fiscal_year: int
    shares: Mapping[str, Rial] = field(default_factory=dict)
    origin: str = ""
    already: Mapping[str, Rial] = field(default_factory=dict)
    """What other approved distributions of this year give each county, to be counted with this one."""


def shares_before(province: str, fiscal_year: int, distribution: Distribution | None = None) -> Earlier:
    """What every county got in the year before `fiscal_year`, wherever in the year its credit stands now.

    With a `distribution`, also what the other approved ones of its year give already; all in one query.
    """
    year = fiscal_year - 1
    approved = DistributionCell.objects.filter(
        distribution__province=province, distribution__fiscal_year=fiscal_year, distribution__state="approved"
    ).exclude(distribution=distribution)
    already = approved.order_by().values("county").annotate(sum=Sum("amount_rial"), by=Value(ALREADY))
    book = (
        AccountRow.objects.filter(province=province, fiscal_year=year, book=CREDIT)
        .exclude(county="")
        .order_by()
        .values("county")
        .annotate(sum=Sum("balance"), by=Value(""))
        .values_list("county", "sum", "by")
    )
    recorded = EarlierShare.objects.filter(province=province, fiscal_year=year)
    parts: list[QuerySet[Any, Any]] = [recorded.values_list("county", "amount_rial", "origin")]
    if distribution is not None:
        parts.append(already.values_list("county", "sum", "by"))
    found = [row for row in book.union(*parts, all=True) if row[1]]
    given = {county: int(amount) for county, amount, by in found if by == ALREADY}
    rows = [row for row in found if row[2] != ALREADY]
    kept = {county: int(amount) for county, amount, by in rows if not by}
    if kept:
        return Earlier(year, kept, "", given)
    return Earlier(year, {county: int(amount) for county, amount, _by in rows}, rows[0][2] if rows else "", given)
