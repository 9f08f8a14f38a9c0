"""What no page is asked to read: requests larger than any form of the house, and letters no database keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

LARGEST_REQUEST = 32 * 1024 * 1024
"""Bytes of a form with its files; single files are held to less by whoever takes them in."""
NUL = "\x00"


class LimitsMiddleware:
    """Answers 413 before a body too large is read, and 400 where an address or a field holds a NUL."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _length(request) > LARGEST_REQUEST:
            said = _("What was sent is too large: a form with its files may have %(most)s megabytes.")
            return HttpResponse(said % {"most": LARGEST_REQUEST // 1024**2}, status=413, content_type="text/plain")
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        """Look at what the address and the form say, once it is known that the page may be opened."""
        if any(NUL in one for one in _told(request, kwargs)):
            raise BadRequest("a NUL in the request")


def _length(request: HttpRequest) -> int:
    """The bytes the request says it has; a server reads no more of it than that."""
    told = request.META.get("CONTENT_LENGTH") or "0"
    return int(told) if told.isascii() and told.isdigit() and len(told) < 19 else LARGEST_REQUEST + 1


def _told(request: HttpRequest, kwargs: dict[str, Any]) -> Iterator[str]:
    yield from (str(value) for value in kwargs.values())
    for fields in (request.GET, request.POST):
        for name, values in fields.lists():
            yield name
            yield from map(str, values)
