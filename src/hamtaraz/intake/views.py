"""The pages of loading from Excel: fetch a template, send it filled, see what would happen, record or discard it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hamtaraz.intake import showing
from hamtaraz.intake.kinds import KINDS
from hamtaraz.intake.making import make_template, return_refused
from hamtaraz.intake.models import Upload, UploadState
from hamtaraz.intake.operations import discard_upload, plan_of, record_upload, take_in
from hamtaraz.intake.sheet import Kind
from hamtaraz.kernel.refusals import Missing, Refused
from hamtaraz.kernel.workbooks import LARGEST_BYTES, WorkbookTooLarge
from hamtaraz.letters.models import Attachment
from hamtaraz.people.roles import Role
from hamtaraz.web import clock
from hamtaraz.web.doors import ActingRequest, door
from hamtaraz.web.refusing import say

LOADERS = (Role.ADMINISTRATOR, Role.OPERATOR, Role.CONSOLIDATION_EXPERT, Role.RESOURCE_EXPERT)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@door(*LOADERS)
@require_GET
def overview(request: ActingRequest) -> HttpResponse:
    """What to load in which order: templates to fetch, forms to send them, files that wait or were recorded."""
    return _overview(request)


def _overview(request: Any, refused_kind: str = "", refused: Refused | None = None) -> HttpResponse:
    actor = request.actor
    uploads = Upload.visible_to(actor).defer("content").order_by("-id")
    cards = [
        {"kind": kind, "may": actor.role in kind.roles, "refused": say(refused) if refused and kind.key == refused_kind else None,
         "roles": [Role(role).label for role in sorted(kind.roles)]}
        for kind in KINDS.values()
    ]  # fmt: skip
    told = [{"upload": one, "kind": KINDS[one.kind].label} for one in uploads[:30]]
    context = {
        "cards": cards,
        "waiting": [one for one in told if one["upload"].state == UploadState.WAITING],
        "recorded": [one for one in told if one["upload"].state == UploadState.RECORDED],
    }
    return render(request, "intake/overview.html", context, status=409 if refused else 200)


@door(*LOADERS)
@require_GET
def template(request: ActingRequest, kind: str) -> HttpResponse:
    """The template of a kind, empty or (`?filled=1`) with what is kept."""
    chosen = _kind(request, kind)
    filled = request.GET.get("filled") == "1"
    made = make_template(chosen, chosen.desk(request.actor, clock.today()), filled=filled)
    return _workbook(made, f"hamtaraz-{chosen.key}-{request.actor.fiscal_year}{'-filled' if filled else ''}.xlsx")


@door(*LOADERS)
@require_POST
def send(request: ActingRequest, kind: str) -> HttpResponse:
    """Take a filled workbook in and show what recording it would do; a file that is none is told of at its form."""
    chosen = _kind(request, kind)
    sent = request.FILES.get("file")
    try:
        if sent is None:
            raise Missing(field=_("Excel file"))
        if (sent.size or 0) > LARGEST_BYTES:
            raise WorkbookTooLarge()
        upload = take_in(chosen, actor=request.actor, day=clock.today(), name=sent.name or "", content=sent.read())
    except Refused as refused:
        return _overview(request, kind, refused)
    return redirect(upload.get_absolute_url())


@door(*LOADERS)
@require_GET
def show_upload(request: ActingRequest, pk: int) -> HttpResponse:
    """A waiting workbook: what is wrong with it, or what recording would do; a settled one: what became of it."""
    upload = get_object_or_404(Upload.visible_to(request.actor), pk=pk)
    return _preview(request, upload) if upload.state == UploadState.WAITING else _result(request, upload)


def _preview(request: Any, upload: Upload, refused: Refused | None = None) -> HttpResponse:
    plan = plan_of(upload, actor=request.actor, day=clock.today())
    changes = list(showing.changes(plan))
    context = {
        "upload": upload,
        "kind": plan.kind,
        "plan": plan,
        "digest": plan.digest(),
        "faults": showing.faults(plan.faults[: showing.MOST_SHOWN]),
        "faults_count": len(plan.faults),
        "refused_rows": plan.count("refused"),
        "doubts": showing.faults(plan.doubts[: showing.MOST_SHOWN]),
        "doubts_count": len(plan.doubts),
        "changes": changes[: showing.MOST_SHOWN],
        "changes_count": len(changes),
        "added": [] if plan.faults else list(showing.added(plan)),
        "changed_rows": plan.count("changed"),
        "new_rows": plan.count("new"),
        "same_rows": plan.count("same"),
        "sums": [(sheet.title, column.title, amount) for sheet, column, amount in plan.sums()],
        "refused": say(refused) if refused else None,
    }
    return render(request, "intake/preview.html", context, status=409 if refused else 200)


def _result(request: Any, upload: Upload) -> HttpResponse:
    files = Attachment.objects.filter(province=upload.province, about_kind="intake.upload", about_id=upload.pk)
    context = {"upload": upload, "kind": KINDS[upload.kind], "files": files.defer("content")}
    return render(request, "intake/result.html", context)


@door(*LOADERS)
@require_POST
def record(request: ActingRequest, pk: int) -> HttpResponse:
    """Record every row of the workbook, or nothing; where the house has moved on, show what would happen now."""
    upload = get_object_or_404(Upload.visible_to(request.actor), pk=pk)
    try:
        recorded = record_upload(upload, actor=request.actor, day=clock.today(), seen=request.POST.get("seen"))
    except Refused as refused:
        if upload.state != UploadState.WAITING:
            raise
        return _preview(request, upload, refused)
    messages.success(request, _("Done: “%(name)s” is recorded.") % {"name": recorded.name})
    return redirect(recorded.get_absolute_url())


@door(*LOADERS)
@require_POST
def discard(request: ActingRequest, pk: int) -> HttpResponse:
    """Forget a waiting workbook."""
    upload = get_object_or_404(Upload.visible_to(request.actor), pk=pk)
    discard_upload(upload, actor=request.actor, day=clock.today())
    messages.success(request, _("“%(name)s” is discarded; nothing of it was recorded.") % {"name": upload.name})
    return redirect("intake:overview")


@door(*LOADERS)
@require_GET
def refused_rows(request: ActingRequest, pk: int) -> HttpResponse:
    """The refused rows of a waiting workbook, as a workbook with the reasons beside them."""
    upload = get_object_or_404(Upload.visible_to(request.actor), pk=pk, state=UploadState.WAITING)
    plan = plan_of(upload, actor=request.actor, day=clock.today())
    made = return_refused(plan, showing.told_by_row(plan))
    return _workbook(made, f"hamtaraz-{upload.kind}-refused.xlsx")


def _kind(request: ActingRequest, key: str) -> Kind:
    """The kind of that name, if this mandate may load it."""
    kind = KINDS.get(key)
    if kind is None or request.actor.role not in kind.roles:
        raise Http404
    return kind


def _workbook(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
