"""Prices of machines; what a municipality asks for, lists that go on together, slips of what it deposits."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from hamtaraz.grants.effects.letters import next_letter, send_letter
from hamtaraz.grants.effects.waivers import keep_waiver
from hamtaraz.grants.models import MachinePrice, MachineRequest, Recipient
from hamtaraz.grants.papers.machinery import printed_row
from hamtaraz.grants.papers.tables import issue_table
from hamtaraz.grants.queries.amounts import FAR_OFF
from hamtaraz.grants.queries.deadlines import MACHINE_LIST, last_day
from hamtaraz.grants.queries.machinery import case_of, catalogue, prices
from hamtaraz.grants.queries.rules import rules_in_force
from hamtaraz.grants.queries.shares import share_of
from hamtaraz.grants.refusals.machinery import (
    AskedAlready,
    BothReliefs,
    ContributionFarOff,
    ContributionUnknown,
    EquipmentDeferred,
    NothingToList,
    NotInCatalogue,
    PriceFarOff,
    PriceOfNothing,
    TooLate,
    TwiceTheSame,
)
from hamtaraz.grants.refusals.shares import NoShareYet
from hamtaraz.kernel import text
from hamtaraz.kernel.refusals import Missing, NotYours
from hamtaraz.kernel.rial import Rial
from hamtaraz.law.directive import Directive
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Organisation, OrganisationKind
from hamtaraz.people.roles import Role
from hamtaraz.trail.record import record
from hamtaraz.workflow import walker

type Equipment = tuple[str, int]
NO_EQUIPMENT: Equipment = ("", 0)


def set_price(
    actor: Actor,
    day: datetime.date,
    machine: str,
    *,
    approximate_rial: Rial | None = None,
    determined_rial: Rial | None = None,
) -> MachinePrice:
    """Set the approximate or the determined price of a machine in whole rials; None leaves what is there.

    What was announced before keeps its price. Refuses `NotYours`, `NotInCatalogue`, `PriceOfNothing`, `PriceFarOff`
    (one of the two in another unit). S4-029, S4-?9.
    """
    if actor.role != Role.RESOURCE_EXPERT:
        raise NotYours()
    rules = rules_in_force(actor.province, actor.fiscal_year, day)
    machines = catalogue(rules) | catalogue(rules, "village")
    if machine not in machines:
        raise NotInCatalogue(machine=machine)
    for price in (approximate_rial, determined_rial):
        if price is not None and price <= 0:
            raise PriceOfNothing(machine=machines[machine].name, price_rial=price)
    with transaction.atomic():
        kept, _made = MachinePrice.objects.select_for_update().get_or_create(
            province=actor.province, fiscal_year=actor.fiscal_year, machine=machine
        )
        before = [kept.approximate_rial, kept.determined_rial]
        kept.approximate_rial = approximate_rial if approximate_rial is not None else kept.approximate_rial
        kept.determined_rial = determined_rial if determined_rial is not None else kept.determined_rial
        _refuse_far_off(kept, machines[machine].name)
        kept.save()
        record(
            "grants.set_price", actor=actor, day=day, basis="S4-024", subject_kind="grants.machineprice",
            subject_id=kept.pk, subject_title=machines[machine].name,
            details={"before": before, "after": [kept.approximate_rial, kept.determined_rial]},
        )  # fmt: skip
    return kept


def _refuse_far_off(price: MachinePrice, machine: str) -> None:
    """Two prices a hundredfold apart are a price and a slip of the unit."""
    approximate, determined = price.approximate_rial, price.determined_rial
    if approximate and determined and max(approximate, determined) > FAR_OFF * min(approximate, determined):
        raise PriceFarOff(machine=machine, determined_rial=determined, approximate_rial=approximate)


def ask_for_machine(
    actor: Actor,
    day: datetime.date,
    *,
    first: str,
    second: str = "",
    equipment: tuple[Equipment, Equipment] = (NO_EQUIPMENT, NO_EQUIPMENT),
    chosen_last_year: bool = False,
    last_year_contribution_rial: Rial = 0,
) -> MachineRequest:
    """Draft what a municipality asks for: machines in two priorities, equipment in two (count each), last year's mark.

    The step `send` makes it final (S4-030). Refuses `NotYours`, `NoShareYet` (S4-014), `AskedAlready` (INV-15),
    `NotInCatalogue`, `TwiceTheSame`, `EquipmentDeferred`, `BothReliefs` (INV-28), `ContributionUnknown`, `ContributionFarOff`.
    """
    if actor.role != Role.MAYOR:
        raise NotYours()
    recipient = Recipient.objects.select_for_update().filter(organisation_id=actor.organisation_id)
    rules = rules_in_force(actor.province, actor.fiscal_year, day)
    with transaction.atomic():
        one = recipient.first()
        share = share_of(actor, actor.organisation_code)
        if one is None or share is None:
            raise NoShareYet(name=actor.organisation_name)
        if (
            MachineRequest.objects.filter(recipient=one, fiscal_year=actor.fiscal_year)
            .exclude(state="declined")
            .exists()
        ):
            raise AskedAlready(name=one.name)
        asked = MachineRequest(
            province=actor.province, fiscal_year=actor.fiscal_year, recipient=one, share=share, first=first, second=second,
            first_equipment=equipment[0][0], first_equipment_count=equipment[0][1], second_equipment=equipment[1][0],
            second_equipment_count=equipment[1][1], chosen_last_year=chosen_last_year,
            last_year_contribution_rial=last_year_contribution_rial,
        )  # fmt: skip
        _held_to_the_rules(asked, rules)
        return walker.begin(asked, "ask", actor=actor, day=day, basis="S4-029").subject


def _held_to_the_rules(asked: MachineRequest, rules: Directive) -> None:
    """What the directive says of machines, equipment and reliefs."""
    machines = catalogue(rules)
    if not asked.first:
        raise Missing(field=_("First priority"))
    for key in filter(None, (asked.first, asked.second, asked.first_equipment, asked.second_equipment)):
        if key not in machines:
            raise NotInCatalogue(machine=key)
    for key in filter(None, (asked.first, asked.second)):
        if machines[key].is_equipment:
            raise EquipmentDeferred(machine=machines[key].name)
    for key in filter(None, (asked.first_equipment, asked.second_equipment)):
        if not machines[key].is_equipment:
            raise NotInCatalogue(machine=machines[key].name)
    if asked.first == asked.second:
        raise TwiceTheSame(machine=machines[asked.first].name)
    if case_of(rules, asked, asked.first, 1).holds("both_reliefs"):
        raise BothReliefs()
    if asked.chosen_last_year and asked.last_year_contribution_rial <= 0:
        raise ContributionUnknown()
    if asked.chosen_last_year:
        _refuse_a_contribution_far_off(asked, machines[asked.first].name)


def _refuse_a_contribution_far_off(asked: MachineRequest, machine: str) -> None:
    """Last year's contribution is a part of the price, where a price is known."""
    price = prices(asked.province, asked.fiscal_year).get(asked.first)
    known = (price.determined_rial or price.approximate_rial) if price else None
    contribution = asked.last_year_contribution_rial
    if known and not known <= contribution * FAR_OFF <= known * FAR_OFF:
        raise ContributionFarOff(contribution_rial=contribution, price_rial=known, machine=machine)


def send_list(actor: Actor, day: datetime.date, *, late_reason: str = "") -> list[MachineRequest]:
    """Send Table 1: every request that was sent goes to the deputy for municipal affairs, by one numbered letter and paper.

    By the urban office. After the last day (S4-031) a reason is needed, which is kept as a waiver. Refuses `NotYours`,
    `TooLate`, `NothingToList`.
    """
    if actor.role != Role.URBAN_OFFICE:
        raise NotYours()
    rules = rules_in_force(actor.province, actor.fiscal_year, day)
    due, machines = last_day(rules, MACHINE_LIST), catalogue(rules)
    if day > due and not text.clean_lines(late_reason):
        raise TooLate(due_on=due, clause="S4-031")
    with transaction.atomic(), translation.override("fa"):
        waiting = MachineRequest.objects.select_for_update(of=("self",)).select_related("recipient__county").filter(
            province=actor.province, fiscal_year=actor.fiscal_year, state="sent"
        )  # fmt: skip
        rows = list(waiting.order_by("recipient__county__sort_key", "recipient__sort_key", "id"))
        if not rows:
            raise NothingToList()
        number = next_letter(actor)
        given = {"list_number": number, "reason": late_reason}
        listed = [walker.take(one, "list", actor=actor, day=day, given=given).subject for one in rows]
        act = record(
            "grants.send_list", actor=actor, day=day, basis="S4-031", subject_kind="grants.machinerequest", subject_id=0,
            subject_title=_("Table 1"), reason=text.clean_lines(late_reason), details={"number": number, "rows": len(rows)},
        )  # fmt: skip
        receivers = list(
            Organisation.objects.filter(province=actor.province, kind=OrganisationKind.GRANTS_ORGANISATION)
        )
        about = ("grants.list", act, reverse("grants:table_one"))
        send_letter(
            actor, act, day, number=number, subject=_("Table 1: list of the municipalities of the province"),
            receivers=receivers, body=[_("%(count)s requests, final and unchanged.") % {"count": len(rows)}],
            about=about,
        )  # fmt: skip
        if day > due:
            keep_waiver(
                actor, act, day, clause="S4-031", reason=late_reason, title=f"{_('Table 1')}، {number}", about=about
            )
        issue_table("municipal_machine_table", [printed_row(one, machines) for one in rows], actor=actor, act=act, day=day,
                    number=number, receivers=receivers, about=about)  # fmt: skip
    return listed
