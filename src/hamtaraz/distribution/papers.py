"""The paper of the room: the distribution table as the Council approved it (S0-13, S0-44, R1)."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import translation

from hamtaraz.distribution.models import Distribution
from hamtaraz.distribution.queries import standing
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


def table_facts(distribution: Distribution) -> dict[str, Any]:
    """What the table says: counties by lines under their sources, with totals both ways, dated the session's day."""
    organisation = Organisation.objects.get(province=distribution.province, kind=OrganisationKind.MPO)
    centre = Organisation.objects.filter(province=distribution.province, kind=OrganisationKind.CENTRE).first()
    assert distribution.held_on is not None, "the table is issued when the Council has approved it"
    held_on = distribution.held_on.isoformat()
    return {
        **({"parent": centre.name} if centre else {}),
        "organisation": organisation.name,
        "number": distribution.resolution_number,
        "dated_on": held_on,
        "subject": distribution.heading,
        "basis": [{"kind": "council_resolution", "number": distribution.resolution_number, "dated_on": held_on}],
        "fiscal_year": distribution.fiscal_year,
        "province": Province.objects.get(code=distribution.province).name,
        "matrix": matrix_facts(distribution),
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
