"""What may be asked of machines of dehyaris: cases, Table 1 in its order, aid against envelopes, least orders."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import QuerySet

from hamtaraz.grants.models import DehyariMachine, Recipient, RecipientKind
from hamtaraz.grants.models.village_machines import OVER
from hamtaraz.grants.queries.county_split import envelopes
from hamtaraz.grants.queries.machinery import LEAST_ORDER, Machine, catalogue, prices
from hamtaraz.grants.queries.ranking import Rank, figures_of_recipients, placed
from hamtaraz.kernel.rial import Rial
from hamtaraz.law.directive import Directive
from hamtaraz.law.one_case import Case
from hamtaraz.people.actors import Actor

DEHYARI = "dehyari"
UNDER_REVIEW = ("listed",)
APPROVED = ("reviewed", "announced", "deposited", "ordered", "delivered", "sold")
"""States in which the deputy has approved a machine of its present type."""


def vehicles(rules: Directive) -> dict[str, Machine]:
    """The machines the directive names for dehyaris, in its order (S4-090, S4-091)."""
    return catalogue(rules, RecipientKind.VILLAGE)


def case_of_village(rules: Directive, machine: str, price_rial: Rial) -> Case:
    """A dehyari's machine at a price as a case of the directive (F3)."""
    return Case(rules, {"kind": DEHYARI, "machine": machine, "price": price_rial})


def is_large_enough(rules: Directive, recipient: Recipient) -> tuple[bool, int, int]:
    """Whether a village is one of the directive, with the persons and households it had (S4-080, INV-22)."""
    found = figures_of_recipients([recipient])[recipient.pk]
    persons, households = (int(Fraction(found.get(key) or 0)) for key in ("population", "households"))
    case = Case(rules, {"kind": DEHYARI, "population": persons, "households": households})
    return case.holds("eligible"), persons, households


def machines_for(actor: Actor) -> QuerySet[DehyariMachine]:
    """The machines of dehyaris this actor may read, with village and county."""
    rows = DehyariMachine.visible_to(actor).select_related("recipient__county")
    return rows.order_by("recipient__county__sort_key", "recipient__sort_key", "id")


def ranked(rules: Directive, machines: Iterable[DehyariMachine]) -> dict[int, Rank]:
    """The place of each machine by the priorities of the directive, with its reasons (S4-101, S4-105, S4-?18)."""
    rows = list(machines)
    figures = figures_of_recipients(one.recipient for one in rows)
    return placed(rules, {one.pk: figures[one.recipient_id] for one in rows})


@dataclass(frozen=True)
class CountyDemand:
    """What the machines of a county would take of its machinery; in whole rials (S4-096, INV-24)."""

    county: str
    name: str
    aid_rial: Rial
    envelope_rial: Rial | None

    @property
    def left_rial(self) -> Rial:
        """What would be left of the machinery; below zero where too much is asked."""
        return (self.envelope_rial or 0) - self.aid_rial


def demand_by_county(province: str, fiscal_year: int) -> list[CountyDemand]:
    """Every county with machines or machinery: the aid of its live machines against its envelope, by county's code."""
    rows = (
        DehyariMachine.objects.filter(province=province, fiscal_year=fiscal_year)
        .exclude(state__in=OVER)
        .select_related("recipient__county")
    )
    held = {
        county: one for (county, heading), one in envelopes(province, fiscal_year).items() if heading == "machinery"
    }
    aid: dict[str, Rial] = defaultdict(int)
    names: dict[str, str] = {}
    for one in rows:
        aid[one.recipient.county.code] += one.present_aid_rial
        names[one.recipient.county.code] = one.recipient.county.name
    return [
        CountyDemand(county, names[county], aid[county], held[county].amount_rial if county in held else None)
        for county in sorted(aid)
    ]


def left_in_county(machine: DehyariMachine) -> Rial:
    """What the county's machinery has beside every other machine of it, in whole rials."""
    held = envelopes(machine.province, machine.fiscal_year).get((machine.recipient.county.code, "machinery"))
    others = (
        DehyariMachine.objects.filter(
            province=machine.province,
            fiscal_year=machine.fiscal_year,
            recipient__county__code=machine.recipient.county.code,
        )
        .exclude(state__in=OVER)
        .exclude(pk=machine.pk)
    )
    return (held.amount_rial if held else 0) - sum(one.present_aid_rial for one in others)


@dataclass(frozen=True)
class TypeDemand:
    """One type of vehicle: how many are approved and under review, the least order, whether it can be bought (S4-104)."""

    machine: Machine
    approved: int
    under_review: int
    waiting: int
    least: int
    purchasable: bool
    reason: str
    approximate_rial: Rial | None

    @property
    def is_short(self) -> bool:
        """Whether what is approved of it needs substitutes (INV-29)."""
        return self.approved > 0 and (not self.purchasable or self.approved + self.under_review < self.least)

    @property
    def may_replace(self) -> bool:
        """Whether it may be offered as a substitute: it can be bought, in the number the least order asks for."""
        return (
            self.purchasable and bool(self.approximate_rial) and max(self.approved + self.under_review, 1) >= self.least
        )


def demand_by_type(province: str, fiscal_year: int, rules: Directive) -> dict[str, TypeDemand]:
    """Every vehicle of dehyaris with what is asked of it, in the directive's order."""
    rows = DehyariMachine.objects.filter(province=province, fiscal_year=fiscal_year).values_list("machine", "state")
    counted: Mapping[tuple[str, str], int] = Counter(rows)
    known = prices(province, fiscal_year)
    found = {}
    for key, machine in vehicles(rules).items():
        price = known.get(key)
        found[key] = TypeDemand(
            machine,
            approved=sum(counted[key, state] for state in APPROVED),
            under_review=sum(counted[key, state] for state in UNDER_REVIEW),
            waiting=counted[key, "needs_substitute"],
            least=int(rules.value_of(LEAST_ORDER + key)),
            purchasable=price.purchasable if price else True,
            reason=price.not_purchasable_because if price else "",
            approximate_rial=price.approximate_rial if price else None,
        )
    return found
