"""What the steps of bitumen refuse."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hamtaraz.grants.models import BitumenAid, BitumenRun, Moment
from hamtaraz.grants.queries.bitumen import lacking_documents, latest_check, uses_of, waiting
from hamtaraz.grants.queries.bitumen_rates import rate_for
from hamtaraz.grants.queries.deposits import deposited_rial
from hamtaraz.grants.queries.rules import rules_in_force
from hamtaraz.grants.queries.shares import rests_of
from hamtaraz.grants.refusals.bitumen import (
    CompactionLacks,
    DepositedAlready,
    DocumentsLack,
    InPartNotAllowed,
    NothingDeposited,
    OnlyInTheRun,
    OutOfTurn,
    ReceivedAhead,
    ResolutionLacks,
    ShareUsedMeanwhile,
    UseNotAllowed,
)
from hamtaraz.kernel import text
from hamtaraz.kernel.refusals import Missing
from hamtaraz.law.directive import Directive
from hamtaraz.workflow.tables import Taking


def within_shares(taking: Taking) -> None:
    """Refuse to announce what a share does not hold any more (S4-041)."""
    run: BitumenRun = taking.subject
    aids = list(run.aids.select_related("share__run").order_by("id"))
    rests = rests_of([one.share for one in aids])
    for one in aids:
        if one.announced_rial > rests[one.share.agency]:
            raise ShareUsedMeanwhile(
                name=one.share.name, aid_rial=one.announced_rial, rests_rial=rests[one.share.agency]
            )


def in_the_run(taking: Taking) -> None:
    """Refuse to announce or take back one aid by itself."""
    if not taking.given.get("with_its_run"):
        raise OnlyInTheRun()


def resolved(taking: Taking) -> None:
    """Refuse a deposit before the council's resolution (S4-045, INV-18)."""
    aid: BitumenAid = taking.subject
    if aid.resolution_scan_id is None:
        raise ResolutionLacks()


def deposited_whole(taking: Taking) -> None:
    """Refuse while less than half is deposited (S4-042)."""
    aid: BitumenAid = taking.subject
    deposited = deposited_rial(aid)
    if deposited < aid.due_rial:
        raise InPartNotAllowed(due_rial=aid.due_rial, deposited_rial=deposited, lacks_rial=aid.due_rial - deposited)


def in_part_allowed(taking: Taking) -> None:
    """Refuse a deposit of less than half unless the directive's switch is on, and one of nothing (INV-18)."""
    aid: BitumenAid = taking.subject
    deposited = deposited_rial(aid)
    if rules_of(taking).value_of("bitumen_in_part") != 1:
        raise InPartNotAllowed(due_rial=aid.due_rial, deposited_rial=deposited, lacks_rial=aid.due_rial - deposited)
    if deposited == 0:
        raise NothingDeposited()


def nothing_deposited(taking: Taking) -> None:
    """Refuse to decline what has been paid for."""
    deposited = deposited_rial(taking.subject)
    if deposited:
        raise DepositedAlready(deposited_rial=deposited)


def uses_named(taking: Taking) -> None:
    """Refuse an order for nothing, or for a use the directive does not name (S4-049, INV-19)."""
    allowed = uses_of(rules_of(taking))
    chosen = list(taking.given.get("uses") or ())
    if not chosen:
        raise Missing(field=_("Uses"))
    for use in chosen:
        if use not in allowed:
            raise UseNotAllowed(use=use, allowed="، ".join(allowed.values()))
    if not text.clean(str(taking.given.get("streets") or "")):
        raise Missing(field=_("Which urban streets"))


def priced(taking: Taking) -> None:
    """Refuse an order on a day without a rate (S4-047)."""
    rate_for(taking.subject.province, taking.day, rules_of(taking))


def in_its_turn(taking: Taking) -> None:
    """Refuse the letter of another than the first who waits, unless a reason is given (S4-046)."""
    aid: BitumenAid = taking.subject
    if text.clean_lines(str(taking.given.get("reason", ""))):
        return
    rows = waiting(aid.province, aid.fiscal_year, rules_of(taking), taking.day)
    first = rows[0][0]
    if first.pk != aid.pk:
        place = next(rank.place for one, rank in rows if one.pk == aid.pk)
        raise OutOfTurn(first=first.recipient.name, name=aid.recipient.name, place=place)


def received_by_now(taking: Taking) -> None:
    """Refuse an arrival before the letter, or after today."""
    aid: BitumenAid = taking.subject
    received_on = taking.given["received_on"]
    if received_on > taking.day or (aid.introduced_on and received_on < aid.introduced_on):
        raise ReceivedAhead(received_on=received_on, introduced_on=aid.introduced_on)


def documented(taking: Taking) -> None:
    """Refuse while photos or financial documents are lacking (S4-051)."""
    lacking = lacking_documents(taking.subject)
    if lacking:
        raise DocumentsLack(lacking="، ".join(str(Moment(one).label) for one in lacking))


def compaction_passed(taking: Taking) -> None:
    """Refuse to confirm before the sub-base was controlled and found good (S4-050)."""
    found = latest_check(taking.subject)
    if found is None or not found.passed:
        raise CompactionLacks()


def rules_of(taking: Taking) -> Directive:
    """The directive of the clause on the day of the step."""
    return rules_in_force(taking.subject.province, taking.subject.fiscal_year, taking.day)
