"""The form of a correction: what the notice says beside what it should say."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hamtaraz.kernel.refusals import Refused
from hamtaraz.notices import operations, queries
from hamtaraz.notices.forms import CorrectionForm
from hamtaraz.notices.models import CreditNotice, NoticeKind
from hamtaraz.notices.views.entry import show_form, unit_of
from hamtaraz.people.roles import Role
from hamtaraz.web import clock
from hamtaraz.web.doors import door
from hamtaraz.web.stepping import seen_version

PAGE = "notices/correction_form.html"


@door(Role.CONSOLIDATION_EXPERT)
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft the correction of an issued notice; all lines at zero cancel it."""
    actor = request.actor  # type: ignore[attr-defined]
    notice = get_object_or_404(CreditNotice.visible_to(actor).filter(state="issued"), pk=pk)
    rows = _rows(notice, actor)
    said = {row["key"]: row["amount_rial"] for row in rows}
    letter = notice if notice.kind == NoticeKind.CENTRAL else None
    form = CorrectionForm(request.POST or None, said=said, unit=unit_of(request), letter=letter)
    for row, (_key, box) in zip(rows, form.boxes(), strict=True):
        row["box"] = box
        row["widget"] = box.as_widget(attrs={"class": "input", "aria-label": row["label"]})
    more: dict[str, Any] = {"notice": notice, "rows": rows, "letter": letter}
    if not form.is_valid():
        return show_form(request, PAGE, form, **more)
    try:
        right = operations.correct_notice(
            notice, actor=actor, day=clock.today(), seen_version=seen_version(request), **form.written()
        )
    except Refused as refused:
        return show_form(request, PAGE, form, refused=refused, **more)
    messages.success(request, _("The correction is drafted; it takes effect when another hand issues it."))
    return redirect(right)


def _rows(notice: CreditNotice, actor: Any) -> list[dict[str, Any]]:
    """What the form shows beside each box: of a central notice every source of the year, of the others its lines."""
    lines = queries.named_lines(notice)
    if notice.kind == NoticeKind.CENTRAL:
        amounts = {line.source: line.amount_rial for line in lines}
        return [
            {"key": source.code, "label": str(source), "amount_rial": amounts.get(source.code, 0)}
            for source in queries.sources_of(actor)
        ]
    return [
        {
            "key": line.key,
            "label": line.project_title if line.project else f"{line.chapter_name} – {line.programme_name}",  # type: ignore[attr-defined]
            "more": " · ".join(filter(None, [line.source_name, line.county_name if line.project else ""])),  # type: ignore[attr-defined]
            "amount_rial": line.amount_rial,
        }
        for line in lines
    ]
