"""Issues many notices at once, each with its own act, number and posting."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from hamtaraz.kernel.refusals import Refused
from hamtaraz.kernel.rial import Rial
from hamtaraz.notices.models import CreditNotice
from hamtaraz.people.actors import Actor
from hamtaraz.workflow.walker import take


@dataclass
class Issued:
    """What became of many: those issued, and those refused with their reasons."""

    done: list[CreditNotice] = field(default_factory=list)
    refused: list[tuple[CreditNotice, Refused]] = field(default_factory=list)

    @property
    def total_rial(self) -> Rial:
        """The sum of those issued, in whole rials."""
        return sum(notice.total_rial for notice in self.done)


def issue_all(notices: Iterable[CreditNotice], *, actor: Actor, day: datetime.date) -> Issued:
    """Issue each of `notices` that can be; each stands alone: one that is refused changes nothing and stops no other."""
    answer = Issued()
    for notice in notices:
        try:
            answer.done.append(take(notice, "issue", actor=actor, day=day).subject)
        except Refused as reason:
            answer.refused.append((notice, reason))
    return answer
