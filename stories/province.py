"""A small province, set up through the operations people use: three counties, two agencies, three kinds of projects."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Sum

from hamtaraz.budget.models import Programme
from hamtaraz.councils.models import Body
from hamtaraz.councils.operations import seat_member
from hamtaraz.kernel import jalali
from hamtaraz.ledger import queries
from hamtaraz.ledger.models import AccountRow
from hamtaraz.monitoring.verification import verify
from hamtaraz.people.actors import Actor, actor_of
from hamtaraz.people.models import Mandate, Organisation, OrganisationKind
from hamtaraz.people.roles import Role
from hamtaraz.places.models import County
from hamtaraz.projects.operations import register_project
from hamtaraz.trail.models import Act
from hamtaraz.web import administration, first_administrator, year_setup
from hamtaraz.workflow.models import Task
from hamtaraz.workflow.tables import WORKFLOWS

PROVINCE, YEAR = "06", 1405
MILLION = 1_000_000
NOTICED = 100_000 * MILLION
"""What the centre notifies: domain.md 4.6."""
FIRST_PASSWORD, BY_PASSWORD = "abr-va-bad-1405", "moaven"
"""The deputy signs in by a password; the others by their role cards."""
ABADAN, AHVAZ, LALI = "0601", "0603", "0617"
ROADS, SCHOOLS = "rah", "madares"
COUNTIES = {
    # Statistical Centre of Iran, census of 1395: population, labour force, unemployed; area from OpenStreetMap
    ABADAN: ("آبادان", "Abadan", 298090, 97345, 13875, 3715),
    AHVAZ: ("اهواز", "Ahvaz", 1302591, 420714, 55802, 4458),
    LALI: ("لالی", "Lali", 37963, 12568, 2691, 1418),
}
GROUPS = {
    "consolidation": ("گروه تلفیق بودجه", "Budget Consolidation Group"),
    "infrastructure": ("گروه امور زیربنایی", "Infrastructure Affairs Group"),
    "social": ("گروه امور اجتماعی", "Social Affairs Group"),
}
AGENCIES = {
    ROADS: ("اداره کل راهداری و حمل‌ونقل جاده‌ای", "Road Maintenance and Transport", "infrastructure"),
    SCHOOLS: ("اداره کل نوسازی مدارس", "School Renovation", "social"),
}
SEATS = [
    ("karshenas", "کارشناس تلفیق بودجه", Role.CONSOLIDATION_EXPERT, "mpo-consolidation"),
    ("rais-talfigh", "رئیس گروه تلفیق بودجه", Role.CONSOLIDATION_HEAD, "mpo-consolidation"),
    ("zirbanaei", "کارشناس بودجهٔ امور زیربنایی", Role.SECTOR_EXPERT, "mpo-infrastructure"),
    ("ejtemaei", "کارشناس بودجهٔ امور اجتماعی", Role.SECTOR_EXPERT, "mpo-social"),
    ("moaven", "معاون هماهنگی برنامه و بودجه", Role.BUDGET_DEPUTY, "mpo"),
    ("rais", "رئیس سازمان مدیریت و برنامه‌ریزی", Role.MPO_HEAD, "mpo"),
    ("dabir-shora", "دبیر شورای برنامه‌ریزی و توسعه", Role.COUNCIL_SECRETARY, "mpo"),
    ("dabir-takhsis", "دبیر کمیتهٔ تخصیص", Role.ALLOTMENT_SECRETARY, "mpo"),
    ("hesabras", "حسابرس", Role.AUDITOR, "mpo"),
    ("motasaddi", "متصدی ورود اطلاعات", Role.OPERATOR, "mpo"),
    ("dabir-abadan", "دبیر کمیتهٔ آبادان", Role.COUNTY_SECRETARY, f"gov-{ABADAN}"),
    ("dabir-ahvaz", "دبیر کمیتهٔ اهواز", Role.COUNTY_SECRETARY, f"gov-{AHVAZ}"),
    ("dabir-lali", "دبیر کمیتهٔ لالی", Role.COUNTY_SECRETARY, f"gov-{LALI}"),
    ("karshenas-rah", "کارشناس بودجهٔ راهداری", Role.AGENCY_EXPERT, ROADS),
    ("modir-rah", "مدیرکل راهداری", Role.AGENCY_HEAD, ROADS),
    ("karshenas-madares", "کارشناس بودجهٔ نوسازی مدارس", Role.AGENCY_EXPERT, SCHOOLS),
    ("modir-madares", "مدیرکل نوسازی مدارس", Role.AGENCY_HEAD, SCHOOLS),
    # one person who stands in at many desks, and is refused wherever two of them check each other
    ("janeshin", "جانشین", Role.CONSOLIDATION_EXPERT, "mpo-consolidation"),
    ("janeshin", "جانشین", Role.CONSOLIDATION_HEAD, "mpo-consolidation"),
    ("janeshin", "جانشین", Role.SECTOR_EXPERT, "mpo-infrastructure"),
    ("janeshin", "جانشین", Role.BUDGET_DEPUTY, "mpo"),
    ("janeshin", "جانشین", Role.MPO_HEAD, "mpo"),
    ("janeshin", "جانشین", Role.ALLOTMENT_SECRETARY, "mpo"),
    ("janeshin", "جانشین", Role.AGENCY_EXPERT, ROADS),
    ("janeshin", "جانشین", Role.AGENCY_HEAD, ROADS),
]
PROJECTS: list[dict[str, Any]] = [
    {"code": "p1", "title": "تکمیل راه روستایی منیوحی", "county": ABADAN, "agency": ROADS, "programme": "4001",
     "start_year": 1402, "end_year": 1406, "total_cost_rial": 30_000 * MILLION, "spent_before_rial": 18_000 * MILLION,
     "progress_percent": 60, "planned_percent": 80},
    {"code": "p2", "title": "احداث پل بهمن‌شیر", "county": ABADAN, "agency": ROADS, "programme": "4001",
     "start_year": 1405, "end_year": 1407, "total_cost_rial": 6_000 * MILLION, "planned_percent": 30},
    {"code": "p3", "title": "احداث دبستان دوازده‌کلاسه", "county": ABADAN, "agency": SCHOOLS, "programme": "4101",
     "start_year": 1405, "end_year": 1407, "total_cost_rial": 12_000 * MILLION, "planned_percent": 30},
    {"code": "p9", "title": "بهسازی محور اصلی استان", "county": "", "agency": ROADS, "programme": "4001",
     "start_year": 1403, "end_year": 1407, "total_cost_rial": 90_000 * MILLION, "spent_before_rial": 30_000 * MILLION,
     "progress_percent": 30, "planned_percent": 55},
]  # fmt: skip
COUNCIL = [
    "استاندار",
    "رئیس سازمان مدیریت و برنامه‌ریزی",
    "مدیرکل امور اقتصادی و دارایی",
    "فرماندار آبادان",
    "فرماندار اهواز",
]
COMMITTEE = ["فرماندار", "رئیس ادارهٔ راهداری شهرستان", "رئیس ادارهٔ نوسازی مدارس شهرستان"]


def subject_kinds() -> set[str]:
    """The kinds of things that walk a table."""
    return {workflow.subject_kind for workflow in WORKFLOWS.values()}


def day_of(jalali_day: str) -> datetime.date:
    """A day as people write it: 1405/03/01."""
    return jalali.parse(jalali_day)


@dataclass
class Province:
    """The province of a story: who acts in it, and what its book, its inboxes and its record hold."""

    administrator: Actor
    mandates: dict[tuple[str, str, str], Mandate] = field(default_factory=dict)

    def mandate(self, username: str, role: str = "", organisation: str = "") -> Mandate:
        """A person's mandate; role and organisation tell one from another where the person holds several."""
        return next(
            one for (name, held, seat), one in self.mandates.items()
            if name == username and role in ("", held) and organisation in ("", seat)
        )  # fmt: skip

    def actor(self, username: str, role: str = "", organisation: str = "") -> Actor:
        """The person, acting under that mandate in the story's year."""
        return actor_of(self.mandate(username, role, organisation), YEAR)

    def total(self, stage: str, book: str = "credit", **dimensions: str) -> int:
        """What rests at a stage of a book, in whole rials."""
        return queries.total(PROVINCE, YEAR, book, stage, **dimensions)

    def waiting(self, kind: str) -> list[Task]:
        """The open tasks of a kind, in whosever inbox they are."""
        return list(Task.objects.filter(kind=kind, closed_on__isnull=True).order_by("id"))

    def record(self) -> str:
        """Book, trail, tasks and every state, as text: a refusal leaves it as it was."""
        kept = set(connection.introspection.table_names()) - {"django_session", "django_migrations"}
        parts = []
        with connection.cursor() as cursor:
            for table in sorted(kept):
                cursor.execute(f"SELECT coalesce(string_agg(t::text, chr(10) ORDER BY t::text), '') FROM \"{table}\" t")
                parts.append(f"{table}: {cursor.fetchone()[0]}")
        return "\n".join(parts)

    def out_of_balance(self) -> dict[str, int]:
        """The books whose accounts do not add up to zero; none, since authority only moves."""
        sums = AccountRow.objects.values_list("book").annotate(sum=Sum("balance"))
        return {book: total for book, total in sums if total}

    def misremembered(self) -> list[str]:
        """The subjects whose acts, replayed in order, do not lead to where they stand; none, since the trail answers."""
        walked: dict[tuple[str, int], str] = {}
        wrong = []
        for act in Act.objects.filter(details__has_key="to", subject_kind__in=subject_kinds()).order_by("id"):
            key, came_from = (act.subject_kind.lower(), act.subject_id), act.details.get("from")
            if "." not in act.verb or act.verb.partition(".")[0] not in WORKFLOWS:
                continue
            if came_from is not None and walked.get(key) != came_from:
                wrong.append(f"{act.verb} of {key} began at {came_from}, not at {walked.get(key)}")
            walked[key] = act.details["to"]
        for (kind, number), state in walked.items():
            stands: Any = apps.get_model(kind)._default_manager.get(pk=number)
            if stands.state != state:
                wrong.append(f"{kind} {number} stands at {stands.state}, its acts lead to {state}")
        return wrong

    def faults(self) -> list[str]:
        """What `verify` finds; nothing in a sound house."""
        return [f"{verdict.says} {verdict.first}" for verdict in verify() if not verdict.clean]


def found_the_province() -> Province:
    """Make the province, its year, its classification, its people and its projects, each by the hand that may."""
    begins = day_of("1405/01/05")
    admin = first_administrator.make_administrator(
        begins, username="modir", display_name="راهبر سامانه", password=None, province_code=PROVINCE,
        province_name="خوزستان", province_name_en="Khuzestan",
    )  # fmt: skip
    _open_the_year(admin, begins)
    _settle_organisations(admin, begins)
    made = Province(admin, _give_mandates(admin, begins))
    _register_projects(made, begins)
    _seat_the_bodies(made, begins)
    return made


def _open_the_year(admin: Actor, day: datetime.date) -> None:
    year_setup.open_fiscal_year(admin, day, YEAR)
    year_setup.add_counties(admin, day, [
        {"code": code, "name": row[0], "name_en": row[1], "tile_column": place, "tile_row": 0}
        for place, (code, row) in enumerate(COUNTIES.items())
    ])  # fmt: skip
    keys = ("population", "labour_force", "unemployed", "area_km2")
    year_setup.record_indicators(admin, day, [
        {"county": code, "key": key, "year": 1395, "value": value, "origin": "مرکز آمار ایران، سرشماری ۱۳۹۵"}
        for code, row in COUNTIES.items() for key, value in zip(keys, row[2:], strict=True)
    ])  # fmt: skip
    year_setup.add_source(admin, day, YEAR, code="P", name="استانی", name_en="Provincial", legal_basis="قانون بودجه")
    year_setup.add_chapters(admin, day, YEAR, [
        {"code": "40", "name": "راه و ترابری", "name_en": "Roads", "sector_group": "infrastructure"},
        {"code": "41", "name": "آموزش", "name_en": "Education", "sector_group": "social"},
    ])  # fmt: skip
    year_setup.add_programmes(admin, day, YEAR, [
        {"code": "4001", "name": "برنامه راه‌های روستایی", "name_en": "Rural roads", "chapter": "40"},
        {"code": "4101", "name": "برنامه فضاهای آموزشی", "name_en": "School buildings", "chapter": "41"},
    ])  # fmt: skip


def _settle_organisations(admin: Actor, day: datetime.date) -> None:
    mpo = Organisation.objects.get(kind=OrganisationKind.MPO)
    rows: list[dict[str, Any]] = [
        {"code": "pbo", "kind": OrganisationKind.CENTRE, "name": "سازمان برنامه و بودجه کشور",
         "name_en": "Plan and Budget Organization"},
    ]  # fmt: skip
    rows += [
        {"code": f"mpo-{key}", "kind": OrganisationKind.MPO_GROUP, "name": name, "name_en": name_en,
         "sector_group": key, "parent": mpo} for key, (name, name_en) in GROUPS.items()
    ]  # fmt: skip
    rows += [
        {"code": code, "kind": OrganisationKind.AGENCY, "name": name, "name_en": name_en, "head_title": "مدیرکل",
         "sector_group": group} for code, (name, name_en, group) in AGENCIES.items()
    ]  # fmt: skip
    rows += [
        {"code": f"gov-{code}", "kind": OrganisationKind.COUNTY_GOVERNORATE, "county": code,
         "name": f"فرمانداری {row[0]}", "name_en": f"{row[1]} Governorate"} for code, row in COUNTIES.items()
    ]  # fmt: skip
    administration.add_organisations(admin, day, rows)


def _give_mandates(admin: Actor, day: datetime.date) -> dict[tuple[str, str, str], Mandate]:
    names = {username: name for username, name, _role, _seat in SEATS}
    people = administration.add_people(
        admin, day, [
            {"username": key, "display_name": name, "password": FIRST_PASSWORD if key == BY_PASSWORD else None}
            for key, name in names.items()
        ],
    )  # fmt: skip
    by_name = {person.username: person for person in people}
    seats = {one.code: one for one in Organisation.objects.all()}
    administration.give_mandates(
        admin,
        day,
        [{"person": by_name[name], "role": role, "organisation": seats[seat]} for name, _, role, seat in SEATS],
    )
    held = Mandate.objects.select_related("person", "organisation").order_by("id")
    return {(one.person.username, one.role, one.organisation.code): one for one in held}


def _register_projects(made: Province, day: datetime.date) -> None:
    counties = {one.code: one for one in County.objects.all()}
    agencies = {one.code: one for one in Organisation.objects.all()}
    programmes = {one.code: one for one in Programme.objects.select_related("chapter")}
    for row in PROJECTS:
        named = {"county": counties.get(row["county"]), "agency": agencies[row["agency"]],
                 "programme": programmes[row["programme"]]}  # fmt: skip
        register_project(
            actor=made.actor("motasaddi"), day=day, execution_method="contracted", economic_chapter="1", **(row | named)
        )


def _seat_the_bodies(made: Province, day: datetime.date) -> None:
    for place, title in enumerate(COUNCIL):
        seat_member(actor=made.actor("dabir-shora"), day=day, body=Body.COUNCIL, title=title, is_chair=not place)
    for username, county in (("dabir-abadan", ABADAN), ("dabir-ahvaz", AHVAZ), ("dabir-lali", LALI)):
        for place, title in enumerate(COMMITTEE):
            seat_member(
                actor=made.actor(username), day=day, body=Body.COUNTY_COMMITTEE, county=county, title=title,
                is_chair=not place,
            )  # fmt: skip
