"""Holds a refusal to its promise: the house says no with the right reason, and the whole record is what it was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction

from hamtaraz.kernel.refusals import Refused
from hamtaraz.workflow.models import Subject
from stories.province import Province


@contextmanager
def refused(
    province: Province, reason: type[Refused], subject: Subject | None = None, verb: str = ""
) -> Iterator[None]:
    """What is done inside is refused for `reason` and changes nothing; `subject` and `verb` name the step it is about."""
    before = province.record()
    with pytest.raises(reason), transaction.atomic():
        yield
    assert province.record() == before, f"{reason.__name__}: the house said no, and something changed"
