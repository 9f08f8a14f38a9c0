"""Chooses the best set: by each priority in turn, then by number, then by place; proven, and the same on every machine."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import gcd

from hamtaraz.grants.planning.asked import MACHINERY, PROJECTS, Asked, Heading, Limit, Request
from hamtaraz.grants.planning.program import Program, Row
from hamtaraz.grants.planning.verifying import broken
from hamtaraz.law.bodies import Code

type Known = dict[tuple[tuple[Request, ...], tuple[object, ...]], frozenset[Code]]
"""Parts that were solved, by their requests and rows."""
NUMBER = "number"
"""The goal after the priorities: as many requests as possible."""


@dataclass(frozen=True)
class Chosen:
    """The codes that are proposed, how many of them each goal counts, and how often the solver was asked."""

    codes: frozenset[Code]
    counted: Mapping[str, int]
    solved: int


def choose(asked: Asked, known: Known | None = None) -> Chosen:
    """The best set under the envelopes and terms; `known` keeps parts that were solved, for a plan that differs a little.

    With the aim “number”: the greatest number of requests for which the first priority holds; of those sets, the greatest
    number by the second, and so on; then the greatest number of all; then, place by place, the one that stands before.
    With the aim “order”: place by place alone. One set is the best, so every correct solver finds the same.
    Refuses `TooHardToProve`.
    """
    taken: set[Code] = set()
    solved = 0
    known = {} if known is None else known
    possible = _possible(asked)
    for part in _parts(possible, _ties(asked, possible)):
        program = program_of(asked, part)
        key = (tuple(part), tuple(program.rows_as_written()))
        if key not in known:
            known[key] = _best_of(asked, part, program)
            solved += program.solved
        taken |= known[key]
    assert not broken(asked, taken), "what the solver found is looked over in whole numbers"
    counted = {goal: sum(one.code in taken for one in asked.requests if counts(goal, one)) for goal in goals(asked)}
    return Chosen(frozenset(taken), counted, solved)


def goals(asked: Asked) -> tuple[str, ...]:
    """What is counted, in its order."""
    return (*asked.terms.priorities, NUMBER)


def counts(goal: str, one: Request) -> bool:
    """Whether a request counts for a goal."""
    return goal == NUMBER or goal in one.holds


def _possible(asked: Asked) -> list[Request]:
    """The requests that fit at all: alone under their envelopes and terms, their machine asked for often enough."""
    left = [one for one in asked.requests if fits_alone(asked, one)]
    while True:
        alike = Counter(one.what for one in left if one.heading == MACHINERY)
        own: Counter[Code] = Counter()
        for one in left:
            own[one.owner] += one.aid_rial if one.heading == PROJECTS else 0
        kept = [one for one in left if (alike[one.what] >= asked.terms.least_order.get(one.what, 1)
                if one.heading == MACHINERY else own[one.owner] >= asked.terms.least_for(one.owner))]  # fmt: skip
        if len(kept) == len(left):
            return left
        left = kept


def fits_alone(asked: Asked, one: Request) -> bool:
    """Whether a request fits under its envelopes and the most an owner's projects may have, were it alone."""
    most = asked.terms.most_for(one.owner)
    beyond = one.heading == PROJECTS and most is not None and one.aid_rial > most
    missing = one.heading == MACHINERY and one.what in asked.terms.not_sold
    return not beyond and not missing and all(one.aid_rial <= limit.ceiling_rial for limit in asked.drawn_on(one))


def beside(asked: Asked, of: Code, heading: Heading) -> tuple[Request, ...]:
    """The requests that may come in or go out when an envelope changes: all that hang together with it."""
    limits = asked.drawing(asked.requests).items()
    ties = [*(drawing for _limit, drawing in limits), *_groups(asked, asked.requests)]
    changed = {one.code for limit, drawing in limits if raised(limit, of, heading) for one in drawing}
    parts = _parts(asked.requests, ties)
    held = {one.code for part in parts if any(one.code in changed for one in part) for one in part}
    return tuple(one for one in asked.requests if one.code in held)


def raised(limit: Limit, of: Code, heading: Heading) -> bool:
    """Whether an envelope grows with more for a county or municipality in a heading: its own, and the province's of that
    heading."""
    own = limit.of == of and heading in ("", limit.heading or heading)
    return own or (not limit.of and limit.heading == heading)


def _parts(rows: Sequence[Request], ties: Iterable[list[Request]]) -> list[list[Request]]:
    """The requests in parts that no tie joins."""
    parent = {one.code: one.code for one in rows}

    def root(code: Code) -> Code:
        while parent[code] != code:
            parent[code] = parent[parent[code]]
            code = parent[code]
        return code

    for tied in ties:
        first = root(tied[0].code)
        for one in tied[1:]:
            parent[root(one.code)] = first
    parts: dict[Code, list[Request]] = defaultdict(list)
    for one in rows:
        parts[root(one.code)].append(one)
    return list(parts.values())


def _ties(asked: Asked, possible: list[Request]) -> Iterator[list[Request]]:
    """What joins requests: an envelope that could run out, their owner, a least order."""
    for limit, covered in asked.drawing(possible).items():
        if sum(one.aid_rial for one in covered) > limit.ceiling_rial:
            yield covered
    yield from _groups(asked, possible)


def _groups(asked: Asked, rows: Sequence[Request]) -> Iterator[list[Request]]:
    groups: dict[tuple[str, str], list[Request]] = defaultdict(list)
    for one in rows:
        groups["owner", one.owner].append(one)
        if one.heading == MACHINERY and asked.terms.least_order.get(one.what, 1) > 1:
            groups["machine", one.what].append(one)
    yield from groups.values()


def _best_of(asked: Asked, part: list[Request], program: Program) -> frozenset[Code]:
    """The best set of a part, whose requests stand in the order of their places."""
    best: list[int] | None = None
    if asked.aim == "number":
        for goal in goals(asked):
            worth = {place: 1 for place, one in enumerate(part) if counts(goal, one)}
            if not worth:
                continue
            best = program.best(worth, {})
            assert best is not None, "taking nothing keeps to every row"
            program.rows.append(Row(worth, least=sum(best[place] for place in worth)))
    taken = _in_order(program, len(part), best or [0] * program.size, towards_places=best is not None)
    return frozenset(one.code for place, one in enumerate(part) if taken[place])


def _in_order(program: Program, count: int, best: list[int], *, towards_places: bool) -> list[int]:
    """Of the sets that keep to the program, the one that place by place takes what stands before.

    `towards_places` asks each time for a set with much of what stands before, which saves asking again where few sets
    are left; it changes no answer.
    """
    fixed: dict[int, int] = {}
    for place in range(count):
        if not best[place] and _has_room(program, fixed, place):
            worth = {after: count - after for after in range(place, count)} if towards_places else {}
            best = program.best(worth, fixed | {place: 1}) or best
        fixed[place] = best[place]
    return best


def _has_room(program: Program, fixed: Mapping[int, int], place: int) -> bool:
    """Whether no plain row shuts a request out beside what is fixed; a quick look before the solver is asked."""
    for row in program.rows:
        if row.most is None or place not in row.weights or min(row.weights.values()) < 0:
            continue
        if sum(weight for other, weight in row.weights.items() if other == place or fixed.get(other)) > row.most:
            return False
    return True


def program_of(asked: Asked, part: list[Request]) -> Program:
    """The rows a part must keep to; the first columns are its requests in their order."""
    at = {one.code: place for place, one in enumerate(part)}
    made = _Rows([], len(part))
    for limit, drawing in asked.drawing(part).items():
        drawn = {at[one.code]: one.aid_rial for one in drawing}
        if sum(drawn.values()) > limit.ceiling_rial:
            made.rows.append(_in_units(drawn, limit.ceiling_rial))
    owners: dict[Code, dict[str, list[int]]] = defaultdict(lambda: {MACHINERY: [], PROJECTS: []})
    machines: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(part):
        owners[one.owner][one.heading].append(place)
        if one.heading == MACHINERY:
            machines[one.what].append(place)
    for own in owners.values():
        made.hold_owner(asked, part, own[MACHINERY], own[PROJECTS])
    for machine, places in machines.items():
        made.hold_order(places, asked.terms.least_order.get(machine, 1))
    return Program(made.size, made.rows)


def _in_units(drawn: Mapping[int, int], most: int) -> Row:
    """The row of an amount that may not be passed, in the largest unit all of it is whole in."""
    unit = gcd(*drawn.values())
    return Row({place: aid // unit for place, aid in drawn.items()}, most=most // unit)


@dataclass
class _Rows:
    """Rows as they are added, with a further yes or no where a row needs one."""

    rows: list[Row]
    size: int

    def hold_owner(self, asked: Asked, part: list[Request], machines: list[int], projects: list[int]) -> None:
        """One owner: so many machines, machine or projects, projects within their least and most."""
        terms, owner = asked.terms, part[(machines or projects)[0]].owner
        least, most = terms.least_for(owner), terms.most_for(owner)
        if len(machines) > terms.most_machines:
            self.rows.append(Row(dict.fromkeys(machines, 1), most=terms.most_machines))
        drawn = {place: part[place].aid_rial for place in projects}
        if most is not None and sum(drawn.values()) > most:
            self.rows.append(_in_units(drawn, most))
        either = terms.one_kind and bool(machines)
        in_sum = any(aid < least for aid in drawn.values())
        if not projects or not (either or in_sum):
            return
        chosen = self._further()
        self.rows += [Row({place: 1, chosen: -1}, most=0) for place in projects]
        if either:
            self.rows += [Row({place: 1, chosen: 1}, most=1) for place in machines]
        if in_sum:
            self.rows.append(Row(drawn | {chosen: -least}, least=0))

    def hold_order(self, places: list[int], least: int) -> None:
        """A machine is bought in no fewer than its least order, or not at all."""
        if least > 1:
            bought = self._further()
            self.rows.append(Row(dict.fromkeys(places, 1) | {bought: -least}, least=0))
            self.rows += [Row({place: 1, bought: -1}, most=0) for place in places]

    def _further(self) -> int:
        self.size += 1
        return self.size - 1
