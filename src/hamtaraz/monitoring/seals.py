"""Seals the book, the trail and the papers with a key kept outside the database, and finds what was changed since."""

from __future__ import annotations

import datetime
import hashlib
import hmac

from django.conf import settings
from django.db import connection, transaction

from hamtaraz.monitoring.models import Seal

PARTS = (
    "SELECT digest FROM ledger_entry WHERE recorded_at <= %s ORDER BY province, id",
    "SELECT digest FROM trail_act WHERE recorded_at <= %s ORDER BY province, id",
    """SELECT decode(p.facts_sha256 || p.pdf_sha256, 'hex') FROM documents_paper p
       JOIN trail_act a ON a.province = p.province AND a.id = p.act
       WHERE a.recorded_at <= %s ORDER BY p.province, p.id""",
)


def seal(until: datetime.datetime) -> Seal:
    """Seal all that was recorded up to `until`, an instant old enough that no transaction of before it still runs.

    Each seal also covers the one before it, so none can be taken out of the row.
    """
    digest, (entries, acts, papers) = _digest(until)
    with transaction.atomic():
        before = Seal.objects.select_for_update().order_by("-id").first()
        mac = _mac(before.mac if before else "", until, digest)
        return Seal.objects.create(until=until, entries=entries, acts=acts, papers=papers, digest=digest, mac=mac)


def broken_seals() -> list[str]:
    """The seals that no longer hold, in words: something before them was changed, removed or slipped in."""
    faults, before = [], ""
    for kept in Seal.objects.order_by("id"):
        digest, counts = _digest(kept.until)
        if kept.digest != digest:
            now = "entries {}, acts {}, papers {}".format(*counts)
            then = f"entries {kept.entries}, acts {kept.acts}, papers {kept.papers}"
            faults.append(f"seal {kept.pk}: what was sealed has been changed (sealed: {then}; now: {now})")
        if not hmac.compare_digest(kept.mac, _mac(before, kept.until, kept.digest)):
            faults.append(f"seal {kept.pk}: it is not of this installation's key, or one before it is missing")
        before = kept.mac
    return faults


def _digest(until: datetime.datetime) -> tuple[str, tuple[int, int, int]]:
    """The hash over the digests of everything recorded up to `until`, and how many entries, acts and papers it is."""
    running, counts = hashlib.sha256(), [0, 0, 0]
    for part, sql in enumerate(PARTS):
        running.update(b"part %d" % part)
        with connection.cursor() as cursor:
            cursor.execute(sql, [until])
            for (digest,) in cursor:
                running.update(bytes(digest))
                counts[part] += 1
    return running.hexdigest(), (counts[0], counts[1], counts[2])


def _mac(before: str, until: datetime.datetime, digest: str) -> str:
    key = settings.SEAL_KEY.encode()
    return hmac.new(key, f"{before}|{until.isoformat()}|{digest}".encode(), "sha256").hexdigest()
