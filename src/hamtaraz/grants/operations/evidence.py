"""Adds photos and documents of a work, each with place and day."""

from __future__ import annotations

import datetime
import io
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from hamtaraz.grants.models import PHOTOS, Evidence, Recipient
from hamtaraz.grants.refusals.evidence import NotAPhoto, PhotoAhead, PlaceHalfSaid
from hamtaraz.kernel import text
from hamtaraz.kernel.refusals import Missing
from hamtaraz.letters.operations import attach
from hamtaraz.people.actors import Actor
from hamtaraz.workflow.models import Subject

MOST_PIXELS = 80_000_000
"""More than any camera in use makes; what claims more is not opened."""
PICTURES = ("JPEG", "PNG")


def add_evidence(
    subject: Subject,
    actor: Actor,
    day: datetime.date,
    *,
    moment: str,
    taken_on: datetime.date,
    place: str,
    name: str,
    content: bytes,
    latitude: Decimal | None = None,
    longitude: Decimal | None = None,
) -> Evidence:
    """Keep a photo or document about a subject that has a `recipient`; who may add is said by the verb that calls.

    `taken_on` and `place` are where and when it was taken, latitude and longitude in degrees. Refuses `Missing`,
    `PhotoAhead`, `PlaceHalfSaid`, `NotAPhoto`, and what the house refuses of files (S4-051).
    """
    recipient: Recipient = subject.recipient  # type: ignore[attr-defined]
    said = text.clean(place)
    if not said:
        raise Missing(field=_("Where it was"))
    if taken_on > day:
        raise PhotoAhead(taken_on=taken_on)
    _on_the_earth(latitude, longitude)
    if moment in PHOTOS:
        _is_a_photo(name, content)
    with transaction.atomic():
        kept = attach(
            actor=actor, day=day, about_kind=subject.subject_kind, about_id=subject.pk, about_title=subject.title(),
            name=name, content=content,
        )  # fmt: skip
        return Evidence.objects.create(
            province=recipient.province, about_kind=subject.subject_kind, about_id=subject.pk, recipient=recipient,
            moment=moment, taken_on=taken_on, place=said, latitude=latitude, longitude=longitude, attachment=kept,
        )  # fmt: skip


def _on_the_earth(latitude: Decimal | None, longitude: Decimal | None) -> None:
    if latitude is None and longitude is None:
        return
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        raise PlaceHalfSaid(latitude=latitude, longitude=longitude)


def _is_a_photo(name: str, content: bytes) -> None:
    """Open the picture's frame and read it through, so that a false ending or a cut file is found at the door."""
    try:
        with Image.open(io.BytesIO(content), formats=PICTURES) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise NotAPhoto(name=name)
            picture.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as fault:
        raise NotAPhoto(name=name) from fault
