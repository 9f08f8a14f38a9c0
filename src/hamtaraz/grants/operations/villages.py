"""Holds a village to one kind of aid a year."""

from __future__ import annotations

from hamtaraz.grants.models import AidKind, Recipient, VillageChoice
from hamtaraz.grants.refusals.villages import OneAidAVillage


def choose_aid(recipient: Recipient, fiscal_year: int, kind: str) -> VillageChoice:
    """The village uses this kind of aid from now on in the year; inside the transaction of the verb that says so.

    Choosing again what is chosen changes nothing. Refuses `OneAidAVillage` (S4-102, INV-23).
    """
    choice, _made = VillageChoice.objects.select_for_update().get_or_create(
        recipient=recipient, fiscal_year=fiscal_year, defaults={"kind": kind, "province": recipient.province}
    )
    if choice.kind != kind:
        raise OneAidAVillage(name=recipient.name, kind=str(AidKind(choice.kind).label))
    return choice


def release_aid(recipient: Recipient, fiscal_year: int) -> None:
    """The village is free again: what it asked for was declined or taken back."""
    VillageChoice.objects.filter(recipient=recipient, fiscal_year=fiscal_year).delete()
