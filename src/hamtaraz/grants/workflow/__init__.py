"""The tables of the room, one file for each kind of subject."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from hamtaraz.grants.workflow import bitumen, county_split, machinery, projects, shares, village_machines

PLANS: dict[str, Any] = {
    "grants.make_plan": _("Plan of aid made"),
    "grants.accept_lines": _("Lines of a plan accepted or taken back"),
}
"""Labels of the acts of plans, which walk no table: a plan is made once, its lines are accepted."""
SPOKEN: dict[str, Any] = {
    "letters.attach": _("File attached"),
    **PLANS,
    **shares.SPOKEN,
    **machinery.SPOKEN,
    **county_split.SPOKEN,
    **village_machines.SPOKEN,
    **bitumen.SPOKEN,
    **projects.SPOKEN,
}
"""Labels of the room's acts that are not steps."""
