"""Turns a refusal into a sentence in the person's language, with what would make it pass."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hamtaraz.kernel import saying
from hamtaraz.kernel.refusals import Refused
from hamtaraz.kernel.saying import Said


def language() -> str:
    """The two-letter language of this reader."""
    return "fa" if (get_language() or "fa").startswith("fa") else "en"


def say(refused: Refused) -> Said:
    """The sentence and the remedy of a refusal in the reader's language, its amounts and days shown as theirs."""
    return saying.say(refused, _, language())


class RefusalMiddleware:
    """Shows the refusal page (409) for a `Refused` that no page has answered itself."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal with its sentence; leave every other exception to the alarm."""
        if not isinstance(exception, Refused):
            return None
        said = say(exception)
        back = request.META.get("HTTP_REFERER", "/")
        return render(
            request, "web/refused.html", {"sentence": said.sentence, "remedy": said.remedy, "back": back}, status=409
        )
