"""What may be asked of projects: their types, what is lacking, Table 2 in its order, ceilings, sums."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from hamtaraz.grants.models import (
    PROJECT_KINDS,
    AidedProject,
    CodeOfPractice,
    DehyariProject,
    Part,
    Recipient,
    ShareRun,
)
from hamtaraz.grants.models.projects import PROJECTS, UNSENT
from hamtaraz.grants.queries.ranking import Rank, placed
from hamtaraz.grants.queries.rules import charges_machines_to_shares
from hamtaraz.kernel.rial import Rial
from hamtaraz.law.bodies import Value
from hamtaraz.law.clauses import Key
from hamtaraz.law.directive import Directive
from hamtaraz.law.one_case import Case
from hamtaraz.ledger.accounts import CREDIT
from hamtaraz.ledger.queries import total
from hamtaraz.people.actors import Actor
from hamtaraz.web.finding import Found, matches

TYPES = {Part.MUNICIPAL: "municipal_type_", Part.DEHYARI: "dehyari_type_"}
"""How the parameters begin that name the types of project; a type whose value is 1 is accepted."""
KIND = {Part.MUNICIPAL: "municipality", Part.DEHYARI: "dehyari"}
OUTSIDE_TABLE = (*UNSENT, "withdrawn")


@dataclass(frozen=True)
class ProjectType:
    """A type of project of the directive: its key, its name, its clause."""

    key: str
    name: str
    name_en: str
    basis: str

    def called(self, language: str) -> str:
        """Its name in a language."""
        return self.name_en if language == "en" else self.name


@dataclass(frozen=True)
class TableTwoRow:
    """A row of Table 2 in plain values: the directive's columns first, then place, reasons and where it stands.

    `province_rial` is None for villages, `progress_ppm` for a project that has not begun; amounts in whole rials.
    """

    county: str
    recipient: str
    title: str
    estimate_rial: Rial
    aid_rial: Rial
    own_rial: Rial
    province_rial: Rial | None
    starts_on: datetime.date
    ends_on: datetime.date
    progress_ppm: int | None
    place: int
    reasons: list[str]
    project: AidedProject


@dataclass(frozen=True)
class Ceiling:
    """What the municipalities of the province may have for projects, with its working (F5, S4-061)."""

    credits_rial: Rial
    machinery_rial: Rial
    bitumen_rial: Rial
    machinery_counts: bool
    projects_rial: Rial

    @property
    def ceiling_rial(self) -> Rial:
        """Credits without machinery (where it is charged to shares) and bitumen."""
        return self.credits_rial - self.bitumen_rial - (self.machinery_rial if self.machinery_counts else 0)

    @property
    def rests_rial(self) -> Rial:
        """What no project was promised yet."""
        return self.ceiling_rial - self.projects_rial


def types(rules: Directive, part: str) -> dict[str, ProjectType]:
    """The closed list of a part, in the order of the directive (S4-060, S4-110)."""
    prefix = TYPES[Part(part)]
    return {
        key.removeprefix(prefix): ProjectType(key.removeprefix(prefix), one.title, one.title_en, one.basis)
        for key, one in rules.parameters.items()
        if key.startswith(prefix) and rules.value_of(key) == 1
    }


def figures_of_project(project: AidedProject, aid_rial: Rial | None = None) -> dict[Key, Value]:
    """A project as a case of the directive, with another aid than that of Table 2 if one is given."""
    return {
        "code": project.recipient.code, "kind": KIND[project.part], "project_type": project.project_type,
        "cost_to_complete": project.cost_to_complete_rial, "aid": project.aid_rial if aid_rial is None else aid_rial,
        "own_money": project.own_rial, "province_money": project.province_rial, "unfinished": project.unfinished,
        "coastal": project.recipient.coastal,
    }  # fmt: skip


def gap_rial(rules: Directive, project: AidedProject, aid_rial: Rial | None = None) -> Rial:
    """What is lacking to complete a project, in whole rials; nothing when it is covered (F8)."""
    told = {key: value for key, value in figures_of_project(project, aid_rial).items() if key in rules.data}
    return Case(rules, told).rial("completion_gap")


def projects_for(actor: Actor, part: str) -> QuerySet[AidedProject]:
    """The projects of a part this actor may read, with whose they are."""
    rows = PROJECT_KINDS[part].visible_to(actor).select_related("recipient__county")
    return rows.order_by("recipient__county__sort_key", "recipient__sort_key", "id")


def ranked(rules: Directive, rows: Iterable[AidedProject]) -> dict[int, Rank]:
    """The place of each project among these, by the priorities of the directive, with its reasons (S4-?18)."""
    return placed(rules, {one.pk: figures_of_project(one) for one in rows})


def table_two(actor: Actor, part: str, rules: Directive, state: str = "") -> list[TableTwoRow]:
    """The rows of Table 2 of a part, the first by the directive's priorities first (S4-069, S4-116).

    What was sent by municipalities or villages and not taken back, whatever became of it since; in one `state` if
    that is asked for.
    """
    rows = list(projects_for(actor, part).exclude(state__in=OUTSIDE_TABLE))
    wanted = {one.pk: one for one in rows if not state or one.state == state}
    ranks = ranked(rules, wanted.values())
    return [_row(wanted[pk], rank) for pk, rank in ranks.items()]


def _row(one: AidedProject, rank: Rank) -> TableTwoRow:
    return TableTwoRow(
        county=one.recipient.county.name, recipient=one.recipient.name, title=one.name,
        estimate_rial=one.estimate_rial, aid_rial=one.aid_rial, own_rial=one.own_rial,
        province_rial=one.province_rial if one.part == Part.MUNICIPAL else None, starts_on=one.starts_on,
        ends_on=one.ends_on, progress_ppm=one.progress_ppm if one.unfinished else None, place=rank.place,
        reasons=rank.reasons, project=one,
    )  # fmt: skip


def announced_run(province: str, fiscal_year: int, part: str) -> ShareRun | None:
    """The run whose shares of a part were announced in the year, if they were."""
    runs = ShareRun.objects.filter(province=province, fiscal_year=fiscal_year, part=part, state="announced")
    return runs.first()


def ceiling(province: str, fiscal_year: int, rules: Directive) -> Ceiling:
    """What projects of municipalities may have in the province, reckoned from the book (F5, S4-061)."""

    def spent(programme: str) -> Rial:
        return sum(total(province, fiscal_year, CREDIT, stage, chapter=Part.MUNICIPAL, programme=programme)
                   for stage in ("grant_promised", "grant_paid"))  # fmt: skip

    run = announced_run(province, fiscal_year, Part.MUNICIPAL)
    shares = run.shares.aggregate(sum=Sum("amount_rial"))["sum"] if run else 0
    return Ceiling(
        int(shares or 0), spent("machinery"), spent("bitumen"), charges_machines_to_shares(rules), spent(PROJECTS)
    )


def envelope_rests_rial(province: str, fiscal_year: int, county: str) -> Rial:
    """What is left for projects of a county's villages, once its split is approved (S4-132)."""
    return total(
        province, fiscal_year, CREDIT, "grant_envelope", county=county, chapter=Part.DEHYARI, programme=PROJECTS
    )


def share_rests_rial(province: str, fiscal_year: int, municipality: str) -> Rial:
    """What is left of a municipality's share (S4-061)."""
    return total(province, fiscal_year, CREDIT, "grant_share", chapter=Part.MUNICIPAL, agency=municipality)


def village_sum_rial(recipient: Recipient, fiscal_year: int, *, states: Iterable[str] = (), but: int = 0) -> Rial:
    """The aid of a dehyari's projects in the year (approved, or that of Table 2), without those that ask for nothing."""
    rows = DehyariProject.objects.filter(recipient=recipient, fiscal_year=fiscal_year).exclude(pk=but)
    kept = rows.exclude(state__in=("declined", "withdrawn"))
    wanted = kept.filter(state__in=list(states)) if states else kept
    return sum(one.approved_rial or one.aid_rial for one in wanted)


def codes_of(actor: Actor, part: str, project_type: str = "") -> list[CodeOfPractice]:
    """The codes of practice of a part, narrowed to those that hold for a type."""
    rows = CodeOfPractice.visible_to(actor).filter(part=part).select_related("file").defer("file__content")
    return [one for one in rows if not project_type or one.project_type in ("", project_type)]


def find_projects(actor: Actor, key: str, most: int) -> list[Found]:
    """Projects of municipalities and villages whose title holds the search key."""
    rows = [one for part in Part for one in projects_for(actor, part).filter(matches(key))[:most]]
    return [Found(_("Aided project"), one.name, str(one.recipient), one.get_absolute_url()) for one in rows[:most]]
