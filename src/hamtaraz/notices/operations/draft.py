"""Drafts notices to counties and agencies from what rests where the step before left it (S0-14, S0-17)."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hamtaraz.budget.models import FiscalYear
from hamtaraz.kernel.refusals import NotYours, OutOfOrder
from hamtaraz.kernel.rial import Rial
from hamtaraz.ledger.accounts import DIMENSIONS
from hamtaraz.notices.effects import settle_preparation
from hamtaraz.notices.models import CreditNotice, NoticeKind, NoticeLine
from hamtaraz.notices.queries import STAGE_OF, Cell, counties_with_minutes, unnotified
from hamtaraz.notices.refusals import NothingRests
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Organisation
from hamtaraz.people.roles import Role
from hamtaraz.places.models import County
from hamtaraz.projects.models import Origin
from hamtaraz.workflow.walker import begin

Receivers = dict[str, dict[Cell, Rial]]


def draft_county_notices(
    *, actor: Actor, day: datetime.date, counties: Collection[str] | None = None
) -> list[CreditNotice]:
    """Draft one notice per county (all, or those with these codes) for everything in `county_share` no draft holds.

    By the consolidation expert. Refuses `NotYours`, and `NothingRests` where the Council has approved nothing that is
    not noticed yet (S0-42: step 5 needs 4). S0-14, S0-32.
    """
    narrowed = {} if counties is None else {"county": counties}
    with transaction.atomic():
        _only_one_drafts(actor)
        shares = _by("county", unnotified(actor.province, actor.fiscal_year, "county_share", **narrowed))
        by_code = {county.code: county for county in County.objects.filter(province=actor.province, code__in=shares)}
        return _draft_all(
            actor, day, "S0-14",
            {code: CreditNotice(kind=NoticeKind.COUNTY, county=by_code[code]) for code in sorted(shares)}, shares,
        )  # fmt: skip


def draft_agency_notices(
    *,
    actor: Actor,
    day: datetime.date,
    origin: str,
    counties: Collection[str] | None = None,
    agencies: Collection[str] | None = None,
) -> list[CreditNotice]:
    """Draft one notice per agency for everything of one `origin` that no draft holds; the origins never mix (S0-43).

    `origin` is an `Origin`; `counties` and `agencies` narrow it by code (counties only for the county committees).
    Credit of a county is taken only once its committee's minutes were sent: a county named without them is refused
    with `OutOfOrder` (S0-42: 8 needs 6 and 7). Refuses `NotYours`, `NothingRests`. S0-17, S0-33.
    """
    narrowed: dict[str, Collection[str]] = {} if agencies is None else {"agency": agencies}
    with transaction.atomic():
        _only_one_drafts(actor)
        if origin == Origin.COUNTY:
            sent = counties_with_minutes(actor.province, actor.fiscal_year)
            if counties is not None and not set(counties) <= sent:
                raise OutOfOrder(
                    step=_("Credit notice to agencies"), needs=_("Sending of the county committee's minutes")
                )
            narrowed["county"] = sorted(sent if counties is None else counties)
        stage = STAGE_OF["agency", Origin(origin)]
        credit = _by("agency", unnotified(actor.province, actor.fiscal_year, stage, **narrowed))
        found = Organisation.objects.filter(province=actor.province, code__in=credit)
        by_code = {agency.code: agency for agency in found}
        return _draft_all(
            actor, day, "S0-17",
            {code: CreditNotice(kind=NoticeKind.AGENCY, agency=by_code[code], origin=origin) for code in sorted(credit)},
            credit,
        )  # fmt: skip


def _only_one_drafts(actor: Actor) -> None:
    """Two people preparing at once do so one after the other, so that no credit is drafted twice."""
    if actor.role != Role.CONSOLIDATION_EXPERT:
        raise NotYours()
    FiscalYear.objects.select_for_update().get(province=actor.province, year=actor.fiscal_year)


def _by(dimension: str, cells: Mapping[Cell, Rial]) -> Receivers:
    """The cells of each receiver; refuses `NothingRests` where there are none."""
    if not cells:
        raise NothingRests()
    place = DIMENSIONS.index(dimension)
    shares: Receivers = defaultdict(dict)
    for cell, amount in cells.items():
        shares[cell[place]][cell] = amount
    return shares


def _draft_all(
    actor: Actor, day: datetime.date, basis: str, notices: Mapping[str, CreditNotice], cells: Receivers
) -> list[CreditNotice]:
    """Save the drafts with their lines; the errand to prepare them is done once nothing is left."""
    for code, notice in notices.items():
        notice.province, notice.fiscal_year, notice.state = actor.province, actor.fiscal_year, "draft"
        notice.total_rial = sum(cells[code].values())
        taken = begin(notice, "draft", actor=actor, day=day, basis=basis)
        write_cells(notice, cells[code])
    settle_preparation(actor, taken.act, day)
    return list(notices.values())


def write_cells(notice: CreditNotice, cells: Mapping[Cell, Rial]) -> None:
    """One line per cell."""
    NoticeLine.objects.bulk_create(
        NoticeLine(
            province=notice.province, notice=notice, amount_rial=amount, **dict(zip(DIMENSIONS, cell, strict=True))
        )
        for cell, amount in cells.items()
    )
