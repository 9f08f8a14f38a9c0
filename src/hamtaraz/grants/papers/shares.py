"""The letter that tells of a share."""

from __future__ import annotations

import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from hamtaraz.documents.models import Paper
from hamtaraz.documents.operations import issue
from hamtaraz.grants.models import Part, Share, ShareRun
from hamtaraz.grants.papers.letters import letter_facts
from hamtaraz.grants.queries.deadlines import MACHINE_LIST, PROJECT_LIST, last_day
from hamtaraz.grants.queries.rules import rules_in_force
from hamtaraz.kernel import jalali, rial
from hamtaraz.kernel.text import persian_digits
from hamtaraz.kernel.words import in_words
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Organisation


def issue_share(share: Share, *, actor: Actor, act: int, day: datetime.date) -> Paper:
    """Print and keep the letter that tells a municipality or county of its share (S4-014, S4-084)."""
    subject = subject_of(share)
    return issue(
        "letter",
        letter_facts(actor, day, share.number, subject, share.organisation.name, words_of(share)),
        actor=actor, act=act, day=day, number=share.number, title=f"{subject}، {share.organisation.name}",
        about=("grants.sharerun", share.run_id, share.get_absolute_url()), organisation_id=share.organisation_id,
        county="" if share.agency else share.county,
    )  # fmt: skip


def subject_of(share: Share) -> str:
    """The subject of the letter of a share, in Persian."""
    with translation.override("fa"):
        year = persian_digits(str(share.run.fiscal_year))
        if share.run.part == Part.MUNICIPAL:
            return _("Announcement of the municipality's share of aid for %(year)s") % {"year": year}
        return _("Announcement of the dehyaris' share of the county for %(year)s") % {"year": year}


def _use(run: ShareRun) -> str:
    """What a municipality may use its share for, and out of what a machine is given (S4-016, S4-027, S4-?8)."""
    if run.machinery_is_apart:
        return _(
            "The share is for bitumen and projects; machines are given out of the machinery credit of the province. Nothing of last year's share is carried over."
        )
    return _("The share is for machinery, bitumen and projects; nothing of last year's share is carried over.")


def words_of(share: Share) -> list[str]:
    """What the letter of a share says: the amount in digits and words, by which index, and what comes next."""
    with translation.override("fa"):
        told = {
            "name": share.name,
            "amount": rial.show(share.amount_rial),
            "words": in_words(share.amount_rial),
            "index": share.run.directive.heading,
        }
        if share.run.part == Part.MUNICIPAL:
            return [
                _("The share of the municipality of %(name)s is %(amount)s rial (%(words)s rial), by “%(index)s”.")
                % told,
                _use(share.run),
                _("A machine is asked for in at most two priorities; the request is final once it is sent."),
            ]
        return [
            _("The share of the dehyaris of %(name)s County is %(amount)s rial (%(words)s rial), by “%(index)s”.")
            % told,
            _("It is the sum of machinery and projects; the total of a county is not changed by the province."),
        ]


def whole_words(run: ShareRun, count: int, day: datetime.date) -> tuple[str, list[str]]:
    """Subject and paragraphs of the letter to the governorate: the whole, and what is to be sent by when (S4-003, S4-007)."""
    rules = rules_in_force(run.province, run.fiscal_year, day)
    with translation.override("fa"):
        told = {
            "year": persian_digits(str(run.fiscal_year)), "amount": rial.show(run.shared_rial),
            "words": in_words(run.shared_rial), "count": persian_digits(str(count)), "index": run.directive.heading,
            "first": jalali.show(last_day(rules, MACHINE_LIST)), "second": jalali.show(last_day(rules, PROJECT_LIST)),
        }  # fmt: skip
        if run.part == Part.MUNICIPAL:
            subject = _("Announcement of the shares of the municipalities of the province for %(year)s")
            shared = _("%(amount)s rial (%(words)s rial) are shared by “%(index)s” among %(count)s municipalities; each is told by letter.")  # fmt: skip
        else:
            subject = _("Announcement of the dehyaris' shares of the counties of the province for %(year)s")
            shared = _("%(amount)s rial (%(words)s rial) are shared by “%(index)s” among the dehyaris of %(count)s counties; each county is told by letter.")  # fmt: skip
        return subject % told, [
            shared % told,
            _("Please have what the directive asks for made known to the municipalities and dehyaris concerned.")
            % told,
            _("Table 1 is sent by %(first)s, and Table 2 by %(second)s.") % told,
        ]


def issue_whole(
    run: ShareRun, governorate: Organisation, number: str, told: tuple[str, list[str]],
    *, actor: Actor, act: int, day: datetime.date,
) -> Paper:  # fmt: skip
    """Print and keep the letter to the deputies for development affairs of the governorate (S4-003)."""
    subject, words = told
    addressee = f"معاون محترم هماهنگی امور عمرانی {governorate.name}"
    return issue(
        "letter", letter_facts(actor, day, number, subject, addressee, words), actor=actor, act=act, day=day,
        number=number, title=subject, about=(run.subject_kind, run.pk, run.get_absolute_url()),
        organisation_id=governorate.pk,
    )  # fmt: skip
