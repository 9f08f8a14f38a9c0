"""The tables of the sessions: the Council's (step 4) and a county committee's (steps 6 and 7)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hamtaraz.councils.effects import (
    held_by_now,
    minutes_letter,
    notices_can_follow,
    notices_wait,
    prints_minutes,
    resolves,
)
from hamtaraz.councils.rules import (
    agenda_settled,
    list_has_projects,
    new_projects_begin_whole,
    not_yet_noticed,
    quorum_is_there,
    something_to_decide,
    unfinished_come_first,
    votes_make_a_majority,
    within_the_notice,
)
from hamtaraz.people.roles import Role
from hamtaraz.workflow.effects import moves
from hamtaraz.workflow.tables import REASON, Ask, State, Step, TaskKind, Workflow, task_kind

HOLD_SESSION = task_kind("hold_session", _("Hold the session"), _("Open"))
"""Waits from the day a session is convened until the day it is held."""

VOTES = (Ask("votes_for", _("Votes for"), required=False), Ask("votes_against", _("Votes against"), required=False))
SECRETARY, COUNTY = Role.COUNCIL_SECRETARY, Role.COUNTY_SECRETARY
CONVENED, IN_SESSION, CONCLUDED = _("Convened"), _("Session in progress"), _("Concluded")
OPEN, CONCLUDE, CANCEL = _("Open the session"), _("Conclude and print the minutes"), _("Cancel the session")
CANCELLED = State("cancelled", _("Cancelled"), tone="red", aside=True)

COUNCIL_SESSION = Workflow(
    name="council_session",
    subject_kind="councils.meeting",
    label=_("Session of the Council"),
    states=(
        State("convened", CONVENED, waits_for=SECRETARY, tone="blue"),
        State("in_session", IN_SESSION, waits_for=SECRETARY, days=3, tone="gold",
              task=TaskKind("council_session.in_session", _("Record decisions and conclude"), _("Open"))),
        State("concluded", CONCLUDED, tone="green"),
        CANCELLED,
    ),
    steps=(
        Step("open", "convened", "in_session", SECRETARY, OPEN, "S0-13", primary=True,
             unless=(something_to_decide, quorum_is_there), effect=(held_by_now(),)),
        Step("conclude", "in_session", "concluded", SECRETARY, CONCLUDE, "S0-13", primary=True,
             unless=(agenda_settled,), effect=(prints_minutes(), minutes_letter())),
        Step("cancel", "convened", "cancelled", SECRETARY, CANCEL, "S0-13", asks=(REASON,)),
    ),
)  # fmt: skip

COMMITTEE_SESSION = Workflow(
    name="county_committee_session",
    subject_kind="councils.meeting",
    label=_("Session of a county committee"),
    states=(
        State("convened", CONVENED, waits_for=COUNTY, tone="blue"),
        State("in_session", IN_SESSION, waits_for=COUNTY, days=3, tone="gold",
              task=TaskKind("committee_session.in_session", _("Approve the projects of the county"), _("Open"))),
        State("approved", _("Projects approved"), waits_for=COUNTY, days=3, tone="teal",
              task=TaskKind("committee_session.approved", _("Conclude and print the minutes"), _("Open"))),
        State("concluded", CONCLUDED, waits_for=COUNTY, days=7, tone="teal",
              task=TaskKind("committee_session.concluded", _("Send the minutes to the organisation"), _("Open"))),
        State("sent", _("Minutes sent"), tone="green"),
        CANCELLED,
    ),
    steps=(
        Step("open", "convened", "in_session", COUNTY, OPEN, "S0-15", primary=True,
             unless=(something_to_decide, quorum_is_there), effect=(held_by_now(),)),
        Step("approve_projects", "in_session", "approved", COUNTY, _("Approve the projects"), "S0-15", primary=True,
             asks=(Ask("note", _("Note on unfinished projects"), "lines", required=False), *VOTES),
             unless=(quorum_is_there, votes_make_a_majority, list_has_projects, within_the_notice,
                     new_projects_begin_whole, unfinished_come_first),
             effect=(resolves(), moves("credit", "county_noticed", "committee_approved"))),
        Step("conclude", "approved", "concluded", COUNTY, CONCLUDE, "S0-15", primary=True,
             unless=(agenda_settled,), effect=(prints_minutes(),)),
        Step("send_minutes", "concluded", "sent", COUNTY, _("Send the minutes to the organisation"), "S0-16",
             primary=True, effect=(minutes_letter(), notices_can_follow())),
        Step("return_minutes", "sent", "concluded", Role.CONSOLIDATION_EXPERT, _("Return the minutes"), "S0-16",
             asks=(REASON,), unless=(not_yet_noticed,), effect=(notices_wait(),)),
        Step("cancel", ("convened", "in_session"), "cancelled", COUNTY, CANCEL, "S0-15", asks=(REASON,)),
    ),
)  # fmt: skip
