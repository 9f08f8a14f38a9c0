"""The papers of the room: the facts a credit notice is printed from, never its layout."""

from __future__ import annotations

import datetime
from collections import defaultdict
from typing import Any

from django.utils.translation import override

from hamtaraz.councils.queries import council_resolution_of, resolution_of
from hamtaraz.documents.models import Paper
from hamtaraz.documents.operations import issue
from hamtaraz.notices.models import CreditNotice, NoticeKind, NoticeLine
from hamtaraz.notices.queries import laws_of, named_lines, organisation_of
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import OrganisationKind
from hamtaraz.people.roles import Role
from hamtaraz.places.models import Province
from hamtaraz.projects.models import Origin

Facts = dict[str, Any]


def issue_notice(notice: CreditNotice, *, actor: Actor, act: int, day: datetime.date) -> Paper:
    """Print a notice that has its number and keep the paper; the receiver may read it beside the province (S0-44)."""
    return issue(
        "credit_notice",
        facts_of(notice, day),
        actor=actor,
        act=act,
        day=day,
        number=notice.number,
        title=notice.title(),
        about=(notice.subject_kind, notice.pk, notice.get_absolute_url()),
        organisation_id=notice.agency_id,
        county=notice.county.code if notice.county else "",
    )


def facts_of(notice: CreditNotice, day: datetime.date) -> Facts:
    """What the paper of a notice says, in Persian; amounts are strings of whole rials that add up to its total."""
    with override("fa"):
        return _facts_of(notice, day)


def _facts_of(notice: CreditNotice, day: datetime.date) -> Facts:
    lines = named_lines(notice)
    mpo = organisation_of(notice.province, OrganisationKind.MPO)
    facts: Facts = {
        "organisation": mpo.name,
        "number": notice.number,
        "dated_on": day.isoformat(),
        "notice": notice.kind,
        "fiscal_year": notice.fiscal_year,
        "province": Province.objects.get(code=notice.province).name,
        "total_rial": str(notice.total_rial),
        "basis": [{"kind": "law", "title": law.name} for law in laws_of(notice.province, notice.fiscal_year)],
        "signatures": [{"position": mpo.head_title or str(Role.MPO_HEAD.label), "organisation": mpo.name}],
    }
    if notice.corrects is not None:
        wrong = notice.corrects
        assert wrong.issued_on is not None
        facts["replaces"] = {"number": wrong.number, "dated_on": wrong.issued_on.isoformat()}
        facts["remarks"] = [notice.reason]
    facts["basis"] += _letter_of(notice) + _resolution_of_the_council(notice)
    return facts | _OF_KIND[NoticeKind(notice.kind)](notice, lines)


def _letter_of(notice: CreditNotice) -> list[Facts]:
    """The centre's letter that a central notice records."""
    if notice.letter_on is None:
        return []
    return [{"kind": "central_credit_notice", "number": notice.letter_number, "dated_on": notice.letter_on.isoformat()}]


def _resolution_of_the_council(notice: CreditNotice) -> list[Facts]:
    """The Council's resolution that counties and province-wide projects owe their credit to (S0-13)."""
    found = council_resolution_of(notice.province, notice.fiscal_year)
    if notice.kind == NoticeKind.CENTRAL or notice.origin == Origin.COUNTY or found is None:
        return []
    return [{"kind": "council_resolution", "number": found[0], "dated_on": found[1].isoformat()}]


def _central(notice: CreditNotice, lines: list[NoticeLine]) -> Facts:
    """The province's own record of the centre's letter, source by source (S0-11)."""
    return {
        "sources": [
            {"code": line.source, "source": line.source_name, "amount_rial": str(line.amount_rial)}  # type: ignore[attr-defined]
            for line in lines
        ]
    }


def _county(notice: CreditNotice, lines: list[NoticeLine]) -> Facts:
    """Chapter and programme by source, with totals both ways (S0-14)."""
    assert notice.county is not None
    governorate = organisation_of(notice.province, OrganisationKind.COUNTY_GOVERNORATE, notice.county.code)
    return {
        "county": notice.county.name,
        "addressee": [governorate.head_title or governorate.name],
        "matrix": matrix(lines),
    }


def matrix(lines: list[NoticeLine]) -> Facts:
    """Named lines as a table: one row per chapter and programme, one column per source."""
    sources = sorted({(line.source, line.source_name) for line in lines})  # type: ignore[attr-defined]
    rows: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    heads: dict[tuple[str, str], list[str]] = {}
    for line in lines:
        rows[line.chapter, line.programme][line.source] = line.amount_rial
        heads[line.chapter, line.programme] = [line.chapter_name, line.programme_name]  # type: ignore[attr-defined]
    amounts = {place: [row.get(code, 0) for code, _name in sources] for place, row in rows.items()}
    return {
        "heads": ["chapter", "programme"],
        "columns": [{"title": name} for _code, name in sources],
        "rows": [
            {"heads": heads[place], "amounts_rial": [str(one) for one in row], "total_rial": str(sum(row))}
            for place, row in amounts.items()
        ],
        "column_totals_rial": [str(sum(column)) for column in zip(*amounts.values(), strict=True)],
        "total_rial": str(sum(map(sum, amounts.values()))),
    }


def _agency(notice: CreditNotice, lines: list[NoticeLine]) -> Facts:
    """The projects in groups: those of each county's committee, or those of the Council (S0-17, S0-43)."""
    assert notice.agency is not None
    groups: dict[str, list[NoticeLine]] = defaultdict(list)
    for line in lines:
        groups[line.county if notice.origin == Origin.COUNTY else ""].append(line)
    return {
        "agency": notice.agency.name,
        "addressee": [notice.agency.head_title or notice.agency.name],
        "groups": [_group(notice, rows) for rows in groups.values()],
    }


def _group(notice: CreditNotice, rows: list[NoticeLine]) -> Facts:
    """The rows of one county's committee with its resolution, or those of the Council."""
    listed = [
        {
            "code": row.project, "title": row.project_title, "county": row.county_name or "—",  # type: ignore[attr-defined]
            "chapter": row.chapter_name, "programme": row.programme_name, "source": row.source_name,  # type: ignore[attr-defined]
            "amount_rial": str(row.amount_rial),
        }
        for row in rows
    ]  # fmt: skip
    named: Facts = {}
    if notice.origin == Origin.COUNTY:
        named["county"] = rows[0].county_name  # type: ignore[attr-defined]
        decided = resolution_of(notice.province, notice.fiscal_year, rows[0].county)
        if decided is not None:
            named["resolution"] = {"number": decided[0], "dated_on": decided[1].isoformat()}
    return {"origin": notice.origin, **named, "rows": listed, "total_rial": str(sum(row.amount_rial for row in rows))}


_OF_KIND = {NoticeKind.CENTRAL: _central, NoticeKind.COUNTY: _county, NoticeKind.AGENCY: _agency}
