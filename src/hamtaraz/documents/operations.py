"""Issues papers: facts are put in canonical form, hashed, laid out once, and kept."""

from __future__ import annotations

import base64
import datetime
import hashlib
from typing import Any

from django.conf import settings

from hamtaraz.documents.layout.press import fingerprint, render
from hamtaraz.documents.models import Paper
from hamtaraz.people.actors import Actor


def issue(
    kind: str,
    facts: dict[str, Any],
    *,
    actor: Actor,
    act: int,
    day: datetime.date,
    number: str,
    title: str,
    about: tuple[str, int, str],
    organisation_id: int | None = None,
    county: str = "",
) -> Paper:
    """Lay a paper out and keep it with the hash of its facts and of its PDF (S0-44); in the act's transaction.

    `about` is the kind, number and page of the subject. The short code in the QR is made from province and act.
    """
    about_kind, about_id, about_url = about
    code = _code(actor.province, act, kind, number)
    facts = {**facts, "code": code, "demo": settings.DEMO}
    pdf = render(kind, facts)
    return Paper.objects.create(
        province=actor.province,
        fiscal_year=actor.fiscal_year,
        kind=kind,
        number=number,
        code=code,
        title=title,
        about_kind=about_kind,
        about_id=about_id,
        about_url=about_url,
        organisation_id=organisation_id,
        county=county,
        act=act,
        facts=facts,
        facts_sha256=fingerprint(facts),
        pdf=pdf,
        pdf_sha256=hashlib.sha256(pdf).hexdigest(),
        issued_on=day,
    )


def _code(province: str, act: int, kind: str, number: str) -> str:
    """Ten letters and digits that nobody can count on from one paper to the next."""
    digest = hashlib.sha256(f"{settings.SECRET_KEY}:{province}:{act}:{kind}:{number}".encode()).digest()
    return base64.b32encode(digest)[:10].decode()
