"""Gathers what a plan is made of: the requests that wait, what is left of shares and envelopes, the directive's terms.

A kind of request takes part by a function in `SOURCES`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from hamtaraz.grants.models import MachineRequest, Part, Recipient, ShareRun
from hamtaraz.grants.planning.asked import MACHINERY, PROJECTS, Heading, Limit, Terms, envelopes, open_split
from hamtaraz.grants.queries.machinery import LEAST_ORDER, catalogue, is_new, prices
from hamtaraz.grants.refusals.plans import NothingAnnounced
from hamtaraz.kernel.rial import Rial
from hamtaraz.law.bodies import Bodies, Code, Value
from hamtaraz.law.clauses import Key
from hamtaraz.law.directive import Directive
from hamtaraz.law.one_case import figures_of
from hamtaraz.ledger.accounts import CREDIT
from hamtaraz.ledger.queries import accounts
from hamtaraz.people.actors import Actor

WAITING = ("sent", "listed")
"""The states of a request that was sent and not yet decided."""


@dataclass(frozen=True)
class Candidate:
    """A request as it may take part in a plan: whose, what, for how much; `figures` are what its rank goes by."""

    code: Code
    recipient: Recipient
    heading: Heading
    what: Key
    title: str
    title_en: str
    aid_rial: Rial
    figures: Mapping[Key, Value] = field(default_factory=dict)
    url: str = ""


def candidates(actor: Actor, part: str, rules: Directive) -> list[Candidate]:
    """Every request of a part that waits to be decided."""
    return [one for source in SOURCES[Part(part)] for one in source(actor, rules)]


def _municipal_machines(actor: Actor, rules: Directive) -> Iterable[Candidate]:
    """Both priorities of every request, as alternatives, at the determined price or the approximate one (S4-029, F3)."""
    rows = MachineRequest.visible_to(actor).filter(state__in=WAITING).select_related("recipient__county")
    known, machines = prices(actor.province, actor.fiscal_year), catalogue(rules)
    asked: dict[Code, tuple[MachineRequest, str, dict[Key, Value]]] = {}
    for one in rows:
        for number, machine in enumerate(filter(None, (one.first, one.second)), 1):
            price = known.get(machine)
            if price is None or machine not in machines:
                continue
            asked[f"m{one.pk}-{number}"] = (one, machine, {
                "kind": "municipality", "machine": machine, "price": price.determined_rial or price.approximate_rial,
                "new_municipality": is_new(one.recipient, one.fiscal_year), "chosen_last_year": one.chosen_last_year,
                "last_year_contribution": one.last_year_contribution_rial,
            })  # fmt: skip
    aids = aid_of_machines(rules, {code: figures for code, (_one, _machine, figures) in asked.items()})
    for code, (one, machine, _figures) in asked.items():
        named = machines[machine]
        yield Candidate(code, one.recipient, MACHINERY, machine, named.name, named.name_en, aids[code],
                        url=one.get_absolute_url())  # fmt: skip


def aid_of_machines(rules: Directive, cases: Mapping[Code, Mapping[Key, Value]]) -> dict[Code, Rial]:
    """The aid of many machines at once, in whole rials (F3); a case that comes to nothing or less is left as it is."""
    if not cases:
        return {}
    keys = sorted({key for figures in cases.values() for key in figures})
    bodies = Bodies(list(cases), {}, {key: [figures.get(key) for figures in cases.values()] for key in keys})
    return {code: int(aid) for code, aid in figures_of(rules, bodies, "machine_aid").items()}


type Source = Callable[[Actor, Directive], Iterable[Candidate]]
SOURCES: dict[Part, tuple[Source, ...]] = {Part.MUNICIPAL: (_municipal_machines,), Part.DEHYARI: ()}
"""Where the requests of each part come from."""


def limits(actor: Actor, part: str) -> list[Limit]:
    """What is left to promise: each municipality's share; each county's two envelopes, or while the split is open its
    total with the province's machinery and projects. Refuses `NothingAnnounced`, `RatioNotTheCounties`."""
    run = ShareRun.objects.filter(
        province=actor.province, fiscal_year=actor.fiscal_year, part=part, state="announced"
    ).first()
    if run is None:
        raise NothingAnnounced()
    if part == Part.MUNICIPAL:
        return _of_municipalities(actor, run)
    split = _rests(actor, "grant_envelope", part, "county")
    if split:
        by_heading = {heading: {code: amount for (code, programme), amount in split.items() if programme == heading}
                      for heading in (MACHINERY, PROJECTS)}  # fmt: skip
        return envelopes(by_heading[MACHINERY], by_heading[PROJECTS])
    shares = {code: amount for (code, _programme), amount in _rests(actor, "grant_share", part, "county").items()}
    return open_split(shares, run.machinery_rial, run.pool_rial - run.machinery_rial)


def _of_municipalities(actor: Actor, run: ShareRun) -> list[Limit]:
    """Shares for both headings; where machines are not charged to them, for projects, beside the province's machinery
    (S4-?8)."""
    heading: Heading = PROJECTS if run.machinery_is_apart else ""
    shares = _rests(actor, "grant_share", run.part, "agency")
    found = [Limit(agency, heading, amount) for (agency, _programme), amount in shares.items()]
    if run.machinery_is_apart:
        found.append(Limit("", MACHINERY, sum(_rests(actor, "grant_credit", run.part, "chapter").values())))
    return found


def _rests(actor: Actor, stage: str, part: str, by: str) -> dict[tuple[Code, str], Rial]:
    found: dict[tuple[Code, str], Rial] = defaultdict(int)
    for row in accounts(actor.province, actor.fiscal_year, CREDIT, stage, chapter=part):
        found[getattr(row, by), row.programme] += row.balance
    return dict(found)


def terms_of(rules: Directive, part: str, day: str) -> Terms:
    """What the directive says of a part: priorities, least orders, one machine; for villages one kind, least and most."""
    least = {key.removeprefix(LEAST_ORDER): int(rules.value_of(key, day))
             for key in rules.parameters if key.startswith(LEAST_ORDER)}  # fmt: skip
    priorities = tuple(one.key for one in rules.priorities if one.when)
    machines = int(rules.value_of("most_machines", day))
    if part == Part.MUNICIPAL:
        return Terms(priorities, least, machines)
    return Terms(priorities, least, machines, True, int(rules.value_of("village_aid_least", day)),
                 int(rules.value_of("village_aid_most", day)))  # fmt: skip
