"""Numbers and letters of the room."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from hamtaraz.grants.papers.letters import issue_letter
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


def write_to(taking: Taking, organisation: Organisation, number: str, told: tuple[str, list[str]]) -> None:
    """Tell an organisation of what a step did: a registered letter and a paper; `told` is its subject and paragraphs."""
    subject, words = told
    about = taking.subject
    send_letter(
        taking.actor, taking.act, taking.day, number=number, subject=subject, receivers=[organisation], body=words,
        about=(about.subject_kind, about.pk, about.get_absolute_url()),
    )  # fmt: skip
    issue_letter(about, organisation, number, subject, words, actor=taking.actor, act=taking.act, day=taking.day)
