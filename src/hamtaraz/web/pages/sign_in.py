"""The way in: name and password, or (in a demonstration only) a card per role; and the way out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from hamtaraz.people.models import Mandate
from hamtaraz.web import clock
from hamtaraz.web.acting import MANDATE
from hamtaraz.web.doors import OPEN, SIGNED_IN, door


class SignInForm(forms.Form):
    """Name and password."""

    username = forms.CharField(label=_("User name"), max_length=60)
    password = forms.CharField(label=_("Password"), widget=forms.PasswordInput)

    def clean(self) -> dict[str, Any]:
        """Find the person; the sentence never says which of the two was wrong."""
        cleaned = super().clean() or {}
        if {"username", "password"} <= cleaned.keys():
            self.person = authenticate(username=cleaned["username"], password=cleaned["password"])
            if self.person is None:
                raise forms.ValidationError(_("User name and password do not match."))
        return cleaned


@door(OPEN)
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password; afterwards go where the person was going."""
    form = SignInForm(request.POST or None)
    going = request.POST.get("next") or request.GET.get("next", "")
    if request.method == "POST" and form.is_valid():
        login(request, form.person)
        return redirect(going if url_has_allowed_host_and_scheme(going, allowed_hosts=None) else "web:inbox")
    if settings.DEMO and request.method == "GET" and "password" not in request.GET:
        return redirect("web:role_cards")
    return render(request, "web/sign_in.html", {"form": form, "next": going})


@door(OPEN)
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave."""
    logout(request)
    return redirect("web:sign_in")


@door(OPEN)
def role_cards(request: HttpRequest) -> HttpResponse:
    """The cards of a demonstration; outside of it there is no such page."""
    if not settings.DEMO:
        raise Http404
    in_force = Mandate.objects.in_force(clock.today()).select_related("person", "organisation")
    if request.method == "POST":
        mandate = get_object_or_404(in_force, pk=request.POST.get("mandate", "0"))
        login(request, mandate.person, backend="django.contrib.auth.backends.ModelBackend")
        request.session[MANDATE] = mandate.pk
        return redirect("web:inbox")
    piles: dict[str, list[dict[str, Any]]] = {}
    for mandate in in_force.order_by("organisation__kind", "organisation__sort_key", "id"):
        card = {"mandate": mandate.pk, "role": mandate.title, "person": mandate.person.display_name}
        piles.setdefault(str(mandate.organisation), []).append(card)
    organisations = [{"name": name, "cards": cards} for name, cards in piles.items()]
    return render(request, "web/role_cards.html", {"organisations": organisations})


@door(SIGNED_IN)
@require_safe
def no_mandate(request: HttpRequest) -> HttpResponse:
    """Said to a person whose mandates have all ended: whom to ask."""
    return render(request, "web/no_mandate.html")
