"""What the steps of an agreement ask beside the mandate, and what they do beside moving money."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from hamtaraz.agreements import papers
from hamtaraz.agreements.models import Agreement, AgreementLine, Edition, Remark
from hamtaraz.agreements.queries import noticed_for, undrafted
from hamtaraz.agreements.refusals import (
    BeyondNotice,
    ExchangeNumberUsed,
    NoEconomicChapter,
    NoLines,
    RemarkUnanswered,
)
from hamtaraz.documents.operations import issue
from hamtaraz.kernel.refusals import NotYours
from hamtaraz.letters.operations import next_number, register_letter
from hamtaraz.notices.effects import DRAFT_AGREEMENTS, drafting_key
from hamtaraz.people.models import Organisation, OrganisationKind
from hamtaraz.people.roles import Role
from hamtaraz.workflow.models import Seat
from hamtaraz.workflow.tables import Taking
from hamtaraz.workflow.tasks import open_task, restate_tasks

# --- rules ---------------------------------------------------------------------------------------


def has_lines(taking: Taking) -> None:
    """Refuses an agreement without money, and a line without its economic chapter."""
    lines = [line for line in taking.subject.pages if line.amount_rial]
    if not lines:
        raise NoLines()
    for line in lines:
        if not line.economic_chapter:
            raise NoEconomicChapter(line=str(line))


def answers_remarks(taking: Taking) -> None:
    """Refuses to submit again while a remark has no answer."""
    remark = taking.subject.remarks.filter(settled=False, answer="").first()
    if remark is not None:
        raise RemarkUnanswered(line=remark.line.project.title if remark.line else remark.text[:60])


def within_notice(taking: Taking) -> None:
    """Refuses the line that exceeds its credit notice, by name (INV-05); the book refuses what slips between."""
    asked: Counter[tuple[str, str, str]] = Counter()
    noticed = noticed_for(taking.subject)
    for line in taking.subject.pages:
        asked[line.dimensions] += line.amount_rial
        over = asked[line.dimensions] - noticed[line.dimensions]
        if over > 0:
            raise BeyondNotice(line=str(line), over_by_rial=over, noticed_rial=noticed[line.dimensions])


def number_is_free(taking: Taking) -> None:
    """Refuses an exchange number that another agreement of the year already bears."""
    number = str(taking.given.get("exchange_number") or "").strip()
    subject = taking.subject
    bearers = Agreement.objects.filter(
        province=subject.province, fiscal_year=subject.fiscal_year, exchange_number=number
    )
    if number and bearers.exists():
        raise ExchangeNumberUsed(number=number)


# --- effects -------------------------------------------------------------------------------------


def snapshot(line: AgreementLine) -> dict[str, object]:
    """A line as an edition keeps it."""
    return {
        "line": line.pk,
        "project": line.project.code,
        "title": line.project.title,
        "source": line.source.code,
        "county": line.county,
        "amount_rial": str(line.amount_rial),
        "economic_chapter": line.economic_chapter,
        "execution_method": line.execution_method,
        "planned_percent": line.planned_percent,
        "target_quantity": line.target_quantity,
        "target_unit": line.target_unit,
    }


@dataclass(frozen=True)
class keeps_edition:
    """The lines as submitted are kept, so that the next edition shows what changed."""

    says: str = "keeps the lines as this edition"

    def __call__(self, taking: Taking) -> None:
        subject = taking.subject
        Edition.objects.create(
            province=subject.province,
            agreement=subject,
            number=subject.edition,
            submitted_on=taking.day,
            act=taking.act,
            lines=[snapshot(line) for line in subject.pages],
        )


@dataclass(frozen=True)
class keeps_remarks:
    """The remarks given with a return are kept on their lines (`given["remarks"]`: line or None → words)."""

    says: str = "keeps the remarks on lines"

    def __call__(self, taking: Taking) -> None:
        remarks: Mapping[int | None, str] = taking.given.get("remarks") or {}
        own = {None, *taking.subject.funding.values_list("pk", flat=True)}
        if not own >= remarks.keys():
            raise NotYours()
        Remark.objects.bulk_create(remark_by(taking, line, words) for line, words in remarks.items())


def remark_by(taking: Taking, line: int | None, words: str) -> Remark:
    """A remark of the person who takes the step, on the edition they look at."""
    return Remark(
        province=taking.subject.province,
        agreement=taking.subject,
        line_id=line,
        edition=taking.subject.edition,
        text=words,
        by_role=taking.actor.role,
        by_person=taking.actor.person_name,
        written_on=taking.day,
    )


@dataclass(frozen=True)
class opens_next_edition:
    """What goes back is corrected in the next edition; signatures given to the old one fall."""

    says: str = "opens the next edition and drops signatures"

    def __call__(self, taking: Taking) -> None:
        subject = taking.subject
        subject.edition += 1
        subject.agency_signed_on = subject.mpo_signed_on = None
        subject.agency_signed_by = subject.mpo_signed_by = ""


@dataclass(frozen=True)
class settles_remarks:
    """An approval settles every remark so far."""

    says: str = "settles the remarks"

    def __call__(self, taking: Taking) -> None:
        taking.subject.remarks.filter(settled=False).update(settled=True)


@dataclass(frozen=True)
class signs:
    """The name and the day stand in the signature block of one party, "agency" or "mpo"."""

    party: str

    @property
    def says(self) -> str:
        return f"signs for the {self.party}"

    def __call__(self, taking: Taking) -> None:
        setattr(taking.subject, f"{self.party}_signed_on", taking.day)
        setattr(taking.subject, f"{self.party}_signed_by", taking.actor.person_name)


@dataclass(frozen=True)
class exchanges:
    """The agreement gets its exchange number and day, its final paper, and its letter to the agency (S0-21)."""

    says: str = "numbers, prints and announces the agreement"

    def __call__(self, taking: Taking) -> None:
        subject = taking.subject
        subject.exchange_number = str(taking.given.get("exchange_number") or "").strip() or _next(subject)
        subject.exchange_on = taking.given.get("exchange_on") or taking.day
        title, about = papers.paper_title(subject), (subject.subject_kind, subject.pk, subject.get_absolute_url())
        issue(
            "agreement",
            papers.agreement_facts(subject, day=taking.day, draft=False),
            actor=taking.actor,
            act=taking.act,
            day=taking.day,
            number=subject.exchange_number,
            title=title,
            about=about,
            organisation_id=subject.agency_id,
        )
        with override("fa"):
            words = _("Notification of: %(title)s") % {"title": title}
        mpo = Organisation.objects.filter(province=subject.province, kind=OrganisationKind.MPO).earliest("id")
        register_letter(
            actor=taking.actor,
            act=taking.act,
            day=subject.exchange_on,
            kind="outgoing",
            number=subject.exchange_number,
            subject=words,
            sender_id=mpo.pk,
            receivers=[subject.agency],
            about=about,
        )


def _next(subject: Agreement) -> str:
    number = next_number(subject.province, subject.fiscal_year, "agreement_exchange")
    return f"{subject.fiscal_year}/{number}"


@dataclass(frozen=True)
class leaves_to_draft:
    """The credit of a cancelled draft waits in the agency's inbox to be drafted again."""

    says: str = "opens the agency's errand to draft"

    def __call__(self, taking: Taking) -> None:
        subject = taking.subject
        subject.save()  # a draft that is cancelled holds no credit
        key = drafting_key(subject.agency.code)
        left = sum(one.amount_rial for one in undrafted(subject.province, subject.fiscal_year, subject.agency.code))
        if left and not restate_tasks(key, left, actor=taking.actor, kind=DRAFT_AGREEMENTS):
            open_task(
                DRAFT_AGREEMENTS,
                actor=taking.actor,
                act=taking.act,
                day=taking.day,
                key=key,
                title=subject.agency.name,
                url=reverse("agreements:list"),
                role=Role.AGENCY_EXPERT,
                seat=Seat(organisation_id=subject.agency_id),
                amount_rial=left,
            )
