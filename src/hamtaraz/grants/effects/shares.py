"""What announcing shares does: credit enters and is shared, everybody is told."""

from __future__ import annotations

from dataclasses import dataclass

from hamtaraz.grants.effects.letters import next_letter, send_letter
from hamtaraz.grants.models import Share, ShareRun
from hamtaraz.grants.papers.shares import issue_share, issue_whole, subject_of, whole_words, words_of
from hamtaraz.ledger.account_map import account_at
from hamtaraz.ledger.accounts import CREDIT, Move
from hamtaraz.ledger.book import post
from hamtaraz.people.models import Organisation, OrganisationKind
from hamtaraz.workflow.tables import Taking


@dataclass(frozen=True)
class announces_shares:
    """The credit enters and is shared, every receiver is told by a numbered letter, in its inbox and in print."""

    says: str = "credit: centre → grant_credit → grant_share for every share; a letter and a paper each, and one to the governorate"

    def __call__(self, taking: Taking) -> None:
        run: ShareRun = taking.subject
        run.announced_on = taking.day
        shares = list(run.shares.select_related("organisation"))
        _post(taking, run, shares)
        for share in shares:
            share.number = next_letter(taking.actor)
            _tell(taking, run, share)
        Share.objects.bulk_update(shares, ["number"])
        _tell_the_governorate(taking, run, len(shares))


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
    subject = subject_of(share)
    send_letter(
        taking.actor, taking.act, taking.day, number=share.number, subject=subject, receivers=[share.organisation],
        body=words_of(share), about=("grants.share", share.pk, share.get_absolute_url()),
    )  # fmt: skip
    issue_share(share, actor=taking.actor, act=taking.act, day=taking.day)


def _tell_the_governorate(taking: Taking, run: ShareRun, count: int) -> None:
    """The governorate's deputy for development affairs is told of the whole, to inform those concerned (S4-003, S4-007)."""
    governorate = Organisation.objects.filter(province=run.province, kind=OrganisationKind.GOVERNORATE).first()
    if governorate is None:
        return
    number = next_letter(taking.actor)
    subject, words = whole_words(run, count, taking.day)
    send_letter(
        taking.actor, taking.act, taking.day, number=number, subject=subject, receivers=[governorate], body=words,
        about=(run.subject_kind, run.pk, run.get_absolute_url()),
    )  # fmt: skip
    issue_whole(run, governorate, number, (subject, words), actor=taking.actor, act=taking.act, day=taking.day)
