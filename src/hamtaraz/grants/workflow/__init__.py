"""The tables of the room, one file for each kind of subject."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from hamtaraz.grants.workflow import county_split, machinery, shares, village_machines

SPOKEN: dict[str, Any] = {
    "letters.attach": _("File attached"),
    **shares.SPOKEN,
    **machinery.SPOKEN,
    **county_split.SPOKEN,
    **village_machines.SPOKEN,
}
"""Labels of the room's acts that are not steps."""
