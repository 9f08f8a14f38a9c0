"""The forms on a project's page: its document, photos, visits, the province's aid; and the codes of practice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hamtaraz.grants.forms.projects import CodeForm, DocumentForm, PhotoForm, ProposedAidForm, VisitForm
from hamtaraz.grants.models import AidedProject
from hamtaraz.grants.operations import add_code, add_photo, attach_document, propose_aid, record_visit
from hamtaraz.grants.operations.sites import GIVES_CODES
from hamtaraz.grants.queries.projects import codes_of, types
from hamtaraz.grants.views.machines import under_the_clause
from hamtaraz.grants.views.projects import found_project, own_part, part_of, rules_of, shown_project
from hamtaraz.grants.views.shares import READERS, unit_of
from hamtaraz.kernel.refusals import Refused
from hamtaraz.people.roles import Role
from hamtaraz.web import clock
from hamtaraz.web.doors import ActingRequest, door
from hamtaraz.web.fields import complain
from hamtaraz.web.refusing import language

Doing = Callable[[AidedProject, dict[str, Any]], object]


def _filled(
    request: ActingRequest, found: AidedProject, name: str, form: forms.Form, doing: Doing, said: str
) -> HttpResponse:  # fmt: skip
    """Do what a form asks; a form that is refused stands on the page again as it was typed."""
    if form.is_valid():
        try:
            doing(found, dict(form.cleaned_data))
        except Refused as no:
            complain(form, no)
        else:
            messages.success(request, said)
            return redirect(found.get_absolute_url())
    return shown_project(request, found, {name: form}, 409)


@door(Role.MAYOR, Role.DEHYAR, Role.RURAL_OFFICE)
@require_POST
def document(request: ActingRequest, part: str, pk: int) -> HttpResponse:
    """Attach the council's resolution or the amended budget."""

    def attached(found: AidedProject, told: dict[str, Any]) -> None:
        scan = told.pop("scan")
        attach_document(found, request.actor, clock.today(), name=scan.name, content=scan.read(), **told)

    form = DocumentForm(request.POST, request.FILES)
    return _filled(
        request, found_project(request, part, pk), "document_form", form, attached, _("The document is attached.")
    )


@door(Role.MAYOR, Role.DEHYAR, Role.RURAL_OFFICE)
@require_POST
def photo(request: ActingRequest, part: str, pk: int) -> HttpResponse:
    """Add a photo of the work."""

    def added(found: AidedProject, told: dict[str, Any]) -> None:
        picture = told.pop("photo")
        add_photo(found, request.actor, clock.today(), name=picture.name, content=picture.read(), **told)

    form = PhotoForm(request.POST, request.FILES)
    return _filled(request, found_project(request, part, pk), "photo_form", form, added, _("The photo is added."))


@door(Role.COUNTY_TECHNICAL, Role.TECHNICAL_OFFICE)
@require_POST
def visit(request: ActingRequest, part: str, pk: int) -> HttpResponse:
    """Record a visit."""

    def recorded(found: AidedProject, told: dict[str, Any]) -> None:
        picture = told.pop("photo")
        photos = [(picture.name, picture.read())] if picture else []
        record_visit(found, request.actor, clock.today(), photos=photos, **told)

    form = VisitForm(request.POST, request.FILES)
    return _filled(request, found_project(request, part, pk), "visit_form", form, recorded, _("The visit is recorded."))


@door(Role.DEVELOPMENT_DEPUTY)
@require_POST
def aid(request: ActingRequest, part: str, pk: int) -> HttpResponse:
    """Set the aid the province proposes."""

    def proposed(found: AidedProject, told: dict[str, Any]) -> None:
        propose_aid(found, request.actor, clock.today(), told["amount_rial"])

    form = ProposedAidForm(request.POST, unit=unit_of(request))
    return _filled(
        request, found_project(request, part, pk), "aid_form", form, proposed, _("The proposed aid is kept.")
    )


@door(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
@under_the_clause
def codes(request: ActingRequest, part: str = "") -> HttpResponse:
    """The codes of practice of a part; its deputy adds one here (S4-068, S4-121)."""
    actor, rules = request.actor, rules_of(request)
    chosen = part_of(part) if part else own_part(actor)
    named = types(rules, chosen)
    choices = [(key, one.called(language())) for key, one in named.items()]
    form, status = CodeForm(request.POST or None, request.FILES or None, types=choices), 200
    if request.method == "POST":
        status = 409
        if form.is_valid():
            told = form.cleaned_data
            try:
                add_code(actor, clock.today(), part=chosen, project_type=told["project_type"], name=told["name"],
                         filename=told["file"].name, content=told["file"].read())  # fmt: skip
                return redirect("grants:codes", chosen)
            except Refused as no:
                complain(form, no)
    rows = codes_of(actor, chosen)
    for one in rows:
        one.said_type = named[one.project_type].called(language()) if one.project_type in named else ""  # type: ignore[attr-defined]
    may_add = actor.role == GIVES_CODES[chosen]
    return render(
        request, "grants/codes.html", {"rows": rows, "part": chosen, "form": form if may_add else None}, status=status
    )
