"""Knows which letters the font of the papers can print, so that none is ever left out of a paper in silence."""

import struct
import unicodedata
from functools import cache
from pathlib import Path

_JOINERS = "\u200c\u200d"
_BROKEN_LINE = "\n"


@cache
def covered(font: Path) -> frozenset[int]:
    """Give the code points a TrueType font has a glyph for, read from its `cmap` (formats 4 and 12)."""
    raw = font.read_bytes()
    cmap = _table(raw, b"cmap")
    found: set[int] = set()
    for at in range(struct.unpack_from(">H", raw, cmap + 2)[0]):
        start = cmap + struct.unpack_from(">I", raw, cmap + 8 + 8 * at)[0]
        layout = struct.unpack_from(">H", raw, start)[0]
        if layout == 12:
            found |= _ranges(raw, start)
        elif layout == 4:
            found |= _segments(raw, start)
    return frozenset(found)


def printable(text: str, font: Path) -> str:
    """Give `text` with every letter that would not show, or would reorder what shows, written as [U+XXXX].

    Joiners and line breaks stay. Direction controls are among the letters made visible: a title
    must not be able to turn the digits beside it around.
    """
    return "".join(_shown(letter, covered(font)) for letter in text.replace("\t", " "))


def _shown(letter: str, has: frozenset[int]) -> str:
    if letter in _JOINERS or letter == _BROKEN_LINE:
        return letter
    unseen = unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp")
    if unseen or ord(letter) not in has:
        return f"[U+{ord(letter):04X}]"
    return letter


def _table(raw: bytes, tag: bytes) -> int:
    for at in range(struct.unpack_from(">H", raw, 4)[0]):
        name, _, offset, _ = struct.unpack_from(">4sIII", raw, 12 + 16 * at)
        if name == tag:
            return int(offset)
    raise LookupError(f"the font has no {tag!r} table")


def _ranges(raw: bytes, start: int) -> set[int]:
    found: set[int] = set()
    for at in range(struct.unpack_from(">I", raw, start + 12)[0]):
        first, last, _ = struct.unpack_from(">III", raw, start + 16 + 12 * at)
        found.update(range(first, last + 1))
    return found


def _segments(raw: bytes, start: int) -> set[int]:
    doubled = struct.unpack_from(">H", raw, start + 6)[0]
    found: set[int] = set()
    for at in range(0, doubled, 2):
        last = struct.unpack_from(">H", raw, start + 14 + at)[0]
        first = struct.unpack_from(">H", raw, start + 16 + doubled + at)[0]
        found.update(range(first, last + 1))
    return found - {0xFFFF}
