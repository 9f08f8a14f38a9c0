"""The table of a directive's version: drafted, submitted, activated by another hand, replaced by the next (S0-12, INV-06)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from hamtaraz.directives.models import DirectiveVersion
from hamtaraz.directives.reading import example_results, faults_in
from hamtaraz.directives.refusals import ExampleFails, NoExample, NotReadable, NotYetInForce
from hamtaraz.people.roles import Role
from hamtaraz.trail.record import record
from hamtaraz.workflow.rules import other_hand_than
from hamtaraz.workflow.tables import REASON, State, Step, Taking, TaskKind, Workflow

WRITTEN_BY = ("write", "take_over", "change", "submit")
"""The acts of whoever wrote a version; none of them may activate it."""


def readable(taking: Taking) -> None:
    """Refuse a text with faults."""
    faults = faults_in(taking.subject.text)
    if faults:
        raise NotReadable(count=len(faults), line=faults[0].line)


def examples_come_true(taking: Taking) -> None:
    """Refuse a version without an example, or with one that does not give what it says."""
    results = example_results(taking.subject)
    if not results:
        raise NoExample()
    for result in results:
        if not result.holds:
            first = result.differences[0]
            raise ExampleFails(says=result.says, of=first.of, expected=first.expected, found=first.found)


def its_day_has_come(taking: Taking) -> None:
    """Refuse to activate a version before the day its text applies from."""
    since = taking.subject.since
    if since and since > taking.day:
        raise NotYetInForce(since_on=since)


def digest_told(taking: Taking) -> dict[str, Any]:
    """What the act of submission keeps: the digest that the text must have from now on."""
    return {"digest": taking.subject.digest}


def examples_told(taking: Taking) -> dict[str, Any]:
    """What the act of activation keeps: the digest of the text and what became of each example."""
    results = example_results(taking.subject)
    told = [{"says": one.says, "holds": one.holds} for one in results]
    return {"digest": taking.subject.digest, "examples": told}


@dataclass(frozen=True)
class comes_into_force:
    """The version that was in force until now is replaced by this one, on the same day and under an act of its own."""

    says: str = "the version in force until now: active → replaced"

    def __call__(self, taking: Taking) -> None:
        version: DirectiveVersion = taking.subject
        version.activated_on = taking.day
        earlier = DirectiveVersion.objects.select_for_update().filter(
            province=version.province, key=version.key, state="active"
        )
        for one in earlier:
            _replace(one, taking)


def _replace(earlier: DirectiveVersion, taking: Taking) -> None:
    record(
        "directive.replace",
        actor=taking.actor,
        day=taking.day,
        basis=taking.step.basis,
        subject_kind=earlier.subject_kind,
        subject_id=earlier.pk,
        subject_title=earlier.title(),
        details={"from": earlier.state, "to": "replaced", "by": taking.subject.pk},
    )
    earlier.state, earlier.replaced_on = "replaced", taking.day
    earlier.version += 1
    earlier.save()


def _activation(verb: str, by: str) -> Step:
    """The step that brings a version into force; the head's, or the deputy's in the head's place."""
    return Step(verb, "submitted", "active", by, _("Activate"), "S0-45",
                unless=(other_hand_than(WRITTEN_BY), readable, its_day_has_come, examples_come_true),
                effect=(comes_into_force(),), primary=True, tells=examples_told)  # fmt: skip


DIRECTIVE = Workflow(
    name="directive",
    subject_kind="directives.directiveversion",
    label=_("Version of a directive"),
    states=(
        State("draft", _("Draft")),
        State("submitted", _("Submitted"), waits_for=Role.CONSOLIDATION_HEAD, days=5, tone="gold",
              task=TaskKind("directive.submitted", _("Examine a version of a directive and activate it"), _("Examine"))),
        State("active", _("In force"), tone="green"),
        State("replaced", _("Replaced"), aside=True),
        State("withdrawn", _("Taken back"), tone="red", aside=True),
    ),
    steps=(
        Step("submit", "draft", "submitted", Role.CONSOLIDATION_EXPERT, _("Submit for activation"), "S0-12",
             unless=(readable,), primary=True, tells=digest_told),
        Step("withdraw", ("draft", "submitted"), "withdrawn", Role.CONSOLIDATION_EXPERT, _("Take back"), "S0-12",
             asks=(REASON,)),
        _activation("activate", Role.CONSOLIDATION_HEAD),
        _activation("activate_as_deputy", Role.BUDGET_DEPUTY),
        Step("decline", "submitted", "withdrawn", Role.CONSOLIDATION_HEAD, _("Decline"), "S0-45", asks=(REASON,)),
    ),
)  # fmt: skip

SPOKEN: dict[str, Any] = {
    "directive.write": _("Version written"),
    "directive.take_over": _("Shipped directive taken over"),
    "directive.change": _("Text changed"),
    "directive.replace": _("Replaced by a later version"),
}
"""Labels of the room's acts that are not steps."""
