"""How bitumen goes from a credit to works that are confirmed."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from hamtaraz.grants.effects.bitumen import (
    announces_aid,
    announces_every_aid,
    counts_the_deposit,
    introduces,
    orders_bitumen,
    takes_delivery,
    withdraws_every_aid,
)
from hamtaraz.grants.rules.bitumen import (
    compaction_passed,
    deposited_whole,
    documented,
    in_its_turn,
    in_part_allowed,
    in_the_run,
    nothing_deposited,
    priced,
    received_by_now,
    resolved,
    uses_named,
    within_shares,
)
from hamtaraz.people.roles import Role
from hamtaraz.workflow.effects import mirrors, moves
from hamtaraz.workflow.rules import other_hand_than
from hamtaraz.workflow.tables import REASON, Ask, State, Step, TaskKind, Workflow

ACCOUNT = Ask("account_number", _("Account number"))
OUT_OF_TURN = Ask("reason", _("Why before its turn, if it is"), "lines", required=False)

RUNS = Workflow(
    name="bitumen_run",
    subject_kind="grants.bitumenrun",
    label=_("Bitumen aid of the municipalities"),
    states=(
        State("computed", _("Computed"), waits_for=Role.RESOURCE_DEPUTY, days=3, tone="blue",
              task=TaskKind("grants.announce_bitumen", _("Announce the bitumen aid"), _("Review"))),
        State("announced", _("Announced"), tone="green"),
        State("withdrawn", _("Taken back"), tone="red", aside=True),
    ),
    steps=(
        Step("announce", "computed", "announced", Role.RESOURCE_DEPUTY, _("Announce the bitumen aid"), "S4-041",
             asks=(ACCOUNT,), unless=(other_hand_than(("compute",)), within_shares), effect=(announces_every_aid(),),
             primary=True),
        Step("withdraw", "computed", "withdrawn", Role.RESOURCE_EXPERT, _("Take the run back"), "S4-041", asks=(REASON,),
             effect=(withdraws_every_aid(),)),
    ),
)  # fmt: skip

AIDS = Workflow(
    name="bitumen_aid",
    subject_kind="grants.bitumenaid",
    label=_("Bitumen for a municipality"),
    states=(
        State("computed", _("Computed")),
        State("announced", _("Aid announced"), waits_for=Role.MAYOR, days=30, tone="gold",
              task=TaskKind("grants.bitumen_deposit", _("Deposit for bitumen after the council's resolution"), _("Open"))),
        State("deposited", _("Deposited"), waits_for=Role.MAYOR, days=14, tone="gold",
              task=TaskKind("grants.bitumen_order", _("Order the bitumen"), _("Open"))),
        State("ordered", _("Ordered"), waits_for=Role.RESOURCE_DEPUTY, days=7, tone="blue",
              task=TaskKind("grants.bitumen_introduce", _("Issue the introduction letter for bitumen"), _("Open"))),
        State("introduced", _("Letter issued"), waits_for=Role.MAYOR, days=30, tone="teal",
              task=TaskKind("grants.bitumen_receive", _("Record the arrival of the bitumen"), _("Open"))),
        State("delivered", _("Bitumen received"), waits_for=Role.MAYOR, days=90, tone="teal",
              task=TaskKind("grants.bitumen_document", _("Document the work before, during and after"), _("Open"))),
        State("documented", _("Documented"), waits_for=Role.TECHNICAL_OFFICE, days=14, tone="blue",
              task=TaskKind("grants.bitumen_confirm", _("Confirm the work done with bitumen"), _("Review"))),
        State("confirmed", _("Confirmed"), tone="green"),
        State("declined", _("Declined"), tone="red", aside=True),
        State("withdrawn", _("Taken back"), tone="red", aside=True),
    ),
    steps=(
        Step("announce", "computed", "announced", Role.RESOURCE_DEPUTY, _("Announce the bitumen aid"), "S4-041",
             unless=(in_the_run,), effect=(announces_aid(), moves("credit", "grant_share", "grant_promised"))),
        Step("withdraw", "computed", "withdrawn", Role.RESOURCE_EXPERT, _("Take the run back"), "S4-041",
             unless=(in_the_run,)),
        Step("deposit", "announced", "deposited", Role.MAYOR, _("Half is deposited"), "S4-045",
             unless=(resolved, deposited_whole), effect=(counts_the_deposit(),)),
        Step("deposit_in_part", "announced", "deposited", Role.MAYOR, _("The deposit ends here"), "S4-044",
             unless=(resolved, in_part_allowed), effect=(counts_the_deposit(),)),
        Step("decline", "announced", "declined", Role.MAYOR, _("Decline the aid"), "S4-041", asks=(REASON,),
             unless=(nothing_deposited,), effect=(mirrors("announce"),), tone="red"),
        Step("order", "deposited", "ordered", Role.MAYOR, _("Order the bitumen"), "S4-049",
             unless=(uses_named, priced), effect=(orders_bitumen(),), primary=True),
        Step("introduce", "ordered", "introduced", Role.RESOURCE_DEPUTY, _("Issue the introduction letter"), "S4-046",
             asks=(Ask("supplier", _("Producer of the bitumen")), OUT_OF_TURN), unless=(in_its_turn,),
             effect=(introduces(), moves("credit", "grant_promised", "grant_paid")), primary=True),
        Step("receive", "introduced", "delivered", Role.MAYOR, _("Record the arrival"), "S4-044",
             asks=(Ask("received_on", _("Day of the arrival"), "day"),), unless=(received_by_now,),
             effect=(takes_delivery(),), primary=True),
        Step("document", "delivered", "documented", Role.MAYOR, _("The work is documented"), "S4-051",
             unless=(documented,), primary=True),
        Step("return", "documented", "delivered", Role.TECHNICAL_OFFICE, _("Return for more documents"), "S4-052",
             asks=(REASON,)),
        Step("confirm", "documented", "confirmed", Role.TECHNICAL_OFFICE, _("Confirm the work"), "S4-052",
             unless=(documented, compaction_passed), primary=True),
    ),
)  # fmt: skip

SPOKEN: dict[str, Any] = {
    "bitumen_run.compute": _("Bitumen aid computed"),
    "bitumen_aid.compute": _("Bitumen aid computed"),
    "bitumen_aid.resolve": _("Resolution of the council recorded"),
    "bitumen_aid.present_slip": _("Deposit slip presented"),
    "bitumen_aid.control": _("Compaction of the sub-base controlled"),
    "grants.record_bitumen_rate": _("Exchange rate of bitumen recorded"),
    "grants.buy_jointly": _("Joint purchase of bitumen"),
    "grants.report_bitumen": _("Performance report of bitumen sent"),
}
"""Labels of the acts of bitumen that are not steps."""
