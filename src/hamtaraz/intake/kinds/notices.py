"""The workbook of the centre's credit notices; they are recorded as drafts, which another hand confirms."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from itertools import groupby

from django.utils.translation import gettext_lazy as _

from hamtaraz.budget.models import CreditSource
from hamtaraz.intake.checking import Plan
from hamtaraz.intake.refusals import AmountIsZero, ConfirmedAlready, LetterSaysTwoThings
from hamtaraz.intake.sheet import Column, Desk, Kind, Row, Sheet, named
from hamtaraz.kernel.refusals import Refused
from hamtaraz.notices.models import CreditNotice, NoticeKind
from hamtaraz.notices.operations import change_central_notice, record_central_notice
from hamtaraz.notices.refusals import DayAhead
from hamtaraz.people.actors import Actor
from hamtaraz.people.roles import Role

LETTERS = Sheet(
    "letters",
    _("Central notices"),
    (
        Column("number", _("Number of the letter"), "code", required=True, most=40, example="114203"),
        Column("dated_on", _("Day of the letter"), "day", required=True, example="1405/02/14"),
        Column("source", _("Credit source"), "choice", required=True, choices="sources",
               help=_("A letter of several sources takes one row for each.")),
        Column("amount_rial", _("Amount"), "rial", required=True, example="30000000"),
        Column("subject", _("Subject of the letter"), required=True, most=300,
               example="ابلاغ اعتبارات تملک دارایی‌های سرمایه‌ای استانی"),
    ),
    identity=("number", "source"),
)  # fmt: skip


def _letters(actor: Actor) -> list[CreditNotice]:
    return list(
        CreditNotice.objects.filter(
            province=actor.province, fiscal_year=actor.fiscal_year, kind=NoticeKind.CENTRAL, corrects=None
        )
        .exclude(state="withdrawn")
        .prefetch_related("notice_lines")
        .order_by("letter_on", "letter_number")
    )


def _desk(actor: Actor, day: datetime.date) -> Desk:
    sources = CreditSource.objects.filter(province=actor.province, fiscal_year=actor.fiscal_year)
    kept = {
        (notice.letter_number, line.source): {
            "number": notice.letter_number,
            "dated_on": notice.letter_on,
            "source": line.source,
            "amount_rial": line.amount_rial,
            "subject": notice.about,
        }
        for notice in _letters(actor)
        for line in notice.notice_lines.all()
    }
    return Desk(actor, day, {"sources": named(sources)}, {"letters": kept})


def _look(rows: Mapping[str, list[Row]], desk: Desk) -> Iterator[tuple[Row, str, Refused]]:
    """One letter says one thing about itself; a confirmed one is not changed by a file."""
    confirmed = {notice.letter_number for notice in _letters(desk.actor) if notice.state != "draft"}
    first: dict[str, Row] = {}
    for row in rows["letters"]:
        number = row.values.get("number", "")
        if number in confirmed and row.standing != "same":
            yield row, "number", ConfirmedAlready(number=number)
        earlier = first.setdefault(number, row)
        if (dated_on := row.values.get("dated_on")) and dated_on > desk.day:
            yield row, "dated_on", DayAhead(dated_on=dated_on)
        if row.values.get("amount_rial") == 0:
            yield row, "amount_rial", AmountIsZero()
        for key in ("dated_on", "subject"):
            if number and key in row.values and row.values[key] != earlier.values.get(key, row.values[key]):
                yield row, key, LetterSaysTwoThings(other=earlier.number)


def _write(actor: Actor, day: datetime.date, plan: Plan) -> None:
    drafts = {notice.letter_number: notice for notice in _letters(actor)}
    rows = sorted(plan.standing("letters", "new", "changed"), key=lambda row: row.values["number"])
    for number, found in groupby(rows, key=lambda row: row.values["number"]):
        of_letter = list(found)
        said = of_letter[0].values
        amounts = {row.values["source"]: row.values["amount_rial"] for row in of_letter}
        draft = drafts.get(number)
        if draft is None:
            record_central_notice(
                actor=actor, day=day, number=number, dated_on=said["dated_on"], amounts_rial=amounts,
                subject=said["subject"],
            )  # fmt: skip
            continue
        kept = {line.source: line.amount_rial for line in draft.notice_lines.all()}
        change_central_notice(
            draft, actor=actor, day=day, number=number, dated_on=said["dated_on"], amounts_rial=kept | amounts,
            subject=said["subject"], seen_version=draft.version,
        )  # fmt: skip


NOTICES = Kind(
    key="notices",
    label=_("Central credit notices"),
    tells=_("What the centre has notified; recorded as drafts, which the head of consolidation confirms."),
    basis="S0-11",
    version=1,
    roles=frozenset({Role.CONSOLIDATION_EXPERT}),
    sheets=(LETTERS,),
    desk=_desk,
    write=_write,
    look=_look,
)
