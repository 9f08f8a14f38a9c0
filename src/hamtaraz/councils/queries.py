"""What may be asked of sessions: quorum, ceilings of a committee, minutes that were sent, resolutions to cite."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum

from hamtaraz.councils.models import AgendaItem, Attendance, Body, BodySeat, CommitteeItem, Decision, ItemKind, Meeting
from hamtaraz.distribution.models import Distribution
from hamtaraz.kernel.rial import Rial
from hamtaraz.ledger import queries as book
from hamtaraz.ledger.accounts import CREDIT
from hamtaraz.people.actors import Actor
from hamtaraz.places.models import County
from hamtaraz.projects.models import Project
from hamtaraz.projects.queries import county_projects, credit_by_project
from hamtaraz.projects.related import Link

Cell = tuple[str, str, str]
"""Source, chapter and programme: what a county's credit is notified by (S0-14)."""


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many voting seats a session has, how many have to come, how many came."""

    members: int
    present: int

    @property
    def needed(self) -> int:
        """More than half of the voting seats."""
        return self.members // 2 + 1

    @property
    def lacking(self) -> int:
        """How many more voting members have to come; none when the session is valid."""
        return max(self.needed - self.present, 0)


def sessions_for(actor: Actor) -> QuerySet[Meeting]:
    """The sessions this actor may read, with the names of their counties and the sum and size of their lists."""
    county = County.objects.filter(province=OuterRef("province"), code=OuterRef("county"))
    return Meeting.visible_to(actor).annotate(
        county_fa=Subquery(county.values("name")[:1]),
        county_en=Subquery(county.values("name_en")[:1]),
        listed_rial=Sum("items__amount_rial"),
        listed=Count("items__project", distinct=True),
    )


def with_next_distribution(sessions: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Sessions with the first endorsed distribution that waits for an agenda: its number and heading, or None."""
    waiting = Distribution.objects.filter(
        province=OuterRef("province"), fiscal_year=OuterRef("fiscal_year"), state="endorsed"
    ).exclude(pk__in=_on_an_open_agenda())
    first = waiting.order_by("pk")
    return sessions.annotate(
        waiting_pk=Subquery(first.values("pk")[:1]), waiting_heading=Subquery(first.values("heading")[:1])
    )


def seats_with_presence(meeting: Meeting) -> list[BodySeat]:
    """The seats of the session's body, each with `came`: True, False, or None where nothing is recorded yet."""
    came = Attendance.objects.filter(meeting=meeting, seat=OuterRef("pk")).values("present")[:1]
    return list(seats_of(meeting).annotate(came=Subquery(came)))


def seats_of(meeting: Meeting) -> QuerySet[BodySeat]:
    """The seats of the session's body on the day it is held."""
    return seats_on(meeting.province, meeting.body, meeting.county, meeting.held_on)


def seats_on(province: str, body: str, county: str, day: datetime.date) -> QuerySet[BodySeat]:
    """The seats of a body in force on a day, the chair first."""
    return BodySeat.objects.filter(
        Q(until__isnull=True) | Q(until__gt=day), province=province, body=body, county=county, since__lte=day
    ).select_related("organisation")


def quorum(meeting: Meeting) -> Quorum:
    """The quorum of a session by the attendance recorded so far."""
    came = Attendance.objects.filter(meeting=meeting, present=True, seat__voting=True)
    return Quorum(members=seats_of(meeting).filter(voting=True).count(), present=came.count())


def distributions_waiting(province: str, fiscal_year: int) -> QuerySet[Distribution]:
    """Endorsed distributions that no open session has on its agenda yet."""
    waiting = Distribution.objects.filter(province=province, fiscal_year=fiscal_year, state="endorsed")
    return waiting.exclude(pk__in=_on_an_open_agenda())


def _on_an_open_agenda() -> Any:
    """The numbers of distributions that some open session has still to decide on."""
    return AgendaItem.objects.filter(
        decision=Decision.PENDING, distribution__isnull=False, meeting__state__in=("convened", "in_session")
    ).values("distribution_id")


@dataclass(frozen=True, slots=True)
class Ceiling:
    """What a county may still give to projects of a cell, and what the list gives; whole rials."""

    source: str
    chapter: str
    programme: str
    noticed_rial: Rial
    listed_rial: Rial

    @property
    def remaining_rial(self) -> Rial:
        """What the list leaves; negative when it exceeds the notice (INV-02)."""
        return self.noticed_rial - self.listed_rial


def noticed_cells(province: str, fiscal_year: int, county: str) -> dict[Cell, Rial]:
    """What was notified to a county and no committee has given away yet, by cell, in whole rials."""
    rows = book.accounts(province, fiscal_year, CREDIT, "county_noticed", county=county)
    return {(row.source, row.chapter, row.programme): row.balance for row in rows if row.balance}


def counties_with_credit(province: str, fiscal_year: int, codes: set[str] | None = None) -> list[dict[str, str | Rial]]:
    """Counties (of `codes`, or all) that credit was notified to and no committee has given away: name and amount."""
    rows = book.accounts(
        province, fiscal_year, CREDIT, "county_noticed", **({} if codes is None else {"county": codes})
    )
    sums = {row["county"]: row["sum"] for row in rows.order_by().values("county").annotate(sum=Sum("balance"))}
    counties = County.objects.filter(province=province, code__in=[code for code, amount in sums.items() if amount])
    return [{"code": one.code, "name": str(one), "amount_rial": int(sums[one.code])} for one in counties]


def ceilings(meeting: Meeting, listed: dict[Cell, Rial]) -> list[Ceiling]:
    """Every cell that was notified to the county or is used by the list, in the order of source and programme."""
    noticed = noticed_cells(meeting.province, meeting.fiscal_year, meeting.county)
    return [
        Ceiling(*cell, noticed.get(cell, 0), listed.get(cell, 0)) for cell in sorted(noticed.keys() | listed.keys())
    ]


def listed_by_cell(items: Iterable[CommitteeItem]) -> dict[Cell, Rial]:
    """What a list gives, by cell, in whole rials; items come with their projects."""
    sums: dict[Cell, Rial] = {}
    for item in items:
        cell = (item.source, item.project.chapter_code, item.project.programme_code)
        sums[cell] = sums.get(cell, 0) + item.amount_rial
    return sums


def candidates(meeting: Meeting) -> list[Project]:
    """The projects the committee of the session decides on, with their standing, unfinished ones first."""
    return list(county_projects(meeting.province, meeting.fiscal_year, meeting.county))


def unfinished_without_credit(meeting: Meeting, projects: Iterable[Project], listed: set[str]) -> list[Project]:
    """The unfinished among `projects` that neither this list (`listed`, by code) nor an earlier session funds."""
    waiting = [project for project in projects if project.unfinished and project.code not in listed]  # type: ignore[attr-defined]
    funded = credit_by_project(meeting.province, meeting.fiscal_year, [project.code for project in waiting])
    return [project for project in waiting if project.code not in funded]


def counties_with_sent_minutes(province: str, fiscal_year: int) -> set[str]:
    """The codes of counties whose committee approved a list and sent the minutes of every list it approved (S0-42)."""
    sessions = Meeting.objects.filter(province=province, fiscal_year=fiscal_year, body=Body.COUNTY_COMMITTEE)
    states = set(sessions.values_list("county", "state"))
    held_back = {county for county, state in states if state in ("approved", "concluded")}
    return {county for county, state in states if state == "sent"} - held_back


def resolution_of(province: str, fiscal_year: int, county: str) -> tuple[str, datetime.date] | None:
    """Number and day of the county committee's latest resolution whose minutes were sent; None before the first."""
    return _latest(
        AgendaItem.objects.filter(
            meeting__province=province, meeting__fiscal_year=fiscal_year, meeting__body=Body.COUNTY_COMMITTEE,
            meeting__county=county, meeting__state="sent", kind=ItemKind.PROJECTS, decision=Decision.APPROVED,
        )
    )  # fmt: skip


def council_resolution_of(province: str, fiscal_year: int) -> tuple[str, datetime.date] | None:
    """Number and day of the Council's latest resolution on a distribution; None before the first."""
    return _latest(
        AgendaItem.objects.filter(
            meeting__province=province, meeting__fiscal_year=fiscal_year, meeting__body=Body.COUNCIL,
            kind=ItemKind.DISTRIBUTION, decision=Decision.APPROVED,
        )
    )  # fmt: skip


def told_of(actor: Actor, project: Project) -> list[Link]:
    """The sessions of the year that have the project in their list, as far as this actor may read."""
    own = CommitteeItem.objects.filter(meeting=OuterRef("pk"), project=project).order_by().values("meeting")
    found = (
        sessions_for(actor)
        .filter(pk__in=CommitteeItem.objects.filter(project=project).values("meeting"))
        .annotate(own_rial=Subquery(own.annotate(sum=Sum("amount_rial")).values("sum")))
        .order_by("held_on")
    )
    return [Link(one.heading(), one.get_absolute_url(), one.held_on, one.own_rial) for one in found]


def _latest(items: QuerySet[AgendaItem]) -> tuple[str, datetime.date] | None:
    item = items.select_related("meeting").order_by("-meeting__held_on", "-pk").first()
    return (item.resolution_number, item.meeting.held_on) if item else None
