"""Files beside decisions: attach one, read one."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hamtaraz.kernel.refusals import Missing
from hamtaraz.letters.models import Attachment
from hamtaraz.letters.operations import attach
from hamtaraz.web import clock
from hamtaraz.web.doors import SIGNED_IN, door
from hamtaraz.web.stepping import subject_of


@door(SIGNED_IN)
@require_POST
def attach_file(request: HttpRequest, workflow: str, pk: int) -> HttpResponse:
    """Attach a scan or a document to a subject one may see (S0-44)."""
    actor = request.actor  # type: ignore[attr-defined]
    subject = subject_of(workflow, pk, actor)
    upload = request.FILES.get("file")
    if upload is None:
        raise Missing(field=_("File to attach"))
    with transaction.atomic():
        attach(
            actor=actor,
            day=clock.today(),
            about_kind=subject.subject_kind,
            about_id=subject.pk,
            about_title=subject.title(),
            name=upload.name or "",
            content=upload.read(),
        )
    messages.success(request, _("“%(name)s” is attached.") % {"name": upload.name})
    return redirect(subject.get_absolute_url())


@door(SIGNED_IN)
@require_GET
def read_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The bytes of an attached file, for whoever may see what it is attached to; always as a download."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    found = get_object_or_404(Attachment, province=actor.province, pk=pk)
    model: Any = apps.get_model(found.about_kind)
    if not model.visible_to(actor).filter(pk=found.about_id).exists():
        raise Http404
    answer = HttpResponse(bytes(found.content), content_type=found.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{found.sha256[:12]}{_ending(found.name)}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _ending(name: str) -> str:
    return "." + name.rsplit(".", 1)[-1].lower() if "." in name else ""
