"""What may be asked of the book: balances by stage and dimension, entries of an act, the story of an entry."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet, Sum

from hamtaraz.kernel.rial import Rial
from hamtaraz.ledger.accounts import DIMENSIONS, Account
from hamtaraz.ledger.models import AccountRow, EntryRow, Resting


def accounts(
    province: str, fiscal_year: int, book: str, stage: str, **dimensions: str | Collection[str]
) -> QuerySet[AccountRow]:
    """The accounts of a stage, narrowed by dimensions (`agency="rmto"`, `county=("0601", "0602")`)."""
    unknown = set(dimensions) - set(DIMENSIONS)
    assert not unknown, f"no such dimension: {unknown}"
    narrowed = {key if isinstance(value, str) else f"{key}__in": value for key, value in dimensions.items()}
    return AccountRow.objects.filter(
        province=province, fiscal_year=fiscal_year, book=book, stage=stage, **narrowed
    ).order_by("code")


def total(province: str, fiscal_year: int, book: str, stage: str, **dimensions: str | Collection[str]) -> Rial:
    """The sum of the balances of a stage, in whole rials; an empty stage holds zero."""
    return int(accounts(province, fiscal_year, book, stage, **dimensions).aggregate(sum=Sum("balance"))["sum"] or 0)


def resting(province: str, fiscal_year: int) -> QuerySet[Resting]:
    """What rests inside the province in either book, summed over programmes and projects; quick however large the book."""
    return Resting._default_manager.filter(province=province, fiscal_year=fiscal_year).exclude(stage="centre")


def balance(province: str, fiscal_year: int, account: Account) -> Rial:
    """What rests in one account, in whole rials; an account never touched holds zero."""
    row = AccountRow.objects.filter(province=province, code=account.code(fiscal_year)).first()
    return int(row.balance if row else 0)


def account_of(row: AccountRow) -> Account:
    """The account a row of the book stands for."""
    return Account(row.book, row.stage, *(getattr(row, name) for name in DIMENSIONS))


def entries_of_act(province: str, act: int) -> QuerySet[EntryRow]:
    """The entries an act posted, in order."""
    return EntryRow.objects.filter(province=province, act=act).order_by("id")
