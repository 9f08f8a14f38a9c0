"""What may be asked of machines: the catalogue of the directive, prices, what a contribution would be, Table 1, locks."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from hamtaraz.grants.models import DehyariMachine, MachinePrice, MachineRequest, Recipient, RecipientKind
from hamtaraz.kernel.rial import Rial
from hamtaraz.law.bodies import Bodies
from hamtaraz.law.directive import Directive
from hamtaraz.law.one_case import Case, figures_of
from hamtaraz.people.actors import Actor

type Sold = MachineRequest | DehyariMachine
LEAST_ORDER = "least_order_"
"""How the parameters begin that name the machines of the directive."""


@dataclass(frozen=True)
class Machine:
    """A machine of the catalogue: its key, its name, its clause, whether it is equipment."""

    key: str
    name: str
    name_en: str
    basis: str
    is_equipment: bool

    def called(self, language: str) -> str:
        """Its name in a language."""
        return self.name_en if language == "en" else self.name


def catalogue(rules: Directive, kind: str = RecipientKind.MUNICIPALITY) -> dict[str, Machine]:
    """The machines the directive names for a kind of recipient, in its order (S4-020 … S4-022, S4-090, S4-091)."""
    named = {key.removeprefix(LEAST_ORDER): one for key, one in rules.parameters.items() if key.startswith(LEAST_ORDER)}
    whose = "municipality" if kind == RecipientKind.MUNICIPALITY else "dehyari"
    bodies = Bodies(list(named), {}, {"machine": list(named), "kind": [whose] * len(named)})
    inside, equipment = figures_of(rules, bodies, "in_catalogue"), figures_of(rules, bodies, "is_equipment")
    return {
        key: Machine(key, one.title, one.title_en, one.basis, equipment[key] == 1)
        for key, one in named.items()
        if inside[key] == 1
    }


def case_of(rules: Directive, request: MachineRequest, machine: str, price_rial: Rial) -> Case:
    """A request as a case of the directive, for one machine at a price (F3)."""
    recipient = request.recipient
    return Case(rules, {
        "kind": "municipality", "machine": machine, "price": price_rial,
        "new_municipality": is_new(recipient, request.fiscal_year), "chosen_last_year": request.chosen_last_year and machine == request.first,
        "last_year_contribution": request.last_year_contribution_rial,
    })  # fmt: skip


def is_new(recipient: Recipient, fiscal_year: int) -> bool:
    """Whether the first mayor's decree is of this very year (S4-028)."""
    return recipient.first_mayor_year == fiscal_year


def prices(province: str, fiscal_year: int) -> dict[str, MachinePrice]:
    """The prices of a year by machine."""
    return {one.machine: one for one in MachinePrice.objects.filter(province=province, fiscal_year=fiscal_year)}


def requests_for(actor: Actor) -> QuerySet[MachineRequest]:
    """The requests this actor may read, with who asks."""
    rows = MachineRequest.visible_to(actor).select_related("recipient__county", "share__run")
    return rows.order_by("recipient__county__sort_key", "recipient__sort_key", "id")


def table_one(actor: Actor, state: str = "") -> list[MachineRequest]:
    """The rows of Table 1: what was sent by municipalities, by county and municipality (S4-031)."""
    rows = requests_for(actor).exclude(state__in=("draft", "declined"))
    return list(rows.filter(state=state) if state else rows)


def locked(requests: Iterable[Sold], day: datetime.date) -> list[Sold]:
    """Machines of municipalities or dehyaris that may not be sold on a day, the soonest free first (S4-038, S4-106)."""
    held = [one for one in requests if one.sale_allowed_on and one.sale_allowed_on > day and one.state == "delivered"]
    return sorted(held, key=lambda one: (one.sale_allowed_on, one.subject_kind, one.pk))
