"""What approving a split of the counties does: envelopes are made or changed, the organisation and the counties are told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hamtaraz.grants.effects.letters import next_letter, send_letter
from hamtaraz.grants.models import CountySplit, Part
from hamtaraz.grants.models.county_split import CountyMachinery
from hamtaraz.grants.papers.county_split import issue_split, split_words
from hamtaraz.grants.queries.county_split import ENVELOPE, Envelope, envelopes, split_in_force
from hamtaraz.kernel.rial import Rial
from hamtaraz.ledger.account_map import account_at
from hamtaraz.ledger.accounts import CREDIT, Account, Move
from hamtaraz.ledger.book import post
from hamtaraz.people.models import Organisation, OrganisationKind
from hamtaraz.workflow.tables import Taking
from hamtaraz.workflow.walker import take

TOLD = (OrganisationKind.GRANTS_ORGANISATION, OrganisationKind.COUNTY_GOVERNORATE)


@dataclass(frozen=True)
class fills_the_envelopes:
    """Every county's share goes into its two envelopes; a later split moves the difference and ends the earlier one."""

    says: str = "credit: grant_share → grant_envelope for machinery and projects of every county; a later split moves what differs"

    def __call__(self, taking: Taking) -> None:
        split: CountySplit = taking.subject
        split.approved_on = taking.day
        held = envelopes(split.province, split.fiscal_year)
        earlier = split_in_force(split.province, split.fiscal_year)
        if earlier is not None:
            given = {"later": True, "reason": split.change_reason}
            take(earlier, "replace", actor=taking.actor, day=taking.day, given=given)
        moved = [move for row in split.counties.all() for move in _moves_of(taking, row, held)]
        post(moved, province=split.province, fiscal_year=split.fiscal_year, act=taking.act, basis=taking.step.basis)


def _moves_of(taking: Taking, row: CountyMachinery, held: Mapping[tuple[str, str], Envelope]) -> Iterator[Move]:
    """What a county's headings give back to its share, then what they take up of it; nothing where they stay."""
    share = account_at(CREDIT, "grant_share", source=taking.subject.run.source, county=row.county, chapter=Part.DEHYARI)
    changes: dict[str, Rial] = {"machinery": row.machinery_rial, "projects": row.projects_rial}
    for heading in changes:
        if (row.county, heading) in held:
            changes[heading] -= held[row.county, heading].amount_rial
    for heading, change in sorted(changes.items(), key=lambda one: one[1]):
        envelope = _envelope(taking, row, heading)
        source, target = (envelope, share) if change < 0 else (share, envelope)
        if change:
            yield Move(source, target, abs(change), key=f"{taking.act}:{row.county}:{heading}")


def _envelope(taking: Taking, row: CountyMachinery, heading: str) -> Account:
    return account_at(CREDIT, ENVELOPE, source=taking.subject.run.source, county=row.county, chapter=Part.DEHYARI,
                      programme=heading)  # fmt: skip


@dataclass(frozen=True)
class announces_the_split:
    """The organisation and the county governorates are told by one numbered letter, with the table in print."""

    says: str = "a numbered letter and a table go to the organisation and the county governorates"

    def __call__(self, taking: Taking) -> None:
        split: CountySplit = taking.subject
        split.letter_number = next_letter(taking.actor)
        subject, words = split_words(split)
        receivers = list(Organisation.objects.filter(province=split.province, kind__in=TOLD))
        send_letter(
            taking.actor, taking.act, taking.day, number=split.letter_number, subject=subject, receivers=receivers,
            body=words, about=(split.subject_kind, split.pk, ""),  # the page of the split is the province's
        )  # fmt: skip
        issue_split(split, actor=taking.actor, act=taking.act, day=taking.day)
