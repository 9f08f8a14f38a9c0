"""What may be asked of notices: what rests to be notified, a notice's lines with their names, lists for a page."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import CharField, Count, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hamtaraz.budget.models import Chapter, CreditSource, Programme
from hamtaraz.councils.queries import counties_with_sent_minutes
from hamtaraz.kernel import text
from hamtaraz.kernel.rial import Rial
from hamtaraz.ledger.accounts import CREDIT, DIMENSIONS
from hamtaraz.ledger.models import AccountRow
from hamtaraz.notices.models import BudgetRule, CreditNotice, NoticeKind, NoticeLine, RuleKind
from hamtaraz.notices.refusals import NoOrganisation
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Organisation, OrganisationKind
from hamtaraz.places.models import County
from hamtaraz.projects.models import Origin, Project
from hamtaraz.web.finding import Found, matches

STAGE_OF: dict[tuple[str, str], str] = {
    (NoticeKind.COUNTY, ""): "county_share",
    (NoticeKind.AGENCY, Origin.COUNTY): "committee_approved",
    (NoticeKind.AGENCY, Origin.PROVINCE): "province_line",
}
"""Where the credit of a kind of notice and an origin rests before it is notified (S0-42, S0-43)."""

Cell = tuple[str, ...]
"""The dimensions of a line: source, county, chapter, programme, agency, project."""


# --- what rests --------------------------------------------------------------------------------


def unnotified(province: str, fiscal_year: int, stage: str, **dimensions: str | Collection[str]) -> dict[Cell, Rial]:
    """What rests at a stage and no draft holds, cell by cell in whole rials, narrowed by dimensions; no empty cells."""
    narrowed = {
        DIMENSIONS.index(name): {codes} if isinstance(codes, str) else set(codes) for name, codes in dimensions.items()
    }
    cells = unnotified_by_stage(province, fiscal_year, stage)[stage]
    return {
        cell: amount for cell, amount in cells.items() if all(cell[place] in codes for place, codes in narrowed.items())
    }


def unnotified_by_stage(province: str, fiscal_year: int, *stages: str) -> dict[str, dict[Cell, Rial]]:
    """What rests at each stage and no first draft holds; a correction brings its own credit back and is not counted."""
    stages = stages or tuple(STAGE_OF.values())
    accounts = AccountRow.objects.filter(
        province=province, fiscal_year=fiscal_year, book=CREDIT, stage__in=stages, balance__gt=0
    )
    rests: dict[str, dict[Cell, Rial]] = {stage: {} for stage in stages}
    for stage, *cell, balance in accounts.order_by("code").values_list("stage", *DIMENSIONS, "balance"):
        rests[stage][tuple(cell)] = balance
    held = NoticeLine.objects.filter(
        province=province, notice__fiscal_year=fiscal_year, notice__state="draft", notice__corrects=None
    ).exclude(notice__kind=NoticeKind.CENTRAL)
    dimensions = ("notice__kind", "notice__origin", *DIMENSIONS)
    for kind, origin, *cell, amount in held.order_by().values_list(*dimensions).annotate(Sum("amount_rial")):
        if (stage := STAGE_OF[kind, origin]) in rests:
            rests[stage][tuple(cell)] = rests[stage].get(tuple(cell), 0) - amount
    return {stage: {cell: amount for cell, amount in cells.items() if amount > 0} for stage, cells in rests.items()}


def counties_with_minutes(province: str, fiscal_year: int) -> set[str]:
    """The counties whose committee minutes have reached the organisation (S0-16), by code."""
    return counties_with_sent_minutes(province, fiscal_year)


def waiting_for_notices(province: str, fiscal_year: int) -> list[dict[str, Any]]:
    """What could be drafted now: for counties, for agencies by origin, with amounts and how many they are."""
    sent = counties_with_minutes(province, fiscal_year)
    rests = unnotified_by_stage(province, fiscal_year)
    waiting = []
    for (kind, origin), stage in STAGE_OF.items():
        cells = rests[stage]
        place = DIMENSIONS.index(kind)
        if origin == Origin.COUNTY:
            cells = {cell: amount for cell, amount in cells.items() if cell[1] in sent}
        if cells:
            receivers = len({cell[place] for cell in cells})
            waiting.append({"kind": kind, "origin": origin, "amount_rial": sum(cells.values()), "receivers": receivers})
    return waiting


# --- names -------------------------------------------------------------------------------------


def named_lines(notice: CreditNotice) -> list[NoticeLine]:
    """The lines of a notice with `source_name`, `chapter_name`, `programme_name`, `county_name`, `project_title`."""
    year = {"province": notice.province, "fiscal_year": notice.fiscal_year}
    lines = notice.notice_lines.annotate(
        source_name=_name(CreditSource, "source", **year),
        chapter_name=_name(Chapter, "chapter", **year),
        programme_name=_name(Programme, "programme", **year),
        county_name=_name(County, "county", province=notice.province),
        project_title=Coalesce(
            Subquery(
                Project.objects.filter(province=notice.province, code=OuterRef("project"))
                .order_by()
                .values("title")[:1],
                output_field=CharField(),
            ),
            F("project"),
        ),
    )
    return list(lines.order_by("county", "chapter", "programme", "project", "source"))


def _name(model: Any, code: str, **narrowed: Any) -> Coalesce:
    """The name that a line's code stands for, in the reader's language; the code itself where nothing is known."""
    name: Any = F("name")
    if (get_language() or "fa").startswith("en"):
        name = Coalesce(NullIf(F("name_en"), Value("")), F("name"))
    found = model.objects.filter(code=OuterRef(code), **narrowed).order_by().annotate(said=name).values("said")[:1]
    return Coalesce(Subquery(found, output_field=CharField()), F(code))


def organisation_of(province: str, kind: str, county: str = "") -> Organisation:
    """The organisation of a kind (and of a county) that is open; refuses `NoOrganisation`."""
    open_ones = Organisation.objects.filter(province=province, kind=kind, county=county, until=None)
    found = open_ones.order_by("id").first()
    if found is None:
        raise NoOrganisation(kind=OrganisationKind(kind).label, county=county or "—")
    return found


def readers_of_rules(province: str, day: datetime.date) -> list[Organisation]:
    """The executive agencies and county governorates that a rule is announced to on `day` (S0-10)."""
    told = (OrganisationKind.AGENCY, OrganisationKind.COUNTY_GOVERNORATE)
    in_force = Q(until=None) | Q(until__gt=day)
    return list(Organisation.objects.filter(in_force, province=province, kind__in=told, since__lte=day))


def laws_of(province: str, fiscal_year: int) -> QuerySet[BudgetRule]:
    """The announced budget laws of a year, on which its notices rest (S0-10)."""
    laws = BudgetRule.objects.filter(province=province, fiscal_year=fiscal_year, kind=RuleKind.LAW, state="announced")
    return laws.order_by("dated_on", "id")


# --- lists -------------------------------------------------------------------------------------


def rules_for(actor: Actor) -> QuerySet[BudgetRule]:
    """The rules this actor may read, the oldest document first; withdrawn ones last."""
    return BudgetRule.visible_to(actor).exclude(state="withdrawn").order_by("dated_on", "id")


def notices_for(
    actor: Actor, kind: str = "", *, state: str = "", county: str = "", agency: str = "", source: str = ""
) -> QuerySet[CreditNotice]:
    """The notices this actor may read, newest first, narrowed by kind, state, county, agency and source codes."""
    found = CreditNotice.visible_to(actor).select_related("county", "agency").order_by("-issued_on", "-id")
    if kind:
        found = found.filter(kind=kind)
    if state:
        found = found.filter(state=state)
    wanted = {"county": county, "agency": agency, "source": source}
    narrowed = {name: code for name, code in wanted.items() if code}
    if narrowed:
        lines = NoticeLine.objects.filter(province=actor.province, **narrowed)
        found = found.filter(pk__in=lines.values("notice"))
    return found


def drafts_to_issue(actor: Actor, kind: str) -> QuerySet[CreditNotice]:
    """The drafts of a kind that may be issued together, first drafted first; a correction is looked at by itself."""
    return notices_for(actor, kind, state="draft").filter(corrects=None).order_by("id")


def with_its_correction(notices: QuerySet[CreditNotice]) -> QuerySet[CreditNotice]:
    """The notices with `correction_id`, the correction drafted or issued of each, and all a page says of them."""
    of_it = CreditNotice.objects.filter(corrects=OuterRef("pk")).exclude(state="withdrawn")
    return notices.select_related("county", "agency", "corrects__county", "corrects__agency").annotate(
        correction_id=Subquery(of_it.order_by().values("pk")[:1])
    )


def sources_of(actor: Actor) -> list[CreditSource]:
    """The credit sources of the actor's year."""
    return list(CreditSource.objects.filter(province=actor.province, fiscal_year=actor.fiscal_year))


def counts_by_kind(actor: Actor) -> dict[str, int]:
    """How many notices of each kind this actor may read."""
    return dict(CreditNotice.visible_to(actor).order_by().values_list("kind").annotate(Count("pk")))


def choices_of_lines(actor: Actor, notices: QuerySet[CreditNotice], receiver: str) -> dict[str, list[tuple[str, str]]]:
    """The receivers (dimension "county" or "agency") and sources in these notices, with names, to narrow a list by."""
    lines = NoticeLine.objects.filter(province=actor.province, notice__in=notices.order_by().values("pk")).order_by()
    model = {"county": County, "agency": Organisation}[receiver]
    named = {
        receiver: _name(model, receiver, province=actor.province),
        "source": _name(CreditSource, "source", province=actor.province, fiscal_year=actor.fiscal_year),
    }
    of_receiver, of_source = (
        lines.annotate(dimension=Value(dimension), code=F(dimension), said=name).values_list(
            "dimension", "code", "said"
        )
        for dimension, name in named.items()
    )
    choices: dict[str, list[tuple[str, str]]] = {receiver: [], "source": []}
    for dimension, code, said in of_receiver.union(of_source).order_by():
        choices[dimension].append((code, said))
    return {dimension: sorted(rows, key=lambda row: text.sort_key(row[1])) for dimension, rows in choices.items()}


def find_notices(actor: Actor, key: str, most: int) -> Iterable[Found]:
    """Notices and rules whose number, receiver or title contains `key`."""
    for rule in BudgetRule.visible_to(actor).filter(matches(key))[:most]:
        yield Found(_("Law and rules"), rule.name, rule.issuer, rule.get_absolute_url())
    notices = CreditNotice.visible_to(actor).filter(matches(key))
    for notice in notices.select_related("county", "agency").order_by("-id")[:most]:
        yield Found(_("Credit notices"), notice.title(), notice.about, notice.get_absolute_url())
