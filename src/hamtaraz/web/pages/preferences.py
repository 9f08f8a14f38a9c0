"""Small choices of the person who reads: mandate, year, unit of money."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from hamtaraz.web.acting import MANDATE, YEAR
from hamtaraz.web.doors import SIGNED_IN, door


@door(SIGNED_IN)
@require_POST
def choose_mandate(request: HttpRequest) -> HttpResponse:
    """Act under another of one's own mandates; what is not one's own is not taken."""
    wanted = request.POST.get("mandate", "")
    if wanted in {str(mandate.pk) for mandate in request.mandates}:  # type: ignore[attr-defined]
        request.session[MANDATE] = int(wanted)
    return redirect("web:inbox")


@door(SIGNED_IN)
@require_POST
def choose_year(request: HttpRequest) -> HttpResponse:
    """Look at another fiscal year of the province."""
    year = request.POST.get("year", "")
    if year in {str(known.year) for known in request.fiscal_years}:  # type: ignore[attr-defined]
        request.session[YEAR] = int(year)
    return redirect(_back(request))


@door(SIGNED_IN)
@require_POST
def choose_unit(request: HttpRequest) -> HttpResponse:
    """Read amounts in rials, thousands or millions; the choice is kept with the person."""
    unit = request.POST.get("unit", "")
    if unit in {"rial", "thousand", "million"}:
        request.session["unit"] = unit
    return redirect(_back(request))


def _back(request: HttpRequest) -> str:
    """The page the form was on, if it is one of ours."""
    page = request.POST.get("next", "")
    return page if url_has_allowed_host_and_scheme(page, allowed_hosts=None) else "/"
