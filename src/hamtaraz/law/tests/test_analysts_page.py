"""The pages for analysts are true: their files are made, their commands and their Python run, and both say the same."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from hamtaraz.law.command import reckon

DOCS = Path(__file__).resolve().parents[4] / "docs"
PAGES = [DOCS / "analysts.md", DOCS / "analysts.fa.md"]


def blocks(page: Path) -> list[tuple[str, str]]:
    """The blocks of a page: what is said behind the opening marks, and the text."""
    return re.findall(r"^```([^\n]+)\n(.*?)^```$", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


def told_by(line: str, capfd: pytest.CaptureFixture[str]) -> str:
    """What a line for the shell prints; it must end well."""
    program, *words = shlex.split(line)
    if program == "hamtaraz":
        assert reckon(words, {"LANG": "fa_IR.UTF-8"}) == 0, line
        return capfd.readouterr().out
    assert program == "python"
    environment = {**os.environ, "PYTHONPATH": ""}
    return subprocess.run(
        [sys.executable, *words], env=environment, check=True, capture_output=True, encoding="utf-8"
    ).stdout


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_block_of_the_page_runs_and_prints_what_stands_there(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
):
    monkeypatch.chdir(tmp_path)
    printed, ran = "", 0
    for head, text in blocks(page):
        match head.split():
            case ["toml" | "csv", name]:
                (tmp_path / name).write_text(text, encoding="utf-8")
            case ["sh", "run"]:
                printed = "".join(told_by(line, capfd) for line in text.splitlines())
                ran += 1
            case ["python", "run"]:
                exec(compile(text, str(page), "exec"), {})  # noqa: S102 - the page is ours
                ran += 1
            case ["text"]:
                assert printed == text
            case _:
                pytest.fail(f"nobody runs a block of {head!r}")
    assert ran == 5


def test_both_pages_show_the_same_files_and_commands():
    english, persian = ([block for block in blocks(page) if block[0] != "text"] for page in PAGES)
    assert [text.replace("--language fa", "--language en") for _, text in persian] == [text for _, text in english]
