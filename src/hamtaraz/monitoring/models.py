"""The seal: the hash of all entries, acts and papers up to a moment, signed with a key that is not in the database."""

from __future__ import annotations

from django.db import models


class Seal(models.Model):
    """One seal; `mac` is made with the installation's key file, so a superuser of the database cannot forge it."""

    until = models.DateTimeField(help_text="what was recorded up to this instant is sealed")
    entries = models.BigIntegerField()
    acts = models.BigIntegerField()
    papers = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    mac = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.until}: {self.digest[:12]}"
