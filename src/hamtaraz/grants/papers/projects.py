"""The letters of a project: its approved aid, its payments."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from hamtaraz.grants.models import AidedProject, Part, ProjectPayment
from hamtaraz.grants.papers.tables import TableKind
from hamtaraz.grants.queries.projects import TableTwoRow
from hamtaraz.kernel import percent, rial
from hamtaraz.kernel.text import persian_digits
from hamtaraz.kernel.words import in_words

Told = tuple[str, list[str]]
"""Subject and paragraphs of a letter, in Persian."""


def approval_words(project: AidedProject) -> Told:
    """The letter of the approved aid (S4-071, S4-117): how much, of what cost, and how it is paid."""
    assert project.approved_rial is not None
    with translation.override("fa"):
        told = {
            "project": project.name, "name": project.recipient.name, "aid": rial.show(project.approved_rial),
            "words": in_words(project.approved_rial), "own": rial.show(project.own_rial),
            "cost": rial.show(project.cost_to_complete_rial), "table": persian_digits(project.table_number),
        }  # fmt: skip
        first = _("An aid of %(aid)s rial (%(words)s rial) is approved for the project “%(project)s” of %(name)s, by Table 2 of letter %(table)s.")  # fmt: skip
        then = (
            _("The second stage is paid once the project is completed, and as far as the budgeted credit is allotted.")
            if project.part == Part.MUNICIPAL
            else _("The second stage is paid after the governorate's report of progress, and as far as the budgeted credit is allotted.")
        )  # fmt: skip
        return _("Approved aid for the project: %(project)s") % told, [
            first % told,
            _("Completing it costs %(cost)s rial, of which %(own)s rial are the own contribution.") % told,
            then,
        ]


def payment_words(project: AidedProject, paid: ProjectPayment) -> Told:
    """The letter of a payment (S4-072, S4-073, S4-118, S4-119): the amount, its stage, what it was reckoned from."""
    with translation.override("fa"):
        told = {
            "project": project.name, "name": project.recipient.name, "amount": rial.show(paid.amount_rial),
            "words": in_words(paid.amount_rial), "aid": rial.show(paid.approved_rial),
            "share": percent.show(paid.realised.share_ppm), "sum": rial.show(paid.paid_before_rial + paid.amount_rial),
            "letter": persian_digits(paid.realised.letter_number), "account": persian_digits(paid.account_number),
        }  # fmt: skip
        stage = (
            _("First stage of the aid for the project: %(project)s")
            if paid.stage == 1
            else _("Second stage of the aid for the project: %(project)s")
        )
        words = [
            _("%(amount)s rial (%(words)s rial) are paid for the project “%(project)s” of %(name)s; with it %(sum)s rial of the approved aid of %(aid)s rial are paid.") % told,
            _("By letter %(letter)s, %(share)s of the budgeted credit is allotted; no more than that part of the aid is paid.") % told,
        ]  # fmt: skip
        if project.part == Part.DEHYARI:
            words.append(
                _("It is deposited into the governorate's account %(account)s, to be paid on to the dehyari.") % told
            )
        return stage % told, words


PRINTED: dict[Part, TableKind] = {Part.MUNICIPAL: "municipal_project_table", Part.DEHYARI: "dehyari_project_table"}
"""Which printed table is Table 2 of a part."""


def printed_row(row: TableTwoRow) -> dict[str, Any]:
    """A project as a row of printed Table 2 (S4-069, S4-116)."""
    progress = None if row.progress_ppm is None else f"{Decimal(row.progress_ppm).scaleb(-4).normalize():f}"
    return {
        "county": row.county, "municipality" if row.province_rial is not None else "village": row.recipient,
        "title": row.title, "estimate_rial": row.estimate_rial, "aid_rial": row.aid_rial, "own_rial": row.own_rial,
        "province_rial": row.province_rial, "starts_on": row.starts_on, "ends_on": row.ends_on,
        "progress_percent": progress,
    }  # fmt: skip
