"""What the steps of a run of shares refuse."""

from __future__ import annotations

from hamtaraz.grants.models import ShareRun
from hamtaraz.grants.refusals.shares import AnnouncedAlready
from hamtaraz.workflow.tables import Taking


def not_announced_yet(taking: Taking) -> None:
    """Refuse a second announcement of a part in a year."""
    run: ShareRun = taking.subject
    earlier = ShareRun.objects.filter(
        province=run.province, fiscal_year=run.fiscal_year, part=run.part, state="announced"
    ).first()
    if earlier is not None:
        raise AnnouncedAlready(announced_on=earlier.announced_on)
