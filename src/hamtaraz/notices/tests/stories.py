"""Verbs the stories of this room share: what people do, by the people who do it."""

import datetime

from hamtaraz.conftest import World
from hamtaraz.notices import operations
from hamtaraz.notices.models import BudgetRule, CreditNotice
from hamtaraz.people.roles import Role
from hamtaraz.workflow import walker

LETTER_DAY = datetime.date(2026, 5, 4)
ROAD = {"source": "P", "county": "0601", "chapter": "40", "programme": "4001"}
PROJECT = ROAD | {"agency": "rmto", "project": "p1"}
HIGHWAY = {"source": "B", "chapter": "40", "programme": "4001", "agency": "rmto", "project": "p9"}


def record_law(world: World, **written) -> BudgetRule:
    """The consolidation expert records the budget law of the year."""
    law = {"kind": "law", "name": "قانون بودجهٔ سال ۱۴۰۵ کل کشور", "number": "2024", "dated_on": LETTER_DAY,
           "issuer": "مجلس شورای اسلامی"}  # fmt: skip
    expert = world.actor(Role.CONSOLIDATION_EXPERT)
    return operations.record_rule(actor=expert, day=world.day, **(law | written))


def announce_law(world: World) -> BudgetRule:
    """… and the head of the group announces it."""
    return walker.take(record_law(world), "announce", actor=world.actor(Role.CONSOLIDATION_HEAD), day=world.day).subject


def record_letter(world: World, **written) -> CreditNotice:
    """The consolidation expert records a letter of the centre."""
    letter = {"number": "114203", "dated_on": LETTER_DAY, "amounts_rial": {"P": 1000, "B": 500},
              "subject": "ابلاغ اعتبارات، مرحلهٔ اول"}  # fmt: skip
    expert = world.actor(Role.CONSOLIDATION_EXPERT)
    return operations.record_central_notice(actor=expert, day=world.day, **(letter | written))


def issue(world: World, notice: CreditNotice, **more) -> CreditNotice:
    """The head of the group issues or confirms a notice."""
    return walker.take(notice, "issue", actor=world.actor(Role.CONSOLIDATION_HEAD), day=world.day, **more).subject


def draft_counties(world: World, **narrowed) -> list[CreditNotice]:
    """The expert prepares the county notices."""
    return operations.draft_county_notices(actor=world.actor(Role.CONSOLIDATION_EXPERT), day=world.day, **narrowed)


def draft_agencies(world: World, origin: str, **narrowed) -> list[CreditNotice]:
    """The expert prepares the agency notices of one origin."""
    expert = world.actor(Role.CONSOLIDATION_EXPERT)
    return operations.draft_agency_notices(actor=expert, day=world.day, origin=origin, **narrowed)


def correct(world: World, notice: CreditNotice, **written) -> CreditNotice:
    """The expert drafts a correction."""
    expert = world.actor(Role.CONSOLIDATION_EXPERT)
    return operations.correct_notice(notice, actor=expert, day=world.day, **({"reason": "رقم نادرست"} | written))
