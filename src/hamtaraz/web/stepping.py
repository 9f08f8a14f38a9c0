"""The one way a button takes a step: read what the step asks, ask the walker, say what happened, show the subject."""

from __future__ import annotations

import datetime
from typing import Any

from django.apps import apps
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hamtaraz.kernel import jalali, rial, text
from hamtaraz.kernel.refusals import TooLong
from hamtaraz.people.actors import Actor
from hamtaraz.web import clock
from hamtaraz.web.doors import SIGNED_IN, door
from hamtaraz.workflow.models import Subject
from hamtaraz.workflow.tables import WORKFLOWS, Ask, Step
from hamtaraz.workflow.walker import take, workflow_of

LONGEST_LINE, LONGEST_LINES = 200, 10_000
"""Letters of one line, and of several, that a step may be told."""


@door(SIGNED_IN)
@require_POST
def take_step(request: HttpRequest, workflow: str, pk: int, verb: str) -> HttpResponse:
    """Every button of every table comes here: ask the walker, show its answer."""
    subject = subject_of(workflow, pk, request.actor)  # type: ignore[attr-defined]
    step = workflow_of(subject).step(verb, subject.state)
    given = read_asks(step, request.POST, request.POST.get("unit", "rial")) if step else {}
    taken = take(subject, verb, actor=request.actor, day=clock.today(), given=given, seen_version=seen_version(request))  # type: ignore[attr-defined]
    state = workflow_of(taken.subject).state(taken.subject.state)
    done = _("Done: “%(title)s” now stands at “%(state)s”.")
    messages.success(request, done % {"title": taken.subject.title(), "state": state.label})
    return redirect(taken.subject.get_absolute_url())


def subject_of(workflow: str, pk: int, actor: Actor) -> Subject:
    """The subject a button names; 404 for one this actor may not even see."""
    if workflow not in WORKFLOWS:
        raise Http404
    model: type[Subject] = apps.get_model(WORKFLOWS[workflow].subject_kind)
    subject = model.visible_to(actor).filter(pk=pk).first()
    if subject is None:
        raise Http404
    return subject


def seen_version(request: HttpRequest) -> int | None:
    """The version the person looked at, as the form carries it."""
    return text.whole_number(request.POST.get("version", ""))


def read_asks(step: Step, fields: Any, unit: str = "rial") -> dict[str, Any]:
    """What a step's form says, read at the door: days parsed, amounts in whole rials, text cleaned."""
    return {ask.name: _read(ask, fields.get(ask.name, ""), unit) for ask in step.asks}


def _read(ask: Ask, words: str, unit: str) -> str | int | datetime.date:
    if not words.strip():
        return ""
    match ask.kind:
        case "day":
            return jalali.parse(words)
        case "rial":
            return rial.parse(words, rial.Unit.__members__.get(unit.upper(), rial.Unit.RIAL))
        case "lines":
            return _short(ask, text.clean_lines(words), LONGEST_LINES)
        case _:
            return _short(ask, text.clean(words), LONGEST_LINE)


def _short(ask: Ask, words: str, most: int) -> str:
    """The words, if they are no longer than a field and a paper hold."""
    if len(words) > most:
        raise TooLong(field=ask.label, most=most)
    return words
