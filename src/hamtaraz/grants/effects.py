"""What the steps of the room do beside changing a state: money, numbers, letters, papers, the next person's errand."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from hamtaraz.grants import papers
from hamtaraz.grants.models import MachineRequest, Share, ShareRun
from hamtaraz.grants.queries.machinery import case_of, prices
from hamtaraz.grants.queries.rules import rules_in_force
from hamtaraz.kernel import jalali
from hamtaraz.ledger.account_map import account_at
from hamtaraz.ledger.accounts import CREDIT, Move
from hamtaraz.ledger.book import post
from hamtaraz.letters.operations import next_number, register_letter
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Organisation
from hamtaraz.workflow.tables import Taking

SERIES = "grants.letter"


def written_number(province: str, fiscal_year: int, number: int) -> str:
    """The number of a letter of the room: province, year, and a running number led by 8."""
    return f"{province}/{fiscal_year}/8{number:04d}"


def next_letter(actor: Actor) -> str:
    """The number of the next letter of the room, as it is written."""
    number = next_number(actor.province, actor.fiscal_year, SERIES)
    return written_number(actor.province, actor.fiscal_year, number)


def send_letter(
    actor: Actor,
    act: int,
    day: datetime.date,
    *,
    number: str,
    subject: str,
    receivers: Sequence[Organisation],
    body: Sequence[str],
    about: tuple[str, int, str],
) -> None:
    """Register a letter of the actor's organisation; `about` is the kind, number and page of what it tells of."""
    register_letter(
        actor=actor, act=act, day=day, kind="outgoing", number=number, subject=subject, sender_id=actor.organisation_id,
        receivers=receivers, body="\n".join(body), about=about,
    )  # fmt: skip


@dataclass(frozen=True)
class announces_shares:
    """The credit enters and is shared, every receiver is told by a numbered letter, in its inbox and in print."""

    says: str = "credit: centre → grant_credit → grant_share for every share; a letter and a paper each"

    def __call__(self, taking: Taking) -> None:
        run: ShareRun = taking.subject
        run.announced_on = taking.day
        shares = list(run.shares.select_related("organisation"))
        _post(taking, run, shares)
        for share in shares:
            share.number = next_letter(taking.actor)
            _tell(taking, run, share)
        Share.objects.bulk_update(shares, ["number"])


def _post(taking: Taking, run: ShareRun, shares: list[Share]) -> None:
    """One posting: the pool comes in, and goes out to the last rial."""
    pool = account_at(CREDIT, "grant_credit", source=run.source, chapter=run.part)
    came = Move(account_at(CREDIT, "centre", source=run.source), pool, run.pool_rial, key=f"{taking.act}:pool")
    gone = [
        Move(pool, account_at(CREDIT, "grant_share", source=run.source, county=one.county, chapter=run.part,
                              agency=one.agency), one.amount_rial, key=f"{taking.act}:{one.pk}")
        for one in shares if one.amount_rial
    ]  # fmt: skip
    post([came, *gone], province=run.province, fiscal_year=run.fiscal_year, act=taking.act, basis=taking.step.basis)


def _tell(taking: Taking, run: ShareRun, share: Share) -> None:
    subject = papers.subject_of(share)
    send_letter(
        taking.actor, taking.act, taking.day, number=share.number, subject=subject, receivers=[share.organisation],
        body=papers.words_of(share), about=("grants.share", share.pk, share.get_absolute_url()),
    )  # fmt: skip
    papers.issue_share(share, actor=taking.actor, act=taking.act, day=taking.day)


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

    says: str = "credit: grant_share → grant_promised; the contribution is announced by letter and paper"

    def __call__(self, taking: Taking) -> None:
        request: MachineRequest = taking.subject
        request.account_number = str(taking.given["account_number"]).strip()
        request.letter_number = next_letter(taking.actor)
        reckon(request, taking.day)
        moved = account_moves(request, taking, "grant_share", "grant_promised")
        post(moved, province=request.province, fiscal_year=request.fiscal_year, act=taking.act, basis=taking.step.basis)
        _write_to(taking, request, request.letter_number, papers.contribution_words(request, taking.day))


def reckon(request: MachineRequest, day: datetime.date) -> None:
    """Put price, contribution and aid of the approved machine into the request, at the determined price (S4-?9)."""
    rules = rules_in_force(request.province, request.fiscal_year, day)
    price = prices(request.province, request.fiscal_year)[request.machine].determined_rial
    assert price is not None, "the rules of the step ask for it first"
    case = case_of(rules, request, request.machine, price)
    request.price_rial = price
    request.contribution_rial, request.aid_rial = case.rial("contribution"), case.rial("machine_aid")


def account_moves(request: MachineRequest, taking: Taking, source: str, target: str) -> list[Move]:
    """The aid of a request from one stage to the next."""
    return [
        Move(account_at(CREDIT, source, **line.dimensions), account_at(CREDIT, target, **line.dimensions),
             line.amount_rial, key=f"{taking.act}:{line.key}:{target}")
        for line in request.lines()
    ]  # fmt: skip


def _write_to(taking: Taking, request: MachineRequest, number: str, told: tuple[str, list[str]]) -> None:
    subject, words = told
    assert request.recipient.organisation is not None
    send_letter(
        taking.actor, taking.act, taking.day, number=number, subject=subject,
        receivers=[request.recipient.organisation], body=words,
        about=("grants.machinerequest", request.pk, request.get_absolute_url()),
    )  # fmt: skip
    papers.issue_letter(request, number, subject, words, actor=taking.actor, act=taking.act, day=taking.day)


@dataclass(frozen=True)
class orders_delivery:
    """The delivery order is written, numbered and printed; the aid counts as given (S4-035)."""

    says: str = "credit: grant_promised → grant_paid; the delivery order is a letter and a paper"

    def __call__(self, taking: Taking) -> None:
        request: MachineRequest = taking.subject
        request.order_number = next_letter(taking.actor)
        moved = account_moves(request, taking, "grant_promised", "grant_paid")
        post(moved, province=request.province, fiscal_year=request.fiscal_year, act=taking.act, basis=taking.step.basis)
        _write_to(taking, request, request.order_number, papers.order_words(request, taking.day))


@dataclass(frozen=True)
class locks_the_sale:
    """The hand-over begins the years in which the machine is not sold (F9)."""

    says: str = "keeps the day of the hand-over and the first day of sale"

    def __call__(self, taking: Taking) -> None:
        request: MachineRequest = taking.subject
        rules = rules_in_force(request.province, request.fiscal_year, taking.day)
        request.handed_over_on = taking.given["handed_over_on"]
        request.sale_allowed_on = jalali.add_years(request.handed_over_on, int(rules.value_of("sale_lock_years")))
