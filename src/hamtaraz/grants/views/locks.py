"""The register of machines that may not be sold yet, of municipalities and dehyaris alike (S4-038, S4-106)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hamtaraz.grants.queries import machinery, village_machines
from hamtaraz.grants.queries.rules import rules_in_force
from hamtaraz.grants.views import machines
from hamtaraz.grants.views import village_machines as villages
from hamtaraz.grants.views.shares import READERS
from hamtaraz.web import clock
from hamtaraz.web.doors import ActingRequest, door


@door(*READERS)
@require_safe
@machines.under_the_clause
def locks(request: ActingRequest) -> HttpResponse:
    """Machines under the lock, the soonest free first."""
    actor, today = request.actor, clock.today()
    rules = rules_in_force(actor.province, actor.fiscal_year, today)
    towns = machines.named(list(machinery.requests_for(actor)), rules)
    dehyaris = villages.named(village_machines.machines_for(actor), village_machines.vehicles(rules))
    return render(request, "grants/locks.html", {"rows": machinery.locked([*towns, *dehyaris], today)})
