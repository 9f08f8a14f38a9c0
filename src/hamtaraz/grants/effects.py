"""What the steps of the room do beside changing a state: money, numbers, letters, papers, the next person's errand."""

from __future__ import annotations

from dataclasses import dataclass

from hamtaraz.grants import papers
from hamtaraz.grants.models import Share, ShareRun
from hamtaraz.ledger.account_map import account_at
from hamtaraz.ledger.accounts import CREDIT, Move
from hamtaraz.ledger.book import post
from hamtaraz.letters.operations import next_number, register_letter
from hamtaraz.workflow.tables import Taking

SERIES = "grants.letter"


def written_number(province: str, fiscal_year: int, number: int) -> str:
    """The number of a letter of the room: province, year, and a running number led by 8."""
    return f"{province}/{fiscal_year}/8{number:04d}"


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
            number = next_number(run.province, run.fiscal_year, SERIES)
            share.number = written_number(run.province, run.fiscal_year, number)
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
    register_letter(
        actor=taking.actor, act=taking.act, day=taking.day, kind="outgoing", number=share.number, subject=subject,
        sender_id=taking.actor.organisation_id, receivers=[share.organisation],
        body="\n".join(papers.words_of(share)), about=("grants.share", share.pk, share.get_absolute_url()),
    )  # fmt: skip
    papers.issue_share(share, actor=taking.actor, act=taking.act, day=taking.day)
