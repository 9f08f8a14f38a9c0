"""The table of agreements: steps 9 to 13 of the year (S0-41), each able to go back, nobody twice (S0-45, INV-06)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hamtaraz.agreements.effects import (
    answers_remarks,
    exchanges,
    has_lines,
    keeps_edition,
    keeps_remarks,
    leaves_to_draft,
    number_is_free,
    opens_next_edition,
    settles_remarks,
    signs,
    within_notice,
)
from hamtaraz.people.roles import Role
from hamtaraz.workflow.effects import mirrors, moves
from hamtaraz.workflow.rules import other_hand_than
from hamtaraz.workflow.tables import REASON, Ask, State, Step, TaskKind, Workflow

DRAWN_UP = ("draft", "edit", "answer", "submit")
REVIEWS = ("review", "confirm", "approve")

GO_BACK = (mirrors("submit"), keeps_remarks(), opens_next_edition())
"""What every return to the agency does: the money goes back, the remarks stay, the next edition opens."""


def _return(source: str, by: Role) -> Step:
    return Step(
        "return", source, "draft", by=by, label=_("Return for correction"), basis="S0-?7",
        asks=(REASON,), effect=GO_BACK, tone="gold",
    )  # fmt: skip


def _send_back(source: str, target: str, by: Role) -> Step:
    return Step(
        "send_back", source, target, by=by, label=_("Send back to the previous reviewer"), basis="S0-?7",
        asks=(REASON,), tone="gold",
    )  # fmt: skip


AGREEMENT = Workflow(
    "agreement",
    "agreements.Agreement",
    _("Agreement"),
    states=(
        State("draft", _("Draft"), Role.AGENCY_EXPERT, 10,
              TaskKind("agreement.draft", _("Complete and submit the agreement"), _("Complete"))),
        State("sector_review", _("Sector budget expert's review"), Role.SECTOR_EXPERT, 5,
              TaskKind("agreement.sector_review", _("Review the agreement"), _("Review")), "gold"),
        State("consolidation_review", _("Budget Consolidation"), Role.CONSOLIDATION_EXPERT, 3,
              TaskKind("agreement.consolidation_review", _("Approve in Budget Consolidation"), _("Review")), "gold"),
        State("deputy_review", _("Budget Deputy"), Role.BUDGET_DEPUTY, 3,
              TaskKind("agreement.deputy_review", _("Approve as Budget Deputy"), _("Review")), "gold"),
        State("agency_signature", _("Agency's signature"), Role.AGENCY_HEAD, 3,
              TaskKind("agreement.agency_signature", _("Sign for the agency"), _("Sign")), "blue"),
        State("mpo_signature", _("Organisation's signature"), Role.MPO_HEAD, 2,
              TaskKind("agreement.mpo_signature", _("Sign for the organisation"), _("Sign")), "blue"),
        State("exchange", _("Exchange"), Role.CONSOLIDATION_EXPERT, 2,
              TaskKind("agreement.exchange", _("Exchange and notify the agreement"), _("Notify")), "teal"),
        State("notified", _("Notified"), tone="green"),
        State("cancelled", _("Cancelled"), tone="red", aside=True),
    ),
    steps=(
        Step("submit", "draft", "sector_review", by=Role.AGENCY_EXPERT, primary=True, basis="S0-34",
             label=_("Submit to the sector budget expert"),
             unless=(has_lines, answers_remarks, within_notice),
             effect=(moves("credit", "agency_noticed", "in_agreement"), keeps_edition())),
        Step("cancel", "draft", "cancelled", by=Role.AGENCY_EXPERT, basis="S0-34", tone="red",
             label=_("Cancel the draft"), asks=(REASON,), effect=(leaves_to_draft(),)),
        Step("review", "sector_review", "consolidation_review", by=Role.SECTOR_EXPERT, primary=True, basis="S0-35",
             label=_("Approve and send to Budget Consolidation"),
             unless=(other_hand_than((*DRAWN_UP, "confirm", "approve")),), effect=(settles_remarks(),)),
        _return("sector_review", Role.SECTOR_EXPERT),
        Step("confirm", "consolidation_review", "deputy_review", by=Role.CONSOLIDATION_EXPERT, primary=True,
             basis="S0-36", label=_("Approve and send to the Budget Deputy"),
             unless=(other_hand_than((*DRAWN_UP, "review", "approve")),), effect=(settles_remarks(),)),
        _return("consolidation_review", Role.CONSOLIDATION_EXPERT),
        _send_back("consolidation_review", "sector_review", Role.CONSOLIDATION_EXPERT),
        Step("approve", "deputy_review", "agency_signature", by=Role.BUDGET_DEPUTY, primary=True, basis="S0-37",
             label=_("Approve and send for the agency's signature"),
             unless=(other_hand_than((*DRAWN_UP, "review", "confirm")),), effect=(settles_remarks(),)),
        _return("deputy_review", Role.BUDGET_DEPUTY),
        _send_back("deputy_review", "consolidation_review", Role.BUDGET_DEPUTY),
        Step("agency_sign", "agency_signature", "mpo_signature", by=Role.AGENCY_HEAD, primary=True, basis="S0-20",
             label=_("Sign and send for the organisation's signature"),
             unless=(other_hand_than((*DRAWN_UP, *REVIEWS)),), effect=(signs("agency"),)),
        _return("agency_signature", Role.AGENCY_HEAD),
        Step("mpo_sign", "mpo_signature", "exchange", by=Role.MPO_HEAD, primary=True, basis="S0-21",
             label=_("Sign and send for exchange"),
             unless=(other_hand_than((*DRAWN_UP, *REVIEWS, "agency_sign")),), effect=(signs("mpo"),)),
        _return("mpo_signature", Role.MPO_HEAD),
        Step("notify", "exchange", "notified", by=Role.CONSOLIDATION_EXPERT, primary=True, basis="S0-21",
             label=_("Exchange and notify the agency"),
             asks=(Ask("exchange_number", _("Exchange number (empty: the next of the register)"), required=False),
                   Ask("exchange_on", _("Day of exchange (empty: today)"), "day", required=False)),
             unless=(number_is_free,), effect=(exchanges(), moves("credit", "in_agreement", "agreed"))),
    ),
)  # fmt: skip
