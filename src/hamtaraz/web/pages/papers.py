"""Papers and files: the register of issued papers, the PDF of one, and the files beside decisions."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from hamtaraz.documents.queries import papers_for
from hamtaraz.letters.queries import letters_for
from hamtaraz.trail.models import Act
from hamtaraz.web.doors import SIGNED_IN, door


@door(SIGNED_IN)
@require_GET
def papers(request: HttpRequest) -> HttpResponse:
    """The papers this person may read, newest first."""
    found = papers_for(request.actor)  # type: ignore[attr-defined]
    return render(request, "web/papers.html", {"page": Paginator(found, 50).get_page(request.GET.get("page"))})


@door(SIGNED_IN)
@require_GET
def paper(request: HttpRequest, code: str) -> HttpResponse:
    """One paper: its number, day, hashes, the act that issued it, and its PDF."""
    found = get_object_or_404(papers_for(request.actor), code=code)  # type: ignore[attr-defined]
    act = Act.objects.filter(province=found.province, id=found.act).first()
    return render(request, "web/paper.html", {"paper": found, "act": act})


@door(SIGNED_IN)
@require_GET
def paper_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The bytes of a paper's PDF, exactly as they were issued."""
    found = papers_for(request.actor).defer(None).filter(code=code).first()  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    answer = HttpResponse(bytes(found.pdf), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{found.kind}-{found.code}.pdf"'
    return answer


@door(SIGNED_IN)
@require_GET
def letters(request: HttpRequest) -> HttpResponse:
    """The register of letters this person may read, newest first."""
    found = letters_for(request.actor).select_related("sender")  # type: ignore[attr-defined]
    return render(request, "web/letters.html", {"page": Paginator(found, 50).get_page(request.GET.get("page"))})
