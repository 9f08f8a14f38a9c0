"""Looks a set of requests over in whole numbers: every envelope, every term, by itself and without the solver."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator

from hamtaraz.grants.planning.asked import MACHINERY, PROJECTS, Asked, Request
from hamtaraz.law.bodies import Code


def broken(asked: Asked, codes: Collection[Code]) -> list[str]:
    """What the set breaks, as short notes for whoever mends it; empty where it keeps to everything (INV-23, INV-24)."""
    taken = [one for one in asked.requests if one.code in codes]
    return [*_envelopes(asked, taken), *_owners(asked, taken), *_orders(asked, taken)]


def _envelopes(asked: Asked, taken: list[Request]) -> Iterator[str]:
    for limit in asked.limits:
        used = sum(one.aid_rial for one in taken if limit.covers(one))
        if used > limit.ceiling_rial:
            yield f"{limit.key}: {used} of {limit.ceiling_rial} rial"


def _owners(asked: Asked, taken: list[Request]) -> Iterator[str]:
    terms = asked.terms
    own: dict[Code, list[Request]] = defaultdict(list)
    for one in taken:
        own[one.owner].append(one)
    for owner, rows in own.items():
        machines = sum(one.heading == MACHINERY for one in rows)
        projects = [one.aid_rial for one in rows if one.heading == PROJECTS]
        if machines > terms.most_machines:
            yield f"{owner}: {machines} machines"
        if terms.one_kind and machines and projects:
            yield f"{owner}: machine and project"
        most = terms.most_for(owner)
        if projects and sum(projects) < terms.least_for(owner):
            yield f"{owner}: projects of {sum(projects)} rial"
        if most is not None and sum(projects) > most:
            yield f"{owner}: projects of {sum(projects)} rial"


def _orders(asked: Asked, taken: list[Request]) -> Iterator[str]:
    bought = Counter(one.what for one in taken if one.heading == MACHINERY)
    for machine, count in bought.items():
        if count < asked.terms.least_order.get(machine, 1) or machine in asked.terms.not_sold:
            yield f"{machine}: {count}"
