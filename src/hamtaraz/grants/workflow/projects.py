"""How a project goes from its proposal to its last payment: of a municipality, and of a village."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from hamtaraz.grants.effects.projects import (
    chooses_projects,
    clears_the_aid,
    frees_the_village,
    notes_the_progress,
    notes_the_table,
    pays,
    promises_the_aid,
)
from hamtaraz.grants.effects.waivers import keeps_waiver
from hamtaraz.grants.models import Part
from hamtaraz.grants.queries.deadlines import PROJECT_LIST
from hamtaraz.grants.rules.deadlines import in_time
from hamtaraz.grants.rules.projects import (
    account_is_one,
    evidence_is_there,
    in_the_table,
    is_covered,
    is_paid_whole,
    progress_suffices,
    shown_whole,
    something_is_due,
    village_approved_within_bounds,
    village_paid_within_bounds,
    village_within_bounds,
    within_the_envelope,
    within_the_proposal,
    within_the_share,
)
from hamtaraz.people.roles import Role
from hamtaraz.workflow.effects import mirrors
from hamtaraz.workflow.tables import REASON, Ask, State, Step, TaskKind, Workflow

APPROVED = Ask("approved_rial", _("Aid to approve"), "rial")
ACCOUNT = Ask("account_number", _("Account of the governorate"))
PROGRESS = Ask("progress", _("Progress reported, percent"))
SEND, BACK, LIST = _("Send the project"), _("Send back to whom proposed it"), _("Send on in Table 2")
APPROVE, DECLINE, REVOKE = _("Approve an aid"), _("Decline the project"), _("Take the approval back")
WITHDRAW, FIRST, SECOND, CLOSE = _("Withdraw the draft"), _("Pay the first stage"), _("Pay the second stage"), _("Close the project")  # fmt: skip
OPEN, REVIEW = _("Open"), _("Review")

MUNICIPAL_PROJECTS = Workflow(
    name="municipal_project",
    subject_kind="grants.municipalproject",
    label=_("Project of a municipality"),
    states=(
        State("draft", _("Draft"), waits_for=Role.MAYOR, days=7,
              task=TaskKind("grants.send_project", _("Send the project"), OPEN)),
        State("sent", _("Proposed"), waits_for=Role.DEVELOPMENT_DEPUTY, days=7, tone="blue",
              task=TaskKind("grants.list_project", _("Send Table 2"), OPEN)),
        State("listed", _("In Table 2"), waits_for=Role.MUNICIPAL_DEPUTY, days=10, tone="blue",  # S4-071
              task=TaskKind("grants.review_project", _("Review the project"), REVIEW)),
        State("approved", _("Aid approved"), waits_for=Role.RESOURCE_DEPUTY, days=7, tone="teal",
              task=TaskKind("grants.pay_first", _("Pay the first stage of a project"), OPEN)),
        State("first_paid", _("First stage paid"), waits_for=Role.MAYOR, tone="teal",
              task=TaskKind("grants.complete_project", _("Complete the project and declare it"), OPEN)),
        State("completed", _("Declared complete"), waits_for=Role.DEVELOPMENT_DEPUTY, days=14, tone="gold",
              task=TaskKind("grants.confirm_completion", _("Confirm the completion of a project"), REVIEW)),
        State("confirmed", _("Confirmed by the governorate"), waits_for=Role.MUNICIPAL_DEPUTY, days=14, tone="gold",
              task=TaskKind("grants.accept_completion", _("Accept the completion of a project"), REVIEW)),
        State("accepted", _("Completion accepted"), waits_for=Role.RESOURCE_DEPUTY, days=7, tone="teal",
              task=TaskKind("grants.pay_second", _("Pay the second stage of a project"), OPEN)),
        State("second_paid", _("Second stage paid"), waits_for=Role.RESOURCE_DEPUTY, tone="teal",
              task=TaskKind("grants.pay_rest", _("Pay the rest once it is allotted, and close"), OPEN)),
        State("closed", _("Closed"), tone="green"),
        State("declined", _("Declined"), tone="red", aside=True),
        State("withdrawn", _("Taken back"), aside=True),
    ),
    steps=(
        Step("send", "draft", "sent", Role.MAYOR, SEND, "S4-066", unless=(evidence_is_there, is_covered), primary=True),
        Step("withdraw", "draft", "withdrawn", Role.MAYOR, WITHDRAW, "S4-066", asks=(REASON,)),
        Step("send_back", "sent", "draft", Role.DEVELOPMENT_DEPUTY, BACK, "S4-069", asks=(REASON,)),
        Step("list", "sent", "listed", Role.DEVELOPMENT_DEPUTY, LIST, "S4-069",
             unless=(in_the_table, in_time(PROJECT_LIST, "S4-069"), is_covered),
             effect=(notes_the_table(), keeps_waiver(PROJECT_LIST, "S4-069"))),
        Step("approve", "listed", "approved", Role.MUNICIPAL_DEPUTY, APPROVE, "S4-071", asks=(APPROVED,),
             unless=(within_the_proposal, within_the_share), effect=(promises_the_aid(Part.MUNICIPAL),), primary=True),
        Step("decline", "listed", "declined", Role.MUNICIPAL_DEPUTY, DECLINE, "S4-071", asks=(REASON,)),
        Step("revoke", "approved", "declined", Role.MUNICIPAL_DEPUTY, REVOKE, "S4-071", asks=(REASON,),
             effect=(mirrors("approve"), clears_the_aid())),
        Step("pay_first", ("approved", "first_paid"), "first_paid", Role.RESOURCE_DEPUTY, FIRST, "S4-072",
             unless=(something_is_due,), effect=(pays(1),), primary=True),
        Step("complete", "first_paid", "completed", Role.MAYOR, _("Declare it complete"), "S4-073", unless=(shown_whole,),
             primary=True),
        Step("confirm", "completed", "confirmed", Role.DEVELOPMENT_DEPUTY, _("Confirm the completion"), "S4-073",
             primary=True),
        Step("return", "completed", "first_paid", Role.DEVELOPMENT_DEPUTY, _("It is not complete"), "S4-073",
             asks=(REASON,)),
        Step("accept", "confirmed", "accepted", Role.MUNICIPAL_DEPUTY, _("Accept the completion"), "S4-073", primary=True),
        Step("return", "confirmed", "first_paid", Role.MUNICIPAL_DEPUTY, _("It is not complete"), "S4-073",
             asks=(REASON,)),
        Step("pay_second", ("accepted", "second_paid"), "second_paid", Role.RESOURCE_DEPUTY, SECOND, "S4-073",
             unless=(something_is_due,), effect=(pays(2),), primary=True),
        Step("close", "second_paid", "closed", Role.RESOURCE_DEPUTY, CLOSE, "S4-074", unless=(is_paid_whole,)),
    ),
)  # fmt: skip

DEHYARI_PROJECTS = Workflow(
    name="dehyari_project",
    subject_kind="grants.dehyariproject",
    label=_("Project of a village"),
    states=(
        State("draft", _("Draft"), waits_for=Role.DEHYAR, days=7,
              task=TaskKind("grants.send_village_project", _("Send the village's project"), OPEN)),
        State("sent", _("Proposed"), waits_for=Role.DEVELOPMENT_DEPUTY, days=7, tone="blue",
              task=TaskKind("grants.list_village_project", _("Send Table 2 of the villages"), OPEN)),
        State("listed", _("In Table 2"), waits_for=Role.DEHYARI_DEPUTY, days=14, tone="blue",  # S4-117
              task=TaskKind("grants.review_village_project", _("Review the village's project"), REVIEW)),
        State("approved", _("Aid approved"), waits_for=Role.RESOURCE_DEPUTY, days=7, tone="teal",
              task=TaskKind("grants.pay_village_first", _("Pay the first stage of a village's project"), OPEN)),
        State("first_paid", _("First stage paid"), waits_for=Role.DEVELOPMENT_DEPUTY, tone="teal",
              task=TaskKind("grants.report_progress", _("Report the progress of a village's project"), OPEN)),
        State("reported", _("Progress reported"), waits_for=Role.DEHYARI_DEPUTY, days=14, tone="gold",
              task=TaskKind("grants.accept_progress", _("Accept the progress of a village's project"), REVIEW)),
        State("accepted", _("Progress accepted"), waits_for=Role.RESOURCE_DEPUTY, days=7, tone="teal",
              task=TaskKind("grants.pay_village_second", _("Pay the second stage of a village's project"), OPEN)),
        State("second_paid", _("Second stage paid"), waits_for=Role.RESOURCE_DEPUTY, tone="teal",
              task=TaskKind("grants.pay_village_rest", _("Pay the village the rest once it is allotted, and close"), OPEN)),
        State("closed", _("Closed"), tone="green"),
        State("declined", _("Declined"), tone="red", aside=True),
        State("withdrawn", _("Taken back"), aside=True),
    ),
    steps=(
        Step("send", "draft", "sent", Role.DEHYAR, SEND, "S4-114", effect=(chooses_projects(),), primary=True,
             unless=(evidence_is_there, is_covered, village_within_bounds)),
        Step("send_for", "draft", "sent", Role.RURAL_OFFICE, _("Send it for the village"), "S4-114",
             effect=(chooses_projects(),), unless=(evidence_is_there, is_covered, village_within_bounds), primary=True),
        Step("withdraw", "draft", "withdrawn", Role.DEHYAR, WITHDRAW, "S4-114", asks=(REASON,)),
        Step("withdraw_for", "draft", "withdrawn", Role.RURAL_OFFICE, WITHDRAW, "S4-114", asks=(REASON,)),
        Step("send_back", "sent", "draft", Role.DEVELOPMENT_DEPUTY, BACK, "S4-116", asks=(REASON,),
             effect=(frees_the_village(),)),
        Step("list", "sent", "listed", Role.DEVELOPMENT_DEPUTY, LIST, "S4-116",
             unless=(in_the_table, in_time(PROJECT_LIST, "S4-116"), is_covered),
             effect=(notes_the_table(), keeps_waiver(PROJECT_LIST, "S4-116"))),
        Step("approve", "listed", "approved", Role.DEHYARI_DEPUTY, APPROVE, "S4-117", asks=(APPROVED,),
             unless=(within_the_proposal, village_approved_within_bounds, within_the_envelope),
             effect=(promises_the_aid(Part.DEHYARI),), primary=True),
        Step("decline", "listed", "declined", Role.DEHYARI_DEPUTY, DECLINE, "S4-117", asks=(REASON,),
             effect=(frees_the_village(),)),
        Step("revoke", "approved", "declined", Role.DEHYARI_DEPUTY, REVOKE, "S4-117", asks=(REASON,),
             effect=(mirrors("approve"), clears_the_aid(), frees_the_village())),
        Step("pay_first", ("approved", "first_paid"), "first_paid", Role.RESOURCE_DEPUTY, FIRST, "S4-118",
             asks=(ACCOUNT,), unless=(account_is_one, village_paid_within_bounds, something_is_due), effect=(pays(1),),
             primary=True),
        Step("report", "first_paid", "reported", Role.DEVELOPMENT_DEPUTY, _("Report its progress"), "S4-119",
             asks=(PROGRESS,), unless=(progress_suffices,), effect=(notes_the_progress(),), primary=True),
        Step("accept", "reported", "accepted", Role.DEHYARI_DEPUTY, _("Accept the progress"), "S4-119", primary=True),
        Step("return", "reported", "first_paid", Role.DEHYARI_DEPUTY, _("It does not suffice"), "S4-119", asks=(REASON,)),
        Step("pay_second", ("accepted", "second_paid"), "second_paid", Role.RESOURCE_DEPUTY, SECOND, "S4-119",
             asks=(ACCOUNT,), unless=(account_is_one, something_is_due), effect=(pays(2),), primary=True),
        Step("close", "second_paid", "closed", Role.RESOURCE_DEPUTY, CLOSE, "S4-120", unless=(is_paid_whole,)),
    ),
)  # fmt: skip

PROJECT_TABLES = {Part.MUNICIPAL: MUNICIPAL_PROJECTS, Part.DEHYARI: DEHYARI_PROJECTS}
"""The two tables by their part."""

SPOKEN: dict[str, Any] = {
    **{
        f"{name}.{verb}": label
        for name in ("municipal_project", "dehyari_project")
        for verb, label in (
            ("propose", _("Project proposed")),
            ("change", _("Draft changed")),
            ("attach_document", _("Resolution or amended budget attached")),
            ("propose_aid", _("Aid proposed by the province")),
            ("visit", _("Visit recorded")),
        )
    },
    "grants.send_table_two": _("Table 2 sent"),
    "grants.record_realised": _("Realised allotment recorded"),
    "grants.add_code": _("Code of practice added"),
}
"""Labels of the acts of projects that are not steps."""
