"""The overview of allotment: per source what was released, decided and allotted; notices and sessions."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hamtaraz.allotments import queries
from hamtaraz.allotments.models import AllotmentNotice, AllotmentSession, CentralAllotment
from hamtaraz.allotments.workflow import CENTRAL, NOTICE, READERS, SESSION
from hamtaraz.budget.models import CreditSource
from hamtaraz.people.actors import Actor
from hamtaraz.web.doors import ActingRequest, door
from hamtaraz.workflow.tables import Workflow


@door(*READERS)
@require_GET
def overview(request: ActingRequest) -> HttpResponse:
    """The province's readers see the whole year, an agency its own notices."""
    actor: Actor = request.actor
    notices = AllotmentNotice.visible_to(actor).exclude(state="withdrawn").select_related("agency")
    notices = notices.annotate(sum_rial=Sum("rows__amount_rial")).order_by("-issued_on", "-id")
    page = Paginator(notices, 50).get_page(request.GET.get("page"))
    told: dict[str, Any] = {"page": page, "role": actor.role, "province": actor.reads_province}
    name_states(page.object_list, NOTICE)
    if actor.reads_province:
        told |= _of_the_province(actor)
    return render(request, "allotments/list.html", told)


def name_states(rows: Any, workflow: Workflow) -> list[Any]:
    """The rows, each with its state as the table names it."""
    listed = list(rows)
    for row in listed:
        row.standing = workflow.state(row.state)
    return listed


def _of_the_province(actor: Actor) -> dict[str, Any]:
    centrals = CentralAllotment.visible_to(actor).annotate(sum_rial=Sum("rows__amount_rial"))
    sessions = AllotmentSession.visible_to(actor).annotate(sum_rial=Sum("ceilings__amount_rial"))
    found = queries.by_source(actor.province, actor.fiscal_year)
    sources: list[dict[str, Any]] = [
        {
            "source": source,
            **figures,
            "left": figures["received"] - figures["ceilings"],
            "ppm": queries.ppm(figures["allotted"], figures["agreed"]),
            "parts": [{"amount": figures["allotted"], "tone": "teal"}],
        }
        for source in CreditSource.objects.filter(province=actor.province, fiscal_year=actor.fiscal_year)
        if (figures := found.get(source.code))
    ]
    total = {key: sum(row[key] for row in sources) for key in ("received", "ceilings", "allotted", "agreed", "left")}
    return {
        "sources": sources,
        "total": total | {"ppm": queries.ppm(total["allotted"], total["agreed"])},
        "centrals": name_states(centrals.order_by("-dated_on", "-id"), CENTRAL),
        "sessions": name_states(sessions.order_by("-held_on", "-id"), SESSION),
    }
