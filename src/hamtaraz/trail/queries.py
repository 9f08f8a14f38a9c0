"""What may be asked of the trail: the acts of a subject, the last of a verb, the latest of a year."""

from __future__ import annotations

from django.db.models import QuerySet

from hamtaraz.trail.models import Act


def acts_of(province: str, subject_kind: str, subject_id: int) -> QuerySet[Act]:
    """Every act on a subject, in order."""
    return Act.objects.filter(province=province, subject_kind=subject_kind, subject_id=subject_id).order_by("id")


def last_act(province: str, subject_kind: str, subject_id: int, verb: str) -> Act:
    """The latest act of `verb` on a subject; there must be one."""
    act = acts_of(province, subject_kind, subject_id).filter(verb=verb).last()
    assert act is not None, f"no act {verb} on {subject_kind} {subject_id}"
    return act


def latest(province: str, fiscal_year: int, most: int = 20) -> QuerySet[Act]:
    """The latest acts of a year, newest first."""
    return Act.objects.filter(province=province, fiscal_year=fiscal_year).order_by("-id")[:most]
