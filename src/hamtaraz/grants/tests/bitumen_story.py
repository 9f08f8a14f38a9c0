"""Bitumen played in any year, for the town of `story.py`: from its credit to the confirmed work."""

from __future__ import annotations

import datetime
import io

from PIL import Image

from hamtaraz.directives.operations import activate, submit, write_version
from hamtaraz.grants.models import BitumenAid, BitumenRun
from hamtaraz.grants.operations.bitumen import (
    compute_bitumen,
    deposit_for_bitumen,
    order_bitumen,
    record_control,
    record_resolution,
    show_work,
)
from hamtaraz.grants.operations.bitumen_around import buy_jointly, record_rate, report_bitumen
from hamtaraz.grants.operations.recipients import add_recipients, record_figures
from hamtaraz.grants.tests.story import MILLION, TOWN, Acting, text_for
from hamtaraz.people.actors import Actor
from hamtaraz.people.roles import Role
from hamtaraz.workflow.walker import take

OTHER_TOWN, THIRD_TOWN = "0617100002", "0617100003"
CREDIT = 1_001 * MILLION + 1
RATE = 10_500_000
SCAN = b"%PDF-1.7 scan"


def photo() -> bytes:
    """A small photo."""
    memory = io.BytesIO()
    Image.new("RGB", (8, 6), "gray").save(memory, "JPEG")
    return memory.getvalue()


def add_other_towns(operator: Actor, day: datetime.date, towns: tuple[str, ...] = (OTHER_TOWN,)) -> None:
    """More towns of the size bitumen is for, all alike."""
    add_recipients(operator, day, [
        {"code": code, "kind": "municipality", "name": f"نمونهٔ {code[-1]}", "county": code[:4]} for code in towns
    ])  # fmt: skip
    figures = {"population": (1390, 25_000), "receipts": (1393, 50_000 * MILLION), "budget": (1393, 80_000 * MILLION)}
    record_figures(operator, day, [
        {"recipient": code, "key": key, "year": year, "value": value, "origin": "آزمون", "generated": True}
        for code in towns for key, (year, value) in figures.items()
    ])  # fmt: skip


def accept_a_part(acting: Acting, day: datetime.date, year: int) -> None:
    """A directive that accepts a deposit of less than half comes into force."""
    before, key, after = text_for("note-9h", year).partition('key = "bitumen_in_part"')
    expert, head = acting(Role.CONSOLIDATION_EXPERT), acting(Role.CONSOLIDATION_HEAD)
    written = write_version(expert, day, before + key + after.replace("is = 0", "is = 1", 1))
    activate(submit(written, expert, day), head, day)


def compute(acting: Acting, day: datetime.date) -> BitumenRun:
    """The credit is computed."""
    return compute_bitumen(acting(Role.RESOURCE_EXPERT, "imo"), day, CREDIT)


def the_aid(town: str = TOWN) -> BitumenAid:
    """The latest aid of a town."""
    return BitumenAid.objects.filter(recipient__code=town).order_by("-id")[0]


def pay(acting: Acting, day: datetime.date, aid: BitumenAid, amount_rial: int, number: str = "2001") -> BitumenAid:
    """The council resolves, and so much is deposited."""
    mayor = acting(Role.MAYOR, aid.recipient.code)
    record_resolution(aid, mayor, day, number="55", resolution_on=day, name="resolution.pdf", content=SCAN)
    return deposit_for_bitumen(
        aid, mayor, day, number=number, paid_on=day, amount_rial=amount_rial, name="slip.pdf", content=SCAN
    )


def order(acting: Acting, day: datetime.date, aid: BitumenAid) -> BitumenAid:
    """The bitumen is ordered at the rate of the day."""
    record_rate(acting(Role.RESOURCE_EXPERT, "imo"), day, rate_on=day, tonne_price_rial=RATE)
    return order_bitumen(aid, acting(Role.MAYOR, aid.recipient.code), day, uses=["surfacing"], streets="خیابان اصلی")


def show(acting: Acting, day: datetime.date, aid: BitumenAid) -> None:
    """Photos before, during and after the work, and an invoice."""
    mayor = acting(Role.MAYOR, TOWN)
    for moment in ("before", "during", "after", "document"):
        name, content = ("invoice.pdf", SCAN) if moment == "document" else (f"{moment}.jpg", photo())
        show_work(aid, mayor, day, moment=moment, taken_on=day, place="خیابان اصلی", name=name, content=content)


def control(acting: Acting, day: datetime.date, aid: BitumenAid) -> None:
    """The county's technical deputy controls the sub-base."""
    record_control(
        aid, acting(Role.COUNTY_TECHNICAL, "gov-0601"), day, checked_on=day, place="خیابان اصلی", passed=True,
        compaction_ppm=955_000, remark="", name="sheet.pdf", content=SCAN,
    )  # fmt: skip


def lay_bitumen(acting: Acting, day: datetime.date) -> BitumenAid:
    """The whole way of one town, bought jointly with another, with a report at the end."""
    deputy, mayor, technical = (
        acting(Role.RESOURCE_DEPUTY, "imo"),
        acting(Role.MAYOR, TOWN),
        acting(Role.TECHNICAL_OFFICE, "gov"),
    )
    take(compute(acting, day), "announce", actor=deputy, day=day, given={"account_number": "1"})
    aid = the_aid()
    ordered = order(acting, day, pay(acting, day, aid, aid.due_rial))
    other = the_aid(OTHER_TOWN)
    order(acting, day, pay(acting, day, other, other.due_rial, "2002"))
    buy_jointly(acting(Role.URBAN_OFFICE, "gov"), day, aids=[aid.pk, other.pk], haulier="باربری نمونه")
    introduced = take(ordered, "introduce", actor=deputy, day=day, given={"supplier": "پالایشگاه"}).subject
    received = take(introduced, "receive", actor=mayor, day=day, given={"received_on": day}).subject
    show(acting, day, received)
    control(acting, day, received)
    documented = take(received, "document", actor=mayor, day=day).subject
    confirmed = take(documented, "confirm", actor=technical, day=day).subject
    report_bitumen(acting(Role.DEVELOPMENT_DEPUTY, "gov"), day, since=day, until=day, words="کار به پایان رسید")
    return confirmed
