"""What the steps of allotment do beside changing a state: the money, the notices, the papers, the next person's task."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hamtaraz.allotments import papers, queries
from hamtaraz.allotments.models import AllotmentNotice, AllotmentSession, SessionLine
from hamtaraz.allotments.workflow.rules import central_behind
from hamtaraz.ledger.account_map import account_at
from hamtaraz.ledger.accounts import Move
from hamtaraz.ledger.book import post
from hamtaraz.letters.operations import next_number, register_letter
from hamtaraz.people.models import Organisation, OrganisationKind
from hamtaraz.people.roles import Role
from hamtaraz.workflow.tables import Taking, task_kind
from hamtaraz.workflow.tasks import close_tasks, open_task
from hamtaraz.workflow.walker import begin, take

CONVENE = task_kind("allotments.convene", _("Allotment Committee to convene"), _("Open the session"))
ALLOT_MORE = task_kind("allotments.more", _("Ceilings with something left to allot"), _("Write the lines"))
DAYS_TO_CONVENE = 10


@dataclass(frozen=True)
class does:
    """An effect of this room: what it says in the generated documentation, and what it does."""

    says: str
    work: Callable[[Taking], None]

    def __call__(self, taking: Taking) -> None:
        self.work(taking)


def _call_the_committee(taking: Taking) -> None:
    central = taking.subject
    centre = Organisation.objects.filter(province=central.province, kind=OrganisationKind.CENTRE).first()
    mpo = papers.mpo_of(central.province)
    register_letter(
        actor=taking.actor,
        act=taking.act,
        day=central.dated_on,
        kind="incoming",
        number=central.number,
        subject=central.subject,
        sender_id=centre.pk if centre else mpo.pk,
        receivers=[mpo],
        about=(central.subject_kind, central.pk, central.get_absolute_url()),
    )
    if central.corrects_id:
        return
    open_task(
        CONVENE,
        actor=taking.actor,
        act=taking.act,
        day=taking.day,
        key=convene_key(central.pk),
        title=central.title(),
        url=f"{reverse('allotments:open_session')}?central={central.pk}",
        role=Role.ALLOTMENT_SECRETARY,
        days=DAYS_TO_CONVENE,
        amount_rial=central.worth_rial(),
    )


def convene_key(central_id: int) -> str:
    """The key of the task to convene the Committee after a notice of the centre."""
    return f"allotments.convene:{central_id}"


def more_key(session_id: int) -> str:
    """The key of the task to allot what is left of a session's ceilings."""
    return f"allotments.more:{session_id}"


def _set_aside_the_corrected(taking: Taking) -> None:
    corrected = taking.subject.corrects
    if corrected is not None:
        take(corrected, "correct", actor=taking.actor, day=taking.day, given={"replacement": taking.subject.pk})


def _hand_sessions_on(taking: Taking) -> None:
    AllotmentSession.objects.filter(central=taking.subject).update(central_id=taking.given["replacement"])


def _set_ceilings(taking: Taking) -> None:
    session: AllotmentSession = taking.subject
    session.central = central_behind(session)
    close_tasks(convene_key(session.central.pk), actor=taking.actor, act=taking.act, day=taking.day)
    made = [
        Move(
            account_at("allotment", "received", source=row.source.code),
            account_at("allotment", "ceiling", source=row.source.code, chapter=row.chapter.code),
            row.amount_rial,
            key=f"{taking.act}:{row.pk}:ceiling",
        )
        for row in session.ceilings.select_related("source", "chapter")
    ]
    post(
        made,
        province=session.province,
        fiscal_year=session.fiscal_year,
        act=taking.act,
        basis=taking.step.basis,
    )


def _draft_notices(taking: Taking) -> None:
    """One notice for each agency that has lines waiting; who still has ceilings left is told."""
    session: AllotmentSession = taking.subject
    by_agency: dict[Organisation, list[int]] = {}
    for line in queries.waiting_lines(session):
        by_agency.setdefault(line.agency, []).append(line.pk)
    for agency, lines in by_agency.items():
        notice = AllotmentNotice(
            province=session.province, fiscal_year=session.fiscal_year, session=session, agency=agency
        )
        notice.save()
        SessionLine.objects.filter(pk__in=lines).update(notice=notice)
        begin(notice, "draft", actor=taking.actor, day=taking.day, basis="S0-39")
    _tell_of_what_is_left(taking)


def _tell_of_what_is_left(taking: Taking) -> None:
    session: AllotmentSession = taking.subject
    close_tasks(more_key(session.pk), actor=taking.actor, act=taking.act, day=taking.day)
    cells = {(row.source.code, row.chapter.code) for row in session.ceilings.select_related("source", "chapter")}
    left = queries.left_for(session).ceiling
    amount = sum(left[cell] for cell in cells)
    if amount <= 0:
        return
    open_task(
        ALLOT_MORE,
        actor=taking.actor,
        act=taking.act,
        day=taking.day,
        key=more_key(session.pk),
        title=session.title(),
        url=session.get_absolute_url(),
        role=Role.CONSOLIDATION_EXPERT,
        amount_rial=amount,
    )


def _issue_minutes(taking: Taking) -> None:
    papers.issue_minutes(taking.subject, actor=taking.actor, act=taking.act, day=taking.day)


def _keep_the_figures(taking: Taking) -> None:
    notice: AllotmentNotice = taking.subject
    found = queries.figures(notice.province, notice.fiscal_year, notice.agency.code)
    lines = list(notice.rows.select_related("source", "chapter", "agency", "project"))
    for line in lines:
        dims = queries.dims_of(line)
        line.agreed_rial, line.before_rial = found.agreed.get(dims, 0), found.allotted.get(dims, 0)
    SessionLine.objects.bulk_update(lines, ["agreed_rial", "before_rial"])


def _number_and_print(taking: Taking) -> None:
    notice: AllotmentNotice = taking.subject
    number = next_number(notice.province, notice.fiscal_year, "allotment_notice")
    notice.number, notice.issued_on = f"{notice.fiscal_year}/{3000 + number}", taking.day
    register_letter(
        actor=taking.actor,
        act=taking.act,
        day=taking.day,
        kind="outgoing",
        number=notice.number,
        subject=notice.title(),
        sender_id=papers.mpo_of(notice.province).pk,
        receivers=[notice.agency],
        about=(notice.subject_kind, notice.pk, notice.get_absolute_url()),
    )
    papers.issue_notice(notice, actor=taking.actor, act=taking.act, day=taking.day)


def _close_the_session(taking: Taking) -> None:
    notice: AllotmentNotice = taking.subject
    session = AllotmentSession.objects.select_for_update().get(pk=notice.session_id)
    others = session.notices.exclude(pk=notice.pk).filter(state="draft").exists()
    if session.state == "decided" and not others and not queries.waiting_lines(session):
        notice.save()  # its state is what the session looks at
        take(session, "complete", actor=taking.actor, day=taking.day)


def _let_its_corrected_go(taking: Taking) -> None:
    taking.subject.corrects = None


calls_the_committee = does("a task for the secretary of the Allotment Committee", _call_the_committee)
sets_aside_the_corrected = does("the notice it corrects is set aside", _set_aside_the_corrected)
hands_its_sessions_on = does("its sessions rest on the correction", _hand_sessions_on)
sets_ceilings = does("allotment: received → ceiling", _set_ceilings)
drafts_notices = does("a draft notice for each agency with lines", _draft_notices)
issues_minutes = does("the minutes of the Committee", _issue_minutes)
keeps_the_figures_of_the_day = does("each line keeps what was agreed and allotted before", _keep_the_figures)
numbers_and_prints = does("number, letter and paper of the notice", _number_and_print)
closes_the_session = does("the session is notified with its last notice", _close_the_session)
lets_its_corrected_go = does("the notice it was to correct may be corrected anew", _let_its_corrected_go)
