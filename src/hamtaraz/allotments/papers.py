"""The papers of the room: the facts the Committee's minutes and an allotment notice are printed from, never their layout."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from hamtaraz.allotments import queries
from hamtaraz.allotments.models import AllotmentNotice, AllotmentSession, SessionLine
from hamtaraz.documents.models import Paper
from hamtaraz.documents.operations import issue
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Organisation, OrganisationKind
from hamtaraz.places.models import Province

type Facts = dict[str, Any]
type Cell = tuple[str, str, int]
"""Row head, column title, amount in whole rials."""


def mpo_of(province: str) -> Organisation:
    """The planning organisation of the province."""
    return Organisation.objects.filter(province=province, kind=OrganisationKind.MPO).order_by("id")[0]


def issue_minutes(session: AllotmentSession, *, actor: Actor, act: int, day: datetime.date) -> Paper:
    """Print the minutes of a session that has decided, and keep the paper (S0-44)."""
    with translation.override("fa"):
        return issue(
            "allotment_committee_minutes",
            minutes_facts(session, day),
            actor=actor,
            act=act,
            day=day,
            number=session.number,
            title=_("Minutes of the Allotment Committee, session %(number)s") % {"number": session.number},
            about=(session.subject_kind, session.pk, session.get_absolute_url()),
        )


def issue_notice(notice: AllotmentNotice, *, actor: Actor, act: int, day: datetime.date) -> Paper:
    """Print a notice that has its number and keep the paper; the agency may read it beside the province (S0-44)."""
    with translation.override("fa"):
        return issue(
            "allotment_notice",
            notice_facts(notice, day),
            actor=actor,
            act=act,
            day=day,
            number=notice.number,
            title=notice.title(),
            about=(notice.subject_kind, notice.pk, notice.get_absolute_url()),
            organisation_id=notice.agency_id,
        )


def minutes_facts(session: AllotmentSession, day: datetime.date) -> Facts:
    """What the minutes say: who came, the ceilings by chapter and source, the lines by agency and source."""
    ceilings = session.ceilings.select_related("source", "chapter")
    lines = session.lines_drafted.select_related("source", "agency").order_by("agency__sort_key", "source__code")
    resolutions = [
        _resolution(session, 1, _("The ceilings of allotment by chapter and credit source are set as in the table below."),
                    "chapter", [(row.chapter.name, row.source.name, row.amount_rial) for row in ceilings]),
        _resolution(session, 2, _("The allotment of the agencies within these ceilings is decided as in the table below."),
                    "agency", [(row.agency.name, row.source.name, row.amount_rial) for row in lines]),
    ]  # fmt: skip
    return _letterhead(session.province, day) | {
        "number": session.number,
        "session_number": session.number,
        "held_on": session.held_on.isoformat(),
        "place": session.place,
        "fiscal_year": session.fiscal_year,
        "attendance": [
            {
                "name": member["title"],
                "title": _("Member with a vote") if member["voting"] else _("Member without a vote"),
                "organisation": member["organisation"],
                "present": member["present"],
                "vote": "none",
            }
            for member in session.attendance
        ],
        "quorum": {"members": session.voting, "needed": session.quorum},
        "agenda": [
            _("The allotment notice of the centre, No. %(number)s") % {"number": session.central and session.central.number},
            _("Ceilings of allotment by chapter and credit source"),
            _("Allotment of executive agencies"),
        ],
        "basis": [_central_basis(session)],
        "resolutions": [one for one in resolutions if one["matrix"]["rows"]],
        "signatures": [],
    }  # fmt: skip


def notice_facts(notice: AllotmentNotice, day: datetime.date) -> Facts:
    """What an issued notice says: agreed, before, now and together by project and source, and what it is paid with."""
    session, agency = notice.session, notice.agency
    mpo = mpo_of(notice.province)
    lines = list(notice.rows.select_related("source", "chapter", "agency", "project"))
    rows = queries.rows_of(lines, queries.Figures())
    totals = queries.totals_of(rows)
    reference = {"number": session.number, "dated_on": session.held_on.isoformat()}
    central = _central_basis(session)
    return _letterhead(notice.province, day) | {
        "number": notice.number,
        "fiscal_year": notice.fiscal_year,
        "agency": agency.name,
        "addressee": [f"{agency.head_title}، {agency.name}" if agency.head_title else agency.name],
        "basis": [central, {"kind": "allotment_session", **reference}],
        "central_notice": {"number": central["number"], "dated_on": central["dated_on"]},
        "session": reference,
        **_replaces(notice),
        **_means(lines),
        "rows": [
            {
                "code": row.line.project.code,
                "title": row.line.project.title,
                "source": row.line.source.name,
                "agreed_rial": str(row.agreed_rial),
                "before_rial": str(row.before_rial),
                "now_rial": str(row.now_rial),
                "cumulative_rial": str(row.cumulative_rial),
            }
            for row in rows
        ],
        **{f"{column}_total_rial": str(totals[column]) for column in ("agreed", "before", "now", "cumulative")},
        "signatures": [{"position": mpo.head_title or _("Head of the organisation"), "organisation": mpo.name}],
        "copies": [_("Provincial treasury")],
    }


def _letterhead(province: str, day: datetime.date) -> Facts:
    centre = Organisation.objects.filter(province=province, kind=OrganisationKind.CENTRE).order_by("id").first()
    return {
        **({"parent": centre.name} if centre else {}),
        "organisation": mpo_of(province).name,
        "province": Province.objects.get(code=province).name,
        "dated_on": day.isoformat(),
        "unit": "million_rial",
    }


def _central_basis(session: AllotmentSession) -> Facts:
    central = session.central
    assert central is not None, "a session that has decided rests on a notice of the centre"
    return {
        "kind": "central_allotment_notice",
        "number": central.number,
        "dated_on": central.dated_on.isoformat(),
    }


def _replaces(notice: AllotmentNotice) -> Facts:
    wrong = notice.corrects
    if wrong is None or wrong.issued_on is None:
        return {}
    return {"replaces": {"number": wrong.number, "dated_on": wrong.issued_on.isoformat()}}


def _means(lines: list[SessionLine]) -> Facts:
    parts = [
        {
            "means": means,
            "amount_rial": str(amount),
            **({"bill": {"symbol": symbol, "due_on": due_on.isoformat()}} if due_on else {}),
        }
        for (means, symbol, due_on), amount in queries.parts_of(lines)
    ]
    if len(parts) > 1:
        return {"means": "mixed", "parts": parts}
    return {key: value for key, value in parts[0].items() if key != "amount_rial"}


def _resolution(session: AllotmentSession, place: int, words: str, head: str, cells: list[Cell]) -> Facts:
    return {"number": f"{session.number}/{place}", "text": words, "matrix": _matrix(head, cells)}


def _matrix(head: str, cells: list[Cell]) -> Facts:
    """Cells as a table, one row per head and one column per title, with totals both ways."""
    columns = sorted({column for _row, column, _amount in cells})
    rows: dict[str, dict[str, int]] = {}
    for row, column, amount in cells:
        found = rows.setdefault(row, dict.fromkeys(columns, 0))
        found[column] += amount
    return {
        "heads": [head],
        "columns": [{"title": column} for column in columns],
        "rows": [
            {
                "heads": [title],
                "amounts_rial": [str(found[column]) for column in columns],
                "total_rial": str(sum(found.values())),
            }
            for title, found in rows.items()
        ],
        "column_totals_rial": [str(sum(found[column] for found in rows.values())) for column in columns],
        "total_rial": str(sum(sum(found.values()) for found in rows.values())),
    }
