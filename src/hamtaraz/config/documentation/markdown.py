"""Tables and diagrams in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; a bar inside a cell is escaped."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines) + "\n"


def diagram(lines: Iterable[str]) -> str:
    """A Mermaid diagram as a code block."""
    return "\n".join(["```mermaid", *lines, "```"]) + "\n"


def anchor(title: str) -> str:
    """The part of an address that leads to a heading, as most readers of Markdown make it."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def _cell(content: object) -> str:
    return " ".join(str(content).split()).replace("|", "\\|")
