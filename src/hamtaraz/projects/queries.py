"""What may be asked of projects: those an actor may read, their standing in a year, their money by stage."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import F, FilteredRelation, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hamtaraz.budget.models import Chapter, CreditSource, Programme
from hamtaraz.kernel import text
from hamtaraz.kernel.rial import Rial
from hamtaraz.ledger.accounts import ALLOTMENT, CREDIT
from hamtaraz.ledger.models import AccountRow
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Organisation
from hamtaraz.people.roles import Role
from hamtaraz.projects.models import Project
from hamtaraz.web.finding import Found, matches

WHOLE_PROVINCE = frozenset({Role.ADMINISTRATOR, Role.OPERATOR})
"""Roles that keep the project register beside the province's readers."""

PPM_A_PERCENT = 10_000
CREDITED = ("committee_approved", "province_line", "agency_noticed", "in_agreement", "agreed")
"""The stages of the credit book in which an amount belongs to a project."""


def projects_for(actor: Actor) -> QuerySet[Project]:
    """The projects this actor may read: the province's readers all, an agency its own, a county its own."""
    projects = Project.objects.filter(province=actor.province)
    if actor.reads_province or actor.role in WHOLE_PROVINCE:
        return projects
    if actor.is_agency:
        return projects.filter(agency_id=actor.organisation_id)
    if actor.county:
        return projects.filter(county__code=actor.county)
    return projects.none()


def with_standing(projects: QuerySet[Project], fiscal_year: int) -> QuerySet[Project]:
    """Projects with agency, county and their standing of the year: `unfinished` (S0-15), `progress_percent`,
    `planned_percent` (and both in parts per million, `…_ppm`), `spent_before_rial`. Without a standing a project begun in an earlier year is unfinished.
    """
    standing = FilteredRelation("standings", condition=Q(standings__fiscal_year=fiscal_year))
    return (
        projects.select_related("agency", "county")
        .annotate(standing=standing)
        .annotate(
            unfinished=Coalesce(F("standing__unfinished"), Q(start_year__lt=fiscal_year)),
            progress_percent=Coalesce(F("standing__progress_percent"), Value(0)),
            planned_percent=Coalesce(F("standing__planned_percent"), Value(0)),
            spent_before_rial=Coalesce(F("standing__spent_before_rial"), Value(0)),
            progress_ppm=F("progress_percent") * PPM_A_PERCENT,
            planned_ppm=F("planned_percent") * PPM_A_PERCENT,
        )
    )


def county_projects(province: str, fiscal_year: int, county: str) -> QuerySet[Project]:
    """The projects a county's committee decides on, unfinished ones first (S0-15), then by programme and title."""
    projects = Project.objects.filter(province=province, county__code=county, origin="county_committee")
    ordered = with_standing(projects, fiscal_year)
    return ordered.order_by("-unfinished", "programme_code", "sort_key")  # type: ignore[misc]


def find_in(projects: QuerySet[Project], words: str) -> QuerySet[Project]:
    """Those whose title or code holds every word of `words`, however it is spelt."""
    for word in text.search_key(words).split():
        projects = projects.filter(search_key__contains=word)
    return projects


@dataclass(frozen=True, slots=True)
class Standing:
    """This year's money of one project in whole rials; each figure counts what has passed that stage or rests there."""

    approved_rial: Rial
    noticed_rial: Rial
    agreed_rial: Rial
    allotted_rial: Rial
    in_agreement_rial: Rial


def money_of(province: str, fiscal_year: int, project: str) -> Standing:
    """How far this year's credit of a project has come, by its code; all zero where it has none."""
    rests = _balances(province, fiscal_year, [project]).get(project, {})
    agreed = rests.get("agreed", 0)
    in_agreement = rests.get("in_agreement", 0)
    noticed = rests.get("agency_noticed", 0) + in_agreement + agreed
    approved = rests.get("committee_approved", 0) + rests.get("province_line", 0) + noticed
    return Standing(approved, noticed, agreed, rests.get("allotted", 0), in_agreement)


def credit_by_project(province: str, fiscal_year: int, codes: Collection[str]) -> dict[str, Rial]:
    """This year's approved credit of each project that has any, over all sources, in whole rials."""
    found = _balances(province, fiscal_year, codes)
    sums = {code: sum(stages.get(stage, 0) for stage in CREDITED) for code, stages in found.items()}
    return {code: amount for code, amount in sums.items() if amount}


def has_credit(province: str, project: str) -> bool:
    """Whether the book of any year knows this project."""
    return AccountRow.objects.filter(province=province, project=project).exists()


def known_to_the_book(province: str, projects: Collection[str]) -> set[str]:
    """Those of these projects that the book of some year knows, by code."""
    known = AccountRow.objects.filter(province=province, project__in=projects)
    return set(known.values_list("project", flat=True).distinct())


def _balances(province: str, fiscal_year: int, codes: Collection[str]) -> dict[str, dict[str, Rial]]:
    rows = (
        AccountRow.objects.filter(province=province, fiscal_year=fiscal_year, project__in=codes)
        .filter(Q(book=CREDIT) | Q(book=ALLOTMENT, stage="allotted"))
        .values("project", "stage")
        .annotate(sum=Sum("balance"))
    )
    found: dict[str, dict[str, Rial]] = {}
    for row in rows:
        found.setdefault(row["project"], {})[row["stage"]] = int(row["sum"])
    return found


@dataclass(frozen=True, slots=True)
class Classification:
    """The names of a year's sources, chapters and programmes by their codes, in the reader's language."""

    sources: dict[str, str]
    chapters: dict[str, str]
    programmes: dict[str, str]


def classification(province: str, fiscal_year: int) -> Classification:
    """What this year's credit is classified by; one query, for any number of rows to be named."""
    year = {"province": province, "fiscal_year": fiscal_year}
    english = (get_language() or "fa").startswith("en")
    first, *others = (
        kind._default_manager.filter(**year).order_by().values_list(Value(place), "code", "name", "name_en")
        for place, kind in enumerate((CreditSource, Chapter, Programme))
    )
    named: list[dict[str, str]] = [{}, {}, {}]
    for place, code, name, name_en in first.union(*others, all=True).order_by("code"):
        named[place][code] = name_en if english and name_en else name
    return Classification(*named)


def agencies_for(actor: Actor) -> QuerySet[Organisation]:
    """The agencies whose projects this actor may read."""
    agencies = Organisation.objects.filter(province=actor.province, kind="agency")
    if actor.is_agency:
        return agencies.filter(pk=actor.organisation_id)
    return agencies


def find(actor: Actor, key: str, most: int) -> list[Found]:
    """What the search of the house finds of projects and agencies, as far as the actor may read."""
    projects = projects_for(actor).filter(matches(key)).select_related("agency", "county")
    agencies = agencies_for(actor).filter(matches(key))
    return [
        *(
            Found(_("Project"), one.title, f"{one.code} · {one.agency} · {one.county or _('Province-wide')}",
                  one.get_absolute_url())
            for one in projects.order_by("sort_key")[:most]
        ),
        *(
            Found(_("Agency"), str(one), one.code, f"{reverse('projects:list')}?agency={one.code}")
            for one in agencies.order_by("sort_key")[:most]
        ),
    ]  # fmt: skip
