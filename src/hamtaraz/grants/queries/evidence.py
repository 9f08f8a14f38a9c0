"""What has been shown of a work."""

from __future__ import annotations

from hamtaraz.grants.models import PHOTOS, Evidence
from hamtaraz.workflow.models import Subject


def evidence_of(subject: Subject) -> list[Evidence]:
    """The photos and documents of a subject, by the day they are of; without their bytes."""
    rows = Evidence.objects.filter(about_kind=subject.subject_kind, about_id=subject.pk)
    return list(rows.select_related("attachment").defer("attachment__content"))


def moments_lacking(subject: Subject) -> list[str]:
    """The moments of the work of which there is no photo yet, in their order (S4-051)."""
    shown = set(
        Evidence.objects.filter(about_kind=subject.subject_kind, about_id=subject.pk).values_list("moment", flat=True)
    )
    return [moment for moment in PHOTOS if moment not in shown]
