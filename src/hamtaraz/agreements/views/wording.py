"""The sentence of a page that says what is expected now, one per state and side of the table."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hamtaraz.agreements.models import Agreement
from hamtaraz.agreements.workflow import AGREEMENT
from hamtaraz.kernel.text import persian_digits
from hamtaraz.people.actors import Actor
from hamtaraz.web.refusing import language
from hamtaraz.workflow.walker import holds


def expected_action(agreement: Agreement, actor: Actor, *, waiting: int, changed: int) -> str:
    """What this reader is expected to do now, or whom the agreement waits for.

    `waiting` counts unanswered remarks, `changed` the lines that differ from the edition before.
    """
    turn = AGREEMENT.state(agreement.state).waits_for
    mine = bool(turn) and holds(turn, agreement, actor)
    figures = {"waiting": _count(waiting), "changed": _count(changed)}
    return (_for_you(agreement, waiting, changed) if mine else _for_others(agreement)) % figures


def _for_you(agreement: Agreement, waiting: int, changed: int) -> str:
    again = agreement.edition > 1
    match agreement.state:
        case "draft" if waiting:
            return _("Correct the lines with remarks and answer %(waiting)s remarks; then submit again.")
        case "draft" if again:
            return _("The remarks are answered. Look the lines over and submit them again.")
        case "draft":
            return _("Complete amounts, economic chapter, method and targets of the projects; then submit.")
        case "sector_review" if again and changed:
            return _(
                "Review and approve the %(changed)s lines the agency has corrected, or return them for correction."
            )
        case "sector_review":
            return _("Check the lines against the credit notice; approve, or return for correction with remarks.")
        case "consolidation_review":
            return _("The sector expert has approved. Approve for Budget Consolidation, or send back with a reason.")
        case "deputy_review":
            return _("Both expert groups have approved. Approve as Budget Deputy, or send back with a reason.")
        case "agency_signature":
            return _("The organisation has approved. Sign for the agency; signing does not move the credit.")
        case "mpo_signature":
            return _("The agency has signed. Sign for the organisation.")
        case _:
            return _("Both sides have signed. Give the exchange number and day and notify the agency.")


def _for_others(agreement: Agreement) -> str:
    match agreement.state:
        case "draft" if agreement.edition > 1:
            return _("The agency is correcting the agreement; its credit is free again until it is submitted.")
        case "draft":
            return _("The agency is drafting; nothing of its credit is bound until it submits.")
        case "sector_review":
            return _("The sector budget expert is reviewing. Nothing is expected of you now.")
        case "consolidation_review":
            return _("Budget Consolidation is reviewing. Nothing is expected of you now.")
        case "deputy_review":
            return _("The Budget Deputy is reviewing. Nothing is expected of you now.")
        case "agency_signature":
            return _("The agreement waits for the signature of the head of the agency.")
        case "mpo_signature":
            return _("The agreement waits for the signature of the head of the organisation.")
        case "exchange":
            return _("Signed by both sides; Budget Consolidation exchanges and notifies it.")
        case "cancelled":
            return _("This draft is cancelled; its credit can be drafted again.")
        case _:
            return _("The agreement is notified; allotments may be decided up to its lines.")


def _count(number: int) -> str:
    return persian_digits(str(number)) if language() == "fa" else str(number)
