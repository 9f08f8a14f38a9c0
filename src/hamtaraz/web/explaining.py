"""Says every line of an explanation in a sentence: from a figure and its source, through each clause, to the rial."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from hamtaraz.kernel import rial
from hamtaraz.kernel.refusals import N_
from hamtaraz.law.directive import Directive
from hamtaraz.law.run import Run
from hamtaraz.law.why import Origins, WhyLine
from hamtaraz.web.refusing import language
from hamtaraz.web.showing import decimals, digits, part

UNITS = {"person": N_("person"), "square kilometre": N_("square kilometre"), "rial": N_("rial")}
POLICIES = {
    "manual": N_("put in place by hand"),
    "zero": N_("counted as zero"),
    "value": N_("the value the directive names"),
}
FUNCTIONS = {
    "share": N_("part in the sum"), "mean": N_("mean"), "median": N_("median"), "sum": N_("sum"), "rank": N_("rank"),
    "smallest": N_("smallest"), "largest": N_("largest"), "min": N_("the smaller"), "max": N_("the larger"),
    "floor": N_("whole part"), "if": N_("if"), "count": N_("count"), "pool": N_("credit in all"), "last_year": N_("last year"),
}  # fmt: skip
"""How functions of the language are called in a formula that is read aloud."""
APART, TOGETHER = "\u2068", "\u2069"
NAME = re.compile(r"[^\W\d]\w*")


@dataclass(frozen=True)
class Said:
    """One line: what it is about, the sentence, the result, the article, and the formula with its numbers."""

    label: str
    title: str
    sentence: str
    result: str
    basis: str = ""
    formula: str = ""


def explained(run: Run, county: str, origins: Origins) -> list[Said]:
    """Why a county has its amount, every line of the working in words and numbers (S0-12)."""
    return [_said(run, county, line, origins) for line in run.why(county)]


def figure(value: Fraction | int, unit: str = "") -> str:
    """A figure as people read it: whole numbers in threes, a share as percent, the rest in decimals."""
    value = Fraction(value)
    if unit == "share":
        return _percent(value)
    if value.denominator == 1:
        return rial.show(int(value), rial.Unit.RIAL, language())
    return digits(("-" if value < 0 else "") + decimals(abs(value), 6).rstrip("0").rstrip("."))


def _percent(value: Fraction) -> str:
    """A share as percent with at most four decimals, none where it is whole."""
    for places in (0, 1, 2, 3):
        if (value * 100 * 10**places).denominator == 1:
            return part(value, places)
    return part(value, 4)


def _said(run: Run, county: str, line: WhyLine, origins: Origins) -> Said:
    title = (line.title_en if language() == "en" and line.title_en else line.title) or line.key
    sentence, result = SENTENCES.get(line.label, _indicator)(run, county, line, origins)
    return Said(line.label, title, sentence, result, line.basis, _with_numbers(run, county, line.formula))


def _datum(run: Run, county: str, line: WhyLine, origins: Origins) -> tuple[str, str]:
    year, by = origins.get(line.key, ("", {}))
    told = {
        "source": "، ".join(name for name, codes in by.items() if county in codes) or line.words.get("source", ""),
        "year": digits(str(year or line.words.get("year", ""))),
    }
    if line.label == "datum" and (not line.figures or told["year"] in told["source"]):
        return _("As measured: %(source)s.") % told, _of(line) if line.figures else line.words.get("text", "")
    if line.label == "filled":
        policy = line.words.get("policy", "")
        told |= {
            "policy": _(POLICIES[policy]) if policy in POLICIES else policy,
            "reason": line.words.get("reason", ""),
        }
        if told["reason"]:
            return _("In place of what was measured: %(policy)s, because: %(reason)s") % told, _of(line)
        return _("In place of what was measured: %(policy)s.") % told, _of(line)
    return _("As measured: %(source)s, %(year)s.") % told, _of(line)


def _of(line: WhyLine) -> str:
    unit = line.words.get("unit", "")
    shown = figure(line.figures["figure"], unit)
    return f"{shown} {_(UNITS[unit])}" if unit in UNITS else shown


def _parameter(run: Run, county: str, line: WhyLine, origins: Origins) -> tuple[str, str]:
    return _("As the scenario sets it."), _of(line)


def _indicator(run: Run, county: str, line: WhyLine, origins: Origins) -> tuple[str, str]:
    if "figure" not in line.figures:
        return "", ""
    places = digits(str(len(str(line.figures["scale"])) - 1)) if "scale" in line.figures else ""
    return _("Reckoned by the formula of the directive, rounded to %(places)s places.") % {"places": places}, _of(line)


def _aside(run: Run, county: str, line: WhyLine, origins: Origins) -> tuple[str, str]:
    return _("Set aside before anything is shared."), _rials(line, "amount_rial")


def _pool(run: Run, county: str, line: WhyLine, origins: Origins) -> tuple[str, str]:
    told = {"pool": figure(line.figures["pool_rial"])}
    return _("Of %(pool)s rial in all, this is what is shared here.") % told, _rials(line, "amount_rial")


def _share(run: Run, county: str, line: WhyLine, origins: Origins) -> tuple[str, str]:
    figures = line.figures
    if line.words.get("held"):
        bound = _("least") if line.words["held"] == "minimum" else _("greatest")
        return _("Held at the %(bound)s amount the directive allows.") % {"bound": bound}, _rials(line, "amount_rial")
    told = {
        "part": part(Fraction(figures["points"]) / (figures["points_total"] or 1), 4),
        "total": figure(figures["total_rial"]),
        "exact": digits(decimals(Fraction(figures["quotient"]), 2)),
    }
    words = _(
        "%(part)s of %(total)s rial is exactly %(exact)s rial; shares are cut to the rial and the rials left over go to the largest remainders."
    )
    return words % told, _rials(line, "amount_rial")


def _level(run: Run, county: str, line: WhyLine, origins: Origins) -> tuple[str, str]:
    return _("What “%(text)s” gets on the way.") % {"text": line.words.get("text", "")}, _rials(line, "amount_rial")


def _amount(run: Run, county: str, line: WhyLine, origins: Origins) -> tuple[str, str]:
    if "last_year_rial" in line.figures:
        told = {"before": figure(line.figures["last_year_rial"])}
        return _("All together; %(before)s rial the year before.") % told, _rials(line, "amount_rial")
    return _("All together."), _rials(line, "amount_rial")


def _rials(line: WhyLine, name: str) -> str:
    return f"{figure(line.figures[name])} {_('rial')}"


def _with_numbers(run: Run, county: str, formula: str) -> str:
    def number(name: str) -> Any:
        value = run.parameters.get(name)
        if value is None and getattr(run.directive.clause(name), "kind", "number") == "number":
            return run.figure(county, name)
        return value

    return read_aloud(run.directive, formula, number)


def read_aloud(directive: Directive, formula: str, number: Callable[[str], Fraction | int | None]) -> str:
    """A formula in which every name of the directive stands with its title and, where `number` gives one, its number."""

    def named(found: re.Match[str]) -> str:
        clause = directive.clause(found[0])
        if clause is None:
            return f"{APART}{_(FUNCTIONS[found[0]])}{TOGETHER}" if found[0] in FUNCTIONS else found[0]
        value = number(found[0])
        shown = f" {figure(value, getattr(clause, 'unit', ''))}" if value is not None else ""
        return f"[{APART}{clause.called(language())}{shown}{TOGETHER}]"

    return NAME.sub(named, formula).replace("*", "×").replace("/", "÷")


SENTENCES = {
    "datum": _datum, "filled": _datum, "parameter": _parameter, "indicator": _indicator, "aside": _aside,
    "pool": _pool, "share": _share, "level": _level, "amount": _amount,
}  # fmt: skip
