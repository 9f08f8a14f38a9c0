"""Adds up the rows of a paper before it is printed: a paper that contradicts itself does not leave the house."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from hamtaraz.kernel.refusals import N_, Refused

Facts = Mapping[str, Any]


class TotalsDisagree(Refused):
    """A total stated in the facts of a paper is not the sum of its rows; `where` is the path of the total."""

    key = "paper_totals_disagree"
    sentence = N_("The paper states %(stated_rial)s rial at “%(where)s”, but its rows add up to %(summed_rial)s.")
    remedy = N_("Correct the rows or the total, then print again.")


def check(kind: str, facts: Facts) -> None:
    """Refuse facts whose rows do not add up to every total they state, to the rial."""
    if kind == "credit_notice":
        _check_credit_notice(facts)
    elif kind == "distribution_table":
        _check_matrix(facts["matrix"], "matrix")
    elif kind == "balance_certificate":
        _check_balance(facts)
    elif kind == "agreement":
        _check_agreement(facts)
    elif kind == "allotment_notice":
        _check_allotment(facts)
    elif "totals" in facts:
        for column, total in facts["totals"].items():
            _agree(column, total, (row[column] for row in facts["rows"]))
    for resolution in facts.get("resolutions", []):
        _check_resolution(resolution)


def _agree(where: str, stated: str, rows: Iterable[str]) -> None:
    summed = sum(int(row) for row in rows)
    if int(stated) != summed:
        raise TotalsDisagree(where=where, stated_rial=int(stated), summed_rial=summed)


def _check_credit_notice(facts: Facts) -> None:
    if facts["notice"] == "central":
        parts = [row["amount_rial"] for row in facts["sources"]]
    elif facts["notice"] == "county":
        _check_matrix(facts["matrix"], "matrix")
        parts = [facts["matrix"]["total_rial"]]
    else:
        for place, group in enumerate(facts["groups"], 1):
            _agree(f"groups.{place}", group["total_rial"], (row["amount_rial"] for row in group["rows"]))
        parts = [group["total_rial"] for group in facts["groups"]]
    _agree("total", facts["total_rial"], parts)


def _check_matrix(matrix: Facts, where: str) -> None:
    for place, row in enumerate(matrix["rows"], 1):
        _agree(f"{where}.row.{place}", row["total_rial"], row["amounts_rial"])
    amounts = [row["amounts_rial"] for row in matrix["rows"]]
    columns = zip(*amounts, strict=True) if amounts else [()] * len(matrix["columns"])
    stated = zip(matrix["columns"], matrix["column_totals_rial"], columns, strict=True)
    for place, (_, total, column) in enumerate(stated, 1):
        _agree(f"{where}.column.{place}", total, column)
    _agree(f"{where}.total", matrix["total_rial"], matrix["column_totals_rial"])


def _check_balance(facts: Facts) -> None:
    for level in ("sources", "lines", "counties"):
        _check_matrix(facts[level], level)
    counties = facts["counties"]["total_rial"]
    _agree("lines.counties", facts["lines"]["total_rial"], [counties])
    _agree("sources.counties", facts["sources"]["column_totals_rial"][0], [counties])
    _agree("total", facts["total_rial"], [facts["sources"]["total_rial"]])


def _check_resolution(resolution: Facts) -> None:
    where = f"resolution.{resolution['number']}"
    if "matrix" in resolution:
        _check_matrix(resolution["matrix"], where)
    if "projects" in resolution:
        projects = resolution["projects"]
        _agree(where, projects["total_rial"], (row["amount_rial"] for row in projects["rows"]))


def _check_agreement(facts: Facts) -> None:
    lines = [line for project in facts["projects"] for line in project["lines"]]
    for project in facts["projects"]:
        _agree(project["code"], project["credit_rial"], (line["amount_rial"] for line in project["lines"]))
    for form, named in (("by_source", "source"), ("by_spending_chapter", "spending_chapter")):
        summed: Counter[str] = Counter()
        for line in lines:
            summed[line[named]] += int(line["amount_rial"])
        stated = {share["title"]: share["amount_rial"] for share in facts[form]}
        for title in {**summed, **stated}:
            _agree(title, stated.get(title, "0"), [str(summed[title])])
    _agree("total", facts["total_rial"], (project["credit_rial"] for project in facts["projects"]))


def _check_allotment(facts: Facts) -> None:
    for row in facts["rows"]:
        _agree(row["code"], row["cumulative_rial"], (row["before_rial"], row["now_rial"]))
    for column in ("agreed", "before", "now", "cumulative"):
        _agree(column, facts[f"{column}_total_rial"], (row[f"{column}_rial"] for row in facts["rows"]))
    if "parts" in facts:
        _agree("parts", facts["now_total_rial"], (part["amount_rial"] for part in facts["parts"]))
