"""Registers the allotments room: its tables of steps, its place in the navigation, what it can find."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AllotmentsConfig(AppConfig):
    name = "hamtaraz.allotments"
    label = "allotments"

    def ready(self) -> None:
        """Register the workflows, the navigation item, the search and the spoken verbs."""
        from hamtaraz.allotments import queries, workflow
        from hamtaraz.web import finding, navigation
        from hamtaraz.web.spoken import SPOKEN

        navigation.add("cycle", 60, _("Allotment"), "allotments:list", icon="allotment", roles=workflow.READERS)
        finding.add_finder(queries.find_notices)
        SPOKEN.update(workflow.SPOKEN)
