"""The people of an example province: organisations, positions instead of names, and who holds which mandate."""

from __future__ import annotations

from typing import Any

from hamtaraz.intake.example.files import Files, day_of
from hamtaraz.people.actors import Actor, actor_of
from hamtaraz.people.models import Mandate, Organisation, OrganisationKind
from hamtaraz.people.roles import Role
from hamtaraz.web import administration, first_administrator, year_setup

MEASURED_IN = 1395
GROUPS = {
    "consolidation": ("گروه تلفیق بودجه", "Budget Consolidation Group"),
    "social": ("گروه امور اجتماعی", "Social Affairs Group"),
    "infrastructure": ("گروه امور زیربنایی", "Infrastructure Affairs Group"),
    "production": ("گروه امور تولیدی", "Production Affairs Group"),
}
OFFICE = [
    ("karshenas", "کارشناس تلفیق بودجه", Role.CONSOLIDATION_EXPERT, "mpo-consolidation"),
    ("talfigh", "کارشناس ارشد تلفیق بودجه", Role.CONSOLIDATION_EXPERT, "mpo-consolidation"),
    ("rais-talfigh", "رئیس گروه تلفیق بودجه", Role.CONSOLIDATION_HEAD, "mpo-consolidation"),
    ("ejtemaei", "کارشناس بودجهٔ امور اجتماعی", Role.SECTOR_EXPERT, "mpo-social"),
    ("zirbanaei", "کارشناس بودجهٔ امور زیربنایی", Role.SECTOR_EXPERT, "mpo-infrastructure"),
    ("tolidi", "کارشناس بودجهٔ امور تولیدی", Role.SECTOR_EXPERT, "mpo-production"),
    ("moaven", "معاون هماهنگی برنامه و بودجه", Role.BUDGET_DEPUTY, "mpo"),
    ("rais", "رئیس سازمان مدیریت و برنامه‌ریزی", Role.MPO_HEAD, "mpo"),
    ("dabir-shora", "دبیر شورای برنامه‌ریزی و توسعه", Role.COUNCIL_SECRETARY, "mpo"),
    ("dabir-takhsis", "دبیر کمیتهٔ تخصیص", Role.ALLOTMENT_SECRETARY, "mpo"),
    ("hesabras", "حسابرس", Role.AUDITOR, "audit"),
    ("operator", "متصدی ورود اطلاعات", Role.OPERATOR, "mpo"),
]


class Cast:
    """Who acts in the example; `actor(role, organisation, hand)` is the person of that position."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.year: int = files.province["fiscal_year"]["year"]
        self.begins = day_of(f"{self.year}/01/05")
        self.organisations: dict[str, Organisation] = {}
        self._mandates: dict[tuple[str, str], list[Mandate]] = {}
        self.administrator: Actor | None = None

    def actor(self, role: str, organisation: str = "", hand: int = 0) -> Actor:
        """The actor of a role; in an organisation where several have it; the `hand`-th of its people."""
        held = self._mandates[role, organisation]
        return actor_of(held[hand % len(held)], self.year)

    def arrive(self) -> None:
        """Set the province up, from its first administrator to the last secretary."""
        province = self.files.province["province"]
        self.administrator = first_administrator.make_administrator(
            self.begins, username="modir", display_name="راهبر سامانه", password=None, province_code=province["code"],
            province_name=province["name"], province_name_en=province["name_en"],
        )  # fmt: skip
        self._set_up_the_year()
        self._set_up_organisations()
        self._give_mandates()

    def _set_up_the_year(self) -> None:
        admin, day, year = self.administrator, self.begins, self.year
        assert admin is not None
        year_setup.open_fiscal_year(admin, day, year, service_days=self.files.province["fiscal_year"]["service_days"])
        counties = self.files.table("counties")
        since = day_of(self.files.province["province"]["counties_since"])
        year_setup.add_counties(admin, day, [
            {"code": row["code"], "name": row["name"], "name_en": row["name_en"], "since": since, "lat": row["lat"],
             "lon": row["lon"], "tile_column": int(row["tile_column"]), "tile_row": int(row["tile_row"])}
            for row in counties
        ])  # fmt: skip
        measured = {"population": "population_1395", "labour_force": "labour_force_1395",
                    "unemployed": "unemployed_1395", "area_km2": "area_km2"}  # fmt: skip
        year_setup.record_indicators(admin, day, [
            {"county": row["code"], "key": key, "year": MEASURED_IN, "value": int(row[column]), "origin": _measurer(key)}
            for row in counties for key, column in measured.items()
        ])  # fmt: skip
        year_setup.add_sources(admin, day, year, [
            {name: row[name] for name in ("code", "name", "name_en", "legal_basis")} for row in self.files.table("sources")
        ])  # fmt: skip
        year_setup.add_chapters(admin, day, year, [
            {"code": row["code"], "name": row["name"], "name_en": row["name_en"], "function": row["function"],
             "sector_group": row["sector"]} for row in self.files.table("chapters")
        ])  # fmt: skip
        year_setup.add_programmes(admin, day, year, self.files.table("programmes"))

    def _set_up_organisations(self) -> None:
        admin, day = self.administrator, self.begins
        assert admin is not None
        mpo = Organisation.objects.get(province=admin.province, kind=OrganisationKind.MPO)
        administration.edit_organisation(admin, day, mpo, head_title="رئیس سازمان مدیریت و برنامه‌ریزی استان خوزستان")
        named = {one["key"]: one for one in self.files.province["organisation"]}
        rows: list[dict[str, Any]] = [
            {"code": "pbo", "kind": OrganisationKind.CENTRE, "name": named["pbo"]["name"], "name_en": named["pbo"]["name_en"]},
            {"code": "governorate", "kind": OrganisationKind.GOVERNORATE, "name": named["governorate"]["name"],
             "name_en": named["governorate"]["name_en"]},
            {"code": "audit", "kind": OrganisationKind.AUDIT, "name": "دیوان محاسبات استان خوزستان",
             "name_en": "Supreme Audit Court of Khuzestan"},
        ]  # fmt: skip
        rows += [
            {"code": f"mpo-{key}", "kind": OrganisationKind.MPO_GROUP, "name": name, "name_en": name_en, "sector_group": key,
             "parent": mpo} for key, (name, name_en) in GROUPS.items()
        ]  # fmt: skip
        rows += [
            {"code": row["code"], "kind": OrganisationKind.AGENCY, "name": row["name"], "name_en": row["name_en"],
             "short_name": row["short_name"], "head_title": row["head_title"], "sector_group": row["sector"]}
            for row in self.files.table("agencies")
        ]  # fmt: skip
        rows += [
            {"code": f"gov-{row['code']}", "kind": OrganisationKind.COUNTY_GOVERNORATE, "county": row["code"],
             "name": f"فرمانداری شهرستان {row['name']}", "name_en": f"County Governorate of {row['name_en']}"}
            for row in self.files.table("counties")
        ]  # fmt: skip
        administration.add_organisations(admin, day, rows)
        found = Organisation.objects.filter(province=admin.province)
        self.organisations = {one.code: one for one in found}

    def _give_mandates(self) -> None:
        admin, day = self.administrator, self.begins
        assert admin is not None
        seats = list(OFFICE)
        for row in self.files.table("agencies"):
            seats.append(
                (f"karshenas-{row['code']}", f"کارشناس بودجهٔ {row['short_name']}", Role.AGENCY_EXPERT, row["code"])
            )
            seats.append((f"modir-{row['code']}", row["head_title"], Role.AGENCY_HEAD, row["code"]))
        for row in self.files.table("counties"):
            title = f"دبیر کمیتهٔ برنامه‌ریزی شهرستان {row['name']}"
            seats.append((f"dabir-{row['code']}", title, Role.COUNTY_SECRETARY, f"gov-{row['code']}"))
        people = administration.add_people(
            admin, day, [{"username": username, "display_name": name} for username, name, _role, _seat in seats]
        )
        by_name = {person.username: person for person in people}
        rows = [
            {"person": by_name[username], "role": role, "organisation": self.organisations[seat]}
            for username, _name, role, seat in seats
        ]
        # the senior expert of the consolidation group stands in for the Allotment Committee's secretary
        rows.append(
            {"person": by_name["talfigh"], "role": Role.ALLOTMENT_SECRETARY, "organisation": self.organisations["mpo"]}
        )
        administration.give_mandates(admin, day, rows)
        held = Mandate.objects.filter(province=admin.province).select_related("person", "organisation").order_by("id")
        for mandate in held:
            self._mandates.setdefault((mandate.role, mandate.organisation.code), []).append(mandate)
            self._mandates.setdefault((mandate.role, ""), []).append(mandate)


def _measurer(key: str) -> str:
    return "OpenStreetMap" if key == "area_km2" else "مرکز آمار ایران، سرشماری ۱۳۹۵"
