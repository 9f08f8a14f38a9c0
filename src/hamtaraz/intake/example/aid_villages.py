"""Plays the villages of the example of aid: the counties' split, and machines of dehyaris all along their way."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from hamtaraz.grants.models import DehyariMachine, Part, Recipient
from hamtaraz.grants.operations import (
    announce_purchasable,
    ask_for_village_machine,
    draft_split,
    enter_machinery,
    mark_purchasable,
    present_slip,
    propose_substitute,
    send_village_list,
)
from hamtaraz.grants.queries.county_split import machinery_of
from hamtaraz.grants.queries.ranking import figures_of_recipients
from hamtaraz.grants.queries.rules import rules_in_force
from hamtaraz.grants.queries.village_machines import is_large_enough
from hamtaraz.intake.example.files import day_of
from hamtaraz.people.models import Mandate
from hamtaraz.people.roles import Role
from hamtaraz.workflow.walker import take

if TYPE_CHECKING:
    from hamtaraz.intake.example.aid import Aid

MILLION = 1_000_000
ACCOUNT = "4001000104006094"
SCAN = b"%PDF-1.4\n% deposit slip of the example\n"
OFFICES = [
    ("moaven-omrani", "معاون هماهنگی امور عمرانی", Role.DEVELOPMENT_DEPUTY, "governorate"),
    ("moaven-dehyari", "معاون امور دهیاری‌ها", Role.DEHYARI_DEPUTY, "imo"),
]
MOVED = 500 * MILLION
"""What the governorate moves from the county with the most machinery to the one with the least."""


class Villages:
    """The villages as far as they have been played; every method is a scene."""

    def __init__(self, aid: Aid) -> None:
        self.aid = aid
        self.told: dict[str, Any] = aid.told["villages"]
        self.days: dict[str, datetime.date] = {
            key: day_of(value) for key, value in self.told.items() if key.endswith("_on")
        }

    def split(self) -> None:
        """The rural office splits the counties' shares, another hand approves (S4-130 … S4-134)."""
        held = set(Mandate.objects.values_list("role", flat=True))
        self.aid.seat([one for one in OFFICES if one[2] not in held])
        office, day = self.aid.actor(Role.RURAL_OFFICE), self.days["split_on"]
        draft = draft_split(office, day)
        machinery = machinery_of(draft)
        least, *_between, most = sorted(machinery, key=lambda county: (machinery[county], county))
        changed = {most: machinery[most] - MOVED, least: machinery[least] + MOVED}
        sent = take(enter_machinery(draft, office, day, changed), "send", actor=office, day=day).subject
        take(sent, "approve", actor=self.aid.actor(Role.DEVELOPMENT_DEPUTY), day=day)

    def ask(self) -> None:
        """Villages of several counties ask, some by their dehyars, some by the office; Table 1 goes on (S4-095)."""
        day, office = self.days["asked_on"], self.aid.actor(Role.RURAL_OFFICE)
        villages = self._villages(len(self.told["requests"]) + 1)
        self.aid.seat([(f"dehyar-{one.code}", f"دهیار {one.name}", Role.DEHYAR, one.code) for one in villages])
        for place, (village, machine) in enumerate(zip(villages, self.told["requests"], strict=False)):
            who = self.aid.actor(Role.DEHYAR, village.code) if place % 2 else office
            ask_for_village_machine(who, day, recipient=village, machine=machine)
        send_village_list(office, self.days["listed_on"])
        late = villages[-1]
        ask_for_village_machine(
            self.aid.actor(Role.DEHYAR, late.code), self.days["listed_on"], recipient=late, machine="hearse"
        )

    def replace(self) -> None:
        """What cannot be bought is announced, and a substitute is proposed for one of the two machines (S4-104)."""
        deputy, day = self.aid.actor(Role.DEHYARI_DEPUTY), self.days["reviewed_on"]
        for one in list(DehyariMachine.objects.filter(state="listed").order_by("id"))[:-1]:
            take(one, "review", actor=deputy, day=day)
        mark_purchasable(self.aid.actor(Role.RESOURCE_EXPERT), day, self.told["not_purchasable"], purchasable=False,
                         reason=self.told["not_purchasable_because"])  # fmt: skip
        first, *_others = announce_purchasable(deputy, day)
        back = propose_substitute(first, self.aid.actor(Role.RURAL_OFFICE), day, machine=self.told["substitute"])
        take(back, "review", actor=deputy, day=day)

    def hand_over(self) -> None:
        """All but one contribution is announced, three are paid, one machine is handed over (S4-098, S4-099)."""
        deputy, paid_on = self.aid.actor(Role.RESOURCE_DEPUTY), self.days["paid_on"]
        for one in list(DehyariMachine.objects.filter(state="reviewed").order_by("id"))[:-1]:
            take(one, "announce", actor=deputy, day=self.days["announced_on"],
                 given={"account_number": ACCOUNT, "ready_at": "پارکینگ کارخانه، تهران"})  # fmt: skip
        for number, one in enumerate(DehyariMachine.objects.filter(state="announced").order_by("id")[:3], 1):
            present_slip(one, self.aid.actor(Role.DEHYAR, one.recipient.code), paid_on, number=f"97{number:04d}",
                         paid_on=paid_on, amount_rial=one.due_rial, name="slip.pdf", content=SCAN)  # fmt: skip
        deposited = DehyariMachine.objects.filter(state="deposited").order_by("id").first()
        assert deposited is not None
        ordered = take(deposited, "order", actor=deputy, day=paid_on).subject
        today = day_of(self.aid.told["story"]["today"])
        take(
            ordered, "hand_over", actor=self.aid.actor(Role.RESOURCE_EXPERT), day=today, given={"handed_over_on": today}
        )

    def _villages(self, count: int) -> list[Recipient]:
        """The largest village with a dehyari of each of several counties, the largest first."""
        rules = rules_in_force(self.aid.told["province"]["code"], self.aid.year, self.days["asked_on"])
        rows = list(
            Recipient.objects.filter(kind="village", has_dehyari=True).select_related("county").order_by("code")
        )
        people = figures_of_recipients(rows)
        largest: dict[str, Recipient] = {}
        for one in sorted(rows, key=lambda one: (-int(people[one.pk].get("population") or 0), one.code)):
            if is_large_enough(rules, one)[0]:
                largest.setdefault(one.county.code, one)
            if len(largest) == count:
                break
        return list(largest.values())


def village_scenes(aid: Aid) -> list[tuple[str, Any]]:
    """The scenes of the villages, each with what to say while it is played."""
    assert Part.DEHYARI in aid.told, "the shares of the counties come first"
    villages = Villages(aid)
    return [
        ("machinery and projects of the counties", villages.split),
        ("machines of dehyaris and their Table 1", villages.ask),
        ("substitutes for what cannot be bought", villages.replace),
        ("contributions of dehyaris and a machine handed over", villages.hand_over),
    ]
