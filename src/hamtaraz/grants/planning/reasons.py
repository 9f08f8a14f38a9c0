"""Why a request is left out, and what binds: found by putting it beside what is proposed, in whole numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from hamtaraz.grants.planning.asked import MACHINERY, PROJECTS, Asked, Limit, Request
from hamtaraz.grants.planning.choosing import Chosen
from hamtaraz.kernel.rial import Rial
from hamtaraz.law.bodies import Code


@dataclass(frozen=True)
class Reason:
    """One limit that shuts a request out: its `key`, and what a sentence about it names.

    `limit` is the key of the envelope; `beside` the codes of proposed requests it cannot stand beside.
    """

    key: str
    limit: str = ""
    left_rial: Rial = 0
    short_by_rial: Rial = 0
    count: int = 0
    least: int = 0
    beside: tuple[Code, ...] = ()


@dataclass(frozen=True)
class Filled:
    """An envelope as the proposal fills it, and how many requests it shuts out."""

    limit: Limit
    used_rial: Rial
    shuts_out: int

    @property
    def left_rial(self) -> Rial:
        """What rests in it, in whole rials."""
        return self.limit.ceiling_rial - self.used_rial

    @property
    def percent(self) -> int:
        """How full it is, in whole percent rounded down."""
        return 100 * self.used_rial // self.limit.ceiling_rial if self.limit.ceiling_rial else 100


@dataclass(frozen=True)
class Ordered:
    """A machine: how many are asked for, how many proposed, how many an order needs (S4-104)."""

    machine: str
    asked: int
    proposed: int
    least: int


class Standing:
    """What is proposed, with what each envelope has left."""

    def __init__(self, asked: Asked, chosen: Chosen) -> None:
        self.asked = asked
        self.taken = [one for one in asked.requests if one.code in chosen.codes]
        self.left_out = [one for one in asked.requests if one.code not in chosen.codes]
        self.used = {limit.key: sum(one.aid_rial for one in self.taken if limit.covers(one)) for limit in asked.limits}
        self.machines = Counter(one.what for one in self.taken if one.heading == MACHINERY)
        self.asked_machines = Counter(one.what for one in asked.requests if one.heading == MACHINERY)
        self._own: dict[Code, list[Request]] = defaultdict(list)
        for one in self.taken:
            self._own[one.owner].append(one)

    def why(self, one: Request) -> list[Reason]:
        """Every limit that shuts a left-out request out, were it put beside what is proposed; `choose` leaves nothing out
        without one."""
        return [*self._envelopes(one), *self._owner(one), *self._order(one)]

    def filled(self) -> list[Filled]:
        """The envelopes, each with how many requests it shuts out."""
        shut = Counter(reason.limit for one in self.left_out for reason in self._envelopes(one))
        return [Filled(limit, self.used[limit.key], shut[limit.key]) for limit in self.asked.limits]

    def ordered(self) -> list[Ordered]:
        """The machines that are asked for, by key."""
        least = self.asked.terms.least_order
        return [
            Ordered(machine, count, self.machines[machine], least.get(machine, 1))
            for machine, count in sorted(self.asked_machines.items())
        ]

    def _envelopes(self, one: Request) -> Iterator[Reason]:
        for limit in self.asked.drawn_on(one):
            left = limit.ceiling_rial - self.used[limit.key]
            if one.aid_rial > limit.ceiling_rial:
                yield Reason("beyond_envelope", limit.key, limit.ceiling_rial, one.aid_rial - limit.ceiling_rial)
            elif one.aid_rial > left:
                yield Reason("envelope", limit.key, left, one.aid_rial - left)

    def _owner(self, one: Request) -> Iterator[Reason]:
        terms = self.asked.terms
        machines = tuple(other.code for other in self._own[one.owner] if other.heading == MACHINERY)
        projects = [other for other in self._own[one.owner] if other.heading == PROJECTS]
        if one.heading == MACHINERY:
            if len(machines) >= terms.most_machines:
                yield Reason("machine_taken", beside=machines)
            if terms.one_kind and projects:
                yield Reason("other_kind", beside=tuple(other.code for other in projects))
            return
        if terms.one_kind and machines:
            yield Reason("other_kind", beside=machines)
        aid = sum(other.aid_rial for other in projects) + one.aid_rial + terms.approved_before.get(one.owner, 0)
        if terms.projects_most_rial is not None and aid > terms.projects_most_rial:
            yield Reason(
                "projects_most", left_rial=terms.projects_most_rial, short_by_rial=aid - terms.projects_most_rial
            )
        if aid < terms.projects_least_rial:
            yield Reason("projects_least", left_rial=terms.projects_least_rial, short_by_rial=terms.projects_least_rial - aid)  # fmt: skip

    def _order(self, one: Request) -> Iterator[Reason]:
        least = self.asked.terms.least_order.get(one.what, 1)
        if one.heading == MACHINERY and one.what in self.asked.terms.not_sold:
            yield Reason("not_sold")
        elif one.heading == MACHINERY and self.machines[one.what] + 1 < least:
            asked = self.asked_machines[one.what]
            yield Reason("too_few_asked" if asked < least else "order_not_reached", count=asked, least=least)
