"""What may happen next to the centre's notice, a session of the Committee, and a notice to an agency (S0-41, 14-15)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hamtaraz.allotments.workflow import effects, rules
from hamtaraz.people.roles import PROVINCE_WIDE_READERS, Role
from hamtaraz.workflow.effects import mirrors, moves
from hamtaraz.workflow.rules import other_hand_than
from hamtaraz.workflow.tables import REASON, State, Step, TaskKind, Workflow

READERS = (*sorted(PROVINCE_WIDE_READERS), Role.AGENCY_EXPERT, Role.AGENCY_HEAD)
"""Who has anything to read here."""

CENTRAL = Workflow(
    "central_allotment",
    "allotments.CentralAllotment",
    _("Central allotment notice"),
    states=(
        State(
            "draft",
            _("Recorded"),
            waits_for=Role.CONSOLIDATION_HEAD,
            days=3,
            task=TaskKind("allotments.confirm", _("Central allotment notice to confirm"), _("Check and confirm")),
            tone="gold",
        ),
        State("confirmed", _("Confirmed"), tone="green"),
        State("corrected", _("Corrected by another notice"), aside=True),
        State("withdrawn", _("Withdrawn before confirmation"), aside=True),
    ),
    steps=(
        Step(
            "confirm",
            "draft",
            "confirmed",
            by=Role.CONSOLIDATION_HEAD,
            label=_("Confirm"),
            basis="S0-22",
            unless=(other_hand_than(("record", "revise")),),
            effect=(
                moves("allotment", "centre", "received"),
                effects.sets_aside_the_corrected,
                effects.calls_the_committee,
            ),
            primary=True,
        ),
        Step(
            "withdraw",
            "draft",
            "withdrawn",
            by=Role.CONSOLIDATION_EXPERT,
            label=_("Withdraw the draft"),
            basis="S0-22",
            asks=(REASON,),
            effect=(effects.lets_its_corrected_go,),
        ),
        Step(
            "correct",
            "confirmed",
            "corrected",
            by=Role.CONSOLIDATION_HEAD,
            label=_("Set aside by its correction"),
            basis="S0-22",
            unless=(rules.has_a_replacement,),
            effect=(mirrors("confirm"), effects.hands_its_sessions_on),
        ),
    ),
)

SESSION = Workflow(
    "allotment_session",
    "allotments.AllotmentSession",
    _("Allotment Committee session"),
    states=(
        State(
            "draft",
            _("In session"),
            waits_for=Role.ALLOTMENT_SECRETARY,
            days=5,
            task=TaskKind("allotments.decide", _("Allotment ceilings to decide"), _("Record the decisions")),
            tone="gold",
        ),
        State("decided", _("Decided"), tone="teal"),
        State("notified", _("Notified"), tone="green"),
    ),
    steps=(
        Step(
            "decide",
            "draft",
            "decided",
            by=Role.ALLOTMENT_SECRETARY,
            label=_("Record the Committee's decision"),
            basis="S0-38",
            unless=(
                rules.a_central_notice_stands,
                rules.there_is_a_quorum,
                rules.something_is_decided,
                rules.ceilings_within_the_central_notice,
                rules.lines_within_agreements,
                rules.lines_within_ceilings,
            ),
            effect=(effects.sets_ceilings, effects.drafts_notices, effects.issues_minutes),
            primary=True,
        ),
        Step(
            "draft_notices",
            ("decided", "notified"),
            "decided",
            by=Role.CONSOLIDATION_EXPERT,
            label=_("Draft the notices of the new lines"),
            basis="S0-39",
            unless=(
                rules.a_central_notice_stands,
                rules.lines_wait,
                rules.lines_within_agreements,
                rules.lines_within_ceilings,
            ),
            effect=(effects.drafts_notices,),
            primary=True,
        ),
        Step(
            "complete",
            "decided",
            "notified",
            by=Role.CONSOLIDATION_HEAD,
            label=_("All notices are issued"),
            basis="S0-39",
            unless=(rules.no_notice_waits,),
        ),
    ),
)

NOTICE = Workflow(
    "allotment_notice",
    "allotments.AllotmentNotice",
    _("Allotment notice"),
    states=(
        State(
            "draft",
            _("Draft"),
            waits_for=Role.CONSOLIDATION_HEAD,
            days=3,
            task=TaskKind("allotments.issue", _("Allotment notice to issue"), _("Check and issue")),
            tone="gold",
        ),
        State(
            "issued",
            _("Issued"),
            waits_for=Role.AGENCY_EXPERT,
            days=5,
            task=TaskKind("allotments.read", _("Allotment notice to read"), _("Read the notice")),
            tone="teal",
        ),
        State("acknowledged", _("Read by the agency"), tone="green"),
        State("corrected", _("Corrected by another notice"), aside=True),
        State("withdrawn", _("Withdrawn before issue"), aside=True),
    ),
    steps=(
        Step(
            "issue",
            "draft",
            "issued",
            by=Role.CONSOLIDATION_HEAD,
            label=_("Issue"),
            basis="S0-39",
            unless=(
                other_hand_than(("draft", "revise")),
                rules.a_central_notice_stands,
                rules.the_notice_within_its_agreements,
                rules.the_notice_within_its_ceilings,
            ),
            effect=(
                effects.sets_aside_the_corrected,
                effects.keeps_the_figures_of_the_day,
                moves("allotment", "ceiling", "allotted"),
                effects.numbers_and_prints,
                effects.closes_the_session,
            ),
            primary=True,
        ),
        Step(
            "withdraw",
            "draft",
            "withdrawn",
            by=Role.CONSOLIDATION_EXPERT,
            label=_("Withdraw the draft"),
            basis="S0-39",
            asks=(REASON,),
            effect=(effects.lets_its_corrected_go,),
        ),
        Step(
            "acknowledge",
            "issued",
            "acknowledged",
            by=Role.AGENCY_EXPERT,
            label=_("We have read it"),
            basis="S0-39",
            primary=True,
        ),
        Step(
            "correct",
            ("issued", "acknowledged"),
            "corrected",
            by=Role.CONSOLIDATION_HEAD,
            label=_("Set aside by its correction"),
            basis="S0-39",
            unless=(rules.has_a_replacement,),
            effect=(mirrors("issue"),),
        ),
    ),
)

SPOKEN: dict[str, object] = {
    "central_allotment.record": _("Central allotment notice recorded"),
    "central_allotment.revise": _("Central allotment notice revised"),
    "allotment_session.open": _("Allotment Committee session opened"),
    "allotment_session.revise": _("Session and attendance revised"),
    "allotment_session.set_ceilings": _("Ceilings written"),
    "allotment_session.set_lines": _("Allotment lines written"),
    "allotment_session.propose_lines": _("Allotment lines proposed by share"),
    "allotment_notice.draft": _("Allotment notice drafted"),
    "allotment_notice.draft_correction": _("Correction of the allotment notice drafted"),
    "allotment_notice.revise": _("Allotment notice revised"),
}
"""Labels of the acts that are not steps."""
