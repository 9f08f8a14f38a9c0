"""The act: who did what, on what day, under which mandate, on what legal basis, why."""

from __future__ import annotations

from django.db import models


class Act(models.Model):
    """One change and its author; read here, written only by `record.record`, changed by nobody."""

    province = models.CharField(max_length=2)
    id = models.BigIntegerField(primary_key=True)
    fiscal_year = models.IntegerField()
    verb = models.TextField()
    subject_kind = models.TextField()
    subject_id = models.BigIntegerField()
    subject_title = models.TextField()
    person_id = models.BigIntegerField()
    person_name = models.TextField()
    mandate_id = models.BigIntegerField()
    role = models.TextField()
    organisation_id = models.BigIntegerField()
    organisation_name = models.TextField()
    on_day = models.DateField()
    basis = models.TextField()
    reason = models.TextField()
    details = models.JSONField()
    recorded_at = models.DateTimeField()
    digest = models.BinaryField()

    class Meta:
        managed = False
        db_table = "trail_act"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_title}"
