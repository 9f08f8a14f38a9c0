"""What issuing does beside moving the money: number, replacement, letter, paper, and the next person's errand."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hamtaraz.councils.effects import ISSUE_AGENCY_NOTICES, PREPARE_COUNTY_NOTICES
from hamtaraz.kernel.rial import Rial
from hamtaraz.ledger import queries as book
from hamtaraz.ledger.accounts import CREDIT
from hamtaraz.ledger.refusals import Overspent
from hamtaraz.letters.operations import next_number, register_letter
from hamtaraz.notices import papers
from hamtaraz.notices.models import BudgetRule, CreditNotice, NoticeKind
from hamtaraz.notices.queries import (
    STAGE_OF,
    counties_with_minutes,
    organisation_of,
    readers_of_rules,
    unnotified_by_stage,
)
from hamtaraz.notices.refusals import MovedOn
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Organisation, OrganisationKind
from hamtaraz.people.roles import Role
from hamtaraz.places.models import County, Province
from hamtaraz.workflow.effects import moves
from hamtaraz.workflow.models import Seat, Task
from hamtaraz.workflow.tables import Taking, TaskKind, task_kind
from hamtaraz.workflow.tasks import close_tasks, open_task, restate_tasks
from hamtaraz.workflow.walker import take

PREPARE_DISTRIBUTION = task_kind("prepare_distribution", _("Prepare the distribution"), _("Distribute"))
"""Waits for the consolidation expert under "prepare_distribution:<year>" once credit has come in (S0-12)."""
CONVENE_COMMITTEE = task_kind("convene_committee", _("Convene the County Planning Committee"), _("Convene"))
"""Waits for the county's secretary under "convene:<year>:<county>" once the county is noticed (S0-15)."""
DRAFT_AGREEMENTS = task_kind("draft_agreement", _("Draft agreements"), _("Draw up"))
"""Waits for the agency's expert while noticed credit of the agency stands in no agreement (S0-34, S0-42)."""
ERRAND_DAYS = 10


@dataclass(frozen=True)
class takes_number:
    """The notice takes the next number of its kind's register, without gaps, and its day."""

    says: str = "takes its number"

    def __call__(self, taking: Taking) -> None:
        notice: CreditNotice = taking.subject
        number = next_number(notice.province, notice.fiscal_year, f"notices.{notice.kind}")
        notice.number = written_number(notice.province, notice.fiscal_year, notice.kind, number)
        notice.issued_on, notice.issued_by_act = taking.day, taking.act


@dataclass(frozen=True)
class replaces_what_it_corrects:
    """A correction first takes the wrong notice out of force: its entries are mirrored under their own act."""

    says: str = "a correction mirrors the entries of the notice it replaces"

    def __call__(self, taking: Taking) -> None:
        notice: CreditNotice = taking.subject
        if notice.corrects is None:
            return
        try:
            take(notice.corrects, "correct", actor=taking.actor, day=taking.day,
                 given={"correction": notice, "reason": notice.reason})  # fmt: skip
        except Overspent as refused:
            short = refused.values["short_by_rial"]
            raise MovedOn(number=notice.corrects.shown_number, short_by_rial=short) from refused


@dataclass(frozen=True)
class moves_from_its_origin:
    """Every line of an agency notice moves from where its origin left it; the origins never mix (S0-43)."""

    says: str = "credit: committee_approved or province_line → agency_noticed"

    def __call__(self, taking: Taking) -> None:
        moves(CREDIT, STAGE_OF["agency", taking.subject.origin], "agency_noticed")(taking)


@dataclass(frozen=True)
class sends_the_letter:
    """The letter is entered in the year's register: the centre's as incoming, ours as outgoing."""

    says: str = "registers the letter"

    def __call__(self, taking: Taking) -> None:
        notice: CreditNotice = taking.subject
        mpo = organisation_of(notice.province, OrganisationKind.MPO)
        if notice.kind == NoticeKind.CENTRAL:
            sender, receivers = organisation_of(notice.province, OrganisationKind.CENTRE), [mpo]
        else:
            sender, receivers = mpo, [notice.agency or _governorate(notice)]
        register_letter(
            actor=taking.actor,
            act=taking.act,
            day=notice.letter_on or taking.day,
            kind="incoming" if notice.kind == NoticeKind.CENTRAL else "outgoing",
            number=notice.shown_number,
            subject=notice.about or notice.title(),
            sender_id=sender.pk,
            receivers=receivers,
            body=notice.reason,
            about=(notice.subject_kind, notice.pk, notice.get_absolute_url()),
        )


def _governorate(notice: CreditNotice) -> Organisation:
    assert notice.county is not None
    return organisation_of(notice.province, OrganisationKind.COUNTY_GOVERNORATE, notice.county.code)


@dataclass(frozen=True)
class prints_the_paper:
    """The notice is printed and kept (S0-44)."""

    says: str = "issues the paper “credit notice”"

    def __call__(self, taking: Taking) -> None:
        papers.issue_notice(taking.subject, actor=taking.actor, act=taking.act, day=taking.day)


@dataclass(frozen=True)
class tells_the_next:
    """What the notice makes possible is put into the inbox of the person whose turn it is, once per receiver."""

    says: str = "opens the next person's errand"

    def __call__(self, taking: Taking) -> None:
        errand = errand_of(taking.subject)
        close_tasks(errand.key, actor=taking.actor, act=taking.act, day=taking.day, kind=errand.kind)
        if errand.rests_rial:
            open_task(
                errand.kind, actor=taking.actor, act=taking.act, day=taking.day, key=errand.key, title=errand.title,
                url=errand.url, role=errand.role, seat=errand.seat, days=ERRAND_DAYS, amount_rial=errand.rests_rial,
            )  # fmt: skip


@dataclass(frozen=True)
class Errand:
    """What waits for whom after a notice: distribution, committee session or agreement, with the credit it is about."""

    kind: TaskKind
    key: str
    role: str
    seat: Seat
    title: str
    url: str
    rests_rial: Rial


def errand_of(notice: CreditNotice) -> Errand:
    """The errand that follows a notice (S0-12, S0-15, S0-34)."""
    where = (notice.province, notice.fiscal_year, CREDIT)
    if notice.county is not None:
        code = notice.county.code
        return Errand(CONVENE_COMMITTEE, f"convene:{notice.fiscal_year}:{code}", Role.COUNTY_SECRETARY, Seat(county=code),
                      str(notice.county), reverse("councils:list"), book.total(*where, "county_noticed", county=code))  # fmt: skip
    if notice.agency is not None:
        code, seat = notice.agency.code, Seat(organisation_id=notice.agency_id)
        return Errand(DRAFT_AGREEMENTS, drafting_key(code), Role.AGENCY_EXPERT, seat, notice.title(),
                      _page("agreements:list", notice), book.total(*where, "agency_noticed", agency=code))  # fmt: skip
    return Errand(PREPARE_DISTRIBUTION, f"prepare_distribution:{notice.fiscal_year}", Role.CONSOLIDATION_EXPERT, Seat(),
                  notice.title(), reverse("distribution:list"), book.total(*where, "received"))  # fmt: skip


def drafting_key(agency: str) -> str:
    """The key under which `DRAFT_AGREEMENTS` waits for the agency of this code."""
    return f"draft_agreement:{agency}"


def _page(name: str, notice: CreditNotice) -> str:
    """The page of a room above this one, or the notice itself where the house is without it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return notice.get_absolute_url()


@dataclass(frozen=True)
class settles_preparation:
    """The expert's errand to prepare notices names what rests and no draft holds; it closes and comes back with it."""

    says: str = "closes, restates or reopens “prepare the notices”"

    def __call__(self, taking: Taking) -> None:
        taking.subject.save()  # a notice that is no draft any more holds no credit
        settle_preparation(taking.actor, taking.act, taking.day)


def settle_preparation(actor: Actor, act: int, day: datetime.date) -> None:
    """Bring the expert's errands to prepare notices in line with what rests and no draft holds (S0-14, S0-17)."""
    sent = counties_with_minutes(actor.province, actor.fiscal_year)
    rests_at = unnotified_by_stage(actor.province, actor.fiscal_year)
    by_county: dict[str, Rial] = dict.fromkeys(sent, 0)
    for cell, amount in rests_at["committee_approved"].items():
        if cell[1] in sent:
            by_county[cell[1]] += amount
    wanted = {
        (PREPARE_COUNTY_NOTICES, "county_notices"): sum(rests_at["county_share"].values()),
        (ISSUE_AGENCY_NOTICES, "province"): sum(rests_at["province_line"].values()),
    } | {(ISSUE_AGENCY_NOTICES, f"county:{code}"): amount for code, amount in by_county.items()}
    keys = [key for _kind, key in wanted]
    waiting = Task.objects.filter(province=actor.province, key__in=keys, closed_on__isnull=True)
    shown = {(kind, key): amount for kind, key, amount in waiting.values_list("kind", "key", "amount_rial")}
    for (kind, key), rests in wanted.items():
        if (kind.key, key) in shown:
            if not rests:
                close_tasks(key, actor=actor, act=act, day=day, kind=kind)
            elif rests != shown[kind.key, key]:
                restate_tasks(key, rests, actor=actor, kind=kind)
        elif rests:
            open_task(kind, actor=actor, act=act, day=day, key=key, title=_county_named(actor, key),
                      url=reverse("notices:list"), role=Role.CONSOLIDATION_EXPERT, days=ERRAND_DAYS,
                      amount_rial=rests)  # fmt: skip


def _county_named(actor: Actor, key: str) -> str:
    """What a reopened errand is about: its county, or the whole province."""
    code = key.partition(":")[2]
    place = (
        County.objects.filter(province=actor.province, code=code)
        if code
        else Province.objects.filter(pk=actor.province)
    )
    return str(place.get())


SERIES_DIGIT = {"county": 1, "agency": 2, "central": 4, "rule": 7}


def written_number(province: str, fiscal_year: int, series: str, number: int) -> str:
    """A number as it stands on a letter: province, year, and a running number led by its series' digit."""
    return f"{province}/{fiscal_year}/{SERIES_DIGIT[series]}{number:03d}"


@dataclass(frozen=True)
class announces_to_all:
    """The rule goes by one letter to every executive agency and county governorate (S0-10)."""

    says: str = "registers a letter to every agency and county governorate"

    def __call__(self, taking: Taking) -> None:
        rule: BudgetRule = taking.subject
        rule.announced_on = taking.day
        number = next_number(rule.province, rule.fiscal_year, "notices.rule")
        register_letter(
            actor=taking.actor,
            act=taking.act,
            day=taking.day,
            kind="outgoing",
            number=written_number(rule.province, rule.fiscal_year, "rule", number),
            subject=gettext("Announcement: %(rule)s") % {"rule": rule.name},
            sender_id=organisation_of(rule.province, OrganisationKind.MPO).pk,
            receivers=readers_of_rules(rule.province, taking.day),
            body=rule.text,
            about=(rule.subject_kind, rule.pk, rule.get_absolute_url()),
        )
