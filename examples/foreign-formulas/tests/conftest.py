"""What the tests of the three countries share: reading a folder, and rounding written without the house's own."""

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest

from hamtaraz.law.bodies import Bodies, read_csv
from hamtaraz.law.directive import Directive, read

FOLDER = Path(__file__).parent.parent


@dataclass(frozen=True)
class Country:
    """A folder: its directive, its bodies, and its other tables as rows of text."""

    folder: Path
    directive: Directive
    bodies: Bodies

    def rows(self, name: str) -> list[dict[str, str]]:
        """Read a CSV file of the folder."""
        with (self.folder / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def amounts(self, name: str, column: str) -> dict[str, int]:
        """Read whole amounts by code."""
        return {row["code"]: int(row[column]) for row in self.rows(name)}


@pytest.fixture(scope="session")
def country() -> Callable[[str], Country]:
    """Open the folder of a country."""

    def opened(name: str) -> Country:
        folder = FOLDER / name
        directive = read((folder / "directive.toml").read_text(encoding="utf-8"))
        return Country(folder, directive, read_csv((folder / "figures.csv").read_bytes(), directive.wanted()))

    return opened


@pytest.fixture(scope="session")
def to_the_unit() -> Callable[[int, Mapping[str, Fraction]], dict[str, int]]:
    """Divide a whole amount in proportion, what is left over to the largest remainders."""

    def divided(amount: int, weights: Mapping[str, Fraction]) -> dict[str, int]:
        whole = sum(weights.values())
        exact = {code: amount * weight / whole for code, weight in weights.items()}
        found = {code: value.numerator // value.denominator for code, value in exact.items()}
        first = sorted(exact, key=lambda code: (found[code] - exact[code], code))
        for code in first[: amount - sum(found.values())]:
            found[code] += 1
        return found

    return divided
