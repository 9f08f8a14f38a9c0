"""Asks for machines of dehyaris, sends Table 1 of dehyaris, and announces what can be bought so that substitutes are proposed."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from hamtaraz.grants.effects.letters import next_letter, send_letter
from hamtaraz.grants.effects.village_prices import ask_at_approximate_price
from hamtaraz.grants.models import AidKind, DehyariMachine, MachinePrice, Recipient, RecipientKind, Waiver
from hamtaraz.grants.models.village_machines import OVER
from hamtaraz.grants.operations.villages import choose_aid
from hamtaraz.grants.papers.tables import issue_table
from hamtaraz.grants.papers.village_machines import printed_row, purchasable_words
from hamtaraz.grants.queries.county_split import announced_run
from hamtaraz.grants.queries.deadlines import MACHINE_LIST, last_day
from hamtaraz.grants.queries.machinery import catalogue, prices
from hamtaraz.grants.queries.rules import rules_in_force
from hamtaraz.grants.queries.village_machines import (
    demand_by_type,
    is_large_enough,
    ranked,
    vehicles,
)
from hamtaraz.grants.refusals.county_split import NoCountyShares
from hamtaraz.grants.refusals.machinery import TooLate
from hamtaraz.grants.refusals.village_machines import (
    ApproximatePriceMissing,
    CannotBeBought,
    NoDehyari,
    NotAVillage,
    NotForVillages,
    NothingShort,
    NoVillagesToList,
    VillageAskedAlready,
    VillageTooSmall,
    WhyNotBought,
)
from hamtaraz.grants.rules.village_machines import counties_hold
from hamtaraz.kernel import text
from hamtaraz.kernel.refusals import NotYours
from hamtaraz.law.directive import Directive
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Organisation, OrganisationKind
from hamtaraz.people.roles import Role
from hamtaraz.trail.record import record
from hamtaraz.workflow import walker

ASKS = frozenset({Role.DEHYAR, Role.RURAL_OFFICE})


def ask_for_village_machine(actor: Actor, day: datetime.date, *, recipient: Recipient, machine: str) -> DehyariMachine:
    """Ask for a machine of a village, by its dehyar or by the rural office for it, at the approximate price.

    The village uses the aid for machines from then on (S4-102). Refuses `NotYours`, `NotAVillage`, `NoDehyari` (S4-103),
    `VillageTooSmall` (S4-080, INV-22), `NotForVillages` (S4-090, S4-091), `CannotBeBought`, `ApproximatePriceMissing`
    (S4-095), `NoCountyShares` (S4-084), `VillageAskedAlready`, `OneAidAVillage` (INV-23).
    """
    own = actor.role != Role.DEHYAR or recipient.organisation_id == actor.organisation_id
    if actor.role not in ASKS or not own or recipient.province != actor.province:
        raise NotYours()
    rules = rules_in_force(actor.province, actor.fiscal_year, day)
    _may_have_one(rules, recipient)
    _may_be_asked_for(actor, rules, machine)
    run = announced_run(actor.province, actor.fiscal_year)
    if run is None:
        raise NoCountyShares()
    with transaction.atomic():
        one = Recipient.objects.select_for_update(of=("self",)).select_related("county").get(pk=recipient.pk)
        asked = DehyariMachine.objects.filter(recipient=one, fiscal_year=actor.fiscal_year).exclude(state__in=OVER)
        if asked.exists():
            raise VillageAskedAlready(name=one.name)
        choose_aid(one, actor.fiscal_year, AidKind.MACHINE)
        made = DehyariMachine(
            province=actor.province, fiscal_year=actor.fiscal_year, recipient=one, source=run.source, machine=machine
        )
        ask_at_approximate_price(made, day)
        return walker.begin(made, "ask", actor=actor, day=day, basis="S4-095").subject


def _may_have_one(rules: Directive, recipient: Recipient) -> None:
    """What the directive says of the village itself."""
    if recipient.kind != RecipientKind.VILLAGE:
        raise NotAVillage(name=recipient.name)
    if not recipient.has_dehyari or recipient.organisation_id is None:
        raise NoDehyari(name=recipient.name)
    holds, persons, households = is_large_enough(rules, recipient)
    if not holds:
        raise VillageTooSmall(
            name=recipient.name, population=persons, households=households,
            least_persons=int(rules.value_of("village_persons")),
            least_households=int(rules.value_of("village_households")),
        )  # fmt: skip


def _may_be_asked_for(actor: Actor, rules: Directive, machine: str) -> None:
    """What the directive and the year say of the machine."""
    named = vehicles(rules)
    if machine not in named:
        every = catalogue(rules)
        raise NotForVillages(machine=every[machine].name if machine in every else machine)
    price = prices(actor.province, actor.fiscal_year).get(machine)
    if price is not None and not price.purchasable:
        raise CannotBeBought(machine=named[machine].name, reason=price.not_purchasable_because)
    if price is None or price.approximate_rial is None:
        raise ApproximatePriceMissing(machine=named[machine].name)


def send_village_list(actor: Actor, day: datetime.date, *, late_reason: str = "") -> list[DehyariMachine]:
    """Send Table 1 of dehyaris in the order of the directive's priorities, by one numbered letter and paper.

    By the rural office, to the deputy for dehyari affairs. After the last day a reason is needed, kept as a waiver.
    Refuses `NotYours`, `TooLate` (S4-095), `NoVillagesToList`, `CountiesNotSplit`, `AidBeyondEnvelope` (S4-096).
    """
    if actor.role != Role.RURAL_OFFICE:
        raise NotYours()
    rules = rules_in_force(actor.province, actor.fiscal_year, day)
    due, reason = last_day(rules, MACHINE_LIST), text.clean_lines(late_reason)
    if day > due and not reason:
        raise TooLate(due_on=due, clause="S4-095")
    with transaction.atomic(), translation.override("fa"):
        rows = list(
            DehyariMachine.objects.select_for_update(of=("self",))
            .select_related("recipient__county")
            .filter(province=actor.province, fiscal_year=actor.fiscal_year, state="asked")
            .order_by("id")
        )
        if not rows:
            raise NoVillagesToList()
        counties_hold(actor.province, actor.fiscal_year)
        ranks = ranked(rules, rows)
        rows.sort(key=lambda one: ranks[one.pk].place)
        number = next_letter(actor)
        given = {"list_number": number, "reason": reason}
        listed = [walker.take(one, "list", actor=actor, day=day, given=given).subject for one in rows]
        act = record(
            "grants.send_village_list", actor=actor, day=day, basis="S4-095", subject_kind="grants.dehyarimachine",
            subject_id=0, subject_title=_("Table 1 of dehyaris"), reason=reason,
            details={"number": number, "rows": len(rows)},
        )  # fmt: skip
        if day > due:
            _keep_waiver(actor, day, act, reason)
        _tell_of_the_list(actor, day, act, number, rules, rows)
    return listed


def _keep_waiver(actor: Actor, day: datetime.date, act: int, reason: str) -> None:
    Waiver.objects.create(
        province=actor.province, fiscal_year=actor.fiscal_year, clause="S4-095", about_kind="grants.village_list",
        about_id=act, title=_("Table 1 of dehyaris"), url=reverse("grants:village_table_one"), reason=reason, day=day,
        act=act,
    )  # fmt: skip


def _tell_of_the_list(
    actor: Actor, day: datetime.date, act: int, number: str, rules: Directive, rows: list[DehyariMachine]
) -> None:
    """One letter, and Table 1 in print."""
    receivers = list(Organisation.objects.filter(province=actor.province, kind=OrganisationKind.GRANTS_ORGANISATION))
    about = ("grants.village_list", act, reverse("grants:village_table_one"))
    send_letter(
        actor, act, day, number=number, subject=_("Table 1: list of the dehyaris eligible for a vehicle"),
        receivers=receivers, body=[_("%(count)s machines of dehyaris, in the order of the directive's priorities.") % {"count": len(rows)}],
        about=about,
    )  # fmt: skip
    named = vehicles(rules)
    issue_table("dehyari_machine_table", [printed_row(one, named[one.machine].name) for one in rows], actor=actor, act=act,
                day=day, number=number, receivers=receivers, about=about)  # fmt: skip


def mark_purchasable(
    actor: Actor, day: datetime.date, machine: str, *, purchasable: bool, reason: str = ""
) -> MachinePrice:
    """Record that a machine can, or cannot, be bought this year; the reason is told to the province.

    By the expert of the resource deputy. Refuses `NotYours`, `NotForVillages`, `WhyNotBought` (S4-104).
    """
    if actor.role != Role.RESOURCE_EXPERT:
        raise NotYours()
    named = vehicles(rules_in_force(actor.province, actor.fiscal_year, day))
    if machine not in named:
        raise NotForVillages(machine=machine)
    why = text.clean(reason)
    if not purchasable and not why:
        raise WhyNotBought(machine=named[machine].name)
    with transaction.atomic():
        kept, _made = MachinePrice.objects.select_for_update().get_or_create(
            province=actor.province, fiscal_year=actor.fiscal_year, machine=machine
        )
        kept.purchasable, kept.not_purchasable_because = purchasable, "" if purchasable else why
        kept.save()
        record(
            "grants.mark_purchasable", actor=actor, day=day, basis="S4-104", subject_kind="grants.machineprice",
            subject_id=kept.pk, subject_title=named[machine].name, reason=why, details={"purchasable": purchasable},
        )  # fmt: skip
    return kept


def announce_purchasable(actor: Actor, day: datetime.date) -> list[DehyariMachine]:
    """Announce the purchasable vehicles to the province; every approved machine of a short type needs a substitute (S4-104).

    By the deputy for dehyari affairs, with one numbered letter to the governorate; each machine becomes an errand of the
    rural office. Refuses `NotYours`, `NothingShort`.
    """
    if actor.role != Role.DEHYARI_DEPUTY:
        raise NotYours()
    rules = rules_in_force(actor.province, actor.fiscal_year, day)
    with transaction.atomic(), translation.override("fa"):
        waiting = DehyariMachine.objects.select_for_update(of=("self",)).filter(
            province=actor.province, fiscal_year=actor.fiscal_year, state="reviewed"
        )
        approved = list(waiting.order_by("id"))
        demand = demand_by_type(actor.province, actor.fiscal_year, rules)
        affected = [one for one in approved if demand[one.machine].is_short]
        if not affected:
            raise NothingShort()
        subject, words = purchasable_words(demand.values())
        number = next_letter(actor)
        act = record(
            "grants.announce_purchasable", actor=actor, day=day, basis="S4-104", subject_kind="grants.dehyarimachine",
            subject_id=0, subject_title=subject, details={"number": number, "affected": [one.pk for one in affected]},
        )  # fmt: skip
        send_letter(
            actor, act, day, number=number, subject=subject, body=words,
            receivers=list(Organisation.objects.filter(province=actor.province, kind=OrganisationKind.GOVERNORATE)),
            about=("grants.purchasable", act, reverse("grants:least_orders")),
        )  # fmt: skip
        return [walker.take(one, "need_substitute", actor=actor, day=day, given={"announced": True}).subject
                for one in affected]  # fmt: skip


def propose_substitute(
    one: DehyariMachine, actor: Actor, day: datetime.date, *, machine: str, seen_version: int | None = None
) -> DehyariMachine:
    """Propose another vehicle for a machine that cannot be bought; it goes back to the review (S4-104).

    By the rural office. Refuses what the step does: `SubstituteIsTheSame`, `NotForVillages`, `CannotBeBought`,
    `BelowLeastOrder`, `ApproximatePriceMissing`, `AidBeyondEnvelope`.
    """
    given = {"machine": machine}
    return walker.take(one, "substitute", actor=actor, day=day, given=given, seen_version=seen_version).subject
