"""Keeps plans, and the lines people accept of them; the planner itself decides nothing."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import replace

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from hamtaraz.directives.queries import active, directive_of
from hamtaraz.grants.models import Part, Plan, PlanLine
from hamtaraz.grants.planning.asked import Aim, Asked
from hamtaraz.grants.queries.gathering import candidates, limits, terms_of
from hamtaraz.grants.queries.plan_files import read_requests
from hamtaraz.grants.queries.plans import digest_of, propose, read_again
from hamtaraz.grants.queries.rules import RULES, law_day
from hamtaraz.grants.refusals.plans import AcceptedBeyond, AcceptedTogether, LineUnknown
from hamtaraz.kernel.refusals import NotYours
from hamtaraz.people.actors import Actor
from hamtaraz.people.roles import Role
from hamtaraz.trail.record import record

PLANNERS = (Role.RESOURCE_EXPERT, Role.MUNICIPAL_DEPUTY, Role.DEHYARI_DEPUTY, Role.DEVELOPMENT_DEPUTY)
BASIS = "S4-130"


def make_plan(
    actor: Actor, day: datetime.date, *, part: str, aim: Aim, file_name: str = "", content: bytes = b""
) -> Plan:
    """Propose the best set of the requests that wait, or of those in a file, and keep the proposal with its working.

    Refuses `NotYours`, `NothingAnnounced`, `NothingAsked`, what is wrong with a file, `TooHardToProve`.
    """
    if actor.role not in PLANNERS:
        raise NotYours()
    version = active(actor.province, f"{RULES}-{actor.fiscal_year}", day)
    rules = directive_of(version)
    rows = read_requests(actor, part, rules, file_name, content) if file_name else candidates(actor, part, rules)
    told = law_day(day)
    under = limits(actor, part, rules) if rows else []
    working = propose(rules, rows, under, terms_of(actor, rules, part, told), aim, day=told)
    chosen = set(working["chosen"])
    with transaction.atomic():
        plan = Plan.objects.create(
            province=actor.province, fiscal_year=actor.fiscal_year, part=part, aim=aim, directive=version,
            file_name=file_name[:120], asked_count=len(rows), proposed_count=len(chosen), working=working,
            proposed_rial=sum(int(one["aid"]) for one in working["requests"] if one["code"] in chosen),
            digest=digest_of(working), made_on=day, made_by=actor.person_name,
        )  # fmt: skip
        _told("make_plan", actor, day, plan, {"digest": plan.digest, "asked": len(rows), "proposed": len(chosen)})
    return plan


def accept_lines(
    plan: Plan, actor: Actor, day: datetime.date, codes: Collection[str], *, among: Collection[str] | None = None
) -> list[PlanLine]:
    """Keep these lines of a plan as accepted; of the lines shown (`among`, by default all) those not named are taken back.

    Nothing but the acceptance is kept: each request's own step is taken by whoever it waits for. Refuses `NotYours`,
    `LineUnknown`, `AcceptedBeyond` (S4-096), `AcceptedTogether` (S4-037, S4-102, S4-111).
    """
    if actor.role not in PLANNERS:
        raise NotYours()
    asked, chosen = read_again(plan.working)
    known = {one.code: one for one in asked.requests}
    for code in codes:
        if code not in known:
            raise LineUnknown(code=code)
    with transaction.atomic():
        Plan.objects.select_for_update().get(pk=plan.pk)
        before = {one.code for one in plan.lines.all()}
        shown = set(known) if among is None else set(among)
        after = (before - shown) | set(codes)
        held_together(plan, asked, after)
        plan.lines.filter(code__in=before - after).delete()
        PlanLine.objects.bulk_create([
            PlanLine(province=plan.province, plan=plan, code=one.code, aid_rial=one.aid_rial,
                     proposed=one.code in chosen.codes, accepted_on=day, accepted_by=actor.person_name)
            for one in asked.requests if one.code in after - before
        ])  # fmt: skip
        if before != after:
            _told("accept_lines", actor, day, plan,
                  {"accepted": sorted(after - before), "taken_back": sorted(before - after)})  # fmt: skip
    return list(plan.lines.all())


def held_together(plan: Plan, asked: Asked, codes: Collection[str]) -> None:
    """Refuse what may not be accepted together; a least order not yet reached may still be."""
    taken = [one for one in asked.requests if one.code in codes]
    titles = {one["code"]: one for one in plan.working["requests"]}
    for limit in asked.limits:
        used = sum(one.aid_rial for one in taken if limit.covers(one))
        if used > limit.ceiling_rial:
            raise AcceptedBeyond(used_rial=used, limit=limit_name(plan, limit.of), ceiling_rial=limit.ceiling_rial,
                                 beyond_rial=used - limit.ceiling_rial)  # fmt: skip
    terms = replace(asked.terms, least_order={}, projects_least_rial=0)
    first: dict[str, str] = {}
    for one in taken:
        if one.owner not in first:
            first[one.owner] = one.code
            continue
        own = [other for other in taken if other.owner == one.owner]
        machines = sum(other.heading == "machinery" for other in own)
        projects = sum(other.aid_rial for other in own if other.heading == "projects")
        most = terms.most_for(one.owner)
        beyond = most is not None and projects > most
        if machines > terms.most_machines or (terms.one_kind and machines and projects) or beyond:
            told = titles[one.code]
            raise AcceptedTogether(title=titles[first[one.owner]]["title"], other=told["title"], name=told["name"])


def limit_name(plan: Plan, of: str) -> str:
    """The name of the county or municipality an envelope is of, as the plan keeps it."""
    for one in plan.working["requests"]:
        if of == one["county"]:
            return str(one["county_name"])
        if of == one["owner"]:
            return str(one["name"])
    return ""


def _told(verb: str, actor: Actor, day: datetime.date, plan: Plan, details: dict[str, object]) -> None:
    with translation.override("fa"):
        title = _("Plan of aid: %(part)s") % {"part": Part(plan.part).label}
        record(f"grants.{verb}", actor=actor, day=day, basis=BASIS, subject_kind="grants.plan", subject_id=plan.pk,
               subject_title=title, details=details)  # fmt: skip
