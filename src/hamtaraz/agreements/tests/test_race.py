"""Two deputies on one agreement at once: exactly one of them approves (S0-45)."""

from __future__ import annotations

import threading

import pytest
from django.db import connections

from hamtaraz.kernel.refusals import ChangedMeanwhile, Refused
from hamtaraz.people.roles import Role
from hamtaraz.trail.models import Act
from hamtaraz.workflow.refusals import NotFromHere
from hamtaraz.workflow.walker import take


@pytest.mark.parametrize("seen", [True, False], ids=["with the version seen", "without it"])
def test_of_two_deputies_approving_at_once_exactly_one_acts(committed_db, story, seen):
    agreement = story.at("deputy_review")
    deputies = [story.world.actor(Role.BUDGET_DEPUTY, hand=hand) for hand in (1, 2)]
    start, answers = threading.Barrier(2), []

    def approve(deputy):
        try:
            start.wait()
            take(
                agreement, "approve", actor=deputy, day=story.world.day,
                seen_version=agreement.version if seen else None,
            )  # fmt: skip
            answers.append("approved")
        except Refused as refused:
            answers.append(type(refused))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=approve, args=(deputy,)) for deputy in deputies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    refusal = ChangedMeanwhile if seen else NotFromHere
    assert sorted(answers, key=str) == sorted(["approved", refusal], key=str)
    assert Act.objects.filter(verb="agreement.approve", subject_id=agreement.pk).count() == 1
