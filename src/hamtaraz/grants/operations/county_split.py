"""Drafts how the counties' shares are split between machinery and projects, and writes the one thing that is entered."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.db import transaction

from hamtaraz.grants.models import CountySplit, ShareRun
from hamtaraz.grants.models.county_split import CountyMachinery
from hamtaraz.grants.queries.county_split import announced_run, machinery_of, split_in_force, split_under_way
from hamtaraz.grants.refusals.county_split import ChangeNeedsReason, CountyNotInSplit, NoCountyShares, SplitUnderWay
from hamtaraz.kernel import text
from hamtaraz.kernel.refusals import NotYours
from hamtaraz.kernel.rial import Rial
from hamtaraz.law.county_split import CountyAboveItsEnvelope, proportional_split
from hamtaraz.people.actors import Actor
from hamtaraz.people.roles import Role
from hamtaraz.trail.record import record
from hamtaraz.workflow import walker
from hamtaraz.workflow.refusals import NotFromHere
from hamtaraz.workflow.walker import workflow_of

BASIS = "S4-132"


def draft_split(actor: Actor, day: datetime.date, *, reason: str = "") -> CountySplit:
    """Draft a split: each county's machinery in the province's ratio, or as it is in force where it is to be changed.

    By the rural office. `reason` says why a split in force changes. Refuses `NotYours`, `NoCountyShares` (S4-084),
    `SplitUnderWay`, `ChangeNeedsReason`, `MachineryBeyondCounties` (S4-131).
    """
    if actor.role != Role.RURAL_OFFICE:
        raise NotYours()
    with transaction.atomic():
        run = announced_run(actor.province, actor.fiscal_year)
        if run is None:
            raise NoCountyShares()
        ShareRun.objects.select_for_update().get(pk=run.pk)
        if split_under_way(actor.province, actor.fiscal_year) is not None:
            raise SplitUnderWay()
        current = split_in_force(actor.province, actor.fiscal_year)
        why = text.clean_lines(reason) if current else ""
        if current and not why:
            raise ChangeNeedsReason(approved_on=current.approved_on)
        shares = {one.county: one for one in run.shares.all()}
        ceilings = {county: one.amount_rial for county, one in shares.items()}
        machinery = machinery_of(current) if current else proportional_split(ceilings, run.machinery_rial)
        made = CountySplit(province=actor.province, fiscal_year=actor.fiscal_year, run=run, change_reason=why)
        split = walker.begin(made, "draft", actor=actor, day=day, basis=BASIS).subject
        CountyMachinery.objects.bulk_create(
            CountyMachinery(split=split, share=one, county=county, name=one.name, ceiling_rial=one.amount_rial,
                            machinery_rial=machinery[county])
            for county, one in sorted(shares.items())
        )  # fmt: skip
    return split


def enter_machinery(
    split: CountySplit,
    actor: Actor,
    day: datetime.date,
    amounts_rial: Mapping[str, Rial],
    *,
    seen_version: int | None = None,
) -> CountySplit:
    """Write machinery of counties by their codes, in whole rials; projects are what is left of each county (F6).

    The sum may still differ from the province's machinery: a draft is sent once it does not. Refuses `NotYours`,
    `ChangedMeanwhile`, `NotFromHere`, `CountyNotInSplit`, `CountyAboveItsEnvelope` (S4-130, S4-132).
    """
    with transaction.atomic():
        locked = walker.lock(split, actor=actor, seen_version=seen_version)
        if not walker.holds(Role.RURAL_OFFICE, locked, actor):
            raise NotYours()
        if locked.state != "draft":
            raise NotFromHere(state=workflow_of(locked).state(locked.state).label)
        rows = {one.county: one for one in locked.counties.all()}
        for county, amount in sorted(amounts_rial.items()):
            if county not in rows:
                raise CountyNotInSplit(county=county)
            row = rows[county]
            if not 0 <= amount <= row.ceiling_rial:
                raise CountyAboveItsEnvelope(county=row.name, machinery_rial=amount, ceiling_rial=row.ceiling_rial)
        changed = {county: [rows[county].machinery_rial, amount] for county, amount in amounts_rial.items()
                   if rows[county].machinery_rial != amount}  # fmt: skip
        for county, (_before, amount) in changed.items():
            rows[county].machinery_rial = amount
        CountyMachinery.objects.bulk_update(rows.values(), ["machinery_rial"])
        locked.version += 1
        locked.save()
        record(
            "county_split.enter", actor=actor, day=day, basis=BASIS, subject_kind=locked.subject_kind,
            subject_id=locked.pk, subject_title=locked.title(), details={"machinery_rial": changed},
        )  # fmt: skip
    return locked
