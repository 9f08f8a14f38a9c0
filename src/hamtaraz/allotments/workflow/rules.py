"""What the steps of allotment refuse: INV-07 each way, quorum, order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from hamtaraz.allotments import queries
from hamtaraz.allotments.models import AllotmentNotice, AllotmentSession, CentralAllotment, SessionLine
from hamtaraz.allotments.refusals import (
    BeyondAgreement,
    BeyondCeiling,
    BeyondCentral,
    NoCeilings,
    NoCentralNotice,
    NoLines,
    NoQuorum,
    NotAgreed,
    NoticesWait,
)
from hamtaraz.kernel.rial import Rial
from hamtaraz.workflow.refusals import OnlyByCorrection
from hamtaraz.workflow.tables import Taking


def central_behind(session: AllotmentSession) -> CentralAllotment:
    """The confirmed notice a session rests on: its own, or the latest when none was named; refuses `NoCentralNotice`."""
    central = session.central or queries.latest_central(session.province, session.fiscal_year)
    if central is None or central.state != "confirmed":
        raise NoCentralNotice()
    return central


def a_central_notice_stands(taking: Taking) -> None:
    """Refuses when no confirmed notice of the centre stands behind the session (S0-22, S0-42, INV-07)."""
    subject = taking.subject
    central_behind(subject.session if isinstance(subject, AllotmentNotice) else subject)


def there_is_a_quorum(taking: Taking) -> None:
    """Refuses a session to which too few came."""
    session: AllotmentSession = taking.subject
    if session.present < session.quorum:
        raise NoQuorum(present=session.present, quorum=session.quorum)


def something_is_decided(taking: Taking) -> None:
    """Refuses a session without a ceiling and without a line."""
    session: AllotmentSession = taking.subject
    if not session.ceilings.exists() and not queries.waiting_lines(session):
        raise NoCeilings()


def ceilings_within_the_central_notice(taking: Taking) -> None:
    """Refuses ceilings of a source beyond what the centre released and no ceiling has taken yet (INV-07)."""
    session: AllotmentSession = taking.subject
    received = queries.figures(session.province, session.fiscal_year).received
    wanted: Counter[str] = Counter()
    names: dict[str, str] = {}
    for row in session.ceilings.select_related("source"):
        wanted[row.source.code] += row.amount_rial
        names[row.source.code] = str(row.source)
    for code, amount in wanted.items():
        left = received.get(code, 0)
        if amount > left:
            raise BeyondCentral(source=names[code], over_by_rial=amount - left, left_rial=left)


def lines_wait(taking: Taking) -> None:
    """Refuses when the session has no line that still needs a notice."""
    if not queries.waiting_lines(taking.subject):
        raise NoLines()


def lines_within_agreements(taking: Taking) -> None:
    """Refuses a line without a notified agreement, or beyond what is left of it (S0-42, INV-07)."""
    left = queries.left_for(taking.subject)
    check_agreements(queries.waiting_lines(taking.subject), left.agreed, left.agreed_at_all)


def lines_within_ceilings(taking: Taking) -> None:
    """Refuses lines of a source and chapter beyond what is left of its ceiling (INV-07)."""
    check_ceilings(queries.waiting_lines(taking.subject), queries.left_for(taking.subject).ceiling)


def the_notice_within_its_agreements(taking: Taking) -> None:
    """As `lines_within_agreements`, by what the book holds now; what the corrected notice gives back counts."""
    notice: AllotmentNotice = taking.subject
    found = queries.figures(notice.province, notice.fiscal_year)
    left = Counter({dims: found.left(dims) for dims in found.agreed})
    for line in _given_back(notice):
        left[queries.dims_of(line)] += line.amount_rial
    check_agreements(_lines(notice), left, found.agreed)


def the_notice_within_its_ceilings(taking: Taking) -> None:
    """As `lines_within_ceilings`, by what the book holds now; what the corrected notice gives back counts."""
    notice: AllotmentNotice = taking.subject
    left = Counter(queries.figures(notice.province, notice.fiscal_year).ceiling)
    for line in _given_back(notice):
        left[line.source.code, line.chapter.code] += line.amount_rial
    check_ceilings(_lines(notice), left)


def check_agreements(
    lines: Iterable[SessionLine], left: Counter[queries.Dims], agreed: dict[queries.Dims, Rial]
) -> None:
    """Refuses the first project, in order, that is not agreed or whose lines are more than what is left."""
    wanted: Counter[queries.Dims] = Counter()
    for line in lines:
        dims = queries.dims_of(line)
        if not agreed.get(dims):
            raise NotAgreed(project=line.project.title, source=str(line.source))
        wanted[dims] += line.amount_rial
        if wanted[dims] > left[dims]:
            over = wanted[dims] - left[dims]
            raise BeyondAgreement(project=line.project.title, over_by_rial=over, left_rial=left[dims])


def check_ceilings(lines: Iterable[SessionLine], left: Counter[tuple[str, str]]) -> None:
    """Refuses the first source and chapter whose lines are more than what is left of its ceiling."""
    wanted: Counter[tuple[str, str]] = Counter()
    named: dict[tuple[str, str], SessionLine] = {}
    for line in lines:
        wanted[line.source.code, line.chapter.code] += line.amount_rial
        named[line.source.code, line.chapter.code] = line
    for cell, amount in wanted.items():
        if amount > left[cell]:
            raise BeyondCeiling(
                chapter=str(named[cell].chapter),
                source=str(named[cell].source),
                over_by_rial=amount - left[cell],
                left_rial=left[cell],
            )


def has_a_replacement(taking: Taking) -> None:
    """Refuses setting a notice aside by hand: only the correction that takes its place does it."""
    if "replacement" not in taking.given:
        raise OnlyByCorrection()


def no_notice_waits(taking: Taking) -> None:
    """Refuses to call a session notified while a notice or a line of it waits, or none was issued."""
    session: AllotmentSession = taking.subject
    states = set(session.notices.values_list("state", flat=True))
    if "draft" in states or not states - {"withdrawn"} or queries.waiting_lines(session):
        raise NoticesWait()


def _lines(notice: AllotmentNotice) -> list[SessionLine]:
    lines = list(notice.rows.select_related("source", "chapter", "agency", "project"))
    if not lines:
        raise NoLines()
    return lines


def _given_back(notice: AllotmentNotice) -> list[SessionLine]:
    return _lines(notice.corrects) if notice.corrects else []
