"""Outlines of counties: bring a file in, see what was found, use it for the maps, set it aside."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from hamtaraz.kernel.refusals import Refused
from hamtaraz.people.roles import Role
from hamtaraz.places.boundary_file import LARGEST_BYTES, MOST_MIB, MOST_POINTS
from hamtaraz.places.models import BoundaryFile, BoundaryState, County, CountyOutline
from hamtaraz.places.queries import county_map
from hamtaraz.places.refusals import BoundaryFileTooLarge
from hamtaraz.web import boundaries, clock
from hamtaraz.web.doors import ActingRequest, door
from hamtaraz.web.fields import WordsField, complain
from hamtaraz.web.refusing import say

KEEPERS = (Role.ADMINISTRATOR, Role.CONSOLIDATION_EXPERT)
COUNTY = "county-"


class BoundaryForm(forms.Form):
    """A boundary file, and whose outlines it holds."""

    file = forms.FileField(
        label=gettext_lazy("GeoJSON or TopoJSON file"),
        help_text=gettext_lazy("Counties as areas, in degrees (WGS 84), of the province or of the whole country."),
        widget=forms.FileInput(attrs={"accept": ".geojson,.topojson,.json,application/geo+json"}),
    )
    source = WordsField(
        label=gettext_lazy("Whose outlines they are"),
        max_length=200,
        help_text=gettext_lazy("Told under every map drawn with them, as their licence asks."),
    )


@door(*KEEPERS)
@require_safe
def outlines(request: ActingRequest) -> HttpResponse:
    """The outlines in use, the file that waits, those set aside, and the form to bring a file in."""
    return _overview(request, BoundaryForm())


@door(*KEEPERS)
@require_POST
def send_outlines(request: ActingRequest) -> HttpResponse:
    """Take a file in and show what was found; a file that cannot be read is told of at its form."""
    form = BoundaryForm(request.POST, request.FILES)
    if form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            if sent.size > LARGEST_BYTES:
                raise BoundaryFileTooLarge(most_mib=MOST_MIB, most_points=MOST_POINTS)
            made = boundaries.take_in(
                request.actor,
                clock.today(),
                name=sent.name or "",
                source=form.cleaned_data["source"],
                content=sent.read(),
            )
        except Refused as refused:
            complain(form, refused)
        else:
            return redirect("web:outline_file", made.pk)
    return _overview(request, form)


@door(*KEEPERS)
@require_safe
def outline_file(request: ActingRequest, pk: int) -> HttpResponse:
    """One file: its map, which outline is which county, and what is left over on both sides."""
    return _file(request, _found(request, pk))


@door(*KEEPERS)
@require_POST
def use_outlines(request: ActingRequest, pk: int) -> HttpResponse:
    """Use a file for the maps, with the pairs as they were put right; a refusal keeps what was chosen (409)."""
    file = _found(request, pk)
    chosen = {
        name.removeprefix(COUNTY): int(value)
        for name, value in request.POST.items()
        if name.startswith(COUNTY) and isinstance(value, str) and re.fullmatch("[0-9]{1,18}", value)
    }
    try:
        boundaries.use(request.actor, clock.today(), file, chosen if "pairs" in request.POST else None)
    except Refused as refused:
        return _file(request, file, refused, chosen)
    messages.success(request, _("The maps are drawn with “%(name)s” now.") % {"name": file.name})
    return redirect("web:outlines")


@door(*KEEPERS)
@require_POST
def set_outlines_aside(request: ActingRequest, pk: int) -> HttpResponse:
    """Draw the maps with tiles again; a file that still waits is forgotten."""
    file = _found(request, pk)
    if file.state == BoundaryState.WAITING:
        boundaries.discard(request.actor, file)
        messages.success(request, _("“%(name)s” is discarded; no map has shown it.") % {"name": file.name})
    else:
        boundaries.set_aside(request.actor, clock.today(), file)
        messages.success(request, _("The maps are drawn with tiles again; the outlines can be used again."))
    return redirect("web:outlines")


def _found(request: ActingRequest, pk: int) -> BoundaryFile:
    return get_object_or_404(BoundaryFile, province=request.actor.province, pk=pk)


def _overview(request: ActingRequest, form: BoundaryForm) -> HttpResponse:
    files = list(BoundaryFile.objects.filter(province=request.actor.province).order_by("-pk"))
    counties = County.objects.filter(province=request.actor.province, until__isnull=True)
    context = {
        "form": form,
        "in_use": next((one for one in files if one.state == BoundaryState.IN_USE), None),
        "waiting": next((one for one in files if one.state == BoundaryState.WAITING), None),
        "set_aside": [one for one in files if one.state == BoundaryState.SET_ASIDE],
        "counties": [_drawn(one) for one in counties],
        "drawn": county_map(request.actor.province),
    }
    return render(request, "web/outlines.html", context, status=409 if form.errors else 200)


def _drawn(county: County) -> dict[str, Any]:
    """A county as a map without figures shows it."""
    return {"code": county.code, "name": str(county), "col": county.tile_column, "row": county.tile_row, "tone": 2}


def _file(
    request: ActingRequest, file: BoundaryFile, refused: Refused | None = None, chosen: Mapping[str, int] | None = None
) -> HttpResponse:
    found = list(file.outlines.all())
    of = {one.county: one for one in found if one.county}
    counties = County.objects.filter(province=file.province, until__isnull=True)
    rows = [_row(county, of.get(county.code), chosen) for county in counties]
    context = {
        "file": file,
        "rows": rows,
        "outlines": sorted(found, key=lambda one: one.label),
        "lacking": [row["county"] for row in rows if row["outline"] is None],
        "left": [one for one in found if not one.county],
        "may_use": file.state != BoundaryState.IN_USE,
        "refused": say(refused) if refused else None,
    }
    return render(request, "web/outline_file.html", context, status=409 if refused else 200)


def _row(county: County, outline: CountyOutline | None, chosen: Mapping[str, int] | None) -> dict[str, Any]:
    """A county, the outline it has, and the outline that is chosen in the form."""
    pk = outline.pk if outline else None
    return {"county": county, "outline": outline, "chosen": pk if chosen is None else chosen.get(county.code)}
