"""Every Excel file of the room is made in one way: in Persian, what somebody typed stays text."""

from __future__ import annotations

import io
from collections.abc import Callable

from django.utils import translation
from xlsxwriter.workbook import Workbook

from hamtaraz.kernel.workbooks import TEXT_STAYS_TEXT


def workbook_of(write: Callable[[Workbook], None]) -> bytes:
    """The bytes of the file that `write` fills."""
    memory = io.BytesIO()
    book = Workbook(memory, TEXT_STAYS_TEXT)
    with translation.override("fa"):
        write(book)
    book.close()
    return memory.getvalue()
