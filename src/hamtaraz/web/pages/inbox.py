"""The first page: what waits for me, since when, until when; one click to act."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hamtaraz.trail.queries import latest
from hamtaraz.web import clock
from hamtaraz.web.doors import SIGNED_IN, door
from hamtaraz.workflow.queries import waiting_for
from hamtaraz.workflow.tables import TASK_KINDS, WORKFLOWS


@door(SIGNED_IN)
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """The inbox of the acting mandate, the most pressing first, with the latest acts beside it."""
    actor = request.actor  # type: ignore[attr-defined]
    today = clock.today()
    tasks = list(waiting_for(actor)[:200])
    for task in tasks:
        task.named = TASK_KINDS[task.kind]
        task.waiting_days = (today - task.opened_on).days
    kinds = sorted({task.kind for task in tasks})
    chosen = request.GET.get("kind", "")
    counts = [(TASK_KINDS[kind], sum(task.kind == kind for task in tasks)) for kind in kinds]
    acts = list(latest(actor.province, actor.fiscal_year, 8)) if actor.reads_province else []
    return render(request, "web/inbox.html", {
        "tasks": [task for task in tasks if chosen in ("", task.kind)],
        "all_count": len(tasks),
        "late_count": sum(task.due_on is not None and task.due_on < today for task in tasks),
        "due_count": sum(task.due_on == today for task in tasks),
        "counts": counts if len(counts) > 1 else [],
        "chosen": chosen,
        "acts": [{"title": spoken_verb(act.verb), "who": act.organisation_name, "words": act.reason,
                  "note": act.subject_title, "on": act.on_day, "tone": "ret" if act.reason else ""} for act in acts],
    })


def spoken_verb(verb: str) -> str:
    """An act's verb as a person reads it: the label of its step, or of its task, or the verb itself."""
    name, _dot, short = verb.partition(".")
    if name in WORKFLOWS:
        found = next((step.label for step in WORKFLOWS[name].steps if step.verb == short), None)
        if found:
            return str(found)
    return str(SPOKEN.get(verb, verb))


SPOKEN: dict[str, object] = {}
"""Labels of acts that are not steps of a table; rooms add theirs when they are loaded."""
