"""The scene of planning: machines of municipalities that wait, and a made-up file of what villages might ask for."""

from __future__ import annotations

import csv
import io
from random import Random
from typing import TYPE_CHECKING

from hamtaraz.grants.models import Part, Recipient, RecipientKind
from hamtaraz.grants.operations import accept_lines, make_plan
from hamtaraz.intake.example.files import day_of
from hamtaraz.people.roles import Role

if TYPE_CHECKING:
    from hamtaraz.intake.example.aid import Aid

MADE_UP = "نمونه-ساختگی.csv"
HEADINGS = ("code", "recipient", "machine", "project_type", "title", "aid", "unfinished", "own_money")
MACHINES = {"loader": 1_680, "mini_loader": 700, "hearse": 680, "waste_truck_light": 765}
WORKS = {"landfill": "ساماندهی دفن زباله", "village_streets": "بهسازی معابر", "surface_water": "هدایت آب‌های سطحی"}


def plan_the_aid(aid: Aid) -> None:
    """Both parts are planned; of the municipalities' plan what is proposed is accepted, of the villages' nothing yet."""
    expert, day = aid.actor(Role.RESOURCE_EXPERT), day_of(aid.told["story"]["listed_on"])
    plan = make_plan(expert, day, part=Part.MUNICIPAL, aim="number")
    accept_lines(plan, expert, day, plan.working["chosen"])
    make_plan(expert, day, part=Part.DEHYARI, aim="number", file_name=MADE_UP, content=made_up_requests())


def made_up_requests() -> bytes:
    """A machine or a project for every village of the example with a dehyari, drawn with the seed of the example."""
    chance = Random(1394)  # noqa: S311
    kept = io.StringIO()
    rows = csv.writer(kept)
    rows.writerow(HEADINGS)
    villages = Recipient.objects.filter(kind=RecipientKind.VILLAGE, has_dehyari=True).order_by("code")
    for number, village in enumerate(villages, 1):
        code = f"n{number:04}"
        if chance.randint(1, 5) <= 2:
            machine = chance.choice(list(MACHINES))
            rows.writerow([code, village.code, machine, "", "", MACHINES[machine], "", ""])
        else:
            work = chance.choice(list(WORKS))
            aid, unfinished = chance.randint(200, 800), chance.choice(["بله", "خیر"])
            rows.writerow([code, village.code, "", work, f"{WORKS[work]}، {village.name}", aid, unfinished,
                           chance.randint(20, 300)])  # fmt: skip
    return kept.getvalue().encode()
