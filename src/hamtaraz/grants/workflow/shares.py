"""How a run of shares is announced."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from hamtaraz.grants.effects.shares import announces_shares
from hamtaraz.grants.rules.shares import not_announced_yet
from hamtaraz.people.roles import Role
from hamtaraz.workflow.rules import other_hand_than
from hamtaraz.workflow.tables import REASON, State, Step, TaskKind, Workflow

SHARES = Workflow(
    name="grant_shares",
    subject_kind="grants.sharerun",
    label=_("Shares of municipalities and counties"),
    states=(
        State("computed", _("Computed"), waits_for=Role.RESOURCE_DEPUTY, days=3, tone="blue",
              task=TaskKind("grants.announce_shares", _("Announce the shares"), _("Review"))),
        State("announced", _("Announced"), tone="green"),
        State("withdrawn", _("Taken back"), tone="red", aside=True),
    ),
    steps=(
        Step("announce", "computed", "announced", Role.RESOURCE_DEPUTY, _("Announce the shares"), "S4-014",
             unless=(other_hand_than(("compute",)), not_announced_yet), effect=(announces_shares(),), primary=True),
        Step("withdraw", "computed", "withdrawn", Role.RESOURCE_EXPERT, _("Take the run back"), "S4-014", asks=(REASON,)),
    ),
)  # fmt: skip

SPOKEN: dict[str, Any] = {
    "grant_shares.compute": _("Shares computed"),
    "grants.add_recipients": _("Municipalities and villages added"),
    "grants.change_recipient": _("Municipality or village changed"),
    "grants.record_figures": _("Figures of municipalities and villages recorded"),
}
"""Labels of the acts of recipients and shares that are not steps."""
