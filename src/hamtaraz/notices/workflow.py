"""The tables of the room: how a rule is announced, and how each kind of notice is issued, corrected or withdrawn."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from hamtaraz.kernel.refusals import OutOfOrder
from hamtaraz.ledger.accounts import CREDIT
from hamtaraz.notices.effects import (
    announces_to_all,
    moves_from_its_origin,
    prints_the_paper,
    replaces_what_it_corrects,
    sends_the_letter,
    settles_preparation,
    takes_number,
    tells_the_next,
)
from hamtaraz.notices.models import BudgetRule, CreditNotice
from hamtaraz.notices.queries import counties_with_minutes, laws_of
from hamtaraz.people.roles import Role
from hamtaraz.projects.models import Origin
from hamtaraz.workflow.effects import mirrors, moves
from hamtaraz.workflow.refusals import OnlyByCorrection
from hamtaraz.workflow.rules import other_hand_than
from hamtaraz.workflow.tables import REASON, Effect, Rule, State, Step, Taking, TaskKind, Workflow

WRITTEN_BY = ("record", "draft", "draft_correction", "change")
"""The acts whose hand may not also issue (S0-45)."""


# --- rules -------------------------------------------------------------------------------------


def law_is_announced(taking: Taking) -> None:
    """Refuses a central notice before the budget law of the year is announced (S0-42: step 1 before 2)."""
    subject = taking.subject
    if not laws_of(subject.province, subject.fiscal_year).exists():
        raise OutOfOrder(step=taking.step.label, needs=_("Announcement of the budget law of the year"))


def minutes_were_sent(taking: Taking) -> None:
    """Refuses credit of a county committee whose minutes have not reached the organisation (S0-42: 8 needs 6 and 7)."""
    subject: CreditNotice = taking.subject
    if subject.origin != Origin.COUNTY:
        return
    sent = counties_with_minutes(subject.province, subject.fiscal_year)
    if any(line.county not in sent for line in subject.notice_lines.all()):
        raise OutOfOrder(step=taking.step.label, needs=_("Sending of the county committee's minutes"))


def by_its_correction(taking: Taking) -> None:
    """Refuses to take a notice out of force by itself: its correction does so when it is issued."""
    correction = taking.given.get("correction")
    if not isinstance(correction, CreditNotice) or correction.corrects_id != taking.subject.pk:
        raise OnlyByCorrection()


# --- tables ------------------------------------------------------------------------------------

BUDGET_RULE = Workflow(
    name="budget_rule",
    subject_kind=BudgetRule.subject_kind,
    label=_("Budget law and rules"),
    states=(
        State(
            "recorded",
            _("Recorded"),
            waits_for=Role.CONSOLIDATION_HEAD,
            days=3,
            tone="gold",
            task=TaskKind("announce_rule", _("Announce the rule"), _("Announce")),
        ),
        State("announced", _("Announced"), tone="green"),
        State("withdrawn", _("Withdrawn"), aside=True),
    ),
    steps=(
        Step(
            "announce",
            "recorded",
            "announced",
            Role.CONSOLIDATION_HEAD,
            _("Announce to all"),
            "S0-10",
            unless=(other_hand_than(("record", "change")),),
            effect=(announces_to_all(),),
            primary=True,
        ),
        Step("withdraw", "recorded", "withdrawn", Role.CONSOLIDATION_EXPERT, _("Withdraw"), "S0-10", asks=(REASON,)),
    ),
)


def _notice_table(
    kind: str, label: Any, draft: TaskKind, issue: Any, basis: str, rules: tuple[Rule, ...], posts: tuple[Effect, ...]
) -> Workflow:
    """The table of one kind of notice: the three differ in their words, their basis, and what they move."""
    return Workflow(
        name=f"{kind}_notice",
        subject_kind=CreditNotice.subject_kind,
        label=label,
        states=(
            State("draft", _("Draft"), waits_for=Role.CONSOLIDATION_HEAD, days=3, task=draft, tone="gold"),
            State("issued", _("Issued"), tone="green"),
            State("corrected", _("Corrected"), aside=True, tone="red"),
            State("withdrawn", _("Withdrawn"), aside=True),
        ),
        steps=(
            Step(
                "issue",
                "draft",
                "issued",
                Role.CONSOLIDATION_HEAD,
                issue,
                basis,
                unless=(other_hand_than(WRITTEN_BY), *rules),
                effect=(
                    takes_number(),
                    replaces_what_it_corrects(),
                    *posts,
                    sends_the_letter(),
                    prints_the_paper(),
                    tells_the_next(),
                    settles_preparation(),
                ),
                primary=True,
            ),
            Step(
                "correct",
                "issued",
                "corrected",
                Role.CONSOLIDATION_HEAD,
                _("Replaced by its correction"),
                basis,
                unless=(by_its_correction,),
                effect=(mirrors("issue"),),
            ),
            Step(
                "withdraw",
                "draft",
                "withdrawn",
                Role.CONSOLIDATION_EXPERT,
                _("Withdraw the draft"),
                basis,
                asks=(REASON,),
                effect=(settles_preparation(),),
            ),
        ),
    )


CENTRAL_NOTICE = _notice_table(
    "central",
    _("Central credit notice"),
    TaskKind("confirm_central_notice", _("Confirm the central notice"), _("Confirm")),
    _("Confirm"),
    "S0-11",
    (law_is_announced,),
    (moves(CREDIT, "centre", "received"),),
)
COUNTY_NOTICE = _notice_table(
    "county",
    _("Credit notice to a county"),
    TaskKind("issue_county_notice", _("Issue the county notice"), _("Issue")),
    _("Issue"),
    "S0-14",
    (),
    (moves(CREDIT, "county_share", "county_noticed"),),
)
AGENCY_NOTICE = _notice_table(
    "agency",
    _("Credit notice to an agency"),
    TaskKind("issue_agency_notice", _("Issue the agency notice"), _("Issue")),
    _("Issue"),
    "S0-17",
    (minutes_were_sent,),
    (moves_from_its_origin(),),
)
TABLES = {table.name: table for table in (CENTRAL_NOTICE, COUNTY_NOTICE, AGENCY_NOTICE)}
