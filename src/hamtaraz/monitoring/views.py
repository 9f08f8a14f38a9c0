"""The pages of overview: the river, the story of an entry, the entries of an account, the verdict."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hamtaraz.budget.models import Chapter, CreditSource
from hamtaraz.kernel import rial
from hamtaraz.monitoring import naming, why
from hamtaraz.monitoring.river import FILTERS, SHORT, River, resting, river
from hamtaraz.monitoring.verification import verify
from hamtaraz.people.models import Organisation, OrganisationKind
from hamtaraz.people.roles import Role
from hamtaraz.places.models import County
from hamtaraz.web.doors import SIGNED_IN, door
from hamtaraz.web.refusing import language


@door(SIGNED_IN)
@require_GET
def show_river(request: HttpRequest) -> HttpResponse:
    """Where the year's money stands, drawn and in a table, narrowed by source, county, chapter and agency."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    chosen = {key: request.GET.get(key, "") for key in FILTERS}
    drawn = river(actor, **chosen)
    choices = _choices(actor)
    unit = request.session.get("unit", request.user.unit)  # type: ignore[union-attr]
    return render(
        request,
        "monitoring/river.html",
        {
            "river": drawn,
            "figures": _figures(drawn, unit),
            "filters": [
                {"key": key, "label": label, "options": options, "chosen": chosen[key]}
                for key, label, options in choices
            ],
            "narrowed": any(chosen.values()),
        },
    )


def _choices(actor: Any) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """What the river may be narrowed by, in the person's language."""
    year = {"province": actor.province, "fiscal_year": actor.fiscal_year}
    choices = [
        ("source", _("Source"), [(s.code, str(s)) for s in CreditSource.objects.filter(**year)]),
        ("chapter", _("Chapter"), [(c.code, str(c)) for c in Chapter.objects.filter(**year)]),
    ]
    if actor.reads_province:
        agencies = Organisation.objects.filter(province=actor.province, kind=OrganisationKind.AGENCY)
        counties = County.objects.filter(province=actor.province)
        choices.append(("county", _("County"), [(c.code, str(c)) for c in counties]))
        choices.append(("agency", _("Agency"), [(a.code, str(a)) for a in agencies]))
    return choices


def _figures(drawn: River, unit_key: str) -> dict[str, Any]:
    """What the chart reads: nodes and links, amounts as strings, words in the person's language."""
    unit = rial.Unit[unit_key.upper()]

    def shown(amount: rial.Rial) -> str:
        return rial.show(amount, unit, language(), rounded=True)

    reached = [stretch for stretch in drawn.stretches if stretch.reached_rial]
    nodes = [
        {"key": s.key, "label": str(SHORT[s.key]), "shown": shown(s.reached_rial), "tone": "teal", "level": s.level}
        for s in reached
    ]
    links = [
        {"from": source, "to": target, "amount": str(amount), "shown": shown(amount)}
        for source, target, amount in drawn.flows
    ]
    if drawn.allotted_rial:
        nodes.append(
            {
                "key": "allotted",
                "label": _("Allotted"),
                "shown": shown(drawn.allotted_rial),
                "tone": "green",
                "level": 7,
            }
        )
        links.append(
            {
                "from": "agreed",
                "to": "allotted",
                "amount": str(drawn.allotted_rial),
                "shown": shown(drawn.allotted_rial),
            }
        )
    return {"nodes": nodes, "links": links, "unit": _(unit.label)}


@door(SIGNED_IN)
@require_GET
def why_entry(request: HttpRequest, entry: int) -> HttpResponse:
    """Why this amount: the entry, its act, the person, the article, the paper, and what fed it."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    story = why.story_of_entry(actor.province, entry)
    if not _may_read(actor, story.entry):
        raise why.NothingKnown(name=str(entry))
    names = naming.Names(actor.province, actor.fiscal_year)
    names.know_projects(place.project for _level, told in story.way for place in (told.source, told.target))
    readable = [told for _level, told in story.way if _may_read(actor, told)]
    way = [names.told(told) | {"papers": story.papers_by_act.get(told.act_id, [])} for told in readable]
    return render(
        request,
        "monitoring/why.html",
        {"story": story, "told": way[0], "way": way, "cut_short": len(readable) < len(story.way)},
    )


@door(SIGNED_IN)
@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """Every entry of one account, in order, with its running balance: `?code=year/book/stage/…`."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    code = request.GET.get("code", "")
    found = why.entries(actor.province, "(s.code = %s OR t.code = %s)", [code, code], 500)
    found = [told for told in found if _may_read(actor, told)]
    if not found:
        raise why.NothingKnown(name=code)
    names = naming.Names(actor.province, actor.fiscal_year)
    names.know_projects(place.project for told in found for place in (told.source, told.target))
    entries = [names.told(told) | {"inward": told.target.code(told.fiscal_year) == code} for told in found]
    return render(request, "monitoring/account.html", {"entries": entries, "place": names.place(code)})


@door(SIGNED_IN)
@require_GET
def project(request: HttpRequest, code: str) -> HttpResponse:
    """The way of one project's money, entry by entry, from the body that approved it to its allotment."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    found = why.entries(actor.province, "t.project = %s AND e.fiscal_year = %s", [code, actor.fiscal_year], 500)
    found = [told for told in found if _may_read(actor, told)]
    if not found:
        raise why.NothingKnown(name=code)
    names = naming.Names(actor.province, actor.fiscal_year)
    return render(request, "monitoring/project.html", {"way": [names.told(told) for told in found]})


@door(SIGNED_IN)
@require_GET
def stage(request: HttpRequest, book: str, stage: str) -> HttpResponse:
    """What rests at a stage, account by account, the largest first; narrowed as the river was."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    if (book, stage) not in naming.STAGES:
        raise Http404
    narrowed = {key: request.GET.get(key, "") for key in FILTERS}
    page = Paginator(resting(actor, book, stage, **narrowed), 50).get_page(request.GET.get("page"))
    names = naming.Names(actor.province, actor.fiscal_year)
    names.know_projects(row.project for row in page)
    rows = [{"row": row, "place": names.place(row.code)} for row in page]
    return render(request, "monitoring/stage.html", {"page": page, "rows": rows, "stage": naming.STAGES[book, stage]})


@door(Role.AUDITOR, Role.MPO_HEAD, Role.BUDGET_DEPUTY, Role.CONSOLIDATION_HEAD, Role.ADMINISTRATOR)
@require_GET
def verdict(request: HttpRequest) -> HttpResponse:
    """Re-check every invariant now and show the verdicts."""
    verdicts = sorted(verify(), key=lambda one: one.clean)
    return render(
        request, "monitoring/verdict.html", {"verdicts": verdicts, "broken": sum(not one.clean for one in verdicts)}
    )


def _may_read(actor: Any, told: why.Told) -> bool:
    """An agency reads the entries of its own lines, a county those of its own cells, the province's readers all."""
    if actor.reads_province:
        return True
    if actor.is_agency:
        return told.target.agency == actor.organisation_code
    return bool(actor.county) and actor.county in (told.source.county, told.target.county)
