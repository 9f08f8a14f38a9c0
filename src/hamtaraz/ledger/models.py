"""The book's two nouns, for reading: an account where authority rests, an entry that moved it."""

from __future__ import annotations

from django.db import models


class AccountRow(models.Model):
    """One account with its running balance in whole rials; written by the pen alone."""

    province = models.CharField(max_length=2)
    id = models.BigIntegerField(primary_key=True)
    code = models.TextField()
    floor = models.BigIntegerField(null=True)
    balance = models.BigIntegerField()
    entries = models.BigIntegerField()
    fiscal_year = models.IntegerField()
    book = models.TextField()
    stage = models.TextField()
    source = models.TextField()
    county = models.TextField()
    chapter = models.TextField()
    programme = models.TextField()
    agency = models.TextField()
    project = models.TextField()

    class Meta:
        managed = False
        db_table = "ledger_account"

    def __str__(self) -> str:
        return self.code


class Resting(models.Model):
    """What rests, summed over programmes and projects, in whole rials; several rows may stand for the same place.

    Always add up: the sums of before and the changes since stand side by side (`sql/0003_resting.sql`).
    """

    pk = models.CompositePrimaryKey("province", "fiscal_year", "book", "stage", "source", "county", "chapter", "agency")
    province = models.CharField(max_length=2)
    fiscal_year = models.IntegerField()
    book = models.TextField()
    stage = models.TextField()
    source = models.TextField()
    county = models.TextField()
    chapter = models.TextField()
    agency = models.TextField()
    amount = models.BigIntegerField()

    class Meta:
        managed = False
        db_table = "ledger_resting"

    def __str__(self) -> str:
        return f"{self.book}/{self.stage}: {self.amount}"


class EntryRow(models.Model):
    """One move of a positive whole-rial amount from a source account to a target account."""

    province = models.CharField(max_length=2)
    id = models.BigIntegerField(primary_key=True)
    fiscal_year = models.IntegerField()
    book = models.TextField()
    source_account = models.BigIntegerField()
    target_account = models.BigIntegerField()
    amount = models.BigIntegerField()
    basis = models.TextField()
    act = models.BigIntegerField()
    key = models.TextField()
    reverses = models.BigIntegerField(null=True)
    source_balance = models.BigIntegerField()
    target_balance = models.BigIntegerField()
    source_seq = models.BigIntegerField()
    target_seq = models.BigIntegerField()
    recorded_at = models.DateTimeField()
    digest = models.BinaryField()

    class Meta:
        managed = False
        db_table = "ledger_entry"

    def __str__(self) -> str:
        return f"{self.id}: {self.amount}"
