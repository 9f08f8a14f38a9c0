"""Reads the files of the room at the door."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile

from hamtaraz.directives.reading import as_kept
from hamtaraz.directives.refusals import NotAText, TextTooLong
from hamtaraz.law.format import LARGEST_TEXT

LARGEST_BYTES = 4 * LARGEST_TEXT


def text_of_file(file: UploadedFile) -> str:
    """The text of a file sent; refuses `TextTooLong`, and `NotAText` for what is not UTF-8."""
    if (file.size or 0) > LARGEST_BYTES:
        raise TextTooLong(found=file.size or 0, most=LARGEST_TEXT)
    try:
        return as_kept(file.read().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise NotAText(name=file.name or "") from None
