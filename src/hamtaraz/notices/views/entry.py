"""What the forms of this room share: the unit a person types in, the answer to a refusal, the attached file."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hamtaraz.kernel import rial
from hamtaraz.kernel.refusals import Refused
from hamtaraz.letters.operations import attach
from hamtaraz.web import clock
from hamtaraz.web.refusing import say
from hamtaraz.workflow.models import Subject


def unit_of(request: Any) -> rial.Unit:
    """The unit the form was shown in, as it carries it; on first sight the person's own."""
    own = request.session.get("unit", request.user.unit)
    named = request.POST.get("unit", own).upper()
    return rial.Unit[named] if named in rial.Unit.__members__ else rial.Unit[own.upper()]


def show_form(
    request: HttpRequest, template: str, form: Any, *, refused: Refused | None = None, **more: Any
) -> HttpResponse:
    """The form with what was typed kept; a refusal stands above it and the answer is 409."""
    unit = unit_of(request).name.lower()
    context = {"form": form, "refusal": say(refused) if refused else None, "unit": unit, **more}
    return render(request, template, context, status=409 if refused or form.errors else 200)


def attach_to(subject: Subject, upload: UploadedFile | None, request: Any) -> None:
    """Keep the file that came with a form beside what the form recorded (S0-44); in its transaction."""
    if upload is not None:
        attach(
            actor=request.actor, day=clock.today(), about_kind=subject.subject_kind, about_id=subject.pk,
            about_title=subject.title(), name=upload.name or "", content=upload.read(),
        )  # fmt: skip
