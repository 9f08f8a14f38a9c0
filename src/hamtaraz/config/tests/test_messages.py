"""Translations are kept: a file is written whole or left as it was, whatever became of the English."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools import messages

PERSIAN = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "Kept"
msgstr "ماندنی"

msgid "one row"
msgid_plural "%(rows)s rows"
msgstr[0] "یک سطر"
msgstr[1] "%(rows)s سطر"
"""


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A room of one module, whose Persian was written for other English."""
    monkeypatch.setattr(messages, "PACKAGE", tmp_path)
    written = tmp_path / "parlour" / "locale" / "fa" / "LC_MESSAGES" / "django.po"
    written.parent.mkdir(parents=True)
    written.write_text(PERSIAN)
    return written


def test_a_plural_that_turned_singular_is_to_be_translated_and_the_rest_is_kept(room: Path) -> None:
    (room.parents[2] / "words.py").write_text('_("Kept")\n_("one row")\n')
    messages.update("parlour")
    now = messages.read(room)
    assert str(now["Kept"].string) == "ماندنی"
    assert now["one row"].string == ""


def test_a_singular_that_turned_plural_is_to_be_translated_and_the_rest_is_kept(room: Path) -> None:
    (room.parents[2] / "words.py").write_text('_("one row")\nngettext("Kept", "Kept all", 2)\n')
    messages.update("parlour")
    assert not messages.is_translated(messages.read(room)["Kept"])


def test_a_file_that_cannot_be_written_is_left_as_it_was(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (room.parents[2] / "words.py").write_text('_("Kept")\n')

    def breaks(file: object, *_given: object, **_named: object) -> None:
        file.write(b"half")  # type: ignore[attr-defined]
        raise OSError("the disk is full")

    monkeypatch.setattr(messages, "write_po", breaks)
    with pytest.raises(OSError, match="full"):
        messages.update("parlour")
    assert room.read_text() == PERSIAN
