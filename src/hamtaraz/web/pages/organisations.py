"""Organisations of the province, kept by the system administrator."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hamtaraz.kernel import jalali, text
from hamtaraz.kernel.refusals import Refused
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Organisation, OrganisationKind
from hamtaraz.people.roles import Role, SectorGroup
from hamtaraz.places.models import County
from hamtaraz.web import administration, clock
from hamtaraz.web.doors import door
from hamtaraz.web.fields import WordsField, complain

CHANGEABLE = ("name", "name_en", "short_name", "head_title", "sector_group", "county")


class OrganisationForm(forms.Form):
    """What is kept of an organisation; code and kind are given once."""

    code = WordsField(label=gettext_lazy("Code"), max_length=24, widget=forms.TextInput(attrs={"dir": "ltr"}))
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=OrganisationKind.choices)
    name = WordsField(label=gettext_lazy("Name"), max_length=200)
    name_en = WordsField(
        label=gettext_lazy("Name in English"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    short_name = WordsField(label=gettext_lazy("Short name"), max_length=80, required=False)
    head_title = WordsField(
        label=gettext_lazy("Title of its head"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("As it stands under a signature, such as: Director General"),
    )
    sector_group = forms.ChoiceField(
        label=gettext_lazy("Expert group"), required=False, choices=[("", "—"), *SectorGroup.choices]
    )
    county = forms.ChoiceField(label=gettext_lazy("County"), required=False)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        counties = County.objects.filter(province=actor.province, until__isnull=True)
        fields: Any = self.fields
        fields["county"].choices = [
            ("", gettext_lazy("The whole province")),
            *((one.code, str(one)) for one in counties),
        ]


@door(Role.ADMINISTRATOR)
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """Every organisation of the province, by kind and name."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    words, kind = text.clean(request.GET.get("q", "")), request.GET.get("kind", "")
    found = Organisation.objects.filter(province=actor.province)
    if words:
        found = found.filter(search_key__contains=text.search_key(words))
    if kind:
        found = found.filter(kind=kind)
    counties = {one.code: str(one) for one in County.objects.filter(province=actor.province)}
    page = Paginator(found.order_by("kind", "sort_key"), 50).get_page(request.GET.get("page"))
    today = clock.today()
    for one in page:
        one.county_name = counties.get(one.county, "")  # type: ignore[attr-defined]
        one.is_closed = one.until is not None and one.until <= today  # type: ignore[attr-defined]
    context = {"page": page, "words": words, "kind": kind, "kinds": OrganisationKind.choices}
    return render(request, "web/people_organisations.html", context)


@door(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def add_organisation(request: HttpRequest) -> HttpResponse:
    """Add an organisation."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    form = OrganisationForm(actor, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = administration.add_organisation(actor, clock.today(), **form.cleaned_data)
        except Refused as refused:
            complain(form, refused)
        else:
            messages.success(request, _("“%(name)s” is added.") % {"name": made})
            return redirect("web:organisations")
    return _show(request, form, None)


@door(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the names, title, group or county of an organisation."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    organisation = get_object_or_404(Organisation, province=actor.province, pk=pk)
    initial = {name: getattr(organisation, name) for name in CHANGEABLE}
    form = OrganisationForm(actor, request.POST or None, initial=initial)
    del form.fields["code"], form.fields["kind"]
    if request.method == "POST" and form.is_valid():
        try:
            administration.edit_organisation(actor, clock.today(), organisation, **form.cleaned_data)
        except Refused as refused:
            complain(form, refused)
        else:
            messages.success(request, _("Done; it is written in the trail."))
            return redirect("web:organisations")
    return _show(request, form, organisation)


@door(Role.ADMINISTRATOR)
@require_POST
def close_organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an organisation from a day on, or open it again."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    organisation = get_object_or_404(Organisation, province=actor.province, pk=pk)
    reason = request.POST.get("reason", "")
    if organisation.until is None:
        until = jalali.parse(request.POST.get("until", ""))
        administration.close_organisation(actor, clock.today(), organisation, until=until, reason=reason)
    else:
        administration.reopen_organisation(actor, clock.today(), organisation, reason=reason)
    messages.success(request, _("Done; it is written in the trail."))
    return redirect("web:edit_organisation", pk)


def _show(request: HttpRequest, form: OrganisationForm, organisation: Organisation | None) -> HttpResponse:
    context = {"form": form, "organisation": organisation}
    return render(request, "web/people_organisation.html", context, status=409 if form.errors else 200)
