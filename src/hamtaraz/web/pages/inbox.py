"""The first page: what waits for me, since when, until when; one click to act."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hamtaraz.trail.queries import latest
from hamtaraz.web import clock
from hamtaraz.web.asides import asides_for
from hamtaraz.web.doors import SIGNED_IN, door
from hamtaraz.web.spoken import spoken_verb
from hamtaraz.workflow.queries import waiting_for
from hamtaraz.workflow.tables import TASK_KINDS


@door(SIGNED_IN)
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """The inbox of the acting mandate, the most pressing first, with the latest acts beside it."""
    actor = request.actor  # type: ignore[attr-defined]
    today = clock.today()
    tasks = list(waiting_for(actor)[:200])
    kinds = sorted({task.kind for task in tasks})
    chosen = request.GET.get("kind", "")
    counts = [(TASK_KINDS[kind], sum(task.kind == kind for task in tasks)) for kind in kinds]
    acts = list(latest(actor.province, actor.fiscal_year, 8)) if actor.reads_province else []
    return render(
        request,
        "web/inbox.html",
        {
            "tasks": [task for task in tasks if chosen in ("", task.kind)],
            "all_count": len(tasks),
            "late_count": sum(task.due_on is not None and task.due_on < today for task in tasks),
            "due_count": sum(task.due_on == today for task in tasks),
            "counts": counts if len(counts) > 1 else [],
            "chosen": chosen,
            "asides": asides_for(actor),
            "acts": [
                {
                    "title": spoken_verb(act.verb),
                    "who": act.organisation_name,
                    "words": act.reason,
                    "note": act.subject_title,
                    "on": act.on_day,
                    "tone": "ret" if act.reason else "",
                }
                for act in acts
            ],
        },
    )
