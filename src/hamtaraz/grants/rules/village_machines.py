"""What the steps of a dehyari's machine refuse."""

from __future__ import annotations

from hamtaraz.grants.models import DehyariMachine
from hamtaraz.grants.queries.county_split import envelopes
from hamtaraz.grants.queries.machinery import prices
from hamtaraz.grants.queries.rules import rules_in_force
from hamtaraz.grants.queries.village_machines import (
    case_of_village,
    demand_by_county,
    demand_by_type,
    left_in_county,
    vehicles,
)
from hamtaraz.grants.refusals.village_machines import (
    AidBeyondEnvelope,
    ApproximatePriceMissing,
    BelowLeastOrder,
    CannotBeBought,
    CountiesNotSplit,
    NotForVillages,
    OnlyByAnnouncement,
    SubstituteIsTheSame,
    VillagePriceNotSet,
    VillagesOnlyInTheList,
)
from hamtaraz.law.directive import Directive
from hamtaraz.workflow.tables import Taking


def in_the_villages_list(taking: Taking) -> None:
    """Refuse to list a machine by itself."""
    if not taking.given.get("list_number"):
        raise VillagesOnlyInTheList()


def counties_hold(province: str, fiscal_year: int) -> None:
    """Refuse while the aid asked in a county is above its machinery (S4-096, INV-24)."""
    for one in demand_by_county(province, fiscal_year):
        if one.envelope_rial is None:
            raise CountiesNotSplit()
        if one.left_rial < 0:
            raise AidBeyondEnvelope(
                county=one.name, aid_rial=one.aid_rial, envelope_rial=one.envelope_rial, over_by_rial=-one.left_rial
            )


def priced_and_within_the_envelope(taking: Taking) -> None:
    """Refuse a contribution without a determined price (S4-093, S4-094), or an aid the county's machinery does not hold."""
    one: DehyariMachine = taking.subject
    rules = _rules(taking)
    price = prices(one.province, one.fiscal_year).get(one.machine)
    if price is None or price.determined_rial is None:
        raise VillagePriceNotSet(machine=vehicles(rules)[one.machine].name)
    aid = case_of_village(rules, one.machine, price.determined_rial).rial("machine_aid")
    held = envelopes(one.province, one.fiscal_year).get((one.recipient.county.code, "machinery"))
    rests = held.rests_rial if held else 0
    if aid > rests:
        raise AidBeyondEnvelope(
            county=one.recipient.county.name, aid_rial=aid, envelope_rial=rests, over_by_rial=aid - rests
        )


def bought_in_its_number(taking: Taking) -> None:
    """Refuse a machine that cannot be bought, or of which too few are approved (S4-104, INV-29)."""
    one: DehyariMachine = taking.subject
    found = demand_by_type(one.province, one.fiscal_year, _rules(taking))[one.machine]
    if not found.purchasable:
        raise CannotBeBought(machine=found.machine.name, reason=found.reason)
    if found.approved < found.least:
        raise BelowLeastOrder(
            machine=found.machine.name, approved=found.approved, under_review=found.under_review, least=found.least
        )


def by_announcement(taking: Taking) -> None:
    """Refuse to ask for one substitute without the announcement to the province."""
    if not taking.given.get("announced"):
        raise OnlyByAnnouncement()


def a_substitute_that_fits(taking: Taking) -> None:
    """Refuse a substitute that is no other, cannot be bought, has no price, or is beyond the county's machinery (S4-104)."""
    one: DehyariMachine = taking.subject
    rules, chosen = _rules(taking), str(taking.given["machine"])
    known = demand_by_type(one.province, one.fiscal_year, rules)
    if chosen not in known:
        raise NotForVillages(machine=chosen)
    found = known[chosen]
    if chosen == one.machine:
        raise SubstituteIsTheSame(machine=found.machine.name)
    if not found.purchasable:
        raise CannotBeBought(machine=found.machine.name, reason=found.reason)
    if not found.approximate_rial:
        raise ApproximatePriceMissing(machine=found.machine.name)
    if not found.may_replace:
        raise BelowLeastOrder(
            machine=found.machine.name, approved=found.approved, under_review=found.under_review, least=found.least
        )
    aid, left = case_of_village(rules, chosen, found.approximate_rial).rial("machine_aid"), left_in_county(one)
    if aid > left:
        raise AidBeyondEnvelope(
            county=one.recipient.county.name, aid_rial=aid, envelope_rial=left, over_by_rial=aid - left
        )


def _rules(taking: Taking) -> Directive:
    return rules_in_force(taking.subject.province, taking.subject.fiscal_year, taking.day)
