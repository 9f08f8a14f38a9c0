"""Registers the monitoring room with Django and puts its pages into the navigation."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MonitoringConfig(AppConfig):
    name = "hamtaraz.monitoring"
    label = "monitoring"

    def ready(self) -> None:
        """Add the room's navigation."""
        from hamtaraz.monitoring.river import glance
        from hamtaraz.web import asides, navigation

        navigation.add("first", 20, _("The river of credit"), "monitoring:river", icon="river")
        asides.add_aside(glance)
