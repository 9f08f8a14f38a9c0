"""Takes workbooks in: keeps one while it is looked at, records it whole, or discards it."""

from __future__ import annotations

import datetime
import hashlib

from django.db import transaction

from hamtaraz.intake.checking import Plan, check
from hamtaraz.intake.kinds import KINDS
from hamtaraz.intake.models import Upload, UploadState
from hamtaraz.intake.refusals import Expired, HasFaults, NothingToRecord, NotWaiting
from hamtaraz.intake.sheet import Kind
from hamtaraz.kernel import text
from hamtaraz.kernel.refusals import ChangedMeanwhile, NotYours
from hamtaraz.letters.operations import attach
from hamtaraz.people.actors import Actor
from hamtaraz.trail.record import record

WAITS_DAYS = 3
SUBJECT = "intake.upload"


def look_at(kind: Kind, *, actor: Actor, day: datetime.date, name: str, content: bytes) -> Plan:
    """What recording this workbook on `day` would do, without keeping anything; refuses `NotYours` and what is no such workbook."""
    if actor.role not in kind.roles:
        raise NotYours()
    return check(kind, KINDS, kind.desk(actor, day), name, content)


def take_in(kind: Kind, *, actor: Actor, day: datetime.date, name: str, content: bytes) -> Upload:
    """Keep a workbook while somebody looks at it; refuses what `look_at` refuses, and then keeps nothing.

    Workbooks that have waited too long are discarded on the way.
    """
    name = text.clean(name)[-160:] or "workbook.xlsx"
    look_at(kind, actor=actor, day=day, name=name, content=content)
    too_old = day - datetime.timedelta(days=WAITS_DAYS)
    with transaction.atomic():
        Upload.objects.filter(province=actor.province, state=UploadState.WAITING, sent_on__lt=too_old).update(
            state=UploadState.DISCARDED, content=b"", settled_on=day
        )
        return Upload.objects.create(
            province=actor.province, fiscal_year=actor.fiscal_year, kind=kind.key, name=name,
            sha256=hashlib.sha256(content).hexdigest(), size=len(content), content=content,
            sent_by=actor.person_name, sent_on=day,
        )  # fmt: skip


def plan_of(upload: Upload, *, actor: Actor, day: datetime.date) -> Plan:
    """What recording a waiting workbook would do now, computed from its bytes."""
    return look_at(KINDS[upload.kind], actor=actor, day=day, name=upload.name, content=bytes(upload.content))


def record_upload(upload: Upload, *, actor: Actor, day: datetime.date, seen: str | None = None) -> Upload:
    """Record every row of a waiting workbook in one transaction, or nothing of it; the file stays as an attachment.

    `seen` is the digest of the plan the person looked at. Refuses `NotYours`, `NotWaiting`, `Expired`, `HasFaults`,
    `NothingToRecord`, `ChangedMeanwhile` where the house has moved on since, and what the rooms refuse.
    """
    with transaction.atomic():
        held = _held(upload, actor)
        if (day - held.sent_on).days > WAITS_DAYS:
            raise Expired(since_on=held.sent_on)
        plan = plan_of(held, actor=actor, day=day)
        if plan.faults:
            raise HasFaults(count=len(plan.faults))
        if not plan.to_record:
            raise NothingToRecord()
        if seen is not None and seen != plan.digest():
            raise ChangedMeanwhile()
        plan.kind.write(actor, day, plan)
        _settle(held, plan, actor, day)
    return held


def _settle(held: Upload, plan: Plan, actor: Actor, day: datetime.date) -> None:
    """The act of recording, with the hash of the file and its counts; the file becomes an attachment."""
    held.rows_new, held.rows_changed, held.rows_same = plan.count("new"), plan.count("changed"), plan.count("same")
    held.act = record(
        "intake.record",
        actor=actor,
        day=day,
        basis=plan.kind.basis,
        subject_kind=SUBJECT,
        subject_id=held.pk,
        subject_title=held.name,
        details={"kind": held.kind, "sha256": held.sha256, "rows": plan.counts},
    )
    attach(
        actor=actor, day=day, about_kind=SUBJECT, about_id=held.pk, about_title=held.name,
        name=held.name if held.name.lower().endswith(".xlsx") else f"{held.name[-155:]}.xlsx",
        content=bytes(held.content),
    )  # fmt: skip
    held.state, held.content, held.settled_on = UploadState.RECORDED, b"", day
    held.save()


def discard_upload(upload: Upload, *, actor: Actor, day: datetime.date) -> Upload:
    """Forget a waiting workbook; refuses `NotYours`, `NotWaiting`."""
    with transaction.atomic():
        held = _held(upload, actor)
        held.state, held.content, held.settled_on = UploadState.DISCARDED, b"", day
        held.save()
    return held


def _held(upload: Upload, actor: Actor) -> Upload:
    """The row, locked: one this actor may see, and still waiting."""
    held = Upload.visible_to(actor).select_for_update().filter(pk=upload.pk).first()
    if held is None:
        raise NotYours()
    if held.state != UploadState.WAITING:
        raise NotWaiting()
    return held
