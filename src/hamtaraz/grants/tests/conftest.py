"""The year 1394 of a small province: three towns, four villages, the organisation's deputies, the directives in force."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

import pytest

from hamtaraz.budget.models import CreditSource, FiscalYear
from hamtaraz.conftest import PROVINCE, small_world
from hamtaraz.directives.models import DirectiveVersion
from hamtaraz.directives.operations import activate, submit, take_over
from hamtaraz.grants.models import Part, Recipient, ShareRun
from hamtaraz.grants.operations import add_recipients, announce_shares, compute_shares, record_figures
from hamtaraz.kernel import jalali
from hamtaraz.ledger import queries
from hamtaraz.people.actors import Actor, actor_of
from hamtaraz.people.models import Mandate, Organisation, Person
from hamtaraz.people.roles import Role
from hamtaraz.workflow.models import Task
from hamtaraz.workflow.queries import waiting_for

YEAR = 1394
TOLD = jalali.parse("1394/02/27")
MILLION = 1_000_000
POOL = 300_000 * MILLION
SOURCE = "9H"
SEATS = {
    Role.RESOURCE_EXPERT: "imo", Role.RESOURCE_DEPUTY: "imo", Role.MUNICIPAL_DEPUTY: "imo", Role.URBAN_OFFICE: "gov",
    Role.RURAL_OFFICE: "gov", Role.DEVELOPMENT_DEPUTY: "gov", Role.DEHYARI_DEPUTY: "imo", Role.CONSOLIDATION_EXPERT: "mpo-consolidation", Role.AUDITOR: "mpo",
    Role.CONSOLIDATION_HEAD: "mpo-consolidation", Role.OPERATOR: "mpo", Role.COUNTY_SECRETARY: "gov-0601",
}  # fmt: skip
TOWNS = {
    # domain.md 1.4.10, F1: population, receipts and budget in million rial
    "0601100001": ("الف", "0601", 20_000, 40_000, 100_000),
    "0603100001": ("ب", "0603", 60_000, 240_000, 480_000),
    "0617100001": ("پ", "0617", 5_000, 5_000, 20_000),
    "0603100002": ("بزرگ", "0603", 100_000, 900_000, 900_000),
}
A, B, C, LARGE = TOWNS
VILLAGES = {
    "0601200001": ("ده یک", "0601", 150, 30, 100), "0601200002": ("ده دو", "0601", 99, 19, 50),
    "0603200001": ("ده سه", "0603", 1_200, 300, 400), "0617200001": ("ده چهار", "0617", 60, 20, 30),
}  # fmt: skip


@dataclass
class Clause:
    """What a test plays with."""

    day: datetime.date = TOLD
    indices: dict[str, DirectiveVersion] = field(default_factory=dict)

    def mandate(self, role: str, organisation: str = "", hand: int = 1) -> Mandate:
        seat = organisation or SEATS[Role(role)]
        person, _made = Person.objects.get_or_create(
            username=f"{role}-{seat}-{hand}", defaults={"display_name": f"{role} {seat} {hand}"}
        )
        mandate, _made = Mandate.objects.get_or_create(
            province=PROVINCE, person=person, role=role, organisation=Organisation.objects.get(code=seat),
            defaults={"since": jalali.parse("1394/01/01")},
        )  # fmt: skip
        return Mandate.objects.select_related("person", "organisation").get(pk=mandate.pk)

    def actor(self, role: str, organisation: str = "", hand: int = 1) -> Actor:
        return actor_of(self.mandate(role, organisation, hand), YEAR)

    def mayor(self, town: str = A) -> Actor:
        return self.actor(Role.MAYOR, town)

    def total(self, stage: str, **dimensions: str) -> int:
        return queries.total(PROVINCE, YEAR, "credit", stage, **dimensions)

    def tasks(self, role: str, organisation: str = "") -> list[Task]:
        return list(waiting_for(self.actor(role, organisation)))

    def compute(self, index: str = "municipal-index-1394", pool_rial: int = POOL, **more: object) -> ShareRun:
        part = Part.MUNICIPAL if index.startswith("municipal") else Part.DEHYARI
        given = {"part": part, "index": self.indices[index], "source": SOURCE, "pool_rial": pool_rial,
                 "letter_number": "6094", "letter_on": TOLD}  # fmt: skip
        return compute_shares(self.actor(Role.RESOURCE_EXPERT), self.day, **(given | more))

    def announce(self, index: str = "municipal-index-1394", **more: object) -> ShareRun:
        return announce_shares(self.compute(index, **more), self.actor(Role.RESOURCE_DEPUTY), self.day)


@pytest.fixture
def clause(db: None) -> Clause:
    """The province with its recipients and figures, before anything is computed."""
    small_world()
    begins, ends = jalali.fiscal_year_bounds(YEAR)
    FiscalYear.objects.create(province=PROVINCE, year=YEAR, since=begins, until=ends)
    CreditSource.objects.create(
        province=PROVINCE, fiscal_year=YEAR, code=SOURCE, name="بند ح تبصره ۹", legal_basis="بند ح"
    )
    for code, kind, name in [
        ("imo", "grants_organisation", "سازمان شهرداری‌ها و دهیاری‌ها"),
        ("gov", "governorate", "استانداری"),
    ]:
        Organisation.objects.create(province=PROVINCE, code=code, kind=kind, name=name, since=begins)
    made = Clause()
    for key in ("municipal-index-1394", "municipal-index-1394-by-need", "dehyari-index-1394", "note-9h-1394"):
        made.indices[key] = in_force(made, key)
    operator = made.actor(Role.OPERATOR)
    settle(operator)
    return made


def in_force(clause: Clause, key: str) -> DirectiveVersion:
    expert, head = clause.actor(Role.CONSOLIDATION_EXPERT), clause.actor(Role.CONSOLIDATION_HEAD)
    return activate(submit(take_over(expert, clause.day, key), expert, clause.day), head, clause.day)


def settle(operator: Actor) -> list[Recipient]:
    """Add towns and villages with their figures."""
    rows = [{"code": code, "kind": "municipality", "name": row[0], "county": row[1]} for code, row in TOWNS.items()]
    rows += [{"code": code, "kind": "village", "name": row[0], "county": row[1], "has_dehyari": True}
             for code, row in VILLAGES.items()]  # fmt: skip
    added = add_recipients(operator, TOLD, rows)
    figures = []
    for code, (_name, _county, people, receipts, budget) in TOWNS.items():
        for key, year, value in (("population", 1390, people), ("receipts", 1393, receipts * MILLION),
                                 ("budget", 1393, budget * MILLION)):  # fmt: skip
            figures.append({"recipient": code, "key": key, "year": year, "value": value, "origin": "آزمون"})
    for code, (_name, _county, people, households, receipts) in VILLAGES.items():
        for key, year, value in (("population", 1390, people), ("households", 1390, households),
                                 ("receipts", 1393, receipts * MILLION)):  # fmt: skip
            figures.append({"recipient": code, "key": key, "year": year, "value": value, "origin": "آزمون"})
    record_figures(operator, TOLD, figures)
    return added
