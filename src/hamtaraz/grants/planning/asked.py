"""What a plan is made of: requests, the envelopes they draw on, and what the directive says of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from hamtaraz.grants.planning.refusals import (
    AidOfNothing,
    LimitBelowZero,
    NoEnvelope,
    NothingAsked,
    RatioNotTheCounties,
    RequestTwice,
)
from hamtaraz.kernel.rial import Rial
from hamtaraz.law.bodies import Code
from hamtaraz.law.clauses import Key

type Heading = Literal["machinery", "projects", ""]
MACHINERY: Literal["machinery"] = "machinery"
PROJECTS: Literal["projects"] = "projects"
type Aim = Literal["number", "order"]
"""The greatest number by each priority in turn, or the order of places alone."""


@dataclass(frozen=True)
class Request:
    """One line that may be accepted: whose, what, for how much in whole rials, and its place among all of them.

    `owner` is the code of the municipality or village; `what` a machine or a type of project; `holds` are the keys of
    the yes-or-no priorities that hold of it.
    """

    code: Code
    owner: Code
    county: Code
    heading: Heading
    what: Key
    aid_rial: Rial
    place: int
    holds: frozenset[Key] = frozenset()


@dataclass(frozen=True, order=True)
class Limit:
    """The most that requests of a county, a municipality or the whole province (`of` is empty) may take in whole rials,
    in one heading or, where that is empty, in both."""

    of: Code
    heading: Heading
    ceiling_rial: Rial

    @property
    def key(self) -> str:
        """What tells it from the others."""
        return f"{self.of}/{self.heading}"

    def covers(self, one: Request) -> bool:
        """Whether a request draws on it."""
        return self.of in ("", one.county, one.owner) and self.heading in ("", one.heading)


@dataclass(frozen=True)
class Terms:
    """What the directive says: the order of its yes-or-no priorities, least orders by machine (S4-104), machines for one
    owner (S4-037), whether an owner has machine or projects, never both (S4-102), least and most aid of an owner's
    projects in all (S4-111, S4-?16) beside what was approved before, and machines that cannot be bought (S4-104)."""

    priorities: tuple[Key, ...] = ()
    least_order: Mapping[Key, int] = field(default_factory=dict)
    most_machines: int = 1
    one_kind: bool = False
    projects_least_rial: Rial = 0
    projects_most_rial: Rial | None = None
    approved_before: Mapping[Code, Rial] = field(default_factory=dict)
    not_sold: frozenset[Key] = frozenset()

    def least_for(self, owner: Code) -> Rial:
        """The least that projects of an owner still need, beside those approved before."""
        return max(0, self.projects_least_rial - self.approved_before.get(owner, 0))

    def most_for(self, owner: Code) -> Rial | None:
        """The most that projects of an owner may still have, beside those approved before."""
        if self.projects_most_rial is None:
            return None
        return max(0, self.projects_most_rial - self.approved_before.get(owner, 0))


@dataclass(frozen=True)
class Asked:
    """A plan to be made; put in order, so that the order in which rows come changes nothing. See `asked`."""

    requests: tuple[Request, ...]
    limits: tuple[Limit, ...]
    terms: Terms
    aim: Aim = "number"

    @cached_property
    def _limits_of(self) -> Mapping[tuple[Code, str], list[Limit]]:
        found: dict[tuple[Code, str], list[Limit]] = defaultdict(list)
        for limit in self.limits:
            found[limit.of, limit.heading].append(limit)
        return found

    def drawn_on(self, one: Request) -> list[Limit]:
        """The envelopes a request draws on."""
        whose = dict.fromkeys(("", one.county, one.owner))
        return [
            limit for of in whose for heading in ("", one.heading) for limit in self._limits_of.get((of, heading), ())
        ]

    def drawing(self, requests: Iterable[Request]) -> dict[Limit, list[Request]]:
        """The envelopes these requests draw on, in order, each with those that do."""
        found: dict[Limit, list[Request]] = {}
        for one in requests:
            for limit in self.drawn_on(one):
                found.setdefault(limit, []).append(one)
        return dict(sorted(found.items()))


def asked(requests: Sequence[Request], limits: Sequence[Limit], terms: Terms, aim: Aim = "number") -> Asked:
    """Check what a plan is made of, and put it in order.

    Where a heading has envelopes of counties or municipalities, each of its requests draws on one of them.

    Refuses `NothingAsked`, `RequestTwice`, `AidOfNothing`, `LimitBelowZero`, `NoEnvelope`.
    """
    if not requests:
        raise NothingAsked()
    codes: set[Code] = set()
    for one in requests:
        if one.code in codes:
            raise RequestTwice(code=one.code)
        if one.aid_rial <= 0:
            raise AidOfNothing(code=one.code, aid_rial=one.aid_rial)
        codes.add(one.code)
    for limit in limits:
        if limit.ceiling_rial < 0:
            raise LimitBelowZero(of=limit.of, ceiling_rial=limit.ceiling_rial)
    for one in requests:
        near = [limit for limit in limits if limit.heading in ("", one.heading) and limit.of] or limits
        if not any(limit.covers(one) for limit in near):
            raise NoEnvelope(code=one.code, of=one.county)
    ordered = sorted(requests, key=lambda one: (one.place, one.code))
    return Asked(tuple(ordered), tuple(sorted(limits)), terms, aim)


def envelopes(machinery: Mapping[Code, Rial], projects: Mapping[Code, Rial]) -> list[Limit]:
    """The envelopes of the counties, once the province has split them (S4-132)."""
    return [Limit(code, MACHINERY, amount) for code, amount in machinery.items()] + [
        Limit(code, PROJECTS, amount) for code, amount in projects.items()
    ]


def open_split(counties: Mapping[Code, Rial], machinery_rial: Rial, projects_rial: Rial) -> list[Limit]:
    """The totals of the counties with the province's machinery and projects, while the split is open (S4-133).

    A set keeps to these if and only if some split m_k with Σ m_k = M has room for it, see `split_for`.
    Refuses `RatioNotTheCounties`, `LimitBelowZero`.
    """
    whole = sum(counties.values())
    if min(machinery_rial, projects_rial) < 0:
        raise LimitBelowZero(of="", ceiling_rial=min(machinery_rial, projects_rial))
    if machinery_rial + projects_rial != whole:
        raise RatioNotTheCounties(
            machinery_rial=machinery_rial, projects_rial=projects_rial, counties_rial=whole,
            difference_rial=abs(machinery_rial + projects_rial - whole),
        )  # fmt: skip
    return [
        *(Limit(code, "", amount) for code, amount in counties.items()),
        Limit("", MACHINERY, machinery_rial),
        Limit("", PROJECTS, projects_rial),
    ]
