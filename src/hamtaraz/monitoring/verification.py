"""Re-checks every invariant of the house with SQL of its own, which shares nothing with the code it checks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from hamtaraz.monitoring.seals import broken_seals

CHECKS = Path(__file__).parent / "checks"
SHOWN = 20


@dataclass(frozen=True)
class Verdict:
    """What one check found: its name, its sentence, how many faults, and the first of them in words."""

    name: str
    says: str
    faults: int
    first: tuple[str, ...]

    @property
    def clean(self) -> bool:
        """Nothing was found."""
        return self.faults == 0


def verify() -> list[Verdict]:
    """Run every check, in order, and give their verdicts (R1); changes nothing."""
    verdicts = [_run(path) for path in sorted(CHECKS.glob("*.sql"))]
    faults = broken_seals()
    verdicts.append(Verdict("seals_hold", "Everything sealed is as it was sealed.", len(faults), tuple(faults[:SHOWN])))
    return verdicts


def _run(path: Path) -> Verdict:
    sql = path.read_text()
    says = re.match(r"-- (.+)", sql)
    assert says, f"{path.name} opens with its sentence"
    with connection.cursor() as cursor:
        cursor.execute(sql)
        rows = [row[0] for row in cursor.fetchall()]
    return Verdict(path.stem[3:], says[1], len(rows), tuple(rows[:SHOWN]))
