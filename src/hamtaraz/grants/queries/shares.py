"""What may be asked of shares: a run computed before it is kept, why a share is so much, what rests of it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

from django.db.models import Sum

from hamtaraz.directives.models import DirectiveVersion
from hamtaraz.directives.queries import directive_of
from hamtaraz.grants.models import Part, Share, ShareRun
from hamtaraz.grants.models.machinery import HEADING
from hamtaraz.grants.models.recipients import AMOUNTS
from hamtaraz.grants.queries.amounts import FAR_OFF
from hamtaraz.grants.queries.bodies import MILLION, Gathered, counties, municipalities
from hamtaraz.grants.queries.rules import law_day, rules_in_force
from hamtaraz.kernel.rial import Rial
from hamtaraz.law.bodies import Bodies, Code, Value
from hamtaraz.law.run import Run, distribute
from hamtaraz.ledger.accounts import CREDIT
from hamtaraz.ledger.models import AccountRow
from hamtaraz.ledger.queries import accounts, total
from hamtaraz.people.actors import Actor


@dataclass(frozen=True)
class Computed:
    """A run of an index with the bodies it was run over."""

    version: DirectiveVersion
    run: Run
    gathered: Gathered


def compute(
    version: DirectiveVersion, *, province: str, fiscal_year: int, part: str, pool_rial: Rial, day: datetime.date
) -> Computed:
    """Share a pool out by an index; nothing is kept. Sums are exact (INV-14), whoever is not eligible is left out (INV-13).

    Refuses what the law refuses of figures and gaps, naming the town or county.
    """
    index = directive_of(version)
    if part == Part.MUNICIPAL:
        gathered = municipalities(index, province, day)
    else:
        gathered = counties(index, rules_in_force(province, fiscal_year, day), province, day)
    return Computed(version, distribute(index, gathered.bodies, pool_rial, day=law_day(day)), gathered)


def recomputed(run: ShareRun) -> Run:
    """The run as its kept working says: the same bodies, parameters and pool, by the text it went by."""
    working = run.working
    names: dict[Code, str] = working["names"]
    columns: dict[str, list[Value]] = {key: [_value(one) for one in column] for key, column in working["data"].items()}
    index = directive_of(run.directive)
    for key, datum in index.data.items():
        if datum.kind == "text":
            columns[key] = list(working["data"].get(key, ()))
    parameters = {key: Fraction(value) for key, value in working["parameters"].items()}
    return distribute(index, Bodies(list(working["codes"]), names, columns), run.shared_rial, parameters=parameters)


def _value(written: str | bool | None) -> Value:
    if written is None or isinstance(written, bool):
        return written
    try:
        return Fraction(written)
    except ValueError:
        return written


@dataclass(frozen=True)
class Suspect:
    """A figure of money that is a hundredfold off what others have for each person: perhaps in another unit."""

    code: Code
    name: str
    key: str
    value_rial: Rial
    times: int


def suspects(run: ShareRun) -> list[Suspect]:
    """The amounts of a run's figures that lie a hundredfold beyond or below the middle of all, for each person."""
    working, found = run.working, []
    people = [_value(one) for one in working["data"].get("population", ())]
    for key in sorted(AMOUNTS & working["data"].keys()):
        each = {
            row: Fraction(value) / person
            for row, (value, person) in enumerate(zip(map(_value, working["data"][key]), people, strict=True))
            if isinstance(value, Fraction) and isinstance(person, Fraction) and value > 0 and person > 0
        }
        middle = median(each.values()) if each else Fraction(0)
        for row, one in each.items():
            if max(one, middle) > FAR_OFF * min(one, middle):
                code = working["codes"][row]
                times = round(Fraction(max(one, middle), min(one, middle)))
                amount = int(Fraction(working["data"][key][row]) * MILLION)
                found.append(Suspect(code, working["names"][code], key, amount, times))
    return found


def share_of(actor: Actor, agency: str) -> Share | None:
    """The announced share of a municipality in the actor's year, if there is one and the actor may read it."""
    return (
        Share.visible_to(actor)
        .filter(run__state="announced", agency=agency)
        .select_related("run", "run__directive")
        .first()
    )


def used_rial(share: Share) -> dict[str, Rial]:
    """What of a share was promised and paid, by heading (S4-016), or lies in a county's envelopes (S4-132).

    Machines count only where they are charged to the share (S4-?8).
    """
    run = share.run
    by_agency = {"agency": share.agency} if share.agency else {}
    rows = AccountRow.objects.filter(
        province=run.province, fiscal_year=run.fiscal_year, book=CREDIT, stage__in=("grant_envelope", "grant_promised", "grant_paid"),
        source=run.source, chapter=run.part, county=share.county, **by_agency,
    )  # fmt: skip
    used = dict(rows.values_list("programme").annotate(sum=Sum("balance")))
    if run.machinery_is_apart:
        used.pop(HEADING, None)
    return {heading: int(amount) for heading, amount in used.items()}


def machinery_rests_rial(share: Share) -> Rial:
    """What a machine may still take: of the share itself, or of the machinery credit beside the shares (S4-?8)."""
    run = share.run
    if not run.machinery_is_apart:
        return rests_rial(share)
    return total(run.province, run.fiscal_year, CREDIT, "grant_credit", source=run.source, chapter=run.part)


def rests_rial(share: Share) -> Rial:
    """What is left of an announced share in the book, in whole rials."""
    run = share.run
    return total(run.province, run.fiscal_year, CREDIT, "grant_share", source=run.source, county=share.county,
                 chapter=run.part, agency=share.agency)  # fmt: skip


def rests_of(shares: Sequence[Share]) -> dict[Code, Rial]:
    """What is left of each announced share of municipalities in the book, by the municipality's code, in whole rials."""
    if not shares:
        return {}
    run = shares[0].run
    rows = accounts(run.province, run.fiscal_year, CREDIT, "grant_share", source=run.source, chapter=run.part)
    left = {row.agency: int(row.balance) for row in rows}
    return {one.agency: left.get(one.agency, 0) for one in shares}
