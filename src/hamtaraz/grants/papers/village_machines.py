"""The letters of a dehyari's machine: its contribution, its delivery order, the vehicles that can be bought."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from hamtaraz.documents.models import Paper
from hamtaraz.documents.operations import issue
from hamtaraz.grants.models import DehyariMachine
from hamtaraz.grants.papers.letters import letter_facts
from hamtaraz.grants.queries.deposits import deposited_rial
from hamtaraz.grants.queries.rules import rules_in_force
from hamtaraz.grants.queries.village_machines import TypeDemand, vehicles
from hamtaraz.kernel import rial
from hamtaraz.kernel.text import persian_digits
from hamtaraz.kernel.words import in_words
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Organisation


def _named(one: DehyariMachine, day: datetime.date) -> str:
    return vehicles(rules_in_force(one.province, one.fiscal_year, day))[one.machine].name


def contribution_words(one: DehyariMachine, day: datetime.date) -> tuple[str, list[str]]:
    """Subject and paragraphs of the letter to the rural office, in Persian (S4-098, S4-100)."""
    assert one.price_rial is not None
    assert one.contribution_rial is not None
    assert one.aid_rial is not None
    with translation.override("fa"):
        told = {
            "machine": _named(one, day), "name": one.recipient.name, "county": one.recipient.county.name,
            "price": rial.show(one.price_rial), "contribution": rial.show(one.contribution_rial),
            "words": in_words(one.contribution_rial), "aid": rial.show(one.aid_rial), "ready": one.ready_at,
            "account": persian_digits(one.account_number),
        }  # fmt: skip
        return _("Own contribution of the dehyari of %(name)s for the machine: %(machine)s") % told, [
            _("The %(machine)s for the dehyari of %(name)s, %(county)s County, is ready for delivery (%(ready)s).") % told,
            _("The determined price is %(price)s rial; the contribution of the dehyari is %(contribution)s rial (%(words)s rial), the rest of %(aid)s rial is the aid of the organisation.") % told,
            _("Please have the contribution paid into the account %(account)s; the delivery order is issued once its slip is presented.") % told,
        ]  # fmt: skip


def issue_to_the_office(
    one: DehyariMachine,
    office: Organisation,
    told: tuple[str, list[str]],
    *,
    actor: Actor,
    act: int,
    day: datetime.date,
) -> Paper:
    """Print and keep the letter to the rural office, with a copy for the dehyari that pays (S4-098)."""
    subject, words = told
    with translation.override("fa"):
        addressee = _("Rural Affairs and Councils Office of %(name)s") % {"name": office.name}
    facts = letter_facts(actor, day, one.letter_number, subject, addressee, words)
    return issue(
        "letter", facts | {"copies": [one.recipient.told_at.name]}, actor=actor, act=act, day=day,
        number=one.letter_number, title=subject, about=(one.subject_kind, one.pk, one.get_absolute_url()),
        organisation_id=one.recipient.told_at.pk,
    )  # fmt: skip


def order_words(one: DehyariMachine, day: datetime.date) -> tuple[str, list[str]]:
    """Subject and paragraphs of a delivery order, in Persian (S4-099, S4-106)."""
    with translation.override("fa"):
        told = {"machine": _named(one, day), "deposited": rial.show(deposited_rial(one)), "name": one.recipient.name}
        return _("Delivery order: %(machine)s") % told, [
            _("One %(machine)s is delivered to the dehyari of %(name)s against the deposit of %(deposited)s rial.")
            % told,
            _("The machine is not sold for five years after its hand-over."),
        ]


def purchasable_words(demand: Iterable[TypeDemand]) -> tuple[str, list[str]]:
    """Subject and paragraphs of the announcement of what can be bought, and of what cannot and why (S4-104)."""
    rows = list(demand)
    with translation.override("fa"):
        offered = "، ".join(one.machine.name for one in rows if one.may_replace)
        words = [_("The vehicles that can be bought this year: %(machines)s.") % {"machines": offered or "—"}]
        words += [_short(one) for one in rows if one.is_short]
        words.append(_("Please propose substitutes for these within the machinery of the counties."))
        return _("Purchasable vehicles for dehyaris, and proposing substitutes"), words


def _short(one: TypeDemand) -> str:
    told = {"machine": one.machine.name, "count": persian_digits(str(one.approved + one.under_review)),
            "least": persian_digits(str(one.least)), "reason": one.reason}  # fmt: skip
    if not one.purchasable:
        return _("“%(machine)s” cannot be bought: %(reason)s.") % told
    return _("Of “%(machine)s” %(count)s are asked for; fewer than %(least)s are not bought.") % told


def printed_row(one: DehyariMachine, name: str) -> dict[str, Any]:
    """A machine as a row of printed Table 1 of dehyaris (S4-095)."""
    return {
        "county": one.recipient.county.name, "district": one.recipient.district, "dehyari": one.recipient.name,
        "machine": name, "contribution_rial": one.asked_contribution_rial, "aid_rial": one.asked_aid_rial,
    }  # fmt: skip
