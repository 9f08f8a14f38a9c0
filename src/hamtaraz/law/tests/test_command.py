"""An analyst's commands: files in, files out, sentences with their place, and the same bytes whatever the machine says."""

import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from hamtaraz.law.command import language_of, reckon
from hamtaraz.law.shipped import shipped

TABLE = (
    "کد,نام,جمعیت,دریافتی از محل ماده ۱۲۳,budget\n"
    "A,الف,۲۰٬۰۰۰,40000,100000\nB,ب,60000,240000,480000\nC,پ,5000,5000,20000\nD,ت,100000,1,1\n"
)
POOL = "۳۰۰٬۰۰۰٬۰۰۰٬۰۰۰"
SHARES = {"A": 86_883_449_032, "B": 106_613_080_015, "C": 106_503_470_953}
"""Of the directive's own example (1.4.10, F1)."""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a directive and a table, where the commands are given."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "law.toml").write_text(shipped()["municipal-index-1394"], encoding="utf-8")
    (tmp_path / "data.csv").write_text(TABLE, encoding="utf-8")
    return tmp_path


def do(*words: str, language: str = "en_GB.UTF-8") -> int:
    """Give a command in an English or Persian environment."""
    return reckon(words, {"LANG": language})


def rows(path: Path) -> list[list[str]]:
    return [line.split(",") for line in path.read_text(encoding="utf-8-sig").splitlines()]


def distribute(out: str, *more: str) -> int:
    return do("distribute", "law.toml", "data.csv", "--pool", POOL, "--out", out, *more)


# --- hamtaraz distribute ---------------------------------------------------------------------------


def test_shares_are_written_as_csv_that_excel_opens(desk: Path, capsys):
    assert distribute("out.csv") == 0
    assert (desk / "out.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert rows(desk / "out.csv") == [
        ["code", "name", "amount_rial", "left_out"],
        ["A", "الف", "86883449032", ""],
        ["B", "ب", "106613080015", ""],
        ["C", "پ", "106503470953", ""],
        ["D", "ت", "", "the condition is not met: population < city_limit"],
    ]
    told = capsys.readouterr()
    assert told.out.startswith("300,000,000,000 rial shared out; 3 receive something.\n1 are left out.\n")
    assert told.err == ""


def test_the_working_stands_beside_the_shares(desk: Path):
    assert distribute("out.csv", "--working") == 0
    head, first, *_ = rows(desk / "out.csv")
    a = dict(zip(head, first, strict=True))
    assert (a["population"], a["receipts"], a["need_by_receipts"]) == ("20000", "40000", "0.5")
    assert a["municipalities.amount_rial"] == a["amount_rial"] == "86883449032"
    assert a["municipalities.quotient_rial"].startswith("86883449031.7")
    assert int(a["municipalities.points"]) > 0


def test_json_has_the_shares_and_with_the_working_the_whole_run(desk: Path):
    assert distribute("out.json") == 0
    told = json.loads((desk / "out.json").read_text(encoding="utf-8"))
    assert told["shares"] == {code: str(amount) for code, amount in SHARES.items()}
    assert "indicators" not in told
    assert distribute("whole.json", "--working") == 0
    whole = json.loads((desk / "whole.json").read_text(encoding="utf-8"))
    assert whole["run_sha256"] == told["run_sha256"]
    assert set(whole["indicators"]) == {"need_by_receipts", "need_by_budget", "points"}


@pytest.mark.parametrize(
    ("language", "sheet", "head", "right_to_left"),
    [("fa", "سهم‌ها", ["کد", "نام", "مبلغ (ریال)"], True), ("en", "Shares", ["Code", "Name", "Amount (rial)"], False)],
)
def test_a_workbook_reads_in_the_direction_of_its_language(language, sheet, head, right_to_left, desk: Path):
    assert distribute("out.xlsx", "--language", language) == 0
    content = (desk / "out.xlsx").read_bytes()
    found = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert found.sheet_names[0] == sheet
    table = found.get_sheet_by_index(0).to_python()
    assert table[0][:3] == head
    assert table[1][:3] == ["A", "الف", 86_883_449_032]
    xml = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    assert (b'rightToLeft="1"' in xml) is right_to_left
    summary = dict(row[:2] for row in found.get_sheet_by_index(1).to_python())
    assert 300_000_000_000 in summary.values()


def test_an_amount_a_sheet_cannot_hold_is_written_as_text(desk: Path):
    pool = 3 * 10**17 + 7
    assert do("distribute", "law.toml", "data.csv", "--pool", str(pool), "--out", "out.xlsx") == 0
    table = CalamineWorkbook.from_path(str(desk / "out.xlsx")).get_sheet_by_index(0).to_python()
    assert sum(int(row[2]) for row in table[1:] if row[2]) == pool


def test_last_year_s_file_may_be_what_was_written_last_year(desk: Path):
    for name in ("before.csv", "before.xlsx"):
        assert distribute(name) == 0
        assert distribute("out.csv", "--last-year", name, "--set", "weight_population=1", "--set",
                          "weight_receipts=0", "--set", "weight_budget=0%") == 0  # fmt: skip
        head, first, *_ = rows(desk / "out.csv")
        a = dict(zip(head, first, strict=True))
        assert a["last_year_rial"] == "86883449032"
        assert int(a["amount_rial"]) - int(a["change_rial"]) == 86_883_449_032


def test_the_order_of_rows_and_the_kind_of_file_change_no_byte(desk: Path):
    from xlsxwriter import Workbook

    lines = TABLE.splitlines()
    (desk / "turned.csv").write_text("\n".join([lines[0], *reversed(lines[1:])]), encoding="utf-8")
    with Workbook(str(desk / "data.xlsx")) as book:
        sheet = book.add_worksheet()
        for row, line in enumerate(lines):
            for column, cell in enumerate(line.split(",")):
                sheet.write(row, column, int(cell) if row and cell.isascii() and cell.isdigit() else cell)
    for kind in ("csv", "json", "xlsx"):
        assert distribute(f"first.{kind}", "--working", "--archive", "first.zip") == 0
        for data in ("turned.csv", "data.xlsx"):
            again = ["--out", f"second.{kind}", "--working", "--archive", "second.zip"]
            assert do("distribute", "law.toml", data, "--pool", POOL, *again) == 0
            assert (desk / f"second.{kind}").read_bytes() == (desk / f"first.{kind}").read_bytes()
            assert (desk / "second.zip").read_bytes() == (desk / "first.zip").read_bytes()


def test_another_language_clock_and_hash_seed_change_no_byte_of_a_file(desk: Path):
    made = {}
    for zone, seed, language in (("Asia/Tehran", "1", "C"), ("America/Lima", "2", "fa_IR.UTF-8")):
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": language,
                       "PYTHONPATH": os.pathsep.join(sys.path)}  # fmt: skip
        for out in ("out.csv", "out.xlsx", "out.json"):
            words = [
                "distribute",
                "law.toml",
                "data.csv",
                f"--pool={POOL}",
                f"--out={out}",
                "--working",
                "--archive=a.zip",
            ]
            program = "from hamtaraz.config.command import main; main()"
            done = subprocess.run([sys.executable, "-c", program, *words], env=environment, cwd=desk,
                                  capture_output=True, check=False)  # fmt: skip
            assert done.returncode == 0, done.stderr.decode()
            content = (desk / out).read_bytes() + (desk / "a.zip").read_bytes()
            assert made.setdefault(out, content) == content


def test_no_database_no_django_and_no_numpy_is_started():
    asked = "'django', 'psycopg', 'numpy', 'highspy', 'xlsxwriter'"
    program = (
        "import sys\nsys.argv = ['hamtaraz', 'law', 'shipped']\nfrom hamtaraz.config.command import main\n"
        f"try:\n    main()\nexcept SystemExit as done:\n    assert done.code == 0\nprint([m for m in ({asked}) if m in sys.modules])"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
    assert "provincial-capital" in done.stdout


def test_a_column_that_is_not_there_is_told_where_a_policy_stands_in_for_it(desk: Path, capsys):
    text = (desk / "law.toml").read_text(encoding="utf-8")
    (desk / "law.toml").write_text(
        text.replace('missing = { fill = "median", per = "province" }', "missing = { value = 7 }"), encoding="utf-8"
    )
    (desk / "data.csv").write_text(TABLE.replace("budget", "bugdet", 1), encoding="utf-8")
    assert distribute("out.csv") == 0
    said = capsys.readouterr().out.splitlines()
    assert "The table has no column “Municipal budget”; the policy for missing figures stood in." in said
    assert "4 figures were filled by a policy; --working names them." in said


def test_a_directive_typed_on_an_arabic_keyboard_knows_the_same_texts_and_gives_the_same_bytes(desk: Path):
    text = (desk / "law.toml").read_text(encoding="utf-8")
    told = text.replace('where = "population < city_limit"', "where = \"province == 'کرمانی'\"")
    head, *rest = TABLE.splitlines()
    (desk / "data.csv").write_text("\n".join([f"{head},استان", *(f"{row},كرماني" for row in rest)]), encoding="utf-8")
    made = set()
    for typed in (told, told.replace("ی", "ي").replace("ک", "ك"), told.replace("\n", "\r\n")):
        (desk / "law.toml").write_text(typed, encoding="utf-8", newline="")
        assert distribute("out.json", "--working") == 0
        made.add((desk / "out.json").read_bytes())
    assert len(made) == 1


# --- no, in a sentence -----------------------------------------------------------------------------

REFUSED = [
    (["--pool", "12x", "--out", "o.csv"], "“12x” is not an amount."),
    (["--out", "o.csv"], "“--pool” is not given."),
    (["--pool", "9", "--out", "o.doc"], "“o.doc” is not of a kind that is known here. Give a name that ends in .csv, .xlsx, .json."),
    (["--pool", "9", "--out", "no/where.csv"], "The file “no/where.csv” cannot be written."),
    (["--pool", "9", "--out", "o.csv", "--set", "weight"], "“weight” does not give a parameter its value."),
    (["--pool", "9", "--out", "o.csv", "--set", "nothing=1"], "The directive has no parameter “nothing”."),
    (["--pool", "9", "--out", "o.csv", "--set", "weight_budget=1"], "The weights of “index” add up to 5/3"),
    (["--pool", "9", "--out", "o.csv", "--day", "1405-13-01"], "The calendar has no day “1405-13-01”."),
    (["--pool", "9", "--out", "o.csv", "--last-year", "none.csv"], "The file “none.csv” cannot be opened."),
    (["--pool", "9", "--out", "o.csv", "--last-year", "law.toml"], "“law.toml” is not of a kind that is known here."),
    (["--pool", "9", "--out", "o.csv", "--last-year", "data.csv"], "“data.csv” has no column of amounts."),
    (["--pool", "9", "--out", "o.csv", "--speed"], "The command has no option “--speed”."),
    (["--pool", "9", "--out", "o.csv", "more"], "The command cannot be understood:"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "told"), REFUSED, ids=[" ".join(words) for words, _ in REFUSED])
def test_what_cannot_be_done_is_said_in_a_sentence_and_nothing_is_written(words, told, desk: Path, capsys):
    before = sorted(desk.iterdir())
    assert do("distribute", "law.toml", "data.csv", *words) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(told)
    assert sorted(desk.iterdir()) == before


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("240000", "شش", "D3: “شش” cannot be read as “دریافتی از محل ماده ۱۲۳”."),
        ("C,پ", "A,پ", "A4: the code “A” stands there a second time."),
        ("C,پ", ",پ", "A4: there is no code."),
        ("جمعیت", "شمار", "There is no column “جمعیت”"),
        ("5000,5000", ",5000", "“جمعیت” of “پ” is missing"),
    ],
)
def test_what_is_wrong_in_the_table_is_told_with_its_cell_or_its_body(old, new, told, desk: Path, capsys):
    (desk / "data.csv").write_text(TABLE.replace(old, new, 1), encoding="utf-8")
    assert distribute("out.csv") == 2
    assert capsys.readouterr().err.startswith(told)
    assert not (desk / "out.csv").exists()


def test_a_file_that_is_no_table_is_named(desk: Path, capsys):
    (desk / "data.csv").write_bytes(b"\xff\xfe\x00")
    assert distribute("out.csv") == 2
    (desk / "broken.xlsx").write_bytes(b"PK")
    assert do("distribute", "law.toml", "broken.xlsx", "--pool", "9", "--out", "o.csv") == 2
    said = capsys.readouterr().err.splitlines()
    assert said[0].startswith("“data.csv” cannot")
    assert said[1].startswith("“broken.xlsx” is not an Excel file")


def test_faults_of_a_directive_are_told_with_line_and_column(desk: Path, capsys):
    text = (desk / "law.toml").read_text(encoding="utf-8")
    (desk / "law.toml").write_text(text.replace('"population / budget"', '"population / bugdet"'), encoding="utf-8")
    line = text.splitlines().index('formula = "population / budget"') + 1
    assert distribute("out.csv") == 2
    assert do("law", "check", "law.toml") == 1
    first, second = capsys.readouterr().err.splitlines()
    assert first == second == (
        f"law.toml:{line}:25: “bugdet” is not declared in this directive. Declare it, or use one of: budget."
    )  # fmt: skip


def test_sentences_are_persian_where_the_reader_is(desk: Path, capsys):
    assert do("distribute", "law.toml", "data.csv", "--pool", "x", "--out", "o.csv", language="fa_IR.UTF-8") == 2
    assert capsys.readouterr().err.startswith("«x» مبلغ نیست.")
    assert do("law", "check", "law.toml", language="fa_IR.UTF-8") == 0
    assert "۴ آمار" in capsys.readouterr().out
    assert do("law", "--help", language="fa_IR.UTF-8") == 0
    assert "دو دستورالعمل را بند به بند می‌سنجد" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "environment", "language"),
    [
        ([], {}, "fa"),
        ([], {"LANG": "en_US.UTF-8"}, "en"),
        ([], {"LANG": "fa_IR", "LC_ALL": "C"}, "en"),
        ([], {"LANG": "fa_IR", "LC_ALL": ""}, "fa"),
        (["--language", "en"], {"LANG": "fa_IR"}, "en"),
        (["--language=fa"], {"LANG": "C"}, "fa"),
    ],
)
def test_the_language_is_the_reader_s_and_persian_where_nobody_says(words, environment, language):
    assert language_of(words, environment) == language


# --- hamtaraz law ----------------------------------------------------------------------------------


def test_the_examples_of_a_directive_are_run(desk: Path, capsys):
    assert do("law", "examples", "law.toml") == 0
    assert [line.split(":")[0] for line in capsys.readouterr().out.splitlines()] == ["Holds"] * 3
    text = (desk / "law.toml").read_text(encoding="utf-8")
    (desk / "law.toml").write_text(text.replace("86_883_449_032", "86_883_449_033", 1), encoding="utf-8")
    assert do("law", "examples", "law.toml") == 1
    said = capsys.readouterr().out
    assert "Does not hold, law.toml:" in said
    assert "shares A: expected 86883449033, found 86883449032" in said


def test_a_directive_without_examples_is_not_said_to_hold(desk: Path, capsys):
    text = (desk / "law.toml").read_text(encoding="utf-8")
    (desk / "law.toml").write_text(text.split("[[example]]")[0], encoding="utf-8")
    assert do("law", "examples", "law.toml") == 2
    assert capsys.readouterr().err.startswith("The directive has no example.")


def test_two_directives_are_compared_clause_by_clause(desk: Path, capsys):
    (desk / "other.toml").write_text(shipped()["municipal-index-1394-by-need"], encoding="utf-8")
    assert do("law", "diff", "law.toml", "other.toml") == 1
    said = capsys.readouterr().out.splitlines()
    assert (
        "~ indicator need_by_budget, formula: population / budget → population * population / budget  (S4-013)" in said
    )
    assert do("law", "diff", "law.toml", "law.toml") == 0
    assert capsys.readouterr().out == "The two say the same.\n"


def test_what_is_shipped_is_listed_and_written_to_the_letter(capsys):
    assert do("law", "shipped") == 0
    listed = dict(line.split("\t") for line in capsys.readouterr().out.splitlines())
    assert set(listed) == set(shipped())
    assert listed["municipal-index-1394"] == "Municipal index of 1394"
    assert do("law", "shipped", "provincial-capital") == 0
    assert capsys.readouterr().out == shipped()["provincial-capital"]
    assert do("law", "shipped", "provincial") == 2
    assert "provincial-capital" in capsys.readouterr().err


def test_a_command_alone_tells_what_it_can_do(capsys):
    assert do("law") == 2
    said = capsys.readouterr().err
    assert {"check", "diff", "examples", "schema", "shipped"} <= set(said.split())
