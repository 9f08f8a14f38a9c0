"""Where the year's money stands: what rests at every stage and what has passed through it, in whole rials."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from hamtaraz.kernel.rial import Rial
from hamtaraz.ledger.models import AccountRow
from hamtaraz.people.actors import Actor

CREDIT_WAY: dict[str, tuple[Any, int]] = {
    "received": (_("Received from the centre"), 0),
    "county_share": (_("Shares of counties"), 1),
    "province_line": (_("Province-wide lines"), 1),
    "county_noticed": (_("Notified to counties"), 2),
    "committee_approved": (_("Approved by county committees"), 3),
    "agency_noticed": (_("Notified to agencies"), 4),
    "in_agreement": (_("In agreements under review"), 5),
    "agreed": (_("Agreements notified"), 6),
}
"""Stages of the credit book in the order of the river, with the column each stands in."""

FEEDS = [
    ("received", "county_share"),
    ("received", "province_line"),
    ("county_share", "county_noticed"),
    ("county_noticed", "committee_approved"),
    ("committee_approved", "agency_noticed"),
    ("province_line", "agency_noticed"),
    ("agency_noticed", "in_agreement"),
    ("in_agreement", "agreed"),
]
FILTERS = ("source", "county", "chapter", "agency")


@dataclass(frozen=True)
class Reach:
    """One stretch of the river: what rests there now, and all that has come as far as there."""

    key: str
    label: Any
    level: int
    rests_rial: Rial
    reached_rial: Rial


@dataclass
class River:
    """The whole river of a year: stretches in order, the flows between them, the allotments beside it."""

    stretches: list[Reach] = field(default_factory=list)
    flows: list[tuple[str, str, Rial]] = field(default_factory=list)
    allotted_rial: Rial = 0
    allotment_received_rial: Rial = 0

    @property
    def noticed_rial(self) -> Rial:
        """What the centre has notified: the sum of everything that rests anywhere."""
        return sum(stretch.rests_rial for stretch in self.stretches)


def river(actor: Actor, **narrowed: str) -> River:
    """The river as far as the actor may see it, narrowed by source, county, chapter or agency; one query.

    Balances alone carry it: what has reached a stage is what rests there and everything that rests further on.
    """
    rows = AccountRow.objects.filter(province=actor.province, fiscal_year=actor.fiscal_year, floor__isnull=False)
    rows = rows.filter(**_scope(actor), **{key: value for key, value in narrowed.items() if value})
    rests: dict[tuple[str, str, bool], Rial] = {}
    for row in rows.values("book", "stage", "county").annotate(sum=Sum("balance")):
        key = (row["book"], row["stage"], row["county"] == "")
        rests[key] = rests.get(key, 0) + int(row["sum"])
    return _drawn(rests)


def _scope(actor: Actor) -> dict[str, str]:
    """What an actor may see of the book: the province's readers all, agencies their lines, counties their cells."""
    if actor.reads_province:
        return {}
    if actor.is_agency:
        return {"agency": actor.organisation_code}
    return {"county": actor.county or "—"}


def _drawn(rests: dict[tuple[str, str, bool], Rial]) -> River:
    """The stretches and flows that follow from what rests where; the two ways meet at the agencies."""

    def at(stage: str, *, wide: bool | None = None) -> Rial:
        sides = (True, False) if wide is None else (wide,)
        return sum(rests.get(("credit", stage, side), 0) for side in sides)

    agencies = ("agency_noticed", "in_agreement", "agreed")
    passed = {
        "province_line": sum(at(stage, wide=True) for stage in agencies),
        "committee_approved": sum(at(stage, wide=False) for stage in agencies),
        "agency_noticed": at("in_agreement") + at("agreed"),
        "in_agreement": at("agreed"),
        "agreed": 0,
    }
    passed["county_noticed"] = at("committee_approved") + passed["committee_approved"]
    passed["county_share"] = at("county_noticed") + passed["county_noticed"]
    passed["received"] = at("county_share") + passed["county_share"] + at("province_line") + passed["province_line"]
    drawn = River(
        stretches=[
            Reach(key, label, level, at(key), at(key) + passed[key]) for key, (label, level) in CREDIT_WAY.items()
        ],
        allotted_rial=sum(v for (b, s, _w), v in rests.items() if (b, s) == ("allotment", "allotted")),
        allotment_received_rial=sum(v for (b, _s, _w), v in rests.items() if b == "allotment"),
    )
    for source, target in FEEDS:
        amount = at(target) + passed[target]
        if target == "agency_noticed":
            amount = passed[source]
        if amount:
            drawn.flows.append((source, target, amount))
    return drawn
