"""The verbs of the room: write a version, save its text, take one over, and the steps of its table."""

from __future__ import annotations

import datetime
import re
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from hamtaraz.directives.models import DirectiveVersion, digest_of
from hamtaraz.directives.reading import as_kept, top_of
from hamtaraz.directives.refusals import KeyDiffers, KeyUnfit, NotShipped
from hamtaraz.directives.workflow import DIRECTIVE
from hamtaraz.kernel import jalali
from hamtaraz.kernel.refusals import NotYours, Refused
from hamtaraz.kernel.text import clean
from hamtaraz.law.directive import read
from hamtaraz.law.shipped import shipped
from hamtaraz.people.actors import Actor
from hamtaraz.people.roles import Role
from hamtaraz.trail.record import record
from hamtaraz.workflow import walker
from hamtaraz.workflow.refusals import NotFromHere

EXPERT = Role.CONSOLIDATION_EXPERT
BASIS = "S0-12"
KEY = re.compile(r"[a-z0-9][a-z0-9-]*")
LONGEST_KEY, LONGEST_HEADING = 64, 300


def write_version(
    actor: Actor,
    day: datetime.date,
    text: str,
    based_on: DirectiveVersion | None = None,
    *,
    verb: str = "write",
) -> DirectiveVersion:
    """Begin a draft from `text`: the next version of its key, or of the directive it is `based_on`.

    The text may still have faults, but it must be TOML with a key and a title. Refuses `NotYours` to all but an expert
    of the Consolidation group, what the law says of a text that is no TOML, `KeyUnfit`, `KeyDiffers`, `TextTooLong`.
    """
    if actor.role != EXPERT:
        raise NotYours()
    kept = as_kept(text)
    top = top_of(kept)
    if not top:
        read(kept)  # refuses, and says where
    key = _key_of(top)
    if based_on is not None and key != based_on.key:
        raise KeyDiffers(found=key, expected=based_on.key)
    version = DirectiveVersion(
        province=actor.province, fiscal_year=actor.fiscal_year, key=key, author_id=actor.person_id,
        based_on=based_on, written_on=day,
    )  # fmt: skip
    _keep(version, kept, top)
    with transaction.atomic():
        version.number = _next_number(actor.province, key)
        return walker.begin(version, verb, actor=actor, day=day, basis=BASIS).subject


def take_over(actor: Actor, day: datetime.date, key: str) -> DirectiveVersion:
    """Begin a draft from the directive of `key` that comes with Hamtaraz; refuses `NotShipped` and what writing does."""
    texts = shipped()
    if key not in texts:
        raise NotShipped(name=key)
    return write_version(actor, day, texts[key], verb="take_over")


def save_text(
    version: DirectiveVersion, actor: Actor, day: datetime.date, text: str, seen_version: int | None = None
) -> DirectiveVersion:
    """Put `text` in the place of a draft's text, faults and all.

    Refuses `ChangedMeanwhile`, `NotYours`, `NotFromHere` once it is submitted, `KeyDiffers`, `TextTooLong`.
    """
    kept = as_kept(text)
    top = top_of(kept)
    with transaction.atomic():
        locked = walker.lock(version, actor=actor, seen_version=seen_version)
        if not walker.holds(EXPERT, locked, actor):
            raise NotYours()
        if locked.state != "draft":
            raise NotFromHere(state=DIRECTIVE.state(locked.state).label)
        if top and top.get("key") != locked.key:
            raise KeyDiffers(found=str(top.get("key", "")), expected=locked.key)
        before = locked.digest
        _keep(locked, kept, top)
        locked.version += 1
        locked.save()
        record(
            "directive.change", actor=actor, day=day, basis=BASIS, subject_kind=locked.subject_kind,
            subject_id=locked.pk, subject_title=locked.title(), details={"before": before, "after": locked.digest},
        )  # fmt: skip
        return locked


def submit(
    version: DirectiveVersion, actor: Actor, day: datetime.date, seen_version: int | None = None
) -> DirectiveVersion:
    """Send a draft to the head of the group; its text never changes again. Refuses `NotReadable` and what the walker does."""
    return walker.take(version, "submit", actor=actor, day=day, seen_version=seen_version).subject


def activate(
    version: DirectiveVersion, actor: Actor, day: datetime.date, seen_version: int | None = None
) -> DirectiveVersion:
    """Bring a submitted version into force and replace the one before it, as head of the group or as deputy.

    Its examples are run now and kept in the act. Refuses `SameHand` to whoever wrote it (INV-06), `NoExample`,
    `ExampleFails`, `NotYetInForce`, and what the walker does.
    """
    verb = "activate_as_deputy" if actor.role == Role.BUDGET_DEPUTY else "activate"
    return walker.take(version, verb, actor=actor, day=day, seen_version=seen_version).subject


def withdraw(
    version: DirectiveVersion, actor: Actor, day: datetime.date, reason: str, seen_version: int | None = None
) -> DirectiveVersion:
    """Take a version back before it was activated: its writer's group withdraws it, the head declines it."""
    verb = "decline" if actor.role == Role.CONSOLIDATION_HEAD else "withdraw"
    given = {"reason": reason}
    return walker.take(version, verb, actor=actor, day=day, given=given, seen_version=seen_version).subject


def _key_of(top: dict[str, Any]) -> str:
    """The key of a new directive; refuses `KeyUnfit` where it or the title is missing or not fit to be found by."""
    key, heading = top.get("key"), top.get("title")
    if not isinstance(key, str) or not KEY.fullmatch(key) or len(key) > LONGEST_KEY:
        raise KeyUnfit()
    if not isinstance(heading, str) or not clean(heading):
        raise KeyUnfit()
    return key


def _keep(version: DirectiveVersion, kept: str, top: dict[str, Any]) -> None:
    """Put a text into a version with what its top says; a text that is no TOML keeps what was said before."""
    version.text, version.digest = kept, digest_of(kept)
    if not top:
        return
    version.heading = _words(top.get("title")) or version.heading
    version.heading_en = _words(top.get("title_en"))
    version.since = _day(top.get("since"))


def _words(said: object) -> str:
    return clean(said)[:LONGEST_HEADING] if isinstance(said, str) else ""


def _day(said: object) -> datetime.date | None:
    """The Jalali day a text names, or None where what it says is none: the law's own reading tells of that fault."""
    try:
        return jalali.parse(str(said))
    except Refused:
        return None


def _next_number(province: str, key: str) -> int:
    """The next number of a key, without gaps: whoever else writes a version of it waits until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"directive/{province}/{key}"])
    last = DirectiveVersion.objects.filter(province=province, key=key).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1
