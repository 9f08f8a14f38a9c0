"""The list of municipalities and villages, and the page of one: its figures, its share, what it asked for."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from hamtaraz.grants.models import Recipient, RecipientKind
from hamtaraz.grants.queries import recipients as asked
from hamtaraz.grants.queries import shares
from hamtaraz.people.roles import GRANT_ROLES, PROVINCE_WIDE_READERS, SETS_UP, Role
from hamtaraz.places.models import County
from hamtaraz.web.doors import ActingRequest, door

ON_A_PAGE = 50
READERS = (*GRANT_ROLES, *SETS_UP, *PROVINCE_WIDE_READERS)


@door(*READERS)
@require_safe
def recipients(request: ActingRequest) -> HttpResponse:
    """The recipients this person may read, narrowed by kind, county and name."""
    narrowed = {name: request.GET.get(name, "") for name in ("kind", "county", "words")}
    found = asked.recipients_for(request.actor, **narrowed)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    rows: list[dict[str, Any]] = [{"one": one, "figures": asked.latest(one)} for one in page]
    return render(request, "grants/recipients.html", {
        "page": page,
        "rows": rows,
        "generated": any(figure.generated for row in rows for figure in row["figures"].values()),
        "narrowed": narrowed,
        "kinds": RecipientKind.choices,
        "counties": County.objects.filter(province=request.actor.province),
    })  # fmt: skip


@door(*READERS)
@require_safe
def recipient(request: ActingRequest, pk: int) -> HttpResponse:
    """One municipality or village: where each figure is from, and what it was given."""
    one = get_object_or_404(Recipient.visible_to(request.actor).select_related("county"), pk=pk)
    figures = list(one.figures.order_by("key", "-year"))
    share = shares.share_of(request.actor, one.code) if one.organisation_id else None
    return render(request, "grants/recipient.html", {
        "one": one,
        "figures": figures,
        "generated": any(figure.generated for figure in figures),
        "share": share,
        "may_ask": one.has_dehyari and request.actor.role == Role.RURAL_OFFICE,
        "rests_rial": shares.rests_rial(share) if share else None,
    })  # fmt: skip
