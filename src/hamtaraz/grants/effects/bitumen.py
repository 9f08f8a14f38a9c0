"""What the steps of bitumen do: the announcement, the deposit that counts, the order, the introduction letter."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from hamtaraz.grants.effects.letters import next_letter, write_to
from hamtaraz.grants.effects.waivers import waive
from hamtaraz.grants.models import BitumenAid, BitumenRun
from hamtaraz.grants.papers.bitumen import announced_words, introduction_words
from hamtaraz.grants.queries.bitumen import case_of, uses_of, waiting, weight_of
from hamtaraz.grants.queries.bitumen_rates import rate_for
from hamtaraz.grants.queries.deposits import deposited_rial
from hamtaraz.grants.rules.bitumen import rules_of
from hamtaraz.kernel import text
from hamtaraz.people.roles import Role
from hamtaraz.workflow import walker
from hamtaraz.workflow.effects import mirrors, moves
from hamtaraz.workflow.models import Seat
from hamtaraz.workflow.tables import Taking, task_kind
from hamtaraz.workflow.tasks import open_task

CONTROL = task_kind("grants.bitumen_compaction", _("Control the compaction of the sub-base"), _("Open"))
"""Waits for the technical deputy of the county from the arrival of the bitumen to the first control."""


def control_key(aid: BitumenAid) -> str:
    """The key of the task to control the compaction."""
    return f"{walker.subject_key(aid)}:compaction"


@dataclass(frozen=True)
class announces_every_aid:
    """Every municipality of the run is told of its aid."""

    says: str = "announces every aid of the run, with the account to pay into"

    def __call__(self, taking: Taking) -> None:
        run: BitumenRun = taking.subject
        run.account_number = text.clean(str(taking.given["account_number"]))
        run.announced_on = taking.day
        given = {"with_its_run": True, "account_number": run.account_number}
        for one in run.aids.order_by("id"):
            walker.take(one, "announce", actor=taking.actor, day=taking.day, given=given)


@dataclass(frozen=True)
class withdraws_every_aid:
    """Nobody was told, and nothing was promised."""

    says: str = "takes every aid of the run back"

    def __call__(self, taking: Taking) -> None:
        run: BitumenRun = taking.subject
        for one in run.aids.order_by("id"):
            walker.take(one, "withdraw", actor=taking.actor, day=taking.day, given={"with_its_run": True})


@dataclass(frozen=True)
class announces_aid:
    """Aid, deposit due and account are told by letter and paper (S4-041, S4-042)."""

    says: str = "the aid, what is to be deposited and the account are told by letter and paper"

    def __call__(self, taking: Taking) -> None:
        aid: BitumenAid = taking.subject
        aid.account_number = str(taking.given["account_number"])
        aid.letter_number = next_letter(taking.actor)
        write_to(taking, aid.recipient.told_at, aid.letter_number, announced_words(aid))


@dataclass(frozen=True)
class counts_the_deposit:
    """The deposit fixes the bitumen and the aid used (F4); what is not used goes back to the share.

    Authority goes back only as a mirror: the promise is mirrored whole, and what is used is promised again.
    """

    says: str = "keeps deposit, value and aid used; if some is left: mirrors “announce”, credit: grant_share → grant_promised for what is used"

    def __call__(self, taking: Taking) -> None:
        aid: BitumenAid = taking.subject
        case = case_of(rules_of(taking), aid.announced_rial, deposited_rial(aid))
        aid.deposit_rial = case.rial("deposit")
        aid.delivered_rial, aid.used_rial = case.rial("delivered_value"), case.rial("bitumen_aid_used")
        if aid.left_rial:
            mirrors("announce")(taking)
            moves("credit", "grant_share", "grant_promised")(taking)


@dataclass(frozen=True)
class orders_bitumen:
    """The order takes the rate of its day: value becomes tonnes and tankers (S4-047)."""

    says: str = "keeps uses, rate of the day, kilograms and whole tankers"

    def __call__(self, taking: Taking) -> None:
        aid: BitumenAid = taking.subject
        assert aid.deposit_rial is not None, "a deposit comes first"
        rules = rules_of(taking)
        rate = rate_for(aid.province, taking.day, rules)
        case = case_of(rules, aid.announced_rial, aid.deposit_rial, rate.tonne_price_rial)
        aid.ordered_on, aid.rate_on, aid.tonne_price_rial = taking.day, rate.day, rate.tonne_price_rial
        aid.kilograms, aid.tankers = weight_of(case), int(case.figure("tankers"))
        aid.uses = [use for use in uses_of(rules) if use in taking.given["uses"]]
        aid.streets = text.clean(str(taking.given["streets"]))


@dataclass(frozen=True)
class introduces:
    """The introduction letter is numbered and printed; one before its turn keeps its reason (S4-046)."""

    says: str = "the introduction letter is a letter and a paper; one before its turn keeps its reason in the register of waivers"

    def __call__(self, taking: Taking) -> None:
        aid: BitumenAid = taking.subject
        rows = waiting(aid.province, aid.fiscal_year, rules_of(taking), taking.day)
        if rows[0][0].pk != aid.pk:
            waive(taking, "S4-046", str(taking.given["reason"]))
        aid.supplier = text.clean(str(taking.given["supplier"]))
        aid.introduction_number, aid.introduced_on = next_letter(taking.actor), taking.day
        write_to(taking, aid.recipient.told_at, aid.introduction_number, introduction_words(aid, rules_of(taking)))


@dataclass(frozen=True)
class takes_delivery:
    """The bitumen has come; the county's technical deputy is asked to control the sub-base (S4-050, S4-052)."""

    says: str = "keeps the day of arrival; the technical deputy of the county is asked to control the compaction"

    def __call__(self, taking: Taking) -> None:
        aid: BitumenAid = taking.subject
        aid.received_on = taking.given["received_on"]
        if not aid.compaction_checks.exists():
            open_task(
                CONTROL, actor=taking.actor, act=taking.act, day=taking.day, key=control_key(aid), title=aid.title(),
                url=aid.get_absolute_url(), role=Role.COUNTY_TECHNICAL, seat=Seat(county=aid.recipient.county.code), days=30,
            )  # fmt: skip
