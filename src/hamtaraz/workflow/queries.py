"""What may be asked of the inbox: what waits for a mandate, what is overdue, how many."""

from __future__ import annotations

import datetime

from django.db.models import F, Q, QuerySet

from hamtaraz.people.actors import Actor
from hamtaraz.workflow.models import Task


def waiting_for(actor: Actor) -> QuerySet[Task]:
    """The open tasks of the actor's mandate, the most pressing first; nobody else's are ever in it."""
    seat = Q(organisation__isnull=True) | Q(organisation_id=actor.organisation_id)
    place = Q(county="") | Q(county=actor.county)
    return Task.objects.filter(
        seat,
        place,
        province=actor.province,
        fiscal_year=actor.fiscal_year,
        role=actor.role,
        closed_on__isnull=True,
    ).order_by(F("due_on").asc(nulls_last=True), "opened_on", "id")


def overdue(tasks: QuerySet[Task], day: datetime.date) -> QuerySet[Task]:
    """Those of `tasks` whose due day is before `day`."""
    return tasks.filter(due_on__lt=day)


def waiting_on(province: str, key: str) -> QuerySet[Task]:
    """Who a subject waits for now: its open tasks, by the subject's key."""
    return Task.objects.filter(province=province, key=key, closed_on__isnull=True).order_by("id")
