"""Plays the bitumen of the example of aid: from its credit to a confirmed street, with every stage on the way."""

from __future__ import annotations

import datetime
import struct
import zlib
from typing import TYPE_CHECKING

from hamtaraz.grants.models import BitumenAid
from hamtaraz.grants.operations.bitumen import (
    compute_bitumen,
    deposit_for_bitumen,
    order_bitumen,
    record_control,
    record_resolution,
    show_work,
)
from hamtaraz.grants.operations.bitumen_around import buy_jointly, record_rate, report_bitumen
from hamtaraz.grants.queries.bitumen import waiting
from hamtaraz.grants.queries.rules import rules_in_force
from hamtaraz.intake.example.files import day_of
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Mandate
from hamtaraz.people.roles import Role
from hamtaraz.workflow.walker import take

if TYPE_CHECKING:
    from hamtaraz.intake.example.aid import Aid

MILLION = 1_000_000
ACCOUNT = "4001000104006094"
SCAN = b"%PDF-1.4\n% paper of the example\n"
SUPPLIER = "پالایشگاه نمونه"
STREETS = ["خیابان امام خمینی", "بلوار شهید بهشتی", "خیابان طالقانی", "میدان شهرداری", "خیابان حافظ", "خیابان سعدی"]
USES = [
    ["surfacing"],
    ["asphalt", "surfacing"],
    ["repair"],
    ["reconstruction", "surfacing"],
    ["barter"],
    ["repair", "surfacing"],
]
TECHNICAL = [
    ("moaven-omrani", "معاون هماهنگی امور عمرانی", Role.DEVELOPMENT_DEPUTY, "governorate"),
    ("daftar-fanni", "مدیرکل دفتر فنی استانداری", Role.TECHNICAL_OFFICE, "governorate"),
]
PAY, RESOLVED_ONLY = 9, 1
"""How many of the told towns pay and have only their resolution; the last declines, the others have done nothing yet."""


class Bitumen:
    """The scenes of bitumen; `aid` gives the people and the folder."""

    def __init__(self, aid: Aid) -> None:
        self.aid = aid
        self.told = aid.told["bitumen"]

    def play(self) -> None:
        """Every scene in its order."""
        self.seat()
        self.record_rates()
        self.announce()
        self.deposit()
        self.order()
        self.introduce()
        self.lay()
        self.report()

    def seat(self) -> None:
        """The people of the governorate and of every county's technical deputy, where nobody sits there yet."""
        counties = [
            (f"fanni-{one['code']}", f"معاون فنی فرمانداری {one['name']}", Role.COUNTY_TECHNICAL, f"gov-{one['code']}")
            for one in self.aid.files.table("counties")
        ]
        taken = set(Mandate.objects.values_list("role", flat=True))
        self.aid.seat([one for one in (*TECHNICAL, *counties) if one[2] not in taken])

    def record_rates(self) -> None:
        """The exchange's rates of the spring."""
        expert = self.aid.actor(Role.RESOURCE_EXPERT)
        for day, rate in self.told["rates_thousand_rial"].items():
            record_rate(expert, day_of(day), rate_on=day_of(day), tonne_price_rial=rate * 1_000)

    def announce(self) -> None:
        """The credit is shared and told to every eligible town (S4-041)."""
        run = compute_bitumen(
            self.aid.actor(Role.RESOURCE_EXPERT), self.day("computed_on"), self.told["credit_million_rial"] * MILLION
        )
        take(run, "announce", actor=self.aid.actor(Role.RESOURCE_DEPUTY), day=self.day("announced_on"),
             given={"account_number": ACCOUNT})  # fmt: skip

    def deposit(self) -> None:
        """Councils resolve, towns deposit half; one declines, one has paid the first of two slips (S4-045)."""
        aids = sorted(
            self.standing("announced"),
            key=lambda one: (not (one.recipient.cold or one.recipient.border), -one.announced_rial),
        )
        resolved_on, paid_on = self.day("resolved_on"), self.day("paid_on")
        given = {"reason": "آسفالت امسال در برنامهٔ شهر نیست"}
        take(aids[-1], "decline", actor=self.mayor(aids[-1]), day=resolved_on, given=given)
        for number, one in enumerate(aids[: PAY + RESOLVED_ONLY], 1):
            resolved = record_resolution(one, self.mayor(one), resolved_on, number=f"{100 + number}", resolution_on=resolved_on,
                                         name="resolution.pdf", content=SCAN)  # fmt: skip
            if number <= PAY:
                amount = one.due_rial // 2 if number == PAY else one.due_rial
                deposit_for_bitumen(resolved, self.mayor(one), paid_on, number=f"95{number:04d}", paid_on=paid_on,
                                    amount_rial=amount, name="slip.pdf", content=SCAN)  # fmt: skip

    def order(self) -> None:
        """All but one of those that paid order at the rate of the day (S4-047, S4-049)."""
        for number, one in enumerate(self.standing("deposited")[:-1]):
            order_bitumen(one, self.mayor(one), self.day("ordered_on"), uses=USES[number % len(USES)],
                          streets=STREETS[number % len(STREETS)])  # fmt: skip

    def introduce(self) -> None:
        """Letters go out in turn, border towns first; three of them buy and haul jointly (S4-046, S4-048)."""
        day = self.day("introduced_on")
        rules = rules_in_force(self.aid.actor(Role.RESOURCE_DEPUTY).province, self.aid.year, day)
        deputy = self.aid.actor(Role.RESOURCE_DEPUTY)
        for _turn in range(5):
            first = waiting(deputy.province, self.aid.year, rules, day)[0][0]
            take(first, "introduce", actor=deputy, day=day, given={"supplier": SUPPLIER})
        together = [one.pk for one in self.standing("introduced")[:3]]
        buy_jointly(self.aid.actor(Role.URBAN_OFFICE), day, aids=together, haulier="شرکت حمل‌ونقل نمونه")

    def lay(self) -> None:
        """Three towns receive; two show the whole work, one of them is confirmed, the third's control is not passed."""
        received_on, laid_on = self.day("received_on"), self.day("laid_on")
        aids = self.standing("introduced")[:3]
        received = [
            take(one, "receive", actor=self.mayor(one), day=received_on, given={"received_on": received_on}).subject
            for one in aids
        ]
        for place, one in enumerate(received):
            self.show(one, laid_on, ("before", "during") if place == 2 else ("before", "during", "after", "document"))
            self.control(one, laid_on, passed=place < 2)
        documented = [take(one, "document", actor=self.mayor(one), day=laid_on).subject for one in received[:2]]
        take(documented[0], "confirm", actor=self.aid.actor(Role.TECHNICAL_OFFICE), day=self.day("confirmed_on"))

    def show(self, one: BitumenAid, day: datetime.date, moments: tuple[str, ...]) -> None:
        """Photos and documents of a street (S4-051)."""
        for moment in moments:
            name, content = ("invoice.pdf", SCAN) if moment == "document" else (f"{moment}.png", picture(moment))
            show_work(
                one, self.mayor(one), day, moment=moment, taken_on=day, place=one.streets, name=name, content=content
            )

    def control(self, one: BitumenAid, day: datetime.date, *, passed: bool) -> None:
        """The technical deputy of the town's county controls the sub-base (S4-050)."""
        deputy = self.aid.actor(Role.COUNTY_TECHNICAL, f"gov-{one.recipient.county.code}")
        record_control(
            one, deputy, day, checked_on=day, place=one.streets, passed=passed, compaction_ppm=962_000 if passed else 887_500,
            remark="" if passed else "زیرسازی دوباره کوبیده شود", name="compaction.pdf", content=SCAN,
        )  # fmt: skip

    def report(self) -> None:
        """The first periodic report goes to the Deputy for Municipal Affairs (S4-052)."""
        day = self.day("confirmed_on")
        report_bitumen(self.aid.actor(Role.DEVELOPMENT_DEPUTY), day, since=self.day("announced_on"), until=day,
                       words=self.told["report"])  # fmt: skip

    def standing(self, state: str) -> list[BitumenAid]:
        """The aids that stand at a state, as they were made."""
        return list(BitumenAid.objects.filter(state=state).select_related("recipient__county").order_by("id"))

    def mayor(self, one: BitumenAid) -> Actor:
        """The mayor of a town."""
        return self.aid.actor(Role.MAYOR, one.recipient.code)

    def day(self, key: str) -> datetime.date:
        """A day of the story."""
        return day_of(self.told[key])


def picture(moment: str) -> bytes:
    """A small grey PNG, another grey for each moment: nobody's street."""
    grey = {"before": 90, "during": 140, "after": 190}[moment]
    wide, high = 32, 24
    rows = b"".join(b"\0" + bytes([grey]) * wide for _row in range(high))
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    made = b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + made
