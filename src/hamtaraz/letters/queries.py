"""What may be asked of letters and files: those of a subject, those an actor may read."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from hamtaraz.letters.models import Attachment, Letter
from hamtaraz.people.actors import Actor
from hamtaraz.people.roles import SETS_UP

OF_GRANTS = "grants."
"""How the kinds of what letters of the aid are about begin."""


def attachments_of(province: str, about_kind: str, about_id: int) -> QuerySet[Attachment]:
    """The files beside a decision, without their bytes."""
    return (
        Attachment.objects.filter(province=province, about_kind=about_kind, about_id=about_id)
        .defer("content")
        .order_by("id")
    )


def letters_for(actor: Actor) -> QuerySet[Letter]:
    """The letters this actor may read: all for the province's readers, those of the own organisation for agencies and
    counties, those of aid for its readers, none for who keeps accounts or figures and reads nothing of what letters are about."""
    letters = Letter.objects.filter(province=actor.province, fiscal_year=actor.fiscal_year).order_by("-day", "-id")
    if actor.reads_province:
        return letters
    if actor.role in SETS_UP:
        return letters.none()
    own = Q(sender_id=actor.organisation_id) | Q(receivers=actor.organisation_id)
    if actor.reads_grants:
        own |= Q(about_kind__startswith=OF_GRANTS)
    return letters.filter(own).distinct()
