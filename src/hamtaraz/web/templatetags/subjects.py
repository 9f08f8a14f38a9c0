"""The pieces of a subject's page that come from its table: rail, buttons, whose turn it is, history, papers, files."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context

from hamtaraz.documents.queries import papers_of
from hamtaraz.letters.queries import attachments_of
from hamtaraz.people.roles import Role
from hamtaraz.trail.bases import in_words
from hamtaraz.trail.queries import acts_of
from hamtaraz.web.spoken import spoken_verb
from hamtaraz.workflow.models import Subject
from hamtaraz.workflow.queries import waiting_on
from hamtaraz.workflow.walker import offered, subject_key, workflow_of

register = template.Library()
register.filter("basis", in_words)


@register.inclusion_tag("web/parts/subject_state.html", takes_context=True)
def subject_state(context: Context, subject: Subject) -> dict[str, Any]:
    """The chip that says where a subject stands."""
    return {"state": workflow_of(subject).state(subject.state)}


@register.inclusion_tag("web/parts/subject_buttons.html", takes_context=True)
def subject_buttons(context: Context, subject: Subject, hide: str = "") -> dict[str, Any]:
    """One form per step the actor may take now; steps named in `hide` (separated by spaces) have their own form."""
    steps = [step for step in offered(subject, context["actor"]) if step.verb not in hide.split()]
    return {
        "subject": subject,
        "workflow": workflow_of(subject),
        "steps": steps,
        "csrf_token": context.get("csrf_token"),
        "unit": context.get("unit"),
    }


@register.inclusion_tag("web/parts/subject_rail.html", takes_context=True)
def subject_rail(context: Context, subject: Subject) -> dict[str, Any]:
    """The states of the table in order, those passed, the present one, and whose turn it is since when."""
    workflow = workflow_of(subject)
    keys = [state.key for state in workflow.states]
    here = keys.index(subject.state)
    last = max(at for at, state in enumerate(workflow.states) if not state.aside)
    rail = [
        {
            "label": state.label,
            "state": "done" if at < here or at == here == last else "now" if at == here else "",
            "note": Role(state.waits_for).label if at == here and state.waits_for else "",
        }
        for at, state in enumerate(workflow.states)
        if not state.aside or at == here
    ]
    waiting = list(waiting_on(subject.province, subject_key(subject)).select_related("organisation"))
    return {"rail": rail, "waiting": waiting, "today": context.get("today")}


@register.inclusion_tag("web/parts/subject_history.html", takes_context=True)
def subject_history(context: Context, subject: Subject) -> dict[str, Any]:
    """Every act on the subject, newest first: what, who, when, why."""
    acts = list(acts_of(subject.province, subject.subject_kind, subject.pk))[::-1]
    return {
        "acts": [
            {
                "title": spoken_verb(act.verb),
                "who": f"{act.person_name}، {act.organisation_name}",
                "words": act.reason,
                "note": in_words(act.basis),
                "on": act.on_day,
                "tone": "ret" if act.reason else "",
            }
            for act in acts
        ]
    }


@register.inclusion_tag("web/parts/subject_papers.html", takes_context=True)
def subject_papers(context: Context, subject: Subject, attach: bool = True) -> dict[str, Any]:
    """The papers and files of the subject, and (for those who may act on it) a form to attach one more."""
    return {
        "subject": subject,
        "papers": list(papers_of(context["actor"], subject.subject_kind, subject.pk)),
        "files": list(attachments_of(subject.province, subject.subject_kind, subject.pk)),
        "attach": attach,
        "workflow": workflow_of(subject),
        "csrf_token": context.get("csrf_token"),
    }
