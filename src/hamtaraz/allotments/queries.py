"""What may be asked of allotments: figures of the book beside agreed credit, what waits, what can be found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _

from hamtaraz.allotments.models import AllotmentNotice, CentralAllotment, SessionLine
from hamtaraz.kernel.percent import WHOLE_PPM
from hamtaraz.kernel.rial import Rial
from hamtaraz.ledger.accounts import CREDIT, DIMENSIONS
from hamtaraz.ledger.models import AccountRow
from hamtaraz.people.actors import Actor
from hamtaraz.web.finding import Found, matches

type Dims = tuple[str, ...]
"""source, county, chapter, programme, agency, project."""


def dims_of(line: Any) -> Dims:
    """The dimensions of a line as a key."""
    return tuple(line.dimensions[name] for name in DIMENSIONS)


@dataclass(frozen=True)
class Figures:
    """What the book says on one day: left at the province, of ceilings, agreed and allotted; whole rials."""

    received: dict[str, Rial] = field(default_factory=dict)
    ceiling: dict[tuple[str, str], Rial] = field(default_factory=dict)
    agreed: dict[Dims, Rial] = field(default_factory=dict)
    allotted: dict[Dims, Rial] = field(default_factory=dict)

    def left(self, dims: Dims) -> Rial:
        """What may still be allotted of an agreed line."""
        return self.agreed.get(dims, 0) - self.allotted.get(dims, 0)


def figures(province: str, fiscal_year: int, agency: str = "") -> Figures:
    """The balances of the year's allotment book and of agreed credit, in one query; of one agency if named."""
    rows = AccountRow.objects.filter(
        province=province, fiscal_year=fiscal_year, stage__in=("received", "ceiling", "allotted", "agreed")
    )
    if agency:
        rows = rows.filter(agency__in=("", agency))
    found = Figures()
    for book, stage, balance, *dims in rows.values_list("book", "stage", "balance", *DIMENSIONS):
        match book, stage:
            case "allotment", "received":
                found.received[dims[0]] = balance
            case "allotment", "ceiling":
                found.ceiling[dims[0], dims[2]] = balance
            case "allotment", "allotted":
                found.allotted[tuple(dims)] = balance
            case "credit", "agreed":
                found.agreed[tuple(dims)] = balance
    return found


def by_source(province: str, fiscal_year: int) -> dict[str, dict[str, Rial]]:
    """Per source: what the centre released, what has ceilings, what is allotted, what is agreed; one query."""
    rows = (
        AccountRow.objects.filter(
            province=province, fiscal_year=fiscal_year, stage__in=("received", "ceiling", "allotted", "agreed")
        )
        .values("source", "book", "stage")
        .annotate(sum=Sum("balance"))
    )
    sums: dict[str, Counter[str]] = {}
    for row in rows:
        if (row["book"], row["stage"]) != (CREDIT, "received"):
            sums.setdefault(row["source"], Counter())[row["stage"]] += int(row["sum"])
    return {
        source: {
            "received": found["received"] + found["ceiling"] + found["allotted"],
            "ceilings": found["ceiling"] + found["allotted"],
            "allotted": found["allotted"],
            "agreed": found["agreed"],
        }
        for source, found in sums.items()
    }


def pending(province: str, fiscal_year: int) -> list[SessionLine]:
    """The lines of drafted notices: promised, not yet in the book; corrections aside, they take an earlier place."""
    return list(
        SessionLine.objects.filter(
            notice__province=province,
            notice__fiscal_year=fiscal_year,
            notice__state="draft",
            notice__corrects__isnull=True,
        ).select_related("source", "chapter", "agency", "project")
    )


@dataclass(frozen=True)
class Left:
    """What may still be promised: of each ceiling and of each agreed line, after the book and what is pending."""

    ceiling: Counter[tuple[str, str]]
    agreed: Counter[Dims]
    agreed_at_all: dict[Dims, Rial]


def left_for(session: Any, found: Figures | None = None) -> Left:
    """What `session` may still allot: the book's ceilings, its own while it is a draft, less what is pending."""
    found = found or figures(session.province, session.fiscal_year)
    ceiling = Counter(found.ceiling)
    if session.state == "draft":
        for row in session.ceilings.select_related("source", "chapter"):
            ceiling[row.source.code, row.chapter.code] += row.amount_rial
    agreed = Counter({dims: found.left(dims) for dims in found.agreed})
    for line in pending(session.province, session.fiscal_year):
        ceiling[line.source.code, line.chapter.code] -= line.amount_rial
        agreed[dims_of(line)] -= line.amount_rial
    return Left(ceiling, agreed, found.agreed)


def latest_central(province: str, fiscal_year: int) -> CentralAllotment | None:
    """The latest notice of the centre that is confirmed and stands."""
    rows = CentralAllotment.objects.filter(province=province, fiscal_year=fiscal_year, state="confirmed")
    return rows.order_by("-dated_on", "-id").first()


def waiting_lines(session: Any) -> list[SessionLine]:
    """The lines of a session that no notice carries yet."""
    rows = session.lines_drafted.filter(notice__isnull=True)
    return list(rows.select_related("source", "chapter", "agency", "project"))


def ppm(part: Rial, whole: Rial) -> int:
    """`part` of `whole` in parts per million, cut; nothing of nothing is nothing."""
    return part * WHOLE_PPM // whole if whole else 0


@dataclass
class NoticeRow:
    """One project and source on a notice: what was agreed and allotted before, what is allotted now, in which parts."""

    line: SessionLine
    agreed_rial: Rial
    before_rial: Rial
    now_rial: Rial = 0
    parts: list[SessionLine] = field(default_factory=list)

    @property
    def cumulative_rial(self) -> Rial:
        """Before and now together."""
        return self.before_rial + self.now_rial

    @property
    def share_ppm(self) -> int:
        """What part of the agreed credit is allotted with this notice."""
        return ppm(self.cumulative_rial, self.agreed_rial)


def rows_of(lines: Iterable[SessionLine], found: Figures) -> list[NoticeRow]:
    """The lines by project and source; issued lines keep the figures of their day, others take today's."""
    rows: dict[Dims, NoticeRow] = {}
    for line in lines:
        dims = dims_of(line)
        if dims not in rows:
            agreed, before = line.agreed_rial, line.before_rial
            rows[dims] = NoticeRow(
                line,
                found.agreed.get(dims, 0) if agreed is None else agreed,
                found.allotted.get(dims, 0) if before is None else before,
            )
        rows[dims].now_rial += line.amount_rial
        rows[dims].parts.append(line)
    return list(rows.values())


def totals_of(rows: Iterable[NoticeRow]) -> dict[str, int]:
    """The sums of a notice's columns, and the share they make."""
    listed = list(rows)
    agreed = sum(row.agreed_rial for row in listed)
    before = sum(row.before_rial for row in listed)
    now = sum(row.now_rial for row in listed)
    return {
        "agreed": agreed,
        "before": before,
        "now": now,
        "cumulative": before + now,
        "ppm": ppm(before + now, agreed),
    }


def parts_of(lines: Iterable[SessionLine]) -> list[tuple[tuple[str, str, Any], Rial]]:
    """What lines are paid with, and how much of each: cash, each bill, advance."""
    sums: Counter[tuple[str, str, Any]] = Counter()
    for line in lines:
        sums[line.part] += line.amount_rial
    return sorted(sums.items(), key=lambda one: (one[0][0], one[0][1], str(one[0][2])))


def find_notices(actor: Actor, key: str, most: int) -> list[Found]:
    """Allotment notices by number or agency, among those the actor may read."""
    rows = AllotmentNotice.visible_to(actor).filter(matches(key)).exclude(state="withdrawn")
    return [
        Found(_("Allotment notice"), notice.title(), "", notice.get_absolute_url())
        for notice in rows.select_related("agency").order_by("-id")[:most]
    ]


def credit_by_chapter(province: str, fiscal_year: int) -> Counter[tuple[str, str]]:
    """The year's credit of each source and chapter, wherever in the credit book it rests now."""
    rows = AccountRow.objects.filter(province=province, fiscal_year=fiscal_year, book=CREDIT).exclude(chapter="")
    sums = rows.values("source", "chapter").annotate(sum=Sum("balance"))
    return Counter({(row["source"], row["chapter"]): int(row["sum"]) for row in sums})
