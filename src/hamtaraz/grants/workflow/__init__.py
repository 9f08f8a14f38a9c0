"""The tables of the room, one file for each kind of subject."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from hamtaraz.grants.workflow import bitumen, county_split, machinery, shares

SPOKEN: dict[str, Any] = {
    "letters.attach": _("File attached"),
    **shares.SPOKEN,
    **machinery.SPOKEN,
    **county_split.SPOKEN,
    **bitumen.SPOKEN,
}
"""Labels of the room's acts that are not steps."""
