"""The agreement as a paper: its facts from lines, notices and signatures; as a draft, or for keeps."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from hamtaraz.agreements.models import Agreement, AgreementLine
from hamtaraz.agreements.queries import NOTICED
from hamtaraz.documents.models import Paper
from hamtaraz.kernel.text import persian_digits
from hamtaraz.ledger import queries as book
from hamtaraz.ledger.accounts import CREDIT
from hamtaraz.ledger.models import EntryRow
from hamtaraz.people.models import Organisation, OrganisationKind
from hamtaraz.places.models import Province
from hamtaraz.projects.models import ProjectYear

Facts = dict[str, Any]


def paper_title(agreement: Agreement) -> str:
    """What the register of papers calls the agreement, in Persian."""
    with override("fa"):
        return _("Agreement %(number)s: %(programme)s") % {
            "number": persian_digits(agreement.number),
            "programme": agreement.programme.name,
        }


def agreement_facts(agreement: Agreement, *, day: datetime.date, draft: bool) -> Facts:
    """The facts of the paper (S0-44, R4), always in Persian; a draft bears no exchange number and says what it is.

    Amounts are texts of whole rials; only lines with an amount are printed.
    """
    lines = [line for line in agreement.funding.of_pages() if line.amount_rial]
    offices = {
        office.kind: office
        for office in Organisation.objects.filter(
            province=agreement.province, kind__in=(OrganisationKind.MPO, OrganisationKind.CENTRE)
        ).order_by("-id")
    }
    with override("fa"):
        facts = _letterhead(offices) | _particulars(agreement, day) | _forms(agreement, lines)
        facts["signatures"] = _signatures(agreement, offices[OrganisationKind.MPO])
    if draft:
        return facts | {"draft": True, "dated_on": day.isoformat(), "code": f"D{agreement.pk}-{agreement.edition}"}
    return facts | {"number": agreement.exchange_number, "dated_on": _day(agreement.exchange_on)}


def notices_behind(agreement: Agreement, day: datetime.date) -> list[dict[str, str]]:
    """The agency credit notices the agreement's credit came by, oldest first, as the book remembers them (S0-17)."""
    accounts = book.accounts(
        agreement.province,
        agreement.fiscal_year,
        CREDIT,
        NOTICED,
        agency=agreement.agency.code,
        programme=agreement.programme.code,
        project=[line.project.code for line in agreement.funding.of_pages()],
    )
    # one small look-up after another: as one nested question it is a matter of seconds on a book without statistics
    entries = EntryRow.objects.filter(province=agreement.province)
    came_by = dict(
        entries.filter(
            target_account__in=list(accounts.values_list("id", flat=True)), reverses__isnull=True
        ).values_list("id", "act")
    )
    taken_back = set(entries.filter(reverses__in=list(came_by)).values_list("reverses", flat=True))
    acts = {act for entry, act in came_by.items() if entry not in taken_back}
    papers = Paper.objects.filter(province=agreement.province, kind="credit_notice", act__in=acts)
    found = [
        {"number": number, "dated_on": issued_on.isoformat()}
        for number, issued_on in papers.order_by("issued_on", "id").values_list("number", "issued_on")
    ]
    return found or [{"number": "—", "dated_on": day.isoformat()}]


def _letterhead(offices: dict[str, Organisation]) -> Facts:
    centre = offices.get(OrganisationKind.CENTRE)
    return {"organisation": offices[OrganisationKind.MPO].name} | ({"parent": centre.name} if centre else {})


def _particulars(agreement: Agreement, day: datetime.date) -> Facts:
    notices = notices_behind(agreement, day)
    return {
        "unit": "million_rial",
        "fiscal_year": agreement.fiscal_year,
        "province": Province.objects.get(pk=agreement.province).name,
        "agency": agreement.agency.name,
        "agency_code": agreement.agency.code,
        "chapter": agreement.programme.chapter.name,
        "programme": agreement.programme.name,
        "notice": notices[-1],
        "version": 1,
        "basis": [{"kind": "agency_notice", **notice} for notice in notices],
    } | ({"remarks": [agreement.goal]} if agreement.goal else {})


def _forms(agreement: Agreement, lines: list[AgreementLine]) -> Facts:
    return {
        "by_source": _shares((line.source.name, line.amount_rial) for line in lines),
        "by_spending_chapter": _shares((str(line.get_economic_chapter_display()), line.amount_rial) for line in lines),
        "projects": _projects(agreement, lines),
        "targets": _targets(lines),
        "total_rial": str(sum(line.amount_rial for line in lines)),
    }


def _shares(amounts: Iterable[tuple[str, int]]) -> list[Facts]:
    summed: Counter[str] = Counter()
    for title, amount in amounts:
        summed[title] += amount
    return [{"title": title, "amount_rial": str(amount)} for title, amount in summed.items()]


def _projects(agreement: Agreement, lines: list[AgreementLine]) -> list[Facts]:
    by_project: dict[int, list[AgreementLine]] = {}
    for line in lines:
        by_project.setdefault(line.project_id, []).append(line)
    standings = {
        one.project_id: one
        for one in ProjectYear.objects.filter(
            province=agreement.province, fiscal_year=agreement.fiscal_year, project__in=list(by_project)
        )
    }
    return [_project(own, standings.get(pk)) for pk, own in by_project.items()]


def _project(lines: list[AgreementLine], standing: ProjectYear | None) -> Facts:
    project = lines[0].project
    return {
        "code": project.code,
        "title": project.title,
        "county": project.county.name if project.county else _("Province-wide"),
        "start_year": project.start_year,
        "end_year": project.end_year,
        "progress_to_last_year_percent": str(standing.progress_percent if standing else 0),
        "progress_planned_percent": str(max(line.planned_percent for line in lines)),
        "total_cost_rial": str(project.total_cost_rial),
        "spent_so_far_rial": str(standing.spent_before_rial if standing else 0),
        "lines": [
            {
                "source": line.source.name,
                "spending_chapter": str(line.get_economic_chapter_display()),
                "method": line.execution_method,
                "amount_rial": str(line.amount_rial),
            }
            for line in lines
        ],
        "credit_rial": str(sum(line.amount_rial for line in lines)),
    }


def _targets(lines: list[AgreementLine]) -> list[Facts]:
    aimed = {line.project_id: line for line in reversed(lines) if line.target_quantity is not None}
    return [
        {
            "project_code": line.project.code,
            "title": line.project.title,
            "unit": line.target_unit,
            "whole_quantity": str(line.project.target_quantity or line.target_quantity),
            "this_year_quantity": str(line.target_quantity),
        }
        for line in reversed(aimed.values())
    ]


def _signatures(agreement: Agreement, mpo: Organisation) -> list[Facts]:
    agency = agreement.agency
    return [
        _signature(
            agency.head_title or _("Head of agency"),
            agency.name,
            agreement.agency_signed_by,
            agreement.agency_signed_on,
        ),
        _signature(
            mpo.head_title or _("Head of the organisation"),
            mpo.name,
            agreement.mpo_signed_by,
            agreement.mpo_signed_on,
        ),
    ]


def _signature(position: str, organisation: str, name: str, signed_on: datetime.date | None) -> Facts:
    signed = {"name": name, "signed_on": _day(signed_on)} if signed_on else {}
    return {"position": str(position), "organisation": organisation, **signed}


def _day(when: datetime.date | None) -> str:
    assert when is not None, "a signed, exchanged paper has its days"
    return when.isoformat()
