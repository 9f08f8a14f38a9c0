"""Files that hurt: each is made when the tests run, with the verdict it must get (a refusal of the file, or cells)."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from hamtaraz.intake.tests.filling import DAY, written
from hamtaraz.people.actors import Actor

type Verdict = str | frozenset[tuple[str, str]]
COUNTY = {"code": "0699", "name": "نمونه"}
PROJECT = {
    "code": "n1", "title": "احداث پل", "agency": "rmto", "programme": "4001", "county": "0601", "start_year": 1404,
    "end_year": 1406, "total_cost_rial": 1200, "execution_method": "contracted", "economic_chapter": "1",
}  # fmt: skip
LETTER = {"number": "114203", "dated_on": "1405/02/14", "source": "P", "amount_rial": 5, "subject": "ابلاغ"}
ACCEPTED: Verdict = frozenset()


@dataclass(frozen=True)
class Hostile:
    """One file: its kind, how to make it, and what must become of it."""

    name: str
    kind: str
    make: Callable[[Actor], bytes]
    verdict: Verdict


def at(cell: str, refusal: str) -> Verdict:
    """One cell is refused, and nothing else."""
    return frozenset({(cell, refusal)})


def counties(*rows: dict[str, Any], touch: Any = None) -> Callable[[Actor], bytes]:
    """A workbook of divisions with these counties."""
    return lambda actor: written("divisions", actor, {"counties": rows}, touch=touch)


def county(touch: Any = None, **cells: Any) -> Callable[[Actor], bytes]:
    """A workbook of one county, with these cells."""
    return counties({**COUNTY, **cells}, touch=touch)


def project(**cells: Any) -> Callable[[Actor], bytes]:
    """A workbook of one project, with these cells."""
    return lambda actor: written("projects", actor, {"projects": [{**PROJECT, **cells}]})


def letter(**cells: Any) -> Callable[[Actor], bytes]:
    """A workbook of one central notice, with these cells."""
    return lambda actor: written("notices", actor, {"letters": [{**LETTER, **cells}]})


def repacked(change: Callable[[dict[str, bytes]], None]) -> Callable[[Actor], bytes]:
    """A good workbook whose parts are tampered with."""

    def make(actor: Actor) -> bytes:
        with zipfile.ZipFile(io.BytesIO(county()(actor))) as packed:
            parts = {name: packed.read(name) for name in packed.namelist()}
        change(parts)
        return packed_again(parts)

    return make


def packed_again(parts: dict[str, bytes]) -> bytes:
    """The parts as a zip file."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return memory.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def in_sheet(before: bytes, after: bytes) -> Callable[[Actor], bytes]:
    """A workbook with one replacement in the XML of its first sheet."""

    def change(parts: dict[str, bytes]) -> None:
        assert before in parts[SHEET], parts[SHEET][:2000]
        parts[SHEET] = parts[SHEET].replace(before, after, 1)

    return repacked(change)


def with_part(name: str, content: bytes) -> Callable[[Actor], bytes]:
    """A workbook with a part added."""
    return repacked(lambda parts: parts.update({name: content}))


def lying_bomb(actor: Actor) -> bytes:
    """A part that unfolds to 200 megabytes and says it is small."""
    content = bytearray(with_part("xl/bomb.xml", b"<a>" + b" " * 200_000_000 + b"</a>")(actor))
    true_size, told = struct.pack("<L", 200_000_007), struct.pack("<L", 1000)
    assert true_size in content
    return bytes(content.replace(true_size, told))


def twice_in_zip(actor: Actor) -> bytes:
    """Two parts of one name: one to be checked, the other to be read."""
    memory = io.BytesIO(county()(actor))
    with zipfile.ZipFile(memory, "a") as packed, packed.open(SHEET.upper(), "w") as part:
        part.write(b"<worksheet/>")
    return memory.getvalue()


def shared_bomb(parts: dict[str, bytes]) -> None:
    """One long text that every one of many cells shows."""
    parts["xl/sharedStrings.xml"] = parts["xl/sharedStrings.xml"].replace(b"<t>", b"<t>" + b"x" * 100_000, 1)
    cells = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(3, 9000))
    parts[SHEET] = parts[SHEET].replace(b"</sheetData>", cells + b"</sheetData>")


def far_cell(address: bytes) -> Callable[[Actor], bytes]:
    """A cell with content far away, which a careless reader makes a huge table of."""
    row = address.lstrip(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return in_sheet(b"</sheetData>", b'<row r="%s"><c r="%s"><v>1</v></c></row></sheetData>' % (row, address))


def many_rows(actor: Actor) -> bytes:
    """More rows than are read at once."""
    return counties(*({"code": str(number), "name": "x"} for number in range(20_002)))(actor)


def files() -> Iterator[Hostile]:
    """Every file with its verdict."""
    yield Hostile("a good file", "divisions", county(), ACCEPTED)
    # --- what is no workbook, or hurts before it is read
    yield Hostile("nothing", "divisions", lambda actor: b"", "NotAWorkbook")
    yield Hostile("a text", "divisions", lambda actor: "کد؛ نام".encode(), "NotAWorkbook")
    yield Hostile("a PDF", "divisions", lambda actor: b"%PDF-1.7\n...", "NotAWorkbook")
    yield Hostile(
        "an old .xls", "divisions", lambda actor: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096, "NotAWorkbook"
    )
    yield Hostile("half a workbook", "divisions", lambda actor: county()(actor)[:2000], "NotAWorkbook")
    yield Hostile("another zip", "divisions", lambda actor: packed_again({"a.txt": b"x"}), "NotAWorkbook")
    yield Hostile(
        "eleven megabytes", "divisions", lambda actor: county()(actor) + b"\0" * 11_000_000, "WorkbookTooLarge"
    )
    yield Hostile(
        "a zip bomb", "divisions", with_part("xl/bomb.xml", b"<a>" + b" " * 130_000_000 + b"</a>"), "WorkbookTooLarge"
    )
    yield Hostile("a zip bomb that lies about its size", "divisions", lying_bomb, "NotAWorkbook")
    yield Hostile(
        "a thousand parts",
        "divisions",
        repacked(lambda parts: parts.update({f"xl/p{n}.xml": b"<a/>" for n in range(1000)})),
        "NotAWorkbook",
    )
    yield Hostile("one part twice", "divisions", twice_in_zip, "NotAWorkbook")
    yield Hostile("macros", "divisions", with_part("xl/vbaProject.bin", b"\xd0\xcf"), "HoldsMacros")
    yield Hostile(
        "an external entity",
        "divisions",
        in_sheet(b"<worksheet", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet'),
        "NotAWorkbook",
    )
    yield Hostile(
        "a billion laughs",
        "divisions",
        in_sheet(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><worksheet'),
        "NotAWorkbook",
    )
    yield Hostile("another encoding", "divisions", in_sheet(b'encoding="UTF-8"', b'encoding="UTF-7"'), "NotAWorkbook")
    yield Hostile("broken XML", "divisions", in_sheet(b"</sheetData>", b"</sheet"), "NotAWorkbook")
    yield Hostile("a part that is a picture", "divisions", with_part("xl/media/image1.png", b"\x89PNG\r\n"), ACCEPTED)
    yield Hostile("a cell in the last corner", "divisions", far_cell(b"XFD1048576"), "TooManyRows")
    yield Hostile("a cell in the last column", "divisions", far_cell(b"XFD3"), "TooManyRows")
    yield Hostile("a cell nowhere", "divisions", in_sheet(b'r="A2"', b'r="A-2"'), "NotAWorkbook")
    yield Hostile(
        "a row number of fifty digits",
        "divisions",
        in_sheet(b'<row r="2"', b'<row r="' + b"9" * 50 + b'"'),
        "NotAWorkbook",
    )
    yield Hostile("too many rows", "divisions", many_rows, "TooManyRows")
    yield Hostile("one long text shown a million times", "divisions", repacked(shared_bomb), "TooMuchText")
    # --- not this template
    yield Hostile(
        "a workbook of one's own",
        "divisions",
        repacked(
            lambda parts: parts.update({"xl/workbook.xml": parts["xl/workbook.xml"].replace(b"hamtaraz", b"mine")})
        ),
        "NotOurTemplate",
    )
    yield Hostile("another template", "divisions", project(), "OtherTemplate")
    yield Hostile("no rows at all", "divisions", counties(), "NothingInside")
    yield Hostile(
        "rows of spaces and marks", "divisions", counties({"code": "  ", "name": "\u200e\u200c "}), "NothingInside"
    )
    # --- cells
    yield Hostile("an empty name", "divisions", county(name=" "), at("B2", "Empty"))
    yield Hostile(
        "Arabic letters, ZWNJ, three digit scripts",
        "divisions",
        counties({"code": "۰۶۹۱", "name": "ماهشهر"}, {"code": "٠٦٩٢", "name": "كارون ي"}),
        ACCEPTED,
    )
    yield Hostile(
        "one code in two digit scripts",
        "divisions",
        counties({**COUNTY}, {"code": "۰۶۹۹", "name": "دیگر"}),
        at("A3", "TwiceInTheFile"),
    )
    yield Hostile("a bidi override in a code", "divisions", county(code="06\u202e99"), ACCEPTED)
    yield Hostile("a code with a space", "divisions", county(code="06 9"), at("A2", "CodeUnreadable"))
    yield Hostile("a code too long", "divisions", county(code="069901"), at("A2", "TextTooLong"))
    yield Hostile("a text of five thousand letters", "divisions", county(name="ا" * 5000), at("B2", "TextTooLong"))
    yield Hostile("a formula", "divisions", county(tile_row="==1+1"), at("G2", "Formula"))
    yield Hostile(
        "a formula that waits as a text", "divisions", county(name="=cmd|'/c calc'!A0"), at("B2", "LooksLikeAFormula")
    )
    yield Hostile("an at sign that waits", "divisions", county(name="@SUM(1)"), at("B2", "LooksLikeAFormula"))
    yield Hostile(
        "an error cell",
        "divisions",
        in_sheet(b"</row></sheetData>", b'<c r="G2" t="e"><v>#N/A</v></c></row></sheetData>'),
        at("G2", "SheetError"),
    )
    yield Hostile("a date where a name belongs", "divisions", county(name=DAY), at("B2", "NotText"))
    yield Hostile("a latitude of nonsense", "divisions", county(lat="north"), at("D2", "DegreeUnreadable"))
    yield Hostile("a fraction where a count belongs", "divisions", county(tile_row=1.5), at("G2", "CountUnreadable"))
    yield Hostile("1e308 where a count belongs", "divisions", county(tile_row=1e308), at("G2", "CountUnreadable"))
    yield Hostile("a number of 400 digits", "divisions", county(tile_row="9" * 400), at("G2", "CountUnreadable"))
    yield Hostile(
        "a cell without a header",
        "divisions",
        in_sheet(b"</row></sheetData>", b'<c r="J2"><v>5</v></c></row></sheetData>'),
        at("J2", "OutsideTheTable"),
    )
    yield Hostile(
        "merged cells",
        "divisions",
        county(lambda book, s: s["counties"].merge_range("A4:B5", "x")),
        frozenset({("A4:B5", "Merged"), ("B4", "Empty")}),
    )
    yield Hostile(
        "a hidden row",
        "divisions",
        county(lambda book, s: s["counties"].set_row(1, None, None, {"hidden": True})),
        at("A2", "Hidden"),
    )
    yield Hostile(
        "a hidden column",
        "divisions",
        county(lambda book, s: s["counties"].set_column("B:B", 9, None, {"hidden": True})),
        at("B1", "Hidden"),
    )
    yield Hostile(
        "a hidden sheet",
        "divisions",
        county(lambda book, s: (s["figures"].activate(), s["figures"].set_first_sheet(), s["counties"].hide())),
        at("A1", "Hidden"),
    )
    yield Hostile(
        "an unknown header",
        "divisions",
        county(lambda book, s: s["counties"].write(0, 8, "رمز")),
        at("I1", "ColumnUnknown"),
    )
    yield Hostile(
        "a header twice",
        "divisions",
        county(lambda book, s: s["counties"].write(0, 7, "name")),
        at("H1", "ColumnTwice"),
    )
    yield Hostile(
        "a sheet renamed",
        "divisions",
        county(lambda book, s: setattr(s["figures"], "name", "Notes")),
        at("", "SheetMissing"),
    )
    yield Hostile("an unknown agency", "projects", project(agency="nobody"), at("C2", "ChoiceUnknown"))
    yield Hostile("a county that lost its zero", "projects", project(county=601), at("E2", "ZerosLost"))
    yield Hostile(
        "an amount of 17 digits as a number",
        "projects",
        project(total_cost_rial=12345678901234567),
        at("H2", "AmountLostDigits"),
    )
    yield Hostile("an amount of 1e308", "projects", project(total_cost_rial=1e308), at("H2", "AmountLostDigits"))
    yield Hostile("NaN", "projects", project(total_cost_rial="NaN"), at("H2", "AmountUnreadable"))
    yield Hostile("infinity", "projects", project(total_cost_rial="∞"), at("H2", "AmountUnreadable"))
    yield Hostile("a negative amount", "projects", project(total_cost_rial=-5), at("H2", "AmountNegative"))
    yield Hostile("less than a rial", "projects", project(total_cost_rial="1.0000001"), at("H2", "AmountTooFine"))
    yield Hostile(
        "more than the book holds", "projects", project(total_cost_rial="99999999999999"), at("H2", "AmountTooLarge")
    )
    yield Hostile(
        "true where an amount belongs", "projects", project(total_cost_rial=True), at("H2", "AmountUnreadable")
    )
    yield Hostile("an end before the beginning", "projects", project(end_year=1401), at("G2", "EndsBeforeItBegins"))
    yield Hostile("a Gregorian year", "projects", project(start_year=2025), at("F2", "CountBeyond"))
    yield Hostile("a progress of 101 percent", "projects", project(progress_percent=101), at("M2", "CountBeyond"))
    yield Hostile("a progress as a fraction", "projects", project(progress_percent=0.5), at("M2", "CountUnreadable"))
    yield Hostile("perhaps", "projects", project(unfinished="شاید"), at("K2", "YesOrNo"))
    yield Hostile("30 Esfand of a common year", "notices", letter(dated_on="1404/12/30"), at("B2", "NoSuchDay"))
    yield Hostile("30 Esfand of a leap year", "notices", letter(dated_on="1403/12/30"), ACCEPTED)
    yield Hostile("a date cell", "notices", letter(dated_on=DAY), at("B2", "DayIsADateCell"))
    yield Hostile("a month of 13", "notices", letter(dated_on="1405/13/01"), at("B2", "NoSuchDay"))
    yield Hostile("a letter of zero rials", "notices", letter(amount_rial=0), at("D2", "AmountIsZero"))
