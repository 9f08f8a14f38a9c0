"""The page of one notice: its lines and totals, where it stands, its papers; and the same lines as a sheet."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from hamtaraz.ledger.queries import entries_of_act
from hamtaraz.notices import queries
from hamtaraz.notices.models import CreditNotice, NoticeKind, NoticeLine
from hamtaraz.notices.views.sheet import sheet_of
from hamtaraz.people.roles import Role
from hamtaraz.web.doors import SIGNED_IN, door
from hamtaraz.web.refusing import language
from hamtaraz.workflow.walker import offered

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@door(SIGNED_IN)
@require_safe
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """One notice, for those it is for and the province's readers; `?format=xlsx` gives its lines as a sheet."""
    actor = request.actor  # type: ignore[attr-defined]
    found = get_object_or_404(queries.with_its_correction(CreditNotice.visible_to(actor)), pk=pk)
    lines = queries.named_lines(found)
    if request.GET.get("format") == "xlsx":
        answer = HttpResponse(sheet_of(found, lines, language()), content_type=SHEET)
        answer["Content-Disposition"] = f'attachment; filename="notice-{found.pk}.xlsx"'
        return answer
    _link_why(found, lines)
    expert = actor.role == Role.CONSOLIDATION_EXPERT
    return render(request, "notices/notice.html", {
        "notice": found,
        "groups": groups_of(found, lines),
        "issue": next((step for step in offered(found, actor) if step.verb == "issue"), None),
        "may_change": expert and found.state == "draft" and found.kind == NoticeKind.CENTRAL and not found.corrects_id,
        "may_correct": expert and found.state == "issued" and not found.correction_id,  # type: ignore[attr-defined]
        "reads_province": actor.reads_province,
    })  # fmt: skip


def groups_of(notice: CreditNotice, lines: list[NoticeLine]) -> list[dict[str, Any]]:
    """The lines in the groups they are read in: by chapter for a county, by county's committee for an agency."""
    if notice.kind == NoticeKind.CENTRAL:
        return [{"name": "", "lines": lines, "total_rial": notice.total_rial}]
    by = "chapter_name" if notice.kind == NoticeKind.COUNTY else "county_name"
    groups: dict[str, list[NoticeLine]] = {}
    for line in lines:
        groups.setdefault(getattr(line, by), []).append(line)
    return [
        {"name": name, "lines": listed, "total_rial": sum(line.amount_rial for line in listed)}
        for name, listed in groups.items()
    ]


def _link_why(notice: CreditNotice, lines: list[NoticeLine]) -> None:
    """Give every line the address that tells where its amount comes from, once it is posted."""
    if notice.issued_by_act is None:
        return
    entries = {entry.key.split(":")[1]: entry.pk for entry in entries_of_act(notice.province, notice.issued_by_act)}
    for line in lines:
        if line.key in entries:
            line.why_url = _why(entries[line.key])  # type: ignore[attr-defined]


def _why(entry: int) -> str:
    """The page that explains an entry, where the house has that room."""
    try:
        return reverse("monitoring:why", args=[entry])
    except NoReverseMatch:
        return ""
