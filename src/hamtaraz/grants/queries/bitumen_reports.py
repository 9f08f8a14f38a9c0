"""What a periodic report tells: figures of the records, in a period and to date (S4-052)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hamtaraz.grants.models import BitumenAid, CompactionCheck, DepositSlip
from hamtaraz.grants.queries.weights import tonnes
from hamtaraz.kernel import rial
from hamtaraz.trail.models import Act


@dataclass(frozen=True)
class Figure:
    """A figure of a report: what it is called, and of what it is: a count, rials or kilograms."""

    label: Any
    kind: str = "count"

    def shown(self, value: int) -> str:
        """The value as the reader writes it."""
        language = "en" if (get_language() or "fa").startswith("en") else "fa"
        if self.kind == "kilograms":
            return f"{tonnes(value, language)} {_('tonnes')}"
        shown = rial.show(value, language=language)
        return f"{shown} {_('rial')}" if self.kind == "rial" else shown


FIGURES = {
    "announced": Figure(_("Municipalities told of their aid")),
    "announced_rial": Figure(_("Aid announced"), "rial"),
    "deposited_rial": Figure(_("Deposited by the municipalities"), "rial"),
    "introduced": Figure(_("Introduction letters issued")),
    "introduced_rial": Figure(_("Value of the bitumen introduced"), "rial"),
    "introduced_kilograms": Figure(_("Bitumen introduced"), "kilograms"),
    "received_kilograms": Figure(_("Bitumen that has come"), "kilograms"),
    "checks": Figure(_("Controls of compaction")),
    "checks_failed": Figure(_("Controls that were not passed")),
    "confirmed": Figure(_("Works documented and confirmed")),
}
"""The figures of a report, in their order."""


def figures(province: str, fiscal_year: int, since: datetime.date | None, until: datetime.date) -> dict[str, int]:
    """The figures of the records from `since` (None: from the beginning) to `until`, both included."""
    told = BitumenAid.objects.filter(province=province, fiscal_year=fiscal_year).exclude(
        state__in=("computed", "withdrawn")
    )
    paid = DepositSlip.objects.filter(
        province=province, about_kind=BitumenAid.subject_kind, about_id__in=told.values("pk")
    )
    checks = CompactionCheck.objects.filter(province=province, aid__fiscal_year=fiscal_year)
    confirmed = Act.objects.filter(province=province, fiscal_year=fiscal_year, verb="bitumen_aid.confirm")

    def within(field: str) -> Q:
        return Q(**{f"{field}__lte": until}) & (Q(**{f"{field}__gte": since}) if since else Q())

    found: dict[str, int | None] = {
        **told.aggregate(
            announced=Count("id", filter=within("run__announced_on")),
            announced_rial=Sum("announced_rial", filter=within("run__announced_on")),
            introduced=Count("id", filter=within("introduced_on")),
            introduced_rial=Sum("delivered_rial", filter=within("introduced_on")),
            introduced_kilograms=Sum("kilograms", filter=within("introduced_on")),
            received_kilograms=Sum("kilograms", filter=within("received_on")),
        ),
        **paid.aggregate(deposited_rial=Sum("amount_rial", filter=within("paid_on"))),
        **checks.aggregate(
            checks=Count("id", filter=within("checked_on")),
            checks_failed=Count("id", filter=within("checked_on") & Q(passed=False)),
        ),
        "confirmed": confirmed.filter(within("on_day")).count(),
    }
    return {key: int(found[key] or 0) for key in FIGURES}
