"""What the steps of a machine do: the list, the choice, contribution and aid, the delivery order, the lock of sale."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hamtaraz.grants.effects.letters import next_letter, write_to
from hamtaraz.grants.models import MachineRequest
from hamtaraz.grants.papers.machinery import contribution_words
from hamtaraz.grants.queries.machinery import case_of, prices
from hamtaraz.grants.queries.rules import rules_in_force
from hamtaraz.kernel import jalali, text
from hamtaraz.ledger.accounts import CREDIT
from hamtaraz.workflow.effects import moves
from hamtaraz.workflow.tables import Taking


@dataclass(frozen=True)
class notes_the_list:
    """The request keeps the number of the list it went on with."""

    says: str = "keeps the number of Table 1"

    def __call__(self, taking: Taking) -> None:
        taking.subject.list_number = taking.given["list_number"]


@dataclass(frozen=True)
class notes_the_choice:
    """The priority that was approved is the machine of the request."""

    says: str = "keeps which priority was approved"

    def __call__(self, taking: Taking) -> None:
        request: MachineRequest = taking.subject
        request.machine = request.first if str(taking.given["choice"]) == "1" else request.second


@dataclass(frozen=True)
class announces_contribution:
    """Contribution and aid are reckoned at the determined price and told with the account to pay into (F3)."""

    says: str = "credit: grant_share, or grant_credit by S4-?8, → grant_promised; the contribution is announced by letter and paper"

    def __call__(self, taking: Taking) -> None:
        request: MachineRequest = taking.subject
        request.account_number = text.clean(str(taking.given["account_number"]))
        request.letter_number = next_letter(taking.actor)
        reckon(request, taking.day)
        source = "grant_credit" if request.share.run.machinery_is_apart else "grant_share"
        moves(CREDIT, source, "grant_promised")(taking)
        write_to(taking, request.recipient.told_at, request.letter_number, contribution_words(request, taking.day))


def reckon(request: MachineRequest, day: datetime.date) -> None:
    """Put price, contribution and aid of the approved machine into the request, at the determined price (S4-?9)."""
    rules = rules_in_force(request.province, request.fiscal_year, day)
    price = prices(request.province, request.fiscal_year)[request.machine].determined_rial
    assert price is not None, "the rules of the step ask for it first"
    case = case_of(rules, request, request.machine, price)
    request.price_rial = price
    request.contribution_rial, request.aid_rial = case.rial("contribution"), case.rial("machine_aid")


@dataclass(frozen=True)
class orders_delivery:
    """The delivery order is written in the words of its kind, numbered and printed; the aid counts as given (S4-035, S4-099)."""

    words: Callable[[Any, datetime.date], tuple[str, list[str]]]
    says: str = "credit: grant_promised → grant_paid; the delivery order is a letter and a paper"

    def __call__(self, taking: Taking) -> None:
        about = taking.subject
        about.order_number = next_letter(taking.actor)
        moves(CREDIT, "grant_promised", "grant_paid")(taking)
        write_to(taking, about.recipient.told_at, about.order_number, self.words(about, taking.day))


@dataclass(frozen=True)
class locks_the_sale:
    """The hand-over begins the years in which the machine is not sold (F9)."""

    says: str = "keeps the day of the hand-over and the first day of sale"

    def __call__(self, taking: Taking) -> None:
        request: MachineRequest = taking.subject
        rules = rules_in_force(request.province, request.fiscal_year, taking.day)
        request.handed_over_on = taking.given["handed_over_on"]
        request.sale_allowed_on = jalali.add_years(request.handed_over_on, int(rules.value_of("sale_lock_years")))
