"""Plays the example of aid to municipalities and dehyaris: from an empty house to machines under way."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from hamtaraz.directives.models import DirectiveVersion
from hamtaraz.directives.operations import activate, submit, take_over
from hamtaraz.grants.models import MachineRequest, Part, Recipient, ShareRun
from hamtaraz.grants.operations import (
    add_recipients,
    announce_shares,
    ask_for_machine,
    compute_shares,
    present_slip,
    record_figures,
    send_list,
    set_price,
)
from hamtaraz.intake.example.aid_bitumen import Bitumen
from hamtaraz.intake.example.aid_plans import plan_the_aid
from hamtaraz.intake.example.aid_projects import project_scenes
from hamtaraz.intake.example.aid_villages import village_scenes
from hamtaraz.intake.example.files import Files, Row, day_of
from hamtaraz.people.actors import Actor, actor_of
from hamtaraz.people.models import Mandate, Organisation, OrganisationKind, Person
from hamtaraz.people.roles import Role
from hamtaraz.web import administration, first_administrator, year_setup
from hamtaraz.workflow.walker import take

MILLION = 1_000_000
CENSUS, MEASURED = 1390, 1393
CENSUS_OF_COUNTIES = "مرکز آمار ایران، سرشماری ۱۳۹۰"
MADE_UP = "ساختهٔ برنامهٔ نمونه با دانهٔ ۱۳۹۴"
DIRECTIVES = ("note-9h-1394", "municipal-index-1394", "municipal-index-1394-by-need", "dehyari-index-1394")
SLIP = b"%PDF-1.4\n% deposit slip of the example\n"
OFFICE = [
    ("karshenas", "کارشناس تلفیق بودجه", Role.CONSOLIDATION_EXPERT, "mpo"),
    ("rais-talfigh", "رئیس گروه تلفیق بودجه", Role.CONSOLIDATION_HEAD, "mpo"),
    ("operator", "متصدی ورود اطلاعات", Role.OPERATOR, "mpo"),
    ("hesabras", "حسابرس", Role.AUDITOR, "mpo"),
    ("karshenas-manabe", "کارشناس معاونت توسعهٔ منابع", Role.RESOURCE_EXPERT, "imo"),
    ("moaven-manabe", "معاون توسعهٔ منابع و پشتیبانی", Role.RESOURCE_DEPUTY, "imo"),
    ("moaven-shahrdari", "معاون امور شهرداری‌ها", Role.MUNICIPAL_DEPUTY, "imo"),
    ("daftar-shahri", "رئیس دفتر امور شهری و شوراها", Role.URBAN_OFFICE, "governorate"),
    ("daftar-roostaei", "رئیس دفتر امور روستایی و شوراها", Role.RURAL_OFFICE, "governorate"),
]


class Aid:
    """The example as far as it has been played; every method is a scene."""

    def __init__(self, folder: Path) -> None:
        self.files = Files(folder)
        self.told: dict[str, Any] = self.files.province
        self.begins = day_of(f"{self.told['fiscal_year']['year']}/01/05")
        self.letter_on = day_of(self.told["letter"]["day"])
        self.year: int = self.told["fiscal_year"]["year"]
        self.administrator: Actor | None = None
        self.versions: dict[str, DirectiveVersion] = {}

    def actor(self, role: str, organisation: str = "") -> Actor:
        """The person of a role; of a municipality by its code."""
        held = Mandate.objects.select_related("person", "organisation").filter(role=role)
        mandate = held.filter(organisation__code=organisation).first() if organisation else held.first()
        assert mandate is not None, (role, organisation)
        return actor_of(mandate, self.year)

    def arrive(self) -> None:
        """The province, its year, its offices and the people who sit in them."""
        province = self.told["province"]
        self.administrator = admin = first_administrator.make_administrator(
            self.begins, username="modir", display_name="راهبر سامانه", password=None, province_code=province["code"],
            province_name=province["name"], province_name_en=province["name_en"],
        )  # fmt: skip
        year_setup.open_fiscal_year(admin, self.begins, self.year, slogan=self.told["fiscal_year"]["slogan"])
        counties = self.files.table("counties")
        since = day_of(province["counties_since"])
        year_setup.add_counties(
            admin, self.begins, [{"code": one["code"], "name": one["name"], "since": since} for one in counties]
        )
        year_setup.record_indicators(admin, self.begins, [
            {"county": one["code"], "key": "population", "year": CENSUS, "value": int(one["population_1390"]),
             "origin": CENSUS_OF_COUNTIES} for one in counties
        ])  # fmt: skip
        year_setup.add_source(admin, self.begins, self.year, **self.told["source"])
        administration.add_organisations(admin, self.begins, [
            {"code": "imo", "kind": OrganisationKind.GRANTS_ORGANISATION, "name": "سازمان شهرداری‌ها و دهیاری‌های کشور",
             "name_en": "Municipalities and Dehyaris Organisation"},
            {"code": "governorate", "kind": OrganisationKind.GOVERNORATE, "name": f"استانداری {province['name']}",
             "name_en": f"Governorate of {province['name_en']}"},
            *({"code": f"gov-{one['code']}", "kind": OrganisationKind.COUNTY_GOVERNORATE, "county": one["code"],
               "name": f"فرمانداری شهرستان {one['name']}"} for one in counties),
        ])  # fmt: skip
        self.seat(OFFICE)

    def settle(self) -> None:
        """Municipalities and villages with their figures, and a mayor in each municipality."""
        towns, villages = self.files.table("municipalities"), self.files.table("villages")
        operator, coastal = self.actor(Role.OPERATOR), self.told["province"]["coastal"]
        add_recipients(operator, self.begins, [
            *(_town(one) | {"coastal": coastal, "since": self.begins} for one in towns),
            *(_village(one) | {"coastal": coastal, "since": self.begins} for one in villages),
        ])  # fmt: skip
        record_figures(operator, self.begins, [figure for one in (*towns, *villages) for figure in _figures(one)])
        self.seat([(f"shahrdar-{one['code']}", f"شهردار {one['name']}", Role.MAYOR, one["code"]) for one in towns])

    def announce_the_law(self) -> None:
        """The directives are taken over and come into force, both readings of the municipal index among them (S4-?4)."""
        expert, head = self.actor(Role.CONSOLIDATION_EXPERT), self.actor(Role.CONSOLIDATION_HEAD)
        for key in DIRECTIVES:
            written = submit(take_over(expert, self.letter_on, key), expert, self.letter_on)
            self.versions[key] = activate(written, head, self.letter_on)

    def share_out(self, part: str) -> ShareRun:
        """The shares of a part are computed by the expert and announced by the deputy (S4-014, S4-084)."""
        told = self.told[part]
        run = compute_shares(
            self.actor(Role.RESOURCE_EXPERT), self.letter_on, part=part, index=self.versions[told["index"]],
            source=self.told["source"]["code"], pool_rial=told["pool_million_rial"] * MILLION,
            machinery_rial=told.get("machinery_million_rial", 0) * MILLION, letter_number=self.told["letter"]["number"],
            letter_on=self.letter_on,
        )  # fmt: skip
        return announce_shares(run, self.actor(Role.RESOURCE_DEPUTY), self.letter_on)

    def ask_for_machines(self) -> None:
        """Prices are set, the larger towns ask, Table 1 goes on within its two weeks (S4-029, S4-031)."""
        story = self.told["story"]
        expert, asked_on = self.actor(Role.RESOURCE_EXPERT), day_of(story["asked_on"])
        for machine, price in self.told["prices_million_rial"].items():
            set_price(expert, self.letter_on, machine, approximate_rial=price * MILLION * 95 // 100,
                      determined_rial=price * MILLION)  # fmt: skip
        for code, machine in zip(self._asking(), story["requests"], strict=False):
            mayor = self.actor(Role.MAYOR, code)
            second = "minibus" if machine != "minibus" else "hearse"
            asked = ask_for_machine(mayor, asked_on, first=machine, second=second)
            take(asked, "send", actor=mayor, day=asked_on)
        send_list(self.actor(Role.URBAN_OFFICE), day_of(story["listed_on"]))
        ask_for_machine(self.actor(Role.MAYOR, self._asking()[len(story["requests"])]), asked_on, first="hearse")

    def hand_over(self) -> None:
        """All but two requests are approved, some contributions announced, a few deposited, one machine handed over."""
        story = self.told["story"]
        reviewed_on, announced_on, paid_on = (day_of(story[key]) for key in ("reviewed_on", "announced_on", "paid_on"))
        requests = list(MachineRequest.objects.filter(state="listed").order_by("id"))[:-2]
        deputy = self.actor(Role.RESOURCE_DEPUTY)
        for one in requests:
            take(one, "review", actor=self.actor(Role.MUNICIPAL_DEPUTY), day=reviewed_on, given={"choice": "1"})
        for one in requests[:-1]:
            take(one, "announce", actor=deputy, day=announced_on, given={"account_number": "4001000104006094"})
        for number, one in enumerate(MachineRequest.objects.filter(state="announced").order_by("id")[:3], 1):
            self._pay(one, number, paid_on)
        first = MachineRequest.objects.filter(state="deposited").order_by("id")[0]
        ordered = take(first, "order", actor=deputy, day=paid_on).subject
        handed_over_on = day_of(story["today"])
        take(ordered, "hand_over", actor=self.actor(Role.RESOURCE_EXPERT), day=handed_over_on,
             given={"handed_over_on": handed_over_on})  # fmt: skip

    def _pay(self, one: MachineRequest, number: int, day: datetime.date) -> None:
        present_slip(one, self.actor(Role.MAYOR, one.recipient.code), day, number=f"94{number:04d}", paid_on=day,
                    amount_rial=one.contribution_rial or 0, name="slip.pdf", content=SLIP)  # fmt: skip

    def _asking(self) -> list[str]:
        """The towns with the largest shares, which machines go into."""
        rows = Recipient.objects.filter(shares__run__part=Part.MUNICIPAL).order_by("-shares__amount_rial")
        return list(rows.values_list("code", flat=True))

    def seat(self, seats: list[tuple[str, str, Any, str]]) -> None:
        """Give each its person: name to sign in, title, role, code of the organisation."""
        assert self.administrator is not None
        admin = self.administrator
        administration.add_people(
            admin, self.begins, [{"username": name, "display_name": title} for name, title, _role, _seat in seats]
        )
        people = {one.username: one for one in Person.objects.all()}
        offices = {one.code: one for one in Organisation.objects.filter(province=admin.province)}
        administration.give_mandates(
            admin, self.begins,
            [{"person": people[name], "role": role, "organisation": offices[seat]} for name, _title, role, seat in seats],
        )  # fmt: skip


def aid_scenes(folder: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    """The scenes in order, each with what to say while it is played."""
    aid = Aid(folder)
    yield "people, places, offices", aid.arrive
    yield "municipalities, villages and their figures", aid.settle
    yield "the directives", aid.announce_the_law
    yield "shares of the municipalities", lambda: aid.share_out(Part.MUNICIPAL)
    yield "envelopes of the counties' dehyaris", lambda: aid.share_out(Part.DEHYARI)
    yield "requests for machines and Table 1", aid.ask_for_machines
    yield "plans of both parts", lambda: plan_the_aid(aid)
    yield "contributions, slips and a machine handed over", aid.hand_over
    yield from village_scenes(aid)
    yield "bitumen from its credit to a confirmed street", Bitumen(aid).play
    yield from project_scenes(aid)


def _town(one: Row) -> dict[str, Any]:
    year = one["first_mayor_year"]
    return {
        "code": one["code"], "kind": "municipality", "name": one["name"], "county": one["county"],
        "district": one["district"], "cold": one["cold"] == "1", "border": one["border"] == "1",
        "first_mayor_year": int(year) if year else None,
    }  # fmt: skip


def _village(one: Row) -> dict[str, Any]:
    return {
        "code": one["code"], "kind": "village", "name": one["name"], "county": one["county"],
        "district": one["district"], "has_dehyari": one["has_dehyari"] == "1",
    }  # fmt: skip


def _figures(one: Row) -> Iterator[dict[str, Any]]:
    """Every figure a row holds, marked as made up; one nobody measured is left out."""
    columns = (
        ("population", "population", CENSUS, 1), ("households", "households", CENSUS, 1),
        ("receipts_million_rial", "receipts", MEASURED, MILLION), ("budget_million_rial", "budget", MEASURED, MILLION),
        ("machines_since_1388", "machines_since_1388", MEASURED, 1),
    )  # fmt: skip
    for column, key, year, unit in columns:
        if one.get(column):
            yield {"recipient": one["code"], "key": key, "year": year, "value": int(one[column]) * unit,
                   "origin": MADE_UP, "generated": True}  # fmt: skip
