"""Puts the approximate price into a dehyari's machine when it is asked for, or a substitute is."""

from __future__ import annotations

import datetime

from hamtaraz.grants.models import DehyariMachine
from hamtaraz.grants.queries.machinery import prices
from hamtaraz.grants.queries.rules import rules_in_force
from hamtaraz.grants.queries.village_machines import case_of_village


def ask_at_approximate_price(one: DehyariMachine, day: datetime.date) -> None:
    """Put the approximate price with its contribution and aid into a machine that is asked for (S4-095)."""
    rules = rules_in_force(one.province, one.fiscal_year, day)
    price = prices(one.province, one.fiscal_year)[one.machine].approximate_rial
    assert price is not None, "who calls has asked for it"
    case = case_of_village(rules, one.machine, price)
    one.approximate_rial = price
    one.asked_contribution_rial, one.asked_aid_rial = case.rial("contribution"), case.rial("machine_aid")
