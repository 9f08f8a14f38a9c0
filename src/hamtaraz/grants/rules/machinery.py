"""What the steps of a machine refuse."""

from __future__ import annotations

from hamtaraz.grants.models import MachineRequest
from hamtaraz.grants.queries.deposits import deposited_rial
from hamtaraz.grants.queries.machinery import case_of, catalogue, prices
from hamtaraz.grants.queries.rules import rules_in_force
from hamtaraz.grants.queries.shares import machinery_rests_rial
from hamtaraz.grants.refusals.deposits import DepositLacks
from hamtaraz.grants.refusals.machinery import (
    AidBeyondMachinery,
    AidBeyondShare,
    ContributionFarOff,
    HandOverAhead,
    NoSuchPriority,
    OnlyInTheList,
    PriceNotSet,
    SaleLocked,
)
from hamtaraz.kernel import text
from hamtaraz.law.directive import Directive
from hamtaraz.workflow.tables import Taking


def in_the_list(taking: Taking) -> None:
    """Refuse to list a request by itself."""
    if not taking.given.get("list_number"):
        raise OnlyInTheList()


def a_priority_of_its_own(taking: Taking) -> None:
    """Refuse a priority the request does not have (S4-029)."""
    request: MachineRequest = taking.subject
    choice = text.digits(str(taking.given["choice"]))
    if choice not in ("1", "2") or (choice == "2" and not request.second):
        raise NoSuchPriority(choice=choice)


def within_price_and_share(taking: Taking) -> None:
    """Refuse a contribution without a determined price (S4-024), or an aid beyond what it is taken from (S4-027, S4-?8)."""
    request: MachineRequest = taking.subject
    rules = _rules(taking)
    price = prices(request.province, request.fiscal_year).get(request.machine)
    if price is None or price.determined_rial is None:
        raise PriceNotSet(machine=catalogue(rules)[request.machine].name)
    case = case_of(rules, request, request.machine, price.determined_rial)
    aid = case.rial("machine_aid")
    if aid < 0:
        raise ContributionFarOff(
            contribution_rial=case.rial("contribution"), price_rial=price.determined_rial,
            machine=catalogue(rules)[request.machine].name,
        )  # fmt: skip
    rests = machinery_rests_rial(request.share)
    if aid > rests:
        beyond = AidBeyondMachinery if request.share.run.machinery_is_apart else AidBeyondShare
        raise beyond(aid_rial=aid, rests_rial=rests, short_by_rial=aid - rests)


def slips_cover(taking: Taking) -> None:
    """Refuse while the slips do not cover the contribution (S4-035, INV-17)."""
    request: MachineRequest = taking.subject
    due = request.contribution_rial or 0
    deposited = deposited_rial(request)
    if deposited < due:
        raise DepositLacks(lacks_rial=due - deposited, due_rial=due)


def handed_over_by_now(taking: Taking) -> None:
    """Refuse a hand-over that has not happened."""
    when = taking.given["handed_over_on"]
    if when > taking.day:
        raise HandOverAhead(handed_over_on=when)


def lock_is_over(taking: Taking) -> None:
    """Refuse a sale within the years of the lock (S4-038, INV-27)."""
    request: MachineRequest = taking.subject
    assert request.sale_allowed_on is not None
    if taking.day < request.sale_allowed_on:
        raise SaleLocked(allowed_on=request.sale_allowed_on, handed_over_on=request.handed_over_on)


def _rules(taking: Taking) -> Directive:
    return rules_in_force(taking.subject.province, taking.subject.fiscal_year, taking.day)
