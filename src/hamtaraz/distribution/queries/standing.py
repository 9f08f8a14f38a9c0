"""Where a distribution stands: names, what is received and shared of each source, shares of counties, the matrix."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet, Sum, Value
from django.db.models.functions import JSONObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hamtaraz.budget.models import Chapter, CreditSource, Programme
from hamtaraz.distribution.models import Distribution, DistributionCell, DistributionLine, ProvinceLine, Scenario
from hamtaraz.kernel import text
from hamtaraz.kernel.rial import Rial
from hamtaraz.ledger.accounts import CREDIT
from hamtaraz.ledger.queries import accounts
from hamtaraz.people.actors import Actor
from hamtaraz.places.models import County
from hamtaraz.projects.models import Origin, Project
from hamtaraz.trail.models import Act
from hamtaraz.web.finding import Found

CLAIMING = ("proposed", "endorsed")
"""States in which a distribution keeps the credit it shares from other distributions."""


@dataclass(frozen=True)
class Names:
    """The names of a year's sources, chapters and programmes, in the reader's language."""

    of: Mapping[tuple[str, str], str]
    chapters: Mapping[str, str]

    def source(self, code: str) -> str:
        """The name of a credit source, or its code."""
        return self.of.get(("source", code), code)

    def chapter(self, code: str) -> str:
        """The name of a chapter, or its code."""
        return self.of.get(("chapter", code), code)

    def programme(self, code: str) -> str:
        """The name of a programme, or its code."""
        return self.of.get(("programme", code), code)

    def programmes_by_chapter(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Every programme (code and name) under the name of its chapter."""
        grouped: dict[str, list[tuple[str, str]]] = {}
        for code, chapter in self.chapters.items():
            grouped.setdefault(self.chapter(chapter), []).append((code, self.programme(code)))
        return list(grouped.items())

    def sources(self) -> dict[str, str]:
        """Every source of the year."""
        return {code: name for (kind, code), name in self.of.items() if kind == "source"}


def names(province: str, fiscal_year: int) -> Names:
    """The names of a year's classification, in one query."""
    english = (get_language() or "fa").startswith("en")
    kinds: list[tuple[str, type[Any]]] = [
        ("source", CreditSource), ("chapter", Chapter), ("programme", Programme)
    ]  # fmt: skip
    parts = [
        model.objects.filter(province=province, fiscal_year=fiscal_year)
        .order_by()
        .values_list(Value(kind), "code", "name", "name_en", "chapter__code" if kind == "programme" else Value(""))
        for kind, model in kinds
    ]
    rows = parts[0].union(*parts[1:], all=True).order_by("code")
    found, chapters = {}, {}
    for kind, code, name, name_en, chapter in rows:
        found[kind, code] = name_en if english and name_en else name
        if kind == "programme":
            chapters[code] = chapter
    return Names(found, chapters)


@dataclass(frozen=True)
class Balance:
    """Of one source: what waits to be shared out, what this distribution shares, and what is left (INV-01)."""

    source: str
    name: str
    available_rial: Rial
    shared_rial: Rial

    @property
    def difference_rial(self) -> Rial:
        """What is received and not shared; below zero where more is shared than was received."""
        return self.available_rial - self.shared_rial


def balances(distribution: Distribution, named: Names | None = None) -> list[Balance]:
    """What waits and what is shared of every source that has either, in one query (two without `named`).

    What other distributions have proposed is theirs already. What the Council approved has left the received credit,
    so of an approved distribution both sides are what it shares.
    """
    named = named or names(distribution.province, distribution.fiscal_year)
    others = Distribution.objects.filter(
        province=distribution.province, fiscal_year=distribution.fiscal_year, state__in=CLAIMING
    ).exclude(pk=distribution.pk)
    own = Distribution.objects.filter(pk=distribution.pk)
    shared: dict[str, Rial] = {}
    waiting: dict[str, Rial] = {}
    for kind, source, amount in _sums(distribution.province, distribution.fiscal_year, own, others):
        if kind == "own":
            shared[source] = shared.get(source, 0) + amount
        else:
            waiting[source] = waiting.get(source, 0) + (amount if kind == "received" else -amount)
    if distribution.state == "approved":
        waiting = dict(shared)
    seen = sorted(source for source in {*shared, *waiting} if shared.get(source) or waiting.get(source))
    return [Balance(one, named.source(one), waiting.get(one, 0), shared.get(one, 0)) for one in seen]


def unshared(province: str, fiscal_year: int, named: Names | None = None) -> list[Balance]:
    """Of every source: what is received and not shared out, and what distributions under way have proposed of it."""
    named = named or names(province, fiscal_year)
    claiming = Distribution.objects.filter(province=province, fiscal_year=fiscal_year, state__in=CLAIMING)
    received: dict[str, Rial] = dict.fromkeys(named.sources(), 0)
    claimed: dict[str, Rial] = {}
    for kind, source, amount in _sums(province, fiscal_year, Distribution.objects.none(), claiming):
        into = received if kind == "received" else claimed
        into[source] = into.get(source, 0) + amount
    return [Balance(one, named.source(one), received[one], claimed.get(one, 0)) for one in sorted(received)]


def _sums(
    province: str, fiscal_year: int, own: QuerySet[Distribution], others: QuerySet[Distribution]
) -> list[tuple[str, str, int]]:
    """What is received, shared by `own` and claimed by `others`, by source, in one query."""
    parts: list[QuerySet[Any, Any]] = [
        accounts(province, fiscal_year, CREDIT, "received")
        .order_by()
        .values_list(Value("received"), "source", "balance")
    ]
    for kind, whose in (("own", own), ("other", others)):
        for model, amount in ((DistributionLine, "county_part_rial"), (ProvinceLine, "amount_rial")):
            parts.append(
                model._default_manager.filter(distribution__in=whose.order_by())
                .order_by()
                .values("source")
                .annotate(kind=Value(kind), sum=Sum(amount))
                .values_list("kind", "source", "sum")
            )
    parts = [part for part in parts if not part.query.is_empty()]
    return [(kind, source, int(amount)) for kind, source, amount in parts[0].union(*parts[1:], all=True)]


@dataclass(frozen=True)
class CountyShare:
    """What a county gets of all lines: formula, adjustment and amount, in whole rials, and its people."""

    code: str
    name: str
    population: int
    formula_rial: Rial
    adjustment_rial: Rial
    county: County

    @property
    def amount_rial(self) -> Rial:
        """Formula and adjustment together."""
        return self.formula_rial + self.adjustment_rial

    @property
    def per_head_rial(self) -> Rial:
        """Whole rials for each person of the census, cut."""
        return self.amount_rial // self.population


def county_shares(
    counties: Iterable[County],
    population: Mapping[str, int],
    sums: Mapping[str, tuple[Rial, Rial]],
) -> list[CountyShare]:
    """The shares of the counties, the largest first; `sums` gives formula and adjustment of each."""
    shares = [
        CountyShare(one.code, str(one), population[one.code], *sums.get(one.code, (0, 0)), county=one)
        for one in counties
        if one.code in population
    ]
    return sorted(shares, key=lambda share: (-share.amount_rial, share.code))


def sums_by_county(distribution: Distribution) -> dict[str, tuple[Rial, Rial]]:
    """Formula and adjustment of every county over all lines, in whole rials."""
    rows = distribution.cells.values("county").annotate(formula=Sum("formula_rial"), adjusted=Sum("adjustment_rial"))
    return {row["county"]: (int(row["formula"]), int(row["adjusted"])) for row in rows.order_by("county")}


def matrix_lines(distribution: Distribution) -> list[DistributionLine]:
    """The lines in the order of the matrix: by source, then as the planner put them."""
    return sorted(distribution.budget_lines.all(), key=lambda line: (line.source, line.position))


def matrix_cells(distribution: Distribution) -> dict[tuple[int, str], DistributionCell]:
    """Every cell by line number and county."""
    return {(cell.line_id, cell.county): cell for cell in distribution.cells.all()}


def county_names(province: str) -> list[County]:
    """Every county of a province, past ones included, in the order of their names."""
    return list(County.objects.filter(province=province))


def with_worth(distributions: QuerySet[Distribution]) -> list[Distribution]:
    """Distributions with `county_part` and `province_part`, their sums in whole rials, in three queries."""
    rows = list(distributions)
    for name, model, amount in (
        ("county_part", DistributionLine, "county_part_rial"),
        ("province_part", ProvinceLine, "amount_rial"),
    ):
        found = dict(
            model._default_manager.filter(distribution__in=rows)
            .order_by()
            .values_list("distribution")
            .annotate(sum=Sum(F(amount)))
        )
        for row in rows:
            setattr(row, name, int(found.get(row.pk, 0)))
    return rows


def scenarios_beside(distribution: str) -> ArraySubquery:
    """The scenarios of the distribution a row points at with its field `distribution`: `pk`, `name`, `chosen` of each."""
    there = Scenario.objects.filter(distribution=OuterRef(distribution), removed=False).order_by("id")
    return ArraySubquery(there.values(told=JSONObject(pk="pk", name="name", chosen="chosen")))


def adjusters(acts: Iterable[int | None]) -> dict[int, Act]:
    """The acts that adjusted cells, by number: who, in which role, on which day."""
    return {act.id: act for act in Act.objects.filter(id__in=[one for one in acts if one])}


def chapter_of_programmes(province: str, fiscal_year: int) -> dict[str, str]:
    """The chapter code of every programme of a year."""
    rows = Programme.objects.filter(province=province, fiscal_year=fiscal_year)
    return dict(rows.order_by().values_list("code", "chapter__code"))


def province_wide_projects(province: str) -> list[Project]:
    """The projects the Council may be asked for (S0-43)."""
    return list(
        Project.objects.filter(province=province, origin=Origin.PROVINCE, county__isnull=True).order_by("sort_key")
    )


def find(actor: Actor, key: str, most: int) -> list[Found]:
    """Distributions whose heading holds the search key (there are a few in a year)."""
    return [
        Found(_("Credit distribution"), one.heading, one.resolution_number, one.get_absolute_url())
        for one in Distribution.visible_to(actor)
        if key in text.search_key(one.heading)
    ][:most]
