"""Shares a credit for bitumen; keeps the council's resolution, slips, orders, photos and controls of one municipality."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext as _

from hamtaraz.directives.queries import active
from hamtaraz.grants.effects.bitumen import control_key
from hamtaraz.grants.models import BitumenAid, BitumenRun, CompactionCheck, Evidence
from hamtaraz.grants.operations.deposits import present_slip
from hamtaraz.grants.operations.evidence import add_evidence
from hamtaraz.grants.queries.bitumen import Town, case_of, digest_of, shared, shares_of_year, towns_before
from hamtaraz.grants.queries.deposits import deposited_rial
from hamtaraz.grants.queries.rules import RULES, rules_in_force
from hamtaraz.grants.refusals.bitumen import (
    BitumenAlready,
    BitumenBeyondShares,
    BitumenOutOfRange,
    CheckAhead,
    DepositBeforeResolution,
    NobodyForBitumen,
    NoSharesForBitumen,
    PercentOutOfRange,
    ResolutionAhead,
    ResolutionFixed,
    ResolutionLacks,
    SlipOutOfRange,
)
from hamtaraz.kernel import text
from hamtaraz.kernel.refusals import Missing, NotYours
from hamtaraz.kernel.rial import Rial
from hamtaraz.law.directive import Directive
from hamtaraz.letters.operations import attach
from hamtaraz.people.actors import Actor
from hamtaraz.people.roles import Role
from hamtaraz.trail.record import record
from hamtaraz.workflow import walker
from hamtaraz.workflow.refusals import NotFromHere
from hamtaraz.workflow.tasks import close_tasks
from hamtaraz.workflow.walker import workflow_of

OUT_OF_RANGE = 1_000
"""An amount this many times smaller than what it is a part of was typed in another unit."""
SHOWS_IN = ("deposited", "ordered", "introduced", "delivered")
"""States in which a municipality adds photos and documents: before the work, during it, after it."""
CONTROLLED_IN = ("introduced", "delivered", "documented")
CONTROLS = (Role.COUNTY_TECHNICAL, Role.TECHNICAL_OFFICE)
MOST_PPM = 1_200_000


def compute_bitumen(actor: Actor, day: datetime.date, credit_rial: Rial) -> BitumenRun:
    """Share a credit in whole rials over the eligible municipalities by their shares; the deputy announces it (S4-041).

    By the expert of the resource deputy. Refuses `NotYours`, `NoSharesForBitumen`, `BitumenAlready`,
    `NobodyForBitumen` (INV-13), `BitumenBeyondShares`, `BitumenOutOfRange`.
    """
    if actor.role != Role.RESOURCE_EXPERT:
        raise NotYours()
    rules = rules_in_force(actor.province, actor.fiscal_year, day)
    with transaction.atomic():
        shares = {
            one.agency: one for one in shares_of_year(actor.province, actor.fiscal_year).select_for_update(of=("self",))
        }
        if not shares:
            raise NoSharesForBitumen()
        _refuse_second(actor)
        towns = _shared(towns_before(rules, actor.province, actor.fiscal_year, day), credit_rial)
        bounds = {key: str(rules.value_of(key)) for key in ("bitumen_from", "city_limit")}
        working = {"parameters": bounds, "towns": [asdict(one) for one in towns]}
        version = active(actor.province, f"{RULES}-{actor.fiscal_year}", day)
        run = BitumenRun(
            province=actor.province, fiscal_year=actor.fiscal_year, source=next(iter(shares.values())).run.source,
            credit_rial=credit_rial, directive=version, working=working, digest=digest_of(working),
        )  # fmt: skip
        made = walker.begin(run, "compute", actor=actor, day=day, basis="S4-041").subject
        for one in towns:
            if one.aid_rial:
                share = shares[one.code]
                aid = BitumenAid(
                    province=actor.province, fiscal_year=actor.fiscal_year, run=made, share=share,
                    recipient=share.recipient, announced_rial=one.aid_rial, due_rial=_due(rules, one.aid_rial),
                )  # fmt: skip
                walker.begin(aid, "compute", actor=actor, day=day, basis="S4-041")
    return made


def _due(rules: Directive, aid_rial: Rial) -> Rial:
    return case_of(rules, aid_rial).rial("deposit_due")


def _refuse_second(actor: Actor) -> None:
    earlier = BitumenRun.objects.filter(province=actor.province, fiscal_year=actor.fiscal_year).exclude(
        state="withdrawn"
    )
    found = earlier.first()
    if found is not None:
        raise BitumenAlready(state=workflow_of(found).state(found.state).label)


def _shared(towns: Sequence[Town], credit_rial: Rial) -> list[Town]:
    """The credit shared, or why it cannot be."""
    rests = sum(one.rests_rial for one in towns if one.eligible)
    if not any(one.eligible for one in towns):
        raise NobodyForBitumen()
    if credit_rial > rests:
        raise BitumenBeyondShares(credit_rial=credit_rial, rests_rial=rests, over_rial=credit_rial - rests)
    if credit_rial * OUT_OF_RANGE < rests:
        raise BitumenOutOfRange(credit_rial=credit_rial, rests_rial=rests)
    return shared(towns, credit_rial)


def record_resolution(
    aid: BitumenAid,
    actor: Actor,
    day: datetime.date,
    *,
    number: str,
    resolution_on: datetime.date,
    name: str,
    content: bytes,
) -> BitumenAid:
    """Keep number, day and scan of the city council's resolution; until the first slip it may be replaced (S4-045).

    Refuses `NotYours`, `NotFromHere`, `Missing`, `ResolutionAhead`, `ResolutionFixed`, and a file that is no scan.
    """
    cleaned = text.clean(number)
    if not cleaned:
        raise Missing(field=_("Number of the resolution"))
    if resolution_on > day:
        raise ResolutionAhead(resolution_on=resolution_on)
    with transaction.atomic():
        locked = _held(aid, actor, Role.MAYOR, ("announced",))
        if deposited_rial(locked):
            raise ResolutionFixed(number=locked.resolution_number)
        locked.resolution_scan = attach(
            actor=actor, day=day, about_kind=locked.subject_kind, about_id=locked.pk, about_title=locked.title(),
            name=name, content=content,
        )  # fmt: skip
        locked.resolution_number, locked.resolution_on = cleaned, resolution_on
        locked.version += 1
        locked.save()
        _told(locked, actor, day, "resolve", "S4-045", {"number": cleaned, "resolution_on": resolution_on.isoformat()})
    return locked


def deposit_for_bitumen(
    aid: BitumenAid, actor: Actor, day: datetime.date, *, number: str, paid_on: datetime.date, amount_rial: Rial, name: str,
    content: bytes,
) -> BitumenAid:  # fmt: skip
    """Present a slip under the council's resolution, see `present_slip`; the slip that completes half ends the waiting.

    Refuses `ResolutionLacks`, `DepositBeforeResolution` (S4-045), `SlipOutOfRange` and what `present_slip` refuses.
    """
    with transaction.atomic():
        locked = _held(aid, actor, Role.MAYOR, ("announced",))
        if locked.resolution_on is None:
            raise ResolutionLacks()
        if paid_on < locked.resolution_on:
            raise DepositBeforeResolution(paid_on=paid_on, resolution_on=locked.resolution_on)
        lacks = locked.due_rial - deposited_rial(locked)
        if 0 < amount_rial < lacks and amount_rial * OUT_OF_RANGE <= locked.due_rial:
            raise SlipOutOfRange(amount_rial=amount_rial, due_rial=locked.due_rial)
        return present_slip(
            locked, actor, day, number=number, paid_on=paid_on, amount_rial=amount_rial, name=name, content=content
        )


def order_bitumen(
    aid: BitumenAid,
    actor: Actor,
    day: datetime.date,
    *,
    uses: Sequence[str],
    streets: str,
    seen_version: int | None = None,
) -> BitumenAid:
    """Order at the rate of the day for the chosen uses on the named urban streets (S4-047, S4-049).

    Refuses what the step refuses: `UseNotAllowed` (INV-19), `Missing`, `NoRate`.
    """
    given = {"uses": list(uses), "streets": streets}
    return walker.take(aid, "order", actor=actor, day=day, given=given, seen_version=seen_version).subject


def show_work(
    aid: BitumenAid, actor: Actor, day: datetime.date, *, moment: str, taken_on: datetime.date, place: str, name: str,
    content: bytes,
) -> Evidence:  # fmt: skip
    """Add a photo or a financial document of the work, see `add_evidence`; by the municipality (S4-051).

    Refuses `NotYours`, `NotFromHere` and what `add_evidence` refuses.
    """
    with transaction.atomic():
        locked = _held(aid, actor, Role.MAYOR, SHOWS_IN)
        return add_evidence(
            locked, actor, day, moment=moment, taken_on=taken_on, place=place, name=name, content=content
        )


def record_control(
    aid: BitumenAid, actor: Actor, day: datetime.date, *, checked_on: datetime.date, place: str, passed: bool,
    compaction_ppm: int | None, remark: str, name: str, content: bytes,
) -> CompactionCheck:  # fmt: skip
    """Keep a control of the compaction of the sub-base with its sheet; the latest counts (S4-050).

    By the technical deputy of the town's county or the technical office (S4-052). `compaction_ppm` is the measured
    compaction in parts per million, None where it was only judged. Refuses `NotYours`, `NotFromHere`, `Missing`,
    `CheckAhead`, `PercentOutOfRange`, and a file that is no scan.
    """
    said = text.clean(place)
    if not said:
        raise Missing(field=_("Where it was"))
    if checked_on > day:
        raise CheckAhead(checked_on=checked_on)
    if compaction_ppm is not None and not 0 < compaction_ppm <= MOST_PPM:
        raise PercentOutOfRange(compaction_ppm=compaction_ppm)
    if actor.role not in CONTROLS:
        raise NotYours()
    with transaction.atomic():
        locked = _held(aid, actor, actor.role, CONTROLLED_IN)
        sheet = attach(
            actor=actor, day=day, about_kind=locked.subject_kind, about_id=locked.pk, about_title=locked.title(),
            name=name, content=content,
        )  # fmt: skip
        told = {"checked_on": checked_on.isoformat(), "passed": passed, "compaction_ppm": compaction_ppm}
        act = _told(locked, actor, day, "control", "S4-050", told)
        close_tasks(control_key(locked), actor=actor, act=act, day=day)
        return CompactionCheck.objects.create(
            province=locked.province, aid=locked, recipient_id=locked.recipient_id, checked_on=checked_on, place=said,
            compaction_ppm=compaction_ppm, passed=passed, remark=text.clean_lines(remark), by_role=actor.role,
            by_name=actor.person_name, sheet=sheet, act=act,
        )  # fmt: skip


def _held(aid: BitumenAid, actor: Actor, role: str, states: Sequence[str]) -> BitumenAid:
    """The aid, locked, for an actor who holds the role at its seat, in one of the states."""
    locked = walker.lock(aid, actor=actor, seen_version=None)
    if not walker.holds(role, locked, actor):
        raise NotYours()
    if locked.state not in states:
        raise NotFromHere(state=workflow_of(locked).state(locked.state).label)
    return locked


def _told(aid: BitumenAid, actor: Actor, day: datetime.date, verb: str, basis: str, details: dict[str, object]) -> int:
    return record(
        f"bitumen_aid.{verb}", actor=actor, day=day, basis=basis, subject_kind=aid.subject_kind, subject_id=aid.pk,
        subject_title=aid.title(), details=details,
    )  # fmt: skip
