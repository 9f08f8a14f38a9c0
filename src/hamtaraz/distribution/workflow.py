"""The table of a distribution: prepared, computed, proposed, endorsed, and approved by the Council (S0-41, steps 3 and 4)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from hamtaraz.distribution.models import Distribution, DistributionCell, DistributionLine
from hamtaraz.distribution.queries import standing
from hamtaraz.distribution.queries.earlier import shares_before
from hamtaraz.distribution.queries.reckoning import figures_for, freeze, run_of, table_of, terms_of
from hamtaraz.distribution.refusals import (
    AdjustmentTooDeep,
    LineLeavesResidual,
    NotAllShared,
    NothingToShareOut,
    OnlyByResolution,
)
from hamtaraz.kernel.rial import Rial
from hamtaraz.ledger.account_map import account_at
from hamtaraz.ledger.accounts import CREDIT, Move
from hamtaraz.ledger.book import post
from hamtaraz.people.roles import Role
from hamtaraz.workflow.rules import other_hand_than
from hamtaraz.workflow.tables import REASON, State, Step, Taking, TaskKind, Workflow

ROWS_AT_ONCE = 5_000


def something_to_share_out(taking: Taking) -> None:
    """Refuse a distribution without lines and projects."""
    distribution = taking.subject
    if not distribution.budget_lines.exists() and not distribution.province_lines.exists():
        raise NothingToShareOut(title=distribution.title())


def all_is_shared(taking: Taking) -> None:
    """Refuse unless lines and projects of every source used are what waits to be shared of it (INV-01)."""
    for row in standing.balances(taking.subject):
        if row.shared_rial and row.difference_rial:
            raise NotAllShared(
                source=row.name,
                received_rial=row.available_rial,
                shared_rial=row.shared_rial,
                difference_rial=abs(row.difference_rial),
            )


def no_residual(taking: Taking) -> None:
    """Refuse while the adjustments of a line do not cancel out (INV-01)."""
    left = (
        DistributionCell.objects.filter(distribution=taking.subject)
        .values("line_id", "line__programme", "line__source")
        .annotate(residual=Sum("adjustment_rial"))
        .exclude(residual=0)
        .order_by("line_id")
        .first()
    )
    if left:
        names = standing.names(taking.subject.province, taking.subject.fiscal_year)
        raise LineLeavesResidual(
            line=f"{names.programme(left['line__programme'])}، {names.source(left['line__source'])}",
            residual_rial=abs(left["residual"]),
        )


def by_resolution(taking: Taking) -> None:
    """Refuse a decision of the Council that does not come with the number of its resolution (S0-13)."""
    if not str(taking.given.get("resolution_number", "")).strip():
        raise OnlyByResolution()


@dataclass(frozen=True)
class computes:
    """Runs the directive of the chosen scenario, freezes the working, and writes the cells with their adjustments."""

    says: str = "shares every line among the counties by the chosen scenario, and freezes the working"

    def __call__(self, taking: Taking) -> None:
        fill_cells(taking.subject, taking.day)


def mark_chosen(distribution: Distribution, scenario: int) -> None:
    """Mark one scenario of a locked distribution, by its number, as the chosen one."""
    distribution.scenarios.filter(chosen=True).update(chosen=False)
    distribution.scenarios.filter(pk=scenario).update(chosen=True)


def fill_cells(distribution: Distribution, day: datetime.date) -> None:
    """Write the cells of a locked distribution as its chosen scenario says; both sums hold to the rial (INV-01)."""
    lines = list(distribution.budget_lines.all())
    scenario = distribution.scenario
    earlier = shares_before(distribution.province, distribution.fiscal_year)
    terms = terms_of(scenario, earlier.shares)
    figures = figures_for(terms.directive, distribution.province, day)
    run = run_of(terms, figures.bodies, day, sum(line.county_part_rial for line in lines))
    distribution.working, distribution.digest = freeze(run, figures, scenario, lines, day, earlier.origin)
    distribution.computed_on = day
    cells = table_of(run.shares, lines)
    adjusted = {(one["line"], one["county"]): one for one in scenario.adjustments}
    distribution.cells.all().delete()
    made = [
        _cell(distribution, line, county, cells[county, str(line)], adjusted.get((str(line), county)))
        for line in lines
        for county in run.shares
    ]
    DistributionCell.objects.bulk_create(made, batch_size=ROWS_AT_ONCE)


def _cell(
    distribution: Distribution, line: DistributionLine, county: str, formula_rial: Rial, told: dict[str, str] | None
) -> DistributionCell:
    """One cell: what the formula gives, and the adjustment the scenario keeps for it."""
    one = told or {}
    delta = int(one.get("delta_rial", 0))
    if formula_rial + delta < 0:
        raise AdjustmentTooDeep(line=str(line), county=county)
    return DistributionCell(
        province=distribution.province, distribution=distribution, line=line, county=county,
        formula_rial=formula_rial, adjustment_rial=delta, amount_rial=formula_rial + delta,
        reason=one.get("reason", ""), session=one.get("session", ""), adjusted_by_act=int(one.get("act") or 0) or None,
    )  # fmt: skip


@dataclass(frozen=True)
class clears:
    """Drops the cells and the working: what they were computed from is about to change."""

    says: str = "drops the computed cells and their working"

    def __call__(self, taking: Taking) -> None:
        distribution = taking.subject
        distribution.cells.all().delete()
        distribution.working, distribution.digest, distribution.computed_on = None, "", None


@dataclass(frozen=True)
class shares:
    """Moves every cell and every province-wide line out of what was received, in one posting."""

    says: str = "credit: received → county_share for every cell; received → province_line for every project"

    def __call__(self, taking: Taking) -> None:
        distribution = taking.subject
        distribution.resolution_number = str(taking.given["resolution_number"]).strip()
        distribution.session_number = str(taking.given["session_number"]).strip()
        distribution.held_on = taking.given["held_on"]
        if taking.given.get("scenario"):
            mark_chosen(distribution, taking.given["scenario"])
            fill_cells(distribution, taking.day)
            no_residual(taking)
        made = [
            Move(
                account_at(CREDIT, "received", **line.dimensions),
                account_at(CREDIT, "county_share" if line.county else "province_line", **line.dimensions),
                line.amount_rial,
                key=f"distribution:{distribution.pk}:{line.key}",
            )
            for line in distribution.lines()
        ]
        post(
            made,
            province=distribution.province,
            fiscal_year=distribution.fiscal_year,
            act=taking.act,
            basis=taking.step.basis,
        )


RETURN = TaskKind("distribution.computed", _("Propose the distribution, or adjust it"), _("Open"))

DISTRIBUTION = Workflow(
    name="distribution",
    subject_kind="distribution.distribution",
    label=_("Credit distribution"),
    states=(
        State("draft", _("Draft"), waits_for=Role.CONSOLIDATION_EXPERT, days=10,
              task=TaskKind("distribution.draft", _("Prepare the distribution"), _("Prepare"))),
        State("computed", _("Computed"), waits_for=Role.CONSOLIDATION_HEAD, days=5, task=RETURN, tone="blue"),
        State("proposed", _("Proposed"), waits_for=Role.BUDGET_DEPUTY, days=5, tone="gold",
              task=TaskKind("distribution.proposed", _("Endorse the distribution for the Council"), _("Review"))),
        State("endorsed", _("Endorsed for the Council"), waits_for=Role.COUNCIL_SECRETARY, days=15, tone="teal",
              task=TaskKind("distribution.endorsed", _("Put on the Council's agenda"), _("Open"))),
        State("approved", _("Approved by the Council"), tone="green"),
    ),
    steps=(
        Step("compute", "draft", "computed", Role.CONSOLIDATION_EXPERT, _("Compute the shares"), "S0-12",
             unless=(something_to_share_out,), effect=(computes(),), primary=True),
        Step("revise", "computed", "draft", Role.CONSOLIDATION_EXPERT, _("Back to draft"), "S0-12",
             effect=(clears(),)),
        Step("propose", "computed", "proposed", Role.CONSOLIDATION_HEAD, _("Send to the Budget Deputy"), "S0-31",
             unless=(all_is_shared, no_residual), primary=True),
        Step("return", "proposed", "computed", Role.BUDGET_DEPUTY, _("Return"), "S0-31", asks=(REASON,)),
        Step("endorse", "proposed", "endorsed", Role.BUDGET_DEPUTY, _("Endorse for the Council"), "S0-31",
             unless=(other_hand_than(("propose",)),), primary=True),
        Step("decline", "endorsed", "computed", Role.COUNCIL_SECRETARY, _("Returned by the Council"), "S0-13",
             asks=(REASON,), unless=(by_resolution,)),
        Step("approve", "endorsed", "approved", Role.COUNCIL_SECRETARY, _("Approved by the Council"), "S0-13",
             unless=(by_resolution,), effect=(shares(),)),
    ),
)  # fmt: skip

SPOKEN: dict[str, Any] = {
    "distribution.start": _("Distribution started"),
    "distribution.set_lines": _("Lines changed"),
    "distribution.set_province_lines": _("Province-wide projects changed"),
    "distribution.set_parameters": _("Weights and parameters changed"),
    "distribution.set_directive": _("Directive of a scenario changed"),
    "distribution.put_figure": _("Figure put in place in a scenario"),
    "distribution.create_scenario": _("Scenario created"),
    "distribution.rename_scenario": _("Scenario renamed"),
    "distribution.delete_scenario": _("Scenario deleted"),
    "distribution.bring_back_scenario": _("Scenario brought back"),
    "distribution.choose_scenario": _("Scenario chosen"),
    "distribution.record_earlier_shares": _("Shares of an earlier year recorded"),
    "distribution.set_weights": _("Weights changed"),
    "distribution.adjust": _("Cells adjusted"),
    "distribution.restore": _("Formula restored"),
}
"""Labels of the room's acts that are not steps."""
