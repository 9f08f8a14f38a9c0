"""The way in: name and password, then a second factor where there is one; and the way out."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hamtaraz.people import entering, second_factor
from hamtaraz.people.models import Person
from hamtaraz.people.refusals import NotLetIn
from hamtaraz.web import clock
from hamtaraz.web.doors import OPEN, SIGNED_IN, door
from hamtaraz.web.fields import complain
from hamtaraz.web.origin import address_of
from hamtaraz.web.pages.preferences import remember_language

BACKEND = "django.contrib.auth.backends.ModelBackend"
HALF_IN = "proved_password"
HALF_IN_SECONDS = 300


class SignInForm(forms.Form):
    """Name and password."""

    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "dir": "ltr", "lang": "en", "autofocus": True}),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "dir": "ltr", "lang": "en"}),
    )


class CodeForm(forms.Form):
    """Six digits of the authenticator, or a recovery code."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "dir": "ltr", "lang": "en", "autofocus": True}),
    )


@door(OPEN)
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password; afterwards for the second factor, or go where the person was going."""
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person = entering.prove_password(
                form.cleaned_data["username"],
                form.cleaned_data["password"],
                address=address_of(request),
                now=clock.now(),
            )
        except NotLetIn as refused:
            complain(form, refused)
        else:
            if not second_factor.is_on(person):
                return enter(request, person)
            request.session.cycle_key()
            request.session[HALF_IN] = [person.pk, clock.now().isoformat()]
            going = _going(request)
            return redirect(reverse("web:second_factor", query={"next": going} if going else None))
    if settings.DEMO and request.method == "GET" and "password" not in request.GET:
        return redirect("web:role_cards")
    status = 409 if form.errors else 200
    return render(request, "web/sign_in.html", {"form": form, "next": _going(request)}, status=status)


@door(OPEN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_second_factor(request: HttpRequest) -> HttpResponse:
    """Ask whoever has just proved a password for a code; after five minutes the password is asked again."""
    person_id = _half_in(request)
    if person_id is None:
        return redirect("web:sign_in")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person = entering.prove_second_factor(person_id, form.cleaned_data["code"], now=clock.now())
        except NotLetIn as refused:
            complain(form, refused)
        else:
            return enter(request, person)
    status = 409 if form.errors else 200
    return render(request, "web/second_factor.html", {"form": form, "next": _going(request)}, status=status)


@door(OPEN)
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave."""
    logout(request)
    return redirect("web:sign_in")


@door(SIGNED_IN)
@require_safe
def no_mandate(request: HttpRequest) -> HttpResponse:
    """Said to a person whose mandates have all ended: whom to ask."""
    return render(request, "web/no_mandate.html")


def enter(request: HttpRequest, person: Person, **kept: Any) -> HttpResponse:
    """Begin a new session for a person who has proved everything asked; `kept` is what the session remembers."""
    going = _going(request)
    entering.let_in(person)
    request.session.flush()
    login(request, person, backend=BACKEND)
    request.session.update(kept)
    answer = redirect(going or "web:inbox")
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        remember_language(answer, person.language)
    return answer


def _half_in(request: HttpRequest) -> int | None:
    """The person whose password was proved in this session within the last minutes."""
    person_id, proved_at = request.session.get(HALF_IN, (None, ""))
    if person_id is None:
        return None
    age = clock.now() - datetime.datetime.fromisoformat(proved_at)
    return int(person_id) if age.total_seconds() < HALF_IN_SECONDS else None


def _going(request: HttpRequest) -> str:
    """The page the person was on the way to, if it is one of ours."""
    page = request.POST.get("next") or request.GET.get("next", "")
    return page if url_has_allowed_host_and_scheme(page, allowed_hosts=None) else ""
