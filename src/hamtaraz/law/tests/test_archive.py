"""An archive stands on its own: plain Python reckons it again, and sees whatever was changed in it."""

import hashlib
import io
import random
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from types import ModuleType

import pytest

from hamtaraz.kernel.refusals import Refused
from hamtaraz.law.archive import archive, script
from hamtaraz.law.bodies import Bodies, bodies_of
from hamtaraz.law.clauses import Example
from hamtaraz.law.directive import read
from hamtaraz.law.formula import FUNCTIONS, Call, walk
from hamtaraz.law.recomputing import share_within
from hamtaraz.law.run import Run, distribute
from hamtaraz.law.shipped import shipped

EVERY_FUNCTION = Path(__file__).with_name("every_function.toml").read_text(encoding="utf-8")
MUNICIPAL = shipped()["municipal-index-1394"]


def example_run(text: str, example: Example | None = None) -> Run:
    """A run of a directive over the bodies of its first example, or of another."""
    directive = read(text)
    told = example or directive.examples[0]
    texts = {"code", "name", *(key for key, datum in directive.data.items() if datum.kind == "text")}
    rows = [{key: str(value) if key in texts else value for key, value in row.items()} for row in told.bodies]
    return distribute(
        directive, bodies_of(rows), told.pool, parameters=told.parameters, last_year=told.last_year, day=told.day
    )


def run_of_every_function() -> Run:
    """Twenty-four bodies with gaps, zeros, decimals and corrections, over all that the language has."""
    rows = [
        {
            "code": f"{n:02d}",
            "name": f"بخش {n}",
            "province": ["خوزستان", "فارس", "یزد"][n % 3],
            "county": ["01", "02", None][n % 3] if n % 2 else f"{n % 4:02d}",
            "closed": [None, False, True][n % 3] if n in (3, 11) else bool(n % 2) and n == 13,
            "population": {2: None, 3: 0, 21: 95_000}.get(n, (n * n * 137) % 60_000 + 500),
            "receipts": {5: None, 6: 0}.get(n, n * 7_919 % 1_000 + 1),
            "area": None if n == 7 else Fraction(n * 377 % 900 + 1, 4),
            "roads": {8: None, 9: 0}.get(n, n % 7 + 1),
            "wells": None if n == 10 else Fraction(n % 5 * 3, 2),
            "schools": n % 4 or None,
        }
        for n in range(1, 25)
    ]
    rows[1]["population"] = 4_000
    return distribute(
        read(EVERY_FUNCTION),
        bodies_of(rows),
        1_000_000_000,
        last_year={f"{n:02d}": 6_000_000 * n for n in range(4, 15)},
        overrides={
            ("06", "area"): (Fraction(33, 2), "اندازه‌گیری دوباره"),
            ("07", "county"): ("01", "تقسیمات تازه"),
            ("08", "closed"): (False, "باز است"),
        },
    )


def unpack(content: bytes, folder: Path) -> Path:
    """An archive's files in a folder of their own."""
    zipfile.ZipFile(io.BytesIO(content)).extractall(folder)
    return folder


def recompute(folder: Path) -> subprocess.CompletedProcess[str]:
    """Its script, run by a Python that sees neither packages nor this checkout."""
    script = [sys.executable, "-I", "-S", str(folder / "recompute.py")]
    return subprocess.run(script, cwd=folder, capture_output=True, encoding="utf-8", check=False)


def runs_of_the_shipped() -> list[tuple[str, Run]]:
    found = []
    for key, text in shipped().items():
        for place, example in enumerate(read(text).examples):
            if not example.refused and example.shares is not None:
                found.append((f"{key} {place}", example_run(text, example)))
    return found


def test_the_directive_of_every_function_uses_every_function_and_is_held_by_bounds():
    directive = read(EVERY_FUNCTION)
    formulas = [one.made_by for one in directive.indicators.values()]
    formulas += [directive.recipients.where, *(one.where for one in directive.groups.values())]
    used = {node.name for one in formulas if one for node in walk(one.tree) if isinstance(node, Call)}
    assert used == set(FUNCTIONS)
    run = run_of_every_function()
    held = {side for sharing in run.pools["levels"].sharings.values() for side in sharing.held.values()}
    assert held == {"minimum", "maximum"}
    assert len({one.policy for one in run.filled}) >= 8


@pytest.mark.parametrize(
    "run", [one for _, one in runs_of_the_shipped()], ids=[key for key, _ in runs_of_the_shipped()]
)
def test_an_archive_of_a_shipped_directive_comes_out_again_without_hamtaraz(run: Run, tmp_path: Path):
    done = recompute(unpack(archive(run), tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "every rial comes out again" in done.stdout.lower()
    assert "hamtaraz" not in re.findall(
        r"^(?:import|from) (\w+)", (tmp_path / "recompute.py").read_text(), re.MULTILINE
    )


def test_an_archive_of_every_function_comes_out_again(tmp_path: Path):
    done = recompute(unpack(archive(run_of_every_function()), tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_same_run_gives_the_same_bytes_and_they_name_no_time():
    first, second = archive(run_of_every_function()), archive(run_of_every_function())
    assert first == second
    entries = zipfile.ZipFile(io.BytesIO(first)).infolist()
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.compress_type for entry in entries} == {zipfile.ZIP_STORED}


def test_the_hash_of_the_working_is_the_run_s_own(tmp_path: Path):
    run = example_run(MUNICIPAL)
    unpack(archive(run), tmp_path)
    assert hashlib.sha256((tmp_path / "working.json").read_bytes()).hexdigest() == run.digest()
    listed = dict(line.split("  ")[::-1] for line in (tmp_path / "SHA256SUMS").read_text().splitlines())
    found = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert found == {*listed, "SHA256SUMS"}


# --- what was changed is seen, even by one who mends the hashes -----------------------------------

Change = Callable[[str], str]


def change(folder: Path, name: str, how: Change, *, mend: bool) -> None:
    """Change one file; with `mend` its hash is written anew too, as a careful forger would."""
    path = folder / name
    before = path.read_bytes().decode()
    after = how(before)
    assert after != before
    path.write_bytes(after.encode())
    if mend:
        lines = [line.split("  ")[1] for line in (folder / "SHA256SUMS").read_text().splitlines()]
        sums = [f"{hashlib.sha256((folder / one).read_bytes()).hexdigest()}  {one}\n" for one in lines]
        (folder / "SHA256SUMS").write_text("".join(sums))


CHANGES = [
    ("inputs/data.csv", "20000", "20001", "population of A: 20000 is kept, 20001 when reckoned again"),
    ("inputs/parameters.csv", "weight_population,1/3", "weight_population,1/2", "parameter weight_population"),
    ("inputs/pool.csv", "300000000000", "300000000001", "pool rial"),
    ("inputs/last_year.csv", "amount_rial", "amount_rial\r\nA,5", "last year of A"),
    ("inputs/overrides.csv", "reason", "reason\r\nA,population,7,شوخی", "population of A: 20000 is kept, 7"),
    ("versions.json", '"run_sha256": "', '"run_sha256": "0', "versions.json: names the SHA-256 of another working"),
    (
        "working.json",
        "86883449032",
        "86883449033",
        "pool municipalities, amount of A: 86883449033 is kept, 86883449032",
    ),
    ("result.csv", "86883449032", "86883449033", "result.csv, amount of A: 86883449033 is kept, 86883449032"),
    ("result.csv", "0.5,0.2", "0.5,0.3", "result.csv, need_by_budget of A: 3/10 is kept, 1/5 when reckoned again"),
    ("directive.toml", "population / budget", "budget / population", "formula of need_by_budget"),
    ("directive.toml", "100_000", "100_001", "directive.toml: not the directive of the working"),
    ("recompute.py", "/ get('budget', row)", "* get('budget', row)", "need_by_budget of A"),
]


@pytest.mark.parametrize(("name", "old", "new", "told"), CHANGES, ids=[f"{one[0]} {one[1]}" for one in CHANGES])
def test_a_changed_file_is_named_and_the_figure_too(name: str, old: str, new: str, told: str, tmp_path: Path):
    content = archive(example_run(MUNICIPAL))
    unpack(content, tmp_path / "plain")
    change(tmp_path / "plain", name, lambda text: text.replace(old, new, 1), mend=False)
    done = recompute(tmp_path / "plain")
    assert done.returncode == 1
    assert done.stdout.splitlines()[0] == f"{name}: not the file that was archived (its SHA-256 differs)"
    assert not done.stderr

    unpack(content, tmp_path / "mended")
    change(tmp_path / "mended", name, lambda text: text.replace(old, new, 1), mend=True)
    done = recompute(tmp_path / "mended")
    assert done.returncode == 1
    assert done.stdout.startswith(told)
    assert not done.stderr


def test_a_file_that_is_missing_is_named(tmp_path: Path):
    unpack(archive(example_run(MUNICIPAL)), tmp_path)
    (tmp_path / "inputs" / "data.csv").unlink()
    done = recompute(tmp_path)
    assert done.returncode == 1
    assert "inputs/data.csv" in done.stdout
    assert not done.stderr


def test_nothing_a_directive_says_becomes_a_statement(tmp_path: Path):
    evil = "'); raise SystemExit(0)  # \" \\\\n «"
    text = MUNICIPAL.replace('title = "شهرداری"', f"title = '''{evil}'''").replace(
        'key = "municipalities"', 'key = "_"'
    )
    text = text.replace(
        'where = "population < city_limit"', '''where = """population < city_limit and province != "'+x" """'''
    )
    run = distribute(
        read(text),
        bodies_of(
            [{"code": c, "name": evil, "province": evil, "population": 9, "receipts": 8, "budget": 7} for c in "AB"]
        ),
        11,
    )
    done = recompute(unpack(archive(run), tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "comes out again" in done.stdout


def table_of(seed: int) -> list[dict[str, object]]:
    """Bodies of every sort, gaps and zeros among them; the same for the same seed."""
    dice = random.Random(seed)  # noqa: S311 - a table, not a secret

    def perhaps(value: object) -> object:
        return None if dice.random() < 0.12 else value

    return [
        {
            "code": f"{n:02d}",
            "province": dice.choice(["خوزستان", "فارس", "یزد"]),
            "county": perhaps(dice.choice(["01", "02", "03"])),
            "closed": perhaps(dice.random() < 0.05),
            "population": dice.choice([None, 0, 95_000]) if dice.random() < 0.06 else dice.randrange(1, 40_000),
            "receipts": perhaps(dice.choice([0, dice.randrange(1, 999)])),
            "area": perhaps(Fraction(dice.randrange(1, 4_000), dice.choice([1, 2, 4, 8, 10, 125]))),
            "roads": perhaps(dice.choice([0, dice.randrange(1, 9), Fraction(dice.randrange(1, 90), 10)])),
            "wells": perhaps(Fraction(dice.randrange(12), 2)),
            "schools": perhaps(dice.randrange(5)),
        }
        for n in range(1, dice.randrange(14, 30))
    ]


def test_plain_python_gives_what_the_law_gives_for_tables_of_every_sort(tmp_path: Path):
    reckoned = 0
    for seed in range(40):
        rows = table_of(seed)
        last_year = {str(row["code"]): 1_000 * place for place, row in enumerate(rows) if place % 3}
        try:
            run = distribute(read(EVERY_FUNCTION), bodies_of(rows), 10**8, last_year=last_year)
        except Refused:
            continue
        plain = ModuleType("recompute")
        exec(compile(script(run), "recompute.py", "exec"), plain.__dict__)  # noqa: S102 - it is what is tried
        folder = unpack(archive(run), tmp_path / str(seed))
        assert list(plain.differences(folder, plain.write_out)) == []
        reckoned += 1
    assert reckoned >= 10


def test_figures_named_as_the_table_s_own_columns_are_told_apart(tmp_path: Path):
    text = MUNICIPAL.split("[[example]]")[0].replace("population", "name").replace("need_by_budget", "amount_rial")
    bodies = Bodies(
        ["01", "02"], {"01": "الف"}, {"name": [5, 6], "budget": [3, 4], "receipts": [1, 2], "province": ["x", "y"]}
    )
    done = recompute(unpack(archive(distribute(read(text), bodies, 100)), tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr


def test_bounds_shared_again_and_again_give_what_the_law_gives():
    run = run_of_every_function()
    for sharing in run.pools["rest"].sharings.values():
        points = {code: Fraction(number) for code, number in sharing.points.items()}
        assert share_within(sharing.total_rial, points, {}, {}, 10) == sharing.shares
