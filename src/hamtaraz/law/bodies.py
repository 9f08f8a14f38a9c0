"""The bodies money is shared among, with their figures: from a table in memory, a CSV file or an Excel sheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import islice, pairwise

from hamtaraz.kernel.refusals import N_, Refused
from hamtaraz.kernel.text import clean, digits, search_key
from hamtaraz.kernel.workbooks import MOST_COLUMNS, MOST_ROWS, TooManyRows, address, open_workbook

type Code = str
type Value = int | Fraction | str | bool | None

YES, NO = {"1", "true", "yes", "بله", "بلی", "دارد", "درست"}, {"0", "false", "no", "خیر", "نه", "ندارد", "نادرست"}
MOST_DIGITS = 18
LARGEST_FILE = 200_000_000
CODE_TITLES = ("code", "کد")
NAME_TITLES = ("name", "نام")


class FigureUnreadable(Refused):
    """A cell holds something that is not a figure of its column's kind."""

    key = "figure_unreadable"
    sentence = N_("%(place)s: “%(text)s” cannot be read as “%(column)s”.")
    remedy = N_("Write a plain number (such as 1250.5), yes or no, or leave the cell empty.")


class CodeTwice(Refused):
    """Two rows have one code."""

    key = "code_twice"
    sentence = N_("%(place)s: the code “%(code)s” stands there a second time.")
    remedy = N_("Keep one row for each code.")


class CodeMissing(Refused):
    """A row has no code, or the table has no column of codes."""

    key = "code_missing"
    sentence = N_("%(place)s: there is no code.")
    remedy = N_("Give the table a column “code”, and every row its code.")


class FileUnreadable(Refused):
    """A file is not the table it should be."""

    key = "file_unreadable"
    sentence = N_("The file cannot be read as a table.")
    remedy = N_("Save it as CSV in UTF-8, or as an Excel workbook (.xlsx), and try again.")


class ColumnMissing(Refused):
    """The directive asks for a figure and the table has no column of it."""

    key = "column_missing"
    sentence = N_("There is no column “%(column)s”, which the directive asks for.")
    remedy = N_("Add the column “%(column)s”; its heading is the name or the title the directive gives it.")


@dataclass(frozen=True)
class Bodies:
    """Codes in their order, names, and columns of figures as they were given, gaps as None."""

    codes: list[Code]
    names: Mapping[Code, str]
    columns: Mapping[str, Sequence[Value]]
    row_of: Mapping[Code, int] = field(init=False)

    def __post_init__(self) -> None:
        """Know each code's row; a code that stands twice is refused."""
        rows: dict[Code, int] = {}
        for row, code in enumerate(self.codes):
            if code in rows:
                raise CodeTwice(place=f"{row + 1}", code=code)
            rows[code] = row
        object.__setattr__(self, "row_of", rows)

    def in_order(self) -> Bodies:
        """The same bodies in the order of their codes, so that the order of rows changes no byte of a run."""
        if all(one < other for one, other in pairwise(self.codes)):
            return self
        order = sorted(range(len(self.codes)), key=self.codes.__getitem__)
        columns = {key: [column[row] for row in order] for key, column in self.columns.items()}
        return Bodies([self.codes[row] for row in order], self.names, columns)

    def called(self, row: int) -> str:
        """The name of the body of a row, or its code."""
        code = self.codes[row]
        return self.names.get(code) or code


def bodies_of(rows: Sequence[Mapping[str, object]]) -> Bodies:
    """Make bodies of rows with a `code` (or numbered from 1), perhaps a `name`, and figures by their names."""
    codes = [str(row.get("code", place)) for place, row in enumerate(rows, 1)]
    keys = sorted({key for row in rows for key in row} - {"code", "name"})
    names = {code: str(row["name"]) for code, row in zip(codes, rows, strict=True) if "name" in row}
    return Bodies(codes, names, {key: [exact(row.get(key)) for row in rows] for key in keys})


def exact(value: object) -> Value:
    """The figure that was written, exactly: a decimal as a fraction, a text as itself."""
    if value is None or isinstance(value, bool | int | Fraction):
        return value
    if isinstance(value, Decimal):
        return _whole(Fraction(value))
    if isinstance(value, str):
        return value
    raise TypeError(f"{type(value).__name__} is not a figure of a directive")


def _whole(value: Fraction) -> int | Fraction:
    return value.numerator if value.denominator == 1 else value


_PLAIN = re.compile(r"[-+]?\d+(?:\.\d+)?")


def read_number(text: str) -> int | Fraction | None:
    """Read a typed figure: Persian or Latin digits, separators of thousands, a decimal mark. None if it is none."""
    plain = digits(clean(text)).replace("٬", "").replace("٫", ".").replace(" ", "").replace("−", "-")
    plain = re.sub(r",(?=\d{3}(?:\D|$))", "", plain)
    if plain.startswith("(") and plain.endswith(")"):
        plain = "-" + plain[1:-1]
    if not _PLAIN.fullmatch(plain) or len(plain) > 2 * MOST_DIGITS:
        return None
    return _whole(Fraction(plain))


def read_value(text: str, kind: str, place: str, column: str) -> Value:
    """Read one cell as its column's kind; an empty one is a gap. Refuses `FigureUnreadable` with its place."""
    cleaned = clean(text)
    if not cleaned or cleaned in ("-", "–", "—"):
        return None
    if kind == "text":
        return cleaned
    if kind == "yes_no":
        word = digits(cleaned).lower()
        if word in YES or word in NO:
            return word in YES
    else:
        number = read_number(cleaned)
        if number is not None:
            return number
    raise FigureUnreadable(place=place, text=cleaned[:60], column=column)


def read_table(rows: Sequence[Sequence[str]], wanted: Mapping[str, tuple[str, str]]) -> Bodies:
    """Read rows of text, the first of them headings; `wanted` gives kind and title of each column by its name.

    Headings are names, titles, or either in other spellings; columns nobody wants are passed over. Refuses with
    the address of the cell (column letter and row, as Excel shows them).
    """
    headings = [search_key(cell) for cell in rows[0]] if rows else []
    columns = {key: _column(headings, key, title) for key, (_kind, title) in wanted.items()}
    code_column = _first(headings, CODE_TITLES)
    if code_column is None:
        raise CodeMissing(place="A1")
    name_column = _first(headings, NAME_TITLES)
    codes: list[Code] = []
    names: dict[Code, str] = {}
    found: dict[str, list[Value]] = {key: [] for key, column in columns.items() if column is not None}
    seen: set[Code] = set()
    for number, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        code = digits(clean(_cell(row, code_column)))
        if not code:
            raise CodeMissing(place=address(number, code_column + 1))
        if code in seen:
            raise CodeTwice(place=address(number, code_column + 1), code=code)
        seen.add(code)
        codes.append(code)
        if name_column is not None:
            names[code] = clean(_cell(row, name_column))
        for key, column in found.items():
            at = columns[key]
            assert at is not None
            kind, title = wanted[key]
            column.append(read_value(_cell(row, at), kind, address(number, at + 1), title or key))
    return Bodies(codes, names, found)


def _column(headings: Sequence[str], key: str, title: str) -> int | None:
    return _first(headings, (key, title) if title else (key,))


def _first(headings: Sequence[str], titles: Sequence[str]) -> int | None:
    for title in titles:
        if search_key(title) in headings:
            return headings.index(search_key(title))
    return None


def _cell(row: Sequence[str], column: int) -> str:
    return row[column] if column < len(row) else ""


def read_csv(content: bytes, wanted: Mapping[str, tuple[str, str]], *, most_rows: int = MOST_ROWS) -> Bodies:
    """Read a CSV file in UTF-8, separated by commas, semicolons or tabs; refuses `TooManyRows` beyond `most_rows`."""
    if len(content) > LARGEST_FILE:
        raise FileUnreadable()
    try:
        text = content.decode("utf-8-sig")
        first = text.split("\n", 1)[0]
        mark = max(",;\t", key=first.count)
        rows = list(islice(csv.reader(io.StringIO(text), delimiter=mark), most_rows + 2))
    except (UnicodeDecodeError, csv.Error):
        raise FileUnreadable() from None
    widest = max(map(len, rows), default=0)
    if len(rows) > most_rows + 1 or widest > MOST_COLUMNS:
        raise TooManyRows(cell=address(len(rows), widest), most=most_rows)
    return read_table(rows, wanted)


def read_xlsx(
    content: bytes, wanted: Mapping[str, tuple[str, str]], *, name: str = "", most_rows: int = MOST_ROWS
) -> Bodies:
    """Read the first sheet of an Excel workbook; whole numbers are taken as whole. Refuses as `open_workbook` does."""
    opened = open_workbook(name, content, most_rows=most_rows)
    if not opened.sheet_names:
        raise FileUnreadable()
    rows = opened.grid(opened.sheet_names[0]).rows
    return read_table([[_shown(cell) for cell in row] for row in rows], wanted)


def _shown(cell: object) -> str:
    """What a cell shows: a sheet keeps every number as a double, whose shortest spelling is what was typed."""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    text = str(cell)
    if re.fullmatch(r"-?\d+\.0", text):
        return text[:-2]
    if re.fullmatch(r"-?\d(?:\.\d+)?e[+-]?\d+", text):
        return format(Decimal(text), "f")
    return text
