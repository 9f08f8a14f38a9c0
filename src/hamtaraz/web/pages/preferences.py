"""Small choices of the person who reads: mandate, year, unit of money, language."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from hamtaraz.people.models import Person
from hamtaraz.web.acting import MANDATE, YEAR
from hamtaraz.web.doors import OPEN, SIGNED_IN, door

LANGUAGE_KEPT_SECONDS = 365 * 24 * 60 * 60


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
        Person.objects.filter(pk=request.actor.person_id).update(unit=unit)  # type: ignore[attr-defined]
        request.session["unit"] = unit
    return redirect(_back(request))


@door(OPEN)
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Read in Persian or English; kept in this browser, and with the person where one is signed in."""
    language = request.POST.get("language", "")
    answer = redirect(_back(request))
    if language in dict(settings.LANGUAGES):
        remember_language(answer, language)
        if request.user.is_authenticated:
            Person.objects.filter(pk=request.user.pk).update(language=language)
    return answer


def remember_language(answer: HttpResponse, language: str) -> None:
    """Keep the language in the browser's cookie, where Django looks for it before any page is made."""
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=LANGUAGE_KEPT_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _back(request: HttpRequest) -> str:
    """The page the form was on, if it is one of ours."""
    page = request.POST.get("next", "")
    return page if page.startswith("/") and url_has_allowed_host_and_scheme(page, allowed_hosts=None) else "/"
