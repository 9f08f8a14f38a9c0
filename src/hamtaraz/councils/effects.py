"""What the steps of a session do beside changing its state: resolve, print the minutes, send them, tell the next."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hamtaraz.councils import papers, queries
from hamtaraz.councils.models import Body, Decision, ItemKind, Meeting
from hamtaraz.councils.rules import votes_of
from hamtaraz.ledger import queries as book
from hamtaraz.ledger.accounts import CREDIT
from hamtaraz.letters.operations import next_number, register_letter
from hamtaraz.people.models import Organisation, OrganisationKind
from hamtaraz.people.roles import Role
from hamtaraz.workflow.tables import Taking, task_kind
from hamtaraz.workflow.tasks import close_tasks, open_task

ISSUE_AGENCY_NOTICES = task_kind("issue_agency_notices", _("Issue the credit notices to agencies"), _("Issue"))
"""Waits for the consolidation group under the key "county:<code>", or "province" for province-wide lines."""
PREPARE_COUNTY_NOTICES = task_kind("prepare_county_notices", _("Prepare the county notices"), _("Prepare"))
"""Waits for the consolidation group under the key "county_notices" once the Council approved a distribution."""
DAYS_TO_NOTIFY = 10


def next_resolution(meeting: Meeting) -> str:
    """The number of the session's next resolution: the session's own number and its place in it, without gaps."""
    place = next_number(meeting.province, meeting.fiscal_year, f"resolutions {meeting.pk}")
    return f"{meeting.session_number}/{place}"


@dataclass(frozen=True)
class held_by_now:
    """A session opened before the day it was called for is held on the day it is opened."""

    says: str = "sets the day of the session to the day it is opened, where that is earlier"

    def __call__(self, taking: Taking) -> None:
        taking.subject.held_on = min(taking.subject.held_on, taking.day)


@dataclass(frozen=True)
class resolves:
    """The committee's list becomes a numbered resolution, with its votes and its note on unfinished projects."""

    says: str = "gives the list its resolution number, keeps votes and note"

    def __call__(self, taking: Taking) -> None:
        meeting = taking.subject
        item = meeting.agenda.get(kind=ItemKind.PROJECTS)
        item.votes_for, item.votes_against = votes_of(taking, queries.quorum(meeting).present)
        item.decision, item.resolution_number = Decision.APPROVED, next_resolution(meeting)
        item.save()
        meeting.note = str(taking.given.get("note") or "").strip()


@dataclass(frozen=True)
class prints_minutes:
    """The minutes are printed and kept: attendance, quorum, agenda, resolutions (S0-13, S0-16)."""

    says: str = "issues the paper “minutes”"

    def __call__(self, taking: Taking) -> None:
        meeting = taking.subject
        papers.issue_minutes(meeting, papers.resolutions(meeting), actor=taking.actor, act=taking.act, day=taking.day)


@dataclass(frozen=True)
class minutes_letter:
    """The minutes go out by a registered letter: a committee's to the organisation, the Council's to its members."""

    says: str = "registers the letter the minutes go with"

    def __call__(self, taking: Taking) -> None:
        meeting, actor = taking.subject, taking.actor
        if meeting.body == Body.COUNTY_COMMITTEE:
            receivers = list(Organisation.objects.filter(province=meeting.province, kind=OrganisationKind.MPO)[:1])
        else:
            seats = [seat.organisation for seat in queries.seats_of(meeting) if seat.organisation]
            receivers = sorted({one for one in seats if one.pk != actor.organisation_id}, key=lambda one: one.code)
        number = next_number(meeting.province, meeting.fiscal_year, f"letters {actor.organisation_code}")
        register_letter(
            actor=actor,
            act=taking.act,
            day=taking.day,
            kind="outgoing",
            number=f"{meeting.fiscal_year}/{actor.organisation_code}/{number}",
            subject=papers.letter_subject(meeting),
            sender_id=actor.organisation_id,
            receivers=receivers,
            about=(meeting.subject_kind, meeting.pk, meeting.get_absolute_url()),
        )


@dataclass(frozen=True)
class notices_can_follow:
    """With the minutes sent, the consolidation group can notify agencies of the county's credit (S0-17)."""

    says: str = "opens the errand “issue the agency notices” of the county"

    def __call__(self, taking: Taking) -> None:
        meeting = taking.subject
        close_county_errand(taking)
        open_task(
            ISSUE_AGENCY_NOTICES,
            actor=taking.actor,
            act=taking.act,
            day=taking.day,
            key=f"county:{meeting.county}",
            title=meeting.title(),
            url=reverse("notices:list"),
            role=Role.CONSOLIDATION_EXPERT,
            days=DAYS_TO_NOTIFY,
            amount_rial=book.total(
                meeting.province, meeting.fiscal_year, CREDIT, "committee_approved", county=meeting.county
            ),
        )


@dataclass(frozen=True)
class notices_wait:
    """While returned minutes are corrected, no agency is notified of the county's credit."""

    says: str = "closes the errand “issue the agency notices” of the county"

    def __call__(self, taking: Taking) -> None:
        close_county_errand(taking)


def close_county_errand(taking: Taking) -> None:
    """Close what the consolidation group was asked to do for the county of the session."""
    key = f"county:{taking.subject.county}"
    close_tasks(key, actor=taking.actor, act=taking.act, day=taking.day, kind=ISSUE_AGENCY_NOTICES)
