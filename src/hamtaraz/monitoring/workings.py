"""Runs the law again on every frozen working: who trusts nobody reckons for themselves."""

from __future__ import annotations

from hamtaraz.distribution.models import Distribution
from hamtaraz.distribution.queries.reckoning import run_again
from hamtaraz.kernel.refusals import Refused


def other_results() -> list[str]:
    """Distributions whose directive, run again on the frozen figures and parameters, gives another result or none."""
    found = []
    for one in Distribution.objects.filter(working__isnull=False).order_by("id"):
        try:
            same = run_again(one.working).as_json() == one.working["run"]
        except Refused:
            same = False
        if not same:
            found.append(f"distribution {one.pk}: its working does not come out again")
    return found
