"""One style sheet serves both directions: sources name no left and no right."""

import json
import re
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[4]
SHEETS = sorted((CHECKOUT / "frontend/css").glob("*.css"))
TEMPLATES = sorted((CHECKOUT / "src/hamtaraz").rglob("templates/**/*.html"))
SIDES = re.compile(
    r"\b(?:(?:margin|padding|border)-(?:left|right)|(?:left|right)\s*:|text-align:\s*(?:left|right)|float:\s*(?:left|right))"
)
SIDED_CLASSES = re.compile(
    r"""class="[^"]*(?<![\w-])(?:[mp][lr]-|(?:left|right)-|text-(?:left|right)\b|border-[lr]\b)"""
)
INLINE = re.compile(r"""\sstyle=["']|<style|\son(?:click|change|submit|input|load)=""")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_a_sheet_speaks_of_start_and_end(sheet: Path) -> None:
    assert SIDES.findall(sheet.read_text()) == []


def test_templates_name_no_side_and_carry_no_inline_style_or_handler() -> None:
    assert len(TEMPLATES) > 10
    for template in TEMPLATES:
        text = template.read_text()
        assert not SIDED_CLASSES.search(text), template
        assert not INLINE.search(text), template


def test_the_lock_of_the_browser_files_names_no_address() -> None:
    lock = (CHECKOUT / "package-lock.json").read_text()
    assert '"integrity"' in lock
    assert '"resolved"' not in lock


def test_the_lock_holds_every_package_it_asks_for_on_any_machine() -> None:
    packages = json.loads((CHECKOUT / "package-lock.json").read_text())["packages"]
    asked = {name for package in packages.values() for name in package.get("optionalDependencies", {})}
    held = {path.rpartition("node_modules/")[2] for path in packages}
    assert asked
    assert asked <= held
