"""The rows the operations take, and how their codes, amounts and means are read."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, NamedTuple

from hamtaraz.allotments.models import Means
from hamtaraz.allotments.refusals import AmountNotPositive, BillUnnamed, UnknownCode
from hamtaraz.kernel import text
from hamtaraz.kernel.rial import Rial
from hamtaraz.people.actors import Actor


class CentralRow(NamedTuple):
    """A line of the centre's notice: source code, whole rials, means, and the bill's symbol and due day."""

    source: str
    amount_rial: Rial
    means: str = Means.CASH
    symbol: str = ""
    due_on: datetime.date | None = None
    percent: str = ""


class CeilingRow(NamedTuple):
    """A ceiling: source code, chapter code, whole rials."""

    source: str
    chapter: str
    amount_rial: Rial


class LineRow(NamedTuple):
    """A line: the codes of the agreed credit it rests on (`county` empty for the province), whole rials, means, bill."""

    source: str
    county: str
    chapter: str
    programme: str
    agency: str
    project: str
    amount_rial: Rial
    means: str = Means.CASH
    symbol: str = ""
    due_on: datetime.date | None = None


class Member(NamedTuple):
    """A seat of the Committee at a session (domain.md 2.1)."""

    title: str
    organisation: str
    voting: bool = True
    present: bool = True


def paid_with(row: CentralRow | LineRow) -> dict[str, Any]:
    """What an amount is paid with; refuses `BillUnnamed` for a bill without symbol or due day."""
    means, symbol = Means(row.means), text.clean(row.symbol)
    if means == Means.TREASURY_BILL and not (symbol and row.due_on):
        raise BillUnnamed()
    return {"means": means, "symbol": symbol, "due_on": row.due_on}


def coded(model: Any, actor: Actor) -> dict[str, Any]:
    """The rows of a classification in the actor's year, by code."""
    rows = model.objects.filter(province=actor.province, fiscal_year=actor.fiscal_year)
    return {row.code: row for row in rows}


def known(found: Mapping[str, Any], code: str) -> Any:
    """The row of that code; refuses `UnknownCode`."""
    if code not in found:
        raise UnknownCode(code=code)
    return found[code]


def positive(amount_rial: Rial) -> Rial:
    """The amount, in whole rials; refuses `AmountNotPositive`."""
    if amount_rial <= 0:
        raise AmountNotPositive()
    return amount_rial
