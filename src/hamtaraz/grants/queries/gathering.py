"""Gathers what a plan is made of: the requests that wait, what is left of shares and envelopes, the directive's terms.

A kind of request takes part by a function in `SOURCES`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.db.models import Count, Sum

from hamtaraz.grants.models import (
    DehyariMachine,
    DehyariProject,
    MachineRequest,
    Part,
    Recipient,
    RecipientKind,
    ShareRun,
)
from hamtaraz.grants.models.projects import LEFT
from hamtaraz.grants.planning.asked import MACHINERY, PROJECTS, Heading, Limit, Terms, envelopes, open_split
from hamtaraz.grants.queries.machinery import LEAST_ORDER, catalogue, is_new, prices
from hamtaraz.grants.queries.projects import figures_of_project, projects_for
from hamtaraz.grants.queries.village_machines import APPROVED, machines_for
from hamtaraz.grants.refusals.plans import NothingAnnounced
from hamtaraz.kernel.rial import Rial
from hamtaraz.law.bodies import Bodies, Code, Value
from hamtaraz.law.clauses import Key
from hamtaraz.law.directive import Directive
from hamtaraz.law.one_case import figures_of
from hamtaraz.ledger.accounts import CREDIT
from hamtaraz.ledger.queries import accounts
from hamtaraz.people.actors import Actor

WAITING = ("asked", "sent", "listed")
"""States of a request that was sent and not yet decided."""
HEADINGS = (MACHINERY, PROJECTS)
OF_PROJECTS = ("project_type", "unfinished", "own_money", "province_money")
"""Figures of a project that its rank goes by."""
NOT_BOOKED = ("reviewed",)
"""States of a machine that was approved, whose aid is promised in the book only once it is announced."""


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
    return [one for source in SOURCES[Part(part)] for one in source(actor, rules, WAITING)]


def _municipal_machines(actor: Actor, rules: Directive, states: Collection[str]) -> Iterable[Candidate]:
    """Both priorities of a request as alternatives, or the one that was approved, at the determined price or the
    approximate one (S4-029, F3); a machine without a price is left for whoever sets prices."""
    rows = MachineRequest.visible_to(actor).filter(state__in=states).select_related("recipient__county")
    known, machines = prices(actor.province, actor.fiscal_year), catalogue(rules)
    asked: dict[Code, tuple[MachineRequest, str, dict[Key, Value]]] = {}
    for one in rows:
        for number, machine in enumerate([one.machine] if one.machine else filter(None, (one.first, one.second)), 1):
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


def _village_machines(actor: Actor, rules: Directive, states: Collection[str]) -> Iterable[Candidate]:
    """The machines of dehyaris with the aid of Table 1 (S4-095)."""
    machines = catalogue(rules, RecipientKind.VILLAGE)
    for one in machines_for(actor).filter(state__in=states):
        named = machines[one.machine]
        yield Candidate(f"d{one.pk}", one.recipient, MACHINERY, one.machine, named.name, named.name_en,
                        one.present_aid_rial, url=one.get_absolute_url())  # fmt: skip


def _projects_of(part: Part) -> Source:
    """The projects of a part with the aid of Table 2 (S4-062, S4-111)."""

    def source(actor: Actor, rules: Directive, states: Collection[str]) -> Iterable[Candidate]:
        for one in projects_for(actor, part).filter(state__in=states):
            figures = {key: value for key, value in figures_of_project(one).items() if key in OF_PROJECTS}
            yield Candidate(f"p{one.pk}", one.recipient, PROJECTS, one.project_type, one.name, one.name, one.aid_rial,
                            figures, one.get_absolute_url())  # fmt: skip

    return source


def aid_of_machines(rules: Directive, cases: Mapping[Code, Mapping[Key, Value]]) -> dict[Code, Rial]:
    """The aid of many machines at once, in whole rials (F3); a case that comes to nothing or less is left as it is."""
    if not cases:
        return {}
    keys = sorted({key for figures in cases.values() for key in figures})
    bodies = Bodies(list(cases), {}, {key: [figures.get(key) for figures in cases.values()] for key in keys})
    return {code: int(aid) for code, aid in figures_of(rules, bodies, "machine_aid").items()}


type Source = Callable[[Actor, Directive, Collection[str]], Iterable[Candidate]]
SOURCES: dict[Part, tuple[Source, ...]] = {
    Part.MUNICIPAL: (_municipal_machines, _projects_of(Part.MUNICIPAL)),
    Part.DEHYARI: (_village_machines, _projects_of(Part.DEHYARI)),
}
"""Where the requests of each part come from."""


def limits(actor: Actor, part: str, rules: Directive) -> list[Limit]:
    """What is left to promise: each municipality's share; each county's two envelopes, or while the split is open its
    total with the province's machinery and projects; without the aid of machines that were approved and are not booked
    yet. Refuses `NothingAnnounced`, `RatioNotTheCounties`."""
    approved = [one for source in SOURCES[Part(part)] for one in source(actor, rules, NOT_BOOKED)]
    found = _in_the_book(actor, part)
    return [replace(one, ceiling_rial=max(0, one.ceiling_rial - _drawn(one, approved))) for one in found]


def _drawn(limit: Limit, approved: Iterable[Candidate]) -> Rial:
    return sum(one.aid_rial for one in approved
               if limit.heading in ("", one.heading) and limit.of in ("", one.recipient.county.code, one.recipient.code))  # fmt: skip


def _in_the_book(actor: Actor, part: str) -> list[Limit]:
    """What the book holds, and the ratio of the province."""
    run = ShareRun.objects.filter(
        province=actor.province, fiscal_year=actor.fiscal_year, part=part, state="announced"
    ).first()
    if run is None:
        raise NothingAnnounced()
    if part == Part.MUNICIPAL:
        return _of_municipalities(actor, run)
    shares = {code: amount for (code, _programme), amount in _rests(actor, "grant_share", part, "county").items()}
    split = _rests(actor, "grant_envelope", part, "county")
    if split:
        machinery, projects = ({code: split.get((code, heading), 0) for code in shares} for heading in HEADINGS)
        return envelopes(machinery, projects)
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


def terms_of(actor: Actor, rules: Directive, part: str, day: str) -> Terms:
    """What the directive says of a part: priorities, least orders, one machine; for villages one kind, least and most.

    Machines of dehyaris that were approved already count towards their least orders (S4-104).
    """
    priorities = tuple(one.key for one in rules.priorities if one.when)
    known = prices(actor.province, actor.fiscal_year)
    not_sold = frozenset(key for key, one in known.items() if not one.purchasable)
    least = {key.removeprefix(LEAST_ORDER): int(rules.value_of(key, day))
             for key in rules.parameters if key.startswith(LEAST_ORDER)}  # fmt: skip
    most = int(rules.value_of("most_machines", day))
    if part == Part.MUNICIPAL:
        return Terms(priorities, least, most, not_sold=not_sold)
    bought = _approved_machines(actor)
    return Terms(
        priorities, {key: max(1, number - bought.get(key, 0)) for key, number in least.items()}, most, one_kind=True,
        projects_least_rial=int(rules.value_of("village_aid_least", day)),
        projects_most_rial=int(rules.value_of("village_aid_most", day)),
        approved_before=_approved_before(actor), not_sold=not_sold,
    )  # fmt: skip


def _approved_machines(actor: Actor) -> dict[Key, int]:
    """How many machines of dehyaris were approved already, by machine."""
    rows = DehyariMachine.objects.filter(province=actor.province, fiscal_year=actor.fiscal_year, state__in=APPROVED)
    return dict(rows.values_list("machine").annotate(count=Count("id")).order_by("machine"))


def _approved_before(actor: Actor) -> dict[Code, Rial]:
    """What projects of villages were approved already, by the village's code (S4-?16)."""
    rows = DehyariProject.objects.filter(
        province=actor.province, fiscal_year=actor.fiscal_year, approved_rial__isnull=False
    ).exclude(state__in=LEFT)
    summed = rows.values_list("recipient__code").annotate(sum=Sum("approved_rial"))
    return dict(summed.order_by("recipient__code"))
