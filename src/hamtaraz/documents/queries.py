"""What may be asked of papers: those of a subject, those an actor may read."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from hamtaraz.documents.models import Paper
from hamtaraz.people.actors import Actor
from hamtaraz.people.roles import SETS_UP

OF_GRANTS = "grants."
"""How the kinds of what papers of the aid are about begin."""


def papers_for(actor: Actor) -> QuerySet[Paper]:
    """The papers this actor may read, without their bytes: the province's readers all, agencies and counties their own, the
    readers of aid those of aid, none for who keeps accounts or figures and reads nothing of what papers are about."""
    papers = Paper.objects.filter(province=actor.province, fiscal_year=actor.fiscal_year).defer("pdf").order_by("-id")
    if actor.reads_province:
        return papers
    if actor.role in SETS_UP:
        return papers.none()
    own = Q(organisation_id=actor.organisation_id)
    if actor.reads_grants:
        own |= Q(about_kind__startswith=OF_GRANTS)
    if actor.county:
        own |= Q(county=actor.county)
    return papers.filter(own)


def papers_of(actor: Actor, about_kind: str, about_id: int) -> QuerySet[Paper]:
    """The papers of one subject that this actor may read."""
    return papers_for(actor).filter(about_kind=about_kind, about_id=about_id)
