"""Around the orders of bitumen: the exchange's rate of a day, joint purchases, periodic reports."""

from __future__ import annotations

import datetime
from collections.abc import Collection

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from hamtaraz.documents.operations import issue
from hamtaraz.grants.effects.letters import next_letter, send_letter
from hamtaraz.grants.models import BitumenAid, BitumenRate, BitumenReport, JointPurchase
from hamtaraz.grants.papers.bitumen import joint_words, report_words
from hamtaraz.grants.papers.letters import letter_facts
from hamtaraz.grants.queries.bitumen import tanker_kilograms
from hamtaraz.grants.queries.bitumen_rates import rate_before
from hamtaraz.grants.queries.bitumen_reports import figures
from hamtaraz.grants.queries.rules import rules_in_force
from hamtaraz.grants.refusals.bitumen import (
    JointOfOne,
    NotForJoint,
    PeriodReported,
    PeriodWrong,
    RateAhead,
    RateJumps,
    RateOfNothing,
)
from hamtaraz.kernel import jalali, text
from hamtaraz.kernel.refusals import Missing, NotYours
from hamtaraz.kernel.rial import Rial
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Organisation, OrganisationKind
from hamtaraz.people.roles import Role
from hamtaraz.trail.record import record

JOINS = ("ordered", "introduced")
"""States of an order that may still be bought with others."""


def record_rate(
    actor: Actor, day: datetime.date, *, rate_on: datetime.date, tonne_price_rial: Rial, sure: bool = False
) -> BitumenRate:
    """Record the exchange's rate of a day in whole rials a tonne; a second one of the day replaces it (S4-047).

    What was ordered before keeps its rate. By the expert of the resource deputy. Refuses `NotYours`, `RateOfNothing`,
    `RateAhead`, and, unless one is `sure`, `RateJumps`.
    """
    if actor.role != Role.RESOURCE_EXPERT:
        raise NotYours()
    if tonne_price_rial <= 0:
        raise RateOfNothing(tonne_price_rial=tonne_price_rial)
    if rate_on > day:
        raise RateAhead(rate_on=rate_on)
    before = rate_before(actor.province, rate_on)
    if before is not None and not sure:
        jump = rules_in_force(actor.province, actor.fiscal_year, day).value_of("rate_jump")
        if abs(tonne_price_rial - before.tonne_price_rial) > jump * before.tonne_price_rial:
            raise RateJumps(
                tonne_price_rial=tonne_price_rial, before_rial=before.tonne_price_rial, before_on=before.day
            )
    with transaction.atomic():
        kept, made = BitumenRate.objects.select_for_update().get_or_create(
            province=actor.province, day=rate_on, defaults={"tonne_price_rial": tonne_price_rial}
        )
        replaced = None if made else kept.tonne_price_rial
        kept.tonne_price_rial = tonne_price_rial
        kept.save()
        record(
            "grants.record_bitumen_rate", actor=actor, day=day, basis="S4-047", subject_kind="grants.bitumenrate",
            subject_id=kept.pk, subject_title=jalali.show(rate_on),
            details={"before": replaced, "after": tonne_price_rial, "sure": sure},
        )  # fmt: skip
    return kept


def buy_jointly(actor: Actor, day: datetime.date, *, aids: Collection[int], haulier: str) -> JointPurchase:
    """Buy and haul several orders of the province together, by one numbered letter to all of them (S4-048).

    `aids` are the numbers of the orders. By the urban office. Refuses `NotYours`, `Missing`, `JointOfOne`, `NotForJoint`.
    """
    if actor.role != Role.URBAN_OFFICE:
        raise NotYours()
    said = text.clean(haulier)
    if not said:
        raise Missing(field=_("Haulier"))
    chosen = sorted(set(aids))
    if len(chosen) < 2:
        raise JointOfOne(count=len(chosen))
    tanker = tanker_kilograms(rules_in_force(actor.province, actor.fiscal_year, day))
    with transaction.atomic(), translation.override("fa"):
        rows = list(
            BitumenAid.objects.select_for_update(of=("self",))
            .filter(pk__in=chosen, province=actor.province, fiscal_year=actor.fiscal_year)
            .select_related("recipient__organisation")
            .order_by("recipient__sort_key", "id")
        )
        if len(rows) != len(chosen):
            raise NotYours()
        for one in rows:
            if one.state not in JOINS or one.joint_id is not None:
                raise NotForJoint(name=one.recipient.name)
        return _bought(actor, day, rows, said, tanker)


def _bought(actor: Actor, day: datetime.date, aids: list[BitumenAid], haulier: str, tanker: int) -> JointPurchase:
    """The purchase with its act, letter and paper; the orders belong to it."""
    rows = [
        {"aid": one.pk, "code": one.recipient.code, "name": one.recipient.name, "kilograms": one.kilograms,
         "tankers": (one.kilograms or 0) // tanker, "rest_kilograms": (one.kilograms or 0) % tanker}
        for one in aids
    ]  # fmt: skip
    number = next_letter(actor)
    act = record(
        "grants.buy_jointly", actor=actor, day=day, basis="S4-048", subject_kind=JointPurchase.subject_kind, subject_id=0,
        subject_title=_("Joint purchase and haulage of bitumen"), details={"number": number, "aids": [one.pk for one in aids]},
    )  # fmt: skip
    joint = JointPurchase.objects.create(
        province=actor.province, fiscal_year=actor.fiscal_year, number=number, made_on=day, haulier=haulier, rows=rows,
        kilograms=sum(one.kilograms or 0 for one in aids), tanker_kilograms=tanker, act=act,
    )  # fmt: skip
    BitumenAid.objects.filter(pk__in=[one.pk for one in aids]).update(joint=joint)
    told = joint_words(joint)
    _send(actor, act, day, joint, [one.recipient.told_at for one in aids], told)
    return joint


def report_bitumen(
    actor: Actor, day: datetime.date, *, since: datetime.date, until: datetime.date, words: str
) -> BitumenReport:
    """Send a periodic performance report with the figures of the records to the Deputy for Municipal Affairs (S4-052).

    `since` and `until` are both in the period. By the deputy for coordination of development affairs. Refuses `NotYours`,
    `Missing`, `PeriodWrong`, `PeriodReported`.
    """
    if actor.role != Role.DEVELOPMENT_DEPUTY:
        raise NotYours()
    said = text.clean_lines(words)
    if not said.strip():
        raise Missing(field=_("What is reported"))
    if not since <= until <= day:
        raise PeriodWrong(since_on=since, until_on=until, said_on=day)
    with transaction.atomic(), translation.override("fa"):
        earlier = BitumenReport.objects.filter(province=actor.province, fiscal_year=actor.fiscal_year)
        over = earlier.filter(since__lte=until, until__gte=since).order_by("-until").first()
        if over is not None:
            raise PeriodReported(number=over.number, until_on=over.until)
        number = next_letter(actor)
        told = {
            "period": figures(actor.province, actor.fiscal_year, since, until),
            "to_date": figures(actor.province, actor.fiscal_year, None, until),
        }
        act = record(
            "grants.report_bitumen", actor=actor, day=day, basis="S4-052", subject_kind=BitumenReport.subject_kind,
            subject_id=0, subject_title=_("Performance report of bitumen"), details={"number": number},
        )  # fmt: skip
        report = BitumenReport.objects.create(
            province=actor.province, fiscal_year=actor.fiscal_year, since=since, until=until, words=said, figures=told,
            number=number, sent_on=day, act=act,
        )  # fmt: skip
        offices = Organisation.objects.filter(province=actor.province, kind=OrganisationKind.GRANTS_ORGANISATION)
        _send(actor, act, day, report, list(offices), report_words(report))
    return report


def _send(
    actor: Actor, act: int, day: datetime.date, about: JointPurchase | BitumenReport, receivers: list[Organisation],
    told: tuple[str, list[str]],
) -> None:  # fmt: skip
    """One letter to all, and one paper that is kept where it was written."""
    subject, words = told
    named = (about.subject_kind, about.pk, about.get_absolute_url())
    send_letter(actor, act, day, number=about.number, subject=subject, receivers=receivers, body=words, about=named)
    facts = letter_facts(actor, day, about.number, subject, "", words) | {"addressee": [one.name for one in receivers]}
    issue(
        "letter", facts, actor=actor, act=act, day=day, number=about.number, title=subject, about=named,
        organisation_id=actor.organisation_id,
    )  # fmt: skip
