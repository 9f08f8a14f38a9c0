"""The buttons that act on many notices: prepare what can be prepared, issue the drafts that wait."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from hamtaraz.kernel import rial
from hamtaraz.kernel.text import persian_digits
from hamtaraz.notices import operations, queries
from hamtaraz.notices.models import NoticeKind
from hamtaraz.people.roles import Role
from hamtaraz.projects.models import Origin
from hamtaraz.web import clock
from hamtaraz.web.doors import door
from hamtaraz.web.refusing import language, say


@door(Role.CONSOLIDATION_EXPERT)
@require_POST
def prepare(request: HttpRequest) -> HttpResponse:
    """Draft the notices of one kind (and origin) for all that rests (S0-14, S0-17)."""
    actor, day = request.actor, clock.today()  # type: ignore[attr-defined]
    if request.POST.get("kind") == NoticeKind.COUNTY:
        kind, drafted = NoticeKind.COUNTY, operations.draft_county_notices(actor=actor, day=day)
    else:
        origin = Origin.COUNTY if request.POST.get("origin") == Origin.COUNTY else Origin.PROVINCE
        kind, drafted = NoticeKind.AGENCY, operations.draft_agency_notices(actor=actor, day=day, origin=origin)
    said = ngettext("%(count)s notice is drafted, worth %(total)s rial; it waits for the head of the group.",
                    "%(count)s notices are drafted, worth %(total)s rial; they wait for the head of the group.",
                    len(drafted))  # fmt: skip
    messages.success(request, said % _count_and_total(len(drafted), sum(notice.total_rial for notice in drafted)))
    return HttpResponseRedirect(f"{reverse('notices:list')}?kind={kind}&state=draft")


@door(Role.CONSOLIDATION_HEAD)
@require_POST
def issue_drafts(request: HttpRequest) -> HttpResponse:
    """Issue every first draft of a kind, each with its own number, act and posting; say how far it went."""
    actor = request.actor  # type: ignore[attr-defined]
    kind = NoticeKind.AGENCY if request.POST.get("kind") == NoticeKind.AGENCY else NoticeKind.COUNTY
    drafts = queries.drafts_to_issue(actor, kind)
    answer = operations.issue_all(drafts, actor=actor, day=clock.today())
    if answer.done:
        said = ngettext("%(count)s notice is issued, worth %(total)s rial: %(numbers)s.",
                        "%(count)s notices are issued, worth %(total)s rial: %(numbers)s.",
                        len(answer.done))  # fmt: skip
        first_and_last = dict.fromkeys((answer.done[0].number, answer.done[-1].number))
        numbers = {"numbers": _digits(" – ".join(first_and_last))}
        messages.success(request, said % (_count_and_total(len(answer.done), answer.total_rial) | numbers))
    for notice, refused in answer.refused:
        messages.error(request, f"{notice.title()}: {say(refused).sentence}")
    return HttpResponseRedirect(f"{reverse('notices:list')}?kind={kind}")


def _count_and_total(count: int, total_rial: int) -> dict[str, str]:
    return {"count": _digits(str(count)), "total": rial.show(total_rial, language=language())}


def _digits(words: str) -> str:
    return persian_digits(words) if language() == "fa" else words
