"""Drafts the numbered correction that replaces a wrongly issued notice; nothing issued is ever edited."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hamtaraz.kernel import text
from hamtaraz.kernel.refusals import Missing, NotYours
from hamtaraz.kernel.rial import Rial
from hamtaraz.ledger.accounts import DIMENSIONS
from hamtaraz.notices.models import CreditNotice, NoticeKind
from hamtaraz.notices.operations.central import check_sources, write_letter
from hamtaraz.notices.operations.draft import write_cells
from hamtaraz.notices.queries import STAGE_OF, Cell, unnotified
from hamtaraz.notices.refusals import BeyondWhatRests, NothingChanged
from hamtaraz.people.actors import Actor
from hamtaraz.people.roles import Role
from hamtaraz.workflow.refusals import CorrectionWaits, NotFromHere
from hamtaraz.workflow.walker import begin, holds, lock, workflow_of


def correct_notice(
    notice: CreditNotice,
    *,
    actor: Actor,
    day: datetime.date,
    reason: str,
    amounts_rial: Mapping[str, Rial],
    letter_number: str = "",
    letter_on: datetime.date | None = None,
    subject: str = "",
    seen_version: int | None = None,
) -> CreditNotice:
    """Draft the correction of an issued notice: `amounts_rial` by the key of the line (of a central notice: by source).

    Lines left out keep their amount; all set to zero cancels the notice. When the correction is issued, the wrong
    entries are mirrored and the new ones posted. Refuses `NotYours`, `ChangedMeanwhile`, `NotFromHere`, `Missing`,
    `CorrectionWaits`, `NothingChanged`, `BeyondWhatRests`; the letter's fields are a central notice's alone.
    """
    with transaction.atomic():
        wrong = lock(notice, actor=actor, seen_version=seen_version)
        if not holds(Role.CONSOLIDATION_EXPERT, wrong, actor):
            raise NotYours()
        if wrong.state != "issued":
            raise NotFromHere(state=workflow_of(wrong).state(wrong.state).label)
        if not text.clean(reason):
            raise Missing(field=_("Reason"))
        if wrong.corrections.exclude(state="withdrawn").exists():
            raise CorrectionWaits()
        right = CreditNotice(
            province=wrong.province, fiscal_year=wrong.fiscal_year, state="draft", kind=wrong.kind,
            county=wrong.county, agency=wrong.agency, origin=wrong.origin, corrects=wrong,
            reason=text.clean_lines(reason), about=wrong.about, letter_number=wrong.letter_number,
            letter_on=wrong.letter_on,
        )  # fmt: skip
        cells = _corrected(wrong, actor, amounts_rial)
        if wrong.kind == NoticeKind.CENTRAL:
            assert wrong.letter_on is not None
            write_letter(right, actor, day, number=letter_number or wrong.letter_number,
                         dated_on=letter_on or wrong.letter_on, subject=subject or wrong.about)  # fmt: skip
        _check_difference(wrong, right, cells)
        right.total_rial = sum(cells.values())
        begin(right, "draft_correction", actor=actor, day=day, basis=workflow_of(right).steps[0].basis)
        write_cells(right, cells)
    return right


def _corrected(wrong: CreditNotice, actor: Actor, amounts_rial: Mapping[str, Rial]) -> dict[Cell, Rial]:
    """The cells of the correction; refuses a line above what it is now and what still rests beside it."""
    lines = {line.key: line for line in wrong.notice_lines.all()}
    cells = {tuple(getattr(line, name) for name in DIMENSIONS): line.amount_rial for line in lines.values()}
    if wrong.kind == NoticeKind.CENTRAL:
        check_sources(actor, amounts_rial, may_be_zero=True)
        return cells | {(source, "", "", "", "", ""): amount for source, amount in amounts_rial.items()}
    rests = unnotified(wrong.province, wrong.fiscal_year, STAGE_OF[wrong.kind, wrong.origin])
    for key, amount in amounts_rial.items():
        cell = tuple(getattr(lines[key], name) for name in DIMENSIONS)
        most = cells[cell] + rests.get(cell, 0)
        if amount > most:
            raise BeyondWhatRests(line=key, most_rial=most)
        cells[cell] = amount
    return cells


def _check_difference(wrong: CreditNotice, right: CreditNotice, cells: Mapping[Cell, Rial]) -> None:
    said = {tuple(getattr(line, name) for name in DIMENSIONS): line.amount_rial for line in wrong.notice_lines.all()}
    letter = ("letter_number", "letter_on", "about")
    if {cell: amount for cell, amount in cells.items() if amount} == {
        cell: amount for cell, amount in said.items() if amount
    } and all(getattr(wrong, name) == getattr(right, name) for name in letter):
        raise NothingChanged()
