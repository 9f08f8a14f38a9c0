"""The way into a demonstration: a card for each desk of the year, the ones where something waits first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from hamtaraz.budget.models import FiscalYear
from hamtaraz.kernel.text import whole_number
from hamtaraz.people.models import Mandate
from hamtaraz.people.roles import COUNTY_ROLES, GRANT_READERS, RECIPIENT_ROLES, Role
from hamtaraz.web import clock
from hamtaraz.web.acting import MANDATE
from hamtaraz.web.doors import OPEN, door
from hamtaraz.web.pages.sign_in import enter
from hamtaraz.workflow.models import Task
from hamtaraz.workflow.tables import TASK_KINDS

DESKS_SHOWN = 18
COUNTIES_SHOWN = 4
AGENCIES_SHOWN = 6
RECIPIENTS_SHOWN = 6
DESKS: dict[str, Any] = {
    Role.CONSOLIDATION_EXPERT: gettext_lazy("Records credit, shares it out, drafts notices"),
    Role.CONSOLIDATION_HEAD: gettext_lazy("Checks distribution and agreements, leads the consolidation"),
    Role.COUNCIL_SECRETARY: gettext_lazy("Runs the council's meetings and writes their resolutions"),
    Role.SECTOR_EXPERT: gettext_lazy("Reviews the agreements of the agencies of one group"),
    Role.BUDGET_DEPUTY: gettext_lazy("Approves what the experts have reviewed"),
    Role.MPO_HEAD: gettext_lazy("Signs notices and agreements"),
    Role.ALLOTMENT_SECRETARY: gettext_lazy("Runs the allotment committee and its ceilings"),
    Role.AUDITOR: gettext_lazy("Reads everything, changes nothing"),
    Role.OPERATOR: gettext_lazy("Brings figures and classifications in"),
    Role.ADMINISTRATOR: gettext_lazy("Keeps people, organisations and mandates"),
    Role.COUNTY_SECRETARY: gettext_lazy("Shares the county's credit among projects"),
    Role.AGENCY_EXPERT: gettext_lazy("Prepares the agency's agreements"),
    Role.AGENCY_HEAD: gettext_lazy("Signs for the agency"),
    Role.RESOURCE_EXPERT: gettext_lazy("Computes the shares of municipalities and counties"),
    Role.RESOURCE_DEPUTY: gettext_lazy("Announces shares, prices, accounts and delivery orders"),
    Role.MUNICIPAL_DEPUTY: gettext_lazy("Reviews what municipalities ask for"),
    Role.DEHYARI_DEPUTY: gettext_lazy("Reviews what governorates list for dehyaris"),
    Role.DEVELOPMENT_DEPUTY: gettext_lazy("Sends the projects of the province on, and confirms their completion"),
    Role.URBAN_OFFICE: gettext_lazy("Compiles the list of the province's municipalities"),
    Role.RURAL_OFFICE: gettext_lazy("Shares envelopes of dehyaris among machinery and projects"),
    Role.TECHNICAL_OFFICE: gettext_lazy("Supervises bitumen and projects, and reports on them"),
    Role.COUNTY_TECHNICAL: gettext_lazy("Visits the works of the county"),
    Role.MAYOR: gettext_lazy("Asks for aid on behalf of the municipality"),
    Role.DEHYAR: gettext_lazy("Asks for aid on behalf of the village"),
}
"""What is done at each desk, in the order in which the year passes them."""
NAMES: dict[str, Any] = {Role.MAYOR: gettext_lazy("Municipalities"), Role.DEHYAR: gettext_lazy("Dehyaris")}
"""What the desks of recipients are called together."""
PLACE = {role: place for place, role in enumerate(DESKS)}
COUNTY_DESKS, AGENCY_DESKS = set(COUNTY_ROLES), {Role.AGENCY_EXPERT, Role.AGENCY_HEAD}
AID_DESKS, RECIPIENT_DESKS = set(GRANT_READERS), set(RECIPIENT_ROLES)


@dataclass(frozen=True)
class Card:
    """One desk: whose it is, and how much of what waits there."""

    mandate: int
    role: str
    role_key: str
    person: str
    organisation: str
    waiting: int
    sentence: str

    @property
    def short(self) -> str:
        """What it is called beside its like: a municipality or dehyari by its name, any other desk by its role."""
        return self.organisation if self.role_key in RECIPIENT_DESKS else self.role


@door(OPEN)
@require_http_methods(["GET", "HEAD", "POST"])
def role_cards(request: HttpRequest) -> HttpResponse:
    """The cards of a demonstration; outside of it, and always in production, there is no such page."""
    if settings.PRODUCTION or not settings.DEMO:
        raise Http404
    in_force = Mandate.objects.in_force(clock.today()).select_related("person", "organisation")
    if request.method == "POST":
        mandate = get_object_or_404(in_force, pk=whole_number(request.POST.get("mandate", "")))
        return enter(request, mandate.person, **{MANDATE: mandate.pk})
    cards = _cards(in_force.order_by("organisation__sort_key", "id"))
    piles, more = _piled(cards)
    return render(request, "web/role_cards.html", {"organisations": piles, "more": more})


def _cards(mandates: Iterable[Mandate]) -> list[Card]:
    """A card per mandate, with what waits there in the latest year: one query for all of them."""
    years = dict(FiscalYear.objects.values_list("province").annotate(latest=Max("year")))
    waiting: dict[tuple[Any, ...], Counter[str]] = {}
    open_tasks = Task.objects.filter(closed_on__isnull=True)
    for row in open_tasks.values_list("province", "fiscal_year", "role", "organisation_id", "county", "kind").annotate(
        count=Count("id")
    ):
        waiting.setdefault(row[:5], Counter())[row[5]] += row[6]
    cards = []
    for one in mandates:
        county = one.county or one.organisation.county
        year = one.fiscal_year or years.get(one.province, 0)
        kinds: Counter[str] = Counter()
        for organisation in {None, one.organisation_id}:
            for place in {"", county}:
                kinds += waiting.get((one.province, year, one.role, organisation, place), Counter())
        cards.append(
            Card(
                one.pk,
                one.title,
                one.role,
                str(one.person),
                str(one.organisation),
                kinds.total(),
                _says(one.role, kinds),
            )
        )
    return cards


def _says(role: str, kinds: Counter[str]) -> str:
    """What waits at a desk, or what is done there when nothing does."""
    if not kinds:
        return str(DESKS[role])
    first, count = kinds.most_common(1)[0]
    label, others = TASK_KINDS[first].label, kinds.total() - count
    if not others:
        return str(label)
    rest = ngettext("%(label)s, and %(count)s more", "%(label)s, and %(count)s more", others)
    return rest % {"label": label, "count": others}


def _piled(cards: list[Card]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The desks that are shown, in piles, and the others by organisation; municipalities and dehyaris by what they are."""
    elsewhere = COUNTY_DESKS | AGENCY_DESKS | AID_DESKS | RECIPIENT_DESKS
    desks = _one_each(sorted((c for c in cards if c.role_key not in elsewhere), key=lambda c: PLACE[c.role_key]))
    aid = _one_each(sorted((c for c in cards if c.role_key in AID_DESKS), key=lambda c: PLACE[c.role_key]))
    counties = _pressing([card for card in cards if card.role_key in COUNTY_DESKS])
    agencies = _pressing([card for card in cards if card.role_key in AGENCY_DESKS])
    recipients = _pressing([card for card in cards if card.role_key in RECIPIENT_DESKS])
    piles = [
        {"name": _("The Management and Planning Organization and its groups"), "cards": desks[:DESKS_SHOWN]},
        {"name": _("The organisation of municipalities and dehyaris, and the governorate"), "cards": aid[:DESKS_SHOWN]},
        {"name": _("Municipalities and dehyaris"), "cards": recipients[:RECIPIENTS_SHOWN]},
        {"name": _("Counties"), "cards": counties[:COUNTIES_SHOWN]},
        {"name": _("Executive agencies"), "cards": agencies[:AGENCIES_SHOWN]},
    ]
    rest: dict[str, list[Card]] = {}
    for card in [*desks[DESKS_SHOWN:], *aid[DESKS_SHOWN:], *counties[COUNTIES_SHOWN:], *agencies[AGENCIES_SHOWN:]]:
        rest.setdefault(card.organisation, []).append(card)
    for card in sorted(recipients[RECIPIENTS_SHOWN:], key=lambda card: (PLACE[card.role_key], card.organisation)):
        rest.setdefault(str(NAMES[card.role_key]), []).append(card)
    more = [{"name": name, "cards": held} for name, held in rest.items()]
    return [pile for pile in piles if pile["cards"]], more


def _one_each(cards: list[Card]) -> list[Card]:
    """The first person of every desk before the second of any."""
    seen: Counter[tuple[str, str]] = Counter()
    turns = []
    for card in cards:
        seen[card.role_key, card.organisation] += 1
        turns.append((seen[card.role_key, card.organisation], card))
    return [card for _turn, card in sorted(turns, key=lambda pair: pair[0])]


def _pressing(cards: list[Card]) -> list[Card]:
    """Where something waits first, the most of it first; otherwise in the order of the alphabet."""
    return sorted(cards, key=lambda card: -card.waiting)
