"""What every letter of the room says beside its paragraphs."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import translation

from hamtaraz.budget.models import FiscalYear
from hamtaraz.documents.models import Paper
from hamtaraz.documents.operations import issue
from hamtaraz.kernel.text import persian_digits
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Organisation
from hamtaraz.people.roles import Role
from hamtaraz.workflow.models import Subject


def letterhead(actor: Actor, day: datetime.date, number: str, *addressees: str) -> dict[str, Any]:
    """What every paper of the room says around its body, the slogan of the year among it (S4-002)."""
    years = FiscalYear.objects.filter(province=actor.province, year=actor.fiscal_year)
    slogan = years.values_list("slogan", flat=True).first()
    with translation.override("fa"):
        position = str(Role(actor.role).label)
    law = f"بند (ح) تبصرهٔ (۹) قانون بودجهٔ سال {persian_digits(str(actor.fiscal_year))} کل کشور"
    return {
        "organisation": actor.organisation_name,
        "number": number,
        "dated_on": day.isoformat(),
        "addressee": list(addressees),
        "basis": [{"kind": "law", "title": law}],
        "signatures": [{"position": position, "organisation": actor.organisation_name}],
        **({"slogan": slogan} if slogan else {}),
    }


def letter_facts(
    actor: Actor, day: datetime.date, number: str, subject: str, addressee: str, paragraphs: list[str]
) -> dict[str, Any]:
    """What a letter of the room says."""
    return letterhead(actor, day, number, addressee) | {"subject": subject, "paragraphs": paragraphs}


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
