"""Computes the shares of a part by an index, for another hand to announce (S4-013, S4-014, S4-083, S4-084)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from hamtaraz.budget.models import CreditSource
from hamtaraz.directives.models import DirectiveVersion
from hamtaraz.grants.models import Part, Recipient, Share, ShareRun
from hamtaraz.grants.queries.rules import charges_machines_to_shares, indices_in_force, rules_in_force
from hamtaraz.grants.queries.shares import compute
from hamtaraz.grants.refusals.shares import (
    MachineryBeyondPool,
    MachineryInShares,
    MachineryUnknown,
    NobodyToTell,
    NotAnIndex,
    NothingToShare,
    SourceUnknown,
)
from hamtaraz.kernel import text
from hamtaraz.kernel.refusals import Missing, NotYours
from hamtaraz.kernel.rial import Rial
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Organisation, OrganisationKind
from hamtaraz.people.roles import Role
from hamtaraz.workflow import walker

BASIS = {Part.MUNICIPAL: "S4-013", Part.DEHYARI: "S4-083"}


def compute_shares(
    actor: Actor,
    day: datetime.date,
    *,
    part: str,
    index: DirectiveVersion,
    source: str,
    pool_rial: Rial,
    letter_number: str,
    letter_on: datetime.date,
    machinery_rial: Rial = 0,
) -> ShareRun:
    """Run `index` over `pool_rial` and keep the run with its working; the deputy announces it.

    `source` is the code of the clause's credit source, `letter_number` and `letter_on` those of the letter the credit
    came by, `machinery_rial` what of the dehyaris' credit is for machinery (S4-131), or of the municipalities' credit
    where the directive does not charge machines to the shares (S4-?8). By the expert of the resource deputy. Refuses
    `NotYours`, `Missing`, `SourceUnknown`, `NotAnIndex`, `NothingToShare`, `MachineryBeyondPool`, `MachineryInShares`,
    `MachineryUnknown`, `NobodyToTell`, and what the law refuses of figures.
    """
    if actor.role != Role.RESOURCE_EXPERT:
        raise NotYours()
    if not text.clean(letter_number):
        raise Missing(field=_("Number of the letter"))
    if pool_rial <= 0:
        raise NothingToShare(pool_rial=pool_rial)
    if not 0 <= machinery_rial <= pool_rial:
        raise MachineryBeyondPool(machinery_rial=machinery_rial, pool_rial=pool_rial)
    if part == Part.MUNICIPAL:
        _machinery_where_it_belongs(actor, day, machinery_rial)
    if not CreditSource.objects.filter(province=actor.province, fiscal_year=actor.fiscal_year, code=source).exists():
        raise SourceUnknown(code=source)
    if index not in indices_in_force(actor.province, actor.fiscal_year, part, day):
        raise NotAnIndex(directive=index.named)
    made = ShareRun(
        province=actor.province, fiscal_year=actor.fiscal_year, part=part, source=source, pool_rial=pool_rial,
        machinery_rial=machinery_rial, letter_number=text.clean(letter_number), letter_on=letter_on, directive=index,
    )  # fmt: skip
    if made.shared_rial <= 0:
        raise NothingToShare(pool_rial=made.shared_rial)
    computed = compute(
        index, province=actor.province, fiscal_year=actor.fiscal_year, part=part, pool_rial=made.shared_rial, day=day
    )
    made.working, made.digest = computed.run.as_json(), computed.run.digest()
    made.generated = bool(computed.gathered.generated)
    with transaction.atomic():
        taken = walker.begin(made, "compute", actor=actor, day=day, basis=BASIS[Part(part)])
        Share.objects.bulk_create(_shares(taken.subject, computed.run.shares, computed.gathered.found))
    return taken.subject


def _machinery_where_it_belongs(actor: Actor, day: datetime.date, machinery_rial: Rial) -> None:
    """Machines have a credit of their own if, and only if, the directive does not charge them to the shares (S4-?8)."""
    in_shares = charges_machines_to_shares(rules_in_force(actor.province, actor.fiscal_year, day))
    if in_shares and machinery_rial:
        raise MachineryInShares(machinery_rial=machinery_rial)
    if not in_shares and not machinery_rial:
        raise MachineryUnknown()


def announce_shares(run: ShareRun, actor: Actor, day: datetime.date, seen_version: int | None = None) -> ShareRun:
    """Announce a run: its credit enters the book, everyone is told by a numbered letter. Refuses what the table does."""
    return walker.take(run, "announce", actor=actor, day=day, seen_version=seen_version).subject


def _shares(run: ShareRun, amounts: Mapping[str, Rial], towns: Mapping[str, Recipient]) -> list[Share]:
    """A row a municipality, or a row a county with its governorate."""
    if run.part == Part.MUNICIPAL:
        return [
            Share(
                province=run.province, run=run, recipient=towns[code], organisation=towns[code].organisation,
                county=towns[code].county.code, agency=code, name=towns[code].name, amount_rial=amount,
            )
            for code, amount in sorted(amounts.items())
        ]  # fmt: skip
    offices = Organisation.objects.filter(province=run.province, kind=OrganisationKind.COUNTY_GOVERNORATE)
    by_county = {one.county: one for one in offices}
    made = []
    for code, amount in sorted(amounts.items()):
        name = run.working["names"][code]
        if code not in by_county:
            raise NobodyToTell(name=name)
        made.append(Share(province=run.province, run=run, organisation=by_county[code], county=code, name=name,
                          amount_rial=amount))  # fmt: skip
    return made
