"""What has been deposited for a subject."""

from __future__ import annotations

from django.db.models import Sum

from hamtaraz.grants.models import DepositSlip
from hamtaraz.kernel.rial import Rial
from hamtaraz.workflow.models import Subject


def slips_of(subject: Subject) -> list[DepositSlip]:
    """The slips of a subject as they came, without the bytes of their scans."""
    rows = DepositSlip.objects.filter(about_kind=subject.subject_kind, about_id=subject.pk)
    return list(rows.select_related("scan").defer("scan__content").order_by("id"))


def deposited_rial(subject: Subject) -> Rial:
    """What the slips of a subject add up to, in whole rials."""
    rows = DepositSlip.objects.filter(about_kind=subject.subject_kind, about_id=subject.pk)
    return int(rows.aggregate(sum=Sum("amount_rial"))["sum"] or 0)
