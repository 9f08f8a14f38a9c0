"""Where the year's money stands: what rests at every stage and what has passed through it, in whole rials."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from hamtaraz.kernel.rial import Rial
from hamtaraz.ledger import queries
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

SHORT: dict[str, Any] = {
    "received": _("From the centre"),
    "county_share": _("County shares"),
    "province_line": _("Province-wide"),
    "county_noticed": _("At counties"),
    "committee_approved": _("Committees"),
    "agency_noticed": _("At agencies"),
    "in_agreement": _("In review"),
    "agreed": _("Agreed"),
}
"""The same stages in a word or two, for the drawing."""

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

    @property
    def parts(self) -> list[dict[str, Any]]:
        """What has gone on and what rests, as the parts of a bar."""
        return [
            {"amount": self.reached_rial - self.rests_rial, "tone": "teal"},
            {"amount": self.rests_rial, "tone": "light"},
        ]


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

    @property
    def agreed_rial(self) -> Rial:
        """What stands in notified agreements."""
        return self.stretches[-1].rests_rial if self.stretches else 0

    @property
    def waits_most(self) -> Reach | None:
        """The stage short of a notified agreement where most of the credit waits; none where nothing waits."""
        waiting = [stretch for stretch in self.stretches[:-1] if stretch.rests_rial]
        return max(waiting, key=lambda stretch: stretch.rests_rial, default=None)

    def ppm(self, amount_rial: Rial) -> int:
        """A part of what the centre has notified, in parts per million."""
        return amount_rial * 1_000_000 // self.noticed_rial if self.noticed_rial else 0

    @property
    def agreed_ppm(self) -> int:
        """The agreed part."""
        return self.ppm(self.agreed_rial)

    @property
    def allotted_ppm(self) -> int:
        """The allotted part."""
        return self.ppm(self.allotted_rial)


def river(actor: Actor, **narrowed: str) -> River:
    """The river as far as the actor may see it, narrowed by source, county, chapter or agency; one query.

    Balances alone carry it: what has reached a stage is what rests there and everything that rests further on.
    """
    rows = queries.resting(actor.province, actor.fiscal_year).filter(
        **_scope(actor), **{key: value for key, value in narrowed.items() if value}
    )
    rests: dict[tuple[str, str, bool], Rial] = {}
    sums = rows.annotate(wide=Q(county="")).values_list("book", "stage", "wide").annotate(sum=Sum("amount"))
    for book, stage, wide, total in sums:
        rests[book, stage, wide] = int(total)
    return _drawn(rests)


def resting(actor: Actor, book: str, stage: str, **narrowed: str) -> QuerySet[AccountRow]:
    """The accounts of a stage where something rests and that the actor may see, the largest first."""
    rows = AccountRow.objects.filter(
        province=actor.province, fiscal_year=actor.fiscal_year, book=book, stage=stage, balance__gt=0, **_scope(actor)
    )
    return rows.filter(**{key: value for key, value in narrowed.items() if value}).order_by("-balance", "code")


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


GLANCE = ("received", "county_noticed", "agency_noticed", "in_agreement", "agreed")


def glance(actor: Actor) -> dict[str, Any] | None:
    """The card beside the inbox of those who read the whole province: how far the year's credit has come."""
    if not actor.reads_province:
        return None
    drawn = river(actor)
    if not drawn.noticed_rial:
        return None
    stretches = {stretch.key: stretch for stretch in drawn.stretches}
    return {
        "template": "monitoring/glance.html",
        "river": drawn,
        "stretches": [(SHORT[key], stretches[key]) for key in GLANCE],
        "allotted": [{"amount": drawn.allotted_rial, "tone": "green"}],
    }
