"""Looks at a file before the house takes it in: its size, and whether it is what its name says."""

from __future__ import annotations

from pathlib import PurePath

from hamtaraz.kernel.refusals import N_, Refused

LARGEST_BYTES = 10 * 1024 * 1024
SIGNATURES: dict[str, tuple[str, bytes]] = {
    ".pdf": ("application/pdf", b"%PDF-"),
    ".png": ("image/png", b"\x89PNG\r\n\x1a\n"),
    ".jpg": ("image/jpeg", b"\xff\xd8\xff"),
    ".jpeg": ("image/jpeg", b"\xff\xd8\xff"),
    ".xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK\x03\x04"),
    ".docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK\x03\x04"),
}


class FileTooLarge(Refused):
    """The file is larger than the house keeps."""

    key = "letters.file_too_large"
    sentence = N_("“%(name)s” is larger than 10 megabytes.")
    remedy = N_("Scan it at a lower resolution, or split it into parts.")


class FileNotAccepted(Refused):
    """The file's kind is not accepted, or its content is not what its name says."""

    key = "letters.file_not_accepted"
    sentence = N_("“%(name)s” is not a PDF, PNG, JPEG, Excel or Word file.")
    remedy = N_("Save it in one of these formats and attach it again.")


def check_file(name: str, content: bytes) -> str:
    """The media type of an acceptable file; refuses `FileTooLarge`, `FileNotAccepted`."""
    if len(content) > LARGEST_BYTES:
        raise FileTooLarge(name=name)
    known = SIGNATURES.get(PurePath(name).suffix.lower())
    if known is None or not content.startswith(known[1]):
        raise FileNotAccepted(name=name)
    return known[0]
