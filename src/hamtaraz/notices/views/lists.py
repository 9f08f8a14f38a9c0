"""The two lists of the room: law and central notices, and the credit notices to counties and agencies."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hamtaraz.notices import queries
from hamtaraz.notices.models import NoticeKind
from hamtaraz.notices.workflow import BUDGET_RULE, TABLES
from hamtaraz.people.roles import Role
from hamtaraz.web.doors import SIGNED_IN, door

ON_A_PAGE = 50
NARROWED_BY = ("state", "county", "agency", "source")


@door(SIGNED_IN)
@require_safe
def central(request: HttpRequest) -> HttpResponse:
    """The law and rules of the year, and (for the province's readers) the letters of the centre."""
    actor = request.actor  # type: ignore[attr-defined]
    rules = list(queries.rules_for(actor))
    for rule in rules:
        rule.said_state = BUDGET_RULE.state(rule.state)  # type: ignore[attr-defined]
    letters = list(queries.notices_for(actor, NoticeKind.CENTRAL).exclude(state="withdrawn"))
    for letter in letters:
        letter.said_state = TABLES[letter.workflow_name].state(letter.state)  # type: ignore[attr-defined]
    return render(request, "notices/central.html", {
        "rules": rules,
        "letters": letters,
        "total_rial": sum(letter.total_rial for letter in letters if letter.state == "issued"),
        "reads_letters": actor.reads_province,
        "records": actor.role == Role.CONSOLIDATION_EXPERT,
    })  # fmt: skip


@door(SIGNED_IN)
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """The notices this person may read, by kind, narrowed by state, county, agency and source."""
    actor = request.actor  # type: ignore[attr-defined]
    counts = queries.counts_by_kind(actor)
    own = (NoticeKind.COUNTY, NoticeKind.AGENCY)
    kind = request.GET.get("kind", "")
    if kind not in own:
        kind = next((one for one in own if counts.get(one)), NoticeKind.COUNTY)
    narrowed = {name: request.GET.get(name, "") for name in NARROWED_BY}
    found = queries.notices_for(actor, kind, **narrowed)
    if not narrowed["state"]:
        found = found.exclude(state="withdrawn")
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    for notice in page:
        notice.said_state = TABLES[notice.workflow_name].state(notice.state)  # type: ignore[attr-defined]
    drafts = queries.drafts_to_issue(actor, kind) if actor.role == Role.CONSOLIDATION_HEAD else None
    expert = actor.role == Role.CONSOLIDATION_EXPERT
    return render(request, "notices/list.html", {
        "page": page,
        "kind": kind,
        "tabs": [(one, one.label, counts.get(one, 0)) for one in own if counts.get(one) or actor.reads_province],
        "narrowed": narrowed,
        "choices": queries.choices_of_lines(actor, queries.notices_for(actor, kind), kind),
        "states": TABLES[f"{kind}_notice"].states,
        "drafts": drafts.count() if drafts is not None else 0,
        "waiting": queries.waiting_for_notices(actor.province, actor.fiscal_year) if expert else [],
    })  # fmt: skip
