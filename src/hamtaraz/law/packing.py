"""Packs files into one .zip whose bytes follow from the files alone: no clock, no compression that differs by machine."""

import io
import zipfile
from collections.abc import Mapping

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment a zip can tell; every file in ours is of then."""


def pack(files: Mapping[str, bytes]) -> bytes:
    """One .zip of `files` by their names, in the order given; the same files give the same bytes on every machine."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as into:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            into.writestr(entry, content)
    return packed.getvalue()


def pack_again(content: bytes) -> bytes:
    """The same .zip, such as a workbook, in the one form `pack` gives it."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return pack({name: packed.read(name) for name in packed.namelist()})
