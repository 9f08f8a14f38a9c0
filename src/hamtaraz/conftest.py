"""A small world for the tests of every room: one province, one year, its people, and a book to fill."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

import pytest
from django.db import connection, transaction
from django.test import Client

from hamtaraz.budget.models import Chapter, CreditSource, FiscalYear, Programme
from hamtaraz.ledger import book, queries
from hamtaraz.ledger.account_map import account_at
from hamtaraz.ledger.accounts import Move
from hamtaraz.people.actors import Actor, actor_of
from hamtaraz.people.models import Mandate, Organisation, Person
from hamtaraz.people.roles import Role
from hamtaraz.places.models import County, IndicatorValue, Province
from hamtaraz.projects.models import Project, ProjectYear
from hamtaraz.trail.record import record
from hamtaraz.workflow.models import Task

PROVINCE, YEAR = "06", 1405
DAY = datetime.date(2026, 10, 22)
YEAR_BEGINS, NEXT_YEAR_BEGINS = datetime.date(2026, 3, 21), datetime.date(2027, 3, 21)
COUNTIES = {
    # Statistical Centre of Iran, census of 1395: population, labour force, unemployed; area from OpenStreetMap
    "0601": ("آبادان", "Abadan", 298090, 97345, 13875, 3715),
    "0603": ("اهواز", "Ahvaz", 1302591, 420714, 55802, 4458),
    "0617": ("لالی", "Lali", 37963, 12568, 2691, 1418),
}
ORGANISATIONS = [
    ("pbo", "centre", "سازمان برنامه و بودجه کشور", "Plan and Budget Organization", "", ""),
    ("mpo", "mpo", "سازمان مدیریت و برنامه‌ریزی استان", "Management and Planning Organization", "", ""),
    ("mpo-consolidation", "mpo_group", "گروه تلفیق بودجه", "Budget Consolidation Group", "consolidation", ""),
    ("mpo-infrastructure", "mpo_group", "گروه امور زیربنایی", "Infrastructure Group", "infrastructure", ""),
    ("mpo-social", "mpo_group", "گروه امور اجتماعی", "Social Group", "social", ""),
    ("rmto", "agency", "اداره کل راهداری و حمل‌ونقل جاده‌ای", "Road Maintenance", "infrastructure", ""),
    ("abfa", "agency", "شرکت آب و فاضلاب", "Water and Wastewater Company", "infrastructure", ""),
    ("gov-0601", "county_governorate", "فرمانداری آبادان", "Abadan Governorate", "", "0601"),
    ("gov-0603", "county_governorate", "فرمانداری اهواز", "Ahvaz Governorate", "", "0603"),
    ("gov-0617", "county_governorate", "فرمانداری لالی", "Lali Governorate", "", "0617"),
]
SEATS = {
    Role.CONSOLIDATION_EXPERT: "mpo-consolidation", Role.CONSOLIDATION_HEAD: "mpo-consolidation",
    Role.SECTOR_EXPERT: "mpo-infrastructure", Role.BUDGET_DEPUTY: "mpo", Role.MPO_HEAD: "mpo",
    Role.COUNCIL_SECRETARY: "mpo", Role.ALLOTMENT_SECRETARY: "mpo", Role.COUNTY_SECRETARY: "gov-0601",
    Role.AGENCY_EXPERT: "rmto", Role.AGENCY_HEAD: "rmto", Role.AUDITOR: "mpo", Role.ADMINISTRATOR: "mpo",
    Role.OPERATOR: "mpo", Role.RESOURCE_EXPERT: "mpo", Role.RESOURCE_DEPUTY: "mpo", Role.MUNICIPAL_DEPUTY: "mpo",
    Role.DEHYARI_DEPUTY: "mpo", Role.DEVELOPMENT_DEPUTY: "mpo", Role.URBAN_OFFICE: "mpo", Role.RURAL_OFFICE: "mpo",
    Role.TECHNICAL_OFFICE: "mpo", Role.COUNTY_TECHNICAL: "gov-0601", Role.MAYOR: "abfa", Role.DEHYAR: "abfa",
}  # fmt: skip
WAY = {
    "received": ["received"],
    "county_share": ["received", "county_share"],
    "province_line": ["received", "province_line"],
    "county_noticed": ["received", "county_share", "county_noticed"],
    "committee_approved": ["received", "county_share", "county_noticed", "committee_approved"],
    "agency_noticed": ["received", "county_share", "county_noticed", "committee_approved", "agency_noticed"],
    "in_agreement": ["received", "county_share", "county_noticed", "committee_approved", "agency_noticed",
                     "in_agreement"],
    "agreed": ["received", "county_share", "county_noticed", "committee_approved", "agency_noticed", "in_agreement",
               "agreed"],
}  # fmt: skip


@dataclass
class World:
    """What a test's story plays in; `day` is the day everything happens on unless it says otherwise."""

    day: datetime.date = DAY
    organisations: dict[str, Organisation] = field(default_factory=dict)
    counties: dict[str, County] = field(default_factory=dict)
    sources: dict[str, CreditSource] = field(default_factory=dict)
    chapters: dict[str, Chapter] = field(default_factory=dict)
    programmes: dict[str, Programme] = field(default_factory=dict)
    projects: dict[str, Project] = field(default_factory=dict)
    _posted: int = 0

    def actor(self, role: str, organisation: str = "", *, hand: int = 1) -> Actor:
        """The `hand`-th person of `role` in `organisation` (by default where the role usually sits)."""
        return actor_of(self.mandate(role, organisation, hand=hand), YEAR)

    def mandate(self, role: str, organisation: str = "", *, hand: int = 1) -> Mandate:
        """The mandate itself, made on first use."""
        seat = organisation or SEATS[Role(role)]
        person, _made = Person.objects.get_or_create(
            username=f"{role}-{seat}-{hand}", defaults={"display_name": f"{Role(role).value} {seat} {hand}"}
        )
        mandate, _made = Mandate.objects.get_or_create(
            province=PROVINCE, person=person, role=role, organisation=self.organisations[seat],
            defaults={"since": YEAR_BEGINS},
        )  # fmt: skip
        return Mandate.objects.select_related("person", "organisation").get(pk=mandate.pk)

    def client(self, role: str, organisation: str = "", *, hand: int = 1) -> Client:
        """A browser signed in as that person."""
        client = Client()
        client.force_login(self.mandate(role, organisation, hand=hand).person)
        return client

    def act(self, actor: Actor | None = None) -> int:
        """An act about nothing, to hang a posting on."""
        return record("test.gift", actor=actor or self.actor(Role.CONSOLIDATION_EXPERT), day=self.day, basis="S0-11",
                      subject_kind="test", subject_id=1, subject_title="—")  # fmt: skip

    def put(self, stage: str, amount_rial: int, **dimensions: str) -> None:
        """Bring an amount from the centre to `stage` along the map, whatever steps people would take for it.

        A province-wide line (`county` absent) goes by way of `province_line`.
        """
        way = WAY[stage]
        if not dimensions.get("county") and stage in ("agency_noticed", "in_agreement", "agreed"):
            way = ["received", "province_line", *way[way.index("agency_noticed"):]]  # fmt: skip
        self._walk("credit", ["centre", *way], amount_rial, dimensions)

    def put_allotment(self, stage: str, amount_rial: int, **dimensions: str) -> None:
        """Bring an amount to `received`, `ceiling` or `allotted` of the allotment book."""
        way = ["centre", "received", "ceiling", "allotted"]
        self._walk("allotment", way[: way.index(stage) + 1], amount_rial, dimensions)

    def _walk(self, name: str, way: list[str], amount_rial: int, dimensions: dict[str, str]) -> None:
        self._posted += 1
        moves = [
            Move(account_at(name, source, **dimensions), account_at(name, target, **dimensions), amount_rial,
                 key=f"world:{self._posted}:{target}")
            for source, target in zip(way, way[1:], strict=False)
        ]  # fmt: skip
        with transaction.atomic():
            book.post(moves, province=PROVINCE, fiscal_year=YEAR, act=self.act(), basis="S0-11")

    def total(self, stage: str, book_name: str = "credit", **dimensions: str) -> int:
        """What rests at a stage, in whole rials."""
        return queries.total(PROVINCE, YEAR, book_name, stage, **dimensions)

    def tasks(self, role: str, organisation: str = "") -> list[Task]:
        """What waits in that inbox."""
        from hamtaraz.workflow.queries import waiting_for

        return list(waiting_for(self.actor(role, organisation)))

    def record(self) -> str:
        """Book, trail, tasks and every state, as text: a refusal leaves it as it was."""
        tables = connection.introspection.table_names()
        kept = [t for t in sorted(tables) if t not in ("django_session", "django_migrations")]
        with connection.cursor() as cursor:
            parts = []
            for table in kept:
                cursor.execute(f"SELECT coalesce(string_agg(t::text, chr(10) ORDER BY t::text), '') FROM \"{table}\" t")
                parts.append(f"{table}: {cursor.fetchone()[0]}")
        return "\n".join(parts)


@pytest.fixture
def world(request: pytest.FixtureRequest) -> World:
    """A province with three counties, two sources, two chapters, two agencies, and three projects; an empty book.

    With `committed_db` beside it in a test, what it writes is committed; otherwise it is rolled back at the end.
    """
    request.getfixturevalue("committed_db" if "committed_db" in request.fixturenames else "db")
    return small_world()


def small_world() -> World:
    """Make that province in the database Django points at."""
    made = World()
    Province.objects.create(code=PROVINCE, name="خوزستان", name_en="Khuzestan")
    FiscalYear.objects.create(province=PROVINCE, year=YEAR, since=YEAR_BEGINS, until=NEXT_YEAR_BEGINS)
    for code, (name, name_en, people, labour, unemployed, area) in COUNTIES.items():
        county = County.objects.create(province=PROVINCE, code=code, name=name, name_en=name_en, since=YEAR_BEGINS)
        made.counties[code] = county
        figures = {"population": people, "labour_force": labour, "unemployed": unemployed, "area_km2": area}
        for key, value in figures.items():
            IndicatorValue.objects.create(
                province=PROVINCE, county=county, key=key, year=1395, value=value, origin="سرشماری ۱۳۹۵"
            )
    for code, kind, name, name_en, group, county in ORGANISATIONS:
        made.organisations[code] = Organisation.objects.create(
            province=PROVINCE, code=code, kind=kind, name=name, name_en=name_en, sector_group=group, county=county,
            since=YEAR_BEGINS, head_title="مدیرکل" if kind == "agency" else "",
        )  # fmt: skip
    for code, name, name_en in [("P", "استانی", "Provincial"), ("B", "متوازن", "Balanced regional development")]:
        made.sources[code] = CreditSource.objects.create(
            province=PROVINCE, fiscal_year=YEAR, code=code, name=name, name_en=name_en, legal_basis="قانون بودجه"
        )
    for code, name, name_en, group in [
        ("40", "راه و ترابری", "Roads", "infrastructure"), ("41", "آموزش", "Education", "social"),
    ]:  # fmt: skip
        chapter = Chapter.objects.create(
            province=PROVINCE, fiscal_year=YEAR, code=code, name=name, name_en=name_en, sector_group=group
        )
        made.chapters[code] = chapter
        made.programmes[f"{code}01"] = Programme.objects.create(
            province=PROVINCE, fiscal_year=YEAR, code=f"{code}01", name=f"برنامه {name}",
            name_en=f"{name_en} programme", chapter=chapter,
        )  # fmt: skip
    for code, title, county, unfinished, total in [
        ("p1", "تکمیل راه روستایی", "0601", True, 30_000), ("p2", "احداث پل", "0601", False, 12_000),
        ("p9", "بهسازی محور اصلی استان", "", True, 90_000),
    ]:  # fmt: skip
        project = Project.objects.create(
            province=PROVINCE, code=code, title=title, county=made.counties.get(county),
            agency=made.organisations["rmto"], programme_code="4001", chapter_code="40",
            origin="county_committee" if county else "provincial_council",
            start_year=1403 if unfinished else 1405, end_year=1406 if unfinished else 1407, total_cost_rial=total,
            execution_method="contracted", economic_chapter="1",
        )  # fmt: skip
        ProjectYear.objects.create(
            province=PROVINCE, project=project, fiscal_year=YEAR, unfinished=unfinished,
            spent_before_rial=total // 2 if unfinished else 0, progress_percent=50 if unfinished else 0,
            planned_percent=80 if unfinished else 30,
        )  # fmt: skip
        made.projects[code] = project
    return made
