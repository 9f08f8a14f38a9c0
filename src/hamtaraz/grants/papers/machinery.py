"""The letters of a machine: its contribution, its delivery order."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from hamtaraz.grants.models import MachineRequest
from hamtaraz.grants.queries.deposits import deposited_rial
from hamtaraz.grants.queries.machinery import Machine, catalogue
from hamtaraz.grants.queries.rules import rules_in_force
from hamtaraz.kernel import rial
from hamtaraz.kernel.text import persian_digits
from hamtaraz.kernel.words import in_words


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
        told = {"machine": _machine_of(request, day), "deposited": rial.show(deposited_rial(request))}
        return _("Delivery order: %(machine)s") % told, [
            _("One %(machine)s is delivered to the municipality against the deposit of %(deposited)s rial.") % told,
            _("The machine is not sold for five years after its hand-over."),
        ]


def printed_row(request: MachineRequest, machines: Mapping[str, Machine]) -> dict[str, Any]:
    """A request as a row of printed Table 1: one machine of each priority, equipment by its count (S4-031)."""
    asks = ((1, request.first), (1, request.second), (request.first_equipment_count, request.first_equipment),
            (request.second_equipment_count, request.second_equipment))  # fmt: skip
    return {
        "county": request.recipient.county.name,
        "municipality": request.recipient.name,
        "asks": [(count, machines[key].name) if key else (0, "") for count, key in asks],
    }
