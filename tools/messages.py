"""Keeps the translations: every room has its own `locale/fa/LC_MESSAGES/django.po`.

python tools/messages.py update [ROOM …]   collect the English of rooms, keep the Persian already there
python tools/messages.py compile           write the .mo files the program reads
python tools/messages.py check             name what is missing, doubtful, left over or broken
"""

import re
import sys
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

CHECKOUT = Path(__file__).resolve().parent.parent
PACKAGE = CHECKOUT / "src" / "hamtaraz"
PERSIAN = "fa"
KEYWORDS = {
    **dict.fromkeys(("_", "N_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]|\{(\w+)[^}]*\}")


def main(verb: str, rooms: list[str]) -> int:
    """Do one of the three verbs; the answer is the exit code."""
    if verb == "update":
        for room in rooms or all_rooms():
            update(room)
        return 0
    if verb == "compile":
        for path in sorted(PACKAGE.rglob("*.po")):
            compile_file(path)
        return 0
    if verb == "check":
        faults = [fault for room in all_rooms() for fault in faults_of(room)] + said_differently()
        for fault in faults:
            print(fault)
        return 1 if faults else 0
    print(__doc__)
    return 2


def all_rooms() -> list[str]:
    """Every room of the house."""
    return sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))


def po_file(room: str) -> Path:
    """Where a room's Persian lies."""
    return PACKAGE / room / "locale" / PERSIAN / "LC_MESSAGES" / "django.po"


def collect(room: str) -> Catalog:
    """All that a room says, in English, from its Python, its templates and the first lines of its checks."""
    templatize = template_reader()
    catalog = Catalog(locale=PERSIAN, project="Hamtaraz", charset="utf-8", fuzzy=False)
    for path in sorted((PACKAGE / room).glob("checks/*.sql")):
        sentence = path.read_text().partition("\n")[0].removeprefix("-- ")
        catalog.add(sentence, locations=[(str(path.relative_to(PACKAGE)), 0)])
    for path in sorted((PACKAGE / room).rglob("*")):
        if "tests" in path.parts or path.suffix not in {".py", ".html", ".txt"}:
            continue
        source = path.read_text()
        if path.suffix != ".py":
            # What remains of a template reads as Python, but for its indentation.
            source = "\n".join(map(str.lstrip, templatize(source, origin=str(path)).split("\n")))
        for _, message, comments, context in extract("python", BytesIO(source.encode()), KEYWORDS, ["Translators:"]):
            place = str(path.relative_to(PACKAGE))
            catalog.add(message, locations=[(place, 0)], auto_comments=comments, context=context)
    return catalog


def update(room: str) -> None:
    """Write a room's file anew: its English sorted, the Persian kept where the English has the same forms."""
    path = po_file(room)
    wanted = collect(room)
    kept = read(path)
    if not list(wanted):
        return
    for message in wanted:
        known = kept.get(message.id, message.context) if message.id else None
        if known and known.pluralizable == message.pluralizable:
            message.string = known.string
            message.flags |= known.flags & {"fuzzy"}
    path.parent.mkdir(parents=True, exist_ok=True)
    written = BytesIO()
    write_po(written, wanted, width=100, sort_output=True, include_lineno=False, omit_header=False)
    # The date and the tool's version in the header would change at every run.
    text = re.sub(
        r'^"(POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By'
        r"|Report-Msgid-Bugs-To): .*\n",
        "",
        written.getvalue().decode(),
        flags=re.MULTILINE,
    )
    replace(path, re.sub(r"\A(#.*\n)+", f"# The Persian of {room}.\n", text).encode())
    missing = sum(1 for message in wanted if message.id and not is_translated(message))
    print(f"{room}: {len(wanted)} messages, {missing} to translate")


def compile_file(path: Path) -> None:
    """Write the .mo file beside a .po file."""
    written = BytesIO()
    write_mo(written, read(path))
    replace(path.with_suffix(".mo"), written.getvalue())


def replace(path: Path, content: bytes) -> None:
    """Put `content` in place of what a file says, whole or not at all."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(content)
    beside.replace(path)


def faults_of(room: str) -> list[str]:
    """What keeps a room from being complete in Persian, one line each."""
    path = po_file(room)
    wanted, written = collect(room), read(path)
    where = path.relative_to(CHECKOUT)
    faults = []
    for message in wanted:
        if not message.id:
            continue
        known = written.get(message.id, message.context)
        if known is None or not is_translated(known):
            faults.append(f"{where}: not translated: {first(message.id)!r}")
        elif known.fuzzy:
            faults.append(f"{where}: doubtful (fuzzy): {first(message.id)!r}")
        elif placeholders_differ(known):
            faults.append(f"{where}: other %(names)s than the English: {first(message.id)!r}")
    for message in [*written, *written.obsolete.values()]:
        if message.id and wanted.get(message.id, message.context) is None:
            faults.append(f"{where}: nobody says this any more: {first(message.id)!r}")
    return faults


def said_differently() -> list[str]:
    """The same English said differently in two rooms; the program would show only one of them."""
    said: dict[tuple[str | None, str], dict[str, str]] = {}
    for room in all_rooms():
        for message in read(po_file(room)):
            if message.id and is_translated(message):
                words = said.setdefault((message.context, first(message.id)), {})
                words.setdefault(str(message.string), room)
    return [
        f"{english!r} is said differently in {', '.join(words.values())}: {' / '.join(words)}"
        for (_, english), words in said.items()
        if len(words) > 1
    ]


def read(path: Path) -> Catalog:
    """The catalogue of a file; an empty one where there is none."""
    if not path.exists():
        return Catalog(locale=PERSIAN)
    with path.open("rb") as file:
        return read_po(file, locale=PERSIAN, abort_invalid=True)


def is_translated(message: Message) -> bool:
    """Whether every form has words."""
    forms = message.string if isinstance(message.string, list | tuple) else [message.string]
    return bool(forms) and all(forms)


def placeholders_differ(message: Message) -> bool:
    """Whether some form names other placeholders than the English."""
    ids = message.id if isinstance(message.id, list | tuple) else [message.id]
    strings = message.string if isinstance(message.string, list | tuple) else [message.string]
    allowed = set().union(*map(names_in, ids))
    needed = set.intersection(*map(names_in, ids))
    return any(not needed <= names_in(string) <= allowed for string in strings)


def names_in(text: str | None) -> set[str]:
    """The placeholders of a text."""
    return {percent or brace for percent, brace in PLACEHOLDER.findall(text or "")}


def first(message_id: str | Sequence[str]) -> str:
    """The text to show for a message that may have a plural."""
    return message_id if isinstance(message_id, str) else message_id[0]


def template_reader():  # type: ignore[no-untyped-def]  # Django's function has no types
    """Django's way of turning a template into Python that names its messages."""
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure(USE_I18N=True)
    return templatize


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "", sys.argv[2:]))
