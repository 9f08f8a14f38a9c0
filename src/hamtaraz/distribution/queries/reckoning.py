"""How a directive reckons here: figures of counties become bodies, a run of the law, the table, the frozen working (S0-12)."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import Any

from django.db.models import Q, QuerySet

from hamtaraz.distribution.models import DistributionLine, Scenario
from hamtaraz.kernel import jalali
from hamtaraz.kernel.rial import Rial
from hamtaraz.law import directive as law
from hamtaraz.law.bodies import Bodies, Value
from hamtaraz.law.clauses import Datum
from hamtaraz.law.directive import Directive
from hamtaraz.law.run import Run, distribute
from hamtaraz.law.two_way import fit
from hamtaraz.law.why import Origins
from hamtaraz.places.models import County, IndicatorValue

type Overrides = dict[tuple[str, str], tuple[Value, str]]
PERSONS = "population"
"""The datum amounts per head are reckoned by."""


@lru_cache(maxsize=64)
def directive_of(text: str) -> Directive:
    """The directive a text holds; a text is read once."""
    return law.read(text)


@dataclass(frozen=True)
class Figures:
    """The figures of the counties as the house knows them: bodies, the counties, and who measured what in which year."""

    bodies: Bodies
    counties: list[County]
    origins: Origins


@dataclass(frozen=True)
class Terms:
    """What a run goes by besides the figures: a directive, chosen parameters, figures put in their place, last year."""

    directive: Directive
    parameters: Mapping[str, Fraction] = field(default_factory=dict)
    overrides: Overrides = field(default_factory=dict)
    last_year: Mapping[str, Rial] = field(default_factory=dict)


def terms_of(scenario: Scenario, last_year: Mapping[str, Rial] | None = None) -> Terms:
    """What a scenario goes by."""
    return Terms(
        directive_of(scenario.directive_text),
        {key: Fraction(value) for key, value in scenario.parameters.items()},
        {(one["code"], one["key"]): (Fraction(one["value"]), one["reason"]) for one in scenario.overrides},
        last_year or {},
    )


def counties_on(province: str, day: datetime.date) -> QuerySet[County]:
    """The counties of a province as they stand on a day, in the order of their names."""
    return County.objects.filter(Q(until__isnull=True) | Q(until__gt=day), province=province, since__lte=day)


def figures_for(directive: Directive, province: str, day: datetime.date) -> Figures:
    """What the directive asks of every county, in the year it asks for (the latest where it names none); gaps are None."""
    counties = list(counties_on(province, day))
    known: dict[tuple[str, str], tuple[int, int, str]] = {}
    rows = IndicatorValue.objects.filter(province=province, key__in=[*directive.data, PERSONS]).order_by("year")
    for code, key, year, value, origin in rows.values_list("county__code", "key", "year", "value", "origin"):
        datum = directive.data.get(key)
        if datum is None or datum.year in (None, year):
            known[code, key] = (year, value, origin)
    asked = {key: datum for key, datum in directive.data.items() if datum.kind == "number"}
    columns: dict[str, list[Value]] = {
        key: [known[one.code, key][1] if (one.code, key) in known else None for one in counties]
        for key in {**asked, PERSONS: None}
    }
    bodies = Bodies([one.code for one in counties], {one.code: one.name for one in counties}, columns)
    return Figures(bodies, counties, _origins(known))


def _origins(known: Mapping[tuple[str, str], tuple[int, int, str]]) -> Origins:
    found: dict[str, tuple[int, dict[str, list[str]]]] = {}
    for (code, key), (year, _value, origin) in sorted(known.items()):
        latest, by = found.setdefault(key, (year, {}))
        by.setdefault(origin, []).append(code)
        found[key] = (max(latest, year), by)
    return found


def run_of(terms: Terms, bodies: Bodies, day: datetime.date, total_rial: Rial) -> Run:
    """Run the law over `total_rial`; nothing is saved. Refuses what the law refuses of figures, weights and bounds."""
    return distribute(
        terms.directive, bodies, total_rial, parameters=terms.parameters, last_year=terms.last_year,
        overrides=terms.overrides, day=law_day(day),
    )  # fmt: skip


def law_day(day: datetime.date) -> str:
    """A day as directives write it, «1405-03-12»."""
    year, month, date = jalali.parts(day)
    return f"{year:04}-{month:02}-{date:02}"


def persons_of(bodies: Bodies) -> dict[str, int]:
    """The persons of every county that has a figure of them."""
    column = bodies.columns.get(PERSONS, ())
    return {code: int(value) for code, value in zip(bodies.codes, column, strict=bool(column)) if value}


def table_of(shares: Mapping[str, Rial], lines: Iterable[DistributionLine]) -> dict[tuple[str, str], Rial]:
    """The cells (county, line as text): every county has its share and every line its amount, to the rial (INV-01).

    Refuses `SumsDiffer` where the directive gives the counties another amount than the lines hold.
    """
    columns = {str(line): line.county_part_rial for line in lines}
    return dict(fit(shares, columns).cells) if columns else {}


def freeze(
    run: Run,
    figures: Figures,
    scenario: Scenario,
    lines: Iterable[DistributionLine],
    day: datetime.date,
    last_year_by: str = "",
) -> tuple[dict[str, Any], str]:
    """The working of a run with the directive it went by and the lines it fills, and the SHA-256 of its one spelling."""
    working = {
        "run": run.as_json(),
        "directive": {
            "key": scenario.directive_key,
            "number": str(scenario.directive_number or ""),
            "sha256": run.directive.digest(),
            "text": scenario.directive_text,
        },
        "scenario": scenario.name,
        "day": law_day(day),
        "origins": {key: {"year": str(year), "by": by} for key, (year, by) in figures.origins.items()},
        "persons": {code: str(count) for code, count in sorted(persons_of(figures.bodies).items())},
        "last_year_by": last_year_by,
        "lines": [
            {
                "source": line.source,
                "chapter": line.chapter,
                "programme": line.programme,
                "county_part_rial": str(line.county_part_rial),
            }
            for line in lines
        ],
    }
    return working, digest_of(working)


def digest_of(working: Mapping[str, Any]) -> str:
    """The SHA-256 of a frozen working, in hexadecimal; it is the distribution's `digest` or somebody changed it."""
    spelled = json.dumps(working, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(spelled.encode()).hexdigest()


def run_again(working: Mapping[str, Any]) -> Run:
    """The law run again on a frozen working alone: whatever changed in the house since, it gives the same (S0-12)."""
    frozen = working["run"]
    directive = directive_of(working["directive"]["text"])
    overrides: Overrides = {
        (one["code"], one["key"]): (Fraction(one["value"]), one["reason"])
        for one in frozen["filled"]
        if one["policy"] == "manual"
    }
    brought = {(one["code"], one["key"]): one["given"] for one in frozen["filled"] if one["policy"] == "manual"}
    codes = frozen["codes"]
    columns = {
        key: [_value(brought.get((code, key), value), directive.data[key]) for code, value in zip(codes, column, strict=True)]
        for key, column in frozen["data"].items()
    }  # fmt: skip
    return distribute(
        directive, Bodies(codes, frozen["names"], columns), int(frozen["pool_rial"]),
        parameters={key: Fraction(value) for key, value in frozen["parameters"].items()},
        last_year={code: int(amount) for code, amount in frozen["last_year"].items()},
        overrides=overrides, day=working["day"],
    )  # fmt: skip


def _value(told: Any, datum: Datum) -> Value:
    if told is None or datum.kind != "number" or isinstance(told, bool):
        return told
    number = Fraction(told)
    return number.numerator if number.denominator == 1 else number
