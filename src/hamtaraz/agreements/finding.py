"""Finds agreements by number, exchange number, programme or agency."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from hamtaraz.agreements.models import Agreement
from hamtaraz.agreements.workflow import AGREEMENT
from hamtaraz.people.actors import Actor
from hamtaraz.web.finding import Found, matches


def find_agreements(actor: Actor, key: str, most: int) -> Iterator[Found]:
    """The agreements this actor may read whose words hold `key`, the newest first."""
    rows = Agreement.visible_to(actor).filter(matches(key)).order_by("-id")[:most]
    for agreement in rows:
        state = AGREEMENT.state(agreement.state).label
        yield Found(_("Agreement"), agreement.title(), str(state), agreement.get_absolute_url())
