"""What may be asked of agreements: the credit still to draft, what is open to change, and the service clock."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from hamtaraz.agreements.models import Agreement, AgreementLine, AgreementLineQuerySet, Edition, Remark
from hamtaraz.kernel.rial import Rial
from hamtaraz.ledger import queries as book
from hamtaraz.ledger.account_map import account_at
from hamtaraz.ledger.accounts import CREDIT
from hamtaraz.ledger.models import AccountRow
from hamtaraz.trail.models import Act

NOTICED = "agency_noticed"
AT_THE_AGENCY = frozenset({"draft", "agency_signature"})
"""The states whose days are the agency's own and do not count towards the promised service (S0-06, S0-?4)."""
SETTLED = frozenset({"notified", "cancelled"})


@dataclass(frozen=True, slots=True)
class Undrafted:
    """Credit noticed to an agency that stands in no agreement yet; `county` is empty for the province's own lines."""

    source: str
    county: str
    chapter: str
    programme: str
    project: str
    amount_rial: Rial


def undrafted(province: str, fiscal_year: int, agency: str, programme: str = "") -> list[Undrafted]:
    """What the credit notices of an agency leave to draft, less what stands in its unsubmitted drafts; INV-05."""
    narrowed = {"agency": agency} | ({"programme": programme} if programme else {})
    drafted = _drafted(province, fiscal_year, agency)
    left = [
        Undrafted(
            row.source,
            row.county,
            row.chapter,
            row.programme,
            row.project,
            row.balance - drafted[row.source, row.county, row.programme, row.project],
        )
        for row in book.accounts(province, fiscal_year, CREDIT, NOTICED, **narrowed).filter(balance__gt=0)
    ]
    return [one for one in left if one.amount_rial > 0]


def _drafted(province: str, fiscal_year: int, agency: str) -> Counter[tuple[str, ...]]:
    """The amounts in unsubmitted drafts, by source, county, programme and project."""
    rows = (
        AgreementLine.objects.filter(
            agreement__province=province,
            agreement__fiscal_year=fiscal_year,
            agreement__agency__code=agency,
            agreement__state="draft",
        )
        .values_list("source__code", "county", "agreement__programme__code", "project__code")
        .annotate(sum=Sum("amount_rial"))
        .order_by()
    )
    return Counter({tuple(dimensions): int(total) for *dimensions, total in rows})


def lines_with_notice(agreement: Agreement) -> AgreementLineQuerySet:
    """The lines in reading order, each with `noticed_rial`: what its account still holds as noticed."""
    account = AccountRow.objects.filter(
        province=agreement.province,
        fiscal_year=agreement.fiscal_year,
        book=CREDIT,
        stage=NOTICED,
        source=OuterRef("source__code"),
        county=OuterRef("county"),
        programme=agreement.programme.code,
        agency=agreement.agency.code,
        project=OuterRef("project__code"),
    )
    return agreement.funding.of_pages().annotate(noticed_rial=Coalesce(Subquery(account.values("balance")[:1]), 0))


def noticed_for(agreement: Agreement) -> Counter[tuple[str, str, str]]:
    """What the accounts of its lines still hold as noticed, by source, county and project; zero where there is none."""
    places = (account_at(CREDIT, NOTICED, **line.as_moved().dimensions) for line in agreement.pages)
    codes = [place.code(agreement.fiscal_year) for place in places]
    rows = AccountRow.objects.filter(province=agreement.province, code__in=codes)
    return Counter({(row.source, row.county, row.project): row.balance for row in rows})


def with_previous_edition(rows: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """Agreements with `previous_lines`: the snapshot of the edition before the present one, or None."""
    previous = Edition.objects.filter(agreement=OuterRef("pk"), number=OuterRef("edition") - 1)
    return rows.annotate(previous_lines=Subquery(previous.values("lines")[:1]))


def open_lines(lines: Iterable[AgreementLine], remarks: Iterable[Remark]) -> set[int]:
    """The lines the agency may change: those with an open remark; all where none is on a line, or one is general."""
    waiting = [remark for remark in remarks if not remark.settled]
    if not waiting or any(remark.line_id is None for remark in waiting):
        return {line.pk for line in lines}
    return {remark.line_id for remark in waiting if remark.line_id is not None}


@dataclass(frozen=True, slots=True)
class ServiceClock:
    """How the promised days stand: elapsed since the first submission, of which so many lay with the agency."""

    promised_days: int
    elapsed_days: int = 0
    at_agency_days: int = 0
    started: bool = False
    stopped: bool = False

    @property
    def counted_days(self) -> int:
        """The days the organisation answers for."""
        return self.elapsed_days - self.at_agency_days

    @property
    def left_days(self) -> int:
        """Days left of the promise; below zero it is broken."""
        return self.promised_days - self.counted_days


def service_clock(acts: Iterable[Act], today: datetime.date, promised_days: int) -> ServiceClock:
    """The clock of one agreement from its acts in order; runs from submission to notification (S0-06, S0-?4)."""
    passages = [(act.on_day, act.details["to"]) for act in acts if "to" in act.details]
    began = next((at for at, (_day, state) in enumerate(passages) if state == "sector_review"), None)
    if began is None:
        return ServiceClock(promised_days)
    return _run(passages[began:], today, promised_days)


def _run(passages: list[tuple[datetime.date, str]], today: datetime.date, promised_days: int) -> ServiceClock:
    stopped = passages[-1][1] in SETTLED
    until = passages[-1][0] if stopped else max(today, passages[-1][0])
    leaves = [day for day, _state in passages[1:]] + [until]
    at_agency = sum(
        (left - day).days for (day, state), left in zip(passages, leaves, strict=True) if state in AT_THE_AGENCY
    )
    return ServiceClock(promised_days, (until - passages[0][0]).days, at_agency, True, stopped)


def counts_by_state(rows: QuerySet[Agreement]) -> Mapping[str, int]:
    """How many agreements stand in each state."""
    return dict(rows.order_by().values_list("state").annotate(count=Count("pk")))
