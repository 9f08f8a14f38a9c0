"""Outlines of counties as an office brings them in: a file waits, is used for the maps, is set aside, is used again."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from hamtaraz.kernel import text
from hamtaraz.kernel.refusals import Missing, NotYours
from hamtaraz.people.actors import Actor
from hamtaraz.people.roles import Role
from hamtaraz.places import matching
from hamtaraz.places.boundary_file import Shape, read_boundary_file
from hamtaraz.places.drawing import draw
from hamtaraz.places.matching import Matched, Sought
from hamtaraz.places.models import BoundaryFile, BoundaryState, County, CountyOutline, Province
from hamtaraz.places.refusals import NoCountyMatched, OutlineChosenTwice, OutlinesNotThere
from hamtaraz.trail.record import record

BASIS = "S0-12"
SUBJECT = "places.boundaryfile"
EVERY_YEAR = 0
BRINGS_IN = frozenset({Role.ADMINISTRATOR, Role.CONSOLIDATION_EXPERT})


def take_in(actor: Actor, day: datetime.date, *, name: str, source: str, content: bytes) -> BoundaryFile:
    """Read a GeoJSON or TopoJSON file, find its counties and keep the outlines while somebody looks at them.

    It takes the place of the file that waits. Nothing is seen on any map yet, so there is no act.
    `source` says whose outlines they are. Refuses what `read_boundary_file` refuses.
    """
    _may(actor)
    name, source = text.clean(name)[-160:] or "outlines.json", text.clean(source)[:200]
    if not source:
        raise Missing(field=_("Whose outlines they are"))
    shapes = read_boundary_file(name, content)
    matched = _match(actor.province, shapes)
    chosen = [*matched.pairs.values(), *matched.near]
    drawing = draw(shapes, chosen, matched.pairs.values() or chosen)
    with transaction.atomic():
        BoundaryFile.objects.filter(province=actor.province, state=BoundaryState.WAITING).delete()
        made = BoundaryFile.objects.create(
            province=actor.province, name=name, source=source, sha256=hashlib.sha256(content).hexdigest(),
            width=drawing.width, height=drawing.height, elsewhere=matched.elsewhere, sent_by=actor.person_name,
            sent_on=day,
        )  # fmt: skip
        county_of = {place: code for code, place in matched.pairs.items()}
        CountyOutline.objects.bulk_create(
            CountyOutline(
                province=actor.province, file=made, place=place, label=_label(shapes[place], place, matched),
                county=county_of.get(place, ""), found_by=_found_by(county_of.get(place, ""), matched),
                path=outline.path, label_x=outline.label_x, label_y=outline.label_y, label_width=outline.width,
            )
            for place, outline in drawing.outlines.items()
        )  # fmt: skip
    return made


def use(actor: Actor, day: datetime.date, file: BoundaryFile, chosen: Mapping[str, int] | None = None) -> BoundaryFile:
    """Draw the maps of the province with this file's outlines; the file in use until now is set aside.

    `chosen` gives counties (by code) their outline (its number) where a person has put the pairs right;
    None leaves the pairs as they are. Refuses `OutlinesNotThere` where the file is in use or gone,
    `OutlineChosenTwice`, `NoCountyMatched`.
    """
    with transaction.atomic():
        held = _held(actor, file, BoundaryState.WAITING, BoundaryState.SET_ASIDE)
        if chosen is not None:
            _pair(held, chosen)
        pairs = {one.county: one.label for one in held.outlines.exclude(county="")}
        if not pairs:
            raise NoCountyMatched()
        before = BoundaryFile.objects.select_for_update().filter(province=actor.province, state=BoundaryState.IN_USE)
        instead_of = [one.pk for one in before]
        before.update(state=BoundaryState.SET_ASIDE)
        held.state = BoundaryState.IN_USE
        told = {"sha256": held.sha256, "source": held.source, "counties": pairs, "instead_of": instead_of}
        held.act = _record("use_outlines", actor, day, held, told)
        held.save(update_fields=["state", "act"])
    return held


def set_aside(actor: Actor, day: datetime.date, file: BoundaryFile) -> BoundaryFile:
    """Draw the maps of the province with tiles again; the outlines can be used again later."""
    with transaction.atomic():
        held = _held(actor, file, BoundaryState.IN_USE)
        held.state = BoundaryState.SET_ASIDE
        held.act = _record("set_outlines_aside", actor, day, held, {"sha256": held.sha256})
        held.save(update_fields=["state", "act"])
    return held


def discard(actor: Actor, file: BoundaryFile) -> None:
    """Forget a file that waits; no map has shown it."""
    with transaction.atomic():
        _held(actor, file, BoundaryState.WAITING).delete()


# --- inside ------------------------------------------------------------------------------------


def _may(actor: Actor) -> None:
    if actor.role not in BRINGS_IN:
        raise NotYours()


def _held(actor: Actor, file: BoundaryFile, *states: str) -> BoundaryFile:
    _may(actor)
    found = BoundaryFile.objects.select_for_update().filter(province=actor.province, pk=file.pk, state__in=states)
    held = found.first()
    if held is None:
        raise OutlinesNotThere()
    return held


def _match(province: str, shapes: list[Shape]) -> Matched:
    home = Province.objects.filter(code=province).first()
    counties = list(County.objects.filter(province=province, until__isnull=True))
    names = matching.names_of_counties(province, [(one.code, one.name, one.name_en) for one in counties])
    sought = [Sought(one.code, names[one.code], matching.point_of(one.lon, one.lat)) for one in counties]
    return matching.match(Sought(province, (home.name, home.name_en) if home else ()), sought, shapes)


def _label(shape: Shape, place: int, matched: Matched) -> str:
    """What a person recognises the outline by: its name in the file, or any words the file says of it."""
    fields = [matched.name_field, *shape.labels]
    words = [label for field in fields if (label := shape.labels.get(field, "")) and not label.isdigit()]
    return words[0] if words else f"#{place + 1}"


def _found_by(county: str, matched: Matched) -> str:
    if not county:
        return ""
    return CountyOutline.FoundBy.CODE if county in matched.by_code else CountyOutline.FoundBy.NAME


def _pair(held: BoundaryFile, chosen: Mapping[str, int]) -> None:
    """Give outlines to counties as a person has chosen; every other outline of the file belongs to none."""
    known = set(County.objects.filter(province=held.province, until__isnull=True).values_list("code", flat=True))
    outlines = {one.pk: one for one in held.outlines.all()}
    wanted: dict[int, str] = {}
    for code, pk in chosen.items():
        if code not in known or pk not in outlines:
            raise OutlinesNotThere()
        if pk in wanted:
            raise OutlineChosenTwice(outline=outlines[pk].label)
        wanted[pk] = code
    changed = [one for one in outlines.values() if one.county != wanted.get(one.pk, "")]
    CountyOutline.objects.filter(pk__in=[one.pk for one in changed]).update(county="", found_by="")
    for one in changed:
        one.county = wanted.get(one.pk, "")
        one.found_by = CountyOutline.FoundBy.HAND if one.county else ""
    CountyOutline.objects.bulk_update(changed, ["county", "found_by"])


def _record(verb: str, actor: Actor, day: datetime.date, file: BoundaryFile, details: Mapping[str, object]) -> int:
    return record(
        f"setup.{verb}", actor=replace(actor, fiscal_year=EVERY_YEAR), day=day, basis=BASIS, subject_kind=SUBJECT,
        subject_id=file.pk, subject_title=file.name, details=dict(details),
    )  # fmt: skip
