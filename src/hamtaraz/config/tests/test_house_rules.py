"""The rules of the house that a machine can hold by reading the source."""

import ast
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hamtaraz.config.home import CHECKOUT

PACKAGE = CHECKOUT / "src" / "hamtaraz"
MONEY_ROOMS = ("ledger", "law", "distribution", "agreements", "allotments", "notices", "budget", "projects", "grants")
MONEY_FILES = ("kernel/rial.py", "kernel/words.py")
CLOCKS = {"today", "now", "utcnow", "localdate", "localtime"}
CLOCK_READERS = ("web/clock.py", "management/commands/", "views.py", "views/", "config/serve.py")
LEDGER_MODELS = {"AccountRow", "EntryRow"}
WRITING_VERBS = {
    "create", "bulk_create", "update", "bulk_update", "delete", "get_or_create", "update_or_create", "acreate",
}  # fmt: skip
LEDGER_WRITES = re.compile(
    r"(insert\s+into|update|delete\s+from|truncate(\s+table)?|copy)\s+\"?ledger_|ledger_post\s*\(",
    re.IGNORECASE,
)
# Put together here so that this file does not break its own rule.
HOSTS = ["pypi" + ".org", "pythonhosted" + ".org", "npm" + "js.org", "npm" + "js.com", "debian" + ".org"]
HOSTS += ["crates" + ".io", "proxy.golang" + ".org", "jsdelivr" + ".net", "unpkg" + ".com", "cdnjs" + ".com"]
PLACES_OF_ONE_MACHINE = ["/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/"]


def test_no_float_comes_near_money():  # INV-01: sums are exact to the rial
    assert complaints(float_in, money_files()) == []


@pytest.mark.parametrize("line", ["x = 0.5", "x = float(y)", "x = a / b", "a /= b", "def f(x: float): ...", "1e9"])
def test_the_float_rule_sees_every_way_to_a_float(line):
    assert list(float_in(ast.parse(line)))


@pytest.mark.parametrize("line", ["x = a // b", "x = Fraction(1, 3)", "x = Fraction(a) / b", "p = BASE / 'file'"])
def test_the_float_rule_lets_whole_numbers_fractions_and_paths_pass(line):
    assert list(float_in(ast.parse(line))) == []


def test_what_somebody_typed_never_runs_in_a_workbook():
    assert complaints(workbook_that_runs_text, python_files()) == []


@pytest.mark.parametrize(
    "line", ["xlsxwriter.Workbook(file)", "Workbook(file, {'in_memory': True})", "w = Workbook(f, opts)"]
)
def test_the_workbook_rule_sees_one_that_takes_text_for_formulas(line):
    assert list(workbook_that_runs_text(ast.parse(line)))


def test_only_pages_commands_and_the_clock_know_what_day_it_is():
    files = [path for path in python_files() if not any(reader in name_of(path) for reader in CLOCK_READERS)]
    assert complaints(clock_in, files) == []


@pytest.mark.parametrize("line", ["date.today()", "datetime.now()", "timezone.now()", "timezone.localdate()"])
def test_the_clock_rule_sees_every_clock(line):
    assert list(clock_in(ast.parse(line)))


def test_only_the_book_writes_the_tables_of_the_ledger():
    files = [path for path in python_files() if name_of(path) != "ledger/book.py"]
    assert complaints(ledger_write_in, files) == []


@pytest.mark.parametrize(
    "line",
    [
        "EntryRow.objects.create(amount=1)",
        "AccountRow.objects.filter(code='a').update(balance=0)",
        "EntryRow(amount=1).save()",
        "cursor.execute('UPDATE ledger_account SET balance = 0')",
        "cursor.execute('select ledger_post(1)')",
    ],
)
def test_the_ledger_rule_sees_every_pen(line):
    assert list(ledger_write_in(ast.parse(line)))


INLINE = re.compile(
    r"<[a-z][^>]*\sstyle\s*=|<style\b|<script\b(?![^>]*\ssrc\s*=)(?![^>]*type=\"application/json\")"
    r"|<[a-z][^>]*\son[a-z]+\s*=|javascript:",
    re.IGNORECASE,
)


def test_no_template_carries_style_or_script_of_its_own():  # the pages' policy would refuse them
    found = [
        f"{name_of(path)}: {match.group()}"
        for path in sorted(PACKAGE.rglob("templates/**/*.html"))
        for match in INLINE.finditer(path.read_text())
    ]
    assert found == []


@pytest.mark.parametrize(
    "markup", ["<p style='x'>", "<style>", "<script>go()</script>", '<a class="x" onclick="go()">']
)
def test_the_template_rule_sees_what_the_policy_refuses(markup):
    assert INLINE.search(markup)


def test_no_file_names_a_package_index_or_a_place_on_one_machine():
    found = []
    for path in tracked_files():
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue  # a picture or a font
        found += [f"{path.relative_to(CHECKOUT)}: {word}" for word in HOSTS + PLACES_OF_ONE_MACHINE if word in text]
    assert found == []


# --- how the source is read --------------------------------------------------------------------


def python_files() -> list[Path]:
    """Every Python file of the house but tests and migrations."""
    return [path for path in sorted(PACKAGE.rglob("*.py")) if not {"tests", "migrations"} & set(path.parts)]


def money_files() -> list[Path]:
    """The files where every number may be money."""
    return [
        path for path in python_files() if name_of(path).split("/")[0] in MONEY_ROOMS or name_of(path) in MONEY_FILES
    ]


def tracked_files() -> list[Path]:
    """Every file that is committed."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    return [CHECKOUT / name for name in listed.stdout.split("\0") if name and (CHECKOUT / name).is_file()]


def name_of(path: Path) -> str:
    """The name of a file within the package."""
    return path.relative_to(PACKAGE).as_posix()


def complaints(rule: Callable[[ast.AST], Iterator[ast.AST]], files: list[Path]) -> list[str]:
    """Where the rule is broken, one line each."""
    return [
        f"{name_of(path)}:{getattr(node, 'lineno', 0)}: {ast.unparse(node)[:80]}"
        for path in files
        for node in rule(ast.parse(path.read_text()))
    ]


def workbook_that_runs_text(tree: ast.AST) -> Iterator[ast.AST]:
    """Workbooks of xlsxwriter that would take a text beginning with “=” for a formula."""
    for node in ast.walk(tree):
        makes_one = isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "Workbook"
        if makes_one and not re.search("TEXT_STAYS_TEXT|'strings_to_formulas': False", ast.unparse(node)):
            yield node


def float_in(tree: ast.AST) -> Iterator[ast.AST]:
    """Float literals, the name `float`, and divisions that are neither of paths nor of fractions."""
    for node in ast.walk(tree):
        is_literal = isinstance(node, ast.Constant) and isinstance(node.value, float)
        is_name = isinstance(node, ast.Name) and node.id == "float"
        is_division = isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div)
        if is_literal or is_name or (is_division and not divides_no_integer(node)):
            yield node


def divides_no_integer(node: ast.AST) -> bool:
    """Whether a `/` shows that it joins paths (a text beside it) or divides a Fraction."""
    return any(
        (isinstance(part, ast.Constant) and isinstance(part.value, str))
        or isinstance(part, ast.JoinedStr)
        or (isinstance(part, ast.Call) and isinstance(part.func, ast.Name) and part.func.id in {"Fraction", "Path"})
        for part in ast.walk(node)
    )


def clock_in(tree: ast.AST) -> Iterator[ast.AST]:
    """Calls that read the clock: `date.today()`, `timezone.now()` and their kin."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS:
            if node.func.attr in {"localtime", "localdate"} and node.args:
                continue  # turns a given instant into the local one
            whose = ast.unparse(node.func.value).split(".")[-1]
            if whose in {"date", "datetime", "timezone", "time"}:
                yield node


def ledger_write_in(tree: ast.AST) -> Iterator[ast.AST]:
    """SQL that writes the ledger's tables, and the same through the ORM."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and LEDGER_WRITES.search(node.value):
            yield node
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name) and node.func.id in LEDGER_MODELS:
                yield node
            names = {part.id for part in ast.walk(node.func) if isinstance(part, ast.Name)}
            verb = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            if verb in WRITING_VERBS and names & LEDGER_MODELS:
                yield node
