"""A distribution from files, as an analyst makes one: no database, no server, the same answer on every machine."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from hamtaraz.kernel.refusals import N_, Refused
from hamtaraz.kernel.rial import Rial
from hamtaraz.law.bodies import Bodies, Code, FileUnreadable, Value, read_csv, read_xlsx
from hamtaraz.law.clauses import Day, Key
from hamtaraz.law.directive import Directive, read
from hamtaraz.law.run import Run, distribute

AMOUNTS = {
    "amount_rial": ("number", "مبلغ (ریال)"),
    "last_year": ("number", "سال گذشته (ریال)"),
    "last_year_rial": ("number", "مبلغ سال گذشته (ریال)"),
    "amount": ("number", "مبلغ"),
}
"""The headings under which last year's rials are looked for; the first is what a distribution is written with."""

MOST_BODIES = 100_000
"""The rows of a table that is read from a file: every village of the country, and room to spare."""

PERSIAN_LETTERS = str.maketrans("يىك", "ییک")
"""What an Arabic keyboard writes for ی and ک."""


class FileMissing(Refused):
    """There is no such file, or it may not be read."""

    key = "file_missing"
    sentence = N_("The file “%(file)s” cannot be opened.")
    remedy = N_("Look at its name, and whether you may read it.")


class FileKindUnknown(Refused):
    """The ending of a file's name says that it is none of the kinds that are read or written."""

    key = "file_kind_unknown"
    sentence = N_("“%(file)s” is not of a kind that is known here.")
    remedy = N_("Give a name that ends in %(kinds)s.")


class NotUtf8(Refused):
    """The text of a directive is not in UTF-8."""

    key = "not_utf8"
    sentence = N_("“%(file)s” is not a text in UTF-8.")
    remedy = N_("Save it in UTF-8 and try again.")


class TableUnreadable(FileUnreadable):
    """The file of this name is not the table it should be."""

    key = "table_unreadable"
    sentence = N_("“%(file)s” cannot be read as a table.")


class AmountsMissing(Refused):
    """The table of last year has no column of amounts."""

    key = "amounts_missing"
    sentence = N_("“%(file)s” has no column of amounts.")
    remedy = N_("Head the column of last year's rials “amount_rial”.")


class AmountNotWhole(Refused):
    """Last year's amount of a body is not a whole number of rials."""

    key = "amount_not_whole"
    sentence = N_("Last year's amount of “%(body)s” is not a whole number of rials from zero up.")
    remedy = N_("Write it in rials, without a part and without a sign.")


def distribute_file(
    directive: str | Path | Directive,
    data: str | Path,
    pool_rial: Rial,
    *,
    last_year: str | Path | None = None,
    parameters: Mapping[Key, Fraction] | None = None,
    overrides: Mapping[tuple[Code, Key], tuple[Value, str]] | None = None,
    day: Day | None = None,
) -> Run:
    """Share `pool_rial` rials among the bodies of a table as a directive says.

    `directive` is a path to its TOML text or one that was read; `data` and `last_year` are paths to a CSV file in
    UTF-8 or an Excel workbook, with a column of codes. `parameters` stand in for values of the directive,
    `overrides` put a figure with a reason in the place of what a body brought, `day` is the Jalali day whose values
    hold, «1405-01-01». Refuses, each in a sentence, what `read`, the tables and `distribute` refuse.
    """
    law = directive if isinstance(directive, Directive) else read_directive(directive)
    return distribute(
        law,
        read_bodies(law, data),
        pool_rial,
        parameters=parameters,
        last_year=read_last_year(last_year) if last_year else None,
        overrides=overrides,
        day=day,
    )


def read_directive(path: str | Path) -> Directive:
    """Read a directive from its file; refuses `NotADirective` with the place of every fault.

    Letters of an Arabic keyboard become Persian, as they do in tables: a text would never be equal otherwise.
    """
    try:
        text = _content(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotUtf8(file=str(path)) from None
    return read(text.replace("\r\n", "\n").translate(PERSIAN_LETTERS))


def read_bodies(directive: Directive, path: str | Path) -> Bodies:
    """Read the table a directive asks for, in order of code; what is wrong is refused with the address of its cell."""
    return _table(path, directive.wanted()).in_order()


def read_last_year(path: str | Path) -> dict[Code, Rial]:
    """Read last year's rials by code; a body without an amount is passed over. Reads what a distribution wrote, too."""
    bodies = _table(path, AMOUNTS)
    key = next((key for key in AMOUNTS if key in bodies.columns), None)
    if key is None:
        raise AmountsMissing(file=str(path))
    found: dict[Code, Rial] = {}
    for code, amount in zip(bodies.codes, bodies.columns[key], strict=True):
        if amount is None:
            continue
        if not isinstance(amount, int) or amount < 0:
            raise AmountNotWhole(body=bodies.names.get(code) or code)
        found[code] = amount
    return found


def _table(path: str | Path, wanted: Mapping[str, tuple[str, str]]) -> Bodies:
    ending = Path(path).suffix.lower()
    if ending not in (".csv", ".tsv", ".txt", ".xlsx"):
        raise FileKindUnknown(file=str(path), kinds=".csv, .xlsx")
    content = _content(path)
    try:
        if ending == ".xlsx":
            return read_xlsx(content, wanted, name=str(path), most_rows=MOST_BODIES)
        return read_csv(content, wanted, most_rows=MOST_BODIES)
    except FileUnreadable:
        raise TableUnreadable(file=str(path)) from None


def _content(path: str | Path) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError:
        raise FileMissing(file=str(path)) from None
