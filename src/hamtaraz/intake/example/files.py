"""Reads the files of an example province: CSV tables and TOML documents, days in the Jalali calendar."""

from __future__ import annotations

import csv
import datetime
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from hamtaraz.kernel import jalali

Row = dict[str, str]


def day_of(words: str) -> datetime.date:
    """A day as the files write it."""
    return jalali.parse(words)


@dataclass(frozen=True)
class Files:
    """The folder of one example."""

    folder: Path

    def table(self, name: str) -> list[Row]:
        """The rows of a CSV file."""
        with (self.folder / f"{name}.csv").open(newline="") as file:
            return list(csv.DictReader(file))

    def document(self, name: str) -> dict[str, Any]:
        """A TOML file."""
        with (self.folder / f"{name}.toml").open("rb") as file:
            return tomllib.load(file)

    @cached_property
    def province(self) -> dict[str, Any]:
        """The province, its fiscal year and its organisations."""
        return self.document("province")

    @cached_property
    def projects(self) -> dict[str, Row]:
        """The projects by their codes."""
        return {row["code"]: row for row in self.table("projects")}

    @cached_property
    def story(self) -> dict[str, Any]:
        """How far the year has gone."""
        return self.document("story")
