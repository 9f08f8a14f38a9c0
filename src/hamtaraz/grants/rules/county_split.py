"""What the steps of the counties' split refuse."""

from __future__ import annotations

from hamtaraz.grants.models import CountySplit
from hamtaraz.grants.queries.county_split import envelopes, machinery_of
from hamtaraz.grants.refusals.county_split import CountyAlreadyPromised, OnlyByALaterSplit
from hamtaraz.law.county_split import CountyAboveItsEnvelope, projects_of
from hamtaraz.workflow.tables import Taking


def split_holds(taking: Taking) -> None:
    """Refuse a split that breaks a county's ceiling or the province's machinery (S4-130 … S4-134, INV-25)."""
    split: CountySplit = taking.subject
    rows = list(split.counties.all())
    try:
        projects_of({one.county: one.ceiling_rial for one in rows}, machinery_of(split), split.run.machinery_rial)
    except CountyAboveItsEnvelope as no:
        names = {one.county: one.name for one in rows}
        raise CountyAboveItsEnvelope(**(no.values | {"county": names[no.values["county"]]})) from no


def leaves_what_is_promised(taking: Taking) -> None:
    """Refuse a change that would take from a county what is promised there (S4-096, S4-130)."""
    split: CountySplit = taking.subject
    held = envelopes(split.province, split.fiscal_year)
    for row in split.counties.all():
        machinery, projects = held.get((row.county, "machinery")), held.get((row.county, "projects"))
        if machinery is None or projects is None or machinery.amount_rial == row.machinery_rial:
            continue
        if row.machinery_rial < machinery.promised_rial or row.projects_rial < projects.promised_rial:
            raise CountyAlreadyPromised(
                county=row.name, machinery_rial=row.machinery_rial, promised_machinery_rial=machinery.promised_rial,
                promised_projects_rial=projects.promised_rial,
            )  # fmt: skip


def by_a_later_split(taking: Taking) -> None:
    """Refuse to put a split out of force by itself."""
    if not taking.given.get("later"):
        raise OnlyByALaterSplit()
