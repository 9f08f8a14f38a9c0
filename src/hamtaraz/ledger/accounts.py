"""The nouns of the book: an account is a stage with its dimensions; a move takes an amount from one to another."""

from __future__ import annotations

from dataclasses import dataclass

from hamtaraz.kernel.rial import Rial

CREDIT = "credit"
ALLOTMENT = "allotment"
DIMENSIONS = ("source", "county", "chapter", "programme", "agency", "project")


@dataclass(frozen=True, slots=True, order=True)
class Account:
    """A place where authority rests; codes are text, an absent dimension is the empty string."""

    book: str
    stage: str
    source: str
    county: str = ""
    chapter: str = ""
    programme: str = ""
    agency: str = ""
    project: str = ""

    def code(self, fiscal_year: int) -> str:
        """The account's key in the book; locks are taken in the order of these."""
        parts = (self.book, self.stage, *(getattr(self, name) for name in DIMENSIONS))
        assert not any("/" in part for part in parts), "a code never contains a slash"
        return "/".join((str(fiscal_year), *parts))


def account_from(code: str) -> Account:
    """The account whose key is `code` (the year is dropped)."""
    return Account(*code.split("/")[1:])


@dataclass(frozen=True, slots=True)
class Move:
    """A positive whole-rial amount from one account to another; `key` makes a retry safe."""

    source: Account
    target: Account
    amount_rial: Rial
    key: str
    reverses: int | None = None
