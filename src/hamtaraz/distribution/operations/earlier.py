"""What counties got in a year before this house kept the book, so that the studio can say who gains and who loses."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hamtaraz.distribution.models import EarlierShare
from hamtaraz.distribution.operations.editing import EXPERT
from hamtaraz.distribution.refusals import BelowZero, UnknownCode
from hamtaraz.kernel import text
from hamtaraz.kernel.refusals import Missing, NotYours
from hamtaraz.kernel.rial import Rial
from hamtaraz.people.actors import Actor
from hamtaraz.places.models import County
from hamtaraz.trail.record import record


def record_earlier_shares(
    actor: Actor, day: datetime.date, fiscal_year: int, amounts_rial: Mapping[str, Rial], origin: str
) -> int:
    """Put what every county got in `fiscal_year` (whole rials by county code) in the place of what stands there.

    Returns the act. Refuses `NotYours` to all but an expert of the Consolidation group, `Missing` without an origin,
    `UnknownCode` for a county of another province, `BelowZero`.
    """
    if actor.role != EXPERT:
        raise NotYours()
    said = text.clean(origin)[:200]
    if not said:
        raise Missing(field=_("Origin of the amounts"))
    known = set(County.objects.filter(province=actor.province).values_list("code", flat=True))
    for code, amount in sorted(amounts_rial.items()):
        if code not in known:
            raise UnknownCode(code=code, what=_("County"))
        if amount < 0:
            raise BelowZero(name=code)
    with transaction.atomic():
        act = record(
            "distribution.record_earlier_shares", actor=actor, day=day, basis="S0-12",
            subject_kind="distribution.earliershare", subject_id=fiscal_year, subject_title=f"{fiscal_year}",
            details={"origin": said, "total_rial": str(sum(amounts_rial.values())), "counties": len(amounts_rial)},
        )  # fmt: skip
        EarlierShare.objects.filter(province=actor.province, fiscal_year=fiscal_year).delete()
        EarlierShare.objects.bulk_create(
            EarlierShare(province=actor.province, fiscal_year=fiscal_year, county=code, amount_rial=amount,
                         origin=said, act=act)
            for code, amount in sorted(amounts_rial.items())
        )  # fmt: skip
        return act
