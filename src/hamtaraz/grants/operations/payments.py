"""Records how much of the budgeted credit is allotted, letter by letter (S4-074, S4-120)."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hamtaraz.grants.models import PROJECT_KINDS, Part, RealisedAllotment
from hamtaraz.grants.models.projects import WHOLE_PPM
from hamtaraz.grants.queries.payments import covered_rial, hold_letters, realised
from hamtaraz.grants.refusals.payments import RealisedBelowPaid, RealisedBeyondWhole, RealisedFell, RealisedUnchanged
from hamtaraz.grants.refusals.projects import DocumentAhead
from hamtaraz.kernel import text
from hamtaraz.kernel.refusals import Missing, NotYours
from hamtaraz.people.actors import Actor
from hamtaraz.people.roles import Role
from hamtaraz.trail.record import record

BASIS = {Part.MUNICIPAL: "S4-074", Part.DEHYARI: "S4-120"}


def record_realised(
    actor: Actor,
    day: datetime.date,
    *,
    part: str,
    share_ppm: int,
    letter_number: str,
    letter_on: datetime.date,
    reason: str = "",
) -> RealisedAllotment:
    """Record a letter that says how much of a part's budgeted credit is allotted, in parts per million of the whole.

    Every letter is a row of its own; less than before needs a reason, and never less than what was paid. By the expert
    of the Resource Development deputy. Refuses `NotYours`, `Missing`, `DocumentAhead`, `RealisedBeyondWhole`,
    `RealisedUnchanged`, `RealisedFell`, `RealisedBelowPaid`.
    """
    if actor.role != Role.RESOURCE_EXPERT:
        raise NotYours()
    number = text.clean(letter_number)
    if not number:
        raise Missing(field=_("Number of the letter"))
    if letter_on > day:
        raise DocumentAhead(document_on=letter_on)
    if not 0 <= share_ppm <= WHOLE_PPM:
        raise RealisedBeyondWhole(share_ppm=share_ppm)
    with transaction.atomic():
        hold_letters(actor.province, actor.fiscal_year, part)
        before = realised(actor.province, actor.fiscal_year, part)
        _held_to_what_was(actor, part, share_ppm, before, reason)
        said = {"part": part, "share_ppm": share_ppm, "before_ppm": before.share_ppm if before else 0, "letter": number}
        act = record(
            "grants.record_realised", actor=actor, day=day, basis=BASIS[Part(part)],
            subject_kind="grants.realisedallotment", subject_id=0, subject_title=str(Part(part).label),
            reason=text.clean_lines(reason), details=said,
        )  # fmt: skip
        return RealisedAllotment.objects.create(
            province=actor.province, fiscal_year=actor.fiscal_year, part=part, share_ppm=share_ppm,
            letter_number=number, letter_on=letter_on, reason=text.clean_lines(reason), day=day, act=act,
        )  # fmt: skip


def _held_to_what_was(
    actor: Actor, part: str, share_ppm: int, before: RealisedAllotment | None, reason: str
) -> None:  # fmt: skip
    if before is None:
        return
    if share_ppm == before.share_ppm:
        raise RealisedUnchanged(share_ppm=share_ppm, letter=before.letter_number)
    if share_ppm > before.share_ppm:
        return
    if not text.clean_lines(reason):
        raise RealisedFell(before_ppm=before.share_ppm, share_ppm=share_ppm, letter=before.letter_number)
    kind = PROJECT_KINDS[part]
    rows = kind._default_manager.filter(province=actor.province, fiscal_year=actor.fiscal_year, paid_rial__gt=0)
    for one in rows.order_by("id"):
        due = covered_rial(one.approved_rial or 0, share_ppm)
        if one.paid_rial > due:
            raise RealisedBelowPaid(project=one.name, paid_rial=one.paid_rial, share_ppm=share_ppm, due_rial=due)
