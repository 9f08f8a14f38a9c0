"""The papers of the room: facts only, in Persian."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from hamtaraz.documents.models import Paper
from hamtaraz.documents.operations import issue
from hamtaraz.grants.models import MachineRequest, Part, Share
from hamtaraz.grants.queries.machinery import catalogue
from hamtaraz.grants.queries.rules import rules_in_force
from hamtaraz.kernel import rial
from hamtaraz.kernel.text import persian_digits
from hamtaraz.kernel.words import in_words
from hamtaraz.people.actors import Actor
from hamtaraz.people.roles import Role


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


def subject_of(share: Share) -> str:
    """The subject of the letter of a share, in Persian."""
    with translation.override("fa"):
        year = persian_digits(str(share.run.fiscal_year))
        if share.run.part == Part.MUNICIPAL:
            return _("Announcement of the municipality's share of aid for %(year)s") % {"year": year}
        return _("Announcement of the dehyaris' share of the county for %(year)s") % {"year": year}


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
                _("The share is for machinery, bitumen and projects; nothing of last year's share is carried over."),
                _("A machine is asked for in at most two priorities; the request is final once it is sent."),
            ]
        return [
            _("The share of the dehyaris of %(name)s County is %(amount)s rial (%(words)s rial), by “%(index)s”.")
            % told,
            _("It is the sum of machinery and projects; the total of a county is not changed by the province."),
        ]


def issue_letter(
    request: MachineRequest, number: str, subject: str, words: list[str], *, actor: Actor, act: int, day: datetime.date
) -> Paper:
    """Print and keep a letter to the municipality that asked."""
    assert request.recipient.organisation is not None
    name = request.recipient.organisation.name
    return issue(
        "letter", letter_facts(actor, day, number, subject, name, words),
        actor=actor, act=act, day=day, number=number, title=f"{subject}، {name}",
        about=(request.subject_kind, request.pk, request.get_absolute_url()),
        organisation_id=request.recipient.organisation_id,
    )  # fmt: skip


def _machine_of(request: MachineRequest, day: datetime.date) -> str:
    return catalogue(rules_in_force(request.province, request.fiscal_year, day))[request.machine].name


def contribution_words(request: MachineRequest, day: datetime.date) -> tuple[str, list[str]]:
    """Subject and paragraphs of the letter of the contribution, in Persian (S4-034, S4-036)."""
    assert request.price_rial is not None
    assert request.contribution_rial is not None
    assert request.aid_rial is not None
    with translation.override("fa"):
        told = {
            "machine": _machine_of(request, day), "price": rial.show(request.price_rial),
            "contribution": rial.show(request.contribution_rial), "words": in_words(request.contribution_rial),
            "aid": rial.show(request.aid_rial), "account": persian_digits(request.account_number),
        }  # fmt: skip
        return _("Own contribution for the machine: %(machine)s") % told, [
            _("The determined price is %(price)s rial; the own contribution is %(contribution)s rial (%(words)s rial), the rest of %(aid)s rial is the aid of the organisation.") % told,
            _("The contribution is paid into the account %(account)s; the delivery order is issued once its slip is presented.") % told,
        ]  # fmt: skip


def order_words(request: MachineRequest, day: datetime.date) -> tuple[str, list[str]]:
    """Subject and paragraphs of a delivery order, in Persian (S4-035, S4-038)."""
    with translation.override("fa"):
        told = {"machine": _machine_of(request, day), "deposited": rial.show(request.deposited_rial)}
        return _("Delivery order: %(machine)s") % told, [
            _("One %(machine)s is delivered to the municipality against the deposit of %(deposited)s rial.") % told,
            _("The machine is not sold for five years after its hand-over."),
        ]
