"""How a dehyari's machine goes from the village's wish to its hand-over, with substitutes where a type cannot be bought."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from hamtaraz.grants.effects.machinery import locks_the_sale, notes_the_list, orders_delivery
from hamtaraz.grants.effects.village_machines import announces_the_contribution, frees_the_village, takes_the_substitute
from hamtaraz.grants.papers.village_machines import order_words
from hamtaraz.grants.rules.machinery import handed_over_by_now, lock_is_over, slips_cover
from hamtaraz.grants.rules.village_machines import (
    a_substitute_that_fits,
    bought_in_its_number,
    by_announcement,
    in_the_villages_list,
    priced_and_within_the_envelope,
)
from hamtaraz.people.roles import Role
from hamtaraz.workflow.tables import REASON, Ask, State, Step, TaskKind, Workflow

VILLAGE_MACHINES = Workflow(
    name="dehyari_machine",
    subject_kind="grants.dehyarimachine",
    label=_("Machine for a dehyari"),
    states=(
        State("asked", _("Asked for"), waits_for=Role.RURAL_OFFICE, days=7,
              task=TaskKind("grants.list_village", _("Send Table 1 of dehyaris"), _("Open"))),
        State("listed", _("In Table 1"), waits_for=Role.DEHYARI_DEPUTY, days=14, tone="blue",
              task=TaskKind("grants.review_village", _("Review a dehyari's machine"), _("Review"))),
        State("reviewed", _("Machine approved"), waits_for=Role.RESOURCE_DEPUTY, days=14, tone="teal",
              task=TaskKind("grants.announce_village", _("Check readiness and announce the dehyari's contribution"), _("Open"))),
        State("needs_substitute", _("Needs a substitute"), waits_for=Role.RURAL_OFFICE, days=7, tone="gold", aside=True,
              task=TaskKind("grants.propose_substitute", _("Propose a substitute for a dehyari's machine"), _("Open"))),
        State("announced", _("Contribution announced"), waits_for=Role.DEHYAR, days=30, tone="gold",
              task=TaskKind("grants.deposit_village", _("Deposit the contribution and present its slip"), _("Open"))),
        State("deposited", _("Deposited"), waits_for=Role.RESOURCE_DEPUTY, days=7, tone="gold",
              task=TaskKind("grants.order_village", _("Issue the delivery order"), _("Open"))),
        State("ordered", _("Delivery ordered"), waits_for=Role.RESOURCE_EXPERT, days=30, tone="teal",
              task=TaskKind("grants.hand_over_village", _("Record the hand-over"), _("Open"))),
        State("delivered", _("Handed over"), tone="green"),
        State("sold", _("Sold after the lock"), aside=True),
        State("declined", _("Declined"), tone="red", aside=True),
        State("withdrawn", _("Taken back"), aside=True),
    ),
    steps=(
        Step("list", "asked", "listed", Role.RURAL_OFFICE, _("Send on in Table 1"), "S4-095",
             unless=(in_the_villages_list,), effect=(notes_the_list(),)),
        Step("withdraw", ("asked", "needs_substitute"), "withdrawn", Role.RURAL_OFFICE, _("Withdraw; the village is free"),
             "S4-102", asks=(REASON,), effect=(frees_the_village(),)),
        Step("review", "listed", "reviewed", Role.DEHYARI_DEPUTY, _("Approve the machine"), "S4-097", primary=True),
        Step("decline", "listed", "declined", Role.DEHYARI_DEPUTY, _("Decline the machine"), "S4-097", asks=(REASON,),
             effect=(frees_the_village(),)),
        Step("announce", "reviewed", "announced", Role.RESOURCE_DEPUTY, _("Announce contribution and account"), "S4-098",
             asks=(Ask("ready_at", _("Where the machine stands ready for delivery")), Ask("account_number", _("Account number"))),
             unless=(bought_in_its_number, priced_and_within_the_envelope), effect=(announces_the_contribution(),), primary=True),
        Step("need_substitute", "reviewed", "needs_substitute", Role.DEHYARI_DEPUTY, _("Ask for a substitute"), "S4-104",
             unless=(by_announcement,)),
        Step("substitute", "needs_substitute", "listed", Role.RURAL_OFFICE, _("Propose a substitute"), "S4-104",
             asks=(Ask("machine", _("Substitute vehicle")),), unless=(a_substitute_that_fits,),
             effect=(takes_the_substitute(),), primary=True),
        Step("deposit", "announced", "deposited", Role.DEHYAR, _("The contribution is deposited"), "S4-099",
             unless=(slips_cover,)),
        Step("order", "deposited", "ordered", Role.RESOURCE_DEPUTY, _("Issue the delivery order"), "S4-099",
             unless=(slips_cover,), effect=(orders_delivery(order_words),), primary=True),
        Step("hand_over", "ordered", "delivered", Role.RESOURCE_EXPERT, _("Record the hand-over"), "S4-098",
             asks=(Ask("handed_over_on", _("Day of the hand-over"), "day"),), unless=(handed_over_by_now,),
             effect=(locks_the_sale(),), primary=True),
        Step("sell", "delivered", "sold", Role.DEHYAR, _("Record its sale"), "S4-106", asks=(REASON,),
             unless=(lock_is_over,)),
    ),
)  # fmt: skip

SPOKEN: dict[str, Any] = {
    "dehyari_machine.ask": _("Machine of a dehyari asked for"),
    "dehyari_machine.present_slip": _("Deposit slip presented"),
    "grants.send_village_list": _("Table 1 of dehyaris sent"),
    "grants.mark_purchasable": _("Whether a machine can be bought recorded"),
    "grants.announce_purchasable": _("Purchasable vehicles announced to the province"),
}
"""Labels of the acts of dehyaris' machines that are not steps."""
