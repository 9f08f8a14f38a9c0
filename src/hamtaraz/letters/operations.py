"""Numbers letters, registers them, and keeps attached files."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence

from django.db import connection

from hamtaraz.kernel import text
from hamtaraz.letters.files import check_file
from hamtaraz.letters.models import Attachment, Letter
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Organisation
from hamtaraz.trail.record import record


def next_number(province: str, fiscal_year: int, series: str) -> int:
    """The next number of a series, without gaps: the register stays locked until the transaction ends."""
    assert connection.in_atomic_block, "a number is taken in the transaction that uses it"
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO letters_register (province, fiscal_year, series, last) VALUES (%s, %s, %s, 1)
               ON CONFLICT (province, fiscal_year, series) DO UPDATE SET last = letters_register.last + 1
               RETURNING last""",
            [province, fiscal_year, series],
        )
        (number,) = cursor.fetchone()
    return int(number)


def register_letter(
    *,
    actor: Actor,
    act: int,
    day: datetime.date,
    kind: str,
    number: str,
    subject: str,
    sender_id: int,
    receivers: Sequence[Organisation] = (),
    body: str = "",
    about: tuple[str, int, str] = ("", 0, ""),
) -> Letter:
    """Enter a letter in the year's register; `about` is the kind, number and page of what it tells of."""
    about_kind, about_id, about_url = about
    letter = Letter.objects.create(
        province=actor.province,
        fiscal_year=actor.fiscal_year,
        kind=kind,
        number=number,
        day=day,
        subject=text.clean(subject),
        body=text.clean_lines(body),
        sender_id=sender_id,
        about_kind=about_kind,
        about_id=about_id or None,
        about_url=about_url,
        act=act,
        search_key=text.search_key(f"{number} {subject}"),
    )
    letter.receivers.set(receivers)
    return letter


def attach(
    *,
    actor: Actor,
    day: datetime.date,
    about_kind: str,
    about_id: int,
    about_title: str,
    name: str,
    content: bytes,
) -> Attachment:
    """Keep a file beside a decision, with its act; refuses what `check_file` refuses (kind, size, a false ending)."""
    media_type = check_file(name, content)
    act = record(
        "letters.attach",
        actor=actor,
        day=day,
        basis="S0-44",
        subject_kind=about_kind,
        subject_id=about_id,
        subject_title=about_title,
        details={"file": name, "sha256": hashlib.sha256(content).hexdigest()},
    )
    return Attachment.objects.create(
        province=actor.province,
        about_kind=about_kind,
        about_id=about_id,
        name=text.clean(name),
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        act=act,
    )
