"""The money effects steps may name: authority moves along the map, or an earlier move is mirrored."""

from __future__ import annotations

from dataclasses import dataclass

from hamtaraz.ledger.account_map import account_at
from hamtaraz.ledger.accounts import Move
from hamtaraz.ledger.book import post, reverse_act
from hamtaraz.trail.queries import last_act
from hamtaraz.workflow.tables import Taking


@dataclass(frozen=True)
class moves:
    """Every line of the subject moves from one stage of a book to the next."""

    book: str
    source: str
    target: str

    @property
    def says(self) -> str:
        return f"{self.book}: {self.source} → {self.target}"

    def __call__(self, taking: Taking) -> None:
        subject = taking.subject
        made = [
            Move(
                account_at(self.book, self.source, **line.dimensions),
                account_at(self.book, self.target, **line.dimensions),
                line.amount_rial,
                key=f"{taking.act}:{line.key}:{self.target}",
            )
            for line in subject.lines()
        ]
        post(
            made,
            province=subject.province,
            fiscal_year=subject.fiscal_year,
            act=taking.act,
            basis=taking.step.basis,
        )


@dataclass(frozen=True)
class mirrors:
    """The entries of the subject's last act of `verb` are mirrored: the authority goes back where it was."""

    verb: str

    @property
    def says(self) -> str:
        return f"mirrors the entries of “{self.verb}”"

    def __call__(self, taking: Taking) -> None:
        subject = taking.subject
        earlier = last_act(subject.province, subject.subject_kind, subject.pk, f"{taking.workflow.name}.{self.verb}")
        reverse_act(
            earlier.id,
            province=subject.province,
            fiscal_year=subject.fiscal_year,
            act=taking.act,
            basis=taking.step.basis,
        )
