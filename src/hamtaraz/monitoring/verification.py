"""Re-checks every invariant of the house with SQL of its own, which shares nothing with the code it checks."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction

from hamtaraz.kernel.refusals import N_
from hamtaraz.monitoring.seals import broken_seals
from hamtaraz.monitoring.workings import other_results

CHECKS = Path(__file__).parent / "checks"
SHOWN = 20
WORDS = N_("The words of every paper and the working of every distribution have the hash they were kept with.")
RECKONED = N_("The law run again on the frozen figures of every distribution gives the same shares (S0-12).")
SEALED = N_("Everything sealed is as it was sealed.")
HASHED = """
    SELECT format('paper %s (%s)', code, number), facts_sha256, facts::text FROM documents_paper
    UNION ALL
    SELECT format('the working of distribution %s', id), digest, working::text FROM distribution_distribution
    WHERE working IS NOT NULL
    UNION ALL
    SELECT format('the working of the shares %s', id), digest, working::text FROM grants_sharerun
    UNION ALL
    SELECT format('the working of the bitumen %s', id), digest, working::text FROM grants_bitumenrun
    UNION ALL
    SELECT format('the working of plan %s', id), digest, working::text FROM grants_plan
"""


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
    with transaction.atomic():
        _read_whole_tables()
        verdicts = [_run(path) for path in sorted(CHECKS.glob("*.sql"))]
    verdicts.append(_verdict("words_are_as_they_were_hashed", changed_words(), WORDS))
    verdicts.append(_verdict("workings_come_out_again", other_results(), RECKONED))
    verdicts.append(_verdict("seals_hold", broken_seals(), SEALED))
    return verdicts


def _read_whole_tables() -> None:
    """Have the checks join by hash and not row by row, until the end of this transaction.

    Each check looks at every row, and a planner that knows nothing yet of tables just filled takes them for empty:
    one check of a year then took minutes.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_nestloop = off")


def changed_words() -> list[str]:
    """Papers and workings whose JSON no longer has the hash it was kept with; spelled here, not by their rooms."""
    with connection.cursor() as cursor:
        cursor.execute(HASHED)
        return [f"{name} was changed after it was kept" for name, kept, words in cursor if _hash_of(words) != kept]


def _hash_of(words: str) -> str:
    spelled = json.dumps(json.loads(words), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(spelled.encode()).hexdigest()


def _verdict(name: str, faults: list[str], says: str) -> Verdict:
    return Verdict(name, says, len(faults), tuple(faults[:SHOWN]))


def _run(path: Path) -> Verdict:
    sql = path.read_text()
    says = re.match(r"-- (.+)", sql)
    assert says, f"{path.name} opens with its sentence"
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return _verdict(path.stem[3:], [row[0] for row in cursor.fetchall()], says[1])
