"""What may be asked of the split of the counties: the announced shares, the split in force, envelopes and what rests of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from hamtaraz.grants.models import CountySplit, Part, ShareRun
from hamtaraz.grants.models.county_split import OPEN, CountyMachinery
from hamtaraz.kernel.rial import Rial
from hamtaraz.ledger.accounts import CREDIT
from hamtaraz.ledger.queries import accounts
from hamtaraz.people.actors import Actor

ENVELOPE = "grant_envelope"
HEADINGS = ("machinery", "projects")
"""The headings a county's share is split between; in the book the programme."""


def announced_run(province: str, fiscal_year: int) -> ShareRun | None:
    """The announced shares of the dehyaris of a year, if they are."""
    return ShareRun.objects.filter(
        province=province, fiscal_year=fiscal_year, part=Part.DEHYARI, state="announced"
    ).first()


def split_in_force(province: str, fiscal_year: int) -> CountySplit | None:
    """The approved split of a year, if there is one."""
    return CountySplit.objects.filter(province=province, fiscal_year=fiscal_year, state="approved").first()


def split_under_way(province: str, fiscal_year: int) -> CountySplit | None:
    """The split that is being written or waits for approval, if there is one."""
    return CountySplit.objects.filter(province=province, fiscal_year=fiscal_year, state__in=OPEN).first()


def splits_for(actor: Actor) -> list[CountySplit]:
    """The splits this actor may read, the latest first."""
    return list(CountySplit.visible_to(actor).select_related("run").order_by("-id"))


def machinery_of(split: CountySplit) -> dict[str, Rial]:
    """Machinery of each county of a split, by the county's code."""
    return dict(split.counties.values_list("county", "machinery_rial"))


@dataclass(frozen=True)
class Envelope:
    """What a county has for one heading, and what rests of it; in whole rials."""

    county: str
    heading: str
    amount_rial: Rial
    rests_rial: Rial

    @property
    def promised_rial(self) -> Rial:
        """What was promised or paid of it."""
        return self.amount_rial - self.rests_rial


def envelopes(province: str, fiscal_year: int) -> dict[tuple[str, str], Envelope]:
    """The envelopes of the split in force by county's code and heading: what they are and what rests of them."""
    rests: dict[tuple[str, str], Rial] = defaultdict(int)
    for row in accounts(province, fiscal_year, CREDIT, ENVELOPE, chapter=Part.DEHYARI):
        rests[row.county, row.programme] += row.balance
    rows = CountyMachinery.objects.filter(
        split__province=province, split__fiscal_year=fiscal_year, split__state="approved"
    )
    found = {}
    for one in rows:
        for heading, amount in zip(HEADINGS, (one.machinery_rial, one.projects_rial), strict=True):
            found[one.county, heading] = Envelope(one.county, heading, amount, rests[one.county, heading])
    return found
