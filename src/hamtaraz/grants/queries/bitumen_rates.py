"""What may be asked of the exchange's rates: that of an order's day, and their course."""

from __future__ import annotations

import datetime

from hamtaraz.grants.models import BitumenRate
from hamtaraz.grants.refusals.bitumen import NoRate
from hamtaraz.law.directive import Directive


def rate_for(province: str, day: datetime.date, rules: Directive) -> BitumenRate:
    """The rate of a day, or the latest of the days before it that the directive lets it hold; refuses `NoRate` (S4-047)."""
    holds = int(rules.value_of("rate_holds_days"))
    earliest = day - datetime.timedelta(days=holds)
    found = BitumenRate.objects.filter(province=province, day__lte=day, day__gte=earliest).order_by("-day").first()
    if found is None:
        raise NoRate(ordered_on=day, days=holds)
    return found


def rate_before(province: str, day: datetime.date) -> BitumenRate | None:
    """The latest rate before a day."""
    return BitumenRate.objects.filter(province=province, day__lt=day).order_by("-day").first()
