"""What a session refuses: no quorum, no majority, an unsettled agenda, a list against INV-02, INV-03 or INV-04."""

from __future__ import annotations

from hamtaraz.councils import queries
from hamtaraz.councils.models import CommitteeItem, Decision, Meeting
from hamtaraz.councils.refusals import (
    AlreadyNoticed,
    BeyondNotice,
    ItemsPending,
    ListIsEmpty,
    MoreVotesThanVoters,
    NoQuorum,
    NotByMajority,
    NoteOnUnfinished,
    NothingOnTheAgenda,
    TooLittleForNew,
)
from hamtaraz.kernel.rial import Rial
from hamtaraz.kernel.text import whole_number
from hamtaraz.ledger import queries as book
from hamtaraz.ledger.account_map import account_at
from hamtaraz.ledger.accounts import CREDIT
from hamtaraz.projects.models import Project
from hamtaraz.projects.queries import classification, credit_by_project, with_standing
from hamtaraz.workflow.tables import Taking

MOST_NAMED = 5
"""How many projects a refusal names before it counts the rest."""


def quorum_is_there(taking: Taking) -> None:
    """Refuse a session that lacks more than half of its voting members."""
    found = queries.quorum(taking.subject)
    if found.lacking:
        raise NoQuorum(present=found.present, members=found.members, lacking=found.lacking)


def something_to_decide(taking: Taking) -> None:
    """Refuse to open a session without an agenda."""
    if not taking.subject.agenda.exists():
        raise NothingOnTheAgenda()


def agenda_settled(taking: Taking) -> None:
    """Refuse to conclude while an item is undecided."""
    pending = list(taking.subject.agenda.filter(decision=Decision.PENDING))
    if pending:
        raise ItemsPending(count=len(pending), text=pending[0].text)


def votes_make_a_majority(taking: Taking) -> None:
    """Refuse a resolution without more than half of those present behind it; votes left out mean: unanimous."""
    present = queries.quorum(taking.subject).present
    check_votes(*votes_of(taking, present), present)


def votes_of(taking: Taking, present: int) -> tuple[int, int]:
    """The votes for and against a resolution; where none are given, all present were for it."""
    given = [whole_number(str(taking.given.get(name) or "").strip()) for name in ("votes_for", "votes_against")]
    return (present if given[0] is None else given[0], given[1] or 0)


def check_votes(votes_for: int, votes_against: int, present: int) -> None:
    """Refuse more votes than voters, and an approval by fewer than half of them."""
    if votes_for + votes_against > present:
        raise MoreVotesThanVoters(votes=votes_for + votes_against, present=present)
    if votes_for * 2 <= present:
        raise NotByMajority(votes_for=votes_for, present=present)


def list_has_projects(taking: Taking) -> None:
    """Refuse to approve an empty list."""
    if not taking.subject.items.exists():
        raise ListIsEmpty()


def within_the_notice(taking: Taking) -> None:
    """Refuse a list whose projects of a cell exceed what was notified to the county for it (INV-02)."""
    meeting = taking.subject
    for ceiling in queries.ceilings(meeting, queries.listed_by_cell(_items(meeting))):
        if ceiling.remaining_rial < 0:
            names = classification(meeting.province, meeting.fiscal_year)
            raise BeyondNotice(
                programme=names.programmes.get(ceiling.programme, ceiling.programme),
                source=names.sources.get(ceiling.source, ceiling.source),
                over_by_rial=-ceiling.remaining_rial,
                available_rial=ceiling.noticed_rial,
            )


def new_projects_begin_whole(taking: Taking) -> None:
    """Refuse a new project whose credit of this year is less than total cost ÷ years (INV-03, note to art. 32)."""
    meeting = taking.subject
    credit = _credit_by_project(meeting)
    earlier = credit_by_project(meeting.province, meeting.fiscal_year, list(credit))
    for project in _listed_projects(meeting):
        first_year = credit[project.code] + earlier.get(project.code, 0)
        if not project.unfinished and first_year * project.years < project.total_cost_rial:  # type: ignore[attr-defined]
            raise TooLittleForNew(
                title=project.title,
                credit_rial=first_year,
                total_rial=project.total_cost_rial,
                years=project.years,
                least_rial=least_first_year_rial(project),
            )


def least_first_year_rial(project: Project) -> Rial:
    """The least a new project may begin with: total cost ÷ years, rounded up to a whole rial (INV-03)."""
    return -(-project.total_cost_rial // project.years)


def unfinished_come_first(taking: Taking) -> None:
    """Refuse new projects without a note that the unfinished ones are provided for (INV-04); say which have none."""
    meeting = taking.subject
    new = [project for project in _listed_projects(meeting) if not project.unfinished]  # type: ignore[attr-defined]
    if not new or str(taking.given.get("note", "")).strip():
        return
    waiting = queries.unfinished_without_credit(meeting, queries.candidates(meeting), set(_credit_by_project(meeting)))
    named = "، ".join(f"«{project.title}»" for project in waiting[:MOST_NAMED])
    more = f" + {len(waiting) - MOST_NAMED}" if len(waiting) > MOST_NAMED else ""
    raise NoteOnUnfinished(new=len(new), without=named + more or "—")


def not_yet_noticed(taking: Taking) -> None:
    """Refuse to return minutes whose credit has gone on to an agency."""
    meeting = taking.subject
    for line in meeting.lines():
        at = account_at(CREDIT, "committee_approved", **line.dimensions)
        if book.balance(meeting.province, meeting.fiscal_year, at) < line.amount_rial:
            raise AlreadyNoticed()


def _items(meeting: Meeting) -> list[CommitteeItem]:
    return list(meeting.items.select_related("project"))


def _credit_by_project(meeting: Meeting) -> dict[str, Rial]:
    sums: dict[str, Rial] = {}
    for item in _items(meeting):
        sums[item.project.code] = sums.get(item.project.code, 0) + item.amount_rial
    return sums


def _listed_projects(meeting: Meeting) -> list[Project]:
    listed = Project.objects.filter(pk__in=meeting.items.values("project_id"))
    return list(with_standing(listed, meeting.fiscal_year).order_by("code"))
