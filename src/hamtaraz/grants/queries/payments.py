"""What may be asked of payments: what is realised, what is due now and why, what was paid."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from hamtaraz.grants.models import AidedProject, ProjectPayment, RealisedAllotment
from hamtaraz.grants.models.projects import WHOLE_PPM
from hamtaraz.kernel.rial import Rial
from hamtaraz.law.directive import Directive
from hamtaraz.law.one_case import Case

FIRST, SECOND = 1, 2
NAMED = {FIRST: "stage_one", SECOND: "stage_two"}
"""The indicators of the directive that give a stage (F7)."""
PARAMETERS = {FIRST: ("stage_one_part",), SECOND: ("second_stage_whole",)}
FIRST_STATES = frozenset({"approved", "first_paid"})


@dataclass(frozen=True)
class Due:
    """What may be paid of a project now: its stage, the amount, and what it was reckoned from (F7)."""

    stage: int
    amount_rial: Rial
    approved_rial: Rial
    paid_rial: Rial
    covered_rial: Rial
    realised: RealisedAllotment
    basis: str
    working: dict[str, Any]


def realised(province: str, fiscal_year: int, part: str) -> RealisedAllotment | None:
    """The realised allotment of a part as the latest letter says it; None before the first letter."""
    return history(province, fiscal_year, part).first()


def history(province: str, fiscal_year: int, part: str) -> QuerySet[RealisedAllotment]:
    """Every letter of the allotment of a part, the latest first."""
    return RealisedAllotment.objects.filter(province=province, fiscal_year=fiscal_year, part=part)


def hold_letters(province: str, fiscal_year: int, part: str) -> None:
    """Let payments and letters of a part wait for each other until the transaction ends: a fall meets no payment halfway."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"realised/{province}/{fiscal_year}/{part}"]
        )


def covered_rial(approved_rial: Rial, share_ppm: int) -> Rial:
    """An aid as far as allotment is realised, rounded down to the rial (q·A of F7)."""
    return approved_rial * share_ppm // WHOLE_PPM


def due_now(rules: Directive, project: AidedProject, stage: int, so_far: RealisedAllotment) -> Due:
    """What a stage gives now: the directive's own formula over aid, realised allotment and what is paid (F7, INV-26)."""
    approved = project.approved_rial or 0
    case = Case(
        rules, {"approved": approved, "realised": Fraction(so_far.share_ppm, WHOLE_PPM), "paid": project.paid_rial}
    )
    stated, name = case.rial(NAMED[stage]), NAMED[stage]
    amount = max(0, stated - project.paid_rial) if stage == FIRST else stated
    indicator = rules.indicators[name]
    working = {
        "formula": indicator.formula, "covered_formula": rules.indicators["due_by_now"].formula,
        "basis": indicator.basis, "stated_rial": str(stated),
        "parameters": {key: str(rules.value_of(key)) for key in PARAMETERS[stage]},
        "directive": rules.key, "digest": rules.digest(),
    }  # fmt: skip
    return Due(stage, amount, approved, project.paid_rial, case.rial("due_by_now"), so_far, indicator.basis, working)


def payments_of(project: AidedProject) -> list[ProjectPayment]:
    """What was paid of a project, in order."""
    rows = ProjectPayment.objects.filter(about_kind=project.subject_kind, about_id=project.pk)
    return list(rows.select_related("realised"))


def stage_of(project: AidedProject) -> int:
    """The stage a project is paid in next."""
    return FIRST if project.state in FIRST_STATES else SECOND
