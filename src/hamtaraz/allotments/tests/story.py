"""A short way to say what happens in a year of allotment, for the tests of the room."""

from __future__ import annotations

import datetime
from typing import Any

from hamtaraz.allotments import operations
from hamtaraz.allotments.models import AllotmentNotice, AllotmentSession, CentralAllotment
from hamtaraz.allotments.operations import CentralRow, LineRow, Member
from hamtaraz.conftest import World
from hamtaraz.people.actors import actor_of
from hamtaraz.people.models import Mandate
from hamtaraz.people.roles import Role
from hamtaraz.workflow.walker import take

HELD_ON = datetime.date(2026, 10, 5)
DUE_ON = datetime.date(2028, 9, 20)
P1 = {"source": "P", "county": "0601", "chapter": "40", "programme": "4001", "agency": "rmto", "project": "p1"}
P2 = {**P1, "project": "p2"}
P9 = {**P1, "county": "", "project": "p9"}
BILL = ("treasury_bill", "اخزا۵۰۷", DUE_ON)
MEMBERS = [Member("معاون استاندار", "استانداری"), Member("رئیس سازمان", "سازمان"), Member("مدیرکل", "دارایی")]


class Year:
    """The people of allotment in a world, doing what they do."""

    def __init__(self, world: World) -> None:
        self.world = world

    def actor(self, role: Role, **kwargs: Any) -> Any:
        return self.world.actor(role, **kwargs)

    def recorded(self, *rows: CentralRow, number: str = "169250", **more: Any) -> CentralAllotment:
        """The expert records a notice of the centre."""
        return operations.record_central_allotment(
            self.actor(Role.CONSOLIDATION_EXPERT), self.world.day, number=number, dated_on=HELD_ON,
            subject="ابلاغ تخصیص", lines=rows or (CentralRow("P", 1000),), **more,
        )  # fmt: skip

    def central(self, *rows: CentralRow, **more: Any) -> CentralAllotment:
        """The expert records it, the head confirms it."""
        return self.take(self.recorded(*rows, **more), "confirm", Role.CONSOLIDATION_HEAD)

    def session(self, **more: Any) -> AllotmentSession:
        """The secretary opens a session with everybody present."""
        given: dict[str, Any] = {"held_on": HELD_ON, "place": "سالن استانداری", "attendance": MEMBERS, **more}
        return operations.open_session(self.actor(Role.ALLOTMENT_SECRETARY), self.world.day, **given)

    def ceilings(self, session: AllotmentSession, *rows: tuple[str, str, int], **more: Any) -> AllotmentSession:
        """The secretary writes ceilings."""
        secretary = self.actor(Role.ALLOTMENT_SECRETARY)
        return operations.set_ceilings(session, actor=secretary, day=self.world.day, rows=rows, **more)

    def lines(self, session: AllotmentSession, *rows: LineRow, role: Role = Role.ALLOTMENT_SECRETARY,
              **more: Any) -> AllotmentSession:  # fmt: skip
        """The secretary (or the expert, after the decision) writes lines."""
        return operations.set_lines(session, actor=self.actor(role), day=self.world.day, rows=rows, **more)

    def decided(self, ceiling: int = 500, *lines: LineRow, source: str = "P", chapter: str = "40") -> AllotmentSession:
        """A session with one ceiling and these lines, decided."""
        session = self.ceilings(self.session(), (source, chapter, ceiling))
        return self.decide(self.lines(session, *lines))

    def decide(self, session: AllotmentSession) -> AllotmentSession:
        """The secretary records the decision."""
        return self.take(session, "decide", Role.ALLOTMENT_SECRETARY)

    def issue(self, notice: AllotmentNotice) -> AllotmentNotice:
        """The head issues a notice."""
        return self.take(notice, "issue", Role.CONSOLIDATION_HEAD)

    def take(self, subject: Any, verb: str, role: Role, *, hand: int = 1, organisation: str = "", **given: Any) -> Any:
        """Somebody of `role` takes a step."""
        actor = self.world.actor(role, organisation, hand=hand)
        return take(subject, verb, actor=actor, day=self.world.day, given=given).subject

    def take_as_the_same_person(self, subject: Any, verb: str, role: Role, earlier: Role) -> Any:
        """Whoever acts as `earlier` tries the step under a second mandate, of `role`."""
        first = self.world.mandate(earlier)
        second = Mandate.objects.create(
            province=first.province, person=first.person, role=role, organisation=first.organisation, since=first.since
        )
        actor = actor_of(second, self.world.actor(earlier).fiscal_year)
        return take(subject, verb, actor=actor, day=self.world.day)


def line(amount: int, dims: dict[str, str] = P1, *part: Any) -> LineRow:
    """An allotment line, in cash unless a part is named."""
    return LineRow(**dims, amount_rial=amount, **dict(zip(("means", "symbol", "due_on"), part, strict=False)))
