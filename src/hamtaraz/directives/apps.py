"""Registers the room of directives with Django: its table, its page, its words, its finder."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from hamtaraz.people.roles import PROVINCE_WIDE_READERS


class DirectivesConfig(AppConfig):
    name = "hamtaraz.directives"
    label = "directives"

    def ready(self) -> None:
        """Register the table of the room, its place in the navigation, its acts and its finder."""
        from hamtaraz.directives import queries, workflow
        from hamtaraz.web import finding, navigation
        from hamtaraz.web.spoken import SPOKEN

        readers = tuple(sorted(PROVINCE_WIDE_READERS))
        navigation.add("cycle", 15, _("Directives"), "directives:list", icon="paper", roles=readers)
        finding.add_finder(queries.find)
        SPOKEN.update(workflow.SPOKEN)
