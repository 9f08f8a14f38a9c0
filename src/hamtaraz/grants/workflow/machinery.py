"""How a machine goes from request to hand-over."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from hamtaraz.grants.effects.machinery import (
    announces_contribution,
    locks_the_sale,
    notes_the_choice,
    notes_the_list,
    orders_delivery,
)
from hamtaraz.grants.effects.waivers import keeps_waiver
from hamtaraz.grants.papers.machinery import order_words
from hamtaraz.grants.queries.deadlines import MACHINE_LIST
from hamtaraz.grants.rules.deadlines import LATE_REASON, in_time
from hamtaraz.grants.rules.machinery import (
    a_priority_of_its_own,
    handed_over_by_now,
    in_the_list,
    lock_is_over,
    slips_cover,
    within_price_and_share,
)
from hamtaraz.people.roles import Role
from hamtaraz.workflow.tables import REASON, Ask, State, Step, TaskKind, Workflow

MACHINES = Workflow(
    name="machine_request",
    subject_kind="grants.machinerequest",
    label=_("Machine for a municipality"),
    states=(
        State("draft", _("Draft"), waits_for=Role.MAYOR, days=7,
              task=TaskKind("grants.send_request", _("Send the request for a machine"), _("Open"))),
        State("sent", _("Sent, final"), waits_for=Role.URBAN_OFFICE, days=7, tone="blue",
              task=TaskKind("grants.list_request", _("Send Table 1"), _("Open"))),
        State("listed", _("In Table 1"), waits_for=Role.MUNICIPAL_DEPUTY, days=14, tone="blue",
              task=TaskKind("grants.review_request", _("Review the request for a machine"), _("Review"))),
        State("reviewed", _("Machine approved"), waits_for=Role.RESOURCE_DEPUTY, days=14, tone="teal",
              task=TaskKind("grants.announce_contribution", _("Announce contribution and account"), _("Open"))),
        State("announced", _("Contribution announced"), waits_for=Role.MAYOR, days=30, tone="gold",
              task=TaskKind("grants.deposit", _("Deposit the contribution and present its slip"), _("Open"))),
        State("deposited", _("Deposited"), waits_for=Role.RESOURCE_DEPUTY, days=7, tone="gold",
              task=TaskKind("grants.order_delivery", _("Issue the delivery order"), _("Open"))),
        State("ordered", _("Delivery ordered"), waits_for=Role.RESOURCE_EXPERT, days=30, tone="teal",
              task=TaskKind("grants.hand_over", _("Record the hand-over"), _("Open"))),
        State("delivered", _("Handed over"), tone="green"),
        State("sold", _("Sold after the lock"), aside=True),
        State("declined", _("Declined"), tone="red", aside=True),
    ),
    steps=(
        Step("send", "draft", "sent", Role.MAYOR, _("Send; it is final"), "S4-030", asks=(LATE_REASON,),
             unless=(in_time(MACHINE_LIST, "S4-031"),), effect=(keeps_waiver(MACHINE_LIST, "S4-031"),), primary=True),
        Step("list", "sent", "listed", Role.URBAN_OFFICE, _("Send on in Table 1"), "S4-031", unless=(in_the_list,),
             effect=(notes_the_list(),)),
        Step("review", "listed", "reviewed", Role.MUNICIPAL_DEPUTY, _("Approve a priority"), "S4-032",
             asks=(Ask("choice", _("Which priority, 1 or 2")),), unless=(a_priority_of_its_own,),
             effect=(notes_the_choice(),), primary=True),
        Step("decline", "listed", "declined", Role.MUNICIPAL_DEPUTY, _("Decline the request"), "S4-032", asks=(REASON,)),
        Step("announce", "reviewed", "announced", Role.RESOURCE_DEPUTY, _("Announce contribution and account"), "S4-034",
             asks=(Ask("account_number", _("Account number")),), unless=(within_price_and_share,),
             effect=(announces_contribution(),), primary=True),
        Step("deposit", "announced", "deposited", Role.MAYOR, _("The contribution is deposited"), "S4-035",
             unless=(slips_cover,)),
        Step("order", "deposited", "ordered", Role.RESOURCE_DEPUTY, _("Issue the delivery order"), "S4-035",
             unless=(slips_cover,), effect=(orders_delivery(order_words),), primary=True),
        Step("hand_over", "ordered", "delivered", Role.RESOURCE_EXPERT, _("Record the hand-over"), "S4-033",
             asks=(Ask("handed_over_on", _("Day of the hand-over"), "day"),), unless=(handed_over_by_now,),
             effect=(locks_the_sale(),), primary=True),
        Step("sell", "delivered", "sold", Role.MAYOR, _("Record its sale"), "S4-038", asks=(REASON,),
             unless=(lock_is_over,)),
    ),
)  # fmt: skip

SPOKEN: dict[str, Any] = {
    "machine_request.ask": _("Asked for a machine"),
    "machine_request.present_slip": _("Deposit slip presented"),
    "grants.set_price": _("Price of a machine set"),
    "grants.send_list": _("Table 1 sent"),
}
"""Labels of the acts of machines that are not steps."""
