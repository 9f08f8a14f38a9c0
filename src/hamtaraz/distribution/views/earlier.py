"""The page on which an office says what counties got last year, from a file or cell by cell."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hamtaraz.distribution import forms, operations
from hamtaraz.distribution.operations import EXPERT
from hamtaraz.distribution.queries import standing
from hamtaraz.distribution.queries.earlier import shares_before
from hamtaraz.distribution.views.pages import unit_of
from hamtaraz.kernel import rial
from hamtaraz.kernel.refusals import Refused
from hamtaraz.web import clock
from hamtaraz.web.doors import ActingRequest, door
from hamtaraz.web.refusing import language, say


@door(EXPERT)
@require_http_methods(["GET", "POST"])
def earlier(request: ActingRequest) -> HttpResponse:
    """Last year's shares: a table to fill in, or a file (code, amount) that fills it in before it is saved."""
    if request.method == "GET":
        return render(request, "distribution/earlier.html", _context(request))
    fields = request.POST
    unit = forms.unit_from(fields)
    typed = {code: fields.get(f"amount-{code}", "") for code in fields.getlist("county")}
    try:
        if "file" in request.FILES:
            typed = {code: rial.show(amount, unit, language()) for code, amount in forms.amounts_from(request.FILES["file"]).items()}  # fmt: skip
            messages.info(request, _("The file is read into the table; look at it, then save."))
            return render(
                request, "distribution/earlier.html", _context(request, typed, fields.get("origin", ""), unit)
            )
        amounts = {code: rial.parse(text, unit) for code, text in typed.items() if text.strip()}
        operations.record_earlier_shares(
            request.actor, clock.today(), request.actor.fiscal_year - 1, amounts, fields.get("origin", "")
        )
    except Refused as refused:
        context = _context(request, typed, fields.get("origin", ""), unit) | {"refused": say(refused)}
        return render(request, "distribution/earlier.html", context, status=409)
    messages.success(request, _("Last year's shares are recorded."))
    return redirect("distribution:list")


def _context(
    request: ActingRequest, typed: dict[str, str] | None = None, origin: str = "", unit: rial.Unit | None = None
) -> dict[str, Any]:
    actor = request.actor
    kept = shares_before(actor.province, actor.fiscal_year)
    unit = unit or unit_of(request)
    shown = (
        typed if typed is not None else {code: rial.show(one, unit, language()) for code, one in kept.shares.items()}
    )
    return {
        "year": kept.fiscal_year,
        "from_book": bool(kept.shares) and not kept.origin,
        "origin": origin or kept.origin,
        "form_unit": unit.name.lower(),
        "form_unit_label": _(unit.label),
        "rows": [(one, shown.get(one.code, "")) for one in standing.county_names(actor.province)],
    }
