"""The pages of a session of the Allotment Committee: open it, correct its attendance, read all it decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hamtaraz.allotments import operations, queries
from hamtaraz.allotments.forms import SEATS, Members, SessionForm, rows_typed
from hamtaraz.allotments.models import AllotmentSession, Ceiling, CentralAllotment, Means, SessionLine
from hamtaraz.allotments.workflow import NOTICE
from hamtaraz.kernel.refusals import ChangedMeanwhile, Refused
from hamtaraz.kernel.rial import Rial
from hamtaraz.kernel.text import whole_number
from hamtaraz.people.roles import PROVINCE_WIDE_READERS, Role
from hamtaraz.web import clock
from hamtaraz.web.doors import ActingRequest, door
from hamtaraz.web.fields import complain
from hamtaraz.web.refusing import language
from hamtaraz.web.stepping import seen_version

Save = Callable[..., AllotmentSession]


@dataclass
class ChapterShown:
    """A chapter on the page of a session: its ceilings with what is left, and its lines by agency."""

    code: str
    name: str
    ceilings: list[dict[str, Any]] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)
    now_rial: Rial = 0


@door(*PROVINCE_WIDE_READERS)
@require_GET
def session(request: ActingRequest, pk: int) -> HttpResponse:
    """One session: attendance, ceilings with what is left of them, lines by chapter and agency, notices."""
    found = _found_with_ceilings(request, pk)
    lines = list(found.lines_drafted.select_related("source", "chapter", "agency", "project", "notice"))
    live = [line for line in lines if line.notice is None or line.notice.state not in ("withdrawn", "corrected")]
    notices = {line.notice.pk: line.notice for line in lines if line.notice is not None}
    for notice in notices.values():
        notice.standing = NOTICE.state(notice.state)  # type: ignore[attr-defined]
        notice.agency = next(line.agency for line in lines if line.notice == notice)
    figures = queries.figures(found.province, found.fiscal_year)
    chapters = _chapters(found, live, figures)
    return render(request, "allotments/session.html", {
        "session": found,
        "chapters": chapters,
        "ceilings_rial": sum(row["amount_rial"] for row in found.ceiling_rows),  # type: ignore[attr-defined]
        "lines_rial": sum(line.amount_rial for line in live),
        "waiting_rial": sum(line.amount_rial for line in live if line.notice is None),
        "parts": [(Means(part[0]).label, part[1], amount) for part, amount in queries.parts_of(live)],
        "notices": sorted(notices.values(), key=lambda one: (one.number, one.pk)),
        "hide": _hidden(found, live, notices),
        **_may(request.actor.role, found),
    })  # fmt: skip


@door(Role.ALLOTMENT_SECRETARY)
@require_http_methods(["GET", "POST"])
def open_new(request: ActingRequest) -> HttpResponse:
    """Open a session, beginning from the seats of the last one."""

    def save(**given: Any) -> AllotmentSession:
        return operations.open_session(request.actor, clock.today(), **given)

    last = AllotmentSession.visible_to(request.actor).order_by("-held_on", "-id").first()
    seats = [dict(seat, present=True) for seat in last.attendance] if last else _usual_seats()
    head = {
        "held_on": clock.today(),
        "place": last.place if last else "",
        "central": whole_number(request.GET.get("central", "")),
    }
    return _session_form(request, save, _("Open a session of the Allotment Committee"), head, seats)


@door(Role.ALLOTMENT_SECRETARY)
@require_http_methods(["GET", "POST"])
def revise(request: ActingRequest, pk: int) -> HttpResponse:
    """Correct day, place and attendance of a session that has not decided yet."""
    found = get_object_or_404(AllotmentSession.visible_to(request.actor), pk=pk)

    def save(**given: Any) -> AllotmentSession:
        version = seen_version(request)
        return operations.revise_session(found, actor=request.actor, day=clock.today(), seen_version=version, **given)

    head = {"held_on": found.held_on, "place": found.place, "central": found.central_id}
    return _session_form(request, save, found.title(), head, found.attendance, found)


def _found_with_ceilings(request: ActingRequest, pk: int) -> AllotmentSession:
    rows = Ceiling.objects.filter(session=OuterRef("pk")).order_by("chapter__code", "source__code")
    packed = rows.values(packed=JSONObject(
        source="source__code", source_name="source__name", source_name_en="source__name_en", chapter="chapter__code",
        chapter_name="chapter__name", chapter_name_en="chapter__name_en", amount_rial="amount_rial",
    ))  # fmt: skip
    found = AllotmentSession.visible_to(request.actor).select_related("central")
    return get_object_or_404(found.annotate(ceiling_rows=ArraySubquery(packed)), pk=pk)


def _chapters(found: Any, live: list[SessionLine], figures: queries.Figures) -> list[ChapterShown]:
    """The chapters with a ceiling or a line; what is left of a ceiling is what neither book nor line has taken."""
    shown: dict[str, ChapterShown] = {}
    taken: Counter[tuple[str, str]] = Counter()
    for line in live:
        chapter = shown.setdefault(line.chapter.code, ChapterShown(line.chapter.code, str(line.chapter)))
        taken[line.source.code, line.chapter.code] += line.amount_rial
        chapter.now_rial += line.amount_rial
    by_dims: dict[str, dict[queries.Dims, list[SessionLine]]] = {}
    for line in live:
        by_dims.setdefault(line.chapter.code, {}).setdefault(queries.dims_of(line), []).append(line)
    for code, rows in by_dims.items():
        shown[code].rows = [_row(parts, figures) for parts in rows.values()]
    english = language() == "en"
    for row in found.ceiling_rows:
        name = row["chapter_name_en"] if english and row["chapter_name_en"] else row["chapter_name"]
        source = row["source_name_en"] if english and row["source_name_en"] else row["source_name"]
        chapter = shown.setdefault(row["chapter"], ChapterShown(row["chapter"], name))
        used = taken[row["source"], row["chapter"]]
        chapter.ceilings.append({
            "source": source, "amount_rial": row["amount_rial"], "used_rial": used, "left_rial": row["amount_rial"] - used,
            "bar": [{"amount": used, "tone": "teal"}],
        })  # fmt: skip
    return [shown[code] for code in sorted(shown)]


def _row(parts: list[SessionLine], figures: queries.Figures) -> dict[str, Any]:
    line = parts[0]
    (row,) = queries.rows_of(parts, figures)
    return {
        "line": line,
        "row": row,
        "over": row.cumulative_rial > row.agreed_rial,
        "parts": [(part.get_means_display(), part.symbol, part.amount_rial) for part in parts],
    }


def _may(role: str, found: AllotmentSession) -> dict[str, bool]:
    secretary = role == Role.ALLOTMENT_SECRETARY and found.state == "draft"
    expert = role == Role.CONSOLIDATION_EXPERT and found.state in ("decided", "notified")
    return {"may_decide": secretary, "may_write_lines": secretary or expert}


def _hidden(found: AllotmentSession, live: list[SessionLine], notices: dict[int, Any]) -> str:
    """The steps whose button would only be refused now."""
    waits = any(line.notice is None for line in live)
    drafts = any(notice.state == "draft" for notice in notices.values())
    hidden = [] if waits else ["draft_notices"]
    return " ".join([*hidden, *(["complete"] if drafts or waits or not notices else [])])


def _usual_seats() -> list[dict[str, Any]]:
    return [
        {"title": str(title), "organisation": str(organisation), "voting": True, "present": True}
        for title, organisation in SEATS
    ]


def _session_form(
    request: ActingRequest,
    save: Save,
    title: str,
    head: dict[str, Any],
    seats: list[dict[str, Any]],
    found: AllotmentSession | None = None,
) -> HttpResponse:
    centrals = CentralAllotment.visible_to(request.actor).exclude(state__in=("corrected", "withdrawn"))
    status, saved = 200, None
    if request.method == "POST":
        form = SessionForm(request.POST, centrals=centrals)
        members: Any = Members(request.POST, prefix="members")
        if form.is_valid() & members.is_valid():
            try:
                done = save(**form.cleaned_data, attendance=rows_typed(members))
            except Refused as refused:
                complain(form, refused)
                status = 409
                if isinstance(refused, ChangedMeanwhile) and found is not None:
                    found.refresh_from_db()
                    saved = found
            else:
                messages.success(request, _("“%(title)s” is recorded.") % {"title": done.title()})
                return redirect(done)
        else:
            status = 422
    else:
        form, members = SessionForm(centrals=centrals, initial=head), Members(prefix="members", initial=seats)
    return render(request, "allotments/session_form.html", {
        "title": title, "form": form, "members": members, "found": found, "saved": saved,
    }, status=status)  # fmt: skip
