"""What the steps of a dehyari's machine do: contribution and aid, the letter to the rural office, the order, substitutes."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from hamtaraz.grants.effects.letters import next_letter, send_letter
from hamtaraz.grants.effects.village_prices import ask_at_approximate_price
from hamtaraz.grants.models import DehyariMachine
from hamtaraz.grants.operations.villages import release_aid
from hamtaraz.grants.papers.village_machines import contribution_words, issue_to_the_office
from hamtaraz.grants.queries.machinery import prices
from hamtaraz.grants.queries.rules import rules_in_force
from hamtaraz.grants.queries.village_machines import case_of_village, demand_by_type
from hamtaraz.kernel import text
from hamtaraz.people.models import Organisation, OrganisationKind
from hamtaraz.workflow.effects import moves
from hamtaraz.workflow.tables import Taking


@dataclass(frozen=True)
class frees_the_village:
    """The village may use the other aid: its machine is not given (S4-102)."""

    says: str = "the village is free to choose again"

    def __call__(self, taking: Taking) -> None:
        release_aid(taking.subject.recipient, taking.subject.fiscal_year)


@dataclass(frozen=True)
class announces_the_contribution:
    """Contribution and aid are reckoned at the determined price; the rural office is asked to have it paid (S4-098, F3)."""

    says: str = (
        "credit: grant_envelope → grant_promised; the rural office is asked by letter to have the contribution paid"
    )

    def __call__(self, taking: Taking) -> None:
        one: DehyariMachine = taking.subject
        one.account_number = text.clean(str(taking.given["account_number"]))
        one.ready_at = text.clean(str(taking.given["ready_at"]))
        one.letter_number = next_letter(taking.actor)
        _reckon(one, taking.day)
        moves("credit", "grant_envelope", "grant_promised")(taking)
        office = Organisation.objects.get(province=one.province, kind=OrganisationKind.GOVERNORATE)
        subject, words = contribution_words(one, taking.day)
        send_letter(
            taking.actor, taking.act, taking.day, number=one.letter_number, subject=subject,
            receivers=[office, one.recipient.told_at], body=words,
            about=(one.subject_kind, one.pk, one.get_absolute_url()),
        )  # fmt: skip
        issue_to_the_office(one, office, (subject, words), actor=taking.actor, act=taking.act, day=taking.day)


def _reckon(one: DehyariMachine, day: datetime.date) -> None:
    """Put price, contribution, aid, and what was ordered together, into the machine."""
    rules = rules_in_force(one.province, one.fiscal_year, day)
    price = prices(one.province, one.fiscal_year)[one.machine].determined_rial
    assert price is not None, "the rules of the step ask for it first"
    case = case_of_village(rules, one.machine, price)
    one.price_rial, one.contribution_rial, one.aid_rial = price, case.rial("contribution"), case.rial("machine_aid")
    demand = demand_by_type(one.province, one.fiscal_year, rules)[one.machine]
    one.least_order, one.ordered_together = demand.least, demand.approved


@dataclass(frozen=True)
class takes_the_substitute:
    """The substitute stands in place of what was asked for, at its approximate price (S4-104)."""

    says: str = "keeps what was asked for first, and reckons the substitute at its approximate price"

    def __call__(self, taking: Taking) -> None:
        one: DehyariMachine = taking.subject
        one.asked_first = one.asked_first or one.machine
        one.machine = str(taking.given["machine"])
        ask_at_approximate_price(one, taking.day)
