"""The clause played in any year: its directives written for that year, one town of each size, shares announced."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from hamtaraz.budget.models import CreditSource
from hamtaraz.directives.models import DirectiveVersion
from hamtaraz.directives.operations import activate, submit, write_version
from hamtaraz.grants.models import CountySplit, DehyariMachine, MachineRequest, Part, Recipient, ShareRun
from hamtaraz.grants.operations import (
    add_recipients,
    ask_for_machine,
    ask_for_village_machine,
    compute_shares,
    draft_split,
    present_slip,
    record_figures,
    send_list,
    send_village_list,
    set_price,
)
from hamtaraz.law.shipped import shipped
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Organisation
from hamtaraz.people.roles import Role
from hamtaraz.workflow.walker import take

MILLION = 1_000_000
SOURCE = "9H"
LATE = "دیر ابلاغ شد"
TOWN, VILLAGE = "0601100001", "0601200001"
FIGURES = {
    TOWN: {"population": (1390, 30_000), "receipts": (1393, 40_000 * MILLION), "budget": (1393, 90_000 * MILLION)},
    VILLAGE: {"population": (1390, 400), "households": (1390, 90), "receipts": (1393, 300 * MILLION)},
}
KEYS = ("municipal-index", "dehyari-index", "note-9h")
Acting = Callable[..., Actor]
"""Gives the actor of a role, in an organisation where several have it."""


def text_for(key: str, year: int) -> str:
    """The directive of another year is a new file: the same words under that year's key."""
    text = shipped()[f"{key}-1394"].replace(f'key = "{key}-1394"', f'key = "{key}-{year}"')
    return text.replace('since = "1394-02-27"', f'since = "{year}-02-27"')


def settle(acting: Acting, day: datetime.date, year: int) -> dict[str, DirectiveVersion]:
    """Source, organisations and directives of the clause; gives the versions in force by the beginning of their keys."""
    expert, head = acting(Role.CONSOLIDATION_EXPERT), acting(Role.CONSOLIDATION_HEAD)
    province = expert.province
    CreditSource.objects.create(province=province, fiscal_year=year, code=SOURCE, name="بند ح", legal_basis="بند ح")
    versions = {}
    for key in KEYS:
        written = write_version(expert, day, text_for(key, year))
        versions[key] = activate(submit(written, expert, day), head, day)
    return versions


def found_organisations(province: str, since: datetime.date) -> dict[str, Organisation]:
    """The organisation of municipalities, and the governorate."""
    named = {"imo": ("grants_organisation", "سازمان شهرداری‌ها و دهیاری‌ها"), "gov": ("governorate", "استانداری")}
    return {
        code: Organisation.objects.create(province=province, code=code, kind=kind, name=name, since=since)
        for code, (kind, name) in named.items()
    }


def add_town_and_village(operator: Actor, day: datetime.date) -> None:
    """One of each, with their figures."""
    add_recipients(operator, day, [
        {"code": TOWN, "kind": "municipality", "name": "نمونه", "county": "0601"},
        {"code": VILLAGE, "kind": "village", "name": "ده نمونه", "county": "0601", "has_dehyari": True},
    ])  # fmt: skip
    record_figures(operator, day, [
        {"recipient": code, "key": key, "year": year, "value": value, "origin": "آزمون", "generated": True}
        for code, figures in FIGURES.items() for key, (year, value) in figures.items()
    ])  # fmt: skip


def compute(
    acting: Acting,
    day: datetime.date,
    versions: dict[str, DirectiveVersion],
    part: str,
    pool_rial: int,
    machinery_rial: int = 0,
) -> ShareRun:
    """A run of the index of a part."""
    key = "municipal-index" if part == Part.MUNICIPAL else "dehyari-index"
    return compute_shares(
        acting(Role.RESOURCE_EXPERT, "imo"), day, part=part, index=versions[key], source=SOURCE, pool_rial=pool_rial,
        letter_number="6094", letter_on=day, machinery_rial=machinery_rial,
    )  # fmt: skip


def split_shares(acting: Acting, day: datetime.date) -> CountySplit:
    """The shares of the counties are split in the province's ratio, and the split is approved."""
    draft = draft_split(acting(Role.RURAL_OFFICE, "gov"), day)
    sent = take(draft, "send", actor=acting(Role.RURAL_OFFICE, "gov"), day=day).subject
    return take(sent, "approve", actor=acting(Role.DEVELOPMENT_DEPUTY, "gov"), day=day).subject


def ask(acting: Acting, day: datetime.date, first: str = "minibus") -> MachineRequest:
    """The town asks, whatever the calendar says: the reason stands for a waiver."""
    asked = ask_for_machine(acting(Role.MAYOR, TOWN), day, first=first)
    return take(asked, "send", actor=acting(Role.MAYOR, TOWN), day=day, given={"reason": LATE}).subject


def send_on(acting: Acting, day: datetime.date) -> MachineRequest:
    """Table 1 goes to the deputy."""
    return send_list(acting(Role.URBAN_OFFICE, "gov"), day, late_reason=LATE)[0]


def hand_a_machine_over(acting: Acting, day: datetime.date) -> None:
    """One request is declined, the next goes on to its hand-over."""
    set_price(acting(Role.RESOURCE_EXPERT, "imo"), day, "minibus", approximate_rial=1_400 * MILLION,
              determined_rial=1_500 * MILLION)  # fmt: skip
    municipal, deputy = acting(Role.MUNICIPAL_DEPUTY, "imo"), acting(Role.RESOURCE_DEPUTY, "imo")
    ask(acting, day)
    take(send_on(acting, day), "decline", actor=municipal, day=day, given={"reason": LATE})
    ask(acting, day)
    listed = send_on(acting, day)
    reviewed = take(listed, "review", actor=municipal, day=day, given={"choice": "1"}).subject
    announced = take(reviewed, "announce", actor=deputy, day=day, given={"account_number": "1"}).subject
    deposited = pay(acting, day, announced)
    ordered = take(deposited, "order", actor=deputy, day=day).subject
    take(ordered, "hand_over", actor=acting(Role.RESOURCE_EXPERT, "imo"), day=day, given={"handed_over_on": day})


def ask_for_the_village(acting: Acting, day: datetime.date, machine: str = "hearse") -> DehyariMachine:
    """The rural office asks for the village, and Table 1 of dehyaris goes on."""
    office = acting(Role.RURAL_OFFICE, "gov")
    ask_for_village_machine(office, day, recipient=Recipient.objects.get(code=VILLAGE), machine=machine)
    return send_village_list(office, day, late_reason=LATE)[0]


def hand_a_hearse_over(acting: Acting, day: datetime.date) -> None:
    """A dehyari's machine is declined, the next goes on to its hand-over; the counties are split."""
    set_price(
        acting(Role.RESOURCE_EXPERT, "imo"),
        day,
        "hearse",
        approximate_rial=800 * MILLION,
        determined_rial=800 * MILLION,
    )
    dehyari, deputy = acting(Role.DEHYARI_DEPUTY, "imo"), acting(Role.RESOURCE_DEPUTY, "imo")
    take(ask_for_the_village(acting, day), "decline", actor=dehyari, day=day, given={"reason": LATE})
    reviewed = take(ask_for_the_village(acting, day), "review", actor=dehyari, day=day).subject
    given = {"account_number": "1", "ready_at": "پارکینگ"}
    announced = take(reviewed, "announce", actor=deputy, day=day, given=given).subject
    ordered = take(pay_for_the_village(acting, day, announced), "order", actor=deputy, day=day).subject
    take(ordered, "hand_over", actor=acting(Role.RESOURCE_EXPERT, "imo"), day=day, given={"handed_over_on": day})


def pay_for_the_village(acting: Acting, day: datetime.date, announced: DehyariMachine) -> DehyariMachine:
    """The whole contribution by one slip."""
    return present_slip(announced, acting(Role.DEHYAR, VILLAGE), day, number="3001", paid_on=day,
                        amount_rial=announced.due_rial, name="slip.pdf", content=b"%PDF-1.7 slip")  # fmt: skip


def pay(acting: Acting, day: datetime.date, announced: MachineRequest) -> MachineRequest:
    """The whole contribution by one slip."""
    return present_slip(announced, acting(Role.MAYOR, TOWN), day, number="1001", paid_on=day,
                       amount_rial=announced.contribution_rial or 0, name="slip.pdf", content=b"%PDF-1.7 slip")  # fmt: skip
