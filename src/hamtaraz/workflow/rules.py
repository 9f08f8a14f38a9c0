"""Rules that several tables share."""

from __future__ import annotations

from dataclasses import dataclass

from hamtaraz.trail.queries import acts_of
from hamtaraz.workflow.refusals import SameHand
from hamtaraz.workflow.tables import Taking


@dataclass(frozen=True)
class other_hand_than:
    """Refuses a person who took any of `verbs` on this subject before (S0-45, INV-06)."""

    verbs: tuple[str, ...]

    def __call__(self, taking: Taking) -> None:
        subject = taking.subject
        names = [f"{taking.workflow.name}.{verb}" for verb in self.verbs]
        earlier = acts_of(subject.province, subject.subject_kind, subject.pk)
        if earlier.filter(person_id=taking.actor.person_id, verb__in=names).exists():
            raise SameHand()
