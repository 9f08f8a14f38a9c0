"""What may be asked of waivers: the register of exceptions, each with the act that made it."""

from __future__ import annotations

from hamtaraz.grants.models import Waiver
from hamtaraz.people.actors import Actor
from hamtaraz.trail.models import Act

type Made = tuple[Waiver, Act]


def with_their_acts(province: str, waivers: list[Waiver]) -> list[Made]:
    """Waivers with the acts that made them, in their own order."""
    acts = {act.id: act for act in Act.objects.filter(province=province, id__in=[one.act for one in waivers])}
    return [(one, acts[one.act]) for one in waivers]


def register_of(actor: Actor) -> list[Made]:
    """Every waiver this actor may read, the newest first."""
    return with_their_acts(actor.province, list(Waiver.visible_to(actor)))
