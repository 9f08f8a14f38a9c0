"""Registers the notices room with Django: its tables, its pages in the navigation, its part of the search."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "hamtaraz.notices"
    label = "notices"

    def ready(self) -> None:
        """Make the room's tables, navigation, spoken acts and search known."""
        from hamtaraz.notices import workflow  # noqa: F401
        from hamtaraz.notices.queries import find_notices
        from hamtaraz.web import finding, navigation
        from hamtaraz.web.spoken import SPOKEN

        navigation.add("cycle", 10, _("Law and central notices"), "notices:central", icon="law")
        navigation.add("cycle", 40, _("Credit notices"), "notices:list", icon="notice")
        finding.add_finder(find_notices)
        SPOKEN["budget_rule.record"] = _("Recording")
        SPOKEN["budget_rule.change"] = _("Changed")
        for kind in ("central", "county", "agency"):
            SPOKEN[f"{kind}_notice.record"] = _("Recording")
            SPOKEN[f"{kind}_notice.draft"] = _("Drafted")
            SPOKEN[f"{kind}_notice.draft_correction"] = _("Correction drafted")
            SPOKEN[f"{kind}_notice.change"] = _("Changed")
