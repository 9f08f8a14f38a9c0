"""Prints a paper: facts in, the bytes of a tagged PDF/A-2a and PDF/UA-1 out, the same bytes every time."""

import hashlib
import io
import json
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

import segno
import typst

from hamtaraz.documents.layout import sums
from hamtaraz.documents.layout.glyphs import printable
from hamtaraz.documents.layout.spoken import Voice
from hamtaraz.kernel import rial

HERE = Path(__file__).parent
FONTS = HERE.parents[1] / "web" / "static" / "build" / "fonts"
"""Where the set-up puts the TTF files of Vazirmatn."""

SHEETS = {
    "credit_notice": "credit_notice.typ",
    "council_minutes": "minutes.typ",
    "committee_minutes": "minutes.typ",
    "allotment_committee_minutes": "minutes.typ",
    "distribution_table": "distribution_table.typ",
    "balance_certificate": "balance_certificate.typ",
    "agreement": "agreement.typ",
    "allotment_notice": "allotment_notice.typ",
    "letter": "letter.typ",
    "municipal_machine_table": "aid_table.typ",
    "dehyari_machine_table": "aid_table.typ",
    "municipal_project_table": "aid_table.typ",
    "dehyari_project_table": "aid_table.typ",
}
TOTALS = {
    "credit_notice": "total_rial",
    "agreement": "total_rial",
    "allotment_notice": "now_total_rial",
}


def render(kind: str, facts: Mapping[str, Any], *, fonts: Path = FONTS) -> bytes:
    """Print the facts of a paper (`facts.py` says their shape) and give the PDF.

    The same facts give the same bytes. `fonts` holds the Vazirmatn TTF files; no other font is
    used. Refuses facts whose rows do not add up (`sums.TotalsDisagree`). An unknown kind or a
    missing fact is a bug. S0-44.
    """
    sheet = SHEETS[kind]
    sums.check(kind, facts)
    return typst.compile(
        HERE / "sheets" / sheet,
        root=HERE / "sheets",
        font_paths=_typefaces(fonts),
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["a-2a", "ua-1"],
        sys_inputs={"paper": json.dumps(_told(kind, facts, fonts), ensure_ascii=False)},
    )


def canonical(facts: Mapping[str, Any]) -> bytes:
    """Give the one spelling of facts in JSON (sorted keys, no spaces, UTF-8) that is hashed and kept."""
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode()


def fingerprint(facts: Mapping[str, Any]) -> str:
    """Give the SHA-256 of the canonical facts in hexadecimal, as it stands at the foot of the paper."""
    return hashlib.sha256(canonical(facts)).hexdigest()


@cache
def words(language: str) -> dict[str, str]:
    """Give the printed words of a language."""
    with (HERE / "words.toml").open("rb") as file:
        table: dict[str, str] = tomllib.load(file)[language]
    return table


@cache
def _typefaces(fonts: Path) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts])


def _told(kind: str, facts: Mapping[str, Any], fonts: Path) -> dict[str, Any]:
    """Give all that a sheet is told: the facts as they are spoken, and what is reckoned from them."""
    language, unit = facts.get("language", "fa"), facts.get("unit", "rial")
    voice = Voice(language, unit, partial(printable, font=fonts / "Vazirmatn-Regular.ttf"))
    spoken = voice.speak(_with_percents(facts) if kind == "allotment_notice" else dict(facts))
    spoken["code"] = facts["code"]
    told = {
        "facts": spoken,
        "kind": kind,
        "language": language,
        "unit": unit,
        "words": words(language),
        "title": _title(kind, spoken, voice),
        "day": list(date.fromisoformat(facts["dated_on"]).timetuple()[:3]),
        "fingerprint": fingerprint(facts),
        "qr": _qr(facts.get("check_address", facts["code"])),
    }
    if kind in TOTALS:
        total = int(facts[TOTALS[kind]])
        told |= {"grand_total": rial.show(total, language=language), "in_words": voice.words(total)}
    return told


def _title(kind: str, spoken: Mapping[str, Any], voice: Voice) -> str:
    """Give the subject written in the facts, or the usual title of the kind."""
    if "subject" in spoken:
        return str(spoken["subject"])
    key = f"subject_{kind}"
    if kind == "credit_notice":
        key += f"_{spoken['notice']}"
    if kind == "agreement" and spoken["version"] > 1:
        key += "_amended"
    year = voice.text(str(spoken["fiscal_year"]))
    return words(voice.language)[key].format_map({**spoken, "year": year})


def _with_percents(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Add to an allotment the share of the agreed credit that is now allotted."""
    rows = [{**row, "allotted_percent": _percent(row["cumulative_rial"], row["agreed_rial"])} for row in facts["rows"]]
    total = _percent(facts["cumulative_total_rial"], facts["agreed_total_rial"])
    return {**facts, "rows": rows, "allotted_percent": total}


def _percent(part: str, whole: str) -> str:
    """Give a percent cut to a tenth, so that 100 is written only where nothing is left."""
    if int(whole) == 0:
        return "—"
    tenths = int(part) * 1000 // int(whole)
    return f"{tenths // 10}.{tenths % 10}" if tenths % 10 else f"{tenths // 10}"


def _qr(content: str) -> str:
    drawn = io.BytesIO()
    segno.make(content, error="m", micro=False).save(drawn, kind="svg", xmldecl=False, border=2)
    return drawn.getvalue().decode()
