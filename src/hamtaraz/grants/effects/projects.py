"""What the steps of a project do: Table 2, the approved aid and its letter, payments, the village's one kind of aid."""

from __future__ import annotations

from dataclasses import dataclass

from hamtaraz.grants.effects.letters import next_letter, send_letter, write_to
from hamtaraz.grants.models import AidedProject, AidKind, DehyariProject, Part, ProjectPayment
from hamtaraz.grants.operations.villages import choose_aid, release_aid
from hamtaraz.grants.papers.letters import issue_letter
from hamtaraz.grants.papers.projects import approval_words, payment_words
from hamtaraz.grants.queries.payments import Due, due_now, realised
from hamtaraz.grants.queries.percents import read_percent
from hamtaraz.grants.queries.projects import announced_run
from hamtaraz.grants.queries.rules import rules_in_force
from hamtaraz.kernel import text
from hamtaraz.ledger.account_map import account_at
from hamtaraz.ledger.accounts import CREDIT, Move
from hamtaraz.ledger.book import post
from hamtaraz.people.models import Organisation, OrganisationKind
from hamtaraz.workflow.tables import Taking

FROM = {Part.MUNICIPAL: "grant_share", Part.DEHYARI: "grant_envelope"}


@dataclass(frozen=True)
class notes_the_table:
    """The project keeps the number of the Table 2 it went on with."""

    says: str = "keeps the number of Table 2"

    def __call__(self, taking: Taking) -> None:
        taking.subject.table_number = taking.given["list_number"]


@dataclass(frozen=True)
class promises_the_aid:
    """The approved aid is promised in the book, and told by a numbered letter."""

    part: str

    @property
    def says(self) -> str:
        """Where the money goes."""
        return f"credit: {FROM[Part(self.part)]} → grant_promised; the approval is a letter and a paper"

    def __call__(self, taking: Taking) -> None:
        project: AidedProject = taking.subject
        run = announced_run(project.province, project.fiscal_year, project.part)
        assert run is not None, "nothing rests of a share that was not announced"
        project.source, project.approved_rial = run.source, taking.given["approved_rial"]
        project.decision_number = next_letter(taking.actor)
        _move(taking, FROM[project.part], "grant_promised", project.approved_rial)
        write_to(taking, told(project), project.decision_number, approval_words(project))


@dataclass(frozen=True)
class pays:
    """What a stage gives now is paid, with its row, its working and its letter (F7, INV-26)."""

    stage: int

    @property
    def says(self) -> str:
        """Where the money goes."""
        return "credit: grant_promised → grant_paid, as far as allotment is realised; the payment is a row, a letter and a paper"

    def __call__(self, taking: Taking) -> None:
        project: AidedProject = taking.subject
        so_far = realised(project.province, project.fiscal_year, project.part)
        assert so_far is not None, "the rules of the step ask for it first"
        rules = rules_in_force(project.province, project.fiscal_year, taking.day)
        due = due_now(rules, project, self.stage, so_far)
        paid = _keep(taking, project, due)
        _move(taking, "grant_promised", "grant_paid", due.amount_rial)
        project.paid_rial += due.amount_rial
        _tell(taking, project, paid)


def _keep(taking: Taking, project: AidedProject, due: Due) -> ProjectPayment:
    return ProjectPayment.objects.create(
        province=project.province, fiscal_year=project.fiscal_year, about_kind=project.subject_kind,
        about_id=project.pk, recipient=project.recipient, stage=due.stage, approved_rial=due.approved_rial,
        realised=due.realised, due_rial=due.covered_rial, paid_before_rial=due.paid_rial, amount_rial=due.amount_rial,
        account_number=text.digits(text.clean(str(taking.given.get("account_number", "")))),
        letter_number=next_letter(taking.actor), day=taking.day, act=taking.act, working=due.working,
    )  # fmt: skip


def _tell(taking: Taking, project: AidedProject, paid: ProjectPayment) -> None:
    """A municipality is written to; for a dehyari the governorate, which passes the money on (S4-118)."""
    subject, words = payment_words(project, paid)
    office = told(project) if project.part == Part.MUNICIPAL else governorate(project.province)
    also = [] if project.part == Part.MUNICIPAL or told(project) == office else [told(project)]
    send_letter(
        taking.actor, taking.act, taking.day, number=paid.letter_number, subject=subject, receivers=[office, *also],
        body=words, about=(project.subject_kind, project.pk, project.get_absolute_url()),
    )  # fmt: skip
    issue_letter(
        project, office, paid.letter_number, subject, words, actor=taking.actor, act=taking.act, day=taking.day
    )


def told(project: AidedProject) -> Organisation:
    """Who is written to about a project: the municipality or dehyari, or the governorate for a village without one."""
    return project.recipient.organisation or governorate(project.province)


def governorate(province: str) -> Organisation:
    """The governorate of the province."""
    return Organisation.objects.filter(province=province, kind=OrganisationKind.GOVERNORATE).earliest("pk")


def _move(taking: Taking, source: str, target: str, amount_rial: int) -> None:
    at: AidedProject = taking.subject
    where = at.dimensions
    move = Move(account_at(CREDIT, source, **where), account_at(CREDIT, target, **where), amount_rial,
                key=f"{taking.act}:{at.pk}:{target}")  # fmt: skip
    post([move], province=at.province, fiscal_year=at.fiscal_year, act=taking.act, basis=taking.step.basis)


@dataclass(frozen=True)
class clears_the_aid:
    """What was approved and taken back is approved no more."""

    says: str = "the project has no approved aid any more"

    def __call__(self, taking: Taking) -> None:
        taking.subject.approved_rial = None


@dataclass(frozen=True)
class chooses_projects:
    """The village uses the aid for projects in this year, and none for a machine (S4-102, INV-23)."""

    says: str = "the village uses the aid for projects this year"

    def __call__(self, taking: Taking) -> None:
        project: DehyariProject = taking.subject
        choose_aid(project.recipient, project.fiscal_year, AidKind.PROJECT)


@dataclass(frozen=True)
class frees_the_village:
    """The village is free again, unless another of its projects stands."""

    says: str = "the village may choose again, unless another of its projects stands"

    def __call__(self, taking: Taking) -> None:
        project: DehyariProject = taking.subject
        others = DehyariProject.objects.filter(recipient=project.recipient, fiscal_year=project.fiscal_year)
        if not others.exclude(pk=project.pk).exclude(state__in=("draft", "declined", "withdrawn")).exists():
            release_aid(project.recipient, project.fiscal_year)


@dataclass(frozen=True)
class notes_the_progress:
    """The project keeps the progress that was reported."""

    says: str = "keeps the progress the governorate reports"

    def __call__(self, taking: Taking) -> None:
        taking.subject.reported_ppm = read_percent(str(taking.given["progress"]))
