"""Packs a run into one file that anybody can reckon again: inputs, directive, result, working, hashes, and a script."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path

from hamtaraz import __version__
from hamtaraz.law.bodies import Value
from hamtaraz.law.packing import pack
from hamtaraz.law.plain_python import write_out
from hamtaraz.law.recomputing import heading
from hamtaraz.law.result_files import write_csv
from hamtaraz.law.run import VERSION, Run
from hamtaraz.law.written_numbers import spelled

FORMAT = "hamtaraz-archive/1"


def archive(run: Run) -> bytes:
    """One .zip of a run; the same run gives the same bytes on every machine.

    It holds the inputs as CSV, the directive, the result, the working, what it was made with, the SHA-256 of each
    file, and `recompute.py`, which reckons everything again with Python alone and compares it.
    """
    return pack(files_of(run))


def files_of(run: Run) -> dict[str, bytes]:
    """The files of an archive by their names."""
    files = {
        "README.md": (Path(__file__).parent / "archive_readme.md").read_bytes(),
        "directive.toml": run.directive.text.encode(),
        **_inputs(run),
        "result.csv": write_csv(run, working=True),
        "working.json": run.canonical().encode(),
        "versions.json": _versions(run),
        "recompute.py": script(run),
    }
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))
    return {**files, "SHA256SUMS": sums.encode()}


def script(run: Run) -> bytes:
    """`recompute.py`: the text of `recomputing`, the directive as plain Python, and the call that begins."""
    fixed = Path(__file__).with_name("recomputing.py").read_text(encoding="utf-8")
    begin = 'if __name__ == "__main__":\n    sys.exit(main(Path(__file__).resolve().parent, write_out))\n'
    title = "# --- the directive, written out as Python ---------------------------------------------------------"
    return "\n\n".join([fixed.rstrip(), title, write_out(run.directive), begin]).encode()


def _inputs(run: Run) -> dict[str, bytes]:
    bodies, directive, codes = run.bodies, run.directive, run.bodies.codes
    keys = [key for key in directive.data if key in bodies.columns]
    data = [
        [code, bodies.names.get(code, ""), *(_cell(bodies.columns[key][row]) for key in keys)]
        for row, code in enumerate(codes)
    ]
    parameters = [
        [key, str(value), directive.parameters[key].title, directive.parameters[key].basis]
        for key, value in run.parameters.items()
    ]
    overrides = [
        [code, key, _cell(value), reason] for (code, key), (value, reason) in sorted(run.evaluation.overrides.items())
    ]
    last_year = [[code, str(amount)] for code, amount in sorted(run.last_year.items())]
    return {
        "inputs/pool.csv": _csv(["pool_rial"], [[str(run.pool_rial)]]),
        "inputs/data.csv": _csv(["code", "name", *map(heading, keys)], data),
        "inputs/parameters.csv": _csv(["key", "value", "title", "basis"], parameters),
        "inputs/last_year.csv": _csv(["code", "amount_rial"], last_year),
        "inputs/overrides.csv": _csv(["code", "key", "value", "reason"], overrides),
    }


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else spelled(Fraction(value))


def _csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows(rows)
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def _versions(run: Run) -> bytes:
    told = {
        "archive": FORMAT,
        "hamtaraz": __version__,
        "law": VERSION,
        "directive": {
            "key": run.directive.key,
            "title": run.directive.title,
            "since": run.directive.since,
            "sha256": run.directive.digest(),
        },
        "run_sha256": run.digest(),
    }
    return (json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()
