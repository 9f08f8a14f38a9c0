"""The papers of the room: the distribution table as the Council approved it, and the certificate that it balances."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from hamtaraz.distribution.models import Distribution
from hamtaraz.distribution.queries import reckoning, standing
from hamtaraz.documents.models import Paper
from hamtaraz.documents.operations import issue
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Organisation, OrganisationKind
from hamtaraz.people.roles import Role
from hamtaraz.places.models import Province


def issue_table(distribution: Distribution, *, actor: Actor, act: int, day: datetime.date) -> Paper:
    """Print and keep the table of an approved distribution, in Persian."""
    with translation.override("fa"):
        facts = table_facts(distribution)
    return issue(
        "distribution_table",
        facts,
        actor=actor,
        act=act,
        day=day,
        number=distribution.resolution_number,
        title=distribution.heading,
        about=(distribution.subject_kind, distribution.pk, distribution.get_absolute_url()),
    )


def issue_certificate(distribution: Distribution, *, actor: Actor, act: int, day: datetime.date) -> Paper:
    """Print and keep the balance certificate of an approved distribution, in Persian."""
    with translation.override("fa"):
        facts = certificate_facts(distribution)
    return issue(
        "balance_certificate",
        facts,
        actor=actor,
        act=act,
        day=day,
        number=distribution.resolution_number,
        title=str(_("Balance certificate: %(title)s") % {"title": distribution.heading}),
        about=(distribution.subject_kind, distribution.pk, distribution.get_absolute_url()),
    )


def certificate_facts(distribution: Distribution) -> dict[str, Any]:
    """What the certificate proves: received = counties + province-wide; each line = its counties; each county = its lines."""
    named = standing.names(distribution.province, distribution.fiscal_year)
    lines = standing.matrix_lines(distribution)
    names = {one.code: one.name for one in standing.county_names(distribution.province)}
    of_line: dict[int, list[int]] = {line.pk: [0, 0] for line in lines}
    of_county: dict[str, list[int]] = {}
    for (line, county), cell in standing.matrix_cells(distribution).items():
        for sums in (of_line[line], of_county.setdefault(county, [0, 0])):
            sums[0] += cell.formula_rial
            sums[1] += cell.adjustment_rial
    of_source: dict[str, list[int]] = {}
    for one in lines:
        of_source.setdefault(one.source, [0, 0])[0] += sum(of_line[one.pk])
    for project in distribution.province_lines.all():
        of_source.setdefault(project.source, [0, 0])[1] += project.amount_rial
    layers = [{"title": _("Formula")}, {"title": _("Adjustment")}]
    sources = _level(["source"], [{"title": _("Counties")}, {"title": _("Province-wide")}],
                     [([named.source(code)], sums) for code, sums in sorted(of_source.items())])  # fmt: skip
    return {
        **_paper_of(distribution),
        "subject": _("Balance certificate: %(title)s") % {"title": distribution.heading},
        "sources": sources,
        "lines": _level(["programme", "source"], layers,
                        [([named.programme(one.programme), named.source(one.source)], of_line[one.pk]) for one in lines]),
        "counties": _level(["county"], layers, [([names[code]], sums) for code, sums in sorted(of_county.items())]),
        "digests": _digests(distribution),
        "total_rial": sources["total_rial"],
    }  # fmt: skip


def _level(heads: list[str], columns: list[dict[str, str]], rows: list[tuple[list[str], list[int]]]) -> dict[str, Any]:
    """One level of the certificate as a matrix: its rows, the sum of each, the sum of each column, and of all."""
    sums = [sum(column) for column in zip(*(amounts for _heads, amounts in rows), strict=True)]
    return {
        "heads": heads,
        "columns": columns,
        "rows": [
            {"heads": said, "amounts_rial": [str(one) for one in amounts], "total_rial": str(sum(amounts))}
            for said, amounts in rows
        ],
        "column_totals_rial": [str(one) for one in sums],
        "total_rial": str(sum(sums)),
    }


def _digests(distribution: Distribution) -> list[dict[str, str]]:
    """The digests of the directive's text, of the figures that went in, and of the whole working."""
    working = distribution.working
    inputs = {key: working["run"][key] for key in ("codes", "data", "parameters", "last_year", "pool_rial", "filled")}
    return [
        {"title": _("Text of the directive"), "sha256": working["directive"]["sha256"]},
        {"title": _("Figures and parameters that went in"), "sha256": reckoning.digest_of(inputs)},
        {"title": _("The whole working with its result"), "sha256": distribution.digest},
    ]


def table_facts(distribution: Distribution) -> dict[str, Any]:
    """What the table says: counties by lines under their sources, with totals both ways, dated the session's day."""
    return {**_paper_of(distribution), "subject": distribution.heading, "matrix": matrix_facts(distribution)}


def _paper_of(distribution: Distribution) -> dict[str, Any]:
    """What every paper of an approved distribution carries."""
    organisation = Organisation.objects.get(province=distribution.province, kind=OrganisationKind.MPO)
    centre = Organisation.objects.filter(province=distribution.province, kind=OrganisationKind.CENTRE).first()
    assert distribution.held_on is not None, "the table is issued when the Council has approved it"
    held_on = distribution.held_on.isoformat()
    return {
        **({"parent": centre.name} if centre else {}),
        "organisation": organisation.name,
        "number": distribution.resolution_number,
        "dated_on": held_on,
        "basis": [{"kind": "council_resolution", "number": distribution.resolution_number, "dated_on": held_on}],
        "fiscal_year": distribution.fiscal_year,
        "province": Province.objects.get(code=distribution.province).name,
        "signatures": [{"position": str(Role.MPO_HEAD.label), "organisation": organisation.name}],
    }


def matrix_facts(distribution: Distribution) -> dict[str, Any]:
    """The matrix as papers print it: a row a county, a column a line under the name of its source; rials as text."""
    named = standing.names(distribution.province, distribution.fiscal_year)
    lines = standing.matrix_lines(distribution)
    cells = standing.matrix_cells(distribution)
    there = {county for _line, county in cells}
    rows = []
    for county in standing.county_names(distribution.province):
        if county.code in there:
            amounts = [cells[line.pk, county.code].amount_rial for line in lines]
            rows.append((county.name, amounts))
    columns = list(zip(*(amounts for _name, amounts in rows), strict=True))
    return {
        "heads": ["county"],
        "columns": [{"group": named.source(line.source), "title": named.programme(line.programme)} for line in lines],
        "rows": [
            {
                "heads": [name],
                "amounts_rial": [str(amount) for amount in amounts],
                "total_rial": str(sum(amounts)),
            }
            for name, amounts in rows
        ],
        "column_totals_rial": [str(sum(column)) for column in columns],
        "total_rial": str(sum(sum(column) for column in columns)),
    }
