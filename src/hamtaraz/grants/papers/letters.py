"""What every letter of the room says beside its paragraphs."""

from __future__ import annotations

import datetime
from typing import Any

from hamtaraz.documents.models import Paper
from hamtaraz.documents.operations import issue
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Organisation
from hamtaraz.people.roles import Role
from hamtaraz.workflow.models import Subject


def letter_facts(
    actor: Actor, day: datetime.date, number: str, subject: str, addressee: str, paragraphs: list[str]
) -> dict[str, Any]:
    """What every letter of the room says beside its paragraphs."""
    return {
        "organisation": actor.organisation_name,
        "number": number,
        "dated_on": day.isoformat(),
        "addressee": [addressee],
        "subject": subject,
        "basis": [{"kind": "law", "title": "بند (ح) تبصرهٔ (۹) قانون بودجهٔ سال ۱۳۹۴ کل کشور"}],
        "paragraphs": paragraphs,
        "signatures": [{"position": str(Role(actor.role).label), "organisation": actor.organisation_name}],
    }


def issue_letter(
    about: Subject, organisation: Organisation, number: str, subject: str, words: list[str],
    *, actor: Actor, act: int, day: datetime.date,
) -> Paper:  # fmt: skip
    """Print and keep a letter to an organisation about a subject of the room."""
    return issue(
        "letter", letter_facts(actor, day, number, subject, organisation.name, words),
        actor=actor, act=act, day=day, number=number, title=f"{subject}، {organisation.name}",
        about=(about.subject_kind, about.pk, about.get_absolute_url()), organisation_id=organisation.pk,
    )  # fmt: skip
