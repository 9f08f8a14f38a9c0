"""The minutes a session leaves: facts only, in the record's language."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from hamtaraz.councils import queries
from hamtaraz.councils.models import AgendaItem, Attendance, Body, BodySeat, CommitteeItem, Decision, ItemKind, Meeting
from hamtaraz.distribution.models import Distribution
from hamtaraz.documents.models import Paper
from hamtaraz.documents.operations import issue
from hamtaraz.kernel.text import persian_digits
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Organisation
from hamtaraz.places.models import County, Province
from hamtaraz.projects.models import Project
from hamtaraz.projects.queries import classification, with_standing

KINDS = {
    Body.COUNCIL: "council_minutes",
    Body.COUNTY_COMMITTEE: "committee_minutes",
}
BASIS = {
    Body.COUNCIL: "قانون احکام دائمی برنامه‌های توسعهٔ کشور، مادهٔ ۳۱",
    Body.COUNTY_COMMITTEE: "قانون احکام دائمی برنامه‌های توسعهٔ کشور، مواد ۳۱ و ۳۲",
}
"""The law each body sits by (domain.md 2.1)."""


def issue_minutes(
    meeting: Meeting, resolved: list[dict[str, Any]], *, actor: Actor, act: int, day: datetime.date
) -> Paper:
    """Print and keep the minutes of a session; `resolved` are the resolutions (`documents.layout.facts.Resolution`)."""
    with override("fa"):
        return issue(
            KINDS[Body(meeting.body)],
            minutes_facts(meeting, resolved, actor=actor, day=day),
            actor=actor,
            act=act,
            day=day,
            number=meeting.session_number,
            title=_("Minutes: %(session)s") % {"session": meeting.title()},
            about=(meeting.subject_kind, meeting.pk, meeting.get_absolute_url()),
            organisation_id=actor.organisation_id,
            county=meeting.county,
        )


def minutes_facts(
    meeting: Meeting, resolved: list[dict[str, Any]], *, actor: Actor, day: datetime.date
) -> dict[str, Any]:
    """What the minutes of any body say: attendance, quorum, agenda, and the resolutions given."""
    attendance = list(meeting.attendance.select_related("seat__organisation").order_by("seat_id"))
    attendance.sort(key=lambda one: (not one.seat.is_chair, not one.seat.is_secretary))
    found = queries.quorum(meeting)
    facts: dict[str, Any] = {
        "organisation": Organisation.objects.get(pk=actor.organisation_id).name,
        "number": meeting.session_number,
        "dated_on": day.isoformat(),
        "session_number": meeting.session_number,
        "held_on": meeting.held_on.isoformat(),
        "place": meeting.place,
        "fiscal_year": meeting.fiscal_year,
        "province": Province.objects.get(code=meeting.province).name,
        "attendance": [_attended(one) for one in attendance],
        "quorum": {"members": found.members, "needed": found.needed, "present": found.present},
        "agenda": [item.text for item in meeting.agenda.all()],
        "resolutions": resolved,
        "basis": [{"kind": "law", "title": BASIS[Body(meeting.body)]}],
        "remarks": _remarks(meeting),
    }
    if meeting.hour:
        facts["held_at"] = meeting.hour
    if meeting.county:
        facts["county"] = County.objects.get(province=meeting.province, code=meeting.county).name
    return facts


def resolutions(meeting: Meeting) -> list[dict[str, Any]]:
    """The numbered resolutions of a session as its minutes print them: a list or a distribution follows its own."""
    decided = meeting.agenda.exclude(resolution_number="").select_related("distribution")
    return [_resolution(meeting, item) for item in decided]


def letter_subject(meeting: Meeting) -> str:
    """The subject of the letter that the minutes go with."""
    with override("fa"):
        return _("Sending the minutes of the %(session)s") % {"session": meeting.title()}


def _resolution(meeting: Meeting, item: AgendaItem) -> dict[str, Any]:
    """A resolution in words, with what it gives in figures."""
    with override("fa"):
        outcome = _("“%(item)s” was approved.") if item.decision == Decision.APPROVED else _("“%(item)s” was returned.")
        votes = _("Votes for: %(for)s, against: %(against)s") % {
            "for": persian_digits(str(item.votes_for)),
            "against": persian_digits(str(item.votes_against)),
        }
        said = [outcome % {"item": item.text}, item.resolution_text, item.reason, votes]
    facts: dict[str, Any] = {"number": item.resolution_number, "text": " ".join(one for one in said if one)}
    if item.decision == Decision.APPROVED and item.kind == ItemKind.PROJECTS:
        facts["projects"] = _projects(meeting)
    if item.decision == Decision.APPROVED and item.distribution:
        facts["matrix"] = _shares(meeting, item.distribution)
    return facts


def _remarks(meeting: Meeting) -> list[str]:
    """What was only noted, and the committee's note on unfinished projects (INV-04)."""
    with override("fa"):
        noted = [
            " ".join(filter(None, [_("“%(item)s” was noted.") % {"item": item.text}, item.resolution_text]))
            for item in meeting.agenda.filter(decision=Decision.NOTED)
        ]
    return [*noted, meeting.note] if meeting.note else noted


def _shares(meeting: Meeting, distribution: Distribution) -> dict[str, Any]:
    """What a distribution gives each county, and province-wide projects, from each source (S0-12, S0-43)."""
    lines = distribution.lines()
    names = classification(meeting.province, meeting.fiscal_year).sources
    sources = sorted({line.source for line in lines})
    counties = dict(County.objects.filter(province=meeting.province).values_list("code", "name"))
    sums: Counter[tuple[str, str]] = Counter()
    for line in lines:
        sums[line.county, line.source] += line.amount_rial
    with override("fa"):
        counties[""] = _("Province-wide projects")
    rows = [
        {
            "heads": [counties[county]],
            "amounts_rial": [str(sums[county, source]) for source in sources],
            "total_rial": str(sum(sums[county, source] for source in sources)),
        }
        for county in sorted({line.county for line in lines}, key=lambda code: (code == "", code))
    ]
    totals = [sum(amount for (_county, source), amount in sums.items() if source == one) for one in sources]
    return {
        "heads": ["county"],
        "columns": [{"title": names.get(source, source)} for source in sources],
        "rows": rows,
        "column_totals_rial": [str(total) for total in totals],
        "total_rial": str(sum(totals)),
    }


def _projects(meeting: Meeting) -> dict[str, Any]:
    """The committee's list, unfinished projects first (S0-15, INV-04)."""
    names = classification(meeting.province, meeting.fiscal_year)
    listed = Project.objects.filter(pk__in=meeting.items.values("project_id"))
    projects = {project.pk: project for project in with_standing(listed, meeting.fiscal_year)}
    items = sorted(
        meeting.items.all(),
        key=lambda item: (not projects[item.project_id].unfinished, projects[item.project_id].code, item.source),  # type: ignore[attr-defined]
    )
    rows = [_row(item, projects[item.project_id], names) for item in items]
    return {"rows": rows, "total_rial": str(sum(item.amount_rial for item in items))}


def _row(item: CommitteeItem, project: Project, names: Any) -> dict[str, Any]:
    return {
        "code": project.code,
        "title": project.title,
        "county": project.county.name if project.county else "",
        "chapter": names.chapters.get(project.chapter_code, project.chapter_code),
        "programme": names.programmes.get(project.programme_code, project.programme_code),
        "source": names.sources.get(item.source, item.source),
        "amount_rial": str(item.amount_rial),
        "unfinished": project.unfinished,  # type: ignore[attr-defined]
        "total_cost_rial": str(project.total_cost_rial),
    }


def _attended(one: Attendance) -> dict[str, Any]:
    seat: BodySeat = one.seat
    place = _("Chair") if seat.is_chair else _("Secretary") if seat.is_secretary else _("Member")
    return {
        "name": seat.title,
        "title": place if seat.voting else _("%(place)s, without a vote") % {"place": place},
        "organisation": seat.organisation.name if seat.organisation else seat.organisation_name,
        "present": one.present,
        "vote": "none",
    }
