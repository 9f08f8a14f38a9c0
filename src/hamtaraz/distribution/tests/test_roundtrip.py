"""Workbooks go out locked and come back: compared before anything changes, refused whole with reasons, told when stale."""

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

from hamtaraz.distribution import operations
from hamtaraz.distribution.views import sheets
from hamtaraz.distribution.views.roundtrip import figures_table, matrix_table
from hamtaraz.intake.tests.hostile import packed_again
from hamtaraz.kernel.refusals import Refused
from hamtaraz.places.models import IndicatorValue

pytestmark = pytest.mark.django_db


def opened(content):
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def filled(table, changes):
    """The workbook of a table as somebody would send it back: `changes` are texts by place."""
    typed = {place: str(value) for place, value in table.values.items() if value is not None}
    content = io.BytesIO()
    with sheets.xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet("جدول")
        sheet.write_row(0, 0, ["کد", "شهرستان", *(title for _key, title in table.columns)])
        sheet.write_row(1, 0, ["", "", *(key for key, _title in table.columns)])
        for at, (code, name) in enumerate(table.rows, 2):
            cells = [(typed | changes).get((code, key), "") for key, _title in table.columns]
            sheet.write_row(at, 0, [code, name, *cells])
        mark = book.add_worksheet(sheets.MARK)
        mark.write_row(0, 0, [table.kind, table.subject, table.stamp])
    return SimpleUploadedFile("filled.xlsx", content.getvalue())


def matrix_of(distribution):
    return matrix_table(distribution)


def figures_of(world):
    return figures_table(world.actor("operator"))[0]


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]+)"', page.text)[1]


def test_the_workbook_is_locked_but_for_its_figures_and_knows_what_it_is_of(story):
    computed = story.computed()
    client = story.world.client("consolidation_expert")
    content = client.get(f"/distribution/{computed.pk}/matrix/workbook/", {"format": "xlsx"}).content
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert book.sheet_names[1] == sheets.MARK
    rows = opened(content)
    assert rows[1][2:] == ["P/40/4001", "P/41/4101"]
    assert sum(row[2] for row in rows[2:]) == 500
    assert b"sheetProtection" in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")


def test_a_matrix_comes_back_in_persian_digits_is_shown_and_only_then_recorded(story):
    computed = story.computed()
    client, page = story.world.client("consolidation_expert"), f"/distribution/{computed.pk}/matrix/workbook/"
    table = matrix_of(computed)
    one, other = table.values["0603", "P/40/4001"], table.values["0617", "P/40/4001"]
    changes = {("0603", "P/40/4001"): sheets.rial.show(one - 5), ("0617", "P/40/4001"): f"{other + 5}"}
    before = story.world.record()
    shown = client.post(page, {"file": filled(table, changes)})
    assert story.world.record() == before
    assert {(row["county"], row["change"]) for row in shown.context["rows"]} == {("اهواز", -5), ("لالی", 5)}
    fields = {"changes": hidden(shown, "changes"), "version": computed.version}
    refused = client.post(page, fields | {"reason": " "})
    assert (refused.status_code, len(refused.context["rows"])) == (409, 2)
    assert client.post(page, fields | {"reason": "محرومیت", "session": "۱۴۰۵/۳"}).status_code == 302
    cell = computed.cells.get(county="0617", line__programme="4001")
    assert (cell.adjustment_rial, cell.reason) == (5, "محرومیت")
    stale = client.post(page, fields | {"reason": "دوباره"})
    assert stale.status_code == 409
    assert computed.cells.get(pk=cell.pk).adjustment_rial == 5


def test_one_wrong_cell_keeps_the_whole_file_out_and_comes_back_with_its_reason(story):
    computed = story.computed()
    client, page = story.world.client("consolidation_expert"), f"/distribution/{computed.pk}/matrix/workbook/"
    changes = {("0603", "P/40/4001"): "زیاد", ("0617", "P/40/4001"): "7"}
    before = story.world.record()
    shown = client.post(page, {"file": filled(matrix_of(computed), changes)})
    assert [(row[0], row[2]) for row in shown.context["faults"]] == [("اهواز", "زیاد")]
    content = client.post(page, {"returned": hidden(shown, "returned")}).content
    (row,) = [row for row in opened(content) if row[0] == "0603"]
    assert row[2] == "زیاد"
    assert "زیاد" in row[-1]
    assert story.world.record() == before


def test_a_stale_or_foreign_workbook_is_told(story):
    computed = story.computed()
    client, page = story.world.client("consolidation_expert"), f"/distribution/{computed.pk}/matrix/workbook/"
    old = filled(matrix_of(computed), {("0603", "P/40/4001"): "1"})
    foreign = SimpleUploadedFile("x.xlsx", b"not a workbook")
    other = filled(figures_of(story.world), {})
    operations.adjust_cell(
        computed,
        story.expert,
        story.world.day,
        source="P",
        programme="4001",
        county="0617",
        amount_rial=1,
        reason="چون",
    )
    before = story.world.record()
    assert [client.post(page, {"file": file}).status_code for file in (old, foreign, other)] == [409] * 3
    assert client.post(page, {}).status_code == 409
    assert story.world.record() == before


def tampered(file, part, before, after):
    """The same workbook with one replacement in one of its parts; nothing to replace adds the part."""
    with zipfile.ZipFile(file) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    assert before in parts.get(part, b"")
    parts[part] = parts.get(part, b"").replace(before, after, 1)
    return SimpleUploadedFile("tampered.xlsx", packed_again(parts))


SHEET, FAR = "xl/worksheets/sheet1.xml", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
HOSTILE = {
    "a cell in the last corner": (lambda file: tampered(file, SHEET, b"</sheetData>", FAR), "TooManyRows"),
    "a cell in the last corner of the mark": (
        lambda file: tampered(file, "xl/worksheets/sheet2.xml", b"</sheetData>", FAR),
        "TooManyRows",
    ),
    "macros": (lambda file: tampered(file, "xl/vbaProject.bin", b"", b"\xd0\xcf"), "HoldsMacros"),
    "a bomb": (
        lambda file: tampered(file, "xl/bomb.xml", b"", b"<a>" + b" " * 130_000_000 + b"</a>"),
        "WorkbookTooLarge",
    ),
    "eleven megabytes": (
        lambda file: SimpleUploadedFile("x.xlsx", file.read() + b"\0" * 11_000_000),
        "WorkbookTooLarge",
    ),
    "no zip": (lambda file: SimpleUploadedFile("x.xlsx", "کد؛ نام".encode()), "NotAWorkbook"),
    "no sheets": (lambda file: tampered(file, "xl/workbook.xml", b"<sheets>", b"<sheets/><x>"), "NotAWorkbook"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_workbook_is_refused_before_it_becomes_a_table(story, case):
    make, verdict = HOSTILE[case]
    client, table = story.world.client("operator"), figures_of(story.world)
    before = story.world.record()
    assert client.post("/distribution/figures/", {"file": make(filled(table, {}))}).status_code == 409
    assert story.world.record() == before
    with pytest.raises(Refused) as refused:
        sheets.read(table, make(filled(table, {})))
    assert type(refused.value).__name__ == verdict


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_workbook_of_last_years_shares_is_refused(story, case):
    make, _verdict = HOSTILE[case]
    file = make(filled(figures_of(story.world), {}))
    told = story.world.client("consolidation_expert").post("/distribution/last-year/", {"unit": "rial", "file": file})
    assert told.status_code == 409


@pytest.mark.parametrize(
    "content",
    [b"a\n" * 30_000, b"code" + b"," * 200, b"\n" * 6_000_000, b"code,amount_rial\n" + b"0" * 11_000_000],
    ids=["too many rows", "too many columns", "lines of nothing", "eleven megabytes"],
)
def test_a_hostile_csv_of_last_years_shares_is_refused(story, content):
    file = SimpleUploadedFile("x.csv", content)
    told = story.world.client("consolidation_expert").post("/distribution/last-year/", {"unit": "rial", "file": file})
    assert told.status_code == 409


def test_indicators_come_back_and_are_recorded_with_who_measured(story):  # S0-12
    table = figures_of(story.world)
    client = story.world.client("operator")
    assert client.get("/distribution/figures/").status_code == 200
    place = ("0617", "population@1395")
    shown = client.post("/distribution/figures/", {"file": filled(table, {place: "٤٠٬٠٠٠"})})
    fields = {"changes": hidden(shown, "changes")}
    assert client.post("/distribution/figures/", fields).status_code == 409
    assert client.post("/distribution/figures/", fields | {"origin": "آمارگیری ۱۴۰۴"}).status_code == 302
    value = IndicatorValue.objects.get(county__code="0617", key="population")
    assert (value.value, value.origin) == (40_000, "آمارگیری ۱۴۰۴")
    same = client.post("/distribution/figures/", {"file": filled(figures_of(story.world), {})})
    assert same.status_code == 409


def test_only_those_who_set_up_figures_send_them(story):
    assert story.world.client("agency_expert").get("/distribution/figures/").status_code == 403
