"""How a split of the counties' shares comes into force."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from hamtaraz.grants.effects.county_split import announces_the_split, fills_the_envelopes
from hamtaraz.grants.rules.county_split import by_a_later_split, leaves_what_is_promised, split_holds
from hamtaraz.people.roles import Role
from hamtaraz.workflow.rules import other_hand_than
from hamtaraz.workflow.tables import REASON, Ask, State, Step, TaskKind, Workflow

SPLIT = Workflow(
    name="county_split",
    subject_kind="grants.countysplit",
    label=_("Machinery and projects of the counties"),
    states=(
        State("draft", _("Draft"), waits_for=Role.RURAL_OFFICE, days=7,
              task=TaskKind("grants.write_split", _("Split the counties' shares between machinery and projects"), _("Open"))),
        State("sent", _("Waits for approval"), waits_for=Role.DEVELOPMENT_DEPUTY, days=3, tone="blue",
              task=TaskKind("grants.approve_split", _("Approve machinery and projects of the counties"), _("Review"))),
        State("approved", _("In force"), tone="green"),
        State("replaced", _("Replaced by a later one"), aside=True),
        State("withdrawn", _("Withdrawn"), tone="red", aside=True),
    ),
    steps=(
        Step("send", "draft", "sent", Role.RURAL_OFFICE, _("Send for approval"), "S4-132",
             unless=(split_holds, leaves_what_is_promised), primary=True),
        Step("withdraw", "draft", "withdrawn", Role.RURAL_OFFICE, _("Withdraw the draft"), "S4-132", asks=(REASON,)),
        Step("approve", "sent", "approved", Role.DEVELOPMENT_DEPUTY, _("Approve and announce"), "S4-132",
             unless=(other_hand_than(("draft", "enter", "send")), split_holds, leaves_what_is_promised),
             effect=(fills_the_envelopes(), announces_the_split()), primary=True),
        Step("return", "sent", "draft", Role.DEVELOPMENT_DEPUTY, _("Return for correction"), "S4-132", asks=(REASON,)),
        Step("replace", "approved", "replaced", Role.DEVELOPMENT_DEPUTY, _("Replaced by a later split"), "S4-132",
             asks=(Ask("later", _("A later split"), required=False),), unless=(by_a_later_split,)),
    ),
)  # fmt: skip

SPOKEN: dict[str, Any] = {
    "county_split.draft": _("Split of the counties drafted"),
    "county_split.enter": _("Machinery of the counties entered"),
}
"""Labels of the acts of the split that are not steps."""
