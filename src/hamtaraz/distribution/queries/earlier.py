"""What counties got the year before: from the book where it has that year, else what an office recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Sum, Value

from hamtaraz.distribution.models import EarlierShare
from hamtaraz.kernel.rial import Rial
from hamtaraz.ledger.accounts import CREDIT
from hamtaraz.ledger.models import AccountRow


@dataclass(frozen=True)
class Earlier:
    """Whole rials by county code in a fiscal year; empty where nobody knows. `origin` is empty for the book's own."""

    fiscal_year: int
    shares: Mapping[str, Rial] = field(default_factory=dict)
    origin: str = ""


def shares_before(province: str, fiscal_year: int) -> Earlier:
    """What every county got in the year before `fiscal_year`, wherever in the year its credit stands now."""
    year = fiscal_year - 1
    book = (
        AccountRow.objects.filter(province=province, fiscal_year=year, book=CREDIT)
        .exclude(county="")
        .order_by()
        .values("county")
        .annotate(sum=Sum("balance"), by=Value(""))
        .values_list("county", "sum", "by")
    )
    recorded = EarlierShare.objects.filter(province=province, fiscal_year=year)
    rows = [row for row in book.union(recorded.values_list("county", "amount_rial", "origin"), all=True) if row[1]]
    kept = {county: int(amount) for county, amount, by in rows if not by}
    if kept:
        return Earlier(year, kept)
    return Earlier(year, {county: int(amount) for county, amount, _by in rows}, rows[0][2] if rows else "")
