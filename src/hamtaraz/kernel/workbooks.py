"""Opens a workbook somebody sent: measures it before it unfolds, and reads nothing it has not looked at."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from posixpath import join, normpath
from typing import Any
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook

from hamtaraz.kernel.refusals import N_, Refused

LARGEST_BYTES = 10 * 1024 * 1024
LARGEST_UNFOLDED_BYTES = 120 * 1024 * 1024
MOST_PARTS = 500
MOST_ROWS, MOST_COLUMNS = 20_000, 100
MOST_LETTERS = 300_000_000
TEXT_STAYS_TEXT = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""How xlsxwriter makes every workbook of the house: what somebody typed never runs where it is opened."""
WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_MACROS = ("vbaproject", "macrosheets", "activex")


class WorkbookTooLarge(Refused):
    """The file, or what it unfolds to, is larger than the house reads."""

    key = "workbooks.too_large"
    sentence = N_("The file is too large: at most 10 megabytes are read.")
    remedy = N_("Delete what lies beside the table, or split it into several files.")


class NotAWorkbook(Refused):
    """The bytes are not those of an unlocked .xlsx workbook."""

    key = "workbooks.not_a_workbook"
    sentence = N_("“%(name)s” is not an Excel file (.xlsx) that can be read.")
    remedy = N_("Save it in Excel as “Excel Workbook (.xlsx)”, without a password, and send it again.")


class HoldsMacros(Refused):
    """A workbook with programs in it is not opened."""

    key = "workbooks.holds_macros"
    sentence = N_("“%(name)s” holds macros.")
    remedy = N_("Save it as “Excel Workbook (.xlsx)”, which holds no macros, and send it again.")


class TooManyRows(Refused):
    """A sheet reaches further than the house reads at once."""

    key = "workbooks.too_many_rows"
    sentence = N_("The file reaches to cell %(cell)s; a sheet may have %(most)s rows and 100 columns.")
    remedy = N_("Split the rows into several files, and delete what lies far away from the table.")


class TooMuchText(Refused):
    """The cells together hold more text than a table of titles can."""

    key = "workbooks.too_much_text"
    sentence = N_("The cells of the file hold too much text.")
    remedy = N_("Keep the long texts out of the table; a title has at most 300 letters.")


def letters(column: int) -> str:
    """The letters of a column, counted from 1: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def address(row: int, column: int) -> str:
    """A cell as a person names it: row 17, column 4 is D17."""
    return f"{letters(column)}{row}"


@dataclass
class Markup:
    """What a sheet's XML says beside its values; rows and columns count from 1."""

    formulas: set[tuple[int, int]] = field(default_factory=set)
    errors: set[tuple[int, int]] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


@dataclass
class Grid(Markup):
    """A sheet: its cells as Python values (`rows[0]` is row 1), its markup, and whether it is hidden itself."""

    rows: list[list[Any]] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    hidden: bool = False


@dataclass
class Opened:
    """A workbook that was looked through; sheets are read one by one, by name."""

    name: str
    book: CalamineWorkbook
    markup: dict[str, Markup]
    hidden: set[str]

    @property
    def sheet_names(self) -> list[str]:
        """The names of the sheets, in their order."""
        return list(self.book.sheet_names)

    def grid(self, sheet: str) -> Grid:
        """Read one sheet; refuses `NotAWorkbook` where it cannot be read after all."""
        try:
            found = self.book.get_sheet_by_name(sheet)
            merged = found.merged_cell_ranges or []
            rows = found.to_python(skip_empty_area=False)
        except CalamineError as reason:
            raise NotAWorkbook(name=self.name) from reason
        markup = self.markup.get(sheet, Markup())
        return Grid(
            **vars(markup),
            rows=rows,
            merged=[f"{address(a + 1, b + 1)}:{address(c + 1, d + 1)}" for (a, b), (c, d) in merged],
            hidden=sheet in self.hidden,
        )


def open_workbook(name: str, content: bytes, *, most_rows: int = MOST_ROWS) -> Opened:
    """Open an .xlsx file; refuses `WorkbookTooLarge`, `NotAWorkbook`, `HoldsMacros`, `TooManyRows`, `TooMuchText`.

    A sheet holds a row of headings and at most `most_rows` more. Sizes are measured while unfolding, not believed. The reader is given a workbook made of the parts that were
    looked at and of nothing else, so a file cannot show one thing to the check and another to the reader.
    """
    if len(content) > LARGEST_BYTES:
        raise WorkbookTooLarge()
    parts = _unfold(name, content)
    looked = {path: _look(name, xml, most_rows) for path, xml in parts.items()}
    seen = {path: look for path, look in looked.items() if look is not None}
    if WORKBOOK not in seen or RELATIONS not in seen:
        raise NotAWorkbook(name=name)
    if any(look.macros for look in seen.values()):
        raise HoldsMacros(name=name)
    letters_in_all = sum(look.shared_cells for look in seen.values()) * max(look.longest for look in seen.values())
    if letters_in_all > MOST_LETTERS:
        raise TooMuchText()
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(_fold({path: parts[path] for path in seen})))
    except CalamineError as reason:
        raise NotAWorkbook(name=name) from reason
    targets = {identity: normpath(join("xl", to)).lstrip("/") for identity, to in seen[RELATIONS].relations.items()}
    sheets = seen[WORKBOOK].sheets
    found = {sheet: seen[targets[rel]] for sheet, rel in sheets.items() if targets.get(rel) in seen}
    return Opened(name, book, {sheet: look.markup for sheet, look in found.items()}, seen[WORKBOOK].hidden_sheets)


def _unfold(name: str, content: bytes) -> dict[str, bytes]:
    """Every part of the file, never more than the limit in all, whatever the file says of its sizes."""
    parts: dict[str, bytes] = {}
    left = LARGEST_UNFOLDED_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            infos = packed.infolist()
            if len(infos) > MOST_PARTS or len({info.filename.lower() for info in infos}) < len(infos):
                raise NotAWorkbook(name=name)
            if sum(info.file_size for info in infos) > left:
                raise WorkbookTooLarge()
            for info in infos:
                if any(word in info.filename.lower() for word in _MACROS):
                    raise HoldsMacros(name=name)
                with packed.open(info) as part:
                    parts[info.filename] = part.read(left + 1)
                left -= len(parts[info.filename])
                if left < 0:
                    raise WorkbookTooLarge()
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as reason:
        raise NotAWorkbook(name=name) from reason
    return parts


def _fold(parts: dict[str, bytes]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_STORED) as packed:
        for path, xml in parts.items():
            packed.writestr(path, xml)
    return kept.getvalue()


def _look(name: str, xml: bytes, most_rows: int) -> Look | None:
    """Look through one part; None where it is not XML (a picture, printer settings) and so is left out."""
    look = Look(most_rows)
    try:
        look.parser.Parse(xml, True)
    except expat.ExpatError:
        return None
    except _Foreign as reason:
        raise NotAWorkbook(name=name) from reason
    return look


class _Foreign(Exception):
    """The part declares what no spreadsheet writes: a document type, entities, another encoding."""


class Look:
    """Walks the XML of one part and notes what matters: how far it reaches, formulas, errors, what is hidden."""

    def __init__(self, most_rows: int) -> None:
        self.most_rows = most_rows
        self.markup = Markup()
        self.sheets: dict[str, str] = {}
        self.hidden_sheets: set[str] = set()
        self.relations: dict[str, str] = {}
        self.macros = False
        self.longest = self.shared_cells = 0
        self._row = self._column = self._length = 0
        self._type = ""
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.StartDoctypeDeclHandler = self._foreign
        self.parser.EntityDeclHandler = self._foreign
        self.parser.XmlDeclHandler = self._declared

    def _foreign(self, *_told: object) -> None:
        raise _Foreign

    def _declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if (encoding or "utf-8").lower() not in ("utf-8", "us-ascii"):
            raise _Foreign

    def _start(self, name: str, says: dict[str, str]) -> None:
        if ":" in name:
            name = name.rpartition(":")[2]
        if name == "c":
            self._column += 1
            self._type = says.get("t", "")
            if place := says.get("r"):
                self._row, self._column = _place(place)
        elif name in ("v", "is", "f"):
            self._content(name)
        elif name == "row":
            self._row, self._column = _number(says.get("r")) or self._row + 1, 0
            if says.get("hidden") in ("1", "true"):
                self.markup.hidden_rows.add(self._row)
        elif name in _ELSEWHERE:
            _ELSEWHERE[name](self, says)

    def _content(self, name: str) -> None:
        """A cell that holds something: it must lie within what is read."""
        if self._row > self.most_rows + 1 or self._column > MOST_COLUMNS:
            raise TooManyRows(cell=address(self._row, self._column), most=self.most_rows)
        if name == "f":
            self.markup.formulas.add((self._row, self._column))
        elif self._type == "e":
            self.markup.errors.add((self._row, self._column))
        elif self._type == "s":
            self.shared_cells += 1

    def _col(self, says: dict[str, str]) -> None:
        if says.get("hidden") in ("1", "true"):
            first, last = _number(says.get("min")), min(_number(says.get("max")), MOST_COLUMNS)
            self.markup.hidden_columns.update(range(first, last + 1))

    def _sheet(self, says: dict[str, str]) -> None:
        rel = next((value for key, value in says.items() if key.rpartition(":")[2] == "id"), "")
        self.sheets[says.get("name", "")] = rel
        if says.get("state", "visible") != "visible":
            self.hidden_sheets.add(says.get("name", ""))

    def _relation(self, says: dict[str, str]) -> None:
        self.relations[says.get("Id", "")] = says.get("Target", "")

    def _content_type(self, says: dict[str, str]) -> None:
        self.macros |= "macro" in says.get("ContentType", "").lower()

    def _shared_strings(self, _says: dict[str, str]) -> None:
        self.parser.CharacterDataHandler = self._text

    def _shared_string(self, _says: dict[str, str]) -> None:
        self._length = 0

    def _text(self, words: str) -> None:
        self._length += len(words)
        self.longest = max(self.longest, self._length)


_ELSEWHERE = {
    "col": Look._col, "sheet": Look._sheet, "Relationship": Look._relation, "Override": Look._content_type,
    "Default": Look._content_type, "sst": Look._shared_strings, "si": Look._shared_string,
}  # fmt: skip


def _place(place: str) -> tuple[int, int]:
    found = _ADDRESS.fullmatch(place)
    if not found:
        raise _Foreign
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def _number(digits: str | None) -> int:
    if digits is None:
        return 0
    if not (digits.isascii() and digits.isdigit() and len(digits) < 9):
        raise _Foreign
    return int(digits)
